//! The sizes of what a server holds by the hundred thousand.

use media_queue::{
    Completion, CurrentStep, Effect, Interrupts, MediaQueue, Outcome, Play, Record, Stage, Step,
    ToneReport, ToneSet,
};

/// A type may grow here for a rule of the design, and for nothing else. What a queued
/// operation takes is counted in `tests/memory.rs`.
#[cfg(target_pointer_width = "64")]
#[test]
fn sizes_of_the_public_types() {
    let sizes = [
        ("MediaQueue<(), ()>", size_of::<MediaQueue<(), ()>>(), 64),
        ("MediaQueue<u64, u64>", size_of::<MediaQueue<u64, u64>>(), 64 + 16),
        ("Option<Step>", size_of::<Option<Step>>(), 8),
        ("ToneSet", size_of::<ToneSet>(), 3),
        ("Interrupts", size_of::<Interrupts>(), 3),
        ("Stage", size_of::<Stage>(), 8),
        ("Play", size_of::<Play>(), 6),
        ("Record", size_of::<Record>(), 24),
        ("Outcome", size_of::<Outcome>(), 28),
        ("Completion<()>", size_of::<Completion<()>>(), 48),
        ("Completion<u64>", size_of::<Completion<u64>>(), 56),
        ("Option<Completion<u64>>", size_of::<Option<Completion<u64>>>(), 56),
        ("Effect<u64>", size_of::<Effect<u64>>(), 56),
        ("ToneReport<u64, Effect<u64>>", size_of::<ToneReport<'_, u64, Effect<u64>>>(), 80),
        ("CurrentStep<u64>", size_of::<CurrentStep<'_, u64>>(), 48),
    ];
    for (name, size, pinned) in sizes {
        println!("{size:3} bytes  {name}");
        assert_eq!(size, pinned, "{name}");
    }
}
