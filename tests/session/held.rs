//! A completion with audio waits for its file (rules K4 and X3).

use media_queue::session::{Reaction, Stuck};
use media_queue::{Audio, MediaFailure, Play, RecordLimit, RecordOutcome, Tone};

use crate::calls::{
    Call, at, completed, limits, record, record_outcome, recorded, recording, send_start,
    send_stop, start, stop, stuck,
};

const STOPPED: RecordOutcome = RecordOutcome::StopTone(Tone::Pound);

/// A recording that `#` ended at 3 s, and whose file is not complete yet.
fn closing() -> (Call, media_queue::OperationId, media_queue::Step) {
    let (mut call, id, step) = recording(limits());
    let reaction = call.tone(Tone::Pound, at(3_000)).effect;
    assert_eq!(reaction, Reaction::Closing { id, cut: Some(at(3_000)) });
    (call, id, step)
}

#[test]
fn k4_a_stopped_recording_is_held_until_its_file_is_complete() {
    let (call, ..) = recording(limits());
    assert_eq!(call.closing(), None);
    let (mut call, id, step) = closing();
    let held = call.closing().unwrap();
    assert_eq!((held.completion.id, held.cut), (id, Some(at(3_000))));
    assert_eq!(send_stop(&mut call, 3_000).step, step);
    let whole = completed(call.finished(step, at(3_040)));
    assert_eq!((whole.completion.id, whole.cut), (id, Some(at(3_000))));
    assert_eq!(record_outcome(&whole.completion), STOPPED);
    assert_eq!(call.closing(), None);
}

#[test]
fn k4_what_is_discarded_is_not_held() {
    let (mut call, ..) = recording(limits());
    let nobody = completed(call.expire(at(5_000)));
    let silence = RecordOutcome::LimitReached(RecordLimit::InitialSilence);
    assert_eq!(record_outcome(&nobody.completion), silence);
    assert_eq!((nobody.completion.audio(), nobody.cut), (Some(Audio::Discard), Some(at(5_000))));
    assert_eq!(stop(&mut call, 5_000), Reaction::Nothing);

    let canceled = call.record(record(limits()), "canceled").unwrap();
    start(&mut call, 6_000);
    assert_eq!(call.cancel(nobody.completion.id, at(6_000)), None);
    let canceled = call.cancel(canceled, at(6_000)).unwrap();
    assert_eq!(canceled.audio(), Some(Audio::Discard));
    assert_eq!(call.deadline(), None, "its clock is gone");
}

#[test]
fn k4_a_recording_whose_stop_is_stuck_is_held_no_longer() {
    let (mut call, id, step) = closing();
    call.play(Play::new(), "next").unwrap();
    assert_eq!(send_stop(&mut call, 3_000).step, step);
    assert_eq!(call.deadline(), Some(at(3_300)));
    let reported = call.clone().expire(at(3_300)).into_completed();
    assert_eq!(reported.map(|completed| completed.completion.context), Some("record"));
    let (stuck, held) = stuck(call.expire(at(3_300)));
    assert_eq!(stuck, Stuck::Stop(step));
    assert_eq!(held.map(|held| (held.completion.id, held.cut)), Some((id, Some(at(3_000)))));
    assert!(send_start(&mut call, 3_300) > step);
}

#[test]
fn k4_a_recording_that_was_never_confirmed_is_held_until_its_start_is_stuck() {
    let mut call = crate::calls::call();
    let id = call.record(record(limits()), "record").unwrap();
    let step = send_start(&mut call, 0);
    let closing = call.limit_reached(step, RecordLimit::MaxDuration, at(100));
    assert_eq!(closing, Reaction::Closing { id, cut: Some(at(100)) });
    assert_eq!(send_stop(&mut call, 100).cut, Some(at(100)));
    let (stuck, held) = stuck(call.expire(at(500)));
    assert_eq!(stuck, Stuck::Start(step));
    assert_eq!(held.map(|held| (held.completion.id, held.cut)), Some((id, Some(at(100)))));
}

#[test]
fn k4_a_file_that_fails_is_held_no_longer() {
    let (mut call, ..) = closing();
    let step = send_stop(&mut call, 3_000).step;
    let failed = call.failed(step, MediaFailure::Engine, at(3_040));
    assert_eq!(recorded(failed), (STOPPED, Some(at(3_000))));
}

#[test]
fn x3_later_completions_may_come_before_the_one_that_is_held() {
    let (mut call, held, _) = closing();
    let later = call.play(Play::new(), "later").unwrap();
    assert_eq!(call.cancel(held, at(3_010)), None, "it has ended");
    assert_eq!(call.cancel_all(at(3_010)).map(|done| done.id).collect::<Vec<_>>(), [later]);
    assert_eq!(completed(stop(&mut call, 3_150)).completion.id, held);
}

#[test]
fn x3_the_next_recording_waits_so_one_completion_at_most_is_held() {
    let (mut call, first, _) = closing();
    let second = call.record(record(limits()), "second").unwrap();
    let step = send_stop(&mut call, 3_000).step;
    assert_eq!(call.tone(Tone::Pound, at(3_010)).effect, Reaction::Nothing);
    assert_eq!(completed(call.finished(step, at(3_020))).completion.id, first);
    start(&mut call, 3_020);
    let reaction = call.tone(Tone::Pound, at(3_100)).effect;
    assert_eq!(reaction, Reaction::Closing { id: second, cut: Some(at(3_100)) });
}
