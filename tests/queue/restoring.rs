//! A call that goes on from its stored state.
//!
//! Everything about stored states in the walk and in the random calls goes through here.

use media_queue::snapshot::Snapshot;
use media_queue::{MediaQueue, Play, Record, Tone};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::support::{LIMITS, now};

/// The queue that goes on in place of `queue`. It is equal, whichever format stored it.
#[track_caller]
pub(crate) fn restored<C, S>(queue: &MediaQueue<C, S>) -> MediaQueue<C, S>
where
    C: Clone + Serialize + DeserializeOwned + core::fmt::Debug + PartialEq,
    S: Clone + Serialize + DeserializeOwned + core::fmt::Debug + PartialEq,
{
    let bytes = postcard::to_allocvec(&queue.snapshot()).unwrap();
    let snapshot: Snapshot<C, S> = postcard::from_bytes(&bytes).unwrap();
    let text = serde_json::to_string(&queue.snapshot()).unwrap();
    assert_eq!(serde_json::from_str::<Snapshot<C, S>>(&text).unwrap(), snapshot);

    let restored = MediaQueue::try_from(snapshot).unwrap();
    assert_eq!(&restored, queue);
    restored
}

#[test]
fn q5_after_the_last_id_a_request_is_refused_as_at_the_limit() {
    let mut queue = old();
    let last = queue.play(Play::new(), 1).unwrap();
    assert_eq!((last.get(), now(&queue).get()), (u64::MAX, (1 << 63) + 1));
    for held in [1, 0] {
        let before = queue.clone();
        assert_eq!(queue.play(Play::new(), 2).unwrap_err().context, 2);
        assert_eq!(queue.record(Record::new(LIMITS), 3).unwrap_err().context, 3);
        assert_eq!(queue, before);
        assert_eq!(queue.cancel_all().len(), held);
    }
}

#[test]
fn q5_tone_numbers_stay_at_the_last() {
    let mut queue = old();
    for _ in 0..3 {
        assert_eq!(queue.tone(Tone::Tone1).heard.unwrap().number, u64::MAX);
    }
}

/// A call that has lived very long.
#[track_caller]
fn old() -> MediaQueue<u8> {
    let mut queue: MediaQueue<u8> = MediaQueue::new(core::num::NonZeroU16::MAX);
    queue.subscribe_tones(7);
    let mut stored = serde_json::to_value(queue.snapshot()).unwrap();
    let Some(Value::Object(state)) = stored.as_object_mut().and_then(|s| s.values_mut().next())
    else {
        panic!("{stored}")
    };
    state["lastId"] = json!(u64::MAX - 1);
    state["lastStep"] = json!(1_u64 << 63);
    state["tones"] = json!(u64::MAX - 1);
    let snapshot: Snapshot<u8> = serde_json::from_value(stored).unwrap();
    MediaQueue::try_from(snapshot).unwrap()
}
