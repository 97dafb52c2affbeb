//! Reports that come late, twice, or about something else.

use media_queue::{Interrupts, MediaFailure, Opening, RecordLimit, Stale, Step};

use crate::support::*;

/// Every fact about `step` is refused as `stale`, and nothing changes.
#[track_caller]
fn refuses(queue: &mut Queue, stale: Stale) {
    let (Stale::NotCurrent { step } | Stale::NotOfThisStep { step }) = stale;
    let before = queue.clone();
    if matches!(stale, Stale::NotCurrent { .. }) {
        assert_eq!(queue.started(step), Err(stale));
        assert_eq!(queue.finished(step), Err(stale));
        for failure in FAILURES {
            assert_eq!(queue.failed(step, failure), Err(stale));
        }
    }
    for limit in REACHED {
        assert_eq!(queue.limit_reached(step, limit), Err(stale));
    }
    assert_eq!(*queue, before);
}

fn not_current(number: u64) -> Stale {
    Stale::NotCurrent { step: Step::new(number).unwrap() }
}

#[test]
fn q6_an_idle_queue_has_no_current_step() {
    let mut queue = queue();
    for number in [1, 2, u64::MAX] {
        refuses(&mut queue, not_current(number));
    }
    queue.play(play(1), "A").unwrap();
    drop(play_out(&mut queue));
    refuses(&mut queue, not_current(1));
}

#[test]
fn q6_a_fact_about_another_step_is_stale() {
    let mut queue = playing(&["A", "B"]);
    drop(play_out(&mut queue));
    assert_eq!(now(&queue).get(), 2);
    for number in [1, 3, u64::MAX] {
        refuses(&mut queue, not_current(number));
    }
}

#[test]
fn q6_the_late_end_of_the_first_of_three_prompts_does_not_end_the_second() {
    let mut queue = queue();
    queue.play(play(3), "A").unwrap();
    let first = now(&queue);
    go_on(&mut queue);
    refuses(&mut queue, Stale::NotCurrent { step: first });
    assert_eq!(at(&queue), Prompt("A", 1, 0));
}

#[test]
fn q6_a_prompt_or_a_beep_reaches_no_limit() {
    let mut queue = playing(&["A"]);
    refuses(&mut queue, Stale::NotOfThisStep { step: Step::new(1).unwrap() });
    queue.record(record(Opening::Beep), "R").unwrap();
    drop(play_out(&mut queue));
    refuses(&mut queue, Stale::NotOfThisStep { step: Step::new(2).unwrap() });
}

#[test]
fn q6_a_recording_does_not_simply_finish() {
    let mut queue = queue();
    queue.record(record(Opening::Silence), "R").unwrap();
    for started in [false, true] {
        let step = now(&queue);
        let before = queue.clone();
        assert_eq!(queue.finished(step), Err(Stale::NotOfThisStep { step }));
        assert_eq!(queue, before);
        assert_eq!(at(&queue), Recording("R", started));
        start(&mut queue);
    }
    assert_eq!(fail(&mut queue, MediaFailure::Engine).stage, STARTED);
}

#[test]
fn q6_a_limit_reported_after_the_recording_ended_is_stale() {
    let mut queue = recording(record(Opening::Silence));
    queue.record(record(Opening::Silence), "Q").unwrap();
    let step = now(&queue);
    assert_eq!(reach(&mut queue, RecordLimit::MaxSilence).context, "R");
    refuses(&mut queue, Stale::NotCurrent { step });
    assert_eq!(at(&queue), Recording("Q", false));
}

#[test]
fn q6_a_late_start_does_not_start_the_recording() {
    let mut queue = queue();
    queue.record(record(Opening::PromptThenBeep(Interrupts::NEVER)), "R").unwrap();
    let prompt = now(&queue);
    go_on(&mut queue);
    let beep = now(&queue);
    go_on(&mut queue);
    for step in [prompt, beep] {
        refuses(&mut queue, Stale::NotCurrent { step });
    }
    assert_eq!(at(&queue), Recording("R", false));
}

#[test]
fn q6_the_answer_names_the_step() {
    assert_eq!(not_current(7).to_string(), "step 7 is not current");
    let step = Step::new(8).unwrap();
    assert_eq!(
        Stale::NotOfThisStep { step }.to_string(),
        "step 8 is current, but cannot have this fact"
    );
}
