//! The queue and the reference, fed the same inputs and compared after each.

use core::fmt::Debug;
use core::num::NonZeroU16;

use media_queue::{HungUp, MediaQueue};

use crate::input::{Answer, Input, Over};
use crate::reference::Reference;

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
        let answer = input.apply(&mut self.queue);
        assert_eq!(answer, expected, "the answer: queue, reference");
        self.compare();
        answer
    }

    /// Every query answers the same on both sides.
    #[track_caller]
    pub(crate) fn compare(&self) {
        let Self { queue, reference } = self;
        let current = queue.current_step().map(|now| (now.step, now.id, now.context, now.media));
        assert_eq!(current, reference.current_step(), "current step: queue, reference");
        assert_eq!(queue.is_suspended(), reference.is_suspended(), "suspended: queue, reference");
        let held: Vec<_> = queue
            .operations()
            .map(|held| (held.id, held.kind, held.stage, held.interrupts, held.context))
            .collect();
        assert_eq!(held, reference.operations(), "operations: queue, reference");
        assert_eq!(queue.tone_subscription(), reference.tone_subscription());
    }

    /// The end of both. Returns what was handed out.
    #[track_caller]
    pub(crate) fn hang_up(self) -> (Vec<Over<C>>, Option<S>) {
        let HungUp { completions, tone_subscription, .. } = self.queue.hang_up();
        let answer = (completions.map(Over::from).collect(), tone_subscription);
        assert_eq!(answer, self.reference.hang_up(), "hang-up: queue, reference");
        answer
    }
}
