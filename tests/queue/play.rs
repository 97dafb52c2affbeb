//! A play: prompts in order, once, n times or for ever.

use media_queue::{MediaFailure, Opening, OperationKind, Outcome, PlayOutcome, Stage, Times, Tone};

use crate::support::*;

#[test]
fn q1_operations_run_in_the_order_accepted_one_at_a_time() {
    let mut queue = playing(&["A", "B", "C"]);
    let mut played = Vec::new();
    while let Some(front) = queue.operations().next().map(|front| front.id) {
        let stages: Vec<_> = queue.operations().map(|operation| operation.stage).collect();
        assert_eq!(stages[0], in_prompt(0, 0));
        assert!(stages[1..].iter().all(|&stage| stage == Stage::Queued));
        let done = play_out(&mut queue);
        assert_eq!(done.id, front);
        played.push(done.context);
    }
    assert_eq!(played, ["A", "B", "C"]);
    assert_eq!(at(&queue), Idle);
}

#[test]
fn q1_a_play_and_a_record_stand_in_one_line() {
    let mut queue = playing(&["A"]);
    queue.record(record(Opening::Beep), "R").unwrap();
    queue.play(play(1), "B").unwrap();
    let kinds: Vec<_> = queue.operations().map(|operation| operation.kind).collect();
    assert_eq!(kinds, [OperationKind::Play, OperationKind::Record, OperationKind::Play]);
    let from_the_back: Vec<_> = queue.operations().rev().map(|o| *o.context).collect();
    assert_eq!(from_the_back, ["B", "R", "A"]);
    assert_eq!(queue.operations().len(), 3);
    drop(play_out(&mut queue));
    assert_eq!(at(&queue), Beep("R"));
    assert_eq!(names(&queue), ["R", "B"]);
}

#[test]
fn q2_what_an_idle_queue_accepts_is_in_progress_at_once() {
    let mut queue = queue();
    assert_eq!((at(&queue), queue.wanted()), (Idle, None));
    queue.play(play(1), "A").unwrap();
    assert_eq!(at(&queue), Prompt("A", 0, 0));
    drop(play_out(&mut queue));
    assert_eq!((at(&queue), queue.wanted()), (Idle, None));
    queue.play(play(1), "B").unwrap();
    assert_eq!(at(&queue), Prompt("B", 0, 0));
}

#[test]
fn q3_the_request_is_given_back_whole() {
    let request = play(3).repeated(times(2)).interrupted_by(on_keys("1"));
    let mut queue = queue();
    let id = queue.play(request, "A").unwrap();
    let done = fail(&mut queue, MediaFailure::Engine);
    assert_eq!(done.id, id);
    assert_eq!(done.outcome, Outcome::Play(request, PlayOutcome::Failed(MediaFailure::Engine)));
    assert_eq!((done.context, done.kind()), ("A", OperationKind::Play));
}

#[test]
fn p1_each_prompt_is_a_step_and_after_the_last_it_is_played() {
    let mut queue = queue();
    queue.play(play(3), "A").unwrap();
    for index in 0..3 {
        assert_eq!(at(&queue), Prompt("A", index, 0));
        assert_eq!(now(&queue).get(), u64::from(index) + 1);
        start(&mut queue);
        assert_eq!(at(&queue), Prompt("A", index, 0), "a start moves nothing");
        if index < 2 {
            go_on(&mut queue);
        }
    }
    let done = play_out(&mut queue);
    assert_eq!(ending(&done), ("A", Played(PlayOutcome::Played)));
    assert_eq!((done.stage, done.audio()), (in_prompt(2, 0), None));
    assert_eq!(at(&queue), Idle);
}

#[test]
fn p1_a_prompt_may_finish_without_a_reported_start() {
    let mut queue = playing(&["A"]);
    assert_eq!(ending(&play_out(&mut queue)), ("A", Played(PlayOutcome::Played)));
}

#[test]
fn p1_the_whole_list_is_repeated() {
    let mut queue = queue();
    queue.play(play(2).repeated(times(3)), "A").unwrap();
    for round in 0..3 {
        for index in 0..2 {
            assert_eq!(at(&queue), Prompt("A", index, round));
            let ended = finish(&mut queue).into_completion().is_some();
            assert_eq!(ended, (round, index) == (2, 1));
        }
    }
    assert_eq!(queue.wanted(), None);
}

#[test]
fn p1_the_longest_list_and_the_most_rounds_are_counted_exactly() {
    for (prompts, rounds) in [(u8::MAX, 3), (1, u16::MAX)] {
        let mut queue = queue();
        queue.play(play(prompts).repeated(times(rounds)), "A").unwrap();
        for _ in 1..u32::from(prompts) * u32::from(rounds) {
            go_on(&mut queue);
        }
        assert_eq!(play_out(&mut queue).stage, in_prompt(prompts - 1, rounds - 1));
    }
}

#[test]
fn p1_a_play_for_ever_outlives_the_count_of_rounds() {
    let mut queue = queue();
    queue.play(play(2).repeated(Times::Forever), "A").unwrap();
    for step in 0..2 * (u32::from(u16::MAX) + 10) {
        let round = u16::try_from(step / 2).unwrap_or(u16::MAX);
        assert_eq!(at(&queue), Prompt("A", u8::from(step % 2 == 1), round));
        go_on(&mut queue);
    }
    let done = fail(&mut queue, MediaFailure::Unavailable);
    assert_eq!(done.stage, in_prompt(0, u16::MAX));
}

#[test]
fn p2_a_failing_prompt_ends_the_play_and_the_stage_names_it() {
    for failure in FAILURES {
        let mut queue = queue();
        queue.play(play(3).repeated(times(2)), "A").unwrap();
        queue.play(play(1), "B").unwrap();
        for _ in 0..4 {
            go_on(&mut queue);
        }
        let step = now(&queue);
        let done = fail(&mut queue, failure);
        assert_eq!(ending(&done), ("A", Played(PlayOutcome::Failed(failure))));
        assert_eq!(done.stage, in_prompt(1, 1));
        assert!(queue.failed(step, failure).is_err(), "one failure, one completion");
        assert_eq!(at(&queue), Prompt("B", 0, 0));
    }
}

#[test]
fn p2_a_prompt_that_fails_at_once_lets_the_next_operation_begin() {
    let mut queue = playing(&["A", "B", "C"]);
    let a = play_out(&mut queue);
    let b = fail(&mut queue, MediaFailure::BadFormat);
    assert_eq!(
        endings([a, b]),
        [
            ("A", Played(PlayOutcome::Played)),
            ("B", Played(PlayOutcome::Failed(MediaFailure::BadFormat)))
        ]
    );
    assert_eq!(at(&queue), Prompt("C", 0, 0));
}

#[test]
fn p3_no_later_prompt_starts_after_an_interruption_or_a_cancel() {
    let request = play(3).repeated(Times::Forever).interrupted_by(on_keys("1"));
    let mut queue = queue();
    let interrupted = queue.play(request, "A").unwrap();
    let canceled = queue.play(request, "B").unwrap();
    go_on(&mut queue);
    assert_eq!(at(&queue), Prompt("A", 1, 0));
    let done = completed(queue.tone(Tone::Tone1).effect);
    assert_eq!((done.id, done.stage), (interrupted, in_prompt(1, 0)));
    go_on(&mut queue);
    assert_eq!(at(&queue), Prompt("B", 1, 0));
    let done = queue.cancel(canceled).unwrap();
    assert_eq!(done.stage, in_prompt(1, 0));
    assert_eq!(at(&queue), Idle);
}
