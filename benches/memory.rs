//! The bytes that a call of a server takes, idle and loaded: what the allocator is asked
//! for, the queue itself included. It prints the ratio to the crate.
//!
//! `cargo bench --bench memory`
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    reason = "a bench stops at what it does not expect"
)]

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
    let sizes: &[u32] = if rounds.measuring() { &[1_000, 100_000] } else { &[100] };
    println!("bytes of a call                 calls    idle         loaded");
    for &calls in sizes {
        let ours = bytes(calls, || MediaQueue::<Guid, ()>::new(LIMIT));
        let floor = bytes(calls, || EqualSlots::<Guid>::new(8));
        let map = bytes(calls, || MapQueue::<Guid>::new(8));
        let rows = [("media-queue", ours), ("floor, equal slots", floor), ("map of text ids", map)];
        for (name, [idle, loaded]) in rows {
            let ratios = [idle / ours[0], loaded / ours[1]];
            println!(
                "    {name:<20} {calls:>12} {idle:>7.0}  x {:.2} {loaded:>6.0}  x {:.2}",
                ratios[0], ratios[1]
            );
        }
    }
}

/// Returns the bytes of an idle and of a loaded call.
fn bytes<M: Machine<Guid> + Send>(calls: u32, machine: impl Fn() -> M) -> [f64; 2] {
    let region = Region::new(ALLOCATOR);
    let held = || {
        let stats = region.change();
        let bytes = stats.bytes_allocated - stats.bytes_deallocated;
        f64::from(u32::try_from(bytes).expect("less than 4 GB")) / f64::from(calls)
    };
    let mut crowd = Crowd::new(usize::try_from(calls).expect("they fit"), machine);
    let idle = held();
    // Each call gets 16 inputs on average.
    crowd.load(8 * calls);
    [idle, held()]
}

const LIMIT: NonZeroU16 = NonZeroU16::new(8).unwrap();
