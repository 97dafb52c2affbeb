//! The format of a snapshot, and that it restores an equal value.

use media_queue::MediaQueue;
use media_queue::session::Restored;
use media_queue::snapshot::{SessionSnapshot, Snapshot};

use crate::bytes::{golden, read, through};
use crate::calls::{Call, Queue, closing, detached, idle, menu, recording, suspended};

#[test]
fn s1_the_stored_form_of_a_queue() {
    for (name, queue) in [("idle", idle()), ("menu", menu()), ("suspended", suspended())] {
        golden(name, &queue.snapshot());
        let snapshot: Snapshot<String, u32> = read(name);
        assert_eq!(MediaQueue::try_from(snapshot).unwrap(), queue, "{name}");
    }
}

#[test]
fn s1_the_stored_form_of_a_session() {
    let calls = [("recording", recording()), ("closing", closing()), ("detached", detached())];
    for (name, call) in calls {
        golden(name, &call.snapshot());
        let snapshot: SessionSnapshot<String, u32> = read(name);
        assert_eq!(*Restored::try_from(snapshot).unwrap().session(), call, "{name}");
    }
}

#[test]
fn s1_a_subscription_without_a_value_is_not_lost() {
    let mut queue: MediaQueue<(), ()> = MediaQueue::new(core::num::NonZeroU16::MIN);
    queue.subscribe_tones(());
    let snapshot: Snapshot<(), ()> = through(&queue.snapshot());
    assert_eq!(MediaQueue::try_from(snapshot).unwrap().tone_subscription(), Some(&()));
    queue.unsubscribe_tones();
    let snapshot: Snapshot<(), ()> = through(&queue.snapshot());
    assert_eq!(MediaQueue::try_from(snapshot).unwrap().tone_subscription(), None);
}

#[test]
fn s1_members_stand_in_any_order_and_unknown_ones_are_refused() {
    let mut value = serde_json::to_value(menu().snapshot()).unwrap();
    let text = value.to_string();
    assert_ne!(text, serde_json::to_string(&menu().snapshot()).unwrap());
    let snapshot: Snapshot<String, u32> = serde_json::from_str(&text).unwrap();
    assert_eq!(Queue::try_from(snapshot).unwrap(), menu());

    value["v1"]["nextStep"] = 1.into();
    assert!(serde_json::from_value::<Snapshot<String, u32>>(value).is_err());
}

#[test]
fn s1_a_clock_that_started_at_the_last_instant_is_restored() {
    let mut call = Call::new(crate::calls::FOUR, crate::calls::settings());
    call.record(crate::calls::record().opened_by(media_queue::Opening::Silence), "answer".into())
        .unwrap();
    let last = crate::calls::at(u64::MAX);
    let step = crate::calls::start(&mut call, last);
    drop(call.started(step, last));
    let snapshot: SessionSnapshot<String, u32> = through(&call.snapshot());
    assert_eq!(*Restored::try_from(snapshot).unwrap().session(), call);
}
