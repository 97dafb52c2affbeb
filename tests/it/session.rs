//! Queue, player and clock together (rules X1 to X6).

use core::num::{NonZeroU8, NonZeroU16};

use media_queue::{
    Command, Completion, Deadlines, Ended, Failure, Limit, Millis, Opening, Play, Record,
    RecordLimits, RecordOutcome, Report, Session, Step, Stuck, Time, Tone,
};

type Call = Session<&'static str>;

const START: u32 = 500;
const STOP: u32 = 300;

fn at(millis: u64) -> Time {
    Time::from_millis(millis)
}

fn call() -> Call {
    let deadlines =
        Deadlines { start: Millis::new(START).unwrap(), stop: Millis::new(STOP).unwrap() };
    Session::new(NonZeroU16::MAX, deadlines)
}

fn recording(limits: RecordLimits) -> Record<&'static str> {
    Record::new("record", limits).opened_by(Opening::Silence).stopped_by("#".parse().unwrap())
}

fn limits() -> RecordLimits {
    RecordLimits {
        max_silence: Millis::new(2_000),
        initial_silence: Millis::new(5_000),
        ..RecordLimits::new(Millis::new(10_000).unwrap())
    }
}

/// Starts what is wanted, and confirms it, at `now`.
#[track_caller]
fn start(call: &mut Call, now: u64) -> Step {
    let Some(Command::Start(step)) = call.command(at(now)) else { panic!("nothing starts") };
    assert_eq!(call.command(at(now)), None);
    assert_eq!(call.started(step, at(now)), Report::Nothing);
    assert_eq!(call.command(at(now)), None);
    step
}

#[track_caller]
fn record_outcome(completion: &Completion<&str>) -> RecordOutcome {
    match completion.ended {
        Ended::Record(_, outcome) => outcome,
        Ended::Play(..) => panic!("not a record"),
    }
}

#[test]
fn x3_a_stopped_recording_is_held_until_its_file_is_whole() {
    let mut call = call();
    let id = call.record(recording(limits())).unwrap();
    let step = start(&mut call, 0);
    let report = call.tone(Tone::Pound, at(3_000)).report;
    assert_eq!(report, Report::Closing { id, cut: Some(at(3_000)) });
    assert_eq!(call.command(at(3_000)), Some(Command::Stop(step)));
    assert_eq!(call.command(at(3_000)), None);
    let Report::Completed { completion, cut } = call.ended(step, at(3_040)) else {
        panic!("it is whole")
    };
    assert_eq!(completion.id, id);
    assert_eq!(cut, Some(at(3_000)));
    assert_eq!(record_outcome(&completion), RecordOutcome::StopTone(Tone::Pound));
}

#[test]
fn x3_a_recording_whose_stop_is_stuck_is_held_no_longer() {
    let mut call = call();
    call.record(recording(limits())).unwrap();
    call.play(Play::new("next", NonZeroU8::MIN)).unwrap();
    let step = start(&mut call, 0);
    assert!(matches!(call.tone(Tone::Pound, at(100)).report, Report::Closing { .. }));
    assert_eq!(call.command(at(100)), Some(Command::Stop(step)));
    assert_eq!(call.deadline(), Some(at(100 + u64::from(STOP))));
    let Report::Stuck { stuck, completion, cut } = call.expire(at(400)) else {
        panic!("the stop was not confirmed")
    };
    assert_eq!(stuck, Stuck::Stop(step));
    assert_eq!(record_outcome(&completion.unwrap()), RecordOutcome::StopTone(Tone::Pound));
    assert_eq!(cut, Some(at(100)));
    assert!(matches!(call.command(at(400)), Some(Command::Start(next)) if next > step));
}

#[test]
fn x2_a_recording_that_ends_by_itself_has_failed() {
    let mut call = call();
    call.record(recording(limits())).unwrap();
    let step = start(&mut call, 0);
    let completion = call.ended(step, at(100)).into_completion().unwrap();
    assert_eq!(record_outcome(&completion), RecordOutcome::Failed(Failure::Engine));
    assert_eq!(call.deadline(), None);
}

#[test]
fn silence_ends_a_recording() {
    let mut call = call();
    let id = call.record(recording(limits())).unwrap();
    let step = start(&mut call, 1_000);
    assert_eq!(call.deadline(), Some(at(6_000)));
    assert_eq!(call.speech_started(at(2_000)), Report::Nothing);
    assert_eq!(call.speech_stopped(at(4_000)), Report::Nothing);
    assert_eq!(call.deadline(), Some(at(6_000)));
    assert_eq!(call.expire(at(5_999)), Report::Nothing);
    assert_eq!(call.expire(at(6_010)), Report::Closing { id, cut: Some(at(6_000)) });
    assert_eq!(call.command(at(6_010)), Some(Command::Stop(step)));
    let completion = call.ended(step, at(6_050)).into_completion().unwrap();
    assert_eq!(record_outcome(&completion), RecordOutcome::LimitReached(Limit::MaxSilence));
}
