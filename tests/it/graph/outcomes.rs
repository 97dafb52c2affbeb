//! The table of outcomes, row by row.

use core::slice;

use media_queue::graph::{Notifications, Status, WireOutcome};
use media_queue::{Failure, Interrupts, Limit, Opening, Tone};
use serde_json::json;

use super::{CALL, Done, Queue, canceled, completed_by, opening, playing, recording, told};

macro_rules! rows {
    ($($name:ident: $done:expr => $kind:literal $status:ident $code:literal/$subcode:literal $reason:literal;)*) => {$(
        #[test]
        fn $name() {
            assert_row(&$done, $kind, Status::$status, $code, $subcode, $reason);
        }
    )*};
}

rows! {
    canceled_record: canceled(recording()) => "recordOperation" Failed 400/8508 "operationCanceled";
    canceled_play: canceled(playing()) => "playPromptOperation" Failed 400/8508 "mediaOperationCanceled";
    played: told(playing(), Queue::finished) => "playPromptOperation" Completed 200/0 "completedSuccessfully";
    stop_tone: completed_by(recording(), Tone::Pound) => "recordOperation" Completed 200/8514 "stopToneDetected";
    max_duration: reached(Limit::MaxDuration) => "recordOperation" Completed 200/8515 "maxRecordDurationReached";
    max_silence: reached(Limit::MaxSilence) => "recordOperation" Completed 200/8509 "maxSilenceTimeout";
    initial_silence: reached(Limit::InitialSilence) => "recordOperation" Failed 400/8510 "initialSilenceTimeout";
    media_timeout: reached(Limit::MediaTimeout) => "recordOperation" Failed 500/8513 "mediaReceiveTimeout";
    failed_at_prompt: failed(opening(PROMPT), Failure::BadFormat) => "recordOperation" Failed 500/8511 "playPromptFailed";
    failed_at_beep: failed(opening(Opening::Beep), Failure::Engine) => "recordOperation" Failed 500/8512 "playBeepFailed";
    failed_at_recording: failed(recording(), Failure::Engine) => "recordOperation" Failed 500/9999 "unspecifiedError";
    failed_before_recording: failed(opening(Opening::Silence), Failure::Engine) => "recordOperation" Failed 500/9999 "unspecifiedError";
    failed_unavailable: failed(playing(), Failure::Unavailable) => "playPromptOperation" Failed 400/8536 "unknown";
    failed_bad_format: failed(playing(), Failure::BadFormat) => "playPromptOperation" Failed 400/8535 "unknown";
    failed_engine: failed(playing(), Failure::Engine) => "playPromptOperation" Failed 500/8511 "unknown";
    interrupted: completed_by(playing(), Tone::Tone5) => "playPromptOperation" Failed 400/8508 "mediaOperationCanceled";
    call_ended_play: call_ended(playing()) => "playPromptOperation" Failed 400/8528 "unknown";
    call_ended_record: call_ended(recording()) => "recordOperation" Failed 400/8528 "unspecifiedError";
}

#[track_caller]
fn assert_row(done: &Done, kind: &str, status: Status, code: u16, subcode: u16, reason: &str) {
    let outcome = WireOutcome::from(done);
    assert_eq!(
        (outcome.status, outcome.code, outcome.subcode, outcome.completion_reason),
        (status, code, subcode, reason),
    );
    let json = serde_json::to_value(Notifications::new(CALL, slice::from_ref(done))).unwrap();
    let operation = &json["value"][0]["resourceData"];
    assert_eq!(operation["@odata.type"], format!("#microsoft.graph.{kind}"));
    assert_eq!(operation["status"], status.to_string());
    assert_eq!(operation["completionReason"], reason);
    assert_eq!(
        operation["resultInfo"],
        json!({
            "@odata.type": "#microsoft.graph.resultInfo",
            "code": code,
            "subcode": subcode,
            "message": outcome.message,
        }),
    );
    assert!(outcome.message.starts_with(match status {
        Status::Completed => "Action completed",
        _ => "Action failed, ",
    }));
}

#[test]
fn a_cancel_reads_as_it_is_published() {
    for done in [canceled(playing()), canceled(recording())] {
        let message = WireOutcome::from(&done).message;
        assert_eq!(message, "Action failed, the operation was cancelled.");
    }
}

fn reached(limit: Limit) -> Done {
    told(recording(), |queue, step| queue.limit_reached(step, limit))
}

fn failed(queue: Queue, failure: Failure) -> Done {
    told(queue, |queue, step| queue.failed(step, failure))
}

fn call_ended(queue: Queue) -> Done {
    queue.hang_up().ended.next().unwrap()
}

const PROMPT: Opening = Opening::Prompt(Interrupts::NOTHING);
