//! What the caller may interrupt, and how.

use media_queue::{
    Effect, Interruption, Interrupts, MediaFailure, Opening, PlayOutcome, Record, RecordLimit,
    RecordOutcome, Tone,
};

use crate::support::*;

#[test]
fn b1_a_play_ends_as_interrupted_and_says_by_what() {
    let tone = Interruption::Tone(Tone::Tone1);
    let table: [(Interrupts, bool, bool); 4] = [
        (Interrupts::NEVER, false, false),
        (on_keys("1"), true, false),
        (Interrupts::NEVER.and_speech(), false, true),
        (on_keys("1").and_speech(), true, true),
    ];
    for (interrupts, by_tone, by_speech) in table {
        for (what, does) in [(tone, by_tone), (Interruption::Speech, by_speech)] {
            let mut queue = queue();
            queue.play(play(2).interrupted_by(interrupts), "A").unwrap();
            queue.play(play(1), "B").unwrap();
            go_on(&mut queue);
            let before = queue.clone();
            let effect = match what {
                Interruption::Tone(tone) => queue.tone(tone).effect,
                Interruption::Speech => queue.speech_started(),
            };
            if does {
                let done = completed(effect);
                assert_eq!(ending(&done), ("A", Played(PlayOutcome::Interrupted(what))));
                assert_eq!(done.stage, in_prompt(1, 0));
                assert_eq!(at(&queue), Prompt("B", 0, 0));
            } else {
                assert_eq!(effect, Effect::Nothing);
                assert_eq!(queue, before);
            }
        }
    }
}

#[test]
fn b1_only_the_tones_of_the_set_interrupt() {
    let mut queue = queue();
    queue.play(play(1).interrupted_by(on_keys("12")), "A").unwrap();
    for tone in Tone::ALL.into_iter().filter(|tone| !keys("12").contains(*tone)) {
        assert_eq!(queue.tone(tone).effect, Effect::Nothing);
    }
    let done = completed(queue.tone(Tone::Tone2).effect);
    assert_eq!(
        ending(&done),
        ("A", Played(PlayOutcome::Interrupted(Interruption::Tone(Tone::Tone2))))
    );
}

#[test]
fn b1_a_tone_interrupts_the_interruptible_one_of_two_plays() {
    let mut queue = playing(&["A"]);
    queue.play(play(1).interrupted_by(on_keys("5")), "B").unwrap();
    assert_eq!(queue.tone(Tone::Tone5).effect, Effect::Nothing);
    assert_eq!(ending(&play_out(&mut queue)), ("A", Played(PlayOutcome::Played)));
    assert_eq!(completed(queue.tone(Tone::Tone5).effect).context, "B");
}

#[test]
fn b1_a_prompt_can_be_interrupted_before_its_start_is_reported() {
    let mut queue = queue();
    queue.play(play(1).interrupted_by(on_keys("5")), "A").unwrap();
    assert_eq!(completed(queue.tone(Tone::Tone5).effect).context, "A");
}

#[test]
fn b1_a_record_goes_on_to_its_next_step() {
    for (opening, next) in [
        (Opening::Prompt as fn(Interrupts) -> Opening, Recording("R", false)),
        (Opening::PromptThenBeep, Beep("R")),
    ] {
        for speech in [false, true] {
            let mut queue = queue();
            let id = queue.record(record(opening(on_keys("1").and_speech())), "R").unwrap();
            let step = now(&queue);
            let effect =
                if speech { queue.speech_started() } else { queue.tone(Tone::Tone1).effect };
            assert_eq!(effect, Effect::NextStep(id));
            assert_eq!((at(&queue), now(&queue).get()), (next, step.get() + 1));
            assert!(queue.finished(step).is_err(), "the end of the interrupted prompt is late");
        }
    }
}

#[test]
fn b1_a_prompt_of_a_record_that_nothing_interrupts_is_heard_to_its_end() {
    let mut queue = queue();
    queue.record(record(Opening::Prompt(Interrupts::NEVER)), "R").unwrap();
    assert_eq!(queue.tone(Tone::Tone1).effect, Effect::Nothing);
    assert_eq!(queue.speech_started(), Effect::Nothing);
    assert_eq!(at(&queue), Prompt("R", 0, 0));
}

#[test]
fn b1_a_beep_and_a_recording_are_not_interrupted() {
    let opening = Opening::PromptThenBeep(Interrupts::ANYTHING);
    let mut queue = queue();
    queue.record(record(opening), "R").unwrap();
    go_on(&mut queue);
    for phase in [Beep("R"), Recording("R", false), Recording("R", true)] {
        assert_eq!(at(&queue), phase);
        let before = queue.clone();
        assert_eq!(queue.speech_started(), Effect::Nothing);
        assert_eq!(queue.tone(Tone::Tone1).effect, Effect::Nothing);
        assert_eq!(queue, before);
        if phase == Beep("R") { go_on(&mut queue) } else { start(&mut queue) }
    }
}

fn stoppable_and_interruptible() -> Record {
    record(Opening::Prompt(on_keys("1"))).stopped_by(keys("1"))
}

#[test]
fn b2_the_tone_that_interrupted_the_prompt_does_not_stop_the_recording() {
    let mut queue = queue();
    queue.subscribe_tones("S");
    let id = queue.record(stoppable_and_interruptible(), "R").unwrap();
    let report = queue.tone(Tone::Tone1);
    assert_eq!(report.heard.map(|heard| heard.number), Some(1));
    assert_eq!(report.effect, Effect::NextStep(id));
    assert_eq!(at(&queue), Recording("R", false));
    start(&mut queue);
    assert_eq!(at(&queue), Recording("R", true));
    let done = completed(queue.tone(Tone::Tone1).effect);
    assert_eq!(ending(&done), ("R", Recorded(RecordOutcome::StopTone(Tone::Tone1))));
}

/// A [`Session`](media_queue::session::Session) acts on it. The queue does not know whether
/// the caller is speaking.
#[test]
fn b1_ongoing_speech_is_speech_to_the_queue_and_no_more() {
    let interrupts = Interrupts::NEVER.and_ongoing_speech();
    for openings in [None, Some(Opening::Prompt(interrupts))] {
        let mut queue = queue();
        match openings {
            None => queue.play(play(2).interrupted_by(interrupts), "A").unwrap(),
            Some(opening) => queue.record(record(opening), "A").unwrap(),
        };
        let before = queue.clone();
        start(&mut queue);
        assert_eq!(queue, before, "a start interrupts nothing, whoever may be speaking");
        assert_eq!(queue.tone(Tone::Tone1).effect, Effect::Nothing);
        assert_ne!(queue.speech_started(), Effect::Nothing);
    }

    let mut queue = playing(&["A"]);
    queue.play(play(1).interrupted_by(interrupts), "B").unwrap();
    assert_eq!(queue.speech_started(), Effect::Nothing);
    drop(play_out(&mut queue));
    start(&mut queue);
    assert_eq!(at(&queue), Prompt("B", 0, 0), "the speech that began before is not remembered");
}

#[test]
fn b3_every_fact_returns_what_it_did() {
    let mut queue = queue();
    assert_eq!(queue.tone(Tone::Tone1).effect, Effect::Nothing);
    assert_eq!(queue.speech_started(), Effect::Nothing);
    assert_eq!((queue.suspend(), queue.resume()), (Effect::Nothing, Effect::Nothing));

    let id = queue.record(stoppable_and_interruptible(), "R").unwrap();
    let step = now(&queue);
    assert_eq!(queue.started(step), Ok(Effect::Nothing));
    assert_eq!((queue.suspend(), queue.resume()), (Effect::Nothing, Effect::NextStep(id)));
    assert_eq!(queue.tone(Tone::Tone2).effect, Effect::Nothing);
    assert_eq!(queue.tone(Tone::Tone1).effect, Effect::NextStep(id));
    assert_eq!(queue.tone(Tone::Tone1).effect, Effect::Nothing);
    start(&mut queue);
    assert_eq!(completed(queue.tone(Tone::Tone1).effect).id, id);
    assert_eq!(queue.tone(Tone::Tone1).effect, Effect::Nothing);

    let id = queue.play(play(2), "A").unwrap();
    assert_eq!(finish(&mut queue), Effect::NextStep(id));
    assert_eq!(completed(finish(&mut queue)).id, id);

    for end in [
        |queue: &mut Queue| fail(queue, MediaFailure::Engine),
        |queue: &mut Queue| reach(queue, RecordLimit::MaxSilence),
        |queue: &mut Queue| completed(queue.suspend()),
    ] {
        let id = queue.record(record(Opening::Silence), "R").unwrap();
        start(&mut queue);
        assert_eq!(end(&mut queue).id, id);
    }
}

#[test]
fn b3_only_the_completion_of_an_effect_is_taken_out_of_it() {
    let mut queue = playing(&["A"]);
    let id = queue.operations().next().unwrap().id;
    assert_eq!(Effect::<()>::Nothing.into_completion(), None);
    assert_eq!(Effect::<()>::NextStep(id).into_completion(), None);
    assert_eq!(finish(&mut queue).into_completion().unwrap().id, id);
}
