//! The call as data: how many bytes a snapshot has, how long it takes to write and
//! to read one, and what an input costs more with a journal kept.
//!
//! Each operation has a GUID and a context of 36 characters.
//!
//! `cargo bench -p rivals --bench state`

use core::num::{NonZeroU8, NonZeroU16};
use std::hint::black_box;

use media_queue::{
    Completion, Input, MediaQueue, Millis, Opening, Play, Record, RecordLimits, Snapshot, Times,
    Tone,
};
use rivals::rounds::{Heat, Rounds};
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
}

fn snapshots(rounds: &Rounds, held: u8) {
    let queue = queue(held);
    let bytes = postcard::to_allocvec(&queue.snapshot()).expect("it is plain data");
    let text = serde_json::to_vec(&queue.snapshot()).expect("it is plain data");
    let name = format!("snapshot, {held} operations");
    println!("{name}: {} bytes in postcard, {} in JSON", bytes.len(), text.len());

    let mut buffer = vec![0; bytes.len()];
    let mut writer = Vec::with_capacity(text.len());
    let heat = Heat::new()
        .with("write postcard", || {
            let snapshot = black_box(&queue).snapshot();
            black_box(postcard::to_slice(&snapshot, &mut buffer).expect("it fits"));
        })
        .with("write JSON", || {
            writer.clear();
            let snapshot = black_box(&queue).snapshot();
            serde_json::to_writer(&mut writer, &snapshot).expect("it is plain data");
        })
        .with("read postcard", || {
            let snapshot: Snapshot<Context> =
                postcard::from_bytes(black_box(&bytes)).expect("it was written");
            black_box(Queue::try_from(snapshot).expect("it is a state"));
        })
        .with("read JSON", || {
            let snapshot: Snapshot<Context> =
                serde_json::from_slice(black_box(&text)).expect("it was written");
            black_box(Queue::try_from(snapshot).expect("it is a state"));
        });
    rounds.heat(&name, 1, heat);
}

fn journal(rounds: &Rounds) {
    let mut buffer = [0; 512];
    let mut writer = Vec::with_capacity(512);
    let heat = Heat::new()
        .with("no journal", turn(|input| _ = black_box(input)))
        .with(
            "a line in postcard",
            turn(move |input| {
                black_box(postcard::to_slice(input, &mut buffer).expect("it fits"));
            }),
        )
        .with(
            "a line in JSON",
            turn(move |input| {
                writer.clear();
                serde_json::to_writer(&mut writer, input).expect("it is plain data");
            }),
        );
    rounds.heat("journal, an input", INPUTS, heat);
}

/// A play and a record to their ends, in [`INPUTS`] inputs, each noted first.
fn turn(mut note: impl FnMut(&Input<Context>)) -> impl FnMut() {
    let mut queue = Queue::new(NonZeroU16::MAX);
    let mut contexts: Vec<_> = (0..2).map(context).collect();
    let mut feed = move |queue: &mut Queue, input: Input<Context>| {
        note(&input);
        input.apply(queue).into_completions().next()
    };
    move || {
        let mut spare = || contexts.pop().expect("each comes back");
        let (play, record) = (play(spare()), record(spare()));
        feed(&mut queue, Input::Play(play));
        feed(&mut queue, Input::Record(record));
        let current = |queue: &Queue| queue.wanted().expect("an operation is in progress");
        let step = current(&queue);
        feed(&mut queue, Input::Started(step));
        let played = feed(&mut queue, Input::Finished(step));
        let step = current(&queue);
        feed(&mut queue, Input::Started(step));
        feed(&mut queue, Input::Finished(step));
        let step = current(&queue);
        feed(&mut queue, Input::Started(step));
        let recorded = feed(&mut queue, Input::Tone(Tone::Pound));
        contexts.extend([played, recorded].into_iter().flatten().map(Completion::into_context));
    }
}

fn queue(held: u8) -> Queue {
    let mut queue = Queue::new(NonZeroU16::MAX);
    for number in 0..held {
        let context = context(number);
        if number % 2 == 0 {
            queue.play(play(context)).expect("there is room");
        } else {
            queue.record(record(context)).expect("there is room");
        }
    }
    queue
}

fn play(context: Context) -> Play<Context> {
    Play::new(context, NonZeroU8::MIN).repeated(Times::ONCE)
}

fn record(context: Context) -> Record<Context> {
    let limits = RecordLimits {
        max_silence: Millis::new(2_000),
        initial_silence: Millis::new(5_000),
        ..RecordLimits::new(Millis::MAX)
    };
    let pound = "#".parse().expect("it is a key");
    Record::new(context, limits).opened_by(Opening::Beep).stopped_by(pound)
}

fn context(number: u8) -> Context {
    let operation = Uuid::from_bytes([number; 16]);
    Context { operation, client: operation.hyphenated().to_string() }
}

const INPUTS: u32 = 8;
