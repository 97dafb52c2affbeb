//! Room: what a full queue does, and where the memory goes.

use media_queue::{Opening, QueueFull};

use crate::support::*;

#[test]
fn q4_at_the_limit_a_request_is_given_back_and_nothing_changes() {
    for limit in [1, 2, 5] {
        let mut queue = limited(limit);
        for _ in 0..limit {
            queue.play(play("A", 1)).unwrap();
        }
        let before = queue.clone();
        let QueueFull { request, limit: said } = queue.play(play("B", 3)).unwrap_err();
        assert_eq!((request, said), (play("B", 3), queue.limit()));
        let QueueFull { request, .. } = queue.record(record("R", Opening::Silence)).unwrap_err();
        assert_eq!(request, record("R", Opening::Silence));
        assert_eq!(queue, before);
        assert_eq!(queue.len(), usize::from(limit));
    }
}

#[test]
fn q4_an_end_a_cancel_or_a_lost_recording_makes_room_for_one() {
    let mut queue = limited(2);
    queue.record(record("R", Opening::Silence)).unwrap();
    queue.play(play("A", 1)).unwrap();
    start(&mut queue);
    assert!(queue.suspend().is_some());
    queue.play(play("B", 1)).unwrap();
    assert!(queue.play(play("C", 1)).is_err());
    queue.resume();
    assert!(finish(&mut queue).is_some());
    let c = queue.play(play("C", 1)).unwrap();
    assert!(queue.play(play("D", 1)).is_err());
    assert!(queue.cancel(c).is_some());
    queue.play(play("D", 1)).unwrap();
    assert_eq!(names(&queue), ["B", "D"]);
}

#[test]
fn q4_barge_in_by_request_is_never_refused() {
    let mut queue = limited(1);
    queue.play(play("A", 1)).unwrap();
    assert_eq!(queue.cancel_all().len(), 1);
    queue.record(record("R", Opening::Beep)).unwrap();
    assert_eq!(at(&queue), Beep("R"));
}

#[test]
fn q4_the_largest_limit_is_kept_exactly() {
    let mut queue = limited(u16::MAX);
    for _ in 0..u16::MAX {
        queue.play(play("A", 1)).unwrap();
    }
    assert!(queue.play(play("B", 1)).is_err());
    assert_eq!(queue.cancel_all().len(), usize::from(u16::MAX));
}

#[test]
fn q4_the_refusal_is_an_error_that_names_the_limit() {
    let mut queue = limited(1);
    queue.play(play("A", 1)).unwrap();
    let refused = queue.play(play("B", 1)).unwrap_err();
    assert_eq!(refused.to_string(), "no room for another operation: the queue holds at most 1");
    assert_eq!(format!("{refused:?}"), "QueueFull { limit: 1, .. }");
}

#[test]
fn shrinking_changes_nothing_that_can_be_seen() {
    let mut queue = playing(&["A", "B", "C"]);
    finish(&mut queue);
    let before = queue.clone();
    queue.shrink();
    assert_eq!(queue, before);
    assert_eq!((queue.is_empty(), queue.len(), names(&queue)), (false, 2, vec!["B", "C"]));
}
