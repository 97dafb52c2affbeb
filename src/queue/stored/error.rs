//! Why a stored queue is refused.

use core::num::{NonZeroU8, NonZeroU16};

use thiserror::Error;

use crate::queue::OperationId;

/// The error for a snapshot of a queue that would break a rule of
/// [`MediaQueue`](crate::MediaQueue#rules).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum SnapshotError {
    /// There are more operations than the limit allows ([Q4](crate::MediaQueue#rules)).
    #[error("the queue holds {held} operations: expected at most its limit, {limit}")]
    TooManyOperations {
        /// How many there are.
        held: usize,
        /// The limit.
        limit: NonZeroU16,
    },
    /// The ids do not rise ([Q5](crate::MediaQueue#rules)).
    #[error("operation {id} stands behind operation {before}: expected rising ids")]
    IdNotLater {
        /// The id.
        id: OperationId,
        /// The id before it.
        before: u64,
    },
    /// An id is later than the last one given out ([Q5](crate::MediaQueue#rules)).
    #[error("operation {id} is held: expected at most the last id given out, {last_id}")]
    IdNotGivenOut {
        /// The id.
        id: OperationId,
        /// The last id given out.
        last_id: u64,
    },
    /// An operation is in progress and no step has begun ([Q2](crate::MediaQueue#rules)).
    #[error("the last step is 0: expected at least 1, since an operation is in progress")]
    NoStep,
    /// The steps could come to the end of their numbers ([Q5](crate::MediaQueue#rules)).
    #[error("the last step is {last_step}: expected at most 2^63")]
    TooManySteps {
        /// The last step.
        last_step: u64,
    },
    /// A play is at a prompt that it does not have ([P1](crate::MediaQueue#rules)).
    #[error("play {id} is at prompt {index}: expected less than its {prompts} prompts")]
    NoSuchPrompt {
        /// The play.
        id: OperationId,
        /// The prompt, from 0.
        index: u8,
        /// How many it has.
        prompts: NonZeroU8,
    },
    /// A play is in a round that it does not have ([P1](crate::MediaQueue#rules)).
    #[error("play {id} is in round {round}: expected less than its {times} rounds")]
    NoSuchRound {
        /// The play.
        id: OperationId,
        /// The round, from 0.
        round: u16,
        /// How many it has.
        times: NonZeroU16,
    },
    /// A record is at a prompt or a beep that it does not have
    /// ([R1](crate::MediaQueue#rules)).
    #[error("record {id} is at a prompt or beep that it does not have")]
    NoSuchStep {
        /// The record.
        id: OperationId,
    },
    /// An operation that waits has begun ([Q1](crate::MediaQueue#rules)).
    #[error("operation {id} has begun: expected only the first operation to have begun")]
    WaitingHasBegun {
        /// The operation.
        id: OperationId,
    },
    /// A recording has started although media is suspended
    /// ([M2](crate::MediaQueue#rules)).
    #[error("record {id} has started to record: expected no recording while suspended")]
    RecordingWhileSuspended {
        /// The record.
        id: OperationId,
    },
}
