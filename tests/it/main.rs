//! What the queue and its layers do, a module per behaviour.
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

#[cfg(feature = "graph")]
mod cancel;
mod capacity;
mod equal;
mod graph;
mod hang_up;
mod ids;
mod interrupts;
mod journal;
mod laws_state;
mod play;
mod reachable;
mod record;
mod session;
mod snapshot;
mod stale;
mod support;
mod suspend;
mod tones;
mod traits;
mod values;
