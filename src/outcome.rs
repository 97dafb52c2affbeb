//! What became of an operation, and where it stood.

use serde::{Deserialize, Serialize};

use crate::id::OperationId;
use crate::operation::{Play, Record};
use crate::tone::Tone;

/// The one result of an accepted operation (rule Q3): what was asked, what became
/// of it, and where it stood.
#[must_use = "an operation is handed out once: what is dropped here is never reported"]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Completion<C> {
    /// The id its request was answered with.
    pub id: OperationId,
    /// Where the operation stood when it ended.
    pub stage: Stage,
    /// The request, given back, and its outcome.
    pub ended: Ended<C>,
}

impl<C> Completion<C> {
    /// The host's own value.
    #[must_use]
    #[inline]
    pub const fn context(&self) -> &C {
        match &self.ended {
            Ended::Play(play, _) => &play.context,
            Ended::Record(record, _) => &record.context,
        }
    }

    /// The host's own value, to be changed: what the host learns at the end, such as
    /// where it keeps the recording, can then travel with the completion.
    pub const fn context_mut(&mut self) -> &mut C {
        match &mut self.ended {
            Ended::Play(play, _) => &mut play.context,
            Ended::Record(record, _) => &mut record.context,
        }
    }

    /// The host's own value, moved out.
    #[must_use]
    #[inline]
    pub fn into_context(self) -> C {
        match self.ended {
            Ended::Play(play, _) => play.context,
            Ended::Record(record, _) => record.context,
        }
    }

    /// What becomes of the audio of a record whose recording had started (rule R5);
    /// `None` where there is no audio.
    #[must_use]
    pub const fn audio(&self) -> Option<Audio> {
        match (self.stage, &self.ended) {
            (Stage::InProgress(Phase::Recording { started: true }), Ended::Record(_, outcome)) => {
                Some(outcome.audio())
            }
            _ => None,
        }
    }
}

/// An operation that has ended: the request and its outcome, by kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
// A tag of its own: hidden in a niche of the context, it would move one of the two. A
// word of it: the bytes behind a narrow one would be copied with the context, across
// the words it was stored as, over which a processor stumbles.
#[repr(u64)]
pub enum Ended<C> {
    /// A play and what it came to.
    Play(Play<C>, PlayOutcome),
    /// A record and what it came to.
    Record(Record<C>, RecordOutcome),
}

/// What a play can come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PlayOutcome {
    /// Every prompt came to its end (rule P1).
    Played,
    /// The caller interrupted it (rule B1).
    Interrupted(Interruption),
    /// A prompt failed; the stage names it (rule P2).
    Failed(Failure),
    /// It was cancelled (rules C1 and C4).
    Canceled,
    /// The call ended (rule H1).
    CallEnded,
}

/// What a record can come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RecordOutcome {
    /// The caller pressed a stop tone (rule R3).
    StopTone(Tone),
    /// The recording ran into a limit (rule R4).
    LimitReached(Limit),
    /// Its prompt, beep or recording failed; the stage says which (rule R2).
    Failed(Failure),
    /// It was cancelled (rules C1 and C4).
    Canceled,
    /// The call ended (rule H1).
    CallEnded,
}

impl RecordOutcome {
    /// What this outcome makes of audio that was recorded (rule R5).
    const fn audio(self) -> Audio {
        match self {
            Self::StopTone(_) | Self::LimitReached(Limit::MaxDuration | Limit::MaxSilence) => {
                Audio::Keep
            }
            Self::LimitReached(Limit::MediaTimeout) | Self::Failed(_) | Self::CallEnded => {
                Audio::Partial
            }
            Self::LimitReached(Limit::InitialSilence) | Self::Canceled => Audio::Discard,
        }
    }
}

/// What interrupted a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Interruption {
    /// This tone.
    Tone(Tone),
    /// The caller began to speak.
    Speech,
}

/// Which limit ended a recording (rule R4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Limit {
    /// It was as long as it may be.
    MaxDuration,
    /// The caller fell silent.
    MaxSilence,
    /// The caller never spoke.
    InitialSilence,
    /// Media from the caller stopped arriving.
    MediaTimeout,
}

/// Why a step could not be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Failure {
    /// The prompt could not be fetched.
    Unavailable,
    /// The prompt is of a format that cannot be played.
    BadFormat,
    /// The media engine is at fault.
    Engine,
}

/// What becomes of recorded audio (rule R5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Audio {
    /// The recording is whole: keep it.
    Keep,
    /// The recording was cut off by something other than the caller: the host chooses.
    Partial,
    /// Nobody wants it, or nobody spoke: delete it.
    Discard,
}

/// Where an operation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Stage {
    /// It waits for its turn.
    Queued,
    /// It is the operation in progress.
    InProgress(Phase),
}

/// What an operation in progress is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Phase {
    /// A prompt; for a record, its only one.
    Prompt {
        /// Which prompt of the list, from 0.
        index: u8,
        /// Which time through the list, from 0. A play for ever stays at 65 535
        /// once it has come so far.
        round: u16,
    },
    /// The beep before a recording.
    Beep,
    /// The recording.
    Recording {
        /// Whether the engine is known to have begun it.
        started: bool,
    },
}
