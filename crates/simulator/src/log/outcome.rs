//! How an operation ended, in the words of a scenario.

use media_queue::graph::OperationResult;
use media_queue::{
    Audio, Completion, Interruption, MediaFailure, Phase, PlayOutcome, RecordLimit, RecordOutcome,
    Stage, Time,
};

use crate::request::Context;
use crate::seconds::Seconds;

/// How an operation ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The operation.
    pub(crate) name: String,
    /// What became of it.
    pub(crate) word: &'static str,
    /// What else is known: where it stood, its codes, what becomes of its audio.
    pub(crate) details: Vec<String>,
    /// The reason on the wire.
    pub(crate) reason: &'static str,
    pub(crate) success: Success,
}

/// How well it ended for the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Success {
    /// It came to its own end.
    Complete,
    /// Somebody ended it.
    Cut,
    Failed,
}

impl Outcome {
    pub(crate) fn new(completion: &Completion<Context>, cut: Option<Time>) -> Self {
        let context = &completion.context;
        let (word, detail, success) = words(&completion.outcome);
        let wire = OperationResult::from(completion);
        let mut details = Vec::from_iter(detail);
        details.extend(place(context, completion.stage));
        details.extend(cut.map(|cut| format!("cut={}", Seconds::from(cut))));
        details.push(format!("{}/{}", wire.code, wire.subcode));
        details.push(wire.completion_reason.to_owned());
        details.extend(completion.audio().map(|audio| fate(audio).to_owned()));
        let name = context.name.clone();
        Self { name, word, details, reason: wire.completion_reason, success }
    }
}

fn words(outcome: &media_queue::Outcome) -> (&'static str, Option<String>, Success) {
    match *outcome {
        media_queue::Outcome::Play(_, outcome) => match outcome {
            PlayOutcome::Played => ("played", None, Success::Complete),
            PlayOutcome::Interrupted(Interruption::Tone(tone)) => {
                ("interrupted", Some(format!("key={tone}")), Success::Cut)
            }
            PlayOutcome::Interrupted(Interruption::Speech) => {
                ("interrupted", Some("by=speech".to_owned()), Success::Cut)
            }
            PlayOutcome::Failed(failure) => failed(failure),
            PlayOutcome::Canceled => CANCELED,
            PlayOutcome::CallEnded => CALL_ENDED,
        },
        media_queue::Outcome::Record(_, outcome) => match outcome {
            RecordOutcome::StopTone(tone) => {
                ("stop-tone", Some(format!("key={tone}")), Success::Complete)
            }
            RecordOutcome::LimitReached(limit) => match limit {
                RecordLimit::MaxDuration => ("max-duration", None, Success::Complete),
                RecordLimit::MaxSilence => ("max-silence", None, Success::Complete),
                RecordLimit::InitialSilence => ("initial-silence", None, Success::Failed),
                RecordLimit::MediaTimeout => ("media-timeout", None, Success::Failed),
            },
            RecordOutcome::Failed(failure) => failed(failure),
            RecordOutcome::Canceled => CANCELED,
            RecordOutcome::CallEnded => CALL_ENDED,
        },
    }
}

fn failed(failure: MediaFailure) -> (&'static str, Option<String>, Success) {
    let cause = match failure {
        MediaFailure::Unavailable => "unavailable",
        MediaFailure::BadFormat => "bad-format",
        MediaFailure::Engine => "engine",
    };
    ("failed", Some(format!("cause={cause}")), Success::Failed)
}

/// Where the operation stood.
fn place(context: &Context, stage: Stage) -> Vec<String> {
    match stage {
        Stage::Queued => vec!["at=queued".to_owned()],
        Stage::InProgress(Phase::Prompt { index, round, heard }) => {
            let mut place = vec![format!("at={}", context.sound(index))];
            let round = u32::from(round).saturating_add(1);
            place.extend((round > 1).then(|| format!("round={round}")));
            place.extend(heard.map(|heard| format!("heard={}", Seconds::from(heard))));
            place
        }
        Stage::InProgress(Phase::Beep) => vec!["at=beep".to_owned()],
        Stage::InProgress(Phase::Recording { started: false }) => vec!["at=armed".to_owned()],
        Stage::InProgress(Phase::Recording { started: true }) => vec!["at=recording".to_owned()],
    }
}

const fn fate(audio: Audio) -> &'static str {
    match audio {
        Audio::Keep => "keep",
        Audio::Partial => "partial",
        Audio::Discard => "discard",
    }
}

const CANCELED: (&str, Option<String>, Success) = ("canceled", None, Success::Cut);
const CALL_ENDED: (&str, Option<String>, Success) = ("call-ended", None, Success::Cut);
