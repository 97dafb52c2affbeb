//! The sizes of what a server holds by the hundred thousand.

use media_queue::{
    Activity, Completion, Effect, Input, Interrupts, MediaQueue, Play, Player, Record, RecordClock,
    Session, Stage, Step, ToneReport, ToneSet,
};

/// A type may grow here for a rule of the design, and for nothing else. The queue
/// stays within 64 bytes beside its `Option<S>`; what a queued operation costs is
/// counted where the allocator is.
#[cfg(target_pointer_width = "64")]
#[test]
fn sizes_of_the_public_types() {
    let sizes = [
        ("MediaQueue<(), ()>", size_of::<MediaQueue<(), ()>>(), 64),
        ("MediaQueue<u64, u64>", size_of::<MediaQueue<u64, u64>>(), 64 + 16),
        ("Session<u64, u64>", size_of::<Session<u64, u64>>(), 280),
        ("Player", size_of::<Player>(), 40),
        ("RecordClock", size_of::<RecordClock>(), 56),
        ("Option<Step>", size_of::<Option<Step>>(), 8),
        ("ToneSet", size_of::<ToneSet>(), 3),
        ("Interrupts", size_of::<Interrupts>(), 3),
        ("Stage", size_of::<Stage>(), 4),
        ("Play<()>", size_of::<Play<()>>(), 8),
        ("Record<()>", size_of::<Record<()>>(), 24),
        ("Completion<()>", size_of::<Completion<()>>(), 56),
        ("Completion<u64>", size_of::<Completion<u64>>(), 64),
        ("Option<Completion<u64>>", size_of::<Option<Completion<u64>>>(), 64),
        ("Effect<u64>", size_of::<Effect<u64>>(), 64),
        ("ToneReport<u64, u64>", size_of::<ToneReport<'_, u64, u64>>(), 88),
        ("Activity<u64>", size_of::<Activity<'_, u64>>(), 48),
        ("Input<u64, u64>", size_of::<Input<u64, u64>>(), 32),
    ];
    for (name, size, pinned) in sizes {
        println!("{size:3} bytes  {name}");
        assert_eq!(size, pinned, "{name}");
    }
}
