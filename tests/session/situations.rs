//! What callers, applications and engines do to a session.

use media_queue::session::{Reaction, Session, Stuck};
use media_queue::{Millis, Opening, Play, RecordLimit, RecordOutcome, Tone};

use crate::calls::{
    at, call, limits, play_outcome, playing, record, record_outcome, recorded, recording,
    send_start, send_stop, start, stop, stuck,
};

fn reached(limit: RecordLimit) -> RecordOutcome {
    RecordOutcome::LimitReached(limit)
}

#[test]
fn silence_ends_a_recording() {
    let (mut call, id, step) = recording(limits());
    assert_eq!(call.deadline(), Some(at(5_000)));
    assert_eq!(call.speech_started(at(1_000)), Reaction::Nothing);
    assert_eq!(call.speech_stopped(at(3_000)), Reaction::Nothing);
    assert_eq!(call.deadline(), Some(at(5_000)));
    assert_eq!(call.expire(at(4_999)), Reaction::Nothing);
    assert_eq!(call.expire(at(5_010)), Reaction::Closing { id, cut: Some(at(5_000)) });
    assert_eq!(send_stop(&mut call, 5_010).step, step);
    let done = (reached(RecordLimit::MaxSilence), Some(at(5_000)));
    assert_eq!(recorded(call.finished(step, at(5_050))), done);
}

#[test]
fn the_caller_never_speaks() {
    let (mut call, ..) = recording(limits());
    let done = (reached(RecordLimit::InitialSilence), Some(at(5_000)));
    assert_eq!(recorded(call.expire(at(5_000))), done);
}

#[test]
fn the_caller_talks_over_the_beep() {
    let mut call = call();
    call.record(record(limits()).opened_by(Opening::Beep), "record").unwrap();
    let beep = start(&mut call, 0);
    assert_eq!(call.speech_started(at(100)), Reaction::Nothing);
    assert_eq!(call.finished(beep, at(200)), Reaction::Nothing);
    start(&mut call, 200);
    assert_eq!(call.deadline(), Some(at(10_200)), "there is no initial silence");
    assert_eq!(call.speech_stopped(at(8_200)), Reaction::Nothing);
    assert!(matches!(call.expire(at(10_200)), Reaction::Closing { .. }));
}

#[test]
fn maximum_duration_and_silence_at_one_instant() {
    let (mut call, id, _) = recording(limits());
    assert_eq!(call.speech_started(at(1_000)), Reaction::Nothing);
    assert_eq!(call.speech_stopped(at(8_000)), Reaction::Nothing);
    assert_eq!(call.expire(at(10_000)), Reaction::Closing { id, cut: Some(at(10_000)) });
    let done = (reached(RecordLimit::MaxDuration), Some(at(10_000)));
    assert_eq!(recorded(stop(&mut call, 10_000)), done);
}

#[test]
fn a_late_look_cuts_where_the_first_deadline_fell() {
    let (mut call, id, _) = recording(limits());
    assert_eq!(call.speech_started(at(1_000)), Reaction::Nothing);
    assert_eq!(call.speech_stopped(at(2_000)), Reaction::Nothing);
    let mut late = call.clone();
    assert_eq!(late.expire(at(30_000)), Reaction::Closing { id, cut: Some(at(4_000)) });
    // Speech, silence and media that are dated past it see the end as well.
    for event in [Session::speech_started, Session::speech_stopped, Session::media_received] {
        let closing = event(&mut call.clone(), at(7_000));
        assert_eq!(closing, Reaction::Closing { id, cut: Some(at(4_000)) });
    }
}

#[test]
fn media_that_stops_arriving_ends_a_recording() {
    let mut call = call();
    let limits = limits().with_media_timeout(Millis::from_secs(1));
    assert_eq!(call.media_received(at(0)), Reaction::Nothing, "before there is a recording");
    let id = call.record(record(limits), "record").unwrap();
    start(&mut call, 100);
    assert_eq!(call.media_received(at(800)), Reaction::Nothing);
    assert_eq!(call.deadline(), Some(at(1_800)));
    assert_eq!(call.expire(at(1_800)), Reaction::Closing { id, cut: Some(at(1_800)) });
}

#[test]
fn a_key_that_comes_before_a_due_look_stops_the_recording() {
    let (mut call, id, _) = recording(limits());
    let reaction = call.tone(Tone::Pound, at(6_000)).effect;
    assert_eq!(reaction, Reaction::Closing { id, cut: Some(at(6_000)) });
    assert_eq!(call.deadline(), None);
    let done = (RecordOutcome::StopTone(Tone::Pound), Some(at(6_000)));
    assert_eq!(recorded(stop(&mut call, 6_010)), done);
}

#[test]
fn a_stop_during_the_start() {
    let mut call = call();
    call.play(Play::new(), "first").unwrap();
    let first = send_start(&mut call, 0);
    assert_eq!(call.cancel_all(at(10)).count(), 1);
    call.play(Play::new(), "second").unwrap();
    let sent = send_stop(&mut call, 10);
    assert_eq!(sent.step, first);
    assert_eq!(call.started(first, at(100)), Reaction::Stop(sent));
    assert_eq!(call.next_command(at(100)), None);
    assert_eq!(call.finished(first, at(120)), Reaction::Nothing);
    start(&mut call, 120);
}

#[test]
fn an_engine_that_never_confirms_a_start() {
    let mut call = call();
    let first = call.play(Play::new(), "first").unwrap();
    call.play(Play::new(), "second").unwrap();
    let step = send_start(&mut call, 0);
    assert_eq!(call.deadline(), Some(at(500)));
    assert_eq!(call.expire(at(499)), Reaction::Nothing);
    let (what, failed) = stuck(call.expire(at(500)));
    let failed = failed.unwrap();
    assert_eq!((what, failed.completion.id, failed.cut), (Stuck::Start(step), first, None));
    assert_eq!(play_outcome(&failed.completion).to_string(), "failed: the media engine failed");
    start(&mut call, 500);
    let Reaction::Stop(sent) = call.started(step, at(600)) else { panic!("it began after all") };
    assert_eq!(sent.step, step);
}

#[test]
fn hold_in_a_prompt() {
    let (mut call, _, held) = playing();
    assert_eq!(call.suspend(at(100)), Reaction::Nothing);
    assert_eq!(stop(&mut call, 110), Reaction::Nothing);
    assert_eq!(call.next_command(at(110)), None);
    call.resume();
    let again = start(&mut call, 5_000);
    assert!(again > held);
}

#[test]
fn hold_in_a_recording() {
    let (mut call, id, _) = recording(limits());
    assert_eq!(call.suspend(at(100)), Reaction::Closing { id, cut: Some(at(100)) });
    let held = call.closing().unwrap();
    assert_eq!(record_outcome(&held.completion), reached(RecordLimit::MediaTimeout));
    assert!(matches!(stop(&mut call, 150), Reaction::Completed(_)));
    call.resume();
    assert_eq!(call.next_command(at(5_000)), None);
}
