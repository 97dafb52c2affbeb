//! What the types of the root are to the compiler.

use core::cell::Cell;
use core::error::Error;
use core::panic::{RefUnwindSafe, UnwindSafe};
use std::collections::BTreeSet;

use media_queue::*;

/// Checks each type, and returns their names without path and parameters.
macro_rules! ordinary {
    ($($type:ty),+ $(,)?) => {
        [$({
            ordinary::<$type>();
            let name = stringify!($type);
            name.split_once('<').map_or(name, |(name, _)| name).trim()
        }),+]
    };
}

fn ordinary<T: core::fmt::Debug + Send + Sync + Unpin + UnwindSafe + RefUnwindSafe>() {}

#[test]
fn every_type_of_the_root_goes_anywhere_and_can_be_printed() {
    let checked = BTreeSet::from(ordinary![
        Activity<'_, String>,
        Audio,
        Remaining<String>,
        Canceled<'_, String>,
        Completion<String>,
        CurrentStep<'_, String>,
        Effect<String>,
        HeardTone<'_, String>,
        HeldOperation<'_, String>,
        HungUp<String, u64>,
        Interruption,
        Interrupts,
        Media,
        MediaFailure,
        MediaQueue<String, u64>,
        Millis,
        Opening,
        OperationId,
        OperationKind,
        Operations<'_, String>,
        Outcome,
        Phase,
        Play,
        PlayOutcome,
        QueueFull<Play, String>,
        Record,
        RecordLimit,
        RecordLimits,
        RecordOutcome,
        SpanError,
        Stage,
        Stale,
        Step,
        Time,
        Times,
        Tone,
        ToneReport<'_, u64, Effect<String>>,
        ToneSet,
        Tones,
        UnknownTone,
        ZeroNumber,
    ]);
    assert_eq!(checked, exported(), "the types that are checked, and those that exist");
}

/// The types that the root exports.
fn exported() -> BTreeSet<&'static str> {
    include_str!("../../src/lib.rs")
        .split("pub use ")
        .skip(1)
        .filter_map(|rest| rest.split_once('{')?.1.split_once('}'))
        .flat_map(|(names, _)| names.split(','))
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect()
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
    assert!(queue.play(Play::new(), Bare).is_ok());
    assert!(queue.play(Play::new(), Bare).is_err());
    assert_eq!(queue.cancel_all().len(), 1);
    let Bare = queue.hang_up().tone_subscription.unwrap();
}

#[test]
fn views_are_copied_whatever_they_lend() {
    fn copy<T: Copy>() {}
    copy::<Activity<'_, String>>();
    copy::<CurrentStep<'_, String>>();
    copy::<HeldOperation<'_, String>>();
    let mut queue = MediaQueue::<Cell<u8>>::new(core::num::NonZeroU16::MIN);
    queue.play(Play::new(), Cell::new(7)).unwrap();
    let operations = queue.operations();
    assert_eq!(operations.clone().count(), operations.count());
}

#[test]
fn refusals_are_errors() {
    fn error<T: Error + Send + Sync + 'static>() {}
    error::<QueueFull<Play, String>>();
    error::<QueueFull<Record, u8>>();
    error::<Stale>();
    error::<UnknownTone>();
    error::<SpanError>();
    error::<ZeroNumber>();
}
