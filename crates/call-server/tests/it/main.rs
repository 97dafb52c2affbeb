//! The server over real HTTP on the loopback address.
#![allow(unreachable_pub, reason = "a test is not a library")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss,
    reason = "a test panics to fail"
)]

mod bodies;
mod bot;
mod calls;
mod crowd;
mod delivery;
mod engine;
mod hostile;
mod load;
mod notifications;
mod operations;
mod operators;
mod program;
mod prompts;
mod records;
mod world;
