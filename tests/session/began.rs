//! An operation begins once, with its first confirmed step (rule X1).

use media_queue::session::Reaction;
use media_queue::{Interrupts, Opening, Play, Times};

use crate::calls::{
    at, call, limits, on_keys, play, playing, record, send_start, send_stop, start, step, stop,
};

#[test]
fn x1_a_play_begins_once_however_many_prompts_it_has() {
    let mut call = call();
    let id = call.play(play(2).repeated(Times::Count(2.try_into().unwrap())), "play").unwrap();
    for number in 1..=4 {
        let prompt = send_start(&mut call, number);
        let first = Reaction::Began { id, step: step(1) };
        let expected = if number == 1 { first } else { Reaction::Nothing };
        assert_eq!(call.started(prompt, at(number)), expected);
        assert_eq!(call.started(prompt, at(number)), Reaction::Nothing, "confirmed twice");
        let ended = call.finished(prompt, at(number));
        assert_eq!(ended.into_completed().is_some(), number == 4);
    }
    let next = call.play(Play::new(), "next").unwrap();
    let prompt = send_start(&mut call, 10);
    assert_eq!(call.started(prompt, at(10)), Reaction::Began { id: next, step: prompt });
}

#[test]
fn x1_a_record_begins_once_with_its_prompt() {
    let mut call = call();
    let opening = Opening::PromptThenBeep(Interrupts::NEVER);
    let id = call.record(record(limits()).opened_by(opening), "record").unwrap();
    let prompt = send_start(&mut call, 0);
    assert_eq!(call.started(prompt, at(0)), Reaction::Began { id, step: prompt });
    for _ in ["beep", "recording"] {
        let ended = call.player().busy_with().unwrap();
        assert_eq!(call.finished(ended, at(100)), Reaction::Nothing);
        let next = send_start(&mut call, 100);
        assert_eq!(call.started(next, at(100)), Reaction::Nothing);
    }
}

#[test]
fn x1_an_operation_that_begins_again_does_not_begin_anew() {
    let (mut call, _, _) = playing();
    assert_eq!(call.suspend(at(100)), Reaction::Nothing);
    assert_eq!(stop(&mut call, 110), Reaction::Nothing);
    call.resume();
    let again = send_start(&mut call, 5_000);
    assert_eq!(call.started(again, at(5_000)), Reaction::Nothing, "after a hold");

    assert_eq!(call.adopt(None, at(6_000)), Reaction::Nothing);
    let again = send_start(&mut call, 6_000);
    assert_eq!(call.started(again, at(6_000)), Reaction::Nothing, "after a restart");
    assert_eq!(call.adopt(Some(again), at(7_000)), Reaction::Nothing, "which it survives");
}

#[test]
fn x1_what_a_restart_finds_running_has_begun() {
    let mut call = call();
    let id = call.play(Play::new(), "prompt").unwrap();
    let step = send_start(&mut call, 0);
    call.detach();
    assert_eq!(call.adopt(Some(step), at(9_000)), Reaction::Began { id, step });
    assert_eq!(call.started(step, at(9_010)), Reaction::Nothing);
}

#[test]
fn x1_an_operation_whose_first_start_is_lost_begins_with_its_next_step() {
    let mut call = call();
    let id = call.play(play(2), "prompts").unwrap();
    let first = send_start(&mut call, 0);
    assert_eq!(call.finished(first, at(100)), Reaction::Nothing);
    let second = send_start(&mut call, 100);
    assert_eq!(call.started(second, at(120)), Reaction::Began { id, step: second });
}

#[test]
fn x1_an_operation_that_is_cancelled_in_its_start_never_begins() {
    let mut call = call();
    call.play(Play::new().interrupted_by(on_keys("1")), "first").unwrap();
    let first = send_start(&mut call, 0);
    assert_eq!(call.cancel_all(at(10)).count(), 1);
    assert_eq!(call.started(first, at(20)), Reaction::Nothing, "it is stopped next");
    assert_eq!(send_stop(&mut call, 20).step, first);
    assert_eq!(call.finished(first, at(30)), Reaction::Nothing);
    let id = call.play(Play::new(), "second").unwrap();
    let second = start(&mut call, 40);
    assert!(second > first && call.queue().operations().next().unwrap().id == id);
}
