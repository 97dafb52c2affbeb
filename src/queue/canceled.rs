//! The completions of many operations at once: a cancel, a hang-up.

use alloc::collections::vec_deque;
use core::fmt;
use core::iter::FusedIterator;

use super::completion::{Completion, Stage};
use super::entry::Entry;
use super::outcome::{PlayOutcome, RecordOutcome};
use crate::time::Millis;

/// The operations that a [`cancel_all`](crate::MediaQueue::cancel_all) took, in order,
/// each with its completion ([C1](crate::MediaQueue#rules)).
///
/// The call has cancelled them, not the iteration. If this value is dropped, read or not,
/// the queue is empty ([C2](crate::MediaQueue#rules)). It borrows the queue, so nothing
/// can be accepted in the middle of a cancel:
///
/// ```compile_fail,E0499
/// # use core::num::NonZeroU16;
/// # use media_queue::{MediaQueue, Play};
/// let mut queue: MediaQueue<&str> = MediaQueue::new(NonZeroU16::MAX);
/// let canceled = queue.cancel_all();
/// let _ = queue.play(Play::new(), "too early");
/// drop(canceled);
/// ```
///
/// It allocates nothing, and the queue keeps its memory.
#[must_use = "these operations are over: a completion that is not read is never reported"]
pub struct Canceled<'q, C> {
    first: Stage,
    entries: vec_deque::Drain<'q, Entry<C>>,
}

/// The operations that a call still held when it ended, in order, each with its
/// completion ([H1](crate::MediaQueue#rules)).
#[must_use = "these operations are over: a completion that is not read is never reported"]
pub struct Remaining<C> {
    first: Stage,
    entries: vec_deque::IntoIter<Entry<C>>,
}

/// What a call leaves behind ([H1](crate::MediaQueue#rules)).
#[must_use = "the call is over: a completion that is not read is never reported"]
#[derive(Debug)]
#[non_exhaustive]
pub struct HungUp<C, S> {
    /// What the queue still held.
    pub completions: Remaining<C>,
    /// The host's own value for the tone subscription, if there was one.
    pub tone_subscription: Option<S>,
}

impl<'q, C> Canceled<'q, C> {
    /// `first` is where the operation in progress stands.
    #[inline]
    pub(super) const fn new(first: Stage, entries: vec_deque::Drain<'q, Entry<C>>) -> Self {
        Self { first, entries }
    }

    pub(crate) fn with_heard(self, heard: Option<Millis>) -> Self {
        Self { first: self.first.with_heard(heard), ..self }
    }
}

impl<C> Iterator for Canceled<'_, C> {
    type Item = Completion<C>;

    #[inline]
    fn next(&mut self) -> Option<Completion<C>> {
        let entry = self.entries.next()?;
        let stage = core::mem::replace(&mut self.first, Stage::Queued);
        Some(entry.end(stage, PlayOutcome::Canceled, RecordOutcome::Canceled))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}

impl<C> DoubleEndedIterator for Canceled<'_, C> {
    fn next_back(&mut self) -> Option<Completion<C>> {
        let entry = self.entries.next_back()?;
        let stage = if self.entries.len() == 0 { self.first } else { Stage::Queued };
        Some(entry.end(stage, PlayOutcome::Canceled, RecordOutcome::Canceled))
    }
}

impl<C> ExactSizeIterator for Canceled<'_, C> {}

impl<C> FusedIterator for Canceled<'_, C> {}

impl<C> fmt::Debug for Canceled<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Canceled({} operations)", self.len())
    }
}

impl<C> Remaining<C> {
    /// `first` is where the operation in progress stands.
    #[inline]
    pub(super) const fn new(first: Stage, entries: vec_deque::IntoIter<Entry<C>>) -> Self {
        Self { first, entries }
    }

    pub(crate) fn with_heard(self, heard: Option<Millis>) -> Self {
        Self { first: self.first.with_heard(heard), ..self }
    }
}

impl<C> Iterator for Remaining<C> {
    type Item = Completion<C>;

    #[inline]
    fn next(&mut self) -> Option<Completion<C>> {
        let entry = self.entries.next()?;
        let stage = core::mem::replace(&mut self.first, Stage::Queued);
        Some(entry.end(stage, PlayOutcome::CallEnded, RecordOutcome::CallEnded))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}

impl<C> DoubleEndedIterator for Remaining<C> {
    fn next_back(&mut self) -> Option<Completion<C>> {
        let entry = self.entries.next_back()?;
        let stage = if self.entries.len() == 0 { self.first } else { Stage::Queued };
        Some(entry.end(stage, PlayOutcome::CallEnded, RecordOutcome::CallEnded))
    }
}

impl<C> ExactSizeIterator for Remaining<C> {}

impl<C> FusedIterator for Remaining<C> {}

impl<C> fmt::Debug for Remaining<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Remaining({} operations)", self.len())
    }
}
