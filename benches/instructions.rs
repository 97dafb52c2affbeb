//! The instructions of the paths of the library. Callgrind counts them, and they are
//! compared with a table, so that a regression shows even on a busy machine.
//!
//! `cargo bench --bench instructions` fails if a count is too far from the table. With
//! `-- --write` it writes the table, which a new compiler makes necessary. Valgrind must
//! be installed.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    reason = "a bench stops at what it does not expect"
)]

use core::hint::black_box;
use core::num::NonZeroU16;
use std::process::ExitCode;
use std::{env, fs};

use media_queue::graph::{self, PlayPrompt, RecordResponse, Request};
use media_queue::{
    Interrupts, MediaQueue, Millis, Opening, Play, Record, RecordLimits, Step, Tone, ToneSet,
};
use rivals::callgrind::Counts;
use rivals::rounds::Rounds;
use rivals::script::{
    Context, Contexts, Guid, Labeled, OPERATIONS, Word, canceled_operations, lifecycle,
};
use rivals::wire::bodies::{self, Body};
use rivals::wire::{self, Canceled, written};
use rivals::{EqualSlots, Machine};
use serde::Deserialize;
use uuid::Uuid;

/// Runs a path of the library this many times.
type Path = fn(u32);

const PATHS: [(&str, Path); 22] = [
    ("lifecycle, a word", lifecycles::<Word>),
    ("lifecycle, a GUID", lifecycles::<Guid>),
    ("lifecycle, a GUID and text", lifecycles::<Labeled>),
    ("floor, lifecycle, a word", floor::<Word>),
    ("floor, lifecycle, a GUID", floor::<Guid>),
    ("floor, lifecycle, a GUID and text", floor::<Labeled>),
    ("play, finish", play_and_finish),
    ("record, prompt, beep, stop tone", record_cycle),
    ("stale report", stale_report),
    ("activity", activity),
    ("tone without effect", tone_without_effect),
    ("1 play, cancel_all", cancel_all::<1>),
    ("16 plays, cancel_all", cancel_all::<16>),
    ("256 plays, cancel_all", cancel_all::<256>),
    ("256 plays, cancel each", cancel_each),
    ("16 plays, hang_up", hang_up),
    ("wire, body of playPrompt", read_play),
    ("wire, body of recordResponse", read_record),
    ("wire, notifications of 4", write_four),
    ("derived, body of playPrompt", read_derived_play),
    ("derived, body of recordResponse", read_derived_record),
    ("derived, notifications of 4", write_four_derived),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.as_slice() {
        [flag, name, turns] if flag == "--run" => {
            let path = PATHS.iter().find(|(known, _)| known == name).expect("a known path").1;
            path(turns.parse().expect("a number of turns"));
            ExitCode::SUCCESS
        }
        _ if !Rounds::from_args().measuring() => {
            for (name, path) in PATHS {
                path(1);
                println!("{name}: runs");
            }
            ExitCode::SUCCESS
        }
        _ => {
            let counts: Vec<_> = PATHS.iter().map(|(name, _)| (*name, of_a_turn(name))).collect();
            if arguments.iter().any(|argument| argument == "--write") {
                let lines = counts.iter().map(|(name, count)| format!("{count:>9.1}  {name}\n"));
                fs::write(TABLE, lines.collect::<String>()).expect("the table can be written");
            }
            compare(&counts)
        }
    }
}

/// Prints the counts beside the table. It is a failure if one is beyond the tolerance.
fn compare(counts: &[(&str, f64)]) -> ExitCode {
    let table = fs::read_to_string(TABLE).expect("the table is committed");
    let mut verdict = ExitCode::SUCCESS;
    for (name, count) in counts {
        let known = table.lines().find_map(|line| {
            line.trim_start().split_once("  ").filter(|(_, known)| known == name)?.0.parse().ok()
        });
        let known: f64 = known.unwrap_or(f64::NAN);
        let change = count / known - 1.0;
        // A path that the table does not know compares as false.
        let within = change.abs() <= TOLERANCE;
        let note = if within { "" } else { "  <- not as in the table" };
        println!("{count:>9.1}  {:>+6.1} %  {name}{note}", change * 100.0);
        if !within {
            verdict = ExitCode::FAILURE;
        }
    }
    verdict
}

/// The difference between many turns and few, so that start and setup do not count.
fn of_a_turn(name: &str) -> f64 {
    let few = instructions(name, FEW);
    let many = instructions(name, MANY);
    (many - few) / f64::from(MANY - FEW)
}

fn instructions(name: &str, turns: u32) -> f64 {
    Counts::of_run(&[], &["--run", name, &turns.to_string()]).of("Ir")
}

fn lifecycles<C: Context>(turns: u32) {
    repeat(queue::<C>(NonZeroU16::new(8).expect("8")), turns);
}

fn floor<C: Context>(turns: u32) {
    repeat(EqualSlots::<C>::new(OPERATIONS), turns);
}

fn repeat<C: Context>(mut machine: impl Machine<C>, turns: u32) {
    let mut contexts = Contexts::numbered(OPERATIONS);
    for _ in 0..turns {
        lifecycle(black_box(&mut machine), &mut contexts).expect("the script fits");
    }
}

fn play_and_finish(turns: u32) {
    let mut queue = queue(NonZeroU16::MAX);
    for _ in 0..turns {
        let queue = black_box(&mut queue);
        black_box(queue.play(play(), 7).ok());
        let step = queue.wanted().expect("in progress");
        black_box(queue.started(step).ok());
        black_box(queue.finished(step).ok());
    }
}

fn record_cycle(turns: u32) {
    let mut queue = queue(NonZeroU16::MAX);
    queue.subscribe_tones(7);
    for _ in 0..turns {
        let queue = black_box(&mut queue);
        black_box(queue.record(record(), 7).ok());
        for _prompt_and_beep in 0..2 {
            let step = queue.wanted().expect("in progress");
            black_box(queue.started(step).ok());
            black_box(queue.finished(step).ok());
        }
        let step = queue.wanted().expect("in progress");
        black_box(queue.started(step).ok());
        let _ = black_box(queue.tone(Tone::Pound));
    }
}

fn stale_report(turns: u32) {
    let mut queue = queue(NonZeroU16::MAX);
    queue.play(play(), 7).expect("room");
    let late = Step::new(9).expect("not 0");
    for _ in 0..turns {
        black_box(black_box(&mut queue).finished(late).ok());
    }
}

fn activity(turns: u32) {
    let mut queue = queue(NonZeroU16::MAX);
    queue.record(record(), 7).expect("room");
    for _ in 0..turns {
        black_box(black_box(&queue).activity());
    }
}

fn tone_without_effect(turns: u32) {
    let mut queue = queue(NonZeroU16::MAX);
    queue.subscribe_tones(7);
    queue.play(play(), 7).expect("room");
    for _ in 0..turns {
        let _ = black_box(black_box(&mut queue).tone(Tone::Tone1));
    }
}

fn cancel_all<const PLAYS: u32>(turns: u32) {
    let mut queue = queue(NonZeroU16::MAX);
    for _ in 0..turns {
        let queue = black_box(&mut queue);
        for _ in 0..PLAYS {
            black_box(queue.play(play(), 7).ok());
        }
        for canceled in queue.cancel_all() {
            let _ = black_box(canceled);
        }
    }
}

/// The one in the middle goes first, so that half of the others move.
fn cancel_each(turns: u32) {
    let mut queue = queue(NonZeroU16::MAX);
    for _ in 0..turns {
        let queue = black_box(&mut queue);
        let mut ids = Vec::with_capacity(256);
        for _ in 0..256 {
            ids.extend(queue.play(play(), 7).ok());
        }
        ids.rotate_left(128);
        for id in ids {
            black_box(queue.cancel(id));
        }
    }
}

fn hang_up(turns: u32) {
    let mut held = queue(NonZeroU16::MAX);
    for _ in 0..16 {
        held.play(play(), 7).expect("room");
    }
    for _ in 0..turns {
        for ended in black_box(held.clone()).hang_up().completions {
            let _ = black_box(ended);
        }
    }
}

fn read<T: Request<'static>>(turns: u32, body: &'static [u8]) {
    for _ in 0..turns {
        black_box(&graph::read::<T>(black_box(body)).expect("a body"));
    }
}

fn read_play(turns: u32) {
    read::<PlayPrompt<'_>>(turns, PLAY);
}

fn read_record(turns: u32) {
    read::<RecordResponse<'_>>(turns, RECORD);
}

fn write_four(turns: u32) {
    let completions = canceled_operations(4);
    let mut out = Vec::new();
    for _ in 0..turns {
        out.clear();
        wire::notifications(&mut out, Uuid::from_u128(1), black_box(&completions)).expect("memory");
        black_box(&out);
    }
}

fn read_derived<T: Body + Deserialize<'static>>(turns: u32, body: &'static [u8]) {
    for _ in 0..turns {
        let body: T = serde_json::from_slice(black_box(body)).expect("JSON");
        assert!(black_box(body).check(), "a valid body");
    }
}

fn read_derived_play(turns: u32) {
    read_derived::<bodies::Play<&str>>(turns, PLAY);
}

fn read_derived_record(turns: u32) {
    read_derived::<bodies::Record<&str>>(turns, RECORD);
}

fn write_four_derived(turns: u32) {
    let completions = canceled_operations(4);
    let canceled: Vec<_> = completions.iter().map(Canceled::from).collect();
    let mut out = Vec::new();
    for _ in 0..turns {
        out.clear();
        written::borrowed(&mut out, Uuid::from_u128(1), black_box(&canceled)).expect("memory");
        black_box(&out);
    }
}

fn queue<C>(limit: NonZeroU16) -> MediaQueue<C, Word> {
    MediaQueue::new(limit)
}

fn play() -> Play {
    black_box(Play::new())
}

fn record() -> Record {
    black_box(
        Record::new(RecordLimits::new(Millis::MAX))
            .opened_by(Opening::PromptThenBeep(Interrupts::NEVER))
            .stopped_by(ToneSet::from_iter([Tone::Pound])),
    )
}

const PLAY: &[u8] = include_bytes!("../tests/fixtures/graph/requests/play-prompt.json");
const RECORD: &[u8] = include_bytes!("../tests/fixtures/graph/requests/record-response.json");
const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.txt");
const TOLERANCE: f64 = 0.03;
const FEW: u32 = 100;
const MANY: u32 = 300;
