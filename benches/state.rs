//! The call as data: the size of a snapshot, the time to write it and to restore it, and
//! the cost of a journal. It prints nanoseconds, and ratios.
//!
//! Each operation has a GUID and a text of 36 characters. The journal has 64 inputs: plays
//! and records in turn, each to its end.
//!
//! `cargo bench --bench state`
#![allow(clippy::expect_used, reason = "a bench stops at what it does not expect")]

use core::hint::black_box;
use core::num::NonZeroU16;

use media_queue::journal::{Entry, Fact, Input, Line, Request};
use media_queue::snapshot::Snapshot;
use media_queue::{MediaQueue, Millis, Opening, Play, Record, RecordLimits, Time, Tone, ToneSet};
use rivals::rounds::{Comparison, Rounds};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Context {
    operation: Uuid,
    client: String,
}

type Queue = MediaQueue<Context>;

fn main() {
    let rounds = Rounds::from_args();
    for held in [0, 1, 16] {
        snapshots(&rounds, held);
    }
    journal(&rounds);
    replay(&rounds);
}

fn snapshots(rounds: &Rounds, held: u8) {
    let queue = queue(held);
    let (in_postcard, in_json) = (postcard(&queue.snapshot()), json(&queue.snapshot()));
    println!(
        "a snapshot of {held} operations: {} bytes in postcard, {} in JSON",
        in_postcard.len(),
        in_json.len(),
    );
    let (mut written_postcard, mut written_json) = (in_postcard.clone(), Vec::new());
    let comparison = Comparison::new()
        .with("postcard", || {
            let snapshot = black_box(&queue).snapshot();
            black_box(postcard::to_slice(&snapshot, &mut written_postcard).expect("it fits"));
        })
        .with("JSON", || {
            written_json.clear();
            let snapshot = black_box(&queue).snapshot();
            serde_json::to_writer(&mut written_json, &snapshot).expect("it is plain data");
            black_box(&written_json);
        });
    rounds.run(&format!("write a snapshot of {held}"), 1, comparison);

    let restored = |snapshot: Snapshot<Context>| Queue::try_from(snapshot).expect("it is a state");
    let comparison = Comparison::new()
        .with("postcard", || {
            let snapshot = postcard::from_bytes(black_box(&in_postcard)).expect("it was written");
            black_box(&restored(snapshot));
        })
        .with("JSON", || {
            let snapshot = serde_json::from_slice(black_box(&in_json)).expect("it was written");
            black_box(&restored(snapshot));
        });
    rounds.run(&format!("restore a snapshot of {held}"), 1, comparison);
}

/// An input, without a journal and with one.
fn journal(rounds: &Rounds) {
    fn with<'a>(
        comparison: Comparison<'a>,
        name: &'static str,
        inputs: &'a [Input<Context>],
        mut write: impl FnMut(&Line<&Context, &Context>) + 'a,
    ) -> Comparison<'a> {
        comparison.with_prepared(
            name,
            vec![Vec::with_capacity(inputs.len())],
            |prepared| prepared.extend_from_slice(inputs),
            move |prepared| {
                let mut queue = Queue::new(NonZeroU16::MAX);
                for input in prepared.drain(..) {
                    write(&Line::input(NOW, &input));
                    black_box(&input.apply(&mut queue));
                }
            },
        )
    }
    let inputs = inputs();
    let mut slice = [0; 512];
    let mut text = Vec::with_capacity(512);
    let comparison = with(Comparison::new(), "none", &inputs, |_| {});
    let comparison = with(comparison, "postcard", &inputs, |line| {
        black_box(postcard::to_slice(line, &mut slice).expect("it fits"));
    });
    let comparison = with(comparison, "JSON", &inputs, |line| {
        text.clear();
        serde_json::to_writer(&mut text, line).expect("it is plain data");
        black_box(&text);
    });
    rounds.run("an input with a journal", 64, comparison);
}

/// An input of the same journal, read and applied to a new queue.
fn replay(rounds: &Rounds) {
    fn replayed(lines: &[Vec<u8>], read: impl Fn(&[u8]) -> Line<Context>) {
        let mut queue = Queue::new(NonZeroU16::MAX);
        for line in black_box(lines) {
            if let Entry::Input(_, input) = read(line).into_entry() {
                black_box(&input.apply(&mut queue));
            }
        }
    }
    let inputs = inputs();
    let lines = |written: fn(&Line<&Context, &Context>) -> Vec<u8>| -> Vec<_> {
        inputs.iter().map(|input| written(&Line::input(NOW, input))).collect()
    };
    let (in_postcard, in_json) = (lines(|line| postcard(line)), lines(|line| json(line)));
    let comparison = Comparison::new()
        .with("postcard", || {
            replayed(&in_postcard, |line| postcard::from_bytes(line).expect("it was written"));
        })
        .with("JSON", || {
            replayed(&in_json, |line| serde_json::from_slice(line).expect("it was written"));
        });
    rounds.run("replay an input", 64, comparison);
}

/// Plays and records in turn, each to its end, with the reports of their steps.
fn inputs() -> Vec<Input<Context>> {
    let mut queue = Queue::new(NonZeroU16::MAX);
    let mut inputs = Vec::new();
    let mut feed = |queue: &mut Queue, input: Input<Context>| {
        inputs.push(input.clone());
        drop(input.apply(queue));
    };
    let fact = Input::Fact;
    for number in 0..8 {
        feed(&mut queue, Input::Request(Request::Play(Play::new(), context(number))));
        feed(&mut queue, Input::Request(Request::Record(record(), context(number))));
        for _prompt_and_beep in 0..2 {
            let step = queue.wanted().expect("an operation is in progress");
            feed(&mut queue, fact(Fact::Started(step)));
            feed(&mut queue, fact(Fact::Finished(step)));
        }
        let step = queue.wanted().expect("a recording is in progress");
        feed(&mut queue, fact(Fact::Started(step)));
        feed(&mut queue, fact(Fact::Tone(Tone::Pound)));
        assert!(queue.is_empty(), "a stop tone ends the recording");
    }
    assert_eq!(inputs.len(), 64);
    inputs
}

fn queue(held: u8) -> Queue {
    let mut queue = Queue::new(NonZeroU16::MAX);
    for number in 0..held {
        let accepted = if number % 2 == 0 {
            queue.play(Play::new(), context(number)).is_ok()
        } else {
            queue.record(record(), context(number)).is_ok()
        };
        assert!(accepted, "there is room");
    }
    queue
}

fn record() -> Record {
    let limits = RecordLimits::new(Millis::MAX)
        .with_max_silence(Millis::from_secs(2))
        .with_initial_silence(Millis::from_secs(5));
    Record::new(limits).opened_by(Opening::Beep).stopped_by(ToneSet::from_iter([Tone::Pound]))
}

fn context(number: u8) -> Context {
    let operation = Uuid::from_bytes([number; 16]);
    Context { operation, client: operation.hyphenated().to_string() }
}

fn postcard(data: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(data).expect("it is plain data")
}

fn json(data: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(data).expect("it is plain data")
}

const NOW: Time = Time::from_millis(1_000_000);
