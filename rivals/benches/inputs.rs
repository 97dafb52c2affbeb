//! What each input and query of the queue costs that no rival has.
//!
//! `cargo bench -p rivals --bench inputs`

use core::num::{NonZeroU8, NonZeroU16};

use divan::counter::ItemsCount;
use divan::{AllocProfiler, Bencher};
use media_queue::{
    Interrupts, MediaQueue, Millis, Opening, Play, Record, RecordLimits, Step, Tone, ToneSet,
};

/// An allocation in the steady state would stand in the table.
#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

type Queue = MediaQueue<u64>;

fn main() {
    divan::main();
}

#[divan::bench]
fn record_prompt_beep_stop_tone(bencher: Bencher<'_, '_>) {
    let mut queue = subscribed();
    let mut cycle = || {
        queue.record(record()).expect("room");
        for _prompt_and_beep in 0..2 {
            let step = queue.wanted().expect("in progress");
            queue.started(step).expect("current");
            assert!(queue.finished(step).expect("current").is_none());
        }
        let step = queue.wanted().expect("in progress");
        queue.started(step).expect("current");
        queue.tone(Tone::Pound).effect.into_completion().expect("a stop tone ends it")
    };
    // The ring grows in the first.
    divan::black_box_drop(cycle());
    bencher.bench_local(cycle);
}

#[divan::bench]
fn stale_report(bencher: Bencher<'_, '_>) {
    let mut queue = playing();
    let late = Step::new(9).expect("not 0");
    bencher.bench_local(|| queue.finished(late).is_err());
}

#[divan::bench]
fn activity(bencher: Bencher<'_, '_>) {
    let queue = playing();
    bencher.bench_local(|| divan::black_box_drop(queue.activity()));
}

#[divan::bench]
fn tone_without_effect(bencher: Bencher<'_, '_>) {
    let mut queue = playing();
    bencher.bench_local(|| divan::black_box_drop(queue.tone(Tone::Tone1)));
}

#[divan::bench]
fn suspend_and_resume(bencher: Bencher<'_, '_>) {
    let mut queue = playing();
    bencher.bench_local(|| {
        divan::black_box_drop(queue.suspend());
        queue.resume();
    });
}

/// As the wire needs it: the completions in a vector that is kept.
#[divan::bench(args = [1, 16, 256])]
fn cancel_all_and_collect(bencher: Bencher<'_, '_>, held: u16) {
    let mut queue = subscribed();
    let mut completions = Vec::with_capacity(held.into());
    let mut turn = || {
        (0..held).for_each(|_| _ = queue.play(play()));
        completions.clear();
        completions.extend(queue.cancel_all());
        divan::black_box(&completions);
    };
    // The ring grows in the first.
    turn();
    bencher.counter(ItemsCount::new(held)).bench_local(turn);
}

/// With the memory of the queue given back.
#[divan::bench(args = [1, 16, 256])]
fn hang_up(bencher: Bencher<'_, '_>, held: u16) {
    let queue = || {
        let mut queue = subscribed();
        (0..held).for_each(|_| _ = queue.play(play()));
        queue
    };
    bencher.counter(ItemsCount::new(held)).with_inputs(queue).bench_local_values(|queue| {
        for ended in queue.hang_up().ended {
            divan::black_box_drop(ended);
        }
    });
}

fn playing() -> Queue {
    let mut queue = subscribed();
    queue.play(play()).expect("room");
    queue
}

fn subscribed() -> Queue {
    let mut queue = Queue::new(NonZeroU16::MAX);
    queue.subscribe_tones(7);
    queue
}

fn play() -> Play<u64> {
    Play::new(7, NonZeroU8::MIN)
}

fn record() -> Record<u64> {
    Record::new(7, RecordLimits::new(Millis::MAX))
        .opened_by(Opening::PromptThenBeep(Interrupts::NOTHING))
        .stopped_by(ToneSet::from_iter([Tone::Pound]))
}
