//! A play: prompts in order, once, n times or for ever.

use core::num::NonZeroU16;

use media_queue::{Failure, Kind, PlayOutcome, Stage, Times, Tone};

use crate::support::*;

fn times(count: u16) -> Times {
    Times::Count(NonZeroU16::new(count).unwrap())
}

#[test]
fn q1_operations_run_in_the_order_accepted_one_at_a_time() {
    let mut queue = playing(&["A", "B", "C"]);
    let mut played = Vec::new();
    while let Some(front) = queue.operations().next().map(|front| front.id) {
        let stages: Vec<_> = queue.operations().map(|operation| operation.stage).collect();
        assert_eq!(stages[0], in_prompt(0, 0));
        assert!(stages[1..].iter().all(|&stage| stage == Stage::Queued));
        let done = finish(&mut queue).unwrap();
        assert_eq!(done.id, front);
        played.push(done.into_context());
    }
    assert_eq!(played, ["A", "B", "C"]);
    assert_eq!(at(&queue), Idle);
}

#[test]
fn q1_a_play_and_a_record_stand_in_one_line() {
    let mut queue = playing(&["A"]);
    queue.record(record("R", media_queue::Opening::Beep)).unwrap();
    queue.play(play("B", 1)).unwrap();
    let kinds: Vec<_> = queue.operations().map(|operation| operation.kind).collect();
    assert_eq!(kinds, [Kind::Play, Kind::Record, Kind::Play]);
    let from_the_back: Vec<_> = queue.operations().rev().map(|o| *o.context).collect();
    assert_eq!(from_the_back, ["B", "R", "A"]);
    assert_eq!(queue.operations().len(), 3);
    finish(&mut queue);
    assert_eq!(at(&queue), Beep("R"));
    assert_eq!(names(&queue), ["R", "B"]);
}

#[test]
fn q2_what_an_idle_queue_accepts_is_in_progress_at_once() {
    let mut queue = queue();
    assert_eq!((at(&queue), queue.wanted()), (Idle, None));
    queue.play(play("A", 1)).unwrap();
    assert_eq!(at(&queue), Prompt("A", 0, 0));
    finish(&mut queue);
    assert_eq!((at(&queue), queue.wanted()), (Idle, None));
    queue.play(play("B", 1)).unwrap();
    assert_eq!(at(&queue), Prompt("B", 0, 0));
}

#[test]
fn q3_the_request_is_given_back_whole() {
    let request = play("A", 3).repeated(times(2)).interrupted_by(by_keys("1"));
    let mut queue = queue();
    let id = queue.play(request).unwrap();
    let done = fail(&mut queue, Failure::Engine);
    assert_eq!(done.id, id);
    assert_eq!(done.ended, media_queue::Ended::Play(request, PlayOutcome::Failed(Failure::Engine)));
    assert_eq!(done.context(), &"A");
}

#[test]
fn p1_each_prompt_is_a_step_and_after_the_last_it_is_played() {
    let mut queue = queue();
    queue.play(play("A", 3)).unwrap();
    for index in 0..3 {
        assert_eq!(at(&queue), Prompt("A", index, 0));
        assert_eq!(now(&queue).get(), u64::from(index) + 1);
        start(&mut queue);
        assert_eq!(at(&queue), Prompt("A", index, 0), "a start moves nothing");
        let done = finish(&mut queue);
        assert_eq!(done.is_some(), index == 2);
        if let Some(done) = done {
            assert_eq!(outcome(&done), ("A", Played(PlayOutcome::Played)));
            assert_eq!(done.stage, in_prompt(2, 0));
            assert_eq!(done.audio(), None);
        }
    }
    assert_eq!(at(&queue), Idle);
}

#[test]
fn p1_a_prompt_may_finish_without_a_reported_start() {
    let mut queue = playing(&["A"]);
    assert_eq!(outcome(&finish(&mut queue).unwrap()), ("A", Played(PlayOutcome::Played)));
}

#[test]
fn p1_the_whole_list_is_repeated() {
    let mut queue = queue();
    queue.play(play("A", 2).repeated(times(3))).unwrap();
    for round in 0..3 {
        for index in 0..2 {
            assert_eq!(at(&queue), Prompt("A", index, round));
            assert_eq!(finish(&mut queue).is_some(), (round, index) == (2, 1));
        }
    }
    assert_eq!(now_number(&queue), None);
}

#[test]
fn p1_the_longest_list_and_the_most_rounds_are_counted_exactly() {
    for (prompts, rounds) in [(u8::MAX, 3), (1, u16::MAX)] {
        let mut queue = queue();
        queue.play(play("A", prompts).repeated(times(rounds))).unwrap();
        let mut steps = 1;
        while finish(&mut queue).is_none() {
            steps += 1;
        }
        assert_eq!(steps, u32::from(prompts) * u32::from(rounds));
    }
}

#[test]
fn p1_a_play_for_ever_outlives_the_count_of_rounds() {
    let mut queue = queue();
    queue.play(play("A", 2).repeated(Times::Forever)).unwrap();
    for step in 0..2 * (u32::from(u16::MAX) + 10) {
        let round = u16::try_from(step / 2).unwrap_or(u16::MAX);
        assert_eq!(at(&queue), Prompt("A", u8::from(step % 2 == 1), round));
        assert_eq!(finish(&mut queue), None);
    }
    let done = fail(&mut queue, Failure::Unavailable);
    assert_eq!(done.stage, in_prompt(0, u16::MAX));
}

#[test]
fn p2_a_failing_prompt_ends_the_play_and_the_stage_names_it() {
    for failure in FAILURES {
        let mut queue = queue();
        queue.play(play("A", 3).repeated(times(2))).unwrap();
        queue.play(play("B", 1)).unwrap();
        for _ in 0..4 {
            assert_eq!(finish(&mut queue), None);
        }
        let step = now(&queue);
        let done = fail(&mut queue, failure);
        assert_eq!(outcome(&done), ("A", Played(PlayOutcome::Failed(failure))));
        assert_eq!(done.stage, in_prompt(1, 1));
        assert!(queue.failed(step, failure).is_err(), "one failure, one completion");
        assert_eq!(at(&queue), Prompt("B", 0, 0));
    }
}

#[test]
fn p2_a_prompt_that_fails_at_once_lets_the_next_operation_begin() {
    let mut queue = playing(&["A", "B", "C"]);
    let a = finish(&mut queue).unwrap();
    let b = fail(&mut queue, Failure::BadFormat);
    assert_eq!(
        outcomes([a, b]),
        [
            ("A", Played(PlayOutcome::Played)),
            ("B", Played(PlayOutcome::Failed(Failure::BadFormat)))
        ]
    );
    assert_eq!(at(&queue), Prompt("C", 0, 0));
}

#[test]
fn p3_no_later_prompt_starts_after_an_interruption_or_a_cancel() {
    let request = |name| play(name, 3).repeated(Times::Forever).interrupted_by(by_keys("1"));
    let mut queue = queue();
    let interrupted = queue.play(request("A")).unwrap();
    let canceled = queue.play(request("B")).unwrap();
    finish(&mut queue);
    assert_eq!(at(&queue), Prompt("A", 1, 0));
    let media_queue::Effect::Completed(done) = queue.tone(Tone::Tone1).effect else {
        panic!("the play is interrupted")
    };
    assert_eq!((done.id, done.stage), (interrupted, in_prompt(1, 0)));
    finish(&mut queue);
    assert_eq!(at(&queue), Prompt("B", 1, 0));
    let done = queue.cancel(canceled).unwrap();
    assert_eq!(done.stage, in_prompt(1, 0));
    assert_eq!(at(&queue), Idle);
}

fn now_number(queue: &Queue) -> Option<u64> {
    queue.wanted().map(media_queue::Step::get)
}
