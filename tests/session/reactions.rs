//! Every event has one answer (rule X1).

use media_queue::session::{Completed, Reaction};
use media_queue::{
    HeardTone, Interruption, Interrupts, Opening, Play, PlayOutcome, RecordLimit, Stale, Tone,
    ToneReport,
};

use crate::calls::{
    at, call, completed, limits, on_keys, play_outcome, playing, record, send_start, send_stop,
    start, step, stop,
};

#[test]
fn x1_a_step_that_is_not_to_run_is_answered_with_its_stop() {
    let mut call = call();
    let stranger = step(9);
    let Reaction::Stop(stop) = call.started(stranger, at(0)) else { panic!("it is stopped") };
    assert_eq!((stop.step, stop.cut), (stranger, None));
    assert_eq!(call.next_command(at(0)), None, "the answer was its stop");
    let stale = Reaction::Stale(Stale::NotCurrent { step: stranger });
    assert_eq!(call.finished(stranger, at(10)), stale);
    assert_eq!(call.limit_reached(stranger, RecordLimit::MaxDuration, at(10)), stale);
    assert_eq!(call.next_command(at(10)), None);
}

#[test]
fn x1_the_second_stop_of_a_start_is_the_answer_to_its_confirmation() {
    let mut call = call();
    call.play(Play::new(), "first").unwrap();
    let first = send_start(&mut call, 0);
    assert_eq!(call.cancel_all(at(10)).count(), 1);
    let sent = send_stop(&mut call, 10);
    assert_eq!(call.started(first, at(100)), Reaction::Stop(sent));
    assert_eq!(call.next_command(at(100)), None);
}

#[test]
fn x1_the_prompt_of_a_record_is_interrupted_and_the_record_goes_on() {
    let mut call = call();
    let request = record(limits()).opened_by(Opening::Prompt(on_keys("1").and_speech()));
    let id = call.record(request, "record").unwrap();
    start(&mut call, 0);
    let interrupted = Reaction::PromptInterrupted { id };
    assert_eq!(call.tone(Tone::Tone1, at(100)).effect, interrupted);
    assert_eq!(stop(&mut call, 100), Reaction::Nothing);
    start(&mut call, 110);
    assert_eq!(call.cancel_all(at(120)).count(), 1);
    assert_eq!(stop(&mut call, 120), Reaction::Nothing);

    let id = call.record(request, "again").unwrap();
    start(&mut call, 200);
    assert_eq!(call.speech_started(at(300)), Reaction::PromptInterrupted { id });
}

#[test]
fn x1_what_the_subscriber_hears_comes_with_the_reaction() {
    let mut call = call();
    call.subscribe_tones("tones");
    call.play(Play::new().interrupted_by(Interrupts::ANYTHING), "menu").unwrap();
    start(&mut call, 0);
    let ToneReport { heard, effect, .. } = call.tone(Tone::Tone5, at(100));
    let Some(HeardTone { subscription, number, tone, .. }) = heard else { panic!("subscribed") };
    assert_eq!((*subscription, number, tone), ("tones", 1, Tone::Tone5));
    let Completed { completion, cut, .. } = completed(effect);
    let by_key = PlayOutcome::Interrupted(Interruption::Tone(Tone::Tone5));
    assert_eq!((play_outcome(&completion), cut), (by_key, None));
    assert_eq!(call.unsubscribe_tones(), Some("tones"));
}

#[test]
fn x1_the_operation_that_ended_is_in_the_answer_whatever_ended_it() {
    let (mut call, id, step) = playing();
    let ids = |reaction: Reaction<&str>| {
        reaction.into_completed().map(|completed| completed.completion.id)
    };
    assert_eq!(ids(call.clone().finished(step, at(10))), Some(id));
    assert_eq!(ids(call.clone().started(step, at(10))), None);
    assert_eq!(call.prompt_length(step, crate::calls::STOP), Reaction::Nothing);
    assert_eq!(ids(call.expire(at(9_000))), Some(id), "stuck");
}
