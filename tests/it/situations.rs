//! What callers, applications and engines do to a session.

use media_queue::{
    Audio, Command, Completion, Limit, Millis, Opening, RecordLimits, RecordOutcome, Report,
    Session, Stuck, Tone,
};

use crate::session::{
    Call, START, at, call, limits, play, record_outcome, recorded, recording, start, stop,
};

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

#[test]
fn the_caller_never_speaks() {
    let mut call = call();
    call.record(recording(limits())).unwrap();
    start(&mut call, 1_000);
    assert_eq!(call.deadline(), Some(at(6_000)));
    let Report::Completed { completion, cut } = call.expire(at(6_000)) else { panic!("it ends") };
    assert_eq!(record_outcome(&completion), RecordOutcome::LimitReached(Limit::InitialSilence));
    assert_eq!((completion.audio(), cut), (Some(Audio::Discard), Some(at(6_000))));
}

#[test]
fn the_caller_talks_over_the_beep() {
    let mut call = call();
    call.record(recording(limits()).opened_by(Opening::Beep)).unwrap();
    let beep = start(&mut call, 0);
    assert_eq!(call.speech_started(at(100)), Report::Nothing);
    assert_eq!(call.ended(beep, at(200)), Report::Nothing);
    start(&mut call, 200);
    assert_eq!(call.deadline(), Some(at(10_200)), "there is no initial silence");
    assert_eq!(call.speech_stopped(at(8_200)), Report::Nothing);
    assert!(matches!(call.expire(at(10_200)), Report::Closing { .. }));
}

#[test]
fn maximum_duration_and_silence_at_one_instant() {
    let mut call = call();
    let id = call.record(recording(limits())).unwrap();
    start(&mut call, 0);
    assert_eq!(call.speech_started(at(1_000)), Report::Nothing);
    assert_eq!(call.speech_stopped(at(8_000)), Report::Nothing);
    assert_eq!(call.expire(at(10_000)), Report::Closing { id, cut: Some(at(10_000)) });
    let outcome = RecordOutcome::LimitReached(Limit::MaxDuration);
    assert_eq!(recorded(stop(&mut call, 10_000)), (outcome, Some(at(10_000))));
}

#[test]
fn a_late_look_cuts_where_the_first_deadline_fell() {
    let mut call = call();
    let id = call.record(recording(limits())).unwrap();
    start(&mut call, 0);
    assert_eq!(call.speech_started(at(1_000)), Report::Nothing);
    assert_eq!(call.speech_stopped(at(2_000)), Report::Nothing);
    let mut late = call.clone();
    assert_eq!(late.expire(at(30_000)), Report::Closing { id, cut: Some(at(4_000)) });
    // Speech, silence and media that are dated past it see the end as well.
    for report in [Session::speech_started, Session::speech_stopped, Session::media_received] {
        let closing = report(&mut call.clone(), at(7_000));
        assert_eq!(closing, Report::Closing { id, cut: Some(at(4_000)) });
    }
}

#[test]
fn media_that_stops_arriving_ends_a_recording() {
    let mut call = call();
    let limits = RecordLimits { media_timeout: Millis::new(1_000), ..limits() };
    assert_eq!(call.media_received(at(0)), Report::Nothing, "before there is a recording");
    let id = call.record(recording(limits)).unwrap();
    start(&mut call, 100);
    assert_eq!(call.media_received(at(800)), Report::Nothing);
    assert_eq!(call.deadline(), Some(at(1_800)));
    assert_eq!(call.expire(at(1_800)), Report::Closing { id, cut: Some(at(1_800)) });
}

#[test]
fn a_stop_during_the_start() {
    let mut call = call();
    call.play(play("first")).unwrap();
    let Some(Command::Start(first)) = call.command(at(0)) else { panic!("it starts") };
    assert_eq!(call.cancel_all().count(), 1);
    call.play(play("second")).unwrap();
    assert_eq!(call.command(at(10)), Some(Command::Stop(first)));
    assert_eq!(call.command(at(10)), None);
    assert_eq!(call.started(first, at(100)), Report::Nothing);
    assert_eq!(call.command(at(100)), Some(Command::Stop(first)));
    assert_eq!(call.command(at(100)), None);
    assert_eq!(call.ended(first, at(120)), Report::Nothing);
    start(&mut call, 120);
}

#[test]
fn an_engine_that_never_confirms_a_start() {
    let mut call = call();
    let first = call.play(play("first")).unwrap();
    call.play(play("second")).unwrap();
    let Some(Command::Start(step)) = call.command(at(0)) else { panic!("it starts") };
    assert_eq!(call.deadline(), Some(at(u64::from(START))));
    assert_eq!(call.expire(at(499)), Report::Nothing);
    let Report::Stuck { stuck, completion, cut: None } = call.expire(at(500)) else {
        panic!("the start was not confirmed")
    };
    assert_eq!(stuck, Stuck::Start(step));
    assert_eq!(completion.unwrap().id, first);
    start(&mut call, 500);
    assert!(matches!(call.started(step, at(600)), Report::Stale(_)), "it began after all");
    assert_eq!(call.command(at(600)), Some(Command::Stop(step)));
}

/// The host says itself what such an engine does not say.
#[test]
fn an_engine_that_confirms_nothing_is_confirmed_by_its_host() {
    let mut call = call();
    call.record(recording(limits())).unwrap();
    call.play(play("next")).unwrap();
    let mut completed = Vec::new();
    let mut settle = |call: &mut Call, now| {
        while let Some(command) = call.command(at(now)) {
            let report = match command {
                Command::Start(step) => call.started(step, at(now)),
                Command::Stop(step) => call.ended(step, at(now)),
            };
            completed.extend(report.into_completion());
        }
    };
    settle(&mut call, 0);
    assert!(matches!(call.tone(Tone::Pound, at(700)).report, Report::Closing { .. }));
    settle(&mut call, 700);
    assert_eq!(call.deadline(), None);
    let prompt = call.queue().wanted().unwrap();
    completed.extend(call.ended(prompt, at(2_700)).into_completion());
    let contexts: Vec<_> = completed.into_iter().map(Completion::into_context).collect();
    assert_eq!(contexts, ["record", "next"]);
}

#[test]
fn hold_in_a_prompt() {
    let mut call = call();
    call.play(play("prompt")).unwrap();
    let held = start(&mut call, 0);
    assert_eq!(call.suspend(at(100)), Report::Nothing);
    assert_eq!(stop(&mut call, 110), Report::Nothing);
    assert_eq!(call.command(at(110)), None);
    call.resume();
    let again = start(&mut call, 5_000);
    assert!(again > held);
}

#[test]
fn hold_in_a_recording() {
    let mut call = call();
    let id = call.record(recording(limits())).unwrap();
    start(&mut call, 0);
    assert_eq!(call.suspend(at(100)), Report::Closing { id, cut: Some(at(100)) });
    assert_eq!(call.deadline(), None);
    let media_lost = (RecordOutcome::LimitReached(Limit::MediaTimeout), Some(at(100)));
    assert_eq!(recorded(stop(&mut call, 150)), media_lost);
    call.resume();
    assert_eq!(call.command(at(5_000)), None);
}
