//! A caller who is already speaking when a prompt begins (rule B1).

use media_queue::session::Reaction;
use media_queue::{Interruption, Interrupts, Millis, Opening, Play, PlayOutcome};

use crate::calls::{at, call, completed, limits, play_outcome, record, send_start, stop};

#[test]
fn b1_a_caller_who_is_already_speaking_does_not_interrupt_by_beginning_to_speak() {
    let mut call = call();
    assert_eq!(call.speech_started(at(0)), Reaction::Nothing);
    let begins = Play::new().interrupted_by(Interrupts::NEVER.and_speech());
    let id = call.play(begins, "prompt").unwrap();
    let step = send_start(&mut call, 10);
    assert_eq!(call.started(step, at(20)), Reaction::Began { id, step });
    assert_eq!(call.speech_stopped(at(1_000)), Reaction::Nothing);
    let interrupted = completed(call.speech_started(at(2_000))).completion;
    let by_speech = PlayOutcome::Interrupted(Interruption::Speech);
    assert_eq!(play_outcome(&interrupted), by_speech);
    assert_eq!(interrupted.stage.heard(), Some(Millis::clamped(1_980)));
}

#[test]
fn b1_a_caller_who_is_already_speaking_interrupts_a_prompt_that_asks_for_it() {
    let mut call = call();
    assert_eq!(call.speech_started(at(0)), Reaction::Nothing);
    let ongoing = Interrupts::NEVER.and_ongoing_speech();
    let play = call.play(Play::new().interrupted_by(ongoing), "prompt").unwrap();
    let prompt = Opening::Prompt(ongoing);
    let record = call.record(record(limits()).opened_by(prompt), "record").unwrap();

    let step = send_start(&mut call, 10);
    let interrupted = completed(call.started(step, at(20))).completion;
    assert_eq!((interrupted.id, interrupted.stage.heard()), (play, None));
    assert_eq!(play_outcome(&interrupted), PlayOutcome::Interrupted(Interruption::Speech));
    assert_eq!(stop(&mut call, 20), Reaction::Nothing);

    let step = send_start(&mut call, 30);
    assert_eq!(call.started(step, at(40)), Reaction::PromptInterrupted { id: record });
    assert_eq!(stop(&mut call, 40), Reaction::Nothing);
    let step = send_start(&mut call, 50);
    assert_eq!(call.started(step, at(60)), Reaction::Began { id: record, step });
    assert_eq!(call.deadline(), Some(at(10_060)), "the caller is speaking");
}

#[test]
fn b1_a_caller_who_fell_silent_before_the_prompt_starts_interrupts_nothing() {
    let mut call = call();
    let ongoing = Play::new().interrupted_by(Interrupts::NEVER.and_ongoing_speech());
    assert_eq!(call.speech_started(at(0)), Reaction::Nothing);
    let id = call.play(ongoing, "prompt").unwrap();
    let step = send_start(&mut call, 10);
    assert_eq!(call.speech_stopped(at(15)), Reaction::Nothing);
    assert_eq!(call.started(step, at(20)), Reaction::Began { id, step });
    assert!(matches!(call.speech_started(at(30)), Reaction::Completed(_)), "begins to speak");
}
