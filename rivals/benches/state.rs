//! The call as data: how many bytes a snapshot has, how long it takes to write one and
//! to restore from it, what an input costs with a journal kept, and what it costs to
//! replay one.
//!
//! Each operation has a GUID and a context of 36 characters. A journal is of 64 inputs,
//! plays and records in turn, each to its end.
//!
//! `cargo bench -p rivals --bench state`

use core::num::{NonZeroU8, NonZeroU16};
use std::hint::black_box;

use divan::Bencher;
use divan::counter::ItemsCount;
use media_queue::{
    Completion, Input, MediaQueue, Millis, Opening, Play, Record, RecordLimits, Snapshot, Tone,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Context {
    operation: Uuid,
    client: String,
}

type Queue = MediaQueue<Context>;

fn main() {
    for held in HELD {
        let queue = queue(held);
        let (postcard, json) = (postcard(&queue.snapshot()), json(&queue.snapshot()));
        let (postcard, json) = (postcard.len(), json.len());
        println!("a snapshot of {held} operations: {postcard} bytes in postcard, {json} in JSON");
    }
    divan::main();
}

mod snapshot {
    use super::{Bencher, Context, HELD, Queue, Snapshot, black_box, json, postcard, queue};

    #[divan::bench(args = HELD)]
    fn write_postcard(bencher: Bencher<'_, '_>, held: u8) {
        let queue = queue(held);
        let mut buffer = postcard(&queue.snapshot());
        bencher.bench_local(|| {
            let snapshot = black_box(&queue).snapshot();
            postcard::to_slice(&snapshot, &mut buffer).expect("it fits").len()
        });
    }

    #[divan::bench(args = HELD)]
    fn write_json(bencher: Bencher<'_, '_>, held: u8) {
        let queue = queue(held);
        let mut buffer = json(&queue.snapshot());
        bencher.bench_local(|| {
            buffer.clear();
            let snapshot = black_box(&queue).snapshot();
            serde_json::to_writer(&mut buffer, &snapshot).expect("it is plain data");
        });
    }

    #[divan::bench(args = HELD)]
    fn restore_postcard(bencher: Bencher<'_, '_>, held: u8) {
        let bytes = postcard(&queue(held).snapshot());
        bencher.bench(|| {
            let snapshot: Snapshot<Context> =
                postcard::from_bytes(black_box(&bytes)).expect("it was written");
            Queue::try_from(snapshot).expect("it is a state")
        });
    }

    #[divan::bench(args = HELD)]
    fn restore_json(bencher: Bencher<'_, '_>, held: u8) {
        let text = json(&queue(held).snapshot());
        bencher.bench(|| {
            let snapshot: Snapshot<Context> =
                serde_json::from_slice(black_box(&text)).expect("it was written");
            Queue::try_from(snapshot).expect("it is a state")
        });
    }
}

/// The inputs of a call, without a journal and with one.
mod journal {
    use super::{Bencher, Context, Input, ItemsCount, NonZeroU16, Queue, black_box, inputs};

    #[divan::bench]
    fn none(bencher: Bencher<'_, '_>) {
        apply(bencher, |input| _ = black_box(input));
    }

    #[divan::bench]
    fn lines_in_postcard(bencher: Bencher<'_, '_>) {
        let mut buffer = [0; 512];
        apply(bencher, move |input| {
            black_box(postcard::to_slice(input, &mut buffer).expect("it fits"));
        });
    }

    #[divan::bench]
    fn lines_in_json(bencher: Bencher<'_, '_>) {
        let mut buffer = Vec::with_capacity(512);
        apply(bencher, move |input| {
            buffer.clear();
            serde_json::to_writer(&mut buffer, input).expect("it is plain data");
        });
    }

    fn apply(bencher: Bencher<'_, '_>, mut note: impl FnMut(&Input<Context>)) {
        bencher.counter(ItemsCount::new(inputs().len())).with_inputs(inputs).bench_local_values(
            |inputs| {
                let mut queue = Queue::new(NonZeroU16::MAX);
                for input in inputs {
                    note(&input);
                    drop(input.apply(&mut queue).into_completions());
                }
                queue
            },
        );
    }
}

/// The same journal, read and applied to a new queue.
mod replay {
    use super::{
        Bencher, Context, Input, ItemsCount, NonZeroU16, Queue, black_box, inputs, json, postcard,
    };

    #[divan::bench]
    fn lines_in_postcard(bencher: Bencher<'_, '_>) {
        let lines: Vec<_> = inputs().iter().map(postcard).collect();
        replay(bencher, &lines, |line| postcard::from_bytes(line).expect("it was written"));
    }

    #[divan::bench]
    fn lines_in_json(bencher: Bencher<'_, '_>) {
        let lines: Vec<_> = inputs().iter().map(json).collect();
        replay(bencher, &lines, |line| serde_json::from_slice(line).expect("it was written"));
    }

    fn replay(bencher: Bencher<'_, '_>, lines: &[Vec<u8>], read: impl Fn(&[u8]) -> Input<Context>) {
        bencher.counter(ItemsCount::new(lines.len())).bench_local(|| {
            let mut queue = Queue::new(NonZeroU16::MAX);
            for line in black_box(lines) {
                drop(read(line).apply(&mut queue).into_completions());
            }
            queue
        });
    }
}

/// Plays and records in turn, each to its end, with the reports of their steps.
fn inputs() -> Vec<Input<Context>> {
    let mut queue = Queue::new(NonZeroU16::MAX);
    let mut inputs = Vec::new();
    let mut feed = |queue: &mut Queue, input: Input<Context>| {
        inputs.push(input.clone());
        input.apply(queue).into_completions().next().map(Completion::into_context)
    };
    for number in 0..8 {
        feed(&mut queue, Input::Play(play(context(number))));
        feed(&mut queue, Input::Record(record(context(number))));
        for _prompt_and_beep in 0..2 {
            let step = queue.wanted().expect("an operation is in progress");
            feed(&mut queue, Input::Started(step));
            feed(&mut queue, Input::Finished(step));
        }
        let step = queue.wanted().expect("a recording is in progress");
        feed(&mut queue, Input::Started(step));
        feed(&mut queue, Input::Tone(Tone::Pound)).expect("a stop tone ends it");
    }
    inputs
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
    Play::new(context, NonZeroU8::MIN)
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

fn postcard(data: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(data).expect("it is plain data")
}

fn json(data: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(data).expect("it is plain data")
}

const HELD: [u8; 3] = [0, 1, 16];
