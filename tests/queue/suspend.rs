//! Media that is gone for now.

use media_queue::{
    Audio, Effect, Interrupts, MediaFailure, Opening, PlayOutcome, RecordLimit, RecordOutcome,
    Stage, Stale, Times, Tone,
};

use crate::support::*;

#[test]
fn m1_nothing_is_wanted_and_every_fact_is_stale() {
    let mut queue = playing(&["A"]);
    let step = now(&queue);
    suspend(&mut queue);
    assert_eq!((at(&queue), queue.wanted()), (Suspended, None));
    let before = queue.clone();
    let stale = Stale::NotCurrent { step };
    assert_eq!(queue.started(step), Err(stale));
    assert_eq!(queue.finished(step), Err(stale));
    assert_eq!(queue.failed(step, MediaFailure::Engine), Err(stale));
    assert_eq!(queue.limit_reached(step, RecordLimit::MaxDuration), Err(stale));
    assert_eq!(queue, before);
}

#[test]
fn m1_the_front_keeps_its_prompt_and_round() {
    let mut queue = queue();
    queue.play(play(2).repeated(Times::Forever), "A").unwrap();
    for _ in 0..5 {
        go_on(&mut queue);
    }
    let step = now(&queue);
    suspend(&mut queue);
    assert_eq!(queue.operations().next().unwrap().stage, in_prompt(1, 2));
    resume(&mut queue);
    assert_eq!(at(&queue), Prompt("A", 1, 2));
    assert_eq!(now(&queue).get(), step.get() + 1, "it begins again, as a new step");
    assert_eq!(queue.finished(step), Err(Stale::NotCurrent { step }));
}

#[test]
fn m1_what_is_accepted_gets_its_step_on_resume() {
    let mut queue = queue();
    suspend(&mut queue);
    queue.record(record(Opening::Beep), "R").unwrap();
    queue.play(play(1), "A").unwrap();
    assert_eq!((at(&queue), queue.wanted()), (Suspended, None));
    let stages: Vec<_> = queue.operations().map(|operation| operation.stage).collect();
    assert_eq!(stages, [IN_BEEP, Stage::Queued]);
    resume(&mut queue);
    assert_eq!((at(&queue), now(&queue).get()), (Beep("R"), 1));
}

#[test]
fn m1_what_comes_to_the_front_gets_its_step_on_resume() {
    let mut queue = playing(&["A", "B"]);
    let front = queue.operations().next().unwrap().id;
    suspend(&mut queue);
    assert_eq!(ending(&queue.cancel(front).unwrap()), ("A", Played(PlayOutcome::Canceled)));
    assert_eq!((at(&queue), names(&queue)), (Suspended, vec!["B"]));
    resume(&mut queue);
    assert_eq!((at(&queue), now(&queue).get()), (Prompt("B", 0, 0), 2));
}

#[test]
fn m1_cancel_takes_everything_and_stays_suspended() {
    let mut queue = playing(&["A", "B"]);
    suspend(&mut queue);
    assert_eq!(queue.cancel_all().len(), 2);
    assert_eq!(at(&queue), Suspended);
    resume(&mut queue);
    assert_eq!((at(&queue), queue.wanted()), (Idle, None));
    queue.play(play(1), "C").unwrap();
    assert_eq!(now(&queue).get(), 2, "a resume to nothing begins no step");
}

#[test]
fn m1_tones_are_reported_and_interrupt_nothing() {
    let mut queue = queue();
    queue.subscribe_tones("S");
    queue.play(play(1).interrupted_by(Interrupts::ANYTHING), "A").unwrap();
    suspend(&mut queue);
    let report = queue.tone(Tone::Tone1);
    assert_eq!(report.heard.map(|heard| heard.number), Some(1));
    assert_eq!(report.effect, Effect::Nothing);
    assert_eq!(queue.speech_started(), Effect::Nothing);
    assert_eq!(names(&queue), ["A"]);
}

#[test]
fn m1_suspending_twice_or_resuming_twice_changes_nothing() {
    let mut queue = playing(&["A"]);
    let before = queue.clone();
    assert_eq!(queue.resume(), Effect::Nothing);
    assert_eq!(queue, before);
    suspend(&mut queue);
    assert!(queue.is_suspended());
    let before = queue.clone();
    assert_eq!(queue.suspend(), Effect::Nothing);
    assert_eq!(queue, before);
    resume(&mut queue);
    assert!(!queue.is_suspended());
    let before = queue.clone();
    assert_eq!(queue.resume(), Effect::Nothing);
    assert_eq!(queue, before);
}

#[test]
fn m2_a_recording_that_has_started_ends_as_media_timeout() {
    let mut queue = recording(record(Opening::Silence));
    queue.play(play(1), "A").unwrap();
    let step = now(&queue);
    let done = completed(queue.suspend());
    assert_eq!(
        ending(&done),
        ("R", Recorded(RecordOutcome::LimitReached(RecordLimit::MediaTimeout)))
    );
    assert_eq!((done.stage, done.audio()), (STARTED, Some(Audio::Partial)));
    assert_eq!((at(&queue), names(&queue)), (Suspended, vec!["A"]));
    resume(&mut queue);
    assert_eq!((at(&queue), now(&queue).get()), (Prompt("A", 0, 0), step.get() + 1));
}

#[test]
fn m2_one_suspension_ends_one_recording_at_most() {
    let mut queue = recording(record(Opening::Silence));
    queue.record(record(Opening::Silence), "Q").unwrap();
    assert_eq!(completed(queue.suspend()).context, "R");
    suspend(&mut queue);
    resume(&mut queue);
    assert_eq!(at(&queue), Recording("Q", false));
}

#[test]
fn m2_a_prompt_a_beep_and_an_armed_recording_begin_again() {
    let mut queue = queue();
    queue.record(record(Opening::PromptThenBeep(Interrupts::NEVER)), "R").unwrap();
    for phase in [Prompt("R", 0, 0), Beep("R"), Recording("R", false)] {
        let step = now(&queue);
        suspend(&mut queue);
        assert_eq!(at(&queue), Suspended);
        resume(&mut queue);
        assert_eq!((at(&queue), now(&queue).get()), (phase, step.get() + 1));
        if phase != Recording("R", false) {
            go_on(&mut queue);
        }
    }
}

#[test]
fn m2_a_stop_tone_after_the_hold_counts_only_once_the_recording_has_started() {
    let mut queue = queue();
    queue.record(record(Opening::Silence).stopped_by(keys("#")), "R").unwrap();
    suspend(&mut queue);
    assert_eq!(queue.tone(Tone::Pound).effect, Effect::Nothing);
    resume(&mut queue);
    assert_eq!(queue.tone(Tone::Pound).effect, Effect::Nothing);
    start(&mut queue);
    assert!(matches!(queue.tone(Tone::Pound).effect, Effect::Completed(_)));
}
