//! The inputs as data: what is written down, replayed, sent to a follower.

mod session;

use serde::{Deserialize, Serialize};

pub use self::session::{SessionApplied, SessionEntry, SessionInput};
use crate::canceled::Canceled;
use crate::error::{QueueFull, Stale};
use crate::id::{OperationId, Step};
use crate::operation::{Play, Record};
use crate::outcome::{Completion, Failure, Limit};
use crate::queue::MediaQueue;
use crate::report::{Effect, ToneReport};
use crate::tone::Tone;

/// One line of a call's journal: an input, or the hang-up that ends the journal.
///
/// The lines of a call, from the first, are the whole of it: a queue that is fed
/// them again, from the same state, hands out the same and comes to the same state,
/// ids and steps included (rule J1). So a journal serves an audit, a replay after a
/// crash, and a second machine that follows the first.
///
/// Inputs that belong together, such as the `CancelAll` and the `Record` of a
/// barge-in, are appended in one write, after the request has been checked: between
/// two writes a crash would keep the one and lose the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum JournalEntry<C, S = C> {
    /// What the queue was fed.
    Input(Input<C, S>),
    /// [`MediaQueue::hang_up`]: the call is over. Nothing follows.
    HangUp,
}

/// What a queue can be fed, as data: a variant for every method that changes it,
/// except [`hang_up`](MediaQueue::hang_up), which leaves no queue to feed.
///
/// It is written by reference and then applied by value, so journalling clones
/// nothing:
///
/// ```
/// use core::num::{NonZeroU8, NonZeroU16};
/// use media_queue::{Applied, Input, MediaQueue, Play, Step};
///
/// let mut queue: MediaQueue<String> = MediaQueue::new(NonZeroU16::MIN);
/// let mut journal = Vec::new();
///
/// let input = Input::Play(Play::new("welcome".to_owned(), NonZeroU8::MIN));
/// journal.push(serde_json::to_string(&input)?);
/// assert!(matches!(input.apply(&mut queue), Applied::Accepted(_)));
///
/// let mut replayed = MediaQueue::new(NonZeroU16::MIN);
/// for line in &journal {
///     let input: Input<String> = serde_json::from_str(line)?;
///     let _same_as_before = input.apply(&mut replayed);
/// }
/// assert_eq!(replayed, queue);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Input<C, S = C> {
    /// [`MediaQueue::play`]
    Play(Play<C>),
    /// [`MediaQueue::record`]
    Record(Record<C>),
    /// [`MediaQueue::cancel_all`]
    CancelAll,
    /// [`MediaQueue::cancel`]
    Cancel(OperationId),
    /// [`MediaQueue::subscribe_tones`]
    SubscribeTones(S),
    /// [`MediaQueue::unsubscribe_tones`]
    UnsubscribeTones,
    /// [`MediaQueue::started`]
    Started(Step),
    /// [`MediaQueue::finished`]
    Finished(Step),
    /// [`MediaQueue::failed`]
    Failed {
        /// The step that could not be carried out.
        step: Step,
        /// Why.
        failure: Failure,
    },
    /// [`MediaQueue::limit_reached`]
    LimitReached {
        /// The recording.
        step: Step,
        /// The limit it ran into.
        limit: Limit,
    },
    /// [`MediaQueue::tone`]
    Tone(Tone),
    /// [`MediaQueue::speech_started`]
    SpeechStarted,
    /// [`MediaQueue::suspend`]
    Suspend,
    /// [`MediaQueue::resume`]
    Resume,
    /// [`MediaQueue::shrink`]
    Shrink,
}

/// What an input brought about: the answer of the method it stands for.
#[must_use = "an operation is handed out once: what is dropped here is never reported"]
#[derive(Debug)]
pub enum Applied<'q, C, S = C> {
    /// Nothing is owed to anyone.
    Nothing,
    /// The request was accepted, under this id.
    Accepted(OperationId),
    /// There was no room for the play.
    PlayRefused(QueueFull<Play<C>>),
    /// There was no room for the record.
    RecordRefused(QueueFull<Record<C>>),
    /// The fact did not apply.
    Stale(Stale),
    /// An operation ended.
    Completed(Completion<C>),
    /// The operations that `CancelAll` took.
    Canceled(Canceled<'q, C>),
    /// What followed from a tone.
    Tone(ToneReport<'q, C, S>),
    /// What followed from speech.
    Speech(Effect<C>),
    /// A tone subscription was replaced or ended: its value.
    Unsubscribed(S),
}

impl<C, S> Input<C, S> {
    /// Feeds it to `queue`.
    pub fn apply(self, queue: &mut MediaQueue<C, S>) -> Applied<'_, C, S> {
        match self {
            Self::Play(play) => Applied::play(queue.play(play)),
            Self::Record(record) => Applied::record(queue.record(record)),
            Self::CancelAll => Applied::Canceled(queue.cancel_all()),
            Self::Cancel(id) => Applied::completed(queue.cancel(id)),
            Self::SubscribeTones(value) => Applied::unsubscribed(queue.subscribe_tones(value)),
            Self::UnsubscribeTones => Applied::unsubscribed(queue.unsubscribe_tones()),
            Self::Started(step) => Applied::fact(queue.started(step).map(|()| None)),
            Self::Finished(step) => Applied::fact(queue.finished(step)),
            Self::Failed { step, failure } => Applied::fact(queue.failed(step, failure)),
            Self::LimitReached { step, limit } => Applied::fact(queue.limit_reached(step, limit)),
            Self::Tone(tone) => Applied::Tone(queue.tone(tone)),
            Self::SpeechStarted => Applied::Speech(queue.speech_started()),
            Self::Suspend => Applied::completed(queue.suspend()),
            Self::Resume => {
                queue.resume();
                Applied::Nothing
            }
            Self::Shrink => {
                queue.shrink();
                Applied::Nothing
            }
        }
    }
}

impl<C, S> Applied<'_, C, S> {
    /// The operations that ended, in order; the rest is dropped.
    pub fn into_completions(self) -> impl Iterator<Item = Completion<C>> {
        let (canceled, ended) = match self {
            Self::Canceled(canceled) => (Some(canceled), None),
            Self::Completed(completion) => (None, Some(completion)),
            Self::Tone(ToneReport { effect, .. }) | Self::Speech(effect) => {
                (None, effect.into_completion())
            }
            _ => (None, None),
        };
        canceled.into_iter().flatten().chain(ended)
    }

    fn play(answer: Result<OperationId, QueueFull<Play<C>>>) -> Self {
        answer.map_or_else(Self::PlayRefused, Self::Accepted)
    }

    fn record(answer: Result<OperationId, QueueFull<Record<C>>>) -> Self {
        answer.map_or_else(Self::RecordRefused, Self::Accepted)
    }

    fn completed(completion: Option<Completion<C>>) -> Self {
        completion.map_or(Self::Nothing, Self::Completed)
    }

    fn unsubscribed(value: Option<S>) -> Self {
        value.map_or(Self::Nothing, Self::Unsubscribed)
    }

    fn fact(answer: Result<Option<Completion<C>>, Stale>) -> Self {
        answer.map_or_else(Self::Stale, Self::completed)
    }
}
