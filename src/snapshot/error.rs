//! Why a snapshot is not the state of any queue.

use core::num::{NonZeroU8, NonZeroU16};

use thiserror::Error;

use crate::id::OperationId;
use crate::operation::Opening;
use crate::outcome::Phase;

/// What is wrong with a [`Snapshot`](crate::Snapshot): no sequence of inputs leads
/// to it (rule S1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum SnapshotError {
    /// More operations are held than there is room for (rule Q4).
    #[error("{held} operations are held: expected at most the limit, {limit}")]
    TooManyOperations {
        /// How many are held.
        held: usize,
        /// The limit.
        limit: NonZeroU16,
    },
    /// Ids do not rise along the queue (rule Q5).
    #[error("operation {id} follows operation {before}: expected a later id")]
    IdNotLater {
        /// The operation that does not come later.
        id: OperationId,
        /// The operation before it.
        before: OperationId,
    },
    /// An id is held that was never given out (rule Q5).
    #[error("operation {id} is held: expected at most the last id, {last_id}")]
    IdNotGivenOut {
        /// The operation.
        id: OperationId,
        /// The last id given out.
        last_id: u64,
    },
    /// The queue is full, so nothing can have been accepted after its newest
    /// operation (rule Q4).
    #[error("the last id is {last_id}: expected {newest}, the newest operation of a full queue")]
    AcceptedWhenFull {
        /// The last id given out.
        last_id: u64,
        /// The newest operation.
        newest: OperationId,
    },
    /// The first operation waits, with nothing before it (rule Q2).
    #[error("operation {id} is first and queued: expected it to be in progress")]
    FirstQueued {
        /// The first operation.
        id: OperationId,
    },
    /// An operation is in progress behind another (rule Q1).
    #[error("operation {id} is in progress: expected only the first, {first}, to be")]
    NotFirst {
        /// The operation.
        id: OperationId,
        /// The first operation.
        first: OperationId,
    },
    /// A play is at a phase that only a record has (rule P1).
    #[error("operation {id} is a play at {phase:?}: expected a prompt")]
    NotOfAPlay {
        /// The play.
        id: OperationId,
        /// Where it is said to be.
        phase: Phase,
    },
    /// A record is at a phase that its opening does not have (rule R1).
    #[error("operation {id} is a record at {phase:?}: expected a phase of {opening:?}")]
    NotOfThisRecord {
        /// The record.
        id: OperationId,
        /// Where it is said to be.
        phase: Phase,
        /// How it opens.
        opening: Opening,
    },
    /// There is no such prompt in the list (rule P1).
    #[error("operation {id} is at prompt {index}: expected less than {prompts}")]
    NoSuchPrompt {
        /// The operation.
        id: OperationId,
        /// Where it is said to be.
        index: u8,
        /// How many prompts it has.
        prompts: NonZeroU8,
    },
    /// The list is not played that often (rule P1).
    #[error("operation {id} is in round {round}: expected less than {times}")]
    NoSuchRound {
        /// The operation.
        id: OperationId,
        /// Where it is said to be.
        round: u16,
        /// How often its list is played.
        times: NonZeroU16,
    },
    /// A started recording does not survive a suspension (rule M2).
    #[error("operation {id} is being recorded while media is suspended: expected it to have ended")]
    RecordedWhileSuspended {
        /// The record.
        id: OperationId,
    },
    /// Steps have begun without an operation to begin them.
    #[error("the last step is {last_step}: expected 0 before the first operation")]
    StepWithoutOperation {
        /// The last step.
        last_step: u64,
    },
    /// Every prompt, beep and recording on the way to where the operation in
    /// progress stands was a step.
    #[error(
        "the last step is {last_step}: \
         expected at least the {used} that the operation in progress has used"
    )]
    TooFewSteps {
        /// The last step.
        last_step: u64,
        /// How many steps the operation in progress has used.
        used: u64,
    },
    /// The step number is near its end (rule Q5).
    #[error("the last step is {last_step}: expected at most 2^63")]
    TooManySteps {
        /// The last step.
        last_step: u64,
    },
}
