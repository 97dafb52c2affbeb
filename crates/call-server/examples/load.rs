//! Many calls at once, over HTTP on the loopback address: what they take, and that
//! none loses a notification.
//!
//! ```text
//! cargo run --release -p call-server --example load            # 1000 calls
//! cargo run --release -p call-server --example load -- 200
//! ```
//!
//! Every call is answered, subscribes to tones, plays four prompts of which two are
//! cancelled, hears a key, records, and is hung up while it records: eight requests
//! that accept something and twelve notifications. All calls are established before
//! any goes on. Server, application and callers share this process.
#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss,
    reason = "a load run panics to fail"
)]

#[path = "../tests/it/crowd.rs"]
mod crowd;

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let calls = std::env::args().nth(1).map_or(Ok(1_000), |calls| calls.parse::<u16>());
    let Ok(calls @ 1..=5_000) = calls else {
        eprintln!("usage: load [CALLS], from 1 to 5000 calls");
        return ExitCode::FAILURE;
    };
    let figures = crowd::crowd(calls.into()).await;
    print!("{figures}");
    for lost in figures.lost.iter().take(10) {
        println!("{lost}");
    }
    if figures.lost.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
