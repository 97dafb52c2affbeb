//! The session in version 1 of the stored format, and the checks before it is a session
//! again.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::clock::stored::ClockV1;
use super::player::stored::PlayerV1;
use super::{Closing, Completed, Player, Session, Voice};
use crate::queue::stored::{QueueV1, RecordOutcomeV1, RecordV1, SnapshotError};
use crate::queue::{
    Completion, MediaQueue, OperationId, Outcome, Phase, Record, RecordOutcome, Stage, Step,
};
use crate::time::Time;

/// A [`Session`] in version 1 of the stored format.
///
/// [`SessionSnapshot`](crate::snapshot::SessionSnapshot) contains it. Its fields are
/// private, so that only this library makes sense of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SessionV1<C, S> {
    queue: QueueV1<C, S>,
    #[serde(with = "PlayerV1")]
    player: Player,
    clock: Option<ClockV1>,
    speaking: bool,
    #[serde(bound(deserialize = "C: Deserialize<'de>"))]
    closing: Option<ClosingV1<C>>,
    attached: bool,
    began: Option<OperationId>,
}

/// A record whose completion is held back. Its recording had started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ClosingV1<C> {
    step: Step,
    id: OperationId,
    context: C,
    #[serde(with = "RecordV1")]
    request: Record,
    #[serde(with = "RecordOutcomeV1")]
    outcome: RecordOutcome,
    cut: Option<Time>,
}

/// The error for a snapshot of a session that would break a rule of
/// [`Session`](Session#rules).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum SessionSnapshotError {
    /// The queue is refused.
    #[error(transparent)]
    Queue(#[from] SnapshotError),
    /// The clock measures something other than the recording in progress
    /// ([K1](super::RecordClock#rules)).
    #[error("the clock measures step {step}: expected the recording in progress")]
    ClockOfAnother {
        /// The step that it measures.
        step: Step,
    },
    /// Speech or media was heard before the recording started ([K3](super::RecordClock#rules)).
    #[error("speech or media was heard at {at}: expected no time before the start, {start}")]
    HeardBeforeStart {
        /// When it was heard.
        at: Time,
        /// The start.
        start: Time,
    },
    /// A completion is held back for a step that the engine is not busy with, so it would
    /// never be handed out ([K4](Session#rules)).
    #[error("a completion waits for step {step}: expected the step the engine is busy with")]
    ClosingOfAnother {
        /// The step.
        step: Step,
    },
    /// A completion is held back for an operation that the queue still holds or never
    /// accepted ([Q3](MediaQueue#rules)).
    #[error("operation {id} has ended: expected one that was accepted and is not held")]
    ClosingOfHeld {
        /// The operation.
        id: OperationId,
    },
    /// A completion is held back while the step after its own has been started, or its step
    /// is still wanted. A second completion could need the place ([X3](Session#rules)).
    #[error("a completion waits for step {step}: expected one before {next}, which is not started")]
    ClosingTooLate {
        /// The step.
        step: Step,
        /// The step that the engine runs next.
        next: u64,
    },
    /// The engine was told to start a step that has not begun, so the steps before it would
    /// never start ([Y1](Player#rules)).
    #[error("step {step} was started: expected at most the last step begun, {last_step}")]
    StartedTooLate {
        /// The step.
        step: Step,
        /// The last step begun.
        last_step: u64,
    },
    /// An operation began that was never accepted, so later ones would not be reported as
    /// begun ([X1](Session#rules)).
    #[error("operation {id} began: expected at most the last id given out, {last_id}")]
    BeganTooLate {
        /// The operation.
        id: OperationId,
        /// The last id given out.
        last_id: u64,
    },
}

impl<C, S> Session<C, S> {
    /// The whole state, lent as data. It allocates one list and copies no context.
    pub(crate) fn store(&self) -> SessionV1<&C, &S> {
        SessionV1 {
            queue: self.queue.store(),
            player: self.player,
            clock: self.clock.map(ClockV1),
            speaking: self.voice == Voice::Speaking,
            closing: self.closing.as_ref().and_then(ClosingV1::of),
            attached: self.attached,
            began: self.began,
        }
    }

    /// The session of which this is the stored form.
    pub(crate) fn restore(stored: SessionV1<C, S>) -> Result<Self, SessionSnapshotError> {
        let QueueV1 { last_id, last_step, .. } = stored.queue;
        let session = Self {
            queue: MediaQueue::restore(stored.queue)?,
            player: stored.player,
            clock: stored.clock.map(|ClockV1(clock)| clock),
            voice: if stored.speaking { Voice::Speaking } else { Voice::Silent },
            closing: stored.closing.map(ClosingV1::restore),
            attached: stored.attached,
            began: stored.began,
        };
        session.check(last_id, last_step)?;
        Ok(session)
    }

    fn check(&self, last_id: u64, last_step: u64) -> Result<(), SessionSnapshotError> {
        let recording = self.queue.wanted().filter(|_| self.queue.is_recording());
        if let Some(clock) = &self.clock {
            if Some(clock.step()) != recording {
                return Err(SessionSnapshotError::ClockOfAnother { step: clock.step() });
            }
            if let Some((at, start)) = clock.heard_before_start() {
                return Err(SessionSnapshotError::HeardBeforeStart { at, start });
            }
        }
        if let Some(Closing { step, completed }) = &self.closing {
            let (step, id) = (*step, completed.completion.id);
            if self.player.busy_with() != Some(step) {
                return Err(SessionSnapshotError::ClosingOfAnother { step });
            }
            if id.get() > last_id || self.queue.operations().any(|held| held.id == id) {
                return Err(SessionSnapshotError::ClosingOfHeld { id });
            }
            let next = last_step.saturating_add(u64::from(self.queue.wanted().is_none()));
            let started = self.player.last_started().is_some_and(|last| last.get() >= next);
            if started || step.get() >= next {
                return Err(SessionSnapshotError::ClosingTooLate { step, next });
            }
        }
        match self.player.last_started() {
            Some(step) if step.get() > last_step => {
                return Err(SessionSnapshotError::StartedTooLate { step, last_step });
            }
            _ => {}
        }
        match self.began {
            Some(id) if id.get() > last_id => {
                Err(SessionSnapshotError::BeganTooLate { id, last_id })
            }
            _ => Ok(()),
        }
    }
}

impl<'s, C> ClosingV1<&'s C> {
    /// `None` for a play, whose completion is never held back.
    fn of(closing: &'s Closing<C>) -> Option<Self> {
        let Closing { step, completed: Completed { completion, cut } } = closing;
        let Outcome::Record(request, outcome) = completion.outcome else { return None };
        Some(Self {
            step: *step,
            id: completion.id,
            context: &completion.context,
            request,
            outcome,
            cut: *cut,
        })
    }
}

impl<C> ClosingV1<C> {
    fn restore(self) -> Closing<C> {
        let Self { step, id, context, request, outcome, cut } = self;
        let completion = Completion {
            id,
            context,
            stage: Stage::InProgress(Phase::Recording { started: true }),
            outcome: Outcome::Record(request, outcome),
        };
        Closing { step, completed: Completed::new(completion, cut) }
    }
}
