//! What a call costs in memory, by a counting allocator.
//!
//! A test binary of its own with a single test: the count is of the whole process.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "a test that meets the unexpected should stop"
)]

use core::num::{NonZeroU8, NonZeroU16};
use std::alloc::System;

use media_queue::{
    Activity, Deadlines, Failure, Interrupts, Limit, MediaQueue, Millis, Opening, Play, Record,
    RecordLimits, Session, Times, Tone, ToneReport,
};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, Stats, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

type Queue = MediaQueue<Context>;

/// What a host keeps of an operation: a number of its own.
type Context = u64;

#[test]
fn what_a_call_allocates() {
    a_new_queue_allocates_nothing();
    a_queued_operation_costs_its_request_and_its_context();
    a_ring_never_has_room_for_more_than_the_limit();
    after_warm_up_no_input_allocates();
    only_shrink_gives_memory_back();
    what_is_handed_out_takes_no_memory_along();
    a_session_allocates_what_its_queue_does();
}

fn a_new_queue_allocates_nothing() {
    let (mut queue, stats) = counted(|| queue(u16::MAX));
    assert_eq!(stats, Stats::default());
    let ((), stats) = counted(|| {
        queue.subscribe_tones(1);
        assert_eq!(queue.tone(Tone::Tone1).heard.unwrap().number, 1);
        assert_eq!(queue.cancel_all().len(), 0);
        assert_eq!(queue.activity(), Activity::Idle);
        assert_eq!(queue.suspend(), None);
        queue.resume();
        queue.shrink();
    });
    assert_eq!(stats, Stats::default(), "nor does a queue that never held an operation");
}

fn a_queued_operation_costs_its_request_and_its_context() {
    for held in [1, 2, 8, 100] {
        let mut queue = queue(100);
        let ((), stats) = counted(|| {
            fill(&mut queue, held);
            queue.shrink();
        });
        let kept = stats.bytes_allocated - stats.bytes_deallocated;
        println!("{:3} bytes  each of {held} operations", kept / usize::from(held));
        assert_eq!(kept, usize::from(held) * (OPERATION + size_of::<Context>()));
    }
}

fn a_ring_never_has_room_for_more_than_the_limit() {
    for limit in [1, 3, 5, 9, 100] {
        let mut queue = queue(limit);
        let ((), stats) = counted(|| fill(&mut queue, limit));
        let kept = stats.bytes_allocated - stats.bytes_deallocated;
        assert_eq!(kept, usize::from(limit) * (OPERATION + size_of::<Context>()), "{limit}");
    }
}

fn after_warm_up_no_input_allocates() {
    let mut queue = queue(100);
    fill(&mut queue, 100);
    assert_eq!(queue.cancel_all().len(), 100);
    let ((), stats) = counted(|| {
        for _ in 0..50 {
            everything(&mut queue);
        }
    });
    assert_eq!(stats, Stats::default());
}

fn only_shrink_gives_memory_back() {
    let mut queue = queue(100);
    fill(&mut queue, 100);
    let ((), stats) = counted(|| assert_eq!(queue.cancel_all().len(), 100));
    assert_eq!(stats, Stats::default(), "a cancel keeps the ring");
    fill(&mut queue, 3);
    let ((), stats) = counted(|| queue.shrink());
    assert!(stats.bytes_deallocated > stats.bytes_allocated, "{stats:?}");
    assert_eq!(queue.cancel_all().len(), 3);
    let ((), stats) = counted(|| queue.shrink());
    let three = 3 * (OPERATION + size_of::<Context>());
    assert_eq!((stats.bytes_deallocated, stats.bytes_allocated), (three, 0));
    let ((), stats) = counted(|| fill(&mut queue, 1));
    assert_eq!(stats.allocations, 1, "an empty queue starts afresh");
}

fn what_is_handed_out_takes_no_memory_along() {
    let mut queue = queue(10);
    fill(&mut queue, 10);
    let (_, stats) = counted(|| queue.hang_up().ended.count());
    assert_eq!((stats.allocations, stats.reallocations, stats.deallocations), (0, 0, 1));
}

fn a_session_allocates_what_its_queue_does() {
    let deadlines = Deadlines { start: Millis::MAX, stop: Millis::MAX };
    let (mut session, stats) = counted(|| Session::<Context>::new(NonZeroU16::MAX, deadlines));
    assert_eq!(stats, Stats::default());
    let ((), stats) = counted(|| {
        for _ in 0..3 {
            session.play(play(0)).unwrap();
        }
        session.shrink();
        assert_eq!(session.cancel_all().len(), 3);
    });
    let three = 3 * (OPERATION + size_of::<Context>());
    assert_eq!(stats.bytes_allocated - stats.bytes_deallocated, three);
    let ((), stats) = counted(|| session.shrink());
    assert_eq!((stats.bytes_deallocated, stats.bytes_allocated), (three, 0));
}

/// Every kind of input, in a call that fills, runs through all its steps and empties.
fn everything(queue: &mut Queue) {
    let id = queue.play(play(0).repeated(Times::Forever)).unwrap();
    queue.record(record()).unwrap();
    queue.play(play(1)).unwrap();
    queue.record(record()).unwrap();
    queue.subscribe_tones(9);
    let advance = |queue: &mut Queue| {
        let step = queue.wanted().unwrap();
        queue.started(step).unwrap();
        queue.finished(step)
    };
    assert_eq!(advance(queue), Ok(None));
    assert!(queue.cancel(id).is_some());
    assert_eq!(advance(queue), Ok(None));
    let ToneReport { heard, .. } = queue.tone(Tone::Tone1);
    assert!(heard.is_some());
    assert_eq!(advance(queue), Ok(None));
    assert!(advance(queue).is_err(), "a recording does not finish");
    assert!(queue.suspend().is_some());
    queue.resume();
    let step = queue.wanted().unwrap();
    assert!(queue.limit_reached(step, Limit::MaxDuration).is_err());
    assert!(queue.failed(step, Failure::Engine).unwrap().is_some());
    let _ = queue.speech_started();
    assert_eq!(queue.unsubscribe_tones(), Some(9));
    while queue.play(play(2)).is_ok() {}
    assert!(queue.record(record()).is_err());
    let full = usize::from(queue.limit().get());
    assert_eq!(queue.operations().len(), full);
    assert_eq!(queue.cancel_all().len(), full);
}

fn counted<T>(work: impl FnOnce() -> T) -> (T, Stats) {
    let region = Region::new(ALLOCATOR);
    let value = work();
    (value, region.change())
}

fn queue(limit: u16) -> Queue {
    MediaQueue::new(NonZeroU16::new(limit).unwrap())
}

fn fill(queue: &mut Queue, operations: u16) {
    for _ in 0..operations {
        queue.play(play(0)).unwrap();
    }
}

fn play(context: Context) -> Play<Context> {
    Play::new(context, NonZeroU8::MIN).interrupted_by(Interrupts::ANYTHING)
}

fn record() -> Record<Context> {
    Record::new(3, RecordLimits::new(Millis::MAX))
        .opened_by(Opening::PromptThenBeep(Interrupts::ANYTHING))
}

/// What a queued operation takes beside its context.
const OPERATION: usize = 32;
