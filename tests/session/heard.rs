//! How long the prompt in progress had been heard (rule X8).

use media_queue::session::{EngineSettings, PromptEnds, Reaction};
use media_queue::{
    Completion, Interrupts, MediaFailure, Millis, Opening, Phase, Play, RecordLimit, Stage, Tone,
};

use crate::calls::{
    Call, SETTINGS, at, call, call_with, completed, limits, play, record, recording, send_start,
    send_stop, start, stuck,
};

/// A menu of two prompts, behind it another play. Its second prompt has run since 1 s.
fn menu(settings: EngineSettings) -> (Call, media_queue::Step) {
    let mut call = call_with(settings);
    call.play(play(2).interrupted_by(Interrupts::ANYTHING), "menu").unwrap();
    call.play(Play::new(), "waiting").unwrap();
    let first = start(&mut call, 0);
    assert_eq!(call.finished(first, at(900)), Reaction::Nothing);
    let second = start(&mut call, 1_000);
    (call, second)
}

#[track_caller]
fn assert_heard(completion: &Completion<&str>, millis: u32) {
    let heard = Millis::new(millis);
    let stage = Stage::InProgress(Phase::Prompt { index: 1, round: 0, heard });
    assert_eq!(completion.stage, stage, "{completion}");
    assert_eq!(completion.stage.heard(), heard);
}

#[test]
fn x8_a_completion_says_how_long_its_prompt_was_heard_however_it_ended() {
    let (call, step) = menu(SETTINGS);
    let mut ended = vec![
        call.clone().finished(step, at(1_700)),
        call.clone().failed(step, MediaFailure::Engine, at(1_700)),
        call.clone().tone(Tone::Tone1, at(1_700)).effect,
        call.clone().speech_started(at(1_700)),
    ];
    for reaction in ended.drain(..) {
        assert_heard(&completed(reaction).completion, 700);
    }
}

#[test]
fn x8_a_cancelled_prompt_was_heard_until_then() {
    let (mut call, _) = menu(SETTINGS);
    let ids: Vec<_> = call.queue().operations().map(|operation| operation.id).collect();
    let mut one = call.clone();
    assert_eq!(one.cancel(ids[1], at(1_600)).unwrap().stage, Stage::Queued);
    assert_heard(&one.cancel(ids[0], at(1_700)).unwrap(), 700);

    let canceled: Vec<_> = call.clone().cancel_all(at(1_700)).collect();
    assert_heard(&canceled[0], 700);
    assert_eq!(canceled[1].stage, Stage::Queued);
    let backwards: Vec<_> = call.cancel_all(at(1_700)).rev().collect();
    assert_heard(&backwards[1], 700);
}

#[test]
fn x8_a_prompt_at_the_hang_up_was_heard_until_then() {
    let (call, _) = menu(SETTINGS);
    let left: Vec<_> = call.hang_up(at(1_700)).completions.collect();
    assert_heard(&left[0], 700);
    assert_eq!(left[1].stage, Stage::Queued);
}

#[test]
fn x8_a_prompt_is_heard_no_longer_than_it_is() {
    let (mut call, step) = menu(SETTINGS);
    assert_eq!(call.prompt_length(step, Millis::clamped(400)), Reaction::Nothing);
    assert_heard(&stuck(call.clone().expire(at(2_700))).1.unwrap().completion, 400);
    assert_heard(&completed(call.finished(step, at(1_700))).completion, 400);
}

#[test]
fn x8_a_prompt_that_is_over_at_its_length_was_heard_that_long() {
    let longest = Millis::from_secs(60);
    let settings = SETTINGS.with_prompt_ends(PromptEnds::AtLength { longest });
    let (mut call, step) = menu(settings);
    assert_eq!(call.prompt_length(step, Millis::clamped(700)), Reaction::Nothing);
    assert_heard(&completed(call.expire(at(9_000))).completion, 700);
}

#[test]
fn x8_what_was_not_confirmed_was_not_heard() {
    let mut call = call();
    call.play(Play::new(), "prompt").unwrap();
    let step = send_start(&mut call, 0);
    let heard =
        |reaction: Reaction<&str>| reaction.into_completed().unwrap().completion.stage.heard();
    assert_eq!(heard(call.clone().finished(step, at(400))), None);
    assert_eq!(heard(call.clone().expire(at(500))), None);
    assert_eq!(call.clone().cancel_all(at(400)).next().unwrap().stage.heard(), None);
    assert!(matches!(call.started(step, at(400)), Reaction::Began { .. }));
    assert_eq!(heard(call.clone().finished(step, at(400))), None, "not for a millisecond");
    assert_eq!(heard(call.clone().finished(step, at(300))), None, "dated before the start");
    assert_eq!(heard(call.finished(step, at(401))), Millis::new(1));
}

#[test]
fn x8_the_prompt_before_does_not_count() {
    let (mut call, step) = menu(SETTINGS);
    assert!(matches!(call.tone(Tone::Tone1, at(1_100)).effect, Reaction::Completed(_)));
    // The engine is still busy with the menu, and the next play has not begun.
    let canceled: Vec<_> = call.clone().cancel_all(at(1_500)).collect();
    assert_eq!(canceled[0].stage.heard(), None);
    assert_eq!(send_stop(&mut call, 1_500).step, step);
    assert_eq!(call.cancel_all(at(1_600)).next().unwrap().stage.heard(), None);
}

#[test]
fn x8_a_beep_and_a_recording_are_not_prompts() {
    let mut call = call();
    call.record(record(limits()).opened_by(Opening::Beep), "record").unwrap();
    start(&mut call, 0);
    let canceled = call.cancel_all(at(100)).next().unwrap();
    assert_eq!(canceled.stage, Stage::InProgress(Phase::Beep));
    assert_eq!(canceled.stage.heard(), None);

    let (mut call, _, step) = recording(limits());
    let limit = RecordLimit::InitialSilence;
    let done = completed(call.limit_reached(step, limit, at(100))).completion;
    assert_eq!(done.stage, Stage::InProgress(Phase::Recording { started: true }));
    assert_eq!(done.stage.heard(), None);
}
