//! Bytes a call of a server takes, idle and loaded, as the calls grow from 10³ to a
//! million: what is asked of the allocator, and the call's own bytes.
//!
//! `cargo bench -p rivals --bench memory`; the map's million takes some 2 GB.

use core::num::NonZeroU16;
use std::alloc::System;

use media_queue::MediaQueue;
use rivals::crowd::Crowd;
use rivals::rounds::Rounds;
use rivals::script::Guid;
use rivals::{EqualSlots, Machine, MapQueue};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() {
    let rounds = Rounds::from_args();
    let sizes: &[u32] =
        if rounds.measuring() { &[1_000, 10_000, 100_000, 1_000_000] } else { &[100] };
    println!("bytes a call            calls    idle  loaded");
    for &calls in sizes {
        call("media-queue", calls, || MediaQueue::<Guid, ()>::new(LIMIT));
        call("floor, equal slots", calls, || EqualSlots::<Guid>::new(8));
        call("map of text ids", calls, || MapQueue::<Guid>::new(8));
    }
}

fn call<M: Machine<Guid> + Send>(name: &str, calls: u32, machine: impl Fn() -> M) {
    let region = Region::new(ALLOCATOR);
    let held = || {
        let stats = region.change();
        (stats.bytes_allocated - stats.bytes_deallocated) / calls as usize
    };
    let mut crowd = Crowd::new(calls as usize, machine);
    let idle = held();
    // Each call sees 16 inputs, as a mean.
    crowd.load(8 * calls);
    println!("{name:<20} {calls:>8} {idle:>7} {:>7}", held());
}

const LIMIT: NonZeroU16 = NonZeroU16::new(8).unwrap();
