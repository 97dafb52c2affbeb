//! How steps end (rules X2 and X4).

use media_queue::session::Reaction;
use media_queue::{MediaFailure, Play, PlayOutcome, RecordLimit, RecordOutcome, Stale, Tone};

use crate::calls::{
    at, call, completed, limits, play, play_outcome, playing, record, recorded, recording,
    send_start, send_stop, start, step, stop,
};

#[test]
fn x2_an_end_frees_the_engine_and_moves_the_queue() {
    let (mut call, first, one) = playing();
    call.play(Play::new(), "second").unwrap();
    let played = completed(call.finished(one, at(900))).completion;
    assert_eq!((played.id, play_outcome(&played)), (first, PlayOutcome::Played));
    assert_eq!(start(&mut call, 900), step(2));
    assert_eq!(call.finished(one, at(910)), Reaction::Stale(Stale::NotCurrent { step: one }));
}

#[test]
fn x2_a_finished_prompt_goes_on_to_the_next() {
    let mut call = call();
    call.play(play(2), "prompts").unwrap();
    let first = start(&mut call, 0);
    assert_eq!(call.finished(first, at(100)), Reaction::Nothing);
    let second = start(&mut call, 100);
    assert!(matches!(call.finished(second, at(200)), Reaction::Completed(_)));
}

#[test]
fn x2_the_end_of_a_step_that_was_stopped_is_nothing() {
    let (mut call, _, step) = playing();
    assert_eq!(call.cancel_all(at(10)).count(), 1);
    assert_eq!(send_stop(&mut call, 10).step, step);
    assert_eq!(call.limit_reached(step, RecordLimit::MaxDuration, at(15)), Reaction::Nothing);
    let mut failed = call.clone();
    assert_eq!(failed.failed(step, MediaFailure::Engine, at(20)), Reaction::Nothing);
    assert_eq!(call.finished(step, at(20)), Reaction::Nothing);
    assert_eq!(call.player().busy_with(), None);
}

#[test]
fn x2_failed_is_the_last_word_on_a_step() {
    let mut call = call();
    call.play(Play::new(), "first").unwrap();
    call.record(record(limits()), "record").unwrap();
    call.play(Play::new(), "last").unwrap();
    let step = send_start(&mut call, 0);
    let failed = completed(call.failed(step, MediaFailure::Unavailable, at(10))).completion;
    assert_eq!(play_outcome(&failed), PlayOutcome::Failed(MediaFailure::Unavailable));
    let step = start(&mut call, 10);
    let failed = call.failed(step, MediaFailure::Engine, at(20));
    assert_eq!(recorded(failed), (RecordOutcome::Failed(MediaFailure::Engine), None));
    assert_eq!(call.deadline(), None, "its clock is gone");
    start(&mut call, 20);
}

#[test]
fn x2_a_recording_that_ended_keeps_its_outcome_if_its_file_then_fails() {
    let (mut call, _, step) = recording(limits());
    assert!(matches!(call.tone(Tone::Pound, at(100)).effect, Reaction::Closing { .. }));
    assert_eq!(send_stop(&mut call, 100).step, step);
    let failed = call.failed(step, MediaFailure::Engine, at(150));
    assert_eq!(recorded(failed), (RecordOutcome::StopTone(Tone::Pound), Some(at(100))));
}

#[test]
fn x2_a_recording_that_ends_by_itself_has_failed() {
    let (mut call, _, step) = recording(limits());
    let failed = call.finished(step, at(100));
    assert_eq!(recorded(failed), (RecordOutcome::Failed(MediaFailure::Engine), None));
    assert_eq!(call.deadline(), None);
}

#[test]
fn k2_a_limit_that_fell_before_the_end_of_the_recording_wins() {
    for engine_fails in [false, true] {
        let (mut call, _, step) = recording(limits());
        let due = call.deadline().unwrap();
        let late = at(due.as_millis() + 30);
        let ended = if engine_fails {
            call.failed(step, MediaFailure::Engine, late)
        } else {
            call.finished(step, late)
        };
        let (outcome, cut) = recorded(ended);
        assert!(matches!(outcome, RecordOutcome::LimitReached(_)), "{outcome}");
        assert_eq!(cut, Some(due), "nobody looked before");
    }
    // While the engine cannot be asked no limit passes.
    let (mut call, _, step) = recording(limits());
    let late = at(call.deadline().unwrap().as_millis() + 30);
    call.detach();
    let ended = (RecordOutcome::Failed(MediaFailure::Engine), None);
    assert_eq!(recorded(call.finished(step, late)), ended);
}

#[test]
fn x2_a_limit_of_the_engines_own_comes_before_the_end() {
    let (mut call, id, step) = recording(limits());
    let closing = call.limit_reached(step, RecordLimit::MaxDuration, at(900));
    assert_eq!(closing, Reaction::Closing { id, cut: Some(at(900)) });
    assert_eq!(call.deadline(), None, "its clock is gone");
    let ended = (RecordOutcome::LimitReached(RecordLimit::MaxDuration), Some(at(900)));
    assert_eq!(recorded(call.finished(step, at(950))), ended);
    call.play(Play::new(), "prompt").unwrap();
    let step = start(&mut call, 1_000);
    let refused = call.limit_reached(step, RecordLimit::MaxDuration, at(1_100));
    assert_eq!(refused, Reaction::Stale(Stale::NotOfThisStep { step }));
}

#[test]
fn x2_a_report_about_a_step_that_was_not_started_is_stale() {
    let mut call = call();
    call.play(Play::new(), "prompt").unwrap();
    let step = call.queue().wanted().unwrap();
    let before = call.clone();
    let stale = Reaction::Stale(Stale::NotCurrent { step });
    assert_eq!(call.finished(step, at(0)), stale);
    assert_eq!(call.failed(step, MediaFailure::Engine, at(0)), stale);
    assert_eq!(call.limit_reached(step, RecordLimit::MaxDuration, at(0)), stale);
    assert_eq!(call.prompt_length(step, crate::calls::STOP), stale);
    assert_eq!(call, before);
}

#[test]
fn x4_suspending_forgets_that_the_caller_is_speaking() {
    for suspended in [false, true] {
        let mut call = call();
        assert_eq!(call.speech_started(at(0)), Reaction::Nothing);
        if suspended {
            assert_eq!(call.suspend(at(10)), Reaction::Nothing);
            call.resume();
        }
        call.record(record(limits()), "record").unwrap();
        start(&mut call, 1_000);
        let due = if suspended { 6_000 } else { 11_000 };
        assert_eq!(call.deadline(), Some(at(due)));
    }
}

#[test]
fn j1_equal_inputs_give_equal_sessions() {
    let run = || {
        let (mut call, ..) = recording(limits());
        assert_eq!(call.speech_started(at(500)), Reaction::Nothing);
        assert!(matches!(call.tone(Tone::Pound, at(900)).effect, Reaction::Closing { .. }));
        call
    };
    assert_eq!(run(), run());
    assert_eq!(run(), run().clone());
}

#[test]
fn m2_a_hold_ends_a_recording_and_nothing_starts_until_it_is_over() {
    let (mut call, id, _) = recording(limits());
    assert_eq!(call.suspend(at(100)), Reaction::Closing { id, cut: Some(at(100)) });
    assert_eq!(call.deadline(), None);
    let media_lost = RecordOutcome::LimitReached(RecordLimit::MediaTimeout);
    assert_eq!(recorded(stop(&mut call, 150)), (media_lost, Some(at(100))));
    call.play(Play::new(), "next").unwrap();
    assert_eq!(call.next_command(at(200)), None);
    call.resume();
    start(&mut call, 5_000);
}
