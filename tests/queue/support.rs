//! Short words for a call: requests, what media does, and what became of an operation.

use core::num::{NonZeroU8, NonZeroU16};

use media_queue::{
    Activity, Completion, CurrentStep, Effect, Interrupts, Media, MediaFailure, MediaQueue, Millis,
    Opening, Outcome, Phase, Play, PlayOutcome, Record, RecordLimit, RecordLimits, RecordOutcome,
    Stage, Step, Times, Tone, ToneSet,
};

pub(crate) use self::At::{Beep, Idle, Prompt, Recording, Suspended};
pub(crate) use self::Ending::{Played, Recorded};

pub(crate) type Queue = MediaQueue<&'static str>;
pub(crate) type Done = Completion<&'static str>;

pub(crate) const LIMITS: RecordLimits = RecordLimits::new(Millis::MAX);
pub(crate) const FAILURES: [MediaFailure; 3] =
    [MediaFailure::Unavailable, MediaFailure::BadFormat, MediaFailure::Engine];
pub(crate) const REACHED: [RecordLimit; 4] = [
    RecordLimit::MaxDuration,
    RecordLimit::MaxSilence,
    RecordLimit::InitialSilence,
    RecordLimit::MediaTimeout,
];

/// What media should be doing, and for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum At {
    Idle,
    Suspended,
    /// Whose prompt it is, which one of the list, and in which round.
    Prompt(&'static str, u8, u16),
    Beep(&'static str),
    /// Whose recording it is, and whether the engine has started it.
    Recording(&'static str, bool),
}

/// What became of an operation, without its request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Played(PlayOutcome),
    Recorded(RecordOutcome),
}

pub(crate) fn queue() -> Queue {
    limited(8)
}

pub(crate) fn limited(limit: u16) -> Queue {
    MediaQueue::new(NonZeroU16::new(limit).unwrap())
}

/// A queue that holds a play of one prompt for each name.
pub(crate) fn playing(names: &[&'static str]) -> Queue {
    let mut queue = queue();
    for name in names {
        queue.play(play(1), name).unwrap();
    }
    queue
}

/// A queue whose only operation is the record "R", at its recording, which has started.
#[track_caller]
pub(crate) fn recording(record: Record) -> Queue {
    let mut queue = queue();
    queue.record(record, "R").unwrap();
    while !matches!(at(&queue), Recording(..)) {
        go_on(&mut queue);
    }
    start(&mut queue);
    queue
}

pub(crate) fn play(prompts: u8) -> Play {
    Play::of(NonZeroU8::new(prompts).unwrap())
}

pub(crate) fn record(opening: Opening) -> Record {
    Record::new(LIMITS).opened_by(opening)
}

pub(crate) fn times(count: u16) -> Times {
    Times::Count(NonZeroU16::new(count).unwrap())
}

pub(crate) fn keys(keys: &str) -> ToneSet {
    keys.parse().unwrap()
}

pub(crate) fn on_keys(tones: &str) -> Interrupts {
    Interrupts::on_tones(keys(tones))
}

pub(crate) fn at(queue: &Queue) -> At {
    match queue.activity() {
        Activity::Idle => Idle,
        Activity::Suspended => Suspended,
        Activity::Step(CurrentStep { context, media, .. }) => match media {
            Media::Prompt { index, round, .. } => Prompt(context, index, round),
            Media::Beep => Beep(context),
            Media::Recording { .. } => Recording(context, stage(queue) == STARTED),
        },
    }
}

/// Where the operation in progress stands.
#[track_caller]
pub(crate) fn stage(queue: &Queue) -> Stage {
    queue.operations().next().expect("an operation is in progress").stage
}

/// The current step.
#[track_caller]
pub(crate) fn now<C, S>(queue: &MediaQueue<C, S>) -> Step {
    queue.wanted().expect("an operation is in progress")
}

/// The engine confirms the start of the current step.
#[track_caller]
pub(crate) fn start(queue: &mut Queue) {
    let step = now(queue);
    assert_eq!(queue.started(step), Ok(Effect::Nothing));
}

/// The current step comes to its end.
#[track_caller]
pub(crate) fn finish(queue: &mut Queue) -> Effect<&'static str> {
    let step = now(queue);
    queue.finished(step).unwrap()
}

/// The current step comes to its end, and its operation goes on.
#[track_caller]
pub(crate) fn go_on(queue: &mut Queue) {
    let front = queue.operations().next().unwrap().id;
    assert_eq!(finish(queue), Effect::NextStep(front));
}

/// The current step comes to its end, and so does its operation.
#[track_caller]
pub(crate) fn play_out(queue: &mut Queue) -> Done {
    completed(finish(queue))
}

#[track_caller]
pub(crate) fn fail(queue: &mut Queue, failure: MediaFailure) -> Done {
    let step = now(queue);
    completed(queue.failed(step, failure).unwrap())
}

#[track_caller]
pub(crate) fn reach(queue: &mut Queue, limit: RecordLimit) -> Done {
    let step = now(queue);
    completed(queue.limit_reached(step, limit).unwrap())
}

/// Media is gone, and no recording ends with it.
#[track_caller]
pub(crate) fn suspend(queue: &mut Queue) {
    assert_eq!(queue.suspend(), Effect::Nothing);
}

/// Media is back, and the front begins as a new step.
#[track_caller]
pub(crate) fn resume(queue: &mut Queue) {
    let front = queue.operations().next().map(|front| front.id);
    assert_eq!(queue.resume(), front.map_or(Effect::Nothing, Effect::NextStep));
}

#[track_caller]
pub(crate) fn completed(effect: Effect<&'static str>) -> Done {
    match effect {
        Effect::Completed(done) => done,
        effect => panic!("nothing completed: {effect:?}"),
    }
}

/// The number under which the subscriber hears `tone`.
pub(crate) fn number(queue: &mut Queue, tone: Tone) -> Option<u64> {
    queue.tone(tone).heard.map(|heard| heard.number)
}

pub(crate) fn ending(done: &Done) -> (&'static str, Ending) {
    match done.outcome {
        Outcome::Play(_, outcome) => (done.context, Played(outcome)),
        Outcome::Record(_, outcome) => (done.context, Recorded(outcome)),
    }
}

pub(crate) fn endings(done: impl IntoIterator<Item = Done>) -> Vec<(&'static str, Ending)> {
    done.into_iter().map(|done| ending(&done)).collect()
}

/// Whose operations the queue holds, in order.
pub(crate) fn names(queue: &Queue) -> Vec<&'static str> {
    queue.operations().map(|operation| *operation.context).collect()
}

pub(crate) const fn in_prompt(index: u8, round: u16) -> Stage {
    Stage::InProgress(Phase::Prompt { index, round, heard: None })
}

pub(crate) const IN_BEEP: Stage = Stage::InProgress(Phase::Beep);
pub(crate) const ARMED: Stage = Stage::InProgress(Phase::Recording { started: false });
pub(crate) const STARTED: Stage = Stage::InProgress(Phase::Recording { started: true });

/// Every order in which a list of `length` can be read from its two ends. `true` is the back.
pub(crate) fn every_way_to_read(length: u32) -> impl Iterator<Item = Vec<bool>> {
    (0..1_u32 << length).map(move |ends| (0..length).map(|bit| ends >> bit & 1 == 1).collect())
}
