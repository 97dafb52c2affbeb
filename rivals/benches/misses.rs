//! Where the time of a crowd goes: instructions and cache misses an input, as the calls
//! grow from 10³ to a million, counted by callgrind with caches as large as an EPYC's.
//!
//! `cargo bench -p rivals --bench misses`; it takes some minutes and 2 GB. Valgrind must
//! be installed.

use core::num::NonZeroU16;
use std::env;

use media_queue::MediaQueue;
use rivals::callgrind::Counts;
use rivals::crowd::Crowd;
use rivals::rounds::Rounds;
use rivals::script::Guid;
use rivals::{EqualSlots, Machine, MapQueue};

/// A crowd of so many calls, and so many inputs to it.
type Run = fn(usize, u32);

const CONTESTANTS: [(&str, Run); 3] = [
    ("media-queue", |calls, inputs| run(calls, inputs, || MediaQueue::<Guid, ()>::new(LIMIT))),
    ("floor, equal slots", |calls, inputs| run(calls, inputs, || EqualSlots::<Guid>::new(8))),
    ("map of text ids", |calls, inputs| run(calls, inputs, || MapQueue::<Guid>::new(8))),
];

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [run, name, calls, inputs] = arguments.as_slice()
        && run == "--run"
    {
        let number = "a number";
        let (_, run) = CONTESTANTS.iter().find(|(known, _)| known == name).expect("a contestant");
        return run(calls.parse().expect(number), inputs.parse().expect(number));
    }
    if !Rounds::from_args().measuring() {
        for (name, run) in CONTESTANTS {
            run(100, 100);
            println!("{name}: runs");
        }
        return;
    }
    println!("an input of             calls  instructions  misses of L1  of the last level");
    for calls in [1_000, 10_000, 100_000, 1_000_000] {
        for (name, _) in CONTESTANTS {
            let arguments = ["--run", name, &calls.to_string(), &INPUTS.to_string()];
            let counts = Counts::of_run(&OPTIONS, &arguments);
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
}

/// Before it counts, every call has had four inputs.
fn run<M: Machine<Guid> + Send>(calls: usize, inputs: u32, call: impl Fn() -> M) {
    let mut crowd = Crowd::new(calls, call);
    crowd.load(u32::try_from(2 * calls).expect("at most a million"));
    crowd.load_in_turn(inputs);
}

/// What is counted; and first-level and last-level caches: bytes, ways, bytes a line.
const OPTIONS: [&str; 5] = [
    "--collect-atstart=no",
    "--toggle-collect=*load_in_turn*",
    "--cache-sim=yes",
    "--D1=32768,8,64",
    "--LL=33554432,16,64",
];
const LIMIT: NonZeroU16 = NonZeroU16::new(8).unwrap();
const INPUTS: u32 = 100_000;
