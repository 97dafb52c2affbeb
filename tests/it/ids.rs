//! Numbers that are never used twice.

use media_queue::{Opening, OperationId, Step, Tone};

use crate::support::*;

#[test]
fn q5_ids_rise_by_one_from_one_however_operations_end() {
    let mut queue = limited(2);
    for expected in 1..=6 {
        let id = queue.play(play("A", 1)).unwrap();
        assert_eq!(id.get(), expected);
        match expected % 3 {
            0 => drop(finish(&mut queue)),
            1 => drop(queue.cancel(id)),
            _ => drop(queue.cancel_all()),
        }
    }
}

#[test]
fn q5_a_refused_request_takes_no_id() {
    let mut queue = limited(1);
    assert_eq!(queue.play(play("A", 1)).unwrap().get(), 1);
    assert!(queue.play(play("B", 1)).is_err());
    assert_eq!(queue.cancel_all().len(), 1);
    assert_eq!(queue.record(record("R", Opening::Beep)).unwrap().get(), 2);
}

#[test]
fn q5_steps_rise_by_one_with_each_start_of_the_engine() {
    let mut queue = queue();
    let mut seen = Vec::new();
    let mut see = |queue: &Queue| seen.push(now(queue).get());
    queue.play(play("A", 2)).unwrap();
    see(&queue);
    finish(&mut queue);
    see(&queue);
    queue.record(record("R", Opening::PromptThenBeep(by_keys("1")))).unwrap();
    finish(&mut queue);
    see(&queue);
    let _ = queue.tone(Tone::Tone1);
    see(&queue);
    finish(&mut queue);
    see(&queue);
    assert_eq!(queue.suspend(), None);
    queue.resume();
    see(&queue);
    assert_eq!(queue.cancel_all().len(), 1);
    queue.play(play("B", 1)).unwrap();
    see(&queue);
    assert_eq!(seen, [1, 2, 3, 4, 5, 6, 7]);
}

#[test]
fn q5_a_queued_operation_that_is_canceled_takes_no_step() {
    let mut queue = playing(&["A", "B", "C"]);
    assert_eq!(queue.cancel(OperationId::new(2).unwrap()).unwrap().into_context(), "B");
    finish(&mut queue);
    assert_eq!((at(&queue), now(&queue).get()), (Prompt("C", 0, 0), 2));
}

#[test]
fn q5_numbers_are_not_zero_and_are_shown_as_they_are() {
    assert_eq!((Step::new(0), OperationId::new(0)), (None, None));
    let (step, id) = (Step::new(u64::MAX).unwrap(), OperationId::new(7).unwrap());
    assert_eq!((step.get(), id.get()), (u64::MAX, 7));
    assert_eq!((step.to_string(), id.to_string()), (u64::MAX.to_string(), "7".into()));
    assert_eq!(serde_json::to_string(&id).unwrap(), "7");
    assert_eq!(serde_json::from_str::<Step>("3").unwrap(), Step::new(3).unwrap());
    assert!(serde_json::from_str::<OperationId>("0").is_err());
}
