//! What followed from an input of a session.

use crate::error::Stale;
use crate::id::OperationId;
use crate::outcome::Completion;
use crate::player::Stuck;
use crate::report::Heard;
use crate::time::Time;

/// What followed from a report of the engine or from the timer (rule X1).
///
/// `cut` is the instant at which a recording ended: what the file has after it is
/// to be cut off. It is `None` where the file ends with the recording.
#[must_use = "an operation is handed out once: what is dropped here is never reported"]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report<C> {
    /// Nothing.
    Nothing,
    /// Nothing: neither the player nor the queue knows the step, or it cannot have
    /// this fact.
    Stale(Stale),
    /// The prompt of this record was interrupted; the record goes on (rule B1).
    PromptInterrupted(OperationId),
    /// This record has ended and its file is not whole yet. Its completion follows
    /// when the engine has ended the recording, or is stuck (rule X3).
    Closing {
        /// The operation.
        id: OperationId,
        /// Where to cut the recording.
        cut: Option<Time>,
    },
    /// This operation has ended.
    Completed {
        /// The operation, and what became of it.
        completion: Completion<C>,
        /// Where to cut the recording, if there is one.
        cut: Option<Time>,
    },
    /// The engine did not confirm a command in time and may still sound: the host
    /// silences or drops that leg before the next start (rule Y5).
    Stuck {
        /// The command.
        stuck: Stuck,
        /// The operation that ended with it: failed, if its step did not start;
        /// held for its file until now, if its recording did not stop.
        completion: Option<Completion<C>>,
        /// Where to cut the recording, if there is one.
        cut: Option<Time>,
    },
}

impl<C> Report<C> {
    /// The operation that has ended, whatever ended it.
    #[must_use = "an operation is handed out once: what is dropped here is never reported"]
    pub fn into_completion(self) -> Option<Completion<C>> {
        match self {
            Self::Completed { completion, .. } => Some(completion),
            Self::Stuck { completion, .. } => completion,
            Self::Nothing | Self::Stale(_) | Self::PromptInterrupted(_) | Self::Closing { .. } => {
                None
            }
        }
    }
}

/// What followed from a tone. What is owed to the subscriber comes first (rule T2).
#[must_use = "the subscriber is owed its tone, and a completion is handed out once"]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionTone<'q, C, S> {
    /// What the subscriber is owed; `None` without a subscription (rule T1).
    pub heard: Option<Heard<'q, S>>,
    /// What else followed.
    pub report: Report<C>,
}
