//! Cancelling: all, one, and what arrives around it.

use core::num::NonZeroU16;
use std::rc::Rc;

use media_queue::{
    Interrupts, MediaFailure, MediaQueue, Opening, OperationId, Play, PlayOutcome, RecordLimit,
    RecordOutcome, Stage, Stale, Tone,
};

use crate::support::*;

const CANCELED: Ending = Played(PlayOutcome::Canceled);

/// A context that counts the copies of itself that are alive.
fn counted(plays: usize) -> (Rc<()>, MediaQueue<Rc<()>, ()>) {
    let alive = Rc::new(());
    let mut queue = MediaQueue::new(NonZeroU16::MAX);
    for _ in 0..plays {
        queue.play(Play::new(), Rc::clone(&alive)).unwrap();
    }
    (alive, queue)
}

#[test]
fn c1_all_are_canceled_in_order_the_one_in_progress_first() {
    let mut queue = playing(&["A", "B"]);
    queue.record(record(Opening::Beep), "R").unwrap();
    let done: Vec<_> = queue.cancel_all().collect();
    let stages: Vec<_> = done.iter().map(|done| done.stage).collect();
    assert_eq!(stages, [in_prompt(0, 0), Stage::Queued, Stage::Queued]);
    assert!(done.is_sorted_by_key(|done| done.id));
    assert_eq!(
        endings(done),
        [("A", CANCELED), ("B", CANCELED), ("R", Recorded(RecordOutcome::Canceled))]
    );
    assert_eq!((at(&queue), queue.wanted(), queue.len()), (Idle, None, 0));
}

#[test]
fn c1_a_recording_in_progress_is_canceled_where_it_stands() {
    let mut queue = recording(record(Opening::Silence));
    let done = queue.cancel_all().next().unwrap();
    assert_eq!(ending(&done), ("R", Recorded(RecordOutcome::Canceled)));
    assert_eq!(done.stage, STARTED);
}

#[test]
fn c1_a_record_canceled_in_its_prompt_never_records() {
    let mut queue = queue();
    queue.record(record(Opening::PromptThenBeep(Interrupts::NEVER)), "R").unwrap();
    start(&mut queue);
    let done: Vec<_> = queue.cancel_all().collect();
    assert_eq!((done.len(), done[0].stage, done[0].audio()), (1, in_prompt(0, 0), None));
    assert_eq!(at(&queue), Idle);
}

#[test]
fn c1_the_subscription_stays_and_the_numbers_go_on() {
    let mut queue = queue();
    queue.subscribe_tones("S");
    assert_eq!(number(&mut queue, Tone::Tone3), Some(1));
    let a = queue.play(play(1), "A").unwrap();
    let b = queue.play(play(1), "B").unwrap();
    let step = now(&queue);
    assert_eq!(endings(queue.cancel_all()), [("A", CANCELED), ("B", CANCELED)]);
    assert_eq!(queue.tone_subscription(), Some(&"S"));
    assert_eq!(number(&mut queue, Tone::Tone3), Some(2));
    let c = queue.play(play(1), "C").unwrap();
    assert!(a < b && b < c);
    assert_eq!(now(&queue).get(), step.get() + 1);
}

#[test]
fn c1_more_than_a_thousand_are_canceled_each_once() {
    let mut queue: MediaQueue<usize> = MediaQueue::new(NonZeroU16::MAX);
    for context in 0..1_001 {
        queue.play(Play::new(), context).unwrap();
    }
    let canceled = queue.cancel_all();
    assert_eq!(canceled.len(), 1_001);
    assert!(canceled.map(|done| done.context).eq(0..1_001));
    assert!(queue.is_empty());
}

#[test]
fn c2_canceling_nothing_is_an_empty_list() {
    let mut queue = queue();
    assert_eq!(queue.cancel_all().len(), 0);
    queue.play(play(1), "A").unwrap();
    assert_eq!(queue.cancel_all().len(), 1);
    let before = queue.clone();
    assert_eq!(queue.cancel_all().next(), None, "a second cancel finds nothing");
    assert_eq!(queue, before);
}

#[test]
fn c2_dropped_unread_the_queue_is_empty_and_every_value_is_dropped() {
    let (alive, mut queue) = counted(5);
    assert_eq!(Rc::strong_count(&alive), 6);
    drop(queue.cancel_all());
    assert!(queue.is_empty());
    assert_eq!(Rc::strong_count(&alive), 1);
}

#[test]
fn c2_half_read_the_queue_is_empty() {
    let (alive, mut queue) = counted(5);
    let mut canceled = queue.cancel_all();
    let read = (canceled.next().unwrap(), canceled.next_back().unwrap());
    assert_eq!((read.0.id.get(), read.1.id.get(), canceled.len()), (1, 5, 3));
    drop(canceled);
    assert!(queue.is_empty());
    assert_eq!(Rc::strong_count(&alive), 3, "what was read is the host's");
}

#[test]
fn c2_the_list_is_exact_double_ended_and_fused() {
    let mut queue = playing(&["A", "B", "C"]);
    let mut canceled = queue.cancel_all();
    assert_eq!(canceled.size_hint(), (3, Some(3)));
    assert_eq!(format!("{canceled:?}"), "Canceled(3 operations)");
    assert_eq!(canceled.next_back().unwrap().context, "C");
    assert_eq!(canceled.next().unwrap().context, "A");
    assert_eq!(canceled.size_hint(), (1, Some(1)));
    assert_eq!(canceled.next_back().unwrap().context, "B");
    assert_eq!((canceled.next(), canceled.next_back(), canceled.next()), (None, None, None));
}

#[test]
fn c1_the_front_has_its_stage_from_whichever_end_it_is_read() {
    for ends in every_way_to_read(4) {
        let mut queue = playing(&["A", "B", "C", "D"]);
        let mut canceled = queue.cancel_all();
        let mut read: Vec<_> = ends
            .into_iter()
            .map(|back| if back { canceled.next_back() } else { canceled.next() }.unwrap())
            .collect();
        assert_eq!(canceled.next(), None);
        read.sort_by_key(|done| done.id);
        let stages: Vec<_> = read.iter().map(|done| done.stage).collect();
        assert_eq!(stages, [in_prompt(0, 0), Stage::Queued, Stage::Queued, Stage::Queued]);
    }
}

#[test]
fn c3_a_finish_after_the_cancel_is_stale() {
    let mut queue = playing(&["A", "B"]);
    let step = now(&queue);
    assert_eq!(queue.cancel_all().len(), 2);
    let before = queue.clone();
    let stale = Stale::NotCurrent { step };
    assert_eq!(queue.started(step), Err(stale));
    assert_eq!(queue.finished(step), Err(stale));
    assert_eq!(queue.failed(step, MediaFailure::Engine), Err(stale));
    assert_eq!(queue.limit_reached(step, RecordLimit::MaxDuration), Err(stale));
    assert_eq!(queue, before);
}

#[test]
fn c3_a_cancel_after_the_finish_no_longer_finds_it() {
    let mut queue = playing(&["A", "B"]);
    let done = play_out(&mut queue);
    assert_eq!(queue.cancel(done.id), None);
    assert_eq!(endings(queue.cancel_all()), [("B", CANCELED)]);
}

#[test]
fn c3_the_late_end_of_a_canceled_play_does_not_touch_the_next() {
    let mut queue = queue();
    let a = queue.play(play(3), "A").unwrap();
    queue.play(play(2), "B").unwrap();
    go_on(&mut queue);
    let step = now(&queue);
    let done = queue.cancel(a).unwrap();
    assert_eq!((ending(&done), done.stage), (("A", CANCELED), in_prompt(1, 0)));
    assert_eq!(queue.finished(step), Err(Stale::NotCurrent { step }));
    assert_eq!(at(&queue), Prompt("B", 0, 0));
}

#[test]
fn c3_what_is_accepted_right_after_is_no_part_of_the_cancel() {
    let mut queue = playing(&["A"]);
    start(&mut queue);
    let before = now(&queue);
    assert_eq!(queue.cancel_all().len(), 1);
    queue.play(play(1), "B").unwrap();
    assert_eq!(at(&queue), Prompt("B", 0, 0));
    assert!(now(&queue) > before);
    assert_eq!(queue.finished(before), Err(Stale::NotCurrent { step: before }));
    assert_eq!(names(&queue), ["B"]);
}

#[test]
fn c4_a_waiting_operation_is_taken_out_of_the_line() {
    let mut queue = playing(&["A", "B", "C"]);
    let ids: Vec<_> = queue.operations().map(|operation| operation.id).collect();
    let step = now(&queue);
    let done = queue.cancel(ids[1]).unwrap();
    assert_eq!((ending(&done), done.stage, done.id), (("B", CANCELED), Stage::Queued, ids[1]));
    assert_eq!((names(&queue), now(&queue)), (vec!["A", "C"], step), "A goes on");
    assert_eq!(queue.cancel(ids[2]).unwrap().context, "C");
    assert_eq!((names(&queue), now(&queue)), (vec!["A"], step));
    assert_eq!(queue.cancel(ids[1]), None);
    assert_eq!(queue.cancel(ids[2]), None);
}

#[test]
fn c4_after_the_one_in_progress_the_next_begins_as_a_new_step() {
    let mut queue = playing(&["A", "B"]);
    let (step, front) = (now(&queue), queue.operations().next().unwrap().id);
    assert_eq!(queue.cancel(front).unwrap().context, "A");
    assert_eq!(at(&queue), Prompt("B", 0, 0));
    assert_eq!(now(&queue).get(), step.get() + 1);
}

#[test]
fn c4_an_id_never_given_out_is_not_here() {
    let mut queue = playing(&["A"]);
    let before = queue.clone();
    for id in [2, u64::MAX] {
        assert_eq!(queue.cancel(OperationId::new(id).unwrap()), None);
    }
    assert_eq!(queue, before);
}
