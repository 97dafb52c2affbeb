//! The end of the call.

use std::rc::Rc;

use core::num::{NonZeroU8, NonZeroU16};

use media_queue::{Audio, HungUp, MediaQueue, Opening, Play, PlayOutcome, RecordOutcome, Stage};

use crate::support::*;

const CALL_ENDED: Outcome = Played(PlayOutcome::CallEnded);

#[test]
fn h1_every_operation_is_reported_in_order_with_its_stage() {
    let mut queue = queue();
    queue.subscribe_tones("S");
    queue.play(play("A", 2)).unwrap();
    queue.record(record("R", Opening::Beep)).unwrap();
    queue.play(play("B", 1)).unwrap();
    finish(&mut queue);
    let HungUp { ended, tone_subscription } = queue.hang_up();
    assert_eq!(tone_subscription, Some("S"));
    assert_eq!(format!("{ended:?}"), "CallEnded(3 operations)");
    assert_eq!((ended.len(), ended.size_hint()), (3, (3, Some(3))));
    let done: Vec<_> = ended.collect();
    let stages: Vec<_> = done.iter().map(|done| done.stage).collect();
    assert_eq!(stages, [in_prompt(1, 0), Stage::Queued, Stage::Queued]);
    assert_eq!(
        outcomes(done),
        [("A", CALL_ENDED), ("R", Recorded(RecordOutcome::CallEnded)), ("B", CALL_ENDED)]
    );
}

#[test]
fn h1_what_had_ended_before_is_not_reported_again() {
    let mut queue = playing(&["A", "B"]);
    assert_eq!(outcome(&finish(&mut queue).unwrap()), ("A", Played(PlayOutcome::Played)));
    assert_eq!(outcomes(queue.hang_up().ended), [("B", CALL_ENDED)]);
}

#[test]
fn h1_a_recording_is_reported_with_the_audio_it_has() {
    let done: Vec<_> = recording(record("R", Opening::Silence)).hang_up().ended.collect();
    assert_eq!((done[0].stage, done[0].audio()), (STARTED, Some(Audio::Partial)));
    assert_eq!(outcomes(done), [("R", Recorded(RecordOutcome::CallEnded))]);
}

#[test]
fn h1_a_suspended_call_hangs_up_like_any_other() {
    let mut queue = playing(&["A", "B"]);
    assert_eq!(queue.suspend(), None);
    assert_eq!(outcomes(queue.hang_up().ended), [("A", CALL_ENDED), ("B", CALL_ENDED)]);
}

#[test]
fn h1_an_idle_call_ends_with_nothing() {
    let HungUp { mut ended, tone_subscription } = queue().hang_up();
    assert_eq!((ended.next(), ended.next_back(), tone_subscription), (None, None, None));
}

#[test]
fn h1_the_rest_is_read_from_either_end_and_dropped_once() {
    let alive = Rc::new(());
    let mut queue: MediaQueue<Rc<()>> = MediaQueue::new(NonZeroU16::MAX);
    for _ in 0..4 {
        queue.play(Play::new(Rc::clone(&alive), NonZeroU8::MIN)).unwrap();
    }
    let mut ended = queue.hang_up().ended;
    assert_eq!(ended.next_back().map(|done| done.id.get()), Some(4));
    assert_eq!(ended.next().map(|done| done.id.get()), Some(1));
    assert_eq!(Rc::strong_count(&alive), 3);
    drop(ended);
    assert_eq!(Rc::strong_count(&alive), 1);
}
