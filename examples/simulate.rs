//! Plays a whole call against the media queue, with a simulated media engine.
//!
//! ```text
//! cargo run --example simulate
//! cargo run --example simulate -- --help
//! ```

use std::process::ExitCode;

fn main() -> ExitCode {
    let call = include_str!("../tests/scenarios/main.call");
    media_queue_simulator::main(("main.call", call))
}
