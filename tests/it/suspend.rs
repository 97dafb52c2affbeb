//! Media that is gone for now.

use media_queue::{
    Audio, Effect, Failure, Interrupts, Limit, Opening, PlayOutcome, RecordOutcome, Stage, Stale,
    Times, Tone,
};

use crate::support::*;

#[test]
fn m1_nothing_is_wanted_and_every_fact_is_stale() {
    let mut queue = playing(&["A"]);
    let step = now(&queue);
    assert_eq!(queue.suspend(), None);
    assert_eq!((at(&queue), queue.wanted()), (Suspended, None));
    let before = queue.clone();
    let stale = Stale::NotCurrent { step };
    assert_eq!(queue.started(step), Err(stale));
    assert_eq!(queue.finished(step), Err(stale));
    assert_eq!(queue.failed(step, Failure::Engine), Err(stale));
    assert_eq!(queue.limit_reached(step, Limit::MaxDuration), Err(stale));
    assert_eq!(queue, before);
}

#[test]
fn m1_the_front_keeps_its_prompt_and_round() {
    let mut queue = queue();
    queue.play(play("A", 2).repeated(Times::Forever)).unwrap();
    for _ in 0..5 {
        finish(&mut queue);
    }
    let step = now(&queue);
    assert_eq!(queue.suspend(), None);
    assert_eq!(queue.operations().next().unwrap().stage, in_prompt(1, 2));
    queue.resume();
    assert_eq!(at(&queue), Prompt("A", 1, 2));
    assert_eq!(now(&queue).get(), step.get() + 1, "it begins again, as a new step");
    assert_eq!(queue.finished(step), Err(Stale::NotCurrent { step }));
}

#[test]
fn m1_what_is_accepted_gets_its_step_on_resume() {
    let mut queue = queue();
    assert_eq!(queue.suspend(), None);
    queue.record(record("R", Opening::Beep)).unwrap();
    queue.play(play("A", 1)).unwrap();
    assert_eq!((at(&queue), queue.wanted()), (Suspended, None));
    let stages: Vec<_> = queue.operations().map(|operation| operation.stage).collect();
    assert_eq!(stages, [IN_BEEP, Stage::Queued]);
    queue.resume();
    assert_eq!((at(&queue), now(&queue).get()), (Beep("R"), 1));
}

#[test]
fn m1_what_comes_to_the_front_gets_its_step_on_resume() {
    let mut queue = playing(&["A", "B"]);
    let front = queue.operations().next().unwrap().id;
    assert_eq!(queue.suspend(), None);
    assert_eq!(outcome(&queue.cancel(front).unwrap()), ("A", Played(PlayOutcome::Canceled)));
    assert_eq!((at(&queue), names(&queue)), (Suspended, vec!["B"]));
    queue.resume();
    assert_eq!((at(&queue), now(&queue).get()), (Prompt("B", 0, 0), 2));
}

#[test]
fn m1_cancel_takes_everything_and_stays_suspended() {
    let mut queue = playing(&["A", "B"]);
    assert_eq!(queue.suspend(), None);
    assert_eq!(queue.cancel_all().len(), 2);
    assert_eq!(at(&queue), Suspended);
    queue.resume();
    assert_eq!((at(&queue), queue.wanted()), (Idle, None));
    queue.play(play("C", 1)).unwrap();
    assert_eq!(now(&queue).get(), 2, "a resume to nothing begins no step");
}

#[test]
fn m1_tones_are_reported_and_interrupt_nothing() {
    let mut queue = queue();
    queue.subscribe_tones("S");
    queue.play(play("A", 1).interrupted_by(Interrupts::ANYTHING)).unwrap();
    assert_eq!(queue.suspend(), None);
    let report = queue.tone(Tone::Tone1);
    assert_eq!(report.heard.map(|heard| heard.number), Some(1));
    assert_eq!(report.effect, Effect::Nothing);
    assert_eq!(queue.speech_started(), Effect::Nothing);
    assert_eq!(names(&queue), ["A"]);
}

#[test]
fn m1_suspending_twice_or_resuming_what_is_not_suspended_changes_nothing() {
    let mut queue = playing(&["A"]);
    let before = queue.clone();
    queue.resume();
    assert_eq!(queue, before);
    assert_eq!(queue.suspend(), None);
    let before = queue.clone();
    assert_eq!(queue.suspend(), None);
    assert_eq!(queue, before);
    queue.resume();
    let before = queue.clone();
    queue.resume();
    assert_eq!(queue, before);
}

#[test]
fn m2_a_recording_that_has_started_ends_as_media_timeout() {
    let mut queue = recording(record("R", Opening::Silence));
    queue.play(play("A", 1)).unwrap();
    let step = now(&queue);
    let done = queue.suspend().unwrap();
    assert_eq!(outcome(&done), ("R", Recorded(RecordOutcome::LimitReached(Limit::MediaTimeout))));
    assert_eq!((done.stage, done.audio()), (STARTED, Some(Audio::Partial)));
    assert_eq!((at(&queue), names(&queue)), (Suspended, vec!["A"]));
    queue.resume();
    assert_eq!((at(&queue), now(&queue).get()), (Prompt("A", 0, 0), step.get() + 1));
}

#[test]
fn m2_one_suspension_ends_one_recording_at_most() {
    let mut queue = recording(record("R", Opening::Silence));
    queue.record(record("Q", Opening::Silence)).unwrap();
    assert_eq!(queue.suspend().unwrap().into_context(), "R");
    assert_eq!(queue.suspend(), None);
    queue.resume();
    assert_eq!(at(&queue), Recording("Q", false));
}

#[test]
fn m2_a_prompt_a_beep_and_an_armed_recording_begin_again() {
    let mut queue = queue();
    queue.record(record("R", Opening::PromptThenBeep(Interrupts::NOTHING))).unwrap();
    for phase in [Prompt("R", 0, 0), Beep("R"), Recording("R", false)] {
        let step = now(&queue);
        assert_eq!(queue.suspend(), None);
        assert_eq!(at(&queue), Suspended);
        queue.resume();
        assert_eq!((at(&queue), now(&queue).get()), (phase, step.get() + 1));
        if phase != Recording("R", false) {
            finish(&mut queue);
        }
    }
}

#[test]
fn m2_a_stop_tone_after_the_hold_counts_only_once_the_recording_has_started() {
    let mut queue = queue();
    queue.record(record("R", Opening::Silence).stopped_by(keys("#"))).unwrap();
    assert_eq!(queue.suspend(), None);
    assert_eq!(queue.tone(Tone::Pound).effect, Effect::Nothing);
    queue.resume();
    assert_eq!(queue.tone(Tone::Pound).effect, Effect::Nothing);
    start(&mut queue);
    assert!(matches!(queue.tone(Tone::Pound).effect, Effect::Completed(_)));
}
