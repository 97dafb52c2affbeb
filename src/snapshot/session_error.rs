//! Why a snapshot is not the state of any session.

use thiserror::Error;

use super::clock::ClockSnapshotError;
use super::error::SnapshotError;
use crate::id::{OperationId, Step};
use crate::time::{Millis, Time};

/// What is wrong with a [`SessionSnapshot`](crate::SessionSnapshot): no sequence of
/// inputs leads to it (rule X6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum SessionSnapshotError {
    /// The queue is not one.
    #[error(transparent)]
    Queue(#[from] SnapshotError),
    /// The clock is not one.
    #[error(transparent)]
    Clock(#[from] ClockSnapshotError),
    /// A confirmation is due sooner than its deadline allows (rule Y5).
    #[error("a confirmation is due at {}: expected at least {} milliseconds", .due.as_millis(), .span.get())]
    DueTooSoon {
        /// When it is due.
        due: Time,
        /// How long the engine may take.
        span: Millis,
    },
    /// The player knows a step that has not begun (rule Y1).
    #[error("the player knows step {step}: expected at most the last step, {last_step}")]
    StepNotBegun {
        /// The step.
        step: Step,
        /// The last step.
        last_step: u64,
    },
    /// The player has ended the step that the queue is at, so the queue is not (rule X2).
    #[error("the player is idle after step {step}: expected the queue to have left it")]
    CurrentEnded {
        /// The step.
        step: Step,
    },
    /// The player stops the step that the queue is at (rule Y2).
    #[error("step {step} is being stopped: expected the queue to have left it")]
    CurrentStopped {
        /// The step.
        step: Step,
    },
    /// The engine is known to run the recording that the queue takes for not begun.
    #[error("step {step} runs: expected its recording to be started")]
    ArmedRuns {
        /// The step.
        step: Step,
    },
    /// A started recording is not what the engine runs (rule Y3).
    #[error("the recording in step {step} is started: expected the player to run it")]
    RecordingDoesNotRun {
        /// The step.
        step: Step,
    },
    /// The queue went on from this step by its end, which the player would know (rule X2).
    #[error("the player is busy with step {step}: expected it to have ended")]
    BusyWithEnded {
        /// The step.
        step: Step,
    },
    /// What is to be stopped is starting or running as wanted (rule Y4).
    #[error("step {step} is to be stopped: expected it not to be the one that starts or runs")]
    UnwantedRuns {
        /// The step.
        step: Step,
    },
    /// A started recording has its clock, and nothing else has one (rule K1).
    #[error("step {step} has a clock {has}: expected one just if it is a started recording")]
    ClockAstray {
        /// The step that has or should have a clock.
        step: Step,
        /// Whether it has.
        has: bool,
    },
    /// The clock is of another recording, has other limits, or has stopped.
    #[error(
        "the clock is of step {clock}: expected the running clock of step {step}, with its limits"
    )]
    ClockOfAnother {
        /// What the clock times.
        clock: Step,
        /// The recording.
        step: Step,
    },
    /// The clock and the session do not agree on whether the caller is speaking (rule X4).
    #[error("the clock of step {step} hears otherwise than the session: expected one voice")]
    VoiceOfAnother {
        /// The recording.
        step: Step,
    },
    /// A completion is held for a step that the player is not busy with (rule X3).
    #[error("a completion is held for step {step}: expected the player to be busy with it")]
    ClosingNotBusy {
        /// The step.
        step: Step,
    },
    /// A completion is held that has no file to wait for (rule X3).
    #[error("operation {id} is held: expected one that keeps its recording, and where to cut it")]
    ClosingWithoutFile {
        /// The operation.
        id: OperationId,
    },
    /// A completion is held of an operation that has not ended, or was not accepted
    /// (rule Q1).
    #[error("operation {id} is held: expected at most {newest}, the last that can have ended")]
    ClosingNotEnded {
        /// The operation.
        id: OperationId,
        /// The id before the first operation in the queue, or the last id.
        newest: u64,
    },
    /// Steps have begun after the held recording without an operation to begin them.
    #[error(
        "the last step is {last_step}: expected {step}, of the recording held, for nothing was accepted after it"
    )]
    StepAfterClosing {
        /// The step of the recording.
        step: Step,
        /// The last step.
        last_step: u64,
    },
    /// The held recording and what followed do not fit into the steps begun.
    #[error(
        "a completion is held for step {step}: expected {used} or more, and {after} after it up to {last_step}"
    )]
    ClosingSteps {
        /// The step.
        step: Step,
        /// How many steps the recording has used.
        used: u64,
        /// How many steps the operation in progress has used.
        after: u64,
        /// The last step.
        last_step: u64,
    },
}
