//! What an outcome is called on the wire: the one table of its words and codes.

use core::fmt;

use serde::{Serialize, Serializer};

use crate::outcome::{Completion, Ended, Failure, Limit, Phase, PlayOutcome, RecordOutcome, Stage};

/// How a terminal notification tells an outcome: its status, its
/// [resultInfo](https://learn.microsoft.com/graph/api/resources/resultinfo) and its
/// completion reason, as
/// [playPromptOperation](https://learn.microsoft.com/graph/api/resources/playpromptoperation) and
/// [recordOperation](https://learn.microsoft.com/graph/api/resources/recordoperation)
/// enumerate it.
///
/// | outcome | kind | status | code / subcode | completion reason |
/// |---|---|---|---|---|
/// | `Canceled` | record | failed | 400 / 8508 | operationCanceled |
/// | `Canceled` | play | failed | 400 / 8508 | mediaOperationCanceled |
/// | `Played` | play | completed | 200 / 0 | completedSuccessfully |
/// | `StopTone` | record | completed | 200 / 8514 | stopToneDetected |
/// | `MaxDuration` | record | completed | 200 / 8515 | maxRecordDurationReached |
/// | `MaxSilence` | record | completed | 200 / 8509 (inferred) | maxSilenceTimeout |
/// | `InitialSilence` | record | failed | 400 / 8510 | initialSilenceTimeout |
/// | `MediaTimeout` | record | failed | 500 / 8513 (inferred) | mediaReceiveTimeout |
/// | `Failed` at the prompt | record | failed | 500 / 8511 | playPromptFailed |
/// | `Failed` at the beep | record | failed | 500 / 8512 | playBeepFailed |
/// | `Failed` at the recording | record | failed | 500 / 9999 | unspecifiedError |
/// | `Failed`, `Unavailable` | play | failed | 400 / 8536 | unknown |
/// | `Failed`, `BadFormat` | play | failed | 400 / 8535 | unknown |
/// | `Failed`, `Engine` | play | failed | 500 / 8511 | unknown |
/// | `Interrupted` | play | failed | 400 / 8508 | mediaOperationCanceled |
/// | `CallEnded` | record | failed | 400 / 8528 (inferred) | unspecifiedError |
/// | `CallEnded` | play | failed | 400 / 8528 (inferred) | unknown |
///
/// An inferred code is not published for Graph; it is taken from the
/// [codes of a sibling API](https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/troubleshooting-codes)
/// on the same calling platform. Graph is not known to report the
/// operations of a call that ended, and none of its requests makes a play
/// interruptible; a host that goes further than Graph in either gets a legal body.
///
/// Who reads a notification should go by `code` and `subcode`, never by the text.
///
/// ```
/// use core::num::{NonZeroU8, NonZeroU16};
/// use media_queue::graph::{Status, WireOutcome};
/// use media_queue::{MediaQueue, Play};
///
/// let mut queue: MediaQueue<()> = MediaQueue::new(NonZeroU16::MIN);
/// queue.play(Play::new((), NonZeroU8::MIN))?;
/// let canceled = queue.cancel_all().next().ok_or("nothing was cancelled")?;
/// let outcome = WireOutcome::from(&canceled);
/// assert_eq!((outcome.status, outcome.code, outcome.subcode), (Status::Failed, 400, 8508));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct WireOutcome {
    /// The status of the operation.
    pub status: Status,
    /// The class of the result, like that of an HTTP answer.
    pub code: u16,
    /// The result.
    pub subcode: u16,
    /// The reason, from the enumeration of the operation's kind.
    pub completion_reason: &'static str,
    /// A sentence for people.
    pub message: &'static str,
}

impl<C> From<&Completion<C>> for WireOutcome {
    fn from(completion: &Completion<C>) -> Self {
        match completion.ended {
            Ended::Play(_, outcome) => of_play(outcome),
            Ended::Record(_, outcome) => of_record(outcome, completion.stage),
        }
    }
}

/// The status of an operation on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Accepted: queued or in progress.
    Running,
    /// Ended as it was meant to.
    Completed,
    /// Ended otherwise.
    Failed,
}

impl Status {
    /// Its word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Completed => "completed",
            Self::Failed => "failed",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[rustfmt::skip]
const fn of_play(outcome: PlayOutcome) -> WireOutcome {
    match outcome {
        PlayOutcome::Played => completed(0, "completedSuccessfully", "Action completed successfully."),
        PlayOutcome::Canceled => failed(400, 8508, "mediaOperationCanceled", CANCELED),
        PlayOutcome::Interrupted(_) => failed(400, 8508, "mediaOperationCanceled", "Action failed, the caller interrupted it."),
        PlayOutcome::Failed(Failure::Unavailable) => failed(400, 8536, "unknown", "Action failed, a prompt could not be fetched."),
        PlayOutcome::Failed(Failure::BadFormat) => failed(400, 8535, "unknown", "Action failed, the format of a prompt cannot be played."),
        PlayOutcome::Failed(Failure::Engine) => failed(500, 8511, "unknown", PROMPT_FAILED),
        // Inferred.
        PlayOutcome::CallEnded => failed(400, 8528, "unknown", CALL_ENDED),
    }
}

#[rustfmt::skip]
const fn of_record(outcome: RecordOutcome, stage: Stage) -> WireOutcome {
    match outcome {
        RecordOutcome::Canceled => failed(400, 8508, "operationCanceled", CANCELED),
        RecordOutcome::StopTone(_) => completed(8514, "stopToneDetected", "Action completed, a stop tone was detected."),
        RecordOutcome::LimitReached(Limit::MaxDuration) => completed(8515, "maxRecordDurationReached", "Action completed, max record duration reached."),
        // Inferred.
        RecordOutcome::LimitReached(Limit::MaxSilence) => completed(8509, "maxSilenceTimeout", "Action completed, max silence timeout reached."),
        RecordOutcome::LimitReached(Limit::InitialSilence) => failed(400, 8510, "initialSilenceTimeout", "Action failed, initial silence timeout reached."),
        // Inferred.
        RecordOutcome::LimitReached(Limit::MediaTimeout) => failed(500, 8513, "mediaReceiveTimeout", "Action failed, no media was received."),
        RecordOutcome::Failed(_) => match stage {
            Stage::InProgress(Phase::Prompt { .. }) => failed(500, 8511, "playPromptFailed", PROMPT_FAILED),
            Stage::InProgress(Phase::Beep) => failed(500, 8512, "playBeepFailed", "Action failed, the beep could not be played."),
            Stage::InProgress(Phase::Recording { .. }) | Stage::Queued => failed(500, 9999, "unspecifiedError", "Action failed, the recording broke off."),
        },
        // Inferred.
        RecordOutcome::CallEnded => failed(400, 8528, "unspecifiedError", CALL_ENDED),
    }
}

const fn completed(
    subcode: u16,
    completion_reason: &'static str,
    message: &'static str,
) -> WireOutcome {
    WireOutcome { status: Status::Completed, code: 200, subcode, completion_reason, message }
}

const fn failed(
    code: u16,
    subcode: u16,
    completion_reason: &'static str,
    message: &'static str,
) -> WireOutcome {
    WireOutcome { status: Status::Failed, code, subcode, completion_reason, message }
}

const CANCELED: &str = "Action failed, the operation was cancelled.";

const PROMPT_FAILED: &str = "Action failed, a prompt could not be played.";

const CALL_ENDED: &str = "Action failed, the call ended.";
