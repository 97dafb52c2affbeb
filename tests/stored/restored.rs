//! A restored session is detached until it adopts (rule X6).

use media_queue::session::{Command, Reaction, Restored};
use media_queue::snapshot::SessionSnapshot;
use media_queue::{RecordLimit, Step};

use crate::bytes::through;
use crate::calls::{Call, at, closing, recording};

#[test]
fn x6_a_restored_session_cannot_expire_before_it_adopts() {
    let mut call = restored(&recording()).into_session();
    assert!(call.is_detached());
    assert_eq!(call.deadline(), None);
    assert_eq!(call.expire(at(60_000)), Reaction::Nothing);
    assert_eq!(call.next_command(at(60_000)), None);
    assert_eq!(call.adopt(Some(Step::FIRST), at(9_000)), Reaction::Nothing);
    // The longest duration goes on from the start at 20 ms.
    assert_eq!(call.deadline(), Some(at(10_020)));
    assert!(matches!(
        call.expire(at(10_020)),
        Reaction::Closing { cut, .. } if cut == Some(at(10_020))
    ));
}

#[test]
fn x6_silence_and_missing_media_count_from_the_adoption() {
    let mut call = recording();
    drop(call.speech_stopped(at(1_500)));
    let mut call = restored(&call).into_session();
    assert_eq!(call.adopt(Some(Step::FIRST), at(7_000)), Reaction::Nothing);
    assert_eq!(call.deadline(), Some(at(9_000)), "two seconds of silence, from the adoption");
    drop(call.expire(at(9_000)));
    let closing = call.closing().unwrap();
    let outcome = closing.completion.outcome;
    assert_eq!(outcome.to_string(), format!("record: {} reached", RecordLimit::MaxSilence));
}

#[test]
fn k4_a_completion_held_back_survives_with_its_cut() {
    let mut call = restored(&closing()).into_session();
    // The engine still writes the file, so it is stopped again, with the cut.
    assert_eq!(call.adopt(Some(Step::FIRST), at(4_000)), Reaction::Nothing);
    let Some(Command::Stop(stop)) = call.next_command(at(4_000)) else { panic!() };
    assert_eq!((stop.step, stop.cut), (Step::FIRST, Some(at(3_000))));
    let Reaction::Completed(completed) = call.finished(stop.step, at(4_100)) else { panic!() };
    assert_eq!((completed.completion.context.as_str(), completed.cut), ("answer", Some(at(3_000))));

    // The engine is done with it.
    let mut call = restored(&closing()).into_session();
    assert!(
        matches!(call.adopt(None, at(4_000)), Reaction::Completed(c) if c.cut == Some(at(3_000)))
    );
}

#[test]
fn x5_a_restored_call_that_was_hung_up_winds_down_after_it_has_asked() {
    let mut left = restored(&closing()).hang_up(at(5_000));
    assert!(left.closing.is_some_and(|closing| closing.cut == Some(at(3_000))));
    assert!(!left.wind_down.is_at_rest());
    assert_eq!(left.wind_down.next_stop(at(5_000)), None);
    left.wind_down.adopt(Some(Step::FIRST), at(6_000));
    let stop = left.wind_down.next_stop(at(6_000)).unwrap();
    assert_eq!(stop.cut, Some(at(3_000)));
    left.wind_down.finished(stop.step);
    assert!(left.wind_down.is_at_rest());
}

#[track_caller]
fn restored(call: &Call) -> Restored<String, u32> {
    let snapshot: SessionSnapshot<String, u32> = through(&call.snapshot());
    Restored::try_from(snapshot).unwrap()
}
