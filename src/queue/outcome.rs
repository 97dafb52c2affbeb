//! What became of an operation.

use core::fmt;

use super::operation::{OperationKind, Play, Record};
use crate::tone::{Interruption, Tone};

/// The request of an operation that has ended, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a host must handle both kinds")]
pub enum Outcome {
    /// A play, and what became of it.
    Play(Play, PlayOutcome),
    /// A record, and what became of it.
    Record(Record, RecordOutcome),
}

impl Outcome {
    /// Returns which kind of operation this is.
    #[must_use]
    pub const fn kind(&self) -> OperationKind {
        match self {
            Self::Play(..) => OperationKind::Play,
            Self::Record(..) => OperationKind::Record,
        }
    }

    /// Returns whether the operation was cancelled.
    #[must_use]
    pub const fn is_canceled(&self) -> bool {
        matches!(
            self,
            Self::Play(_, PlayOutcome::Canceled) | Self::Record(_, RecordOutcome::Canceled)
        )
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Play(_, outcome) => write!(f, "play: {outcome}"),
            Self::Record(_, outcome) => write!(f, "record: {outcome}"),
        }
    }
}

/// How a play can end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a host must report every ending")]
pub enum PlayOutcome {
    /// Every prompt came to its end ([P1](crate::MediaQueue#rules)).
    Played,
    /// The caller interrupted it ([B1](crate::MediaQueue#rules)).
    Interrupted(Interruption),
    /// A prompt failed; the stage of the completion names it
    /// ([P2](crate::MediaQueue#rules)).
    Failed(MediaFailure),
    /// It was cancelled ([C1](crate::MediaQueue#rules), [C4](crate::MediaQueue#rules)).
    Canceled,
    /// The call ended ([H1](crate::MediaQueue#rules)).
    CallEnded,
}

impl fmt::Display for PlayOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Played => f.write_str("played"),
            Self::Interrupted(what) => write!(f, "interrupted by {what}"),
            Self::Failed(failure) => write!(f, "failed: {failure}"),
            Self::Canceled => f.write_str("canceled"),
            Self::CallEnded => f.write_str("call ended"),
        }
    }
}

/// How a record can end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a host must report every ending")]
pub enum RecordOutcome {
    /// The caller pressed this stop tone ([R3](crate::MediaQueue#rules)).
    StopTone(Tone),
    /// The recording reached this limit ([R4](crate::MediaQueue#rules)).
    LimitReached(RecordLimit),
    /// Its prompt, beep or recording failed; the stage of the completion says which
    /// ([R2](crate::MediaQueue#rules)).
    Failed(MediaFailure),
    /// It was cancelled ([C1](crate::MediaQueue#rules), [C4](crate::MediaQueue#rules)).
    Canceled,
    /// The call ended ([H1](crate::MediaQueue#rules)).
    CallEnded,
}

impl RecordOutcome {
    /// Returns what becomes of audio that was recorded ([R5](crate::MediaQueue#rules)).
    pub(super) const fn audio(self) -> Audio {
        match self {
            Self::StopTone(_)
            | Self::LimitReached(RecordLimit::MaxDuration | RecordLimit::MaxSilence) => Audio::Keep,
            Self::LimitReached(RecordLimit::MediaTimeout) | Self::Failed(_) | Self::CallEnded => {
                Audio::Partial
            }
            Self::LimitReached(RecordLimit::InitialSilence) | Self::Canceled => Audio::Discard,
        }
    }
}

impl fmt::Display for RecordOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StopTone(tone) => write!(f, "stopped by key {tone}"),
            Self::LimitReached(limit) => write!(f, "{limit} reached"),
            Self::Failed(failure) => write!(f, "failed: {failure}"),
            Self::Canceled => f.write_str("canceled"),
            Self::CallEnded => f.write_str("call ended"),
        }
    }
}

/// The limits that can end a recording ([R4](crate::MediaQueue#rules)).
///
/// They stand in the order in which they win when two fall at the same instant
/// ([K2](crate::session::RecordClock#rules)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "they are the fields of RecordLimits")]
pub enum RecordLimit {
    /// The recording is as long as it may be.
    MaxDuration,
    /// The caller fell silent.
    MaxSilence,
    /// The caller never spoke.
    InitialSilence,
    /// Media from the caller stopped arriving.
    MediaTimeout,
}

impl fmt::Display for RecordLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MaxDuration => "maximum duration",
            Self::MaxSilence => "maximum silence",
            Self::InitialSilence => "initial silence",
            Self::MediaTimeout => "media timeout",
        })
    }
}

/// Why a step could not be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "each has its own code on the wire")]
pub enum MediaFailure {
    /// The prompt could not be fetched.
    Unavailable,
    /// The format of the prompt cannot be played.
    BadFormat,
    /// The media engine failed.
    Engine,
}

impl fmt::Display for MediaFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unavailable => "the prompt could not be fetched",
            Self::BadFormat => "the format of the prompt cannot be played",
            Self::Engine => "the media engine failed",
        })
    }
}

/// What becomes of recorded audio ([R5](crate::MediaQueue#rules)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "rule R5 has no fourth way")]
pub enum Audio {
    /// The recording is complete. Keep it.
    Keep,
    /// Something other than the caller cut the recording off. The host chooses.
    Partial,
    /// Nobody wants the recording, or nobody spoke. Delete it.
    Discard,
}
