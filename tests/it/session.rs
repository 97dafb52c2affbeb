//! Queue, player and clock together (rules X1 to X6).

use core::num::{NonZeroU8, NonZeroU16};

use media_queue::{
    Audio, Command, Completion, Deadlines, Ended, Failure, Heard, Interrupts, Limit, Millis,
    Opening, Play, PlayOutcome, Record, RecordLimits, RecordOutcome, Report, Session, SessionTone,
    Stale, Step, Stuck, Time, Tone,
};

pub(crate) type Call = Session<&'static str>;

pub(crate) const START: u32 = 500;
const STOP: u32 = 300;

pub(crate) fn at(millis: u64) -> Time {
    Time::from_millis(millis)
}

pub(crate) fn call() -> Call {
    let deadlines =
        Deadlines { start: Millis::new(START).unwrap(), stop: Millis::new(STOP).unwrap() };
    Session::new(NonZeroU16::MAX, deadlines)
}

pub(crate) fn recording(limits: RecordLimits) -> Record<&'static str> {
    Record::new("record", limits).opened_by(Opening::Silence).stopped_by("#".parse().unwrap())
}

pub(crate) fn limits() -> RecordLimits {
    RecordLimits {
        max_silence: Millis::new(2_000),
        initial_silence: Millis::new(5_000),
        ..RecordLimits::new(Millis::new(10_000).unwrap())
    }
}

/// Starts what is wanted, and confirms it, at `now`.
#[track_caller]
pub(crate) fn start(call: &mut Call, now: u64) -> Step {
    let Some(Command::Start(step)) = call.command(at(now)) else { panic!("nothing starts") };
    assert_eq!(call.command(at(now)), None);
    assert_eq!(call.started(step, at(now)), Report::Nothing);
    assert_eq!(call.command(at(now)), None);
    step
}

#[track_caller]
pub(crate) fn record_outcome(completion: &Completion<&str>) -> RecordOutcome {
    match completion.ended {
        Ended::Record(_, outcome) => outcome,
        Ended::Play(..) => panic!("not a record"),
    }
}

pub(crate) fn play(name: &'static str) -> Play<&'static str> {
    Play::new(name, NonZeroU8::MIN)
}

/// Stops what runs, which the engine confirms, at `now`.
#[track_caller]
pub(crate) fn stop(call: &mut Call, now: u64) -> Report<&'static str> {
    let Some(Command::Stop(step)) = call.command(at(now)) else { panic!("nothing stops") };
    call.ended(step, at(now))
}

#[track_caller]
pub(crate) fn recorded(report: Report<&str>) -> (RecordOutcome, Option<Time>) {
    match report {
        Report::Completed { completion, cut } => (record_outcome(&completion), cut),
        other => panic!("not completed: {other:?}"),
    }
}

#[test]
fn x1_commands_come_from_command_alone() {
    let mut call = call();
    let stranger = Step::new(9).unwrap();
    let stale = Report::Stale(Stale::NotCurrent { step: stranger });
    assert_eq!(call.started(stranger, at(0)), stale);
    assert_eq!(call.command(at(0)), Some(Command::Stop(stranger)));
    assert_eq!(call.command(at(0)), None);
    assert_eq!(call.ended(stranger, at(10)), stale);
    assert_eq!(call.limit_reached(stranger, Limit::MaxDuration, at(10)), stale);
    assert_eq!(call.command(at(10)), None);
}

#[test]
fn x1_a_prompt_of_a_record_is_interrupted_and_the_record_goes_on() {
    let mut call = call();
    let by = Interrupts::by_tones("1".parse().unwrap()).and_speech();
    let record = || recording(limits()).opened_by(Opening::Prompt(by));
    let id = call.record(record()).unwrap();
    start(&mut call, 0);
    assert_eq!(call.tone(Tone::Tone1, at(100)).report, Report::PromptInterrupted(id));
    assert_eq!(stop(&mut call, 100), Report::Nothing);
    start(&mut call, 110);
    assert_eq!(call.cancel_all().count(), 1);
    assert_eq!(stop(&mut call, 120), Report::Nothing);

    let id = call.record(record()).unwrap();
    start(&mut call, 200);
    assert_eq!(call.speech_started(at(300)), Report::PromptInterrupted(id));
}

#[test]
fn x1_what_a_subscriber_is_owed_comes_with_the_report() {
    let mut call = call();
    call.subscribe_tones("tones");
    call.play(play("menu").interrupted_by(Interrupts::ANYTHING)).unwrap();
    start(&mut call, 0);
    let SessionTone { heard, report } = call.tone(Tone::Tone5, at(100));
    assert_eq!(heard, Some(Heard { subscription: &"tones", number: 1, tone: Tone::Tone5 }));
    let Report::Completed { completion, cut: None } = report else { panic!("interrupted") };
    assert!(matches!(completion.ended, Ended::Play(_, PlayOutcome::Interrupted(_))));
    assert_eq!(call.unsubscribe_tones(), Some("tones"));
}

#[test]
fn x2_an_end_frees_the_engine_and_moves_the_queue() {
    let mut call = call();
    let first = call.play(play("first")).unwrap();
    call.play(play("second")).unwrap();
    let one = start(&mut call, 0);
    assert_eq!(call.ended(one, at(900)).into_completion().unwrap().id, first);
    let two = start(&mut call, 900);
    assert_eq!(two.get(), 2);
    assert_eq!(call.ended(one, at(910)), Report::Stale(Stale::NotCurrent { step: one }));
}

#[test]
fn x2_the_end_of_a_step_that_was_stopped_is_nothing() {
    let mut call = call();
    call.play(play("first")).unwrap();
    let step = start(&mut call, 0);
    assert_eq!(call.cancel_all().count(), 1);
    assert_eq!(call.command(at(10)), Some(Command::Stop(step)));
    assert_eq!(call.limit_reached(step, Limit::MaxDuration, at(15)), Report::Nothing);
    assert_eq!(call.ended(step, at(20)), Report::Nothing);
}

#[test]
fn x2_failed_is_the_last_word_on_a_step() {
    let mut call = call();
    call.play(play("first")).unwrap();
    call.record(recording(limits())).unwrap();
    call.play(play("last")).unwrap();
    let Some(Command::Start(step)) = call.command(at(0)) else { panic!("it starts") };
    let failed = call.failed(step, Failure::Unavailable, at(10)).into_completion().unwrap();
    assert!(matches!(failed.ended, Ended::Play(_, PlayOutcome::Failed(Failure::Unavailable))));
    let step = start(&mut call, 10);
    let failed = call.failed(step, Failure::Engine, at(20));
    assert_eq!(recorded(failed), (RecordOutcome::Failed(Failure::Engine), None));
    start(&mut call, 20);
}

#[test]
fn x2_a_recording_that_ended_keeps_its_outcome_if_its_file_then_fails() {
    let mut call = call();
    call.record(recording(limits())).unwrap();
    let step = start(&mut call, 0);
    assert!(matches!(call.tone(Tone::Pound, at(100)).report, Report::Closing { .. }));
    assert_eq!(call.command(at(100)), Some(Command::Stop(step)));
    let failed = call.failed(step, Failure::Engine, at(150));
    assert_eq!(recorded(failed), (RecordOutcome::StopTone(Tone::Pound), Some(at(100))));
}

#[test]
fn k4_x3_a_stopped_recording_is_held_until_its_file_is_whole() {
    let mut call = call();
    let id = call.record(recording(limits())).unwrap();
    let step = start(&mut call, 0);
    assert_eq!(call.closing(), None);
    let report = call.tone(Tone::Pound, at(3_000)).report;
    assert_eq!(report, Report::Closing { id, cut: Some(at(3_000)) });
    assert_eq!(call.command(at(3_000)), Some(Command::Stop(step)));
    assert_eq!(call.command(at(3_000)), None);
    assert_eq!(call.closing().map(|completion| completion.id), Some(id));
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
    let reported = call.clone().expire(at(400)).into_completion();
    assert_eq!(reported.map(Completion::into_context), Some("record"));
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
fn x2_a_limit_of_the_engines_own_is_named_before_the_end() {
    let mut call = call();
    let id = call.record(recording(limits())).unwrap();
    let step = start(&mut call, 0);
    let closing = call.limit_reached(step, Limit::MaxDuration, at(900));
    assert_eq!(closing, Report::Closing { id, cut: Some(at(900)) });
    let ended = (RecordOutcome::LimitReached(Limit::MaxDuration), Some(at(900)));
    assert_eq!(recorded(call.ended(step, at(950))), ended);
    call.play(play("prompt")).unwrap();
    let step = start(&mut call, 1_000);
    let refused = call.limit_reached(step, Limit::MaxDuration, at(1_100));
    assert_eq!(refused, Report::Stale(Stale::NotOfThisStep { step }));
}

#[test]
fn x3_what_is_discarded_is_not_held() {
    let mut call = call();
    let id = call.record(recording(limits())).unwrap();
    start(&mut call, 0);
    let nobody = (RecordOutcome::LimitReached(Limit::InitialSilence), Some(at(5_000)));
    assert_eq!(recorded(call.expire(at(5_000))), nobody);
    assert_eq!(stop(&mut call, 5_000), Report::Nothing);

    let canceled = call.record(recording(limits())).unwrap();
    start(&mut call, 6_000);
    assert_eq!(call.cancel(id), None);
    let canceled = call.cancel(canceled).unwrap();
    assert_eq!(canceled.audio(), Some(Audio::Discard));
    assert_eq!(call.deadline(), None, "its clock is gone");
}

#[test]
fn x3_later_completions_may_overtake_the_one_that_is_held() {
    let mut call = call();
    let held = call.record(recording(limits())).unwrap();
    let later = call.play(play("later")).unwrap();
    start(&mut call, 0);
    assert!(matches!(call.tone(Tone::Pound, at(100)).report, Report::Closing { .. }));
    assert_eq!(call.cancel(held), None, "it has ended");
    assert_eq!(call.cancel(later).unwrap().id, later);
    assert_eq!(stop(&mut call, 150).into_completion().unwrap().id, held);
}

#[test]
fn x4_suspending_forgets_that_the_caller_is_speaking() {
    for suspended in [false, true] {
        let mut call = call();
        assert_eq!(call.speech_started(at(0)), Report::Nothing);
        if suspended {
            assert_eq!(call.suspend(at(10)), Report::Nothing);
            call.resume();
        }
        call.record(recording(limits())).unwrap();
        start(&mut call, 1_000);
        let due = if suspended { 6_000 } else { 11_000 };
        assert_eq!(call.deadline(), Some(at(due)));
    }
}

#[test]
fn x6_equal_inputs_give_equal_sessions() {
    let run = || {
        let mut call = call();
        call.record(recording(limits())).unwrap();
        start(&mut call, 0);
        assert_eq!(call.speech_started(at(500)), Report::Nothing);
        assert!(matches!(call.tone(Tone::Pound, at(900)).report, Report::Closing { .. }));
        call
    };
    assert_eq!(run(), run());
    assert_eq!(run(), run().clone());
}

#[test]
fn y8_after_a_restart_a_recording_that_runs_goes_on_with_its_clock() {
    let mut call = call();
    call.record(recording(limits())).unwrap();
    let step = start(&mut call, 0);
    assert_eq!(call.adopt(Some(step), at(1_000)), Report::Nothing);
    assert_eq!(call.command(at(1_000)), None);
    assert_eq!(call.deadline(), Some(at(5_000)));

    let mut armed = self::call();
    armed.record(recording(limits())).unwrap();
    assert_eq!(armed.command(at(0)), Some(Command::Start(step)));
    assert_eq!(armed.adopt(Some(step), at(1_000)), Report::Nothing);
    assert_eq!(armed.deadline(), Some(at(6_000)), "it counts from when it was heard of");
}

#[test]
fn y8_after_a_restart_what_the_engine_lost_begins_again_as_a_new_step() {
    let mut call = call();
    call.play(play("prompt")).unwrap();
    let lost = start(&mut call, 0);
    assert_eq!(call.adopt(None, at(1_000)), Report::Nothing);
    let again = start(&mut call, 1_000);
    assert!(again > lost);
    assert_eq!(call.ended(lost, at(1_010)), Report::Stale(Stale::NotCurrent { step: lost }));

    let mut call = self::call();
    call.record(recording(limits())).unwrap();
    start(&mut call, 0);
    let media_lost = (RecordOutcome::LimitReached(Limit::MediaTimeout), None);
    assert_eq!(recorded(call.adopt(None, at(1_000))), media_lost);
    assert_eq!(call.deadline(), None);
}

#[test]
fn y8_after_a_restart_what_is_held_waits_only_for_what_still_runs() {
    let mut call = call();
    call.record(recording(limits())).unwrap();
    let step = start(&mut call, 0);
    assert!(matches!(call.tone(Tone::Pound, at(100)).report, Report::Closing { .. }));
    let mut lost = call.clone();
    let stopped = (RecordOutcome::StopTone(Tone::Pound), Some(at(100)));
    assert_eq!(recorded(lost.adopt(None, at(1_000))), stopped);
    assert_eq!(call.adopt(Some(step), at(1_000)), Report::Nothing);
    assert_eq!(recorded(stop(&mut call, 1_010)), stopped);
}

#[test]
fn y8_a_restart_does_not_end_a_hold() {
    let mut call = call();
    call.play(play("prompt")).unwrap();
    let step = start(&mut call, 0);
    assert_eq!(call.suspend(at(10)), Report::Nothing);
    assert_eq!(call.adopt(Some(step), at(20)), Report::Nothing);
    assert_eq!(call.command(at(20)), Some(Command::Stop(step)));
    assert_eq!(call.ended(step, at(30)), Report::Nothing);
    assert_eq!(call.command(at(30)), None, "still on hold");
}
