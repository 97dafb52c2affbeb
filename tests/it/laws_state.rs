//! Laws of a queue as data, for any source of inputs.

use core::fmt::Debug;

use media_queue::{Input, MediaQueue, Snapshot};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::lockstep::feed;

/// A host's value: comparable, and data.
pub(crate) trait Value: Clone + Debug + PartialEq + Serialize + DeserializeOwned {}

impl<T: Clone + Debug + PartialEq + Serialize + DeserializeOwned> Value for T {}

/// S1: the queue that its snapshot restores, which is equal in either format.
#[track_caller]
pub(crate) fn restored<C: Value, S: Value>(queue: &MediaQueue<C, S>) -> MediaQueue<C, S> {
    let bytes = postcard::to_allocvec(&queue.snapshot()).unwrap();
    let snapshot: Snapshot<C, S> = postcard::from_bytes(&bytes).unwrap();
    let text = serde_json::to_string(&queue.snapshot()).unwrap();
    assert_eq!(serde_json::from_str::<Snapshot<C, S>>(&text).unwrap(), snapshot);

    let restored = MediaQueue::try_from(snapshot).unwrap();
    assert_eq!(&restored, queue);
    restored
}

/// S1 and J1 on the way from `queue` through `inputs`: a queue restored before any
/// of them follows to the end, and is told the same and equal after every input.
#[track_caller]
pub(crate) fn follows<C: Value, S: Value>(
    mut queue: MediaQueue<C, S>,
    inputs: impl IntoIterator<Item = Input<C, S>>,
) {
    let mut followers = Vec::new();
    for input in inputs {
        followers.push(restored(&queue));
        let line = serde_json::to_string(&input).unwrap();
        let answer = feed(&mut queue, input);
        for follower in &mut followers {
            let input: Input<C, S> = serde_json::from_str(&line).unwrap();
            assert_eq!(feed(follower, input), answer);
            assert_eq!(*follower, queue);
        }
    }
}

/// S1: data that may be anything is refused or is a state, and a state takes any
/// input and is written as it was read.
#[track_caller]
pub(crate) fn refused_or_legal<C: Value, S: Value>(
    snapshot: Snapshot<C, S>,
    inputs: impl IntoIterator<Item = Input<C, S>>,
) {
    let data = postcard::to_allocvec(&snapshot).unwrap();
    if let Ok(queue) = MediaQueue::try_from(snapshot) {
        assert_eq!(postcard::to_allocvec(&queue.snapshot()).unwrap(), data);
        follows(queue, inputs);
    }
}
