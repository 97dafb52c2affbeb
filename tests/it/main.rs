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

mod breadth_first;
mod cancel;
mod capacity;
mod clock;
mod equal;
mod event;
#[cfg(feature = "graph")]
mod graph;
mod hang_up;
mod ids;
mod interrupts;
mod journal;
mod laws;
mod laws_state;
mod lockstep;
mod model;
mod play;
mod player;
mod reachable;
mod reachable_session;
mod record;
mod reference;
mod scenarios;
mod session;
mod session_state;
mod situations;
mod sizes;
mod snapshot;
mod stale;
mod state;
mod support;
mod suspend;
mod tones;
mod traits;
mod values;
mod walk;
mod walk_clock;
mod walk_engine;
mod wind_down;
