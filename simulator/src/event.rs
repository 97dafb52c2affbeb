//! What follows from what happens, in the words of an `=` line.

use core::fmt;

use media_queue::graph::WireOutcome;
use media_queue::{
    Audio, Completion, Ended, Failure, Interruption, Limit, Phase, PlayOutcome, RecordOutcome,
    Stage, Step, Time, Tone,
};

use crate::asked::Asked;
use crate::seconds::Seconds;

/// One thing that followed, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    /// When.
    pub(crate) at: Time,
    /// What.
    pub(crate) what: What,
    /// Whether it was over at the same instant: a stop that was carried out at once,
    /// a file that was whole at once. No `=` line says it.
    pub(crate) moot: bool,
}

/// What can follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// The engine is told to start a step.
    Start {
        /// Whose.
        name: String,
        /// What is heard or recorded.
        label: String,
    },
    /// The engine is told to stop a step.
    Stop {
        /// Which.
        step: Step,
        /// Whose.
        name: String,
        /// What is heard or recorded.
        label: String,
    },
    /// The subscriber is told of a tone.
    Tone {
        /// The subscription.
        name: String,
        /// The key.
        tone: Tone,
        /// Its number in the call.
        number: u64,
    },
    /// A prompt of a record was interrupted; the record goes on.
    PromptInterrupted {
        /// The record.
        name: String,
    },
    /// A record has ended; its file is not whole yet.
    Closing {
        /// The record.
        name: String,
    },
    /// An operation has ended.
    Ended(Outcome),
    /// A cancel has been carried out.
    Answered {
        /// The cancel.
        name: String,
    },
    /// The engine has not confirmed a command in time.
    Stuck {
        /// `start` or `stop`.
        command: &'static str,
        /// Whose step.
        name: String,
        /// What is heard or recorded.
        label: String,
    },
    /// Something was refused.
    Refused {
        /// What.
        name: String,
        /// Why.
        why: String,
    },
}

/// How an operation ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The operation.
    pub(crate) name: String,
    /// What became of it.
    pub(crate) word: &'static str,
    /// What else is known: where it stood, its codes, what becomes of its audio. An
    /// `=` line may leave any of it out.
    pub(crate) details: Vec<String>,
    /// Whether that is what was meant to happen.
    pub(crate) success: Success,
}

/// How glad the application is of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Success {
    /// It came to its own end.
    Whole,
    /// Somebody ended it.
    Cut,
    /// It failed.
    Failed,
}

impl Outcome {
    pub(crate) fn new(completion: &Completion<Asked>, cut: Option<Time>) -> Self {
        let asked = completion.context();
        let (word, detail, success) = words(&completion.ended);
        let wire = WireOutcome::from(completion);
        let mut details = Vec::from_iter(detail);
        details.extend(at(asked, completion.stage));
        details.extend(cut.map(|cut| format!("cut={}", Seconds::from(cut))));
        details.push(format!("{}/{}", wire.code, wire.subcode));
        details.push(wire.completion_reason.to_owned());
        details.extend(completion.audio().map(|audio| fate(audio).to_owned()));
        Self { name: asked.name.clone(), word, details, success }
    }
}

impl What {
    /// Whether `line`, an `=` or `!` line, says this.
    pub(crate) fn is_said_by(&self, line: &str) -> bool {
        let Self::Ended(outcome) = self else {
            return self.to_string() == line;
        };
        let mut said = line.split(' ');
        if said.by_ref().take(3).ne(["=", &outcome.name, outcome.word]) {
            return false;
        }
        let mut details = outcome.details.iter();
        said.all(|word| details.any(|detail| detail == word))
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start { name, label } => write!(f, "= start {name} {label}"),
            Self::Stop { name, label, .. } => write!(f, "= stop {name} {label}"),
            Self::Tone { name, tone, number } => write!(f, "= tone {name} {tone} number={number}"),
            Self::PromptInterrupted { name } => write!(f, "= {name} prompt-interrupted"),
            Self::Closing { name } => write!(f, "= {name} closing"),
            Self::Ended(Outcome { name, word, details, .. }) => {
                write!(f, "= {name} {word}")?;
                details.iter().try_for_each(|detail| write!(f, " {detail}"))
            }
            Self::Answered { name } => write!(f, "= {name} completed"),
            Self::Stuck { command, name, label } => write!(f, "= stuck {command} {name} {label}"),
            Self::Refused { name, why } => write!(f, "! {name} {why}"),
        }
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<6} {}", Seconds::from(self.at), self.what)
    }
}

fn words(ended: &Ended<Asked>) -> (&'static str, Option<String>, Success) {
    let by = |interruption| match interruption {
        Interruption::Tone(tone) => format!("key={tone}"),
        Interruption::Speech => "by=speech".to_owned(),
    };
    let failed =
        |failure: Failure| ("failed", Some(format!("cause={}", cause(failure))), Success::Failed);
    match *ended {
        Ended::Play(_, PlayOutcome::Played) => ("played", None, Success::Whole),
        Ended::Play(_, PlayOutcome::Interrupted(what)) => {
            ("interrupted", Some(by(what)), Success::Cut)
        }
        Ended::Play(_, PlayOutcome::Failed(failure))
        | Ended::Record(_, RecordOutcome::Failed(failure)) => failed(failure),
        Ended::Play(_, PlayOutcome::Canceled) | Ended::Record(_, RecordOutcome::Canceled) => {
            ("canceled", None, Success::Cut)
        }
        Ended::Play(_, PlayOutcome::CallEnded) | Ended::Record(_, RecordOutcome::CallEnded) => {
            ("call-ended", None, Success::Cut)
        }
        Ended::Record(_, RecordOutcome::StopTone(tone)) => {
            ("stop-tone", Some(format!("key={tone}")), Success::Whole)
        }
        Ended::Record(_, RecordOutcome::LimitReached(limit)) => {
            let success = match limit {
                Limit::MaxDuration | Limit::MaxSilence => Success::Whole,
                Limit::InitialSilence | Limit::MediaTimeout => Success::Failed,
            };
            (limit_name(limit), None, success)
        }
    }
}

fn at(asked: &Asked, stage: Stage) -> Vec<String> {
    match stage {
        Stage::Queued => vec!["at=queued".to_owned()],
        Stage::InProgress(Phase::Prompt { index, round }) => {
            let mut at = vec![format!("at={}", asked.sound(index))];
            at.extend((round > 0).then(|| format!("round={}", u32::from(round).saturating_add(1))));
            at
        }
        Stage::InProgress(Phase::Beep) => vec!["at=beep".to_owned()],
        Stage::InProgress(Phase::Recording { started: false }) => vec!["at=armed".to_owned()],
        Stage::InProgress(Phase::Recording { started: true }) => vec!["at=recording".to_owned()],
    }
}

/// The word of a scenario for a limit.
const fn limit_name(limit: Limit) -> &'static str {
    match limit {
        Limit::MaxDuration => "max-duration",
        Limit::MaxSilence => "max-silence",
        Limit::InitialSilence => "initial-silence",
        Limit::MediaTimeout => "media-timeout",
    }
}

/// The word of a scenario for a failure.
const fn cause(failure: Failure) -> &'static str {
    match failure {
        Failure::Unavailable => "unavailable",
        Failure::BadFormat => "bad-format",
        Failure::Engine => "engine",
    }
}

const fn fate(audio: Audio) -> &'static str {
    match audio {
        Audio::Keep => "keep",
        Audio::Partial => "partial",
        Audio::Discard => "discard",
    }
}
