//! While the engine cannot be asked, and when it can be asked again (rules X6 and Y8).

use core::num::NonZeroU8;

use media_queue::session::{Reaction, Stuck};
use media_queue::{Millis, Play, RecordLimit, RecordOutcome, Stale, Tone};

use crate::calls::{
    Call, at, call, completed, limits, playing, record, recorded, recording, send_start, send_stop,
    start, step, stop, stuck,
};

const MEDIA_LOST: RecordOutcome = RecordOutcome::LimitReached(RecordLimit::MediaTimeout);

/// A call of which nothing passes, whatever the time.
#[track_caller]
fn assert_still(call: &mut Call) {
    let before = call.clone();
    assert!(call.is_detached());
    assert_eq!(call.deadline(), None);
    assert_eq!(call.expire(at(u64::MAX)), Reaction::Nothing);
    assert_eq!(call.next_command(at(u64::MAX)), None);
    assert_eq!(call.speech_started(at(u64::MAX)), Reaction::Nothing);
    assert_eq!(call.speech_stopped(at(u64::MAX)), Reaction::Nothing);
    assert_eq!(call.media_received(at(u64::MAX)), Reaction::Nothing);
    assert_eq!(*call, before, "nothing is remembered either");
}

#[test]
fn x6_a_detached_session_sends_nothing_and_no_deadline_passes() {
    let mut idle = call();
    let mut wanted = call();
    wanted.play(Play::new(), "prompt").unwrap();
    let mut starting = wanted.clone();
    send_start(&mut starting, 0);
    let mut stopping = playing().0;
    assert_eq!(stopping.cancel_all(at(10)).count(), 1);
    assert_eq!(send_stop(&mut stopping, 10).cut, None);
    let (mut prompt, _, step) = playing();
    assert_eq!(prompt.prompt_length(step, Millis::from_secs(1)), Reaction::Nothing);
    let (mut recording, ..) = recording(limits());
    for call in [&mut idle, &mut wanted, &mut starting, &mut stopping, &mut prompt, &mut recording]
    {
        assert!(!call.is_detached());
        call.detach();
        assert_still(call);
    }
}

#[test]
fn x6_requests_cancels_and_tones_mean_what_they_always_mean() {
    let (mut call, id, _) = recording(limits());
    call.detach();
    let next = call.play(Play::new(), "next").unwrap();
    let reaction = call.tone(Tone::Pound, at(100)).effect;
    assert_eq!(reaction, Reaction::Closing { id, cut: Some(at(100)) });
    assert_eq!(call.cancel(next, at(110)).unwrap().id, next);
    assert_still(&mut call);
    let stopped = (RecordOutcome::StopTone(Tone::Pound), Some(at(100)));
    assert_eq!(recorded(call.adopt(None, at(9_000))), stopped);
}

#[test]
fn x6_silence_and_missing_media_count_from_when_the_engine_is_back() {
    let (mut call, _, step) = recording(limits());
    call.detach();
    assert_eq!(call.adopt(Some(step), at(7_000)), Reaction::Nothing);
    assert_eq!(call.deadline(), Some(at(10_000)), "the maximum duration goes on");

    let long = limits().with_max_silence(Millis::from_secs(1));
    let (mut call, _, step) = recording(long);
    assert_eq!(call.speech_started(at(1_000)), Reaction::Nothing);
    assert_eq!(call.speech_stopped(at(2_000)), Reaction::Nothing);
    call.detach();
    assert_eq!(call.adopt(Some(step), at(6_000)), Reaction::Nothing);
    assert_eq!(call.deadline(), Some(at(7_000)));

    let (mut call, _, step) = recording(limits().with_media_timeout(Millis::from_secs(1)));
    call.detach();
    assert_eq!(call.adopt(Some(step), at(6_000)), Reaction::Nothing);
    assert_eq!(call.deadline(), Some(at(7_000)));
}

#[test]
fn x6_the_maximum_duration_that_passed_meanwhile_has_passed() {
    let (mut call, id, step) = recording(limits());
    call.detach();
    assert_eq!(call.adopt(Some(step), at(60_000)), Reaction::Nothing);
    assert_eq!(call.expire(at(60_000)), Reaction::Closing { id, cut: Some(at(10_000)) });
}

#[test]
fn x6_a_recording_that_starts_while_nobody_asks_counts_from_when_it_is_found() {
    let mut call = call();
    let id = call.record(record(limits()), "record").unwrap();
    let step = send_start(&mut call, 0);
    call.detach();
    assert_eq!(call.adopt(Some(step), at(1_000)), Reaction::Began { id, step });
    assert_eq!(call.deadline(), Some(at(6_000)));
}

#[test]
fn x6_what_the_engine_still_reports_counts() {
    let (mut call, id, step) = playing();
    call.detach();
    let played = completed(call.finished(step, at(100)));
    assert_eq!(played.completion.id, id);
    let Reaction::Stop(sent) = call.started(step, at(110)) else { panic!("it is over") };
    assert_eq!(sent.step, step);
    assert_still(&mut call);
}

#[test]
fn y8_what_runs_and_is_wanted_goes_on() {
    let (mut call, _, step) = playing();
    call.detach();
    assert_eq!(call.adopt(Some(step), at(1_000)), Reaction::Nothing);
    assert!(!call.is_detached());
    assert_eq!(call.next_command(at(1_000)), None);
    let played = completed(call.finished(step, at(2_000)));
    assert_eq!(played.completion.stage.heard(), Some(Millis::from_secs(2)));
}

#[test]
fn y8_what_the_engine_lost_begins_again_as_a_new_step() {
    let (mut call, _, lost) = playing();
    assert_eq!(call.adopt(None, at(1_000)), Reaction::Nothing);
    let again = start(&mut call, 1_000);
    assert!(again > lost);
    assert_eq!(call.finished(lost, at(1_010)), Reaction::Stale(Stale::NotCurrent { step: lost }));
    assert_eq!(call.queue().len(), 1);
}

#[test]
fn y8_a_recording_that_the_engine_lost_has_ended() {
    let (mut call, ..) = recording(limits());
    assert_eq!(recorded(call.adopt(None, at(1_000))), (MEDIA_LOST, None));
    assert_eq!(call.deadline(), None);
    assert_eq!(call.next_command(at(1_000)), None);
}

#[test]
fn y8_what_was_never_sent_is_sent_after_all() {
    let mut call = call();
    call.play(Play::new(), "prompt").unwrap();
    let wanted = call.queue().wanted();
    call.detach();
    assert_eq!(call.adopt(None, at(1_000)), Reaction::Nothing);
    assert_eq!(Some(send_start(&mut call, 1_000)), wanted, "it is not a new step");
}

#[test]
fn y8_what_runs_unwanted_is_stopped_before_the_wanted_begins() {
    let (mut call, _, wanted) = playing();
    assert_eq!(call.adopt(Some(step(9)), at(1_000)), Reaction::Nothing);
    assert_eq!(send_stop(&mut call, 1_000).step, step(9));
    assert_eq!(call.finished(step(9), at(1_010)), Reaction::Nothing);
    assert!(start(&mut call, 1_010) > wanted);
}

#[test]
fn y8_what_is_held_waits_only_for_what_still_runs() {
    let (mut call, _, step) = recording(limits());
    assert!(matches!(call.tone(Tone::Pound, at(100)).effect, Reaction::Closing { .. }));
    let stopped = (RecordOutcome::StopTone(Tone::Pound), Some(at(100)));
    assert_eq!(recorded(call.clone().adopt(None, at(1_000))), stopped);
    assert_eq!(recorded(call.clone().adopt(Some(self::step(9)), at(1_000))), stopped);
    assert_eq!(call.adopt(Some(step), at(1_000)), Reaction::Nothing);
    assert_eq!(recorded(stop(&mut call, 1_010)), stopped);
}

/// The host lost more than the rules allow: it had sent the next start, and stored less.
#[test]
fn y8_what_is_held_is_handed_out_if_the_engine_is_ahead_of_the_session() {
    let (mut call, id, _) = recording(limits());
    let next = call.play(Play::new(), "next").unwrap();
    assert!(matches!(call.tone(Tone::Pound, at(100)).effect, Reaction::Closing { .. }));
    let ahead = call.queue().wanted().unwrap();
    call.detach();
    assert_eq!(completed(call.adopt(Some(ahead), at(1_000))).completion.id, id);
    assert_eq!(call.next_command(at(1_000)), None, "the next one runs");
    assert_eq!(completed(call.finished(ahead, at(2_000))).completion.id, next);
    assert_eq!(call.next_command(at(2_000)), None);
}

#[test]
fn y8_what_a_restart_found_running_is_not_started_again() {
    let mut call = call();
    call.record(record(limits()), "record").unwrap();
    let step = call.queue().wanted().unwrap();
    assert!(matches!(call.adopt(Some(step), at(0)), Reaction::Began { .. }));
    assert_eq!(recorded(call.adopt(None, at(100))), (MEDIA_LOST, None), "it had started");
    assert_eq!(call.next_command(at(100)), None);
}

#[test]
fn y8_a_restart_does_not_end_a_hold() {
    let (mut call, _, step) = playing();
    assert_eq!(call.suspend(at(10)), Reaction::Nothing);
    assert_eq!(call.adopt(Some(step), at(20)), Reaction::Nothing);
    assert_eq!(send_stop(&mut call, 20).step, step);
    assert_eq!(call.finished(step, at(30)), Reaction::Nothing);
    assert_eq!(call.next_command(at(30)), None, "still on hold");
}

#[test]
fn y8_of_several_steps_that_run_each_but_the_wanted_is_stopped() {
    let mut call = call();
    call.play(Play::new(), "late").unwrap();
    let late = send_start(&mut call, 0);
    assert_eq!(stuck(call.expire(at(500))).0, Stuck::Start(late));
    call.play(Play::new(), "next").unwrap();
    let next = start(&mut call, 500);
    call.detach();
    assert_eq!(call.adopt(Some(next), at(1_000)), Reaction::Nothing);
    let Reaction::Stop(stop) = call.started(late, at(1_000)) else { panic!("it is stopped") };
    assert_eq!(stop.step, late);
    assert_eq!(call.next_command(at(1_000)), None);
}

/// The host stored less than it had sent, so the engine runs a step that the session has
/// yet to come to.
#[test]
fn q5_y8_a_step_that_the_session_has_not_begun_is_not_taken_for_a_later_one() {
    for started in [false, true] {
        let mut call = call();
        call.record(record(limits()), "record").unwrap();
        if started {
            send_start(&mut call, 0);
        }
        call.detach();
        let running = step(2);
        assert_eq!(call.adopt(Some(running), at(100)), Reaction::Nothing);
        assert_eq!(send_stop(&mut call, 100).step, running);
        assert_eq!(call.finished(running, at(110)), Reaction::Nothing);
        assert!(send_start(&mut call, 110) > running);
    }
}

#[test]
fn q5_steps_rise_whatever_the_engine_is_found_running() {
    const HIGHEST: u64 = 1 << 62;
    for running in [None, Some(1), Some(9), Some(HIGHEST), Some(HIGHEST + 1)] {
        let mut call = call();
        let prompts = NonZeroU8::new(4).unwrap();
        call.play(Play::of(prompts), "menu").unwrap();
        for _ in 0..2 {
            let step = start(&mut call, 0);
            assert_eq!(call.finished(step, at(10)), Reaction::Nothing);
        }
        assert_eq!(start(&mut call, 20), step(3));
        assert_eq!(call.adopt(running.map(step), at(30)), Reaction::Nothing);
        let next = call.queue().wanted().unwrap().get();
        assert!(next > 3, "{running:?}: {next}");
        match running {
            // A step so high is of no call, and is not numbered past.
            Some(running) if running > HIGHEST => assert!(next < 9, "{next}"),
            Some(running) => assert!(next > running, "{running}: {next}"),
            None => {}
        }
    }
}
