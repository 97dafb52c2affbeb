//! The state and the inputs of a call as data.
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

mod bytes;
mod calls;
mod crash;
mod journal;
mod random;
mod refused;
mod restored;
mod snapshot;
