//! What the queue does: a module for each behaviour, then long random calls and a walk
//! through every state.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that meets the unexpected should stop"
)]
#![allow(clippy::std_instead_of_alloc, reason = "tests have std")]

#[path = "../common/breadth_first.rs"]
mod breadth_first;
mod cancel;
mod capacity;
mod coverage;
mod display;
mod equal;
mod event;
mod hang_up;
mod ids;
mod input;
mod interrupts;
mod laws;
mod lockstep;
mod model;
mod once;
mod play;
mod record;
mod reference;
mod restoring;
mod sizes;
mod stale;
mod support;
mod suspend;
mod table;
mod tones;
mod traits;
mod values;
mod walk;
