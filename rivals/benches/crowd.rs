//! Inputs a second of a server's calls, as they grow from 10³ to a million: a mixed
//! load from two threads, which touches the calls in random order.
//!
//! `cargo bench -p rivals --bench crowd`; the map's million takes some 2 GB.

use core::num::NonZeroU16;

use media_queue::MediaQueue;
use rivals::crowd::Crowd;
use rivals::rounds::{Heat, Rounds};
use rivals::script::Guid;
use rivals::{EqualSlots, Machine, MapQueue};

fn main() {
    let rounds = Rounds::from_args();
    let sizes: &[usize] =
        if rounds.measuring() { &[1_000, 10_000, 100_000, 1_000_000] } else { &[100] };
    for &calls in sizes {
        let heat = Heat::new()
            .with("media-queue", turn(calls, || MediaQueue::<Guid, ()>::new(LIMIT)))
            .with("floor, equal slots", turn(calls, || EqualSlots::<Guid>::new(8)))
            .with("map of text ids", turn(calls, || MapQueue::<Guid>::new(8)));
        rounds.heat(&format!("an input of {calls} calls"), 2 * INPUTS, heat);
    }
}

/// A turn gives each of two threads its inputs. Before the first, every call has
/// had enough of them to be as full as it usually is.
fn turn<M: Machine<Guid> + Send>(calls: usize, call: impl Fn() -> M) -> impl FnMut() {
    let mut crowd = Crowd::new(calls, call);
    for _ in 0..=4 * calls / INPUTS as usize {
        crowd.load(INPUTS);
    }
    move || {
        crowd.load(INPUTS);
    }
}

const LIMIT: NonZeroU16 = NonZeroU16::new(8).unwrap();
const INPUTS: u32 = 20_000;
