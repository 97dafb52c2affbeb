//! The queue beside what people would write instead. It prints the nanoseconds of an
//! operation, and the ratio to the crate.
//!
//! A lifecycle is a call of eight operations, play and record in turn. Four of them finish
//! and four are cancelled.
//!
//! `cargo bench --bench machine`
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    reason = "a bench stops at what it does not expect"
)]

use core::hint::black_box;
use core::num::NonZeroU16;

use media_queue::MediaQueue;
use rivals::rounds::{Comparison, Rounds};
use rivals::script::{
    Context, Contexts, Guid, Labeled, OPERATIONS, Word, lifecycle, lifecycles_of_task,
};
use rivals::{Done, EqualSlots, Machine, MapQueue, SmallSlots, TextQueue};

fn main() {
    let rounds = Rounds::from_args();
    lifecycles::<Word>(&rounds, "lifecycle, a word");
    lifecycles::<Guid>(&rounds, "lifecycle, a GUID");
    lifecycles::<Labeled>(&rounds, "lifecycle, a GUID and text");
    cancel_all::<16>(&rounds, "cancel_all of 16");
    cancel_all::<256>(&rounds, "cancel_all of 256");
    cancel_all::<4096>(&rounds, "cancel_all of 4096");
}

fn lifecycles<C: Context>(rounds: &Rounds, name: &str) {
    fn turn<C: Context>(mut machine: impl Machine<C>) -> impl FnMut() {
        let mut contexts = Contexts::numbered(OPERATIONS);
        move || {
            let machine = black_box(&mut machine);
            lifecycle(machine, &mut contexts).expect("the script fits the machine");
        }
    }
    let comparison = Comparison::new()
        .with("media-queue", turn::<C>(MediaQueue::<C>::new(EIGHT)))
        .with("floor, equal slots", turn::<C>(EqualSlots::new(OPERATIONS)))
        .with("floor, small slots", turn::<C>(SmallSlots::new(OPERATIONS)))
        .with("deque of text ids", turn::<C>(TextQueue::new(OPERATIONS)))
        .with("map of text ids", turn::<C>(MapQueue::new(OPERATIONS)))
        .with_batch("task for each call", lifecycles_of_task::<C>());
    rounds.run(name, 8, comparison);
}

fn cancel_all<const N: usize>(rounds: &Rounds, name: &str) {
    fn with<'a, const N: usize, M: Machine<Word> + 'a>(
        comparison: Comparison<'a>,
        name: &'static str,
        machine: impl Fn() -> M,
    ) -> Comparison<'a> {
        // The memory of a turn is the same, however many operations one cancel takes.
        let machines = (0..ALL / N).map(|_| machine()).collect();
        comparison
            .with_prepared(name, machines, fill::<N, M>, |machine| machine.cancel_all(look_at))
    }
    let comparison = with::<N, _>(Comparison::new(), "media-queue", queue);
    let comparison = with::<N, _>(comparison, "floor, equal slots", || EqualSlots::new(ROOM));
    let comparison = with::<N, _>(comparison, "floor, small slots", || SmallSlots::new(ROOM));
    let comparison = with::<N, _>(comparison, "deque of text ids", || TextQueue::new(ROOM));
    let comparison = with::<N, _>(comparison, "map of text ids", || MapQueue::new(ROOM));
    rounds.run(name, 4096, comparison);
}

fn fill<const N: usize, M: Machine<Word>>(machine: &mut M) {
    for context in 0..N as Word {
        machine.play(context).expect("room");
    }
}

fn look_at(done: Done<Word>) {
    black_box((done.kind, done.ending, done.place));
    black_box(done.context);
}

fn queue() -> MediaQueue<Word> {
    MediaQueue::new(NonZeroU16::MAX)
}

/// How many operations are cancelled in a turn, whatever the length of a queue.
const ALL: usize = 4096;
const ROOM: usize = u16::MAX as usize;
const EIGHT: NonZeroU16 = NonZeroU16::new(8).unwrap();
