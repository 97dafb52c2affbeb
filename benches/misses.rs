//! Where the time of a crowd goes: the instructions and cache misses of an input, as the
//! calls grow. Callgrind counts them, with caches as large as those of an EPYC.
//!
//! `cargo bench --bench misses` counts up to ten thousand calls and takes a minute.
//! `cargo bench --bench misses -- --all` goes up to a million, which takes many minutes
//! and 2 GB. Valgrind must be installed.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    reason = "a bench stops at what it does not expect"
)]

use core::num::NonZeroU16;
use std::env;

use media_queue::MediaQueue;
use rivals::callgrind::Counts;
use rivals::crowd::Crowd;
use rivals::rounds::Rounds;
use rivals::script::Guid;
use rivals::{EqualSlots, Machine, MapQueue};

/// A crowd of this many calls, and this many inputs to each half of it.
type Run = fn(u32, u32);

const CONTESTANTS: [(&str, Run); 3] = [
    ("media-queue", |calls, inputs| run(calls, inputs, || MediaQueue::<Guid, ()>::new(LIMIT))),
    ("floor, equal slots", |calls, inputs| run(calls, inputs, || EqualSlots::<Guid>::new(8))),
    ("map of text ids", |calls, inputs| run(calls, inputs, || MapQueue::<Guid>::new(8))),
];

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.as_slice() {
        [flag, name, calls] if flag == "--run" => {
            let known = CONTESTANTS.iter().find(|(known, _)| known == name);
            known.expect("a contestant").1(calls.parse().expect("a number"), INPUTS);
        }
        _ if !Rounds::from_args().measuring() => {
            for (name, run) in CONTESTANTS {
                run(100, 100);
                println!("{name}: runs");
            }
        }
        _ => {
            println!(
                "an input of             calls  instructions  misses of L1  of the last level"
            );
            for calls in [1_000, 10_000] {
                compare(calls);
            }
            if arguments.iter().any(|argument| argument == "--all") {
                for calls in [100_000, 1_000_000] {
                    compare(calls);
                }
            }
        }
    }
}

fn compare(calls: u32) {
    for (name, _) in CONTESTANTS {
        let counts = Counts::of_run(&OPTIONS, &["--run", name, &calls.to_string()]);
        let each = |events: &[&str]| {
            events.iter().map(|event| counts.of(event)).sum::<f64>() / f64::from(2 * INPUTS)
        };
        println!(
            "{name:<20} {calls:>8}  {:>12.1}  {:>12.2}  {:>17.2}",
            each(&["Ir"]),
            each(&["D1mr", "D1mw"]),
            each(&["DLmr", "DLmw"]),
        );
    }
}

/// Every call gets four inputs before callgrind counts.
fn run<M: Machine<Guid> + Send>(calls: u32, inputs: u32, call: impl Fn() -> M) {
    let mut crowd = Crowd::new(usize::try_from(calls).expect("they fit"), call);
    crowd.load(2 * calls);
    crowd.load_in_turn(inputs);
}

/// What is counted, and the first-level and last-level caches: bytes, ways, bytes of a line.
const OPTIONS: [&str; 5] = [
    "--collect-atstart=no",
    "--toggle-collect=*load_in_turn*",
    "--cache-sim=yes",
    "--D1=32768,8,64",
    "--LL=33554432,16,64",
];
const LIMIT: NonZeroU16 = NonZeroU16::new(8).unwrap();
const INPUTS: u32 = 100_000;
