//! What media should be doing, and what the queue holds.

use alloc::collections::vec_deque;
use core::iter::FusedIterator;

use crate::entry::{Entry, Work};
use crate::id::{OperationId, Step};
use crate::interrupts::Interrupts;
use crate::operation::RecordLimits;
use crate::outcome::Stage;
use crate::tone_set::ToneSet;

/// What media should be doing now.
///
/// The host compares it with what its engine is doing. It can be asked for at any
/// time, says the same until an input changes it, and cannot be lost.
#[derive(Debug, PartialEq, Eq)]
pub enum Activity<'q, C> {
    /// Nothing: no operation is held.
    Idle,
    /// Nothing: media is suspended (rule M1).
    Suspended,
    /// A prompt is to be heard.
    Prompt {
        /// The step to report back.
        step: Step,
        /// The operation.
        id: OperationId,
        /// Its host's own value.
        context: &'q C,
        /// Which prompt of the list, from 0.
        index: u8,
        /// Which time through the list, from 0.
        round: u16,
        /// What interrupts it.
        interrupts: Interrupts,
    },
    /// A beep is to be heard.
    Beep {
        /// The step to report back.
        step: Step,
        /// The operation.
        id: OperationId,
        /// Its host's own value.
        context: &'q C,
    },
    /// The caller is to be recorded.
    Recording {
        /// The step to report back.
        step: Step,
        /// The operation.
        id: OperationId,
        /// Its host's own value.
        context: &'q C,
        /// When the recording ends by itself.
        limits: RecordLimits,
        /// The keys that end it.
        stop_tones: ToneSet,
        /// Whether the engine is known to have begun it.
        started: bool,
    },
}

/// Which kind of operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A [`Play`](crate::Play).
    Play,
    /// A [`Record`](crate::Record).
    Record,
}

/// An operation the queue holds.
#[derive(Debug, PartialEq, Eq)]
pub struct Operation<'q, C> {
    /// Its id.
    pub id: OperationId,
    /// Its kind.
    pub kind: Kind,
    /// Where it stands.
    pub stage: Stage,
    /// The host's own value.
    pub context: &'q C,
}

/// The operations the queue holds, in order; the first is in progress (rule Q1).
#[derive(Debug)]
pub struct Operations<'q, C> {
    pub(crate) front: Option<OperationId>,
    pub(crate) entries: vec_deque::Iter<'q, Entry<C>>,
}

impl<'q, C> Iterator for Operations<'q, C> {
    type Item = Operation<'q, C>;

    fn next(&mut self) -> Option<Self::Item> {
        self.entries.next().map(|entry| operation(entry, self.front))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}

impl<C> DoubleEndedIterator for Operations<'_, C> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.entries.next_back().map(|entry| operation(entry, self.front))
    }
}

impl<C> ExactSizeIterator for Operations<'_, C> {}

impl<C> FusedIterator for Operations<'_, C> {}

// Views borrow the context: they are copied whatever it is.

impl<C> Clone for Activity<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for Activity<'_, C> {}

impl<C> Clone for Operation<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for Operation<'_, C> {}

impl<C> Clone for Operations<'_, C> {
    fn clone(&self) -> Self {
        Self { front: self.front, entries: self.entries.clone() }
    }
}

fn operation<C>(entry: &Entry<C>, front: Option<OperationId>) -> Operation<'_, C> {
    Operation {
        id: entry.id,
        kind: match entry.work {
            Work::Play { .. } => Kind::Play,
            Work::Record { .. } => Kind::Record,
        },
        stage: entry.stage(front),
        context: &entry.context,
    }
}
