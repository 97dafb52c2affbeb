//! The queue in version 1 of the stored format, and the checks before it is a queue again.

mod error;
mod request;

use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::num::NonZeroU16;

use serde::{Deserialize, Serialize};

pub use self::error::SnapshotError;
use self::request::OpeningV1;
pub(crate) use self::request::{FailureV1, LimitV1, LimitsV1, PlayV1, RecordOutcomeV1, RecordV1};
use super::entry::{Entry, PromptAt, RecordAt, Work};
use super::{MediaQueue, Opening, OperationId, Play, RecordLimits, Times};
use crate::tone::ToneSet;

/// A [`MediaQueue`] in version 1 of the stored format.
///
/// [`Snapshot`](crate::snapshot::Snapshot) contains it. Its fields are private, so that
/// only this library makes sense of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QueueV1<C, S> {
    limit: NonZeroU16,
    suspended: bool,
    pub(crate) last_id: u64,
    pub(crate) last_step: u64,
    tones: u64,
    subscription: SubscriptionV1<S>,
    operations: Vec<OperationV1<C>>,
}

/// A subscription. In JSON an `Option` could not tell `Some(())` from `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum SubscriptionV1<S> {
    None,
    Some(S),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct OperationV1<C> {
    id: OperationId,
    context: C,
    #[serde(with = "WorkV1")]
    work: Work,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Work", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum WorkV1 {
    Play {
        #[serde(with = "PlayV1")]
        play: Play,
        #[serde(with = "PromptAtV1")]
        at: PromptAt,
    },
    Record {
        #[serde(with = "OpeningV1")]
        opening: Opening,
        stop_tones: ToneSet,
        #[serde(with = "LimitsV1")]
        limits: RecordLimits,
        #[serde(with = "RecordAtV1")]
        at: RecordAt,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "PromptAt", deny_unknown_fields)]
struct PromptAtV1 {
    index: u8,
    round: u16,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "RecordAt", rename_all = "camelCase")]
enum RecordAtV1 {
    Prompt,
    Beep,
    Armed,
    Recording,
}

impl<C, S> MediaQueue<C, S> {
    /// The whole state, lent as data. It allocates one list and copies no context.
    pub(crate) fn store(&self) -> QueueV1<&C, &S> {
        QueueV1 {
            limit: self.limit,
            suspended: self.suspended,
            last_id: self.last_id,
            last_step: self.last_step,
            tones: self.tones,
            subscription: match &self.subscription {
                Some(value) => SubscriptionV1::Some(value),
                None => SubscriptionV1::None,
            },
            operations: self.ring.iter().map(OperationV1::of).collect(),
        }
    }

    /// The queue of which this is the stored form.
    pub(crate) fn restore(stored: QueueV1<C, S>) -> Result<Self, SnapshotError> {
        let QueueV1 { limit, suspended, last_id, last_step, tones, subscription, operations } =
            stored;
        let held = operations.len();
        if held > usize::from(limit.get()) {
            return Err(SnapshotError::TooManyOperations { held, limit });
        }
        if last_step > LAST_STEP {
            return Err(SnapshotError::TooManySteps { last_step });
        }
        if last_step == 0 && held > 0 && !suspended {
            return Err(SnapshotError::NoStep);
        }
        let mut ring = VecDeque::with_capacity(held);
        let mut before = 0;
        for OperationV1 { id, context, work } in operations {
            if id.get() <= before {
                return Err(SnapshotError::IdNotLater { id, before });
            }
            before = id.get();
            if before > last_id {
                return Err(SnapshotError::IdNotGivenOut { id, last_id });
            }
            check(id, &work, suspended)?;
            if !ring.is_empty() && !work.is_at_its_first_step() {
                return Err(SnapshotError::WaitingHasBegun { id });
            }
            ring.push_back(Entry { id, context, work });
        }
        let subscription = match subscription {
            SubscriptionV1::Some(value) => Some(value),
            SubscriptionV1::None => None,
        };
        Ok(Self { ring, last_step, suspended, limit, subscription, last_id, tones })
    }
}

impl<'q, C> OperationV1<&'q C> {
    fn of(Entry { id, context, work }: &'q Entry<C>) -> Self {
        Self { id: *id, context, work: *work }
    }
}

/// Whether the operation has the step that it is at.
fn check(id: OperationId, work: &Work, suspended: bool) -> Result<(), SnapshotError> {
    use Opening::{Beep, Prompt, PromptThenBeep};

    match *work {
        Work::Play { play: Play { prompts, times, .. }, at: PromptAt { index, round } } => {
            if index >= prompts.get() {
                return Err(SnapshotError::NoSuchPrompt { id, index, prompts });
            }
            match times {
                Times::Count(times) if round >= times.get() => {
                    Err(SnapshotError::NoSuchRound { id, round, times })
                }
                Times::Count(_) | Times::Forever => Ok(()),
            }
        }
        Work::Record { opening, at, .. } => match (at, opening) {
            (RecordAt::Recording, _) if suspended => {
                Err(SnapshotError::RecordingWhileSuspended { id })
            }
            (RecordAt::Prompt, Prompt(_) | PromptThenBeep(_))
            | (RecordAt::Beep, Beep | PromptThenBeep(_))
            | (RecordAt::Armed | RecordAt::Recording, _) => Ok(()),
            (RecordAt::Prompt | RecordAt::Beep, _) => Err(SnapshotError::NoSuchStep { id }),
        },
    }
}

/// Above this a call could come to the end of the numbers ([Q5](MediaQueue#rules)).
const LAST_STEP: u64 = 1 << 63;
