//! What media should be doing, and what the queue holds.

use alloc::collections::vec_deque;
use core::fmt;
use core::iter::FusedIterator;

use super::completion::Stage;
use super::entry::Entry;
use super::id::{OperationId, Step};
use super::operation::{OperationKind, RecordLimits};
use crate::tone::{Interrupts, ToneSet};

/// What media should be doing now.
///
/// The host compares it with what its engine does. It may ask at any time. The answer
/// stays the same until an input changes it.
#[derive(Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a host must handle every state")]
pub enum Activity<'q, C> {
    /// Nothing, because the queue is empty.
    Idle,
    /// Nothing, because media is suspended ([M1](crate::MediaQueue#rules)).
    Suspended,
    /// This step.
    Step(CurrentStep<'q, C>),
}

/// The step that the engine should be running.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CurrentStep<'q, C> {
    /// The step. Every fact about it hands it back.
    pub step: Step,
    /// The operation that the step belongs to.
    pub id: OperationId,
    /// The host's own value for the operation.
    pub context: &'q C,
    /// What to play or record.
    pub media: Media,
}

/// What a step plays or records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "rules P1 and R1 have no other steps")]
pub enum Media {
    /// Play a prompt to the caller.
    Prompt {
        /// Which prompt of the list, from 0.
        index: u8,
        /// Which time through the list, from 0.
        round: u16,
        /// What interrupts it.
        interrupts: Interrupts,
    },
    /// Play a beep to the caller.
    Beep,
    /// Record the caller.
    Recording {
        /// When the recording ends by itself.
        limits: RecordLimits,
        /// The keys that end it.
        stop_tones: ToneSet,
    },
}

impl fmt::Display for Media {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Prompt { index, round, .. } => write!(f, "prompt {index}, round {round}"),
            Self::Beep => f.write_str("beep"),
            Self::Recording { limits, .. } => {
                write!(f, "recording of at most {}", limits.max_duration)
            }
        }
    }
}

/// One operation that the queue holds.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HeldOperation<'q, C> {
    /// Its id.
    pub id: OperationId,
    /// Its kind.
    pub kind: OperationKind,
    /// Where it stands.
    pub stage: Stage,
    /// What interrupts its prompts. It is [`Interrupts::NEVER`] for a record without a
    /// prompt.
    pub interrupts: Interrupts,
    /// The host's own value for it.
    pub context: &'q C,
}

/// The operations that the queue holds, in order. The first is in progress
/// ([Q1](crate::MediaQueue#rules)).
#[derive(Debug)]
pub struct Operations<'q, C> {
    front: Option<OperationId>,
    entries: vec_deque::Iter<'q, Entry<C>>,
}

impl<'q, C> Operations<'q, C> {
    pub(super) fn new(entries: vec_deque::Iter<'q, Entry<C>>) -> Self {
        Self { front: entries.clone().next().map(|entry| entry.id), entries }
    }
}

impl<'q, C> Iterator for Operations<'q, C> {
    type Item = HeldOperation<'q, C>;

    fn next(&mut self) -> Option<Self::Item> {
        self.entries.next().map(|entry| held(entry, self.front))
    }

    fn nth(&mut self, n: usize) -> Option<Self::Item> {
        self.entries.nth(n).map(|entry| held(entry, self.front))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}

impl<C> DoubleEndedIterator for Operations<'_, C> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.entries.next_back().map(|entry| held(entry, self.front))
    }
}

impl<C> ExactSizeIterator for Operations<'_, C> {}

impl<C> FusedIterator for Operations<'_, C> {}

// These views only borrow the context, so they can be copied whatever it is.

impl<C> Clone for Activity<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for Activity<'_, C> {}

impl<C> Clone for CurrentStep<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for CurrentStep<'_, C> {}

impl<C> Clone for HeldOperation<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for HeldOperation<'_, C> {}

impl<C> Clone for Operations<'_, C> {
    fn clone(&self) -> Self {
        Self { front: self.front, entries: self.entries.clone() }
    }
}

fn held<C>(entry: &Entry<C>, front: Option<OperationId>) -> HeldOperation<'_, C> {
    let stage =
        if front == Some(entry.id) { Stage::InProgress(entry.work.phase()) } else { Stage::Queued };
    let (kind, interrupts) = (entry.work.kind(), entry.work.interrupts());
    HeldOperation { id: entry.id, kind, stage, interrupts, context: &entry.context }
}
