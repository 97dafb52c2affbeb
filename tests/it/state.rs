//! Random states as data: followed, edited, spoiled.

use core::num::NonZeroU16;

use media_queue::{Input, MediaQueue, Phase, Snapshot, SnapshotV1, Stage};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::event::{Event, few_requests, input};
use crate::laws_state::{follows, refused_or_legal};

proptest! {
    #[test]
    fn j1_a_queue_restored_at_any_point_follows_to_the_end(events in events(40)) {
        let (_, fed) = run(small(), events);
        follows(small(), fed);
    }

    #[test]
    fn s1_an_edited_snapshot_is_refused_or_legal(
        events in events(20),
        edits in vec(((0..9_u8, 0..9_u64), stage()), 1..3),
        then in events(10),
    ) {
        let (queue, _) = run(small(), events);
        let bytes = postcard::to_allocvec(&queue.snapshot()).unwrap();
        let Ok(Snapshot::V1(mut snapshot)) = postcard::from_bytes(&bytes) else { panic!() };
        for (field, stage) in edits {
            edit(&mut snapshot, field, stage);
        }
        refused_or_legal(Snapshot::V1(snapshot), run(queue, then).1);
    }

    #[test]
    fn s1_flipped_bytes_are_refused_or_legal(
        events in events(20),
        flips in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        then in events(10),
    ) {
        let (queue, _) = run(small(), events);
        let mut bytes = postcard::to_allocvec(&queue.snapshot()).unwrap();
        for (index, byte) in flips {
            *index.get_mut(&mut bytes) = byte;
        }
        if let Ok(snapshot) = postcard::from_bytes::<Snapshot<String>>(&bytes) {
            refused_or_legal(snapshot, run(queue, then).1);
        }
    }
}

fn events(length: usize) -> impl Strategy<Value = Vec<Event>> {
    vec(few_requests(), 0..length)
}

fn small() -> MediaQueue<String> {
    MediaQueue::new(NonZeroU16::new(4).unwrap())
}

/// The state after `events`, and the inputs they were.
fn run(
    mut queue: MediaQueue<String>,
    events: Vec<Event>,
) -> (MediaQueue<String>, Vec<Input<String>>) {
    let mut fed = Vec::new();
    for event in events {
        if let Some(input) = input(event, &queue) {
            fed.push(input.clone());
            drop(input.apply(&mut queue));
        }
    }
    (queue, fed)
}

fn edit(snapshot: &mut SnapshotV1<String>, (field, number): (u8, u64), stage: Stage) {
    let at = usize::try_from(number).unwrap() % snapshot.operations.len().max(1);
    match field {
        0 => snapshot.limit = NonZeroU16::MIN.saturating_add(u16::try_from(number).unwrap()),
        1 => snapshot.suspended = !snapshot.suspended,
        2 => snapshot.last_id = number,
        3 => snapshot.last_step = number,
        4 => snapshot.tones = number,
        5 => snapshot.subscription = None,
        6 => snapshot.operations.rotate_left(at),
        7 => snapshot.operations.truncate(at),
        _ => {
            if let Some(operation) = snapshot.operations.get_mut(at) {
                operation.stage = stage;
            }
        }
    }
}

fn stage() -> impl Strategy<Value = Stage> {
    prop_oneof![
        Just(Stage::Queued),
        (0..4_u8, 0..4_u16)
            .prop_map(|(index, round)| Stage::InProgress(Phase::Prompt { index, round })),
        Just(Stage::InProgress(Phase::Beep)),
        any::<bool>().prop_map(|started| Stage::InProgress(Phase::Recording { started })),
    ]
}
