//! What a call costs in memory, by a counting allocator.
//!
//! The count is of the whole process, so this is a test binary of its own with one test.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "a test that meets the unexpected should stop"
)]

use core::num::NonZeroU16;
use std::alloc::System;

use media_queue::session::{EngineSettings, Session};
use media_queue::{
    Activity, Effect, Interrupts, MediaFailure, MediaQueue, Millis, Opening, OperationId, Play,
    Record, RecordLimit, RecordLimits, Time, Times, Tone, ToneReport,
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
    reserved_room_is_allocated_once_and_within_the_limit();
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
        assert_eq!((queue.suspend(), queue.resume()), (Effect::Nothing, Effect::Nothing));
        queue.shrink();
    });
    assert_eq!(stats, Stats::default(), "a queue that never held an operation does not, either");
}

fn a_queued_operation_costs_its_request_and_its_context() {
    for held in [1, 2, 8, 100] {
        let mut queue = queue(100);
        let ((), stats) = counted(|| {
            fill(&mut queue, held);
            queue.shrink();
        });
        println!("{:3} bytes  each of {held} operations", kept(stats) / usize::from(held));
        assert_eq!(kept(stats), usize::from(held) * ENTRY);
    }
}

fn a_ring_never_has_room_for_more_than_the_limit() {
    for limit in [1, 3, 5, 9, 100] {
        let mut queue = queue(limit);
        let ((), stats) = counted(|| fill(&mut queue, limit));
        assert_eq!(kept(stats), usize::from(limit) * ENTRY, "{limit}");
    }
}

fn reserved_room_is_allocated_once_and_within_the_limit() {
    let limit = NonZeroU16::new(10).unwrap();
    for (capacity, reserved) in [(1, 1), (7, 7), (10, 10), (11, 10), (usize::MAX, 10)] {
        let (mut queue, stats) = counted(|| Queue::with_capacity(limit, capacity));
        assert_eq!((stats.allocations, kept(stats)), (1, usize::from(reserved) * ENTRY));
        let ((), stats) = counted(|| fill(&mut queue, reserved));
        assert_eq!(stats, Stats::default(), "the room is there");
        let ((), stats) = counted(|| fill(&mut queue, 10 - reserved));
        assert_eq!(kept(stats), usize::from(10 - reserved) * ENTRY, "it grows as far as the limit");
    }
    let (_, stats) = counted(|| Queue::with_capacity(limit, 0));
    assert_eq!(stats, Stats::default());
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
    assert_eq!((stats.bytes_deallocated, stats.bytes_allocated), (3 * ENTRY, 0));
    let ((), stats) = counted(|| fill(&mut queue, 1));
    assert_eq!(stats.allocations, 1, "an empty queue starts afresh");
}

fn what_is_handed_out_takes_no_memory_along() {
    let mut queue = queue(10);
    fill(&mut queue, 10);
    let (_, stats) = counted(|| queue.hang_up().completions.count());
    assert_eq!((stats.allocations, stats.reallocations, stats.deallocations), (0, 0, 1));
}

fn a_session_allocates_what_its_queue_does() {
    let settings = EngineSettings::new(Millis::MAX, Millis::MAX);
    let (mut session, stats) = counted(|| Session::<Context>::new(NonZeroU16::MAX, settings));
    assert_eq!(stats, Stats::default());
    let ((), stats) = counted(|| {
        for _ in 0..3 {
            session.play(play(), 0).unwrap();
        }
        session.shrink();
        assert_eq!(session.cancel_all(NOW).len(), 3);
    });
    assert_eq!(kept(stats), 3 * ENTRY);
    let ((), stats) = counted(|| session.shrink());
    assert_eq!((stats.bytes_deallocated, stats.bytes_allocated), (3 * ENTRY, 0));
    let reserve = || Session::<Context>::with_capacity(NonZeroU16::MAX, 3, settings);
    let (_reserved, stats) = counted(reserve);
    assert_eq!((stats.allocations, kept(stats)), (1, 3 * ENTRY));
}

/// Every kind of input, in a call that fills, runs through all its steps and empties.
fn everything(queue: &mut Queue) {
    let id = queue.play(play().repeated(Times::Forever), 0).unwrap();
    let first = queue.record(record(), 3).unwrap();
    queue.play(play(), 1).unwrap();
    let second = queue.record(record(), 3).unwrap();
    queue.subscribe_tones(9);
    go_on(queue, id);
    assert!(queue.cancel(id).is_some());
    go_on(queue, first);
    let ToneReport { heard, effect, .. } = queue.tone(Tone::Tone1);
    assert!(heard.is_some());
    assert_eq!(effect, Effect::Nothing);
    go_on(queue, first);
    let step = queue.wanted().unwrap();
    assert_eq!(queue.started(step), Ok(Effect::Nothing));
    assert!(queue.finished(step).is_err(), "a recording does not finish");
    assert!(queue.suspend().into_completion().is_some());
    assert!(matches!(queue.resume(), Effect::NextStep(_)));
    let step = queue.wanted().unwrap();
    assert!(queue.limit_reached(step, RecordLimit::MaxDuration).is_err());
    assert!(queue.failed(step, MediaFailure::Engine).unwrap().into_completion().is_some());
    assert_eq!(queue.speech_started(), Effect::NextStep(second));
    assert_eq!(queue.unsubscribe_tones(), Some(9));
    while queue.play(play(), 2).is_ok() {}
    assert!(queue.record(record(), 3).is_err());
    let full = usize::from(queue.limit().get());
    assert_eq!(queue.operations().len(), full);
    assert_eq!(queue.cancel_all().len(), full);
}

/// The current step starts and finishes, and its operation goes on.
fn go_on(queue: &mut Queue, id: OperationId) {
    let step = queue.wanted().unwrap();
    assert_eq!(queue.started(step), Ok(Effect::Nothing));
    assert_eq!(queue.finished(step), Ok(Effect::NextStep(id)));
}

fn counted<T>(work: impl FnOnce() -> T) -> (T, Stats) {
    let region = Region::new(ALLOCATOR);
    let value = work();
    (value, region.change())
}

fn kept(stats: Stats) -> usize {
    stats.bytes_allocated - stats.bytes_deallocated
}

fn queue(limit: u16) -> Queue {
    MediaQueue::new(NonZeroU16::new(limit).unwrap())
}

fn fill(queue: &mut Queue, operations: u16) {
    for _ in 0..operations {
        queue.play(play(), 0).unwrap();
    }
}

fn play() -> Play {
    Play::new().interrupted_by(Interrupts::ANYTHING)
}

fn record() -> Record {
    Record::new(RecordLimits::new(Millis::MAX))
        .opened_by(Opening::PromptThenBeep(Interrupts::ANYTHING))
}

/// What a queued operation takes: 32 bytes beside its context.
const ENTRY: usize = 32 + size_of::<Context>();

const NOW: Time = Time::from_millis(0);
