//! What the caller may interrupt, and how.

use media_queue::{
    Effect, Interruption, Interrupts, Opening, PlayOutcome, Record, RecordOutcome, Tone,
};

use crate::support::*;

#[track_caller]
fn completed(effect: Effect<&'static str>) -> Done {
    match effect {
        Effect::Completed(done) => done,
        effect => panic!("nothing completed: {effect:?}"),
    }
}

#[test]
fn b1_a_play_ends_as_interrupted_and_says_by_what() {
    let tone = Interruption::Tone(Tone::Tone1);
    let table: [(Interrupts, bool, bool); 4] = [
        (Interrupts::NOTHING, false, false),
        (by_keys("1"), true, false),
        (Interrupts::NOTHING.and_speech(), false, true),
        (by_keys("1").and_speech(), true, true),
    ];
    for (interrupts, by_tone, by_speech) in table {
        for (what, does) in [(tone, by_tone), (Interruption::Speech, by_speech)] {
            let mut queue = queue();
            queue.play(play("A", 2).interrupted_by(interrupts)).unwrap();
            queue.play(play("B", 1)).unwrap();
            finish(&mut queue);
            let before = queue.clone();
            let effect = match what {
                Interruption::Tone(tone) => queue.tone(tone).effect,
                Interruption::Speech => queue.speech_started(),
            };
            if does {
                let done = completed(effect);
                assert_eq!(outcome(&done), ("A", Played(PlayOutcome::Interrupted(what))));
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
    queue.play(play("A", 1).interrupted_by(by_keys("12"))).unwrap();
    for tone in Tone::ALL.into_iter().filter(|tone| !keys("12").contains(*tone)) {
        assert_eq!(queue.tone(tone).effect, Effect::Nothing);
    }
    let done = completed(queue.tone(Tone::Tone2).effect);
    assert_eq!(
        outcome(&done),
        ("A", Played(PlayOutcome::Interrupted(Interruption::Tone(Tone::Tone2))))
    );
}

#[test]
fn b1_a_tone_interrupts_the_interruptible_one_of_two_plays() {
    let mut queue = playing(&["A"]);
    queue.play(play("B", 1).interrupted_by(by_keys("5"))).unwrap();
    assert_eq!(queue.tone(Tone::Tone5).effect, Effect::Nothing);
    assert_eq!(outcome(&finish(&mut queue).unwrap()), ("A", Played(PlayOutcome::Played)));
    assert_eq!(completed(queue.tone(Tone::Tone5).effect).into_context(), "B");
}

#[test]
fn b1_a_prompt_can_be_interrupted_before_its_start_is_reported() {
    let mut queue = queue();
    queue.play(play("A", 1).interrupted_by(by_keys("5"))).unwrap();
    assert_eq!(completed(queue.tone(Tone::Tone5).effect).into_context(), "A");
}

#[test]
fn b1_a_record_goes_on_to_its_next_step() {
    for (opening, next) in [
        (Opening::Prompt as fn(Interrupts) -> Opening, Recording("R", false)),
        (Opening::PromptThenBeep, Beep("R")),
    ] {
        for speech in [false, true] {
            let mut queue = queue();
            let id = queue.record(record("R", opening(by_keys("1").and_speech()))).unwrap();
            let step = now(&queue);
            let effect =
                if speech { queue.speech_started() } else { queue.tone(Tone::Tone1).effect };
            assert_eq!(effect, Effect::PromptInterrupted(id));
            assert_eq!((at(&queue), now(&queue).get()), (next, step.get() + 1));
            assert!(queue.finished(step).is_err(), "the end of the interrupted prompt is late");
        }
    }
}

#[test]
fn b1_a_prompt_of_a_record_that_nothing_interrupts_is_heard_to_its_end() {
    let mut queue = queue();
    queue.record(record("R", Opening::Prompt(Interrupts::NOTHING))).unwrap();
    assert_eq!(queue.tone(Tone::Tone1).effect, Effect::Nothing);
    assert_eq!(queue.speech_started(), Effect::Nothing);
    assert_eq!(at(&queue), Prompt("R", 0, 0));
}

#[test]
fn b1_a_beep_and_a_recording_are_not_interrupted() {
    let opening = Opening::PromptThenBeep(Interrupts::ANYTHING);
    let mut queue = queue();
    queue.record(record("R", opening)).unwrap();
    finish(&mut queue);
    for phase in [Beep("R"), Recording("R", false), Recording("R", true)] {
        assert_eq!(at(&queue), phase);
        let before = queue.clone();
        assert_eq!(queue.speech_started(), Effect::Nothing);
        assert_eq!(queue.tone(Tone::Tone1).effect, Effect::Nothing);
        assert_eq!(queue, before);
        if phase == Beep("R") { assert_eq!(finish(&mut queue), None) } else { start(&mut queue) }
    }
}

fn stoppable_and_interruptible() -> Record<&'static str> {
    record("R", Opening::Prompt(by_keys("1"))).stopped_by(keys("1"))
}

#[test]
fn b2_the_tone_that_interrupted_the_prompt_does_not_stop_the_recording() {
    let mut queue = queue();
    queue.subscribe_tones("S");
    let id = queue.record(stoppable_and_interruptible()).unwrap();
    let report = queue.tone(Tone::Tone1);
    assert_eq!(report.heard.map(|heard| heard.number), Some(1));
    assert_eq!(report.effect, Effect::PromptInterrupted(id));
    assert_eq!(at(&queue), Recording("R", false));
    start(&mut queue);
    assert_eq!(at(&queue), Recording("R", true));
    let done = completed(queue.tone(Tone::Tone1).effect);
    assert_eq!(outcome(&done), ("R", Recorded(RecordOutcome::StopTone(Tone::Tone1))));
}

#[test]
fn b3_the_effect_of_a_tone_is_said() {
    let mut queue = queue();
    assert_eq!(queue.tone(Tone::Tone1).effect, Effect::Nothing);
    assert_eq!(queue.speech_started(), Effect::Nothing);
    let id = queue.record(stoppable_and_interruptible()).unwrap();
    assert_eq!(queue.tone(Tone::Tone2).effect, Effect::Nothing);
    assert_eq!(queue.tone(Tone::Tone1).effect, Effect::PromptInterrupted(id));
    assert_eq!(queue.tone(Tone::Tone1).effect, Effect::Nothing);
    start(&mut queue);
    assert_eq!(completed(queue.tone(Tone::Tone1).effect).id, id);
    assert_eq!(queue.tone(Tone::Tone1).effect, Effect::Nothing);
}
