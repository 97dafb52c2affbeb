//! What each input of the queue costs that the rivals have too, beside them.
//! Nanoseconds a piece of work, and the ratio to the crate.
//!
//! `cargo bench -p rivals --bench machine`

use core::hint::black_box;
use core::num::NonZeroU16;

use media_queue::MediaQueue;
use rivals::rounds::{Heat, Rounds};
use rivals::script::Word;
use rivals::{Done, EqualSlots, Machine, MapQueue, SmallSlots, TextQueue};

fn main() {
    let rounds = Rounds::from_args();
    play_and_finish(&rounds);
    cancel_all::<1>(&rounds, "cancel_all of 1");
    cancel_all::<16>(&rounds, "cancel_all of 16");
    cancel_all::<256>(&rounds, "cancel_all of 256");
    cancel_all::<4096>(&rounds, "cancel_all of 4096");
    cancel::<16>(&rounds, "cancel by id, the middle of 16");
    cancel::<256>(&rounds, "cancel by id, the middle of 256");
}

fn play_and_finish(rounds: &Rounds) {
    fn turn<M: Machine<Word>>(mut machine: M) -> impl FnMut() {
        move || {
            let machine = black_box(&mut machine);
            let play = machine.play(7).expect("room");
            look_at(machine.finish_play(&play).expect("in progress"));
        }
    }
    let heat = Heat::new()
        .with("media-queue", turn(queue()))
        .with("floor, equal slots", turn(EqualSlots::new(ROOM)))
        .with("floor, small slots", turn(SmallSlots::new(ROOM)))
        .with("deque of text ids", turn(TextQueue::new(ROOM)))
        .with("map of text ids", turn(MapQueue::new(ROOM)));
    rounds.heat("play, finish", 1, heat);
}

fn cancel_all<const N: usize>(rounds: &Rounds, name: &str) {
    fn with<'a, const N: usize, M: Machine<Word> + 'a>(
        heat: Heat<'a>,
        name: &'static str,
        machine: impl Fn() -> M,
    ) -> Heat<'a> {
        // However many a cancel takes, as much memory is gone through.
        let machines = (0..ALL as usize / N).map(|_| machine()).collect();
        heat.with_prepared(name, machines, fill::<N, M>, |machine| machine.cancel_all(look_at))
    }
    let heat = with::<N, _>(Heat::new(), "media-queue", queue);
    let heat = with::<N, _>(heat, "floor, equal slots", || EqualSlots::new(ROOM));
    let heat = with::<N, _>(heat, "floor, small slots", || SmallSlots::new(ROOM));
    let heat = with::<N, _>(heat, "deque of text ids", || TextQueue::new(ROOM));
    let heat = with::<N, _>(heat, "map of text ids", || MapQueue::new(ROOM));
    rounds.heat(name, ALL, heat);
}

fn cancel<const N: usize>(rounds: &Rounds, name: &str) {
    fn with<'a, const N: usize, M: Machine<Word> + 'a>(
        heat: Heat<'a>,
        name: &'static str,
        mut machine: M,
    ) -> Heat<'a> {
        let mut tickets: Vec<_> = (0..N).map_while(|_| machine.play(7).ok()).collect();
        heat.with(name, move || {
            let ticket = tickets.remove(N / 2);
            look_at(black_box(&mut machine).cancel(&ticket).expect("queued"));
            tickets.push(machine.play(7).expect("room"));
        })
    }
    let heat = with::<N, _>(Heat::new(), "media-queue", queue());
    let heat = with::<N, _>(heat, "floor, equal slots", EqualSlots::new(ROOM));
    let heat = with::<N, _>(heat, "deque of text ids", TextQueue::new(ROOM));
    let heat = with::<N, _>(heat, "map of text ids", MapQueue::new(ROOM));
    rounds.heat(name, 1, heat);
}

fn fill<const N: usize, M: Machine<Word>>(machine: &mut M) {
    for context in 0..N as Word {
        machine.play(context).expect("room");
    }
}

fn look_at(done: Done<Word>) {
    black_box((done.kind, done.how, done.stood));
    black_box(done.context);
}

fn queue() -> MediaQueue<Word> {
    MediaQueue::new(NonZeroU16::MAX)
}

/// How many operations are cancelled in a turn, whatever the length of a queue.
const ALL: u32 = 4096;
const ROOM: usize = u16::MAX as usize;
