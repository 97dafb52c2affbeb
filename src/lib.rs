#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod activity;
mod canceled;
mod clock;
mod entry;
mod error;
#[cfg(feature = "graph")]
pub mod graph;
pub mod guide;
mod id;
mod interrupts;
mod journal;
mod operation;
mod outcome;
mod player;
mod queue;
mod report;
mod session;
mod snapshot;
mod time;
mod tone;
mod tone_set;
mod wind_down;

pub use activity::{Activity, Kind, Operation, Operations};
pub use canceled::{CallEnded, Canceled, HungUp};
pub use clock::{RecordClock, Voice};
pub use error::{QueueFull, SpanError, Stale, UnknownTone};
pub use id::{OperationId, Step};
pub use interrupts::Interrupts;
pub use journal::{Applied, Input, JournalEntry, SessionApplied, SessionEntry, SessionInput};
pub use operation::{Opening, Play, Record, RecordLimits, Times};
pub use outcome::{
    Audio, Completion, Ended, Failure, Interruption, Limit, Phase, PlayOutcome, RecordOutcome,
    Stage,
};
pub use player::{Command, Deadlines, Player, Ran, Stuck};
pub use queue::MediaQueue;
pub use report::{Effect, Heard, ToneReport};
pub use session::{EndedSession, Report, Session, SessionTone};
pub use snapshot::{
    ClockSnapshot, ClockSnapshotError, ClockV1, ClosingV1, OperationV1, PlayerV1, RequestV1,
    SessionSnapshot, SessionSnapshotError, SessionV1, Snapshot, SnapshotError, SnapshotV1,
    SpeechV1,
};
pub use time::{Millis, Time};
pub use tone::Tone;
pub use tone_set::ToneSet;
pub use wind_down::WindDown;
