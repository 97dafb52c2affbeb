//! The inputs of a queue as data, and what each of them answers.

use media_queue::{
    Audio, Completion, Effect, MediaFailure, MediaQueue, OperationId, Outcome, Play, Record,
    RecordLimit, Stage, Stale, Step, Tone, ToneReport,
};

/// A variant for every method that changes a queue, except `hang_up`, which leaves none.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Input<C, S> {
    Play(Play, C),
    Record(Record, C),
    CancelAll,
    Cancel(OperationId),
    SubscribeTones(S),
    UnsubscribeTones,
    Started(Step),
    Finished(Step),
    Failed(Step, MediaFailure),
    LimitReached(Step, RecordLimit),
    Tone(Tone),
    SpeechStarted,
    Suspend,
    Resume,
    Shrink,
}

/// What an input answers. The queue and the reference both give one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer<C, S> {
    Accepted(OperationId),
    PlayRefused(Play, C),
    RecordRefused(Record, C),
    Stale(Stale),
    Effect(Did<C>),
    /// What the subscriber hears, under which number, and the effect.
    Tone(Option<(S, u64, Tone)>, Did<C>),
    Canceled(Vec<Over<C>>),
    /// The value of the subscription that was replaced or ended.
    Unsubscribed(Option<S>),
    Shrunk,
}

/// An [`Effect`] with a completion that the reference can build, too.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Did<C> {
    Nothing,
    NextStep(OperationId),
    Completed(Over<C>),
}

/// A [`Completion`] that the reference can build, too.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Over<C> {
    pub(crate) id: OperationId,
    pub(crate) context: C,
    pub(crate) stage: Stage,
    pub(crate) outcome: Outcome,
    pub(crate) audio: Option<Audio>,
}

impl<C, S: Clone> Input<C, S> {
    pub(crate) fn apply(self, queue: &mut MediaQueue<C, S>) -> Answer<C, S> {
        match self {
            Self::Play(play, context) => match queue.play(play, context) {
                Ok(id) => Answer::Accepted(id),
                Err(full) => Answer::PlayRefused(full.request, full.context),
            },
            Self::Record(record, context) => match queue.record(record, context) {
                Ok(id) => Answer::Accepted(id),
                Err(full) => Answer::RecordRefused(full.request, full.context),
            },
            Self::CancelAll => Answer::Canceled(queue.cancel_all().map(Over::from).collect()),
            Self::Cancel(id) => {
                Answer::Canceled(queue.cancel(id).into_iter().map(Over::from).collect())
            }
            Self::SubscribeTones(value) => Answer::Unsubscribed(queue.subscribe_tones(value)),
            Self::UnsubscribeTones => Answer::Unsubscribed(queue.unsubscribe_tones()),
            Self::Started(step) => queue.started(step).into(),
            Self::Finished(step) => queue.finished(step).into(),
            Self::Failed(step, failure) => queue.failed(step, failure).into(),
            Self::LimitReached(step, limit) => queue.limit_reached(step, limit).into(),
            Self::Tone(tone) => {
                let ToneReport { heard, effect, .. } = queue.tone(tone);
                let heard =
                    heard.map(|heard| (heard.subscription.clone(), heard.number, heard.tone));
                Answer::Tone(heard, effect.into())
            }
            Self::SpeechStarted => Answer::Effect(queue.speech_started().into()),
            Self::Suspend => Answer::Effect(queue.suspend().into()),
            Self::Resume => Answer::Effect(queue.resume().into()),
            Self::Shrink => {
                queue.shrink();
                Answer::Shrunk
            }
        }
    }
}

impl<C, S> Answer<C, S> {
    /// The operations that ended, in order.
    pub(crate) fn completions(&self) -> &[Over<C>] {
        match self {
            Self::Canceled(completions) => completions,
            Self::Effect(Did::Completed(completion))
            | Self::Tone(_, Did::Completed(completion)) => core::slice::from_ref(completion),
            _ => &[],
        }
    }
}

impl<C, S> From<Result<Effect<C>, Stale>> for Answer<C, S> {
    fn from(answer: Result<Effect<C>, Stale>) -> Self {
        answer.map_or_else(Self::Stale, |effect| Self::Effect(effect.into()))
    }
}

impl<C> From<Effect<C>> for Did<C> {
    fn from(effect: Effect<C>) -> Self {
        match effect {
            Effect::Nothing => Self::Nothing,
            Effect::NextStep(id) => Self::NextStep(id),
            Effect::Completed(completion) => Self::Completed(completion.into()),
        }
    }
}

impl<C> From<Completion<C>> for Over<C> {
    fn from(completion: Completion<C>) -> Self {
        let audio = completion.audio();
        let Completion { id, context, stage, outcome, .. } = completion;
        Self { id, context, stage, outcome, audio }
    }
}
