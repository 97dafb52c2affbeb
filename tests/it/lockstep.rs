//! The queue and the reference, fed the same, compared after every input.

use core::fmt::Debug;
use core::num::NonZeroU16;

use media_queue::{
    Applied, Completion, Effect, Heard, HungUp, Input, MediaQueue, OperationId, Play, Record,
    Stale, Tone, ToneReport,
};

use crate::reference::Reference;

/// What an input brought about, as the queue and the reference both say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer<C, S> {
    Accepted(OperationId),
    PlayRefused(Play<C>),
    RecordRefused(Record<C>),
    Stale(Stale),
    /// The operations that ended, in order; none is nothing.
    Ended(Vec<Completion<C>>),
    /// What the subscriber hears, under which number, and the effect.
    Tone(Option<(S, u64, Tone)>, Effect<C>),
    Speech(Effect<C>),
    /// The value of the subscription that was replaced or ended.
    Unsubscribed(Option<S>),
}

impl<C, S> Answer<C, S> {
    /// The operations that ended, in order.
    pub(crate) fn ended(&self) -> &[Completion<C>] {
        match self {
            Self::Ended(ended) => ended,
            Self::Tone(_, Effect::Completed(ended)) | Self::Speech(Effect::Completed(ended)) => {
                core::slice::from_ref(ended)
            }
            _ => &[],
        }
    }
}

/// Feeds `input` to the queue alone.
pub(crate) fn feed<C, S: Clone>(queue: &mut MediaQueue<C, S>, input: Input<C, S>) -> Answer<C, S> {
    let subscribing = matches!(input, Input::SubscribeTones(_) | Input::UnsubscribeTones);
    match input.apply(queue) {
        Applied::Nothing if subscribing => Answer::Unsubscribed(None),
        Applied::Nothing => Answer::Ended(vec![]),
        Applied::Accepted(id) => Answer::Accepted(id),
        Applied::PlayRefused(refused) => Answer::PlayRefused(refused.request),
        Applied::RecordRefused(refused) => Answer::RecordRefused(refused.request),
        Applied::Stale(stale) => Answer::Stale(stale),
        Applied::Completed(completion) => Answer::Ended(vec![completion]),
        Applied::Canceled(canceled) => Answer::Ended(canceled.collect()),
        Applied::Tone(ToneReport { heard, effect }) => {
            let said = |Heard { subscription, number, tone }: Heard<'_, S>| {
                (subscription.clone(), number, tone)
            };
            Answer::Tone(heard.map(said), effect)
        }
        Applied::Speech(effect) => Answer::Speech(effect),
        Applied::Unsubscribed(value) => Answer::Unsubscribed(Some(value)),
    }
}

/// A call, twice.
#[derive(Clone, Debug)]
pub(crate) struct Lockstep<C, S> {
    pub(crate) queue: MediaQueue<C, S>,
    pub(crate) reference: Reference<C, S>,
}

impl<C: Clone + PartialEq + Debug, S: Clone + PartialEq + Debug> Lockstep<C, S> {
    pub(crate) fn new(limit: u16) -> Self {
        Self {
            queue: MediaQueue::new(NonZeroU16::new(limit).unwrap()),
            reference: Reference::new(limit),
        }
    }

    #[track_caller]
    pub(crate) fn feed(&mut self, input: Input<C, S>) -> Answer<C, S> {
        let expected = self.reference.apply(input.clone());
        let answer = feed(&mut self.queue, input);
        assert_eq!(answer, expected, "the answer: queue, reference");
        self.compare();
        answer
    }

    /// What can be asked of both is the same.
    #[track_caller]
    pub(crate) fn compare(&self) {
        let Self { queue, reference } = self;
        assert_eq!(queue.activity(), reference.activity(), "activity: queue, reference");
        assert_eq!(queue.wanted(), reference.wanted(), "wanted: queue, reference");
        assert!(
            queue.operations().eq(reference.operations()),
            "operations: {:?}\nreference: {:?}",
            queue.operations().collect::<Vec<_>>(),
            reference.operations().collect::<Vec<_>>()
        );
        assert_eq!(queue.tone_subscription(), reference.tone_subscription());
    }

    /// The end of both; what was handed out.
    #[track_caller]
    pub(crate) fn hang_up(self) -> (Vec<Completion<C>>, Option<S>) {
        let HungUp { ended, tone_subscription } = self.queue.hang_up();
        let answer = (ended.collect(), tone_subscription);
        assert_eq!(answer, self.reference.hang_up(), "hang-up: queue, reference");
        answer
    }
}
