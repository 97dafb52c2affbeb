//! The state as data: what is stored, and checked before it is a queue again.

mod check;
mod clock;
mod error;
mod format;
mod session;
mod session_check;
mod session_error;

use alloc::vec::Vec;
use core::num::NonZeroU16;

use serde::{Deserialize, Serialize};

pub use self::clock::{ClockSnapshot, ClockSnapshotError, ClockV1, SpeechV1};
pub use self::error::SnapshotError;
pub use self::session::{ClosingV1, PlayerV1, SessionSnapshot, SessionV1};
pub use self::session_error::SessionSnapshotError;
use crate::entry::{Entry, Work};
use crate::id::OperationId;
use crate::operation::{Play, Record};
use crate::outcome::Stage;
use crate::queue::MediaQueue;

/// The whole state of a [`MediaQueue`] as data, by version of the format.
///
/// [`MediaQueue::snapshot`] lends it, and copies no context; any serde format
/// writes it. What was read back is owned, and becomes a queue by a checked
/// conversion that accepts exactly the states that inputs can produce, and says of
/// any other what is wrong with it (rule S1).
///
/// ```
/// use core::num::{NonZeroU8, NonZeroU16};
/// use media_queue::{MediaQueue, Play, Snapshot};
///
/// let mut queue: MediaQueue<String> = MediaQueue::new(const { NonZeroU16::new(8).unwrap() });
/// queue.play(Play::new("welcome".to_owned(), NonZeroU8::MIN))?;
///
/// let text = serde_json::to_string(&queue.snapshot())?;
/// let read: Snapshot<String> = serde_json::from_str(&text)?;
/// assert_eq!(MediaQueue::try_from(read)?, queue);
///
/// let tampered = text.replace(r#""lastStep":1"#, r#""lastStep":0"#);
/// let read: Snapshot<String> = serde_json::from_str(&tampered)?;
/// assert_eq!(
///     MediaQueue::try_from(read).unwrap_err().to_string(),
///     "the last step is 0: expected at least the 1 that the operation in progress has used",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Untrusted data
///
/// Reading ends with an error at the 65 536th operation, which is one more than any
/// limit allows, and makes room for at most 64 before it has read one, whatever
/// length the data claims. What a context may allocate is up to `C`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Snapshot<C, S = C> {
    /// The first version.
    V1(SnapshotV1<C, S>),
}

/// The first version of a [`Snapshot`]. It does not change any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SnapshotV1<C, S = C> {
    /// How many operations there is room for.
    pub limit: NonZeroU16,
    /// Whether media is suspended.
    pub suspended: bool,
    /// The number of the last operation id given out, 0 before the first.
    pub last_id: u64,
    /// The number of the last step begun, 0 before the first; at most 2^63 (rule Q5).
    pub last_step: u64,
    /// How many tones have been reported.
    pub tones: u64,
    /// The value of the tone subscription, if there is one.
    #[serde(
        with = "format::subscription",
        bound(serialize = "S: Serialize", deserialize = "S: Deserialize<'de>")
    )]
    pub subscription: Option<S>,
    /// What the queue holds, in order; the first is in progress.
    #[serde(deserialize_with = "format::operations", bound(deserialize = "C: Deserialize<'de>"))]
    pub operations: Vec<OperationV1<C>>,
}

/// An operation in a [`SnapshotV1`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OperationV1<C> {
    /// Its id.
    pub id: OperationId,
    /// Where it stands.
    pub stage: Stage,
    /// What was asked.
    pub request: RequestV1<C>,
}

/// A request in a [`SnapshotV1`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RequestV1<C> {
    /// A play.
    Play(Play<C>),
    /// A record.
    Record(Record<C>),
}

impl<C, S> MediaQueue<C, S> {
    /// The whole state, lent as data (rule S1).
    ///
    /// It allocates one list of what the queue holds, and copies no context.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot<&C, &S> {
        let front = self.front();
        Snapshot::V1(SnapshotV1 {
            limit: self.limit,
            suspended: self.suspended,
            last_id: self.last_id,
            last_step: self.last_step,
            tones: self.tones,
            subscription: self.subscription.as_ref(),
            operations: self.ring.iter().map(|entry| OperationV1::of(entry, front)).collect(),
        })
    }
}

impl<C, S> TryFrom<Snapshot<C, S>> for MediaQueue<C, S> {
    type Error = SnapshotError;

    /// The queue of which this is the snapshot (rule S1).
    ///
    /// # Errors
    ///
    /// [`SnapshotError`], if no sequence of inputs leads to this state.
    fn try_from(snapshot: Snapshot<C, S>) -> Result<Self, SnapshotError> {
        let Snapshot::V1(snapshot) = snapshot;
        check::counters(&snapshot)?;
        let SnapshotV1 { limit, suspended, last_id, last_step, tones, subscription, operations } =
            snapshot;
        let order = check::order(&operations);
        let ring = operations.into_iter().map(check::entry).collect::<Result<_, _>>()?;
        order?;
        let queue = Self { ring, last_step, suspended, limit, subscription, last_id, tones };
        check::steps(&queue)?;
        Ok(queue)
    }
}

impl<'q, C> OperationV1<&'q C> {
    fn of(entry: &'q Entry<C>, front: Option<OperationId>) -> Self {
        let Entry { id, context, work } = entry;
        let request = match *work {
            Work::Play { prompts, times, interrupts, .. } => {
                RequestV1::Play(Play { context, prompts, times, interrupts })
            }
            Work::Record { opening, stop_tones, limits, .. } => {
                RequestV1::Record(Record { context, opening, stop_tones, limits })
            }
        };
        Self { id: *id, stage: entry.stage(front), request }
    }
}
