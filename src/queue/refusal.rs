//! Why a request or a fact was refused.

use core::fmt;
use core::num::NonZeroU16;

use super::id::Step;

/// The error for a request that finds no room ([Q4](crate::MediaQueue#rules)), or no id
/// ([Q5](crate::MediaQueue#rules)). It gives the request and its context back.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct QueueFull<R, C> {
    /// The refused request, unchanged.
    pub request: R,
    /// The host's own value, unchanged.
    pub context: C,
    /// The most operations that the queue holds.
    pub limit: NonZeroU16,
}

impl<R, C> QueueFull<R, C> {
    pub(super) const fn new(request: R, context: C, limit: NonZeroU16) -> Self {
        Self { request, context, limit }
    }
}

impl<R, C> fmt::Display for QueueFull<R, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no room for another operation: the queue holds at most {}", self.limit)
    }
}

/// The context need not be printable, so it is left out.
impl<R, C> fmt::Debug for QueueFull<R, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QueueFull").field("limit", &self.limit).finish_non_exhaustive()
    }
}

impl<R, C> core::error::Error for QueueFull<R, C> {}

/// The error for a fact that does not apply. Nothing was changed
/// ([Q6](crate::MediaQueue#rules)).
///
/// Reports of the engine cross requests on their way, so this is an ordinary answer and
/// not a fault. A host counts it and goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "rule Q6 has no third way")]
pub enum Stale {
    /// The step is over, has not been started, or was never handed out.
    NotCurrent {
        /// The reported step.
        step: Step,
    },
    /// The step is current and cannot have this fact. For example a prompt has no limit,
    /// and a recording does not simply finish.
    NotOfThisStep {
        /// The reported step.
        step: Step,
    },
}

impl fmt::Display for Stale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotCurrent { step } => write!(f, "step {step} is not current"),
            Self::NotOfThisStep { step } => {
                write!(f, "step {step} is current, but cannot have this fact")
            }
        }
    }
}

impl core::error::Error for Stale {}
