//! The end of the call.

use core::num::NonZeroU16;
use std::rc::Rc;

use media_queue::{Audio, HungUp, MediaQueue, Opening, Play, PlayOutcome, RecordOutcome, Stage};

use crate::support::*;

const CALL_ENDED: Ending = Played(PlayOutcome::CallEnded);

#[test]
fn h1_every_operation_is_reported_in_order_with_its_stage() {
    let mut queue = queue();
    queue.subscribe_tones("S");
    queue.play(play(2), "A").unwrap();
    queue.record(record(Opening::Beep), "R").unwrap();
    queue.play(play(1), "B").unwrap();
    go_on(&mut queue);
    let HungUp { completions, tone_subscription, .. } = queue.hang_up();
    assert_eq!(tone_subscription, Some("S"));
    assert_eq!(format!("{completions:?}"), "Remaining(3 operations)");
    assert_eq!((completions.len(), completions.size_hint()), (3, (3, Some(3))));
    let done: Vec<_> = completions.collect();
    let stages: Vec<_> = done.iter().map(|done| done.stage).collect();
    assert_eq!(stages, [in_prompt(1, 0), Stage::Queued, Stage::Queued]);
    assert_eq!(
        endings(done),
        [("A", CALL_ENDED), ("R", Recorded(RecordOutcome::CallEnded)), ("B", CALL_ENDED)]
    );
}

#[test]
fn h1_an_operation_that_had_ended_before_is_not_reported_again() {
    let mut queue = playing(&["A", "B"]);
    assert_eq!(ending(&play_out(&mut queue)), ("A", Played(PlayOutcome::Played)));
    assert_eq!(endings(queue.hang_up().completions), [("B", CALL_ENDED)]);
}

#[test]
fn h1_a_recording_is_reported_with_the_audio_it_has() {
    let queue = recording(record(Opening::Silence));
    let done: Vec<_> = queue.hang_up().completions.collect();
    assert_eq!((done[0].stage, done[0].audio()), (STARTED, Some(Audio::Partial)));
    assert_eq!(endings(done), [("R", Recorded(RecordOutcome::CallEnded))]);
}

#[test]
fn h1_a_suspended_call_hangs_up_like_any_other() {
    let mut queue = playing(&["A", "B"]);
    suspend(&mut queue);
    assert_eq!(endings(queue.hang_up().completions), [("A", CALL_ENDED), ("B", CALL_ENDED)]);
}

#[test]
fn h1_an_idle_call_ends_with_nothing() {
    let HungUp { mut completions, tone_subscription, .. } = queue().hang_up();
    assert_eq!(
        (completions.next(), completions.next_back(), tone_subscription),
        (None, None, None)
    );
}

#[test]
fn h1_the_front_has_its_stage_from_whichever_end_it_is_read() {
    for ends in every_way_to_read(4) {
        let mut completions = playing(&["A", "B", "C", "D"]).hang_up().completions;
        let mut read: Vec<_> = ends
            .into_iter()
            .map(|back| if back { completions.next_back() } else { completions.next() }.unwrap())
            .collect();
        assert_eq!((completions.next(), completions.next_back()), (None, None));
        read.sort_by_key(|done| done.id);
        let stages: Vec<_> = read.iter().map(|done| done.stage).collect();
        assert_eq!(stages, [in_prompt(0, 0), Stage::Queued, Stage::Queued, Stage::Queued]);
    }
}

#[test]
fn h1_each_context_is_dropped_once_however_little_is_read() {
    let alive = Rc::new(());
    let mut queue: MediaQueue<Rc<()>> = MediaQueue::new(NonZeroU16::MAX);
    for _ in 0..4 {
        queue.play(Play::new(), Rc::clone(&alive)).unwrap();
    }
    let mut completions = queue.hang_up().completions;
    assert_eq!(completions.next_back().map(|done| done.id.get()), Some(4));
    assert_eq!(completions.next().map(|done| done.id.get()), Some(1));
    assert_eq!(Rc::strong_count(&alive), 3);
    drop(completions);
    assert_eq!(Rc::strong_count(&alive), 1);
}
