//! A short way to write a call down: requests by name, what media does, what came of it.

use core::num::{NonZeroU8, NonZeroU16};

use media_queue::{
    Activity, Completion, Ended, Failure, Interrupts, Limit, MediaQueue, Millis, Opening, Phase,
    Play, PlayOutcome, Record, RecordLimits, RecordOutcome, Stage, Step, Tone, ToneReport, ToneSet,
};

pub(crate) use self::At::{Beep, Idle, Prompt, Recording, Suspended};
pub(crate) use self::Outcome::{Played, Recorded};

pub(crate) type Queue = MediaQueue<&'static str>;
pub(crate) type Done = Completion<&'static str>;

pub(crate) const LIMITS: RecordLimits = RecordLimits::new(Millis::MAX);
pub(crate) const FAILURES: [Failure; 3] =
    [Failure::Unavailable, Failure::BadFormat, Failure::Engine];
pub(crate) const REACHED: [Limit; 4] =
    [Limit::MaxDuration, Limit::MaxSilence, Limit::InitialSilence, Limit::MediaTimeout];

/// What media should be doing, for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum At {
    Idle,
    Suspended,
    /// Whose, which prompt, which round.
    Prompt(&'static str, u8, u16),
    Beep(&'static str),
    /// Whose, and whether the engine has begun it.
    Recording(&'static str, bool),
}

/// What came of an operation, of either kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
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
        queue.play(play(name, 1)).unwrap();
    }
    queue
}

/// A queue whose only operation is this record, at its recording, started.
pub(crate) fn recording(record: Record<&'static str>) -> Queue {
    let mut queue = queue();
    queue.record(record).unwrap();
    begin_recording(&mut queue);
    queue
}

/// Lets the record in progress come to its recording, and the engine begin it.
#[track_caller]
pub(crate) fn begin_recording(queue: &mut Queue) {
    while !matches!(at(queue), Recording(..)) {
        assert_eq!(finish(queue), None);
    }
    start(queue);
}

pub(crate) fn play(name: &'static str, prompts: u8) -> Play<&'static str> {
    Play::new(name, NonZeroU8::new(prompts).unwrap())
}

pub(crate) fn record(name: &'static str, opening: Opening) -> Record<&'static str> {
    Record::new(name, LIMITS).opened_by(opening)
}

pub(crate) fn keys(keys: &str) -> ToneSet {
    keys.parse().unwrap()
}

pub(crate) fn by_keys(tones: &str) -> Interrupts {
    Interrupts::by_tones(keys(tones))
}

pub(crate) fn at(queue: &Queue) -> At {
    match queue.activity() {
        Activity::Idle => Idle,
        Activity::Suspended => Suspended,
        Activity::Prompt { context, index, round, .. } => Prompt(context, index, round),
        Activity::Beep { context, .. } => Beep(context),
        Activity::Recording { context, started, .. } => Recording(context, started),
    }
}

/// The current step.
#[track_caller]
pub(crate) fn now<C, S>(queue: &MediaQueue<C, S>) -> Step {
    queue.wanted().expect("something is in progress")
}

#[track_caller]
pub(crate) fn start(queue: &mut Queue) {
    let step = now(queue);
    queue.started(step).unwrap();
}

/// The current step comes to its end.
#[track_caller]
pub(crate) fn finish(queue: &mut Queue) -> Option<Done> {
    let step = now(queue);
    queue.finished(step).unwrap()
}

#[track_caller]
pub(crate) fn fail(queue: &mut Queue, failure: Failure) -> Done {
    let step = now(queue);
    queue.failed(step, failure).unwrap().expect("a failure ends the operation")
}

#[track_caller]
pub(crate) fn reach(queue: &mut Queue, limit: Limit) -> Done {
    let step = now(queue);
    queue.limit_reached(step, limit).unwrap().expect("a limit ends the recording")
}

/// The number under which the subscriber hears `tone`.
pub(crate) fn number(queue: &mut Queue, tone: Tone) -> Option<u64> {
    let ToneReport { heard, effect: _ } = queue.tone(tone);
    heard.map(|heard| heard.number)
}

pub(crate) fn outcome(done: &Done) -> (&'static str, Outcome) {
    match done.ended {
        Ended::Play(play, outcome) => (play.context, Played(outcome)),
        Ended::Record(record, outcome) => (record.context, Recorded(outcome)),
    }
}

pub(crate) fn outcomes(done: impl IntoIterator<Item = Done>) -> Vec<(&'static str, Outcome)> {
    done.into_iter().map(|done| outcome(&done)).collect()
}

/// Whose operations the queue holds, in order.
pub(crate) fn names(queue: &Queue) -> Vec<&'static str> {
    queue.operations().map(|operation| *operation.context).collect()
}

pub(crate) const fn in_prompt(index: u8, round: u16) -> Stage {
    Stage::InProgress(Phase::Prompt { index, round })
}

pub(crate) const IN_BEEP: Stage = Stage::InProgress(Phase::Beep);
pub(crate) const ARMED: Stage = Stage::InProgress(Phase::Recording { started: false });
pub(crate) const STARTED: Stage = Stage::InProgress(Phase::Recording { started: true });
