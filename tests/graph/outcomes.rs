//! The table of outcomes: what the code writes, and what the documentation says.

use core::slice;

use media_queue::graph::{Notifications, OperationResult, Status};
use media_queue::{Interrupts, MediaFailure, Opening, RecordLimit, Tone};

use crate::support::{
    CALL, Done, Queue, after, call_ended, canceled, completed_by, opening, playing, recording,
};

const PROMPT: Opening = Opening::Prompt(Interrupts::NEVER);

/// Each row of the documented table, and operations that end so.
fn table() -> Vec<(&'static str, Vec<Done>)> {
    use MediaFailure::{BadFormat, Engine, Unavailable};
    vec![
        (
            "| `Canceled` | record | failed | 400 / 8508 | operationCanceled | |",
            vec![canceled(recording()), canceled(opening(Opening::Beep))],
        ),
        (
            "| `Canceled` | play | failed | 400 / 8508 | mediaOperationCanceled | status and code |",
            vec![canceled(playing())],
        ),
        (
            "| `Played` | play | completed | 200 / 0 | completedSuccessfully | |",
            vec![after(playing(), Queue::finished)],
        ),
        (
            "| `StopTone` | record | completed | 200 / 8514 | stopToneDetected | |",
            vec![completed_by(recording(), Tone::Pound)],
        ),
        (
            "| `MaxDuration` | record | completed | 200 / 8515 | maxRecordDurationReached | |",
            vec![reached(RecordLimit::MaxDuration)],
        ),
        (
            "| `MaxSilence` | record | completed | 200 / 8509 | maxSilenceTimeout | code |",
            vec![reached(RecordLimit::MaxSilence)],
        ),
        (
            "| `InitialSilence` | record | failed | 400 / 8510 | initialSilenceTimeout | |",
            vec![reached(RecordLimit::InitialSilence)],
        ),
        (
            "| `MediaTimeout` | record | failed | 500 / 8513 | mediaReceiveTimeout | code |",
            vec![reached(RecordLimit::MediaTimeout)],
        ),
        (
            "| `Failed` at the prompt | record | failed | 500 / 8511 | playPromptFailed | |",
            vec![failed(opening(PROMPT), BadFormat), failed(opening(PROMPT), Unavailable)],
        ),
        (
            "| `Failed` at the beep | record | failed | 500 / 8512 | playBeepFailed | |",
            vec![failed(opening(Opening::Beep), Engine)],
        ),
        (
            "| `Failed` at the recording | record | failed | 500 / 9999 | unspecifiedError | |",
            vec![failed(recording(), Engine), failed(opening(Opening::Silence), Engine)],
        ),
        (
            "| `Failed`, `Unavailable` | play | failed | 400 / 8536 | unknown | |",
            vec![failed(playing(), Unavailable)],
        ),
        (
            "| `Failed`, `BadFormat` | play | failed | 400 / 8535 | unknown | |",
            vec![failed(playing(), BadFormat)],
        ),
        (
            "| `Failed`, `Engine` | play | failed | 500 / 8511 | unknown | |",
            vec![failed(playing(), Engine)],
        ),
        (
            "| `Interrupted` | play | failed | 400 / 8508 | mediaOperationCanceled | status and code |",
            vec![
                completed_by(playing(), Tone::Tone5),
                after(playing(), |queue, _| Ok(queue.speech_started())),
            ],
        ),
        (
            "| `CallEnded` | record | failed | 400 / 8528 | unspecifiedError | code |",
            vec![call_ended(recording())],
        ),
        (
            "| `CallEnded` | play | failed | 400 / 8528 | unknown | code |",
            vec![call_ended(playing())],
        ),
    ]
}

#[test]
fn a_status_is_printed_as_it_is_written() {
    for status in [Status::Running, Status::Completed, Status::Failed] {
        assert_eq!(status.to_string(), status.as_str());
        assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
    }
    assert_eq!(Status::Failed.to_string(), "failed");
}

#[test]
fn what_is_written_is_the_table() {
    for (row, completions) in table() {
        for done in completions {
            let [_, kind, status, codes, reason, ..] = cells(row)[..] else { panic!("{row}") };
            let result = OperationResult::from(&done);
            let written = format!("{} / {}", result.code, result.subcode);
            assert_eq!(
                (result.status.as_str(), &*written, result.completion_reason),
                (status, codes, reason),
                "{done:?}",
            );
            assert_eq!(done.kind().to_string(), kind, "{done:?}");
            let expected =
                if status == "completed" { "Action completed" } else { "Action failed, " };
            assert!(result.message.starts_with(expected), "{}", result.message);
            assert_written(&done, result);
        }
    }
}

/// The notification has the same words.
fn assert_written(done: &Done, result: OperationResult) {
    let json = serde_json::to_value(Notifications::new(CALL, slice::from_ref(done))).unwrap();
    let operation = &json["value"][0]["resourceData"];
    let class = match done.kind() {
        media_queue::OperationKind::Play => "#microsoft.graph.playPromptOperation",
        media_queue::OperationKind::Record => "#microsoft.graph.recordOperation",
    };
    assert_eq!(operation["@odata.type"], class);
    assert_eq!(operation["status"], result.status.as_str());
    assert_eq!(operation["completionReason"], result.completion_reason);
    assert_eq!(
        operation["resultInfo"],
        serde_json::json!({
            "@odata.type": "#microsoft.graph.resultInfo",
            "code": result.code,
            "subcode": result.subcode,
            "message": result.message,
        }),
    );
}

#[test]
fn the_documented_table_is_the_table() {
    let source = include_str!("../../src/graph/outcome.rs");
    let documented: Vec<_> =
        source.lines().filter_map(|line| line.strip_prefix("/// ")).filter(is_row).collect();
    let rows: Vec<_> = table().into_iter().map(|(row, _)| row).collect();
    assert_eq!(documented, rows);
}

fn is_row(line: &&str) -> bool {
    line.starts_with("| `")
}

/// The message of a cancel is the published one. Cancelled and failing plays with one code
/// are told apart by nothing else.
#[test]
fn a_cancel_reads_as_it_is_published() {
    for done in [canceled(playing()), canceled(recording())] {
        let message = OperationResult::from(&done).message;
        assert_eq!(message, "Action failed, the operation was cancelled.");
    }
}

fn cells(row: &str) -> Vec<&str> {
    row.split('|').skip(1).map(str::trim).collect()
}

fn reached(limit: RecordLimit) -> Done {
    after(recording(), |queue, step| queue.limit_reached(step, limit))
}

fn failed(queue: Queue, failure: MediaFailure) -> Done {
    after(queue, |queue, step| queue.failed(step, failure))
}
