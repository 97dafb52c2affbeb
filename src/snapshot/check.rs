//! What a snapshot must satisfy to be a state that inputs can produce (rule S1).
//!
//! Each check is necessary because no input breaks it. Together they are sufficient:
//! whatever passes can be built, with the steps and ids it names, as follows. On
//! a suspended queue, operations that are accepted and cancelled use up ids and no
//! step; so do those that are cancelled behind the first, while there is room. The
//! first then comes to where it stands with the fewest steps there are; a suspension
//! and its end, repeated before that, use up any number of steps more. Tones use up
//! tone numbers under a subscription that leaves no trace.

use super::{OperationV1, RequestV1, SnapshotError, SnapshotV1};
use crate::entry::{Entry, PromptAt, RecordAt, Work};
use crate::operation::{Opening, Play, Record, Times};
use crate::outcome::{Phase, Stage};
use crate::queue::MediaQueue;

/// Ids, limit and steps, as far as they do not depend on where operations stand.
pub(super) fn counters<C, S>(snapshot: &SnapshotV1<C, S>) -> Result<(), SnapshotError> {
    let &SnapshotV1 { limit, last_id, last_step, ref operations, .. } = snapshot;
    let held = operations.len();
    if held > usize::from(limit.get()) {
        return Err(SnapshotError::TooManyOperations { held, limit });
    }
    for (before, after) in operations.iter().zip(operations.iter().skip(1)) {
        if after.id <= before.id {
            return Err(SnapshotError::IdNotLater { id: after.id, before: before.id });
        }
    }
    if let Some(&OperationV1 { id, .. }) = operations.last() {
        if id.get() > last_id {
            return Err(SnapshotError::IdNotGivenOut { id, last_id });
        }
        if id.get() < last_id && held == usize::from(limit.get()) {
            return Err(SnapshotError::AcceptedWhenFull { last_id, newest: id });
        }
    }
    if last_id == 0 && last_step > 0 {
        return Err(SnapshotError::StepWithoutOperation { last_step });
    }
    if last_step > LAST_STEP {
        return Err(SnapshotError::TooManySteps { last_step });
    }
    Ok(())
}

/// The entry of an operation, if its request has what it is said to be at.
pub(super) fn entry<C>(operation: OperationV1<C>) -> Result<Entry<C>, SnapshotError> {
    let OperationV1 { id, stage, request } = operation;
    match request {
        RequestV1::Play(Play { context, prompts, times, interrupts }) => {
            let at = match stage {
                Stage::Queued => PromptAt::FIRST,
                Stage::InProgress(Phase::Prompt { index, .. }) if index >= prompts.get() => {
                    return Err(SnapshotError::NoSuchPrompt { id, index, prompts });
                }
                Stage::InProgress(Phase::Prompt { index, round }) => match times {
                    Times::Count(times) if round >= times.get() => {
                        return Err(SnapshotError::NoSuchRound { id, round, times });
                    }
                    Times::Count(_) | Times::Forever => PromptAt { index, round },
                },
                Stage::InProgress(phase) => return Err(SnapshotError::NotOfAPlay { id, phase }),
            };
            Ok(Entry { id, context, work: Work::Play { prompts, times, interrupts, at } })
        }
        RequestV1::Record(Record { context, opening, stop_tones, limits }) => {
            let at = match stage {
                Stage::Queued => opening.first(),
                Stage::InProgress(phase) => record_at(opening, phase)
                    .ok_or(SnapshotError::NotOfThisRecord { id, phase, opening })?,
            };
            Ok(Entry { id, context, work: Work::Record { opening, stop_tones, limits, at } })
        }
    }
}

/// The first operation, and no other, is in progress.
pub(super) fn order<C>(operations: &[OperationV1<C>]) -> Result<(), SnapshotError> {
    let Some((&OperationV1 { id: first, stage, .. }, others)) = operations.split_first() else {
        return Ok(());
    };
    for &OperationV1 { id, stage, .. } in others {
        if stage != Stage::Queued {
            return Err(SnapshotError::NotFirst { id, first });
        }
    }
    if stage == Stage::Queued {
        return Err(SnapshotError::FirstQueued { id: first });
    }
    Ok(())
}

/// Where the operation in progress stands, as far as it depends on the steps.
pub(super) fn steps<C, S>(queue: &MediaQueue<C, S>) -> Result<(), SnapshotError> {
    let Some(&Entry { id: first, ref work, .. }) = queue.ring.front() else {
        return Ok(());
    };
    if queue.suspended && matches!(work, Work::Record { at: RecordAt::Recording, .. }) {
        return Err(SnapshotError::RecordedWhileSuspended { id: first });
    }
    let used = steps_used(queue).unwrap_or(0);
    if queue.last_step < used {
        return Err(SnapshotError::TooFewSteps { last_step: queue.last_step, used });
    }
    Ok(())
}

/// The fewest steps that bring the operation in progress to where it stands, its
/// current one included; `None` without an operation.
pub(super) fn steps_used<C, S>(queue: &MediaQueue<C, S>) -> Option<u64> {
    let steps = match queue.ring.front()?.work {
        Work::Play { prompts, at: PromptAt { index, round }, .. } => {
            let rounds = u64::from(round).saturating_mul(u64::from(prompts.get()));
            rounds.saturating_add(u64::from(index)).saturating_add(1)
        }
        Work::Record { at: RecordAt::Prompt, .. } => 1,
        Work::Record { opening, at: RecordAt::Beep, .. } => match opening {
            Opening::PromptThenBeep(_) => 2,
            _ => 1,
        },
        Work::Record { opening, at: RecordAt::Armed | RecordAt::Recording, .. } => {
            recording_steps(opening)
        }
    };
    // What comes to the front of a suspended queue begins without a step.
    Some(if steps == 1 && queue.suspended { 0 } else { steps })
}

/// The fewest steps of a record that opens so, up to its recording.
pub(super) const fn recording_steps(opening: Opening) -> u64 {
    match opening {
        Opening::Silence => 1,
        Opening::Beep | Opening::Prompt(_) => 2,
        Opening::PromptThenBeep(_) => 3,
    }
}

/// `None` if a record that opens so is never there.
const fn record_at(opening: Opening, phase: Phase) -> Option<RecordAt> {
    match (phase, opening) {
        (Phase::Prompt { index: 0, round: 0 }, Opening::Prompt(_) | Opening::PromptThenBeep(_)) => {
            Some(RecordAt::Prompt)
        }
        (Phase::Beep, Opening::Beep | Opening::PromptThenBeep(_)) => Some(RecordAt::Beep),
        (Phase::Recording { started: false }, _) => Some(RecordAt::Armed),
        (Phase::Recording { started: true }, _) => Some(RecordAt::Recording),
        (Phase::Prompt { .. } | Phase::Beep, _) => None,
    }
}

/// Past this the end of the numbers would be in sight (rule Q5).
const LAST_STEP: u64 = 1 << 63;
