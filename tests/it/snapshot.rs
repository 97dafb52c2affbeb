//! The state as data: its format, what is refused, and how much is read.

use core::num::{NonZeroU8, NonZeroU16};
use std::collections::BTreeMap;

use media_queue::{
    Interrupts, MediaQueue, Millis, Opening, OperationId, Phase, Play, Record, RecordLimits,
    Snapshot, SnapshotError, SnapshotV1, Stage, Step, Times, Tone,
};
use serde_json::json;

use crate::laws_state::restored;

type Queue = MediaQueue<String, u32>;
type Spoil = fn(&mut SnapshotV1<String, u32>);

#[test]
fn s1_the_json_of_a_snapshot() {
    for (queue, golden) in [
        (idle(), include_str!("../fixtures/snapshot/idle.json")),
        (menu(), include_str!("../fixtures/snapshot/menu.json")),
        (held(), include_str!("../fixtures/snapshot/held.json")),
    ] {
        let written = serde_json::to_string_pretty(&queue.snapshot()).unwrap() + "\n";
        assert_eq!(written, golden);
        let read: Snapshot<String, u32> = serde_json::from_str(golden).unwrap();
        assert_eq!(MediaQueue::try_from(read).unwrap(), queue);
    }
}

#[test]
fn s1_the_bytes_of_a_snapshot() {
    let golden = include_str!("../fixtures/snapshot/postcard.hex");
    for (line, queue) in golden.lines().zip([idle(), menu(), held()]) {
        let written = postcard::to_allocvec(&queue.snapshot()).unwrap();
        assert_eq!(format!("{written:02x?}"), line);
        let bytes: Vec<u8> = line
            .trim_matches(['[', ']'])
            .split(", ")
            .map(|byte| u8::from_str_radix(byte, 16).unwrap())
            .collect();
        let read: Snapshot<String, u32> = postcard::from_bytes(&bytes).unwrap();
        assert_eq!(MediaQueue::try_from(read).unwrap(), queue);
    }
    assert_eq!(golden.lines().count(), 3);
}

#[test]
fn s1_a_subscription_without_a_value_is_not_lost() {
    let mut queue: MediaQueue<(), ()> = MediaQueue::new(NonZeroU16::MIN);
    queue.subscribe_tones(());
    assert_eq!(restored(&queue).tone_subscription(), Some(&()));
    queue.unsubscribe_tones();
    assert_eq!(restored(&queue).tone_subscription(), None);
}

#[test]
fn s1_members_in_any_order_and_no_unknown_ones() {
    let mut text = serde_json::to_value(menu().snapshot()).unwrap();
    let members: BTreeMap<_, _> = text["v1"].as_object().unwrap().iter().collect();
    let sorted = format!(r#"{{"v1":{}}}"#, serde_json::to_string(&members).unwrap());
    assert_ne!(sorted, serde_json::to_string(&menu().snapshot()).unwrap());
    let read: Snapshot<String, u32> = serde_json::from_str(&sorted).unwrap();
    assert_eq!(MediaQueue::try_from(read).unwrap(), menu());

    text["v1"]["nextStep"] = json!(1);
    assert!(serde_json::from_value::<Snapshot<String, u32>>(text).is_err());
}

#[test]
fn s1_a_refusal_names_the_value_and_the_allowed_range() {
    let refused: [(Spoil, &str); 17] = [
        (|s| s.limit = limit(2), "3 operations are held: expected at most the limit, 2"),
        (|s| s.operations[2].id = id(4), "operation 4 follows operation 4: expected a later id"),
        (|s| s.last_id = 4, "operation 5 is held: expected at most the last id, 4"),
        (
            |s| s.limit = limit(3),
            "the last id is 6: expected 5, the newest operation of a full queue",
        ),
        (
            |s| s.operations[0].stage = Stage::Queued,
            "operation 2 is first and queued: expected it to be in progress",
        ),
        (
            |s| s.operations[1].stage = in_progress(Phase::Beep),
            "operation 4 is in progress: expected only the first, 2, to be",
        ),
        (
            |s| s.operations[0].stage = in_progress(Phase::Beep),
            "operation 2 is a play at Beep: expected a prompt",
        ),
        (
            |s| s.operations[0].stage = in_progress(Phase::Recording { started: true }),
            "operation 2 is a play at Recording { started: true }: expected a prompt",
        ),
        (
            |s| s.operations[0].stage = in_progress(Phase::Prompt { index: 2, round: 0 }),
            "operation 2 is at prompt 2: expected less than 2",
        ),
        (
            |s| s.operations[0].stage = in_progress(Phase::Prompt { index: 0, round: 3 }),
            "operation 2 is in round 3: expected less than 3",
        ),
        (
            |s| s.operations[1].stage = in_progress(Phase::Prompt { index: 0, round: 0 }),
            "operation 4 is a record at Prompt { index: 0, round: 0 }: \
             expected a phase of Beep",
        ),
        (
            |s| {
                s.operations.remove(0);
                s.operations[0].stage = in_progress(Phase::Recording { started: true });
                s.suspended = true;
            },
            "operation 4 is being recorded while media is suspended: expected it to have ended",
        ),
        (
            |s| s.last_step = 3,
            "the last step is 3: expected at least the 4 that the operation in progress has used",
        ),
        (
            |s| {
                s.operations.remove(0);
                s.operations[0].stage = in_progress(Phase::Recording { started: false });
                s.last_step = 1;
            },
            "the last step is 1: expected at least the 2 that the operation in progress has used",
        ),
        (
            |s| {
                s.operations.clear();
                s.last_id = 0;
            },
            "the last step is 6: expected 0 before the first operation",
        ),
        (
            |s| s.last_step = (1 << 63) + 1,
            "the last step is 9223372036854775809: expected at most 2^63",
        ),
        (
            |s| s.last_step = u64::MAX,
            "the last step is 18446744073709551615: expected at most 2^63",
        ),
    ];
    for (spoil, reason) in refused {
        let mut snapshot = v1(&menu());
        spoil(&mut snapshot);
        let error = MediaQueue::try_from(Snapshot::V1(snapshot)).unwrap_err();
        assert_eq!(error.to_string(), reason);
    }
}

#[test]
fn s1_what_begins_while_suspended_has_used_no_step() {
    let mut queue: Queue = MediaQueue::new(NonZeroU16::MIN);
    assert_eq!(queue.suspend(), None);
    queue.play(Play::new("welcome".to_owned(), NonZeroU8::MIN)).unwrap();
    assert_eq!(v1(&queue).last_step, 0);
    let mut queue = restored(&queue);

    let mut resumed = v1(&queue);
    resumed.suspended = false;
    assert_eq!(
        MediaQueue::try_from(Snapshot::V1(resumed)),
        Err(SnapshotError::TooFewSteps { last_step: 0, used: 1 })
    );
    queue.resume();
    assert_eq!(restored(&queue).wanted(), Step::new(1));
}

#[test]
fn s1_numbers_at_their_ends() {
    let mut queue: Queue = MediaQueue::new(NonZeroU16::MAX);
    queue.subscribe_tones(1);
    let forever = Play::new("music".to_owned(), NonZeroU8::MAX).repeated(Times::Forever);
    queue.play(forever).unwrap();
    let mut snapshot = v1(&queue);
    snapshot.last_id = u64::MAX;
    snapshot.last_step = 1 << 63;
    snapshot.tones = u64::MAX;
    snapshot.operations[0].stage = in_progress(Phase::Prompt { index: 254, round: u16::MAX });

    let mut queue = MediaQueue::try_from(Snapshot::V1(snapshot.clone())).unwrap();
    assert_eq!(v1(&queue), snapshot);
    assert_eq!(queue.tone(Tone::Star).heard.unwrap().number, u64::MAX);
    assert!(queue.play(Play::new("later".to_owned(), NonZeroU8::MIN)).is_err());
    assert_eq!(queue.finished(queue.wanted().unwrap()), Ok(None));
    let stage = in_progress(Phase::Prompt { index: 0, round: u16::MAX });
    assert_eq!(queue.operations().next().unwrap().stage, stage);

    snapshot.last_step = 255 * 65_535 + 255;
    assert!(MediaQueue::try_from(Snapshot::V1(snapshot.clone())).is_ok());
    snapshot.last_step -= 1;
    assert!(MediaQueue::try_from(Snapshot::V1(snapshot)).is_err());
}

#[test]
fn s1_reading_stops_at_the_largest_limit() {
    let snapshot = |operations: usize| {
        let mut snapshot = v1(&menu());
        snapshot.limit = NonZeroU16::MAX;
        let waiting = snapshot.operations[2].clone();
        snapshot.operations.resize(operations, waiting);
        for (operation, id) in snapshot.operations.iter_mut().zip(2..) {
            operation.id = OperationId::new(id).unwrap();
            snapshot.last_id = id;
        }
        Snapshot::V1(snapshot)
    };
    let most = postcard::to_allocvec(&snapshot(65_535)).unwrap();
    let read: Snapshot<String, u32> = postcard::from_bytes(&most).unwrap();
    assert_eq!(MediaQueue::try_from(read).unwrap().len(), 65_535);

    let text = serde_json::to_string(&snapshot(65_536)).unwrap();
    let error = serde_json::from_str::<Snapshot<String, u32>>(&text).unwrap_err();
    assert!(
        error.to_string().starts_with("invalid length 65536, expected at most 65535 operations"),
        "{error}"
    );
    let more = postcard::to_allocvec(&snapshot(65_536)).unwrap();
    assert!(postcard::from_bytes::<Snapshot<String, u32>>(&more).is_err());
}

fn idle() -> Queue {
    MediaQueue::new(NonZeroU16::MIN)
}

/// The second prompt of the second round, with two operations waiting, one ended and
/// two cancelled.
fn menu() -> Queue {
    let mut queue: Queue = MediaQueue::new(limit(16));
    queue.subscribe_tones(42);
    let text = str::to_owned;
    let two = NonZeroU8::new(2).unwrap();
    queue.play(Play::new(text("welcome"), two)).unwrap();
    let thrice = Times::Count(NonZeroU16::new(3).unwrap());
    let interrupts = Interrupts::by_tones("12".parse().unwrap()).and_speech();
    queue.play(Play::new(text("menu"), two).repeated(thrice).interrupted_by(interrupts)).unwrap();
    let skipped = queue.play(Play::new(text("skipped"), two)).unwrap();
    let limits = RecordLimits {
        max_silence: Millis::new(2_000),
        ..RecordLimits::new(Millis::new(10_000).unwrap())
    };
    queue.record(Record::new(text("answer"), limits).stopped_by("#".parse().unwrap())).unwrap();
    queue.play(Play::new(text("music"), two).repeated(Times::Forever)).unwrap();
    let late = queue.play(Play::new(text("late"), two)).unwrap();
    for id in [skipped, late] {
        let _canceled = queue.cancel(id).unwrap();
    }
    let _heard = queue.tone(Tone::Tone9);
    for _ in 0..5 {
        let _completion = queue.finished(queue.wanted().unwrap()).unwrap();
    }
    queue
}

/// A record at its beep, on hold.
fn held() -> Queue {
    let mut queue: Queue = MediaQueue::new(limit(4));
    let opening = Opening::PromptThenBeep(Interrupts::ANYTHING);
    let limits = RecordLimits {
        max_silence: Millis::new(1_000),
        initial_silence: Millis::new(5_000),
        media_timeout: Millis::new(3_000),
        ..RecordLimits::new(Millis::new(60_000).unwrap())
    };
    queue.record(Record::new("message".to_owned(), limits).opened_by(opening)).unwrap();
    let _interrupted = queue.speech_started();
    assert_eq!(queue.suspend(), None);
    queue
}

fn v1(queue: &Queue) -> SnapshotV1<String, u32> {
    let text = serde_json::to_string(&queue.snapshot()).unwrap();
    match serde_json::from_str(&text).unwrap() {
        Snapshot::V1(snapshot) => snapshot,
        _ => panic!("a later version"),
    }
}

fn limit(limit: u16) -> NonZeroU16 {
    NonZeroU16::new(limit).unwrap()
}

fn id(id: u64) -> OperationId {
    OperationId::new(id).unwrap()
}

fn in_progress(phase: Phase) -> Stage {
    Stage::InProgress(phase)
}
