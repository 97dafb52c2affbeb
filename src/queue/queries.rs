//! Queries: what media should do, what the queue holds.

use core::num::NonZeroU16;

use super::entry::{Entry, PromptAt, RecordAt};
use super::{
    Activity, CurrentStep, HeldOperation, Media, MediaQueue, OperationId, Operations, Step, Work,
};

/// Queries: what media should do, what the queue holds.
impl<C, S> MediaQueue<C, S> {
    /// Returns what media should be doing now.
    #[must_use]
    #[inline]
    pub fn activity(&self) -> Activity<'_, C> {
        match self.current_step() {
            Some(step) => Activity::Step(step),
            None if self.suspended => Activity::Suspended,
            None => Activity::Idle,
        }
    }

    /// Returns the step that the engine should be running, with what it plays or records.
    /// It is the step of [`activity`](Self::activity).
    #[must_use]
    #[inline]
    pub fn current_step(&self) -> Option<CurrentStep<'_, C>> {
        let step = self.wanted()?;
        let Entry { id, context, work } = self.ring.front()?;
        let media = match *work {
            Work::Play { play, at: PromptAt { index, round } } => {
                Media::Prompt { index, round, interrupts: play.interrupts }
            }
            Work::Record { opening, at: RecordAt::Prompt, .. } => {
                Media::Prompt { index: 0, round: 0, interrupts: opening.interrupts() }
            }
            Work::Record { at: RecordAt::Beep, .. } => Media::Beep,
            Work::Record {
                limits, stop_tones, at: RecordAt::Armed | RecordAt::Recording, ..
            } => Media::Recording { limits, stop_tones },
        };
        Some(CurrentStep { step, id: *id, context, media })
    }

    /// Returns the number of the step that the engine should be running.
    #[must_use]
    #[inline]
    pub fn wanted(&self) -> Option<Step> {
        if self.suspended || self.ring.is_empty() {
            return None;
        }
        Step::new(self.last_step)
    }

    /// Returns the held operations in order. The first is in progress ([Q1](#rules)).
    #[must_use]
    #[inline]
    pub fn operations(&self) -> Operations<'_, C> {
        Operations::new(self.ring.iter())
    }

    /// Returns the held operation `id`, or `None` if it is not here, or not any more. It
    /// takes time logarithmic in the number of operations.
    #[must_use]
    pub fn operation(&self, id: OperationId) -> Option<HeldOperation<'_, C>> {
        let index = self.ring.binary_search_by_key(&id, |entry| entry.id).ok()?;
        self.operations().nth(index)
    }

    /// Returns how many operations are held, the one in progress included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ring.len()
    }

    /// Returns whether no operation is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ring.is_empty()
    }

    /// Returns whether media is suspended ([M1](#rules)).
    #[must_use]
    pub const fn is_suspended(&self) -> bool {
        self.suspended
    }

    /// Returns the most operations that the queue holds.
    #[must_use]
    pub const fn limit(&self) -> NonZeroU16 {
        self.limit
    }

    /// Returns the host's own value for the tone subscription, if there is one.
    #[must_use]
    pub const fn tone_subscription(&self) -> Option<&S> {
        self.subscription.as_ref()
    }

    /// Returns whether the current step is a recording that has started.
    pub(crate) fn is_recording(&self) -> bool {
        let front = self.ring.front().map(|front| &front.work);
        matches!(front, Some(Work::Record { at: RecordAt::Recording, .. }))
    }
}
