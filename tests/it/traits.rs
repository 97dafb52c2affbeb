//! What the types are to the compiler.

use core::cell::Cell;
use core::error::Error;
use core::panic::{RefUnwindSafe, UnwindSafe};

use media_queue::{
    Activity, CallEnded, Canceled, Completion, HungUp, MediaQueue, Millis, Operation, Operations,
    Play, QueueFull, Record, SpanError, Stale, Time, ToneReport, UnknownTone,
};

fn auto<T: Send + Sync + Unpin + UnwindSafe + RefUnwindSafe>() {}

#[test]
fn a_queue_of_ordinary_values_goes_anywhere() {
    auto::<MediaQueue<String, u64>>();
    auto::<Operations<'_, String>>();
    auto::<CallEnded<String>>();
    auto::<HungUp<String, u64>>();
    auto::<Completion<String>>();
    auto::<ToneReport<'_, String, u64>>();
    auto::<Play<String>>();
    auto::<Record<String>>();
    auto::<(Millis, Time)>();
}

#[test]
fn a_queue_is_as_mobile_as_what_it_holds() {
    fn send<T: Send>() {}
    fn sync<T: Sync>() {}
    send::<MediaQueue<Cell<u8>>>();
    send::<Canceled<'_, Cell<u8>>>();
    sync::<Canceled<'_, String>>();
}

#[test]
fn a_context_needs_no_trait() {
    struct Bare;
    let mut queue: MediaQueue<Bare> = MediaQueue::new(core::num::NonZeroU16::MIN);
    queue.subscribe_tones(Bare);
    let play = || Play::new(Bare, core::num::NonZeroU8::MIN);
    assert!(queue.play(play()).is_ok());
    assert!(queue.play(play()).is_err());
    assert_eq!(queue.cancel_all().len(), 1);
    let Bare = queue.hang_up().tone_subscription.unwrap();
}

#[test]
fn views_are_copied_whatever_they_lend() {
    fn copy<T: Copy>() {}
    copy::<Activity<'_, String>>();
    copy::<Operation<'_, String>>();
    let mut queue = MediaQueue::<Cell<u8>>::new(core::num::NonZeroU16::MIN);
    queue.play(Play::new(Cell::new(7), core::num::NonZeroU8::MIN)).unwrap();
    let operations = queue.operations();
    assert_eq!(operations.clone().count(), operations.count());
}

#[test]
fn refusals_are_errors() {
    fn error<T: Error + Send + Sync + 'static>() {}
    error::<QueueFull<Play<String>>>();
    error::<QueueFull<Record<u8>>>();
    error::<Stale>();
    error::<UnknownTone>();
    error::<SpanError>();
}
