//! What a session and its parts do: clock, player, wind-down, and the walks with engines.
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

mod assumed;
mod began;
#[path = "../common/breadth_first.rs"]
mod breadth_first;
mod calls;
mod clock;
mod commands;
mod detached;
mod ends;
mod heard;
mod held;
mod key;
mod ongoing_speech;
mod player;
mod prompt_end;
mod random;
mod reactions;
mod second_look;
mod situations;
mod walk_clock;
mod walk_engine;
mod walk_late;
mod wind_down;
