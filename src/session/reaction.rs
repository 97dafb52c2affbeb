//! What an event of the engine, of the caller or of the timer comes to.

use super::command::Stop;
use super::player::Stuck;
use crate::queue::{Completion, OperationId, Stale, Step};
use crate::time::Time;

/// What followed from an event: a report of the engine, something that the caller did, or
/// a deadline ([X1](super::Session#rules)).
#[must_use = "a step to stop sounds on, and a completion that is dropped is never reported"]
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a host must handle every reaction")]
pub enum Reaction<C> {
    /// Nothing the host has to act on.
    Nothing,
    /// Nothing changed: the engine is not busy with this step, or the step cannot have
    /// this fact. Count it.
    Stale(Stale),
    /// The engine started a step that is not to run. Send this stop at once
    /// ([Y4](super::Player#rules)).
    Stop(Stop),
    /// The operation began: the engine confirmed its first step. An operation begins once.
    /// It never begins if it ends before, or with that step: for example a play that ongoing
    /// speech interrupts.
    Began {
        /// The operation.
        id: OperationId,
        /// Its first confirmed step.
        step: Step,
    },
    /// The prompt of this record was interrupted. The record goes on to its next step
    /// ([B1](crate::MediaQueue#rules)).
    PromptInterrupted {
        /// The record.
        id: OperationId,
    },
    /// This record has ended, and its file is not complete yet. Its completion follows
    /// when the engine has ended the recording or is stuck ([K4](super::Session#rules)).
    Closing {
        /// The record.
        id: OperationId,
        /// The instant at which to cut the recording.
        cut: Option<Time>,
    },
    /// The operation has ended.
    Completed(Completed<C>),
    /// The engine did not do something in time and may still sound
    /// ([Y5](super::Player#rules), [Y7](super::Player#rules)).
    Stuck {
        /// What it did not do.
        stuck: Stuck,
        /// The operation that ended with it: its step failed, or its completion was held
        /// for a file that will not be closed.
        completed: Option<Completed<C>>,
    },
}

impl<C> Reaction<C> {
    /// Returns the operation that has ended, whatever ended it.
    #[must_use = "an operation is handed out once: a completion that is dropped is never reported"]
    pub fn into_completed(self) -> Option<Completed<C>> {
        match self {
            Self::Completed(completed) => Some(completed),
            Self::Stuck { completed, .. } => completed,
            Self::Nothing
            | Self::Stale(_)
            | Self::Stop(_)
            | Self::Began { .. }
            | Self::PromptInterrupted { .. }
            | Self::Closing { .. } => None,
        }
    }
}

/// An operation that has ended, and where to cut its recording.
#[must_use = "an operation is handed out once: a completion that is dropped is never reported"]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Completed<C> {
    /// The one result of the operation.
    pub completion: Completion<C>,
    /// The instant at which the recording ended. What the file has after it does not
    /// belong to the recording. `None` if there is nothing to cut.
    pub cut: Option<Time>,
}

impl<C> Completed<C> {
    pub(super) const fn new(completion: Completion<C>, cut: Option<Time>) -> Self {
        Self { completion, cut }
    }
}
