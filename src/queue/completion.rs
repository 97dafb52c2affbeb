//! The one result of an operation, and where the operation stood.

use core::fmt;

use super::id::OperationId;
use super::operation::OperationKind;
use super::outcome::{Audio, Outcome};
use crate::time::Millis;

/// The one result of an accepted operation ([Q3](crate::MediaQueue#rules)).
///
/// Each operation is handed out in exactly one completion. A completion that is dropped
/// is never reported again.
#[must_use = "an operation is handed out once: a completion that is dropped is never reported"]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Completion<C> {
    /// The id that the request was answered with.
    pub id: OperationId,
    /// The host's own value, which came in with the request.
    pub context: C,
    /// Where the operation stood when it ended.
    pub stage: Stage,
    /// The request, and what became of it.
    pub outcome: Outcome,
}

impl<C> Completion<C> {
    /// Returns which kind of operation this was.
    #[must_use]
    pub const fn kind(&self) -> OperationKind {
        self.outcome.kind()
    }

    /// Returns what becomes of the audio of a recording that had started
    /// ([R5](crate::MediaQueue#rules)), or `None` if there is no audio.
    #[must_use]
    pub const fn audio(&self) -> Option<Audio> {
        match (self.stage, &self.outcome) {
            (
                Stage::InProgress(Phase::Recording { started: true }),
                Outcome::Record(_, outcome),
            ) => Some(outcome.audio()),
            _ => None,
        }
    }

    /// Returns the same completion with its context replaced by `make(context)`.
    pub fn map<D>(self, make: impl FnOnce(C) -> D) -> Completion<D> {
        let Self { id, context, stage, outcome } = self;
        Completion { id, context: make(context), stage, outcome }
    }
}

impl<C> fmt::Display for Completion<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "operation {}, {} ({})", self.id, self.outcome, self.stage)
    }
}

/// Where an operation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "rule Q1 has no third way")]
pub enum Stage {
    /// It waits for its turn.
    Queued,
    /// It is the operation in progress.
    InProgress(Phase),
}

impl Stage {
    /// Returns how long the prompt in progress had been heard, as far as that is known.
    #[must_use]
    pub const fn heard(self) -> Option<Millis> {
        match self {
            Self::InProgress(Phase::Prompt { heard, .. }) => heard,
            Self::InProgress(Phase::Beep | Phase::Recording { .. }) | Self::Queued => None,
        }
    }

    /// Returns the same stage; if it is a prompt, it has been heard for `span`.
    pub(crate) fn with_heard(self, span: Option<Millis>) -> Self {
        match self {
            Self::InProgress(Phase::Prompt { index, round, .. }) => {
                Self::InProgress(Phase::Prompt { index, round, heard: span })
            }
            other => other,
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Queued => f.write_str("queued"),
            Self::InProgress(phase) => phase.fmt(f),
        }
    }
}

/// The step that an operation in progress is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "rules P1 and R1 have no other steps")]
pub enum Phase {
    /// A prompt. A record has only one.
    Prompt {
        /// Which prompt of the list, from 0.
        index: u8,
        /// Which time through the list, from 0. It saturates at 65,535 in a play that is
        /// repeated for ever.
        round: u16,
        /// How long this prompt had been heard when the operation ended, from its confirmed
        /// start ([X8](crate::session::Session#rules)). `None` if it did not play then, for
        /// example while media was suspended, and always without a session, since the queue
        /// has no clock.
        heard: Option<Millis>,
    },
    /// The beep before a recording.
    Beep,
    /// The recording.
    Recording {
        /// Whether the engine is known to have started it.
        started: bool,
    },
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Prompt { index, round, heard } => {
                write!(f, "prompt {index}, round {round}")?;
                heard.map_or(Ok(()), |heard| write!(f, ", heard for {heard}"))
            }
            Self::Beep => f.write_str("beep"),
            Self::Recording { started: false } => f.write_str("recording, not started"),
            Self::Recording { started: true } => f.write_str("recording"),
        }
    }
}
