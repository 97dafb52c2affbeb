//! Inputs on which the first edition went wrong, and their neighbours.

use media_queue::session::{Reaction, RecordClock, Session, Stuck};
use media_queue::{
    Audio, Millis, Play, RecordLimit, RecordLimits, RecordOutcome, Stale, Step, Time, Tone,
};

use crate::calls::{
    Call, at, call, completed, limits, playing, record, recorded, recording, send_start, send_stop,
    start, stop, stops, stuck,
};

/// Something that the caller does, or the timer.
type Event = fn(&mut Call, Time) -> Reaction<&'static str>;

/// Two steps that were stuck in their start, and that the engine may still begin.
fn two_stuck() -> (Call, [Step; 2]) {
    let mut call = call();
    let steps = [0, 500].map(|now| {
        call.play(Play::new(), "late").unwrap();
        let step = send_start(&mut call, now);
        assert_eq!(stuck(call.expire(at(now + 500))).0, Stuck::Start(step));
        step
    });
    (call, steps)
}

#[test]
fn y4_every_step_that_starts_unwanted_is_stopped_however_many_come_in_a_row() {
    let (mut call, steps) = two_stuck();
    for step in steps {
        let Reaction::Stop(stop) = call.started(step, at(1_100)) else { panic!("stop it") };
        assert_eq!(stop.step, step);
    }
    assert_eq!(call.next_command(at(1_100)), None);
}

#[test]
fn y4_no_stop_is_lost_by_a_restart_or_a_hang_up_after_the_report() {
    let (mut call, [one, two]) = two_stuck();
    assert!(matches!(call.started(one, at(1_100)), Reaction::Stop(_)), "sent at once");
    assert_eq!(call.adopt(Some(two), at(1_200)), Reaction::Nothing);
    assert_eq!(send_stop(&mut call.clone(), 1_200).step, two);
    let mut wind_down = call.hang_up(at(1_210)).wind_down;
    assert!(!wind_down.is_at_rest());
    assert_eq!(stops(&mut wind_down, 1_210)[0].step, two);
}

#[test]
fn x6_a_voicemail_that_records_on_while_the_host_is_away_goes_on() {
    let mut call = call();
    call.record(record(limits()), "voicemail").unwrap();
    let step = start(&mut call, 10);
    call.detach();
    assert_eq!(call.adopt(Some(step), at(7_000)), Reaction::Nothing);
    let inputs: [Event; 4] = [
        Session::expire,
        Session::speech_started,
        Session::speech_stopped,
        Session::media_received,
    ];
    for input in inputs {
        let mut call = call.clone();
        assert_eq!(input(&mut call, at(7_000)), Reaction::Nothing);
        assert_eq!(call.deadline(), Some(at(10_010)));
    }
}

/// How a recording without a maximum worth the name ends that was left alone from 1 to 7 s.
#[track_caller]
fn away(limits: RecordLimits, hear: impl FnOnce(&mut Call)) -> (RecordLimit, Time) {
    let (mut call, _, step) = recording(limits);
    hear(&mut call);
    call.detach();
    assert_eq!(call.adopt(Some(step), at(7_000)), Reaction::Nothing);
    let due = call.deadline().unwrap();
    let outcome = match call.expire(due) {
        Reaction::Closing { cut, .. } => (recorded(stop(&mut call, 99_000)).0, cut),
        other => recorded(other),
    };
    match outcome {
        (RecordOutcome::LimitReached(limit), Some(cut)) => (limit, cut),
        other => panic!("no limit: {other:?}"),
    }
}

#[test]
fn x6_no_limit_but_the_longest_duration_counts_the_time_away() {
    let long = RecordLimits::new(Millis::from_secs(60));
    let silence = long.with_max_silence(Millis::from_secs(2));
    let initial = silence.with_initial_silence(Millis::from_secs(5));
    let media = long.with_media_timeout(Millis::from_secs(3));
    let speech = |call: &mut Call| {
        assert_eq!(call.speech_started(at(100)), Reaction::Nothing);
    };
    let spoke = |call: &mut Call| {
        assert_eq!(call.speech_started(at(100)), Reaction::Nothing);
        assert_eq!(call.speech_stopped(at(900)), Reaction::Nothing);
    };
    assert_eq!(away(initial, |_| ()), (RecordLimit::InitialSilence, at(12_000)));
    assert_eq!(away(initial, spoke), (RecordLimit::MaxSilence, at(9_000)));
    assert_eq!(away(initial, speech), (RecordLimit::MaxDuration, at(60_000)), "still speaking");
    assert_eq!(away(media, |_| ()), (RecordLimit::MediaTimeout, at(10_000)));
    assert_eq!(away(long, |_| ()), (RecordLimit::MaxDuration, at(60_000)));
}

#[test]
fn x6_a_start_deadline_that_passes_while_away_ends_nothing() {
    let mut call = call();
    let id = call.play(Play::new(), "prompt").unwrap();
    let step = send_start(&mut call, 0);
    call.detach();
    // The wrong order does nothing: a session that has not adopted cannot expire.
    assert_eq!(call.expire(at(10_000)), Reaction::Nothing);
    assert_eq!(call.adopt(Some(step), at(10_000)), Reaction::Began { id, step });
    assert_eq!(call.expire(at(10_000)), Reaction::Nothing);
    assert_eq!(call.next_command(at(10_000)), None, "it goes on");
    assert_eq!(completed(call.finished(step, at(12_000))).completion.id, id);
}

#[test]
fn x6_a_stop_deadline_that_passes_while_away_ends_nothing() {
    let (mut call, _, step) = playing();
    assert_eq!(call.cancel_all(at(10)).count(), 1);
    assert_eq!(send_stop(&mut call, 10).step, step);
    call.detach();
    assert_eq!(call.expire(at(10_000)), Reaction::Nothing);
    assert_eq!(call.adopt(Some(step), at(10_000)), Reaction::Nothing);
    assert_eq!(send_stop(&mut call, 10_000).step, step);
    assert_eq!(call.deadline(), Some(at(10_300)));
}

#[test]
fn x5_x7_the_cut_of_a_closing_recording_travels_with_it() {
    let (mut call, id, step) = recording(limits());
    let closing = call.tone(Tone::Pound, at(4_000)).effect;
    assert_eq!(closing, Reaction::Closing { id, cut: Some(at(4_000)) });
    assert_eq!(call.closing().and_then(|closing| closing.cut), Some(at(4_000)));
    let sent = send_stop(&mut call.clone(), 4_000);
    assert_eq!((sent.step, sent.cut), (step, Some(at(4_000))));
    let left = call.hang_up(at(4_500));
    assert_eq!(left.closing.unwrap().cut, Some(at(4_000)));
    let mut wind_down = left.wind_down;
    let first = stops(&mut wind_down, 4_500);
    assert_eq!(first.first(), Some(&sent));
    assert_eq!(first.len(), 1);
    wind_down.adopt(Some(step), at(4_600));
    assert_eq!(stops(&mut wind_down, 4_600), [sent], "the second stop, too");
}

#[test]
fn k5_silence_that_a_detector_announces_at_the_start_is_initial_silence() {
    let mut call = call();
    call.record(record(limits()), "record").unwrap();
    start(&mut call, 10);
    assert_eq!(call.speech_stopped(at(30)), Reaction::Nothing);
    assert_eq!(call.deadline(), Some(at(5_010)));
    let ended = completed(call.expire(at(5_010)));
    assert_eq!(ended.completion.audio(), Some(Audio::Discard));
    let silence = RecordOutcome::LimitReached(RecordLimit::InitialSilence);
    assert_eq!(recorded(Reaction::Completed(ended)), (silence, Some(at(5_010))));
}

#[test]
fn k5_silence_reported_once_a_second_moves_nothing() {
    let (mut call, id, _) = recording(limits());
    assert_eq!(call.speech_started(at(500)), Reaction::Nothing);
    assert_eq!(call.speech_stopped(at(1_000)), Reaction::Nothing);
    assert_eq!(call.speech_stopped(at(2_000)), Reaction::Nothing);
    assert_eq!(call.deadline(), Some(at(3_000)));
    let closing = Reaction::Closing { id, cut: Some(at(3_000)) };
    assert_eq!(call.speech_stopped(at(3_000)), closing);
}

/// Speech and silence before and after the start, in every order.
#[test]
fn k5_the_edges_of_speech_in_every_order() {
    let (on, off): (Event, Event) = (Session::speech_started, Session::speech_stopped);
    let (initial, duration) = (5_100, 10_100);
    for (before, edges, due) in [
        (&[][..], &[][..], initial),
        (&[off], &[off], initial),
        (&[on, off], &[off, off], initial),
        (&[on], &[], duration),
        (&[on], &[on], duration),
        (&[on], &[off], 2_200),
        (&[on], &[off, off], 2_200),
        (&[on], &[off, on], duration),
        (&[on], &[on, off], 2_300),
        (&[], &[on], duration),
        (&[], &[on, off], 2_300),
        (&[], &[off, on], duration),
        (&[off], &[off, on, off], 2_400),
        (&[], &[on, off, off], 2_300),
        (&[], &[on, on, off], 2_400),
        (&[], &[on, off, on, off], 2_500),
    ] {
        let mut call = call();
        for (edge, now) in before.iter().zip([10, 20]) {
            assert_eq!(edge(&mut call, at(now)), Reaction::Nothing);
        }
        call.record(record(limits()), "record").unwrap();
        start(&mut call, 100);
        for (edge, now) in edges.iter().zip([200, 300, 400, 500]) {
            assert_eq!(edge(&mut call, at(now)), Reaction::Nothing);
        }
        let before = before.len();
        assert_eq!(call.deadline(), Some(at(due)), "{before} before, {} after", edges.len());
    }
}

/// The initial silence of a record that follows, whatever the restart found.
#[test]
fn y8_a_caller_who_spoke_before_a_restart_counts_as_silent() {
    type Queue = fn(&mut Call);
    let states: [(&str, Queue); 4] = [
        ("idle", |call| assert_eq!(call.cancel_all(at(20)).count(), 1)),
        ("another operation", |call| {
            assert_eq!(call.cancel_all(at(20)).count(), 1);
            call.play(Play::new(), "another").unwrap();
        }),
        ("suspended", |call| assert_eq!(call.suspend(at(20)), Reaction::Nothing)),
        ("in progress", |_| ()),
    ];
    for (state, queue) in states {
        for running in [None, Some(Step::FIRST)] {
            let (mut call, _, one) = playing();
            assert_eq!(call.speech_started(at(10)), Reaction::Nothing);
            queue(&mut call);
            let goes_on = running.is_some() && call.queue().wanted() == running;
            assert_eq!(call.adopt(running, at(30)), Reaction::Nothing);
            call.resume();
            assert!(call.cancel_all(at(30)).count() <= 1);
            if running.is_some() {
                assert_eq!(send_stop(&mut call, 30).step, one);
                assert_eq!(call.finished(one, at(30)), Reaction::Nothing);
            }
            let three = limits().with_initial_silence(Millis::from_secs(3));
            call.record(record(three), "record").unwrap();
            start(&mut call, 30);
            // Only what goes on goes on with its voice.
            let due = if goes_on { 10_030 } else { 3_030 };
            assert_eq!(call.deadline(), Some(at(due)), "{state}, {running:?} ran");
        }
    }
}

#[test]
fn x2_an_end_of_what_was_never_started_is_stale() {
    let mut call = call();
    call.play(Play::new(), "prompt").unwrap();
    let step = call.queue().wanted().unwrap();
    let stale = Reaction::Stale(Stale::NotCurrent { step });
    assert_eq!(call.finished(step, at(0)), stale);
    assert_eq!(send_start(&mut call, 0), step);
    assert!(matches!(call.finished(step, at(10)), Reaction::Completed(_)), "now it was");
}

#[test]
fn y7_the_lost_end_of_a_prompt_does_not_stop_the_call() {
    let (mut call, _, step) = playing();
    assert_eq!(call.prompt_length(step, Millis::from_secs(2)), Reaction::Nothing);
    call.record(record(limits()), "record").unwrap();
    let due = call.deadline().unwrap();
    let (what, failed) = stuck(call.expire(due));
    assert_eq!(what, Stuck::Prompt(step));
    assert!(failed.is_some());
    assert_eq!(stop(&mut call, 3_000), Reaction::Nothing);
    start(&mut call, 3_000);
}

#[test]
fn k2_a_clock_that_starts_at_the_end_of_time_ends_there() {
    let last = at(u64::MAX);
    let silent = media_queue::session::Voice::Silent;
    let mut clock = RecordClock::start(Step::FIRST, limits(), silent, last);
    clock.listen_from(last);
    clock.speech_started(last);
    assert_eq!(clock.expired(last), Some((RecordLimit::MaxDuration, last)));
}
