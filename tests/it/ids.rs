//! Numbers that are never used twice.

use core::num::{NonZeroU8, NonZeroU16};

use media_queue::{
    MediaQueue, Opening, OperationId, Play, Record, Snapshot, SnapshotError, SnapshotV1, Step, Tone,
};

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

/// A call that has lived very long.
const OLD: SnapshotV1<u8> = SnapshotV1 {
    limit: NonZeroU16::MAX,
    suspended: false,
    last_id: u64::MAX - 1,
    last_step: 1 << 63,
    tones: u64::MAX - 1,
    subscription: Some(7),
    operations: Vec::new(),
};

#[test]
fn q5_after_the_last_id_a_request_is_refused_as_at_the_limit() {
    let mut queue = MediaQueue::try_from(Snapshot::V1(OLD)).unwrap();
    let last = queue.play(Play::new(1, NonZeroU8::MIN)).unwrap();
    assert_eq!((last.get(), now(&queue).get()), (u64::MAX, (1 << 63) + 1));
    for _ in 0..2 {
        let before = queue.clone();
        assert_eq!(queue.play(Play::new(2, NonZeroU8::MIN)).unwrap_err().request.context, 2);
        assert_eq!(queue.record(Record::new(3, LIMITS)).unwrap_err().request.context, 3);
        assert_eq!(queue, before);
        assert_eq!(queue.cancel_all().len(), before.len());
    }
}

#[test]
fn q5_tone_numbers_stay_at_the_last() {
    let mut queue = MediaQueue::try_from(Snapshot::V1(OLD)).unwrap();
    for _ in 0..3 {
        assert_eq!(queue.tone(Tone::Tone1).heard.unwrap().number, u64::MAX);
    }
}

#[test]
fn q5_a_snapshot_whose_step_number_is_past_2_to_the_63_is_refused() {
    let last_step = OLD.last_step + 1;
    assert_eq!(
        MediaQueue::try_from(Snapshot::V1(SnapshotV1 { last_step, ..OLD })),
        Err(SnapshotError::TooManySteps { last_step })
    );
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
