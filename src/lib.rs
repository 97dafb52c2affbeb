#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod digits;
#[cfg(feature = "graph")]
pub mod graph;
pub mod guide;
#[cfg(feature = "serde")]
pub mod journal;
mod queue;
pub mod session;
#[cfg(feature = "serde")]
pub mod snapshot;
mod time;
mod tone;

pub use queue::{
    Activity, Audio, Canceled, Completion, CurrentStep, Effect, HeardTone, HeldOperation, HungUp,
    Media, MediaFailure, MediaQueue, Opening, OperationId, OperationKind, Operations, Outcome,
    Phase, Play, PlayOutcome, QueueFull, Record, RecordLimit, RecordLimits, RecordOutcome,
    Remaining, Stage, Stale, Step, Times, ToneReport, ZeroNumber,
};
pub use time::{Millis, SpanError, Time};
pub use tone::{Interruption, Interrupts, Tone, ToneSet, Tones, UnknownTone};
