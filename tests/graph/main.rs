//! What `graph` reads and writes, a module per subject.
#![cfg(feature = "graph")]
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

mod answers;
mod any_json;
mod broken;
mod compare;
mod json;
mod limits;
mod notifications;
mod outcomes;
mod owned;
mod plain;
mod refusals;
mod requests;
mod support;
mod traits;
