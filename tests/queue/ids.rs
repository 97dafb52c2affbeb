//! Numbers that are never used twice.

use media_queue::{Opening, OperationId, Step, Tone};

use crate::support::*;

#[test]
fn q5_ids_rise_by_one_from_one_however_operations_end() {
    let mut queue = limited(2);
    for expected in 1..=6 {
        let id = queue.play(play(1), "A").unwrap();
        assert_eq!(id.get(), expected);
        match expected % 3 {
            0 => drop(play_out(&mut queue)),
            1 => drop(queue.cancel(id)),
            _ => drop(queue.cancel_all()),
        }
    }
}

#[test]
fn q5_a_refused_request_takes_no_id() {
    let mut queue = limited(1);
    assert_eq!(queue.play(play(1), "A").unwrap().get(), 1);
    assert!(queue.play(play(1), "B").is_err());
    assert_eq!(queue.cancel_all().len(), 1);
    assert_eq!(queue.record(record(Opening::Beep), "R").unwrap().get(), 2);
}

#[test]
fn q5_steps_rise_by_one_with_each_start_of_the_engine() {
    let mut queue = queue();
    let mut seen = Vec::new();
    let mut see = |queue: &Queue| seen.push(now(queue).get());
    queue.play(play(2), "A").unwrap();
    see(&queue);
    go_on(&mut queue);
    see(&queue);
    queue.record(record(Opening::PromptThenBeep(on_keys("1"))), "R").unwrap();
    drop(play_out(&mut queue));
    see(&queue);
    let _ = queue.tone(Tone::Tone1);
    see(&queue);
    go_on(&mut queue);
    see(&queue);
    suspend(&mut queue);
    resume(&mut queue);
    see(&queue);
    assert_eq!(queue.cancel_all().len(), 1);
    queue.play(play(1), "B").unwrap();
    see(&queue);
    assert_eq!(seen, [1, 2, 3, 4, 5, 6, 7]);
}

#[test]
fn q5_a_queued_operation_that_is_canceled_takes_no_step() {
    let mut queue = playing(&["A", "B", "C"]);
    assert_eq!(queue.cancel(OperationId::new(2).unwrap()).unwrap().context, "B");
    drop(play_out(&mut queue));
    assert_eq!((at(&queue), now(&queue).get()), (Prompt("C", 0, 0), 2));
}

#[test]
fn q5_numbers_are_not_zero_and_are_shown_as_they_are() {
    assert_eq!((Step::new(0), OperationId::new(0)), (None, None));
    assert_eq!((Step::FIRST.get(), OperationId::FIRST.get()), (1, 1));
    let (step, id) = (Step::new(u64::MAX).unwrap(), OperationId::new(7).unwrap());
    assert_eq!((step.get(), id.get()), (u64::MAX, 7));
    assert_eq!((step.to_string(), id.to_string()), (u64::MAX.to_string(), "7".into()));
}
