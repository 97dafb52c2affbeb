//! The slots of the floor are as large as the entries of the crate.
#![allow(missing_docs, reason = "a test has no documentation")]

use core::num::NonZeroU16;
use std::alloc::System;

use media_queue::MediaQueue;
use rivals::script::{Guid, Labeled, Word};
use rivals::{EqualSlots, SmallSlots};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

// One test, because the allocator counts for all threads.
#[test]
fn equal_slots_are_as_large_as_an_entry() {
    equal::<Word>();
    equal::<Guid>();
    equal::<Labeled>();
    assert_eq!(SmallSlots::<Word>::slot_size(), 16);
    // An idle call of the crowd.
    assert_eq!(size_of::<EqualSlots<Guid>>(), size_of::<MediaQueue<Guid, ()>>());
}

#[track_caller]
fn equal<C>() {
    const ENTRIES: usize = 100;
    let region = Region::new(ALLOCATOR);
    let queue: MediaQueue<C> = MediaQueue::with_capacity(NonZeroU16::MAX, ENTRIES);
    let entry = region.change().bytes_allocated / ENTRIES;
    drop(queue);
    assert_eq!(entry, 32 + size_of::<C>());
    assert_eq!(EqualSlots::<C>::slot_size(), entry);
}
