//! A call of eight operations, play and record in turn: four finish, four are
//! cancelled. Nanoseconds an operation, and the ratio to the crate.
//!
//! `cargo bench -p rivals --bench lifecycle`

use core::num::NonZeroU16;
use std::hint::black_box;

use media_queue::MediaQueue;
use rivals::rounds::{Heat, Rounds};
use rivals::script::{
    Context, Contexts, Guid, Labeled, OPERATIONS, Word, lifecycle, lifecycle_of_task,
};
use rivals::{CallTask, EqualSlots, Machine, MapQueue, SmallSlots, TextQueue};
use tokio::runtime::{Builder, Runtime};

fn main() {
    let rounds = Rounds::from_args();
    let runtime = Builder::new_current_thread().build().expect("a runtime without I/O");
    compare::<Word>(&rounds, &runtime, "lifecycle, a word");
    compare::<Guid>(&rounds, &runtime, "lifecycle, a GUID");
    compare::<Labeled>(&rounds, &runtime, "lifecycle, a GUID and text");
}

fn compare<C: Context>(rounds: &Rounds, runtime: &Runtime, name: &str) {
    let call = runtime.block_on(async { CallTask::<C>::spawn(OPERATIONS) });
    let mut moved = Contexts::numbered(OPERATIONS);
    let heat = Heat::new()
        .with("media-queue", turn::<C, _>(MediaQueue::<C>::new(LIMIT)))
        .with("floor, equal slots", turn::<C, _>(EqualSlots::new(OPERATIONS)))
        .with("floor, small slots", turn::<C, _>(SmallSlots::new(OPERATIONS)))
        .with("deque of text ids", turn::<C, _>(TextQueue::new(OPERATIONS)))
        .with("map of text ids", turn::<C, _>(MapQueue::new(OPERATIONS)))
        .with_batch("task a call", |turns| {
            runtime.block_on(async {
                for _ in 0..turns {
                    let done = lifecycle_of_task(&call, &mut moved).await;
                    done.ok().flatten().expect("the script fits the task");
                }
            });
        });
    rounds.heat(name, 8, heat);
}

fn turn<C: Context, M: Machine<C>>(mut machine: M) -> impl FnMut() {
    let mut contexts = Contexts::numbered(OPERATIONS);
    move || {
        let machine = black_box(&mut machine);
        lifecycle(machine, &mut contexts).expect("the script fits the machine");
    }
}

const LIMIT: NonZeroU16 = NonZeroU16::new(8).unwrap();
