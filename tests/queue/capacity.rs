//! Room: what a full queue does.

use core::num::NonZeroU16;

use media_queue::{Opening, QueueFull};

use crate::support::*;

#[test]
fn q4_at_the_limit_a_request_is_given_back_and_nothing_changes() {
    for limit in [1, 2, 5] {
        let mut queue = limited(limit);
        for _ in 0..limit {
            queue.play(play(1), "A").unwrap();
        }
        let before = queue.clone();
        let QueueFull { request, context, limit: held, .. } = queue.play(play(3), "B").unwrap_err();
        assert_eq!((request, context, held), (play(3), "B", queue.limit()));
        let QueueFull { request, context, .. } =
            queue.record(record(Opening::Silence), "R").unwrap_err();
        assert_eq!((request, context), (record(Opening::Silence), "R"));
        assert_eq!(queue, before);
        assert_eq!(queue.len(), usize::from(limit));
    }
}

#[test]
fn q4_an_end_a_cancel_or_a_lost_recording_makes_room_for_one() {
    let mut queue = limited(2);
    queue.record(record(Opening::Silence), "R").unwrap();
    queue.play(play(1), "A").unwrap();
    start(&mut queue);
    drop(completed(queue.suspend()));
    queue.play(play(1), "B").unwrap();
    assert!(queue.play(play(1), "C").is_err());
    resume(&mut queue);
    assert_eq!(play_out(&mut queue).context, "A");
    let c = queue.play(play(1), "C").unwrap();
    assert!(queue.play(play(1), "D").is_err());
    assert!(queue.cancel(c).is_some());
    queue.play(play(1), "D").unwrap();
    assert_eq!(names(&queue), ["B", "D"]);
}

#[test]
fn q4_barge_in_by_request_is_never_refused() {
    let mut queue = limited(1);
    queue.play(play(1), "A").unwrap();
    assert_eq!(queue.cancel_all().len(), 1);
    queue.record(record(Opening::Beep), "R").unwrap();
    assert_eq!(at(&queue), Beep("R"));
}

#[test]
fn q4_the_largest_limit_is_kept_exactly() {
    let mut queue = limited(u16::MAX);
    for _ in 0..u16::MAX {
        queue.play(play(1), "A").unwrap();
    }
    assert!(queue.play(play(1), "B").is_err());
    assert_eq!(queue.cancel_all().len(), usize::from(u16::MAX));
}

#[test]
fn q4_the_refusal_names_the_limit_and_leaves_the_context_out() {
    let mut queue = limited(1);
    queue.play(play(1), "A").unwrap();
    let refused = queue.play(play(1), "B").unwrap_err();
    assert_eq!(refused.to_string(), "no room for another operation: the queue holds at most 1");
    assert_eq!(format!("{refused:?}"), "QueueFull { limit: 1, .. }");
}

#[test]
fn q4_reserved_room_is_not_a_limit() {
    let limit = NonZeroU16::new(3).unwrap();
    for capacity in [0, 1, 3, 1_000] {
        let mut queue = Queue::with_capacity(limit, capacity);
        assert_eq!(queue, Queue::new(limit), "memory is not part of the state");
        for name in ["A", "B", "C"] {
            queue.play(play(1), name).unwrap();
        }
        assert!(queue.play(play(1), "D").is_err());
    }
}

#[test]
fn shrinking_changes_nothing_that_can_be_seen() {
    let mut queue = playing(&["A", "B", "C"]);
    drop(play_out(&mut queue));
    let before = queue.clone();
    queue.shrink();
    assert_eq!(queue, before);
    assert_eq!((queue.is_empty(), queue.len(), names(&queue)), (false, 2, vec!["B", "C"]));
}
