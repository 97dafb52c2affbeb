//! Collecting keys: the rules D1 to D13, by example, exhaustively and at random.
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

mod ends;
mod history;
mod keys;
mod packets;
mod press;
mod press_random;
mod random;
mod reference;
mod scenarios;
mod times;
mod values;
mod walk;
