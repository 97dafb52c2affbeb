//! A short way to write a call down: its host, its requests, what its engine does.

use core::num::{NonZeroU8, NonZeroU16};

use media_queue::session::{
    Command, Completed, EngineSettings, Reaction, Session, Stop, Stuck, WindDown, WindDownReaction,
};
use media_queue::{
    Completion, Interrupts, Millis, Opening, OperationId, Outcome, Play, PlayOutcome, Record,
    RecordLimits, RecordOutcome, Step, Time,
};

pub(crate) type Call = Session<&'static str>;

pub(crate) const START: Millis = Millis::clamped(500);
pub(crate) const STOP: Millis = Millis::clamped(300);

/// An engine that confirms every command and reports every end.
pub(crate) const SETTINGS: EngineSettings = EngineSettings::new(START, STOP);

pub(crate) fn at(millis: u64) -> Time {
    Time::from_millis(millis)
}

pub(crate) fn step(number: u64) -> Step {
    Step::new(number).unwrap()
}

pub(crate) fn call() -> Call {
    call_with(SETTINGS)
}

pub(crate) fn call_with(settings: EngineSettings) -> Call {
    Session::new(NonZeroU16::MAX, settings)
}

/// A call that plays a prompt, which has run since the instant 0.
#[track_caller]
pub(crate) fn playing() -> (Call, OperationId, Step) {
    let mut call = call();
    let id = call.play(Play::new(), "prompt").unwrap();
    let step = start(&mut call, 0);
    (call, id, step)
}

/// A call that records since the instant 0.
#[track_caller]
pub(crate) fn recording(limits: RecordLimits) -> (Call, OperationId, Step) {
    let mut call = call();
    let id = call.record(record(limits), "record").unwrap();
    let step = start(&mut call, 0);
    (call, id, step)
}

pub(crate) fn play(prompts: u8) -> Play {
    Play::of(NonZeroU8::new(prompts).unwrap())
}

/// A record that begins at once and that `#` stops.
pub(crate) fn record(limits: RecordLimits) -> Record {
    Record::new(limits).opened_by(Opening::Silence).stopped_by("#".parse().unwrap())
}

/// 10 s in all, 2 s of silence, 5 s before the first word.
pub(crate) const fn limits() -> RecordLimits {
    RecordLimits::new(Millis::from_secs(10))
        .with_max_silence(Millis::from_secs(2))
        .with_initial_silence(Millis::from_secs(5))
}

pub(crate) fn on_keys(keys: &str) -> Interrupts {
    Interrupts::on_tones(keys.parse().unwrap())
}

/// Sends the start of what is wanted, which the engine has not confirmed, at `now`.
#[track_caller]
pub(crate) fn send_start(call: &mut Call, now: u64) -> Step {
    let step = match call.next_command(at(now)) {
        Some(Command::Start(start)) => start.step,
        other => panic!("nothing starts: {other:?}"),
    };
    assert_eq!(call.next_command(at(now)), None);
    step
}

/// Starts what is wanted, and the engine confirms it, at `now`.
#[track_caller]
pub(crate) fn start(call: &mut Call, now: u64) -> Step {
    let step = send_start(call, now);
    match call.started(step, at(now)) {
        Reaction::Began { step: began, .. } => assert_eq!(began, step),
        other => assert_eq!(other, Reaction::Nothing),
    }
    assert_eq!(call.next_command(at(now)), None);
    step
}

/// Sends the stop of what runs at `now`.
#[track_caller]
pub(crate) fn send_stop(call: &mut Call, now: u64) -> Stop {
    let stop = match call.next_command(at(now)) {
        Some(Command::Stop(stop)) => stop,
        other => panic!("nothing stops: {other:?}"),
    };
    assert_eq!(call.next_command(at(now)), None);
    stop
}

/// Stops what runs, and the engine confirms it, at `now`.
#[track_caller]
pub(crate) fn stop(call: &mut Call, now: u64) -> Reaction<&'static str> {
    let Some(Command::Stop(stop)) = call.next_command(at(now)) else { panic!("nothing stops") };
    call.finished(stop.step, at(now))
}

#[track_caller]
pub(crate) fn completed(reaction: Reaction<&'static str>) -> Completed<&'static str> {
    match reaction {
        Reaction::Completed(completed) => completed,
        other => panic!("not completed: {other:?}"),
    }
}

/// What was stuck, and the operation that ended with it.
#[track_caller]
pub(crate) fn stuck(reaction: Reaction<&'static str>) -> (Stuck, Option<Completed<&'static str>>) {
    match reaction {
        Reaction::Stuck { stuck, completed } => (stuck, completed),
        other => panic!("not stuck: {other:?}"),
    }
}

/// What became of a record, and where to cut it.
#[track_caller]
pub(crate) fn recorded(reaction: Reaction<&'static str>) -> (RecordOutcome, Option<Time>) {
    let Completed { completion, cut, .. } = completed(reaction);
    (record_outcome(&completion), cut)
}

#[track_caller]
pub(crate) fn record_outcome(completion: &Completion<&str>) -> RecordOutcome {
    match completion.outcome {
        Outcome::Record(_, outcome) => outcome,
        Outcome::Play(..) => panic!("not a record"),
    }
}

#[track_caller]
pub(crate) fn play_outcome(completion: &Completion<&str>) -> PlayOutcome {
    match completion.outcome {
        Outcome::Play(_, outcome) => outcome,
        Outcome::Record(..) => panic!("not a play"),
    }
}

/// Every stop that the wind-down sends at `now`.
pub(crate) fn stops(wind_down: &mut WindDown, now: u64) -> Vec<Stop> {
    core::iter::from_fn(|| wind_down.next_stop(at(now))).collect()
}

#[track_caller]
pub(crate) fn loose_stop(loose: WindDownReaction) -> Stop {
    match loose {
        WindDownReaction::Stop(stop) => stop,
        other => panic!("nothing to stop: {other:?}"),
    }
}
