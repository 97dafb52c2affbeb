//! What is stored of a call, and what it restores to.

use media_queue::journal::{Entry, Input, Line};
use media_queue::snapshot::{Snapshot, SnapshotError};
use media_queue::{MediaQueue, Time};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The queue restored from `before`, to which the line of `input` is applied, is equal to
/// `after`.
#[track_caller]
pub(crate) fn follows(before: MediaQueue<u8>, at: Time, input: &Input<u8>, after: &MediaQueue<u8>) {
    let Some(mut follower) = restored(&before) else { return };
    let line: Line<u8> = through(&Line::input(at, input));
    let Entry::Input(read, input) = line.into_entry() else { panic!("an input is stored as one") };
    assert_eq!(read, at);
    drop(input.apply(&mut follower));
    assert_eq!(&follower, after);
}

/// The queue that its snapshot restores, which is equal. `None` if it came from a snapshot
/// at the last step that is restored, and is beyond it now.
#[track_caller]
pub(crate) fn restored(queue: &MediaQueue<u8>) -> Option<MediaQueue<u8>> {
    let snapshot: Snapshot<u8> = through(&queue.snapshot());
    let restored = match MediaQueue::try_from(snapshot) {
        Err(SnapshotError::TooManySteps { .. }) => return None,
        restored => restored.expect("a state is restored"),
    };
    assert_eq!(&restored, queue);
    Some(restored)
}

/// What is read back of `written`.
#[track_caller]
pub(crate) fn through<T: DeserializeOwned>(written: &impl Serialize) -> T {
    let bytes = postcard::to_allocvec(written).expect("no I/O");
    postcard::from_bytes(&bytes).expect("what was written is read")
}
