//! Why a request, a fact or a value was refused: one small error per operation.

use core::fmt;
use core::num::NonZeroU16;
use core::time::Duration;

use thiserror::Error;

use crate::id::Step;

/// The queue has no room for another operation; the request is given back (rule Q4).
#[derive(Clone, Copy, PartialEq, Eq, Error)]
#[error("no room for another operation: the queue holds at most {limit}")]
pub struct QueueFull<R> {
    /// The refused request, unchanged.
    pub request: R,
    /// The limit of the queue.
    pub limit: NonZeroU16,
}

/// The request is the host's own and need not be printable.
impl<R> fmt::Debug for QueueFull<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QueueFull").field("limit", &self.limit).finish_non_exhaustive()
    }
}

/// A fact that does not apply; nothing was changed (rule Q6).
///
/// Reports cross requests on their way, so this is an ordinary answer and no
/// fault: a host counts it and goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum Stale {
    /// The step is over, or was never handed out.
    #[error("step {step} is not current")]
    NotCurrent {
        /// The step reported.
        step: Step,
    },
    /// The step is current and cannot have this fact: a limit reached by a prompt,
    /// a recording that simply finished.
    #[error("step {step} is current and cannot have this fact")]
    NotOfThisStep {
        /// The step reported.
        step: Step,
    },
}

/// A character that is no telephone key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[error("{key:?} is no telephone key: expected 0 to 9, *, #, A to D or !")]
pub struct UnknownTone {
    /// The character.
    pub key: char,
}

/// A span that [`Millis`](crate::Millis) cannot hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[error("{span:?} is outside 1 to 4294967295 milliseconds")]
pub struct SpanError {
    /// The span.
    pub span: Duration,
}
