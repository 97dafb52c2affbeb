//! What the media engine is to do.

use core::fmt;

use crate::queue::{CurrentStep, Step};
use crate::time::Time;

/// What the media engine is to do. It says all that the engine needs
/// ([X7](super::Session#rules)).
///
/// A start lends the host's own value of the operation, so it borrows the session.
#[must_use = "the session takes a command that it returned as sent"]
#[derive(Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a host must carry out every command")]
pub enum Command<'s, C> {
    /// Start this step: play or record what it says.
    Start(CurrentStep<'s, C>),
    /// Stop this step.
    Stop(Stop),
}

impl<C> fmt::Display for Command<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start(CurrentStep { step, media, .. }) => write!(f, "start step {step}: {media}"),
            Self::Stop(stop) => stop.fmt(f),
        }
    }
}

/// The command to stop a step, if it runs or is about to.
///
/// An adapter answers a stop for a step that is over with `finished`, and ignores one for a
/// step that it has not begun.
#[must_use = "a step that is not stopped sounds on"]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stop {
    /// The step.
    pub step: Step,
    /// The instant at which to cut the recording. What the file has after it does not
    /// belong to the recording. `None` if there is nothing to cut.
    pub cut: Option<Time>,
}

impl Stop {
    pub(super) const fn new(step: Step, cut: Option<Time>) -> Self {
        Self { step, cut }
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "stop step {}", self.step)?;
        self.cut.map_or(Ok(()), |cut| write!(f, ", cut at {cut}"))
    }
}
