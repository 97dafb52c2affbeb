//! The words and codes for what became of an operation, in one table.

use super::status::Status;
use crate::queue::{
    Completion, MediaFailure, Outcome, Phase, PlayOutcome, RecordLimit, RecordOutcome, Stage,
};

/// The result of an operation on the wire: its status, its
/// [resultInfo](https://learn.microsoft.com/graph/api/resources/resultinfo) and its
/// completion reason.
///
/// The reasons are those of
/// [playPromptOperation](https://learn.microsoft.com/graph/api/resources/playpromptoperation)
/// and [recordOperation](https://learn.microsoft.com/graph/api/resources/recordoperation).
///
/// | outcome | kind | status | code / subcode | completion reason | inferred |
/// |---|---|---|---|---|---|
/// | `Canceled` | record | failed | 400 / 8508 | operationCanceled | |
/// | `Canceled` | play | failed | 400 / 8508 | mediaOperationCanceled | status and code |
/// | `Played` | play | completed | 200 / 0 | completedSuccessfully | |
/// | `StopTone` | record | completed | 200 / 8514 | stopToneDetected | |
/// | `MaxDuration` | record | completed | 200 / 8515 | maxRecordDurationReached | |
/// | `MaxSilence` | record | completed | 200 / 8509 | maxSilenceTimeout | code |
/// | `InitialSilence` | record | failed | 400 / 8510 | initialSilenceTimeout | |
/// | `MediaTimeout` | record | failed | 500 / 8513 | mediaReceiveTimeout | code |
/// | `Failed` at the prompt | record | failed | 500 / 8511 | playPromptFailed | |
/// | `Failed` at the beep | record | failed | 500 / 8512 | playBeepFailed | |
/// | `Failed` at the recording | record | failed | 500 / 9999 | unspecifiedError | |
/// | `Failed`, `Unavailable` | play | failed | 400 / 8536 | unknown | |
/// | `Failed`, `BadFormat` | play | failed | 400 / 8535 | unknown | |
/// | `Failed`, `Engine` | play | failed | 500 / 8511 | unknown | |
/// | `Interrupted` | play | failed | 400 / 8508 | mediaOperationCanceled | status and code |
/// | `CallEnded` | record | failed | 400 / 8528 | unspecifiedError | code |
/// | `CallEnded` | play | failed | 400 / 8528 | unknown | code |
///
/// The API does not document what is inferred. Inferred codes are taken from the
/// [codes of a sibling API](https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/troubleshooting-codes)
/// on the same calling platform. The API is not known to report the operations of a call
/// that ended, and none of its requests makes a play interruptible. A host that does more
/// than the API in either way gets a body that is still valid.
///
/// An application should decide by `code` and `subcode`, never by the text.
///
/// ```
/// use core::num::NonZeroU16;
///
/// use media_queue::graph::{OperationResult, Status};
/// use media_queue::{MediaQueue, Play};
///
/// let mut queue: MediaQueue<()> = MediaQueue::new(NonZeroU16::MIN);
/// queue.play(Play::new(), ())?;
/// for completion in queue.cancel_all() {
///     let result = OperationResult::from(&completion);
///     assert_eq!((result.status, result.code, result.subcode), (Status::Failed, 400, 8508));
///     assert_eq!(result.completion_reason, "mediaOperationCanceled");
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct OperationResult {
    /// The status of the operation.
    pub status: Status,
    /// The class of the result, like the status code of an HTTP answer.
    pub code: u16,
    /// The result.
    pub subcode: u16,
    /// The completion reason, a word from the enumeration of the type of operation.
    pub completion_reason: &'static str,
    /// A sentence for people.
    pub message: &'static str,
}

impl<C> From<&Completion<C>> for OperationResult {
    fn from(completion: &Completion<C>) -> Self {
        match completion.outcome {
            Outcome::Play(_, outcome) => of_play(outcome),
            Outcome::Record(_, outcome) => of_record(outcome, completion.stage),
        }
    }
}

#[rustfmt::skip]
const fn of_play(outcome: PlayOutcome) -> OperationResult {
    match outcome {
        PlayOutcome::Played => completed(0, "completedSuccessfully", "Action completed successfully."),
        // Status and code are inferred.
        PlayOutcome::Canceled => failed(400, 8508, "mediaOperationCanceled", CANCELED),
        // Status and code are inferred.
        PlayOutcome::Interrupted(_) => failed(400, 8508, "mediaOperationCanceled", "Action failed, the caller interrupted it."),
        PlayOutcome::Failed(MediaFailure::Unavailable) => failed(400, 8536, "unknown", "Action failed, a prompt could not be fetched."),
        PlayOutcome::Failed(MediaFailure::BadFormat) => failed(400, 8535, "unknown", "Action failed, the format of a prompt cannot be played."),
        PlayOutcome::Failed(MediaFailure::Engine) => failed(500, 8511, "unknown", PROMPT_FAILED),
        // The code is inferred.
        PlayOutcome::CallEnded => failed(400, 8528, "unknown", CALL_ENDED),
    }
}

#[rustfmt::skip]
const fn of_record(outcome: RecordOutcome, stage: Stage) -> OperationResult {
    match outcome {
        RecordOutcome::Canceled => failed(400, 8508, "operationCanceled", CANCELED),
        RecordOutcome::StopTone(_) => completed(8514, "stopToneDetected", "Action completed, a stop tone was detected."),
        RecordOutcome::LimitReached(RecordLimit::MaxDuration) => completed(8515, "maxRecordDurationReached", "Action completed, max record duration reached."),
        // The code is inferred.
        RecordOutcome::LimitReached(RecordLimit::MaxSilence) => completed(8509, "maxSilenceTimeout", "Action completed, max silence timeout reached."),
        RecordOutcome::LimitReached(RecordLimit::InitialSilence) => failed(400, 8510, "initialSilenceTimeout", "Action failed, initial silence timeout reached."),
        // The code is inferred.
        RecordOutcome::LimitReached(RecordLimit::MediaTimeout) => failed(500, 8513, "mediaReceiveTimeout", "Action failed, no media was received."),
        RecordOutcome::Failed(_) => match stage {
            Stage::InProgress(Phase::Prompt { .. }) => failed(500, 8511, "playPromptFailed", PROMPT_FAILED),
            Stage::InProgress(Phase::Beep) => failed(500, 8512, "playBeepFailed", "Action failed, the beep could not be played."),
            Stage::InProgress(Phase::Recording { .. }) | Stage::Queued => failed(500, 9999, "unspecifiedError", "Action failed, the recording broke off."),
        },
        // The code is inferred.
        RecordOutcome::CallEnded => failed(400, 8528, "unspecifiedError", CALL_ENDED),
    }
}

const fn completed(
    subcode: u16,
    completion_reason: &'static str,
    message: &'static str,
) -> OperationResult {
    OperationResult { status: Status::Completed, code: 200, subcode, completion_reason, message }
}

const fn failed(
    code: u16,
    subcode: u16,
    completion_reason: &'static str,
    message: &'static str,
) -> OperationResult {
    OperationResult { status: Status::Failed, code, subcode, completion_reason, message }
}

const CANCELED: &str = "Action failed, the operation was cancelled.";

const PROMPT_FAILED: &str = "Action failed, a prompt could not be played.";

const CALL_ENDED: &str = "Action failed, the call ended.";
