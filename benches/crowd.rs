//! An input to one call of a server's many, as the calls grow from a thousand to a
//! million. Two threads give a mixed load, which touches the calls in random order.
//!
//! `cargo bench --bench crowd`. A million calls of the map take some 2 GB.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    reason = "a bench stops at what it does not expect"
)]

use core::num::NonZeroU16;

use media_queue::MediaQueue;
use rivals::crowd::Crowd;
use rivals::rounds::{Comparison, Rounds};
use rivals::script::Guid;
use rivals::{EqualSlots, Machine, MapQueue};

fn main() {
    let rounds = Rounds::from_args();
    let sizes: &[u32] =
        if rounds.measuring() { &[1_000, 10_000, 100_000, 1_000_000] } else { &[100] };
    for &calls in sizes {
        let comparison = Comparison::new()
            .with("media-queue", turn(calls, || MediaQueue::<Guid, ()>::new(LIMIT)))
            .with("floor, equal slots", turn(calls, || EqualSlots::<Guid>::new(8)))
            .with("map of text ids", turn(calls, || MapQueue::<Guid>::new(8)));
        rounds.run(&format!("an input of {calls} calls"), 2 * INPUTS, comparison);
    }
}

/// A turn gives each of two threads its inputs. Before the first turn every call has had
/// enough of them to be as full as it usually is.
fn turn<M: Machine<Guid> + Send>(calls: u32, call: impl Fn() -> M) -> impl FnMut() {
    let mut crowd = Crowd::new(usize::try_from(calls).expect("they fit"), call);
    crowd.load(4 * calls);
    move || {
        crowd.load(INPUTS);
    }
}

const LIMIT: NonZeroU16 = NonZeroU16::new(8).unwrap();
const INPUTS: u32 = 20_000;
