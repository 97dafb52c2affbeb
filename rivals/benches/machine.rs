//! What each input of the queue costs, beside the rivals that have it too.
//! Nanoseconds a piece of work, and the ratio to the crate.
//!
//! `cargo bench -p rivals --bench machine`

use core::hint::black_box;
use core::num::{NonZeroU8, NonZeroU16};

use media_queue::{
    Interrupts, MediaQueue, Millis, Opening, Play, Record, RecordLimits, Step, Tone, ToneSet,
};
use rivals::rounds::{Heat, Rounds};
use rivals::script::Word;
use rivals::{Done, EqualSlots, Machine, MapQueue, SmallSlots, TextQueue};

fn main() {
    let rounds = Rounds::from_args();
    play_and_finish(&rounds);
    alone(&rounds);
    cancel_all::<1>(&rounds, "cancel_all of 1");
    cancel_all::<16>(&rounds, "cancel_all of 16");
    cancel_all::<256>(&rounds, "cancel_all of 256");
    cancel_all::<4096>(&rounds, "cancel_all of 4096");
    cancel::<16>(&rounds, "cancel by id, the middle of 16");
    cancel::<256>(&rounds, "cancel by id, the middle of 256");
    hang_up(&rounds);
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

/// What no rival has.
fn alone(rounds: &Rounds) {
    let mut idle = queue();
    idle.subscribe_tones(7);
    let cycle = Heat::new().with("media-queue", move || {
        let queue = black_box(&mut idle);
        queue.record(record()).expect("room");
        for _prompt_and_beep in 0..2 {
            let step = queue.wanted().expect("in progress");
            queue.started(step).expect("current");
            black_box(queue.finished(step).expect("current"));
        }
        let step = queue.wanted().expect("in progress");
        queue.started(step).expect("current");
        let _ = black_box(queue.tone(Tone::Pound));
    });
    rounds.heat("record: prompt, beep, recording, stop tone", 1, cycle);

    let mut playing = queue();
    playing.subscribe_tones(7);
    playing.play(Play::new(7, NonZeroU8::MIN)).expect("room");
    let (mut told, asked) = (playing.clone(), playing.clone());
    let late = Step::new(9).expect("not 0");
    let stale = Heat::new().with("media-queue", move || {
        black_box(black_box(&mut told).finished(late).is_err());
    });
    rounds.heat("stale report", 1, stale);
    let activity = Heat::new().with("media-queue", move || {
        black_box(black_box(&asked).activity());
    });
    rounds.heat("activity", 1, activity);
    let tone = Heat::new().with("media-queue", move || {
        let _ = black_box(black_box(&mut playing).tone(Tone::Tone1));
    });
    rounds.heat("tone without effect", 1, tone);
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

fn hang_up(rounds: &Rounds) {
    let calls = vec![None; ALL as usize / 16];
    let prepare = |call: &mut Option<MediaQueue<Word>>| fill::<16, _>(call.insert(queue()));
    let heat = Heat::new().with_prepared("media-queue", calls, prepare, |call| {
        for ended in call.take().expect("a call").hang_up().ended {
            black_box((&ended.id, &ended.stage));
            black_box(ended.into_context());
        }
    });
    rounds.heat("hang_up with 16", ALL, heat);
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

fn record() -> Record<Word> {
    Record::new(7, RecordLimits::new(Millis::MAX))
        .opened_by(Opening::PromptThenBeep(Interrupts::NOTHING))
        .stopped_by(ToneSet::from_iter([Tone::Pound]))
}

/// How many operations are cancelled in a turn, whatever the length of a queue.
const ALL: u32 = 4096;
const ROOM: usize = u16::MAX as usize;
