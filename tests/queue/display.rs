//! What the values read like in a log.

use core::fmt::Display;

use media_queue::{
    Effect, Interruption, Media, MediaFailure, Millis, Opening, OperationKind, Phase, PlayOutcome,
    RecordLimit, RecordOutcome, Stage, Time, Tone, ZeroNumber,
};

use crate::support::*;

#[track_caller]
fn read<const N: usize>(table: [(&dyn Display, &str); N]) {
    for (value, text) in table {
        assert_eq!(value.to_string(), text);
    }
}

#[test]
fn an_outcome_names_what_ended_it() {
    let pressed = Interruption::Tone(Tone::Tone1);
    read([
        (&PlayOutcome::Played, "played"),
        (&PlayOutcome::Interrupted(pressed), "interrupted by key 1"),
        (&PlayOutcome::Interrupted(Interruption::Speech), "interrupted by speech"),
        (
            &PlayOutcome::Failed(MediaFailure::Unavailable),
            "failed: the prompt could not be fetched",
        ),
        (&PlayOutcome::Canceled, "canceled"),
        (&PlayOutcome::CallEnded, "call ended"),
        (&RecordOutcome::StopTone(Tone::Pound), "stopped by key #"),
        (&RecordOutcome::LimitReached(RecordLimit::MaxSilence), "maximum silence reached"),
        (&RecordOutcome::Failed(MediaFailure::Engine), "failed: the media engine failed"),
        (&RecordOutcome::Canceled, "canceled"),
        (&RecordOutcome::CallEnded, "call ended"),
    ]);
}

#[test]
fn limits_failures_and_kinds_are_words() {
    read([
        (&RecordLimit::MaxDuration, "maximum duration"),
        (&RecordLimit::MaxSilence, "maximum silence"),
        (&RecordLimit::InitialSilence, "initial silence"),
        (&RecordLimit::MediaTimeout, "media timeout"),
        (&MediaFailure::Unavailable, "the prompt could not be fetched"),
        (&MediaFailure::BadFormat, "the format of the prompt cannot be played"),
        (&MediaFailure::Engine, "the media engine failed"),
        (&OperationKind::Play, "play"),
        (&OperationKind::Record, "record"),
    ]);
}

#[test]
fn a_stage_is_the_step_that_an_operation_is_at() {
    let heard = Phase::Prompt { index: 2, round: 1, heard: Some(Millis::from_secs(2)) };
    read([
        (&Stage::Queued, "queued"),
        (&in_prompt(2, 1), "prompt 2, round 1"),
        (&Stage::InProgress(heard), "prompt 2, round 1, heard for 2000 ms"),
        (&heard, "prompt 2, round 1, heard for 2000 ms"),
        (&IN_BEEP, "beep"),
        (&ARMED, "recording, not started"),
        (&STARTED, "recording"),
    ]);
}

#[test]
fn media_is_what_the_engine_is_to_do() {
    let limits = media_queue::RecordLimits::new(Millis::from_secs(10));
    read([
        (&Media::Prompt { index: 0, round: 3, interrupts: on_keys("1") }, "prompt 0, round 3"),
        (&Media::Beep, "beep"),
        (&Media::Recording { limits, stop_tones: keys("#") }, "recording of at most 10000 ms"),
    ]);
}

#[test]
fn a_completion_is_one_line() {
    let mut queue = playing(&["A"]);
    let played = play_out(&mut queue);
    assert_eq!(played.to_string(), "operation 1, play: played (prompt 0, round 0)");
    assert_eq!(played.outcome.to_string(), "play: played");
    queue.record(record(Opening::Silence), "R").unwrap();
    start(&mut queue);
    let stopped = reach(&mut queue, RecordLimit::MaxDuration);
    assert_eq!(stopped.to_string(), "operation 2, record: maximum duration reached (recording)");
}

#[test]
fn spans_and_instants_have_a_unit() {
    read([
        (&Millis::clamped(1_500), "1500 ms"),
        (&Time::from_millis(61_007), "61.007 s"),
        (&Time::from_millis(0), "0.000 s"),
        (&Interruption::Speech, "speech"),
        (&Interruption::Tone(Tone::Star), "key *"),
    ]);
}

#[test]
fn an_error_says_what_was_found_and_what_is_expected() {
    let zero = media_queue::Step::try_from(0).unwrap_err();
    let zero: &ZeroNumber = &zero;
    read([
        (zero, "the number is 0: expected 1 to 18446744073709551615"),
        (
            &Tone::try_from('x').unwrap_err(),
            "'x' is not a telephone key: expected 0 to 9, *, #, A to D or !",
        ),
        (
            &"".parse::<Tone>().unwrap_err(),
            "an empty text is not a telephone key: expected 0 to 9, *, #, A to D or !",
        ),
        (
            &Millis::try_from(core::time::Duration::ZERO).unwrap_err(),
            "0ns is out of range: expected 1 to 4294967295 milliseconds for a span, \
             at most 18446744073709551615 for an instant",
        ),
    ]);
}

#[test]
fn a_completion_keeps_everything_but_its_context_when_it_is_mapped() {
    let mut queue = playing(&["A"]);
    let Effect::Completed(played) = finish(&mut queue) else { panic!("it had one prompt") };
    let mapped = played.clone().map(str::len);
    assert_eq!((mapped.id, mapped.context, mapped.stage), (played.id, 1, played.stage));
    assert_eq!(mapped.outcome, played.outcome);
}
