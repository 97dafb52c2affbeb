//! What each input and query of the queue costs, beside a play of one prompt. It prints
//! the nanoseconds, and the ratio to the play.
//!
//! `cargo bench --bench inputs`
#![allow(clippy::expect_used, reason = "a bench stops at what it does not expect")]

use core::hint::black_box;
use core::num::NonZeroU16;

use media_queue::{
    Interrupts, MediaQueue, Millis, Opening, Play, Record, RecordLimits, Step, Tone, ToneSet,
};
use rivals::rounds::{Comparison, Rounds};

type Queue = MediaQueue<u64>;

fn main() {
    let rounds = Rounds::from_args();
    let comparison = Comparison::new()
        .with("play, started, finished", with(queue(), play))
        .with("record, to its stop tone", with(queue(), record))
        .with(
            "stale report",
            with(playing(), |queue| {
                let late = Step::new(9).expect("not 0");
                black_box(queue.finished(late).is_err());
            }),
        )
        .with("activity", with(playing(), |queue| _ = black_box(queue.activity())))
        .with(
            "tone without effect",
            with(playing(), |queue| {
                black_box(&queue.tone(Tone::Tone1));
            }),
        )
        .with(
            "suspend, resume",
            with(playing(), |queue| {
                black_box(&queue.suspend());
                black_box(&queue.resume());
            }),
        );
    rounds.run("inputs", 1, comparison);
    many::<16>(&rounds, "16 plays");
    many::<256>(&rounds, "256 plays");
}

/// Some plays, and then their end. The time is that of one play.
fn many<const N: u16>(rounds: &Rounds, name: &str) {
    let mut queues = [queue(), queue()];
    let [collected, canceled] = &mut queues;
    let mut completions = Vec::new();
    let comparison = Comparison::new()
        .with("cancel_all", || {
            fill::<N>(canceled);
            canceled.cancel_all().for_each(|completion| drop(black_box(completion)));
        })
        .with("cancel_all, collected", || {
            fill::<N>(collected);
            completions.clear();
            completions.extend(collected.cancel_all());
            black_box(&completions);
        })
        .with("hang_up, a new queue", || {
            let mut queue = queue();
            fill::<N>(&mut queue);
            queue.hang_up().completions.for_each(|completion| drop(black_box(completion)));
        });
    rounds.run(name, N.into(), comparison);
}

fn with(mut queue: Queue, input: impl Fn(&mut Queue)) -> impl FnMut() {
    move || input(black_box(&mut queue))
}

fn play(queue: &mut Queue) {
    queue.play(Play::new(), 7).expect("room");
    let step = queue.wanted().expect("in progress");
    black_box(&queue.started(step).expect("current"));
    black_box(&queue.finished(step).expect("current"));
}

fn record(queue: &mut Queue) {
    let record = Record::new(RecordLimits::new(Millis::MAX))
        .opened_by(Opening::PromptThenBeep(Interrupts::NEVER))
        .stopped_by(ToneSet::from_iter([Tone::Pound]));
    queue.record(record, 7).expect("room");
    for _prompt_and_beep in 0..2 {
        let step = queue.wanted().expect("in progress");
        black_box(&queue.started(step).expect("current"));
        black_box(&queue.finished(step).expect("current"));
    }
    let step = queue.wanted().expect("in progress");
    black_box(&queue.started(step).expect("current"));
    black_box(&queue.tone(Tone::Pound));
}

fn playing() -> Queue {
    let mut queue = queue();
    fill::<1>(&mut queue);
    queue
}

fn fill<const N: u16>(queue: &mut Queue) {
    for _ in 0..N {
        queue.play(black_box(Play::new()), 7).expect("room");
    }
}

fn queue() -> Queue {
    let mut queue = Queue::new(NonZeroU16::MAX);
    queue.subscribe_tones(7);
    queue
}
