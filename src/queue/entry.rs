//! An accepted operation and where it stands.

use core::num::NonZeroU8;

use super::completion::{Completion, Phase, Stage};
use super::id::OperationId;
use super::operation::{Opening, OperationKind, Play, Record, RecordLimits, Times};
use super::outcome::{Outcome, PlayOutcome, RecordLimit, RecordOutcome};
use crate::tone::{Interruption, Interrupts, ToneSet};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry<C> {
    pub(super) id: OperationId,
    pub(super) context: C,
    pub(super) work: Work,
}

impl<C> Entry<C> {
    /// Ends the operation in a way that both kinds can end.
    #[inline]
    pub(super) fn end(
        self,
        stage: Stage,
        play: PlayOutcome,
        record: RecordOutcome,
    ) -> Completion<C> {
        let outcome = self.work.ended(play, record);
        self.complete(stage, outcome)
    }

    #[inline]
    pub(super) fn complete(self, stage: Stage, outcome: Outcome) -> Completion<C> {
        let Self { id, context, work: _ } = self;
        Completion { id, context, stage, outcome }
    }
}

/// The request of an operation, and the step that it is at or will begin with.
///
/// The position is part of the kind, so a play cannot be beeping. Whether the operation
/// has begun is its place in the ring. The fields of a record stand here one by one: as a
/// [`Record`] they would be padded, and this would no longer fit 24 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Work {
    Play { play: Play, at: PromptAt },
    Record { opening: Opening, stop_tones: ToneSet, limits: RecordLimits, at: RecordAt },
}

/// The prompt that a play is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PromptAt {
    pub(super) index: u8,
    pub(super) round: u16,
}

/// The step that a record is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RecordAt {
    Prompt,
    Beep,
    /// The recording is to begin, and the engine has not confirmed that it has.
    Armed,
    Recording,
}

/// What an input means for the operation in progress.
#[derive(Clone, Copy, Debug)]
pub(super) enum Turn {
    Stay,
    NextStep,
    End(Outcome),
}

impl Work {
    #[inline]
    pub(super) const fn play(play: Play) -> Self {
        Self::Play { play, at: PromptAt::FIRST }
    }

    #[inline]
    pub(super) const fn record(record: Record) -> Self {
        let Record { opening, stop_tones, limits } = record;
        Self::Record { opening, stop_tones, limits, at: opening.first() }
    }

    pub(super) const fn kind(&self) -> OperationKind {
        match self {
            Self::Play { .. } => OperationKind::Play,
            Self::Record { .. } => OperationKind::Record,
        }
    }

    pub(super) const fn interrupts(&self) -> Interrupts {
        match self {
            Self::Play { play, .. } => play.interrupts,
            Self::Record { opening, .. } => opening.interrupts(),
        }
    }

    #[inline]
    pub(super) const fn phase(&self) -> Phase {
        match *self {
            Self::Play { at: PromptAt { index, round }, .. } => {
                Phase::Prompt { index, round, heard: None }
            }
            Self::Record { at: RecordAt::Prompt, .. } => {
                Phase::Prompt { index: 0, round: 0, heard: None }
            }
            Self::Record { at: RecordAt::Beep, .. } => Phase::Beep,
            Self::Record { at: RecordAt::Armed, .. } => Phase::Recording { started: false },
            Self::Record { at: RecordAt::Recording, .. } => Phase::Recording { started: true },
        }
    }

    /// Whether the operation stands where it begins.
    #[cfg(feature = "serde")]
    pub(super) fn is_at_its_first_step(&self) -> bool {
        match *self {
            Self::Play { at, .. } => at == PromptAt::FIRST,
            Self::Record { opening, at, .. } => at == opening.first(),
        }
    }

    /// The engine has started the current step.
    #[inline]
    pub(super) const fn started(&mut self) {
        if let Self::Record { at: at @ RecordAt::Armed, .. } = self {
            *at = RecordAt::Recording;
        }
    }

    /// The current prompt or beep came to its end. A recording has no end of its own.
    #[inline]
    pub(super) fn finished(&mut self) -> Turn {
        match self {
            Self::Play { play, at } => match at.after(play.prompts, play.times) {
                Some(next) => {
                    *at = next;
                    Turn::NextStep
                }
                None => Turn::End(Outcome::Play(*play, PlayOutcome::Played)),
            },
            Self::Record { opening, at: at @ RecordAt::Prompt, .. } => {
                *at = opening.after_prompt();
                Turn::NextStep
            }
            Self::Record { at: at @ RecordAt::Beep, .. } => {
                *at = RecordAt::Armed;
                Turn::NextStep
            }
            Self::Record { .. } => Turn::Stay,
        }
    }

    /// The recording reached a limit, so it has started, whether or not the engine
    /// confirmed it. A prompt or a beep has no limit.
    #[inline]
    pub(super) const fn limit_reached(&mut self, limit: RecordLimit) -> Turn {
        match self {
            Self::Record { opening, stop_tones, limits, at } if at.is_recording() => {
                *at = RecordAt::Recording;
                end_record(*opening, *stop_tones, *limits, RecordOutcome::LimitReached(limit))
            }
            Self::Play { .. } | Self::Record { .. } => Turn::Stay,
        }
    }

    /// The caller pressed a key or began to speak.
    #[inline]
    pub(super) fn heard(&mut self, what: Interruption) -> Turn {
        match self {
            Self::Play { play, .. } if play.interrupts.contains(what) => {
                Turn::End(Outcome::Play(*play, PlayOutcome::Interrupted(what)))
            }
            Self::Record { opening, at: at @ RecordAt::Prompt, .. }
                if opening.interrupts().contains(what) =>
            {
                *at = opening.after_prompt();
                Turn::NextStep
            }
            Self::Record { opening, stop_tones, limits, at: RecordAt::Recording } => match what {
                Interruption::Tone(tone) if stop_tones.contains(tone) => {
                    end_record(*opening, *stop_tones, *limits, RecordOutcome::StopTone(tone))
                }
                Interruption::Tone(_) | Interruption::Speech => Turn::Stay,
            },
            Self::Play { .. } | Self::Record { .. } => Turn::Stay,
        }
    }

    /// The outcome of an operation that ends in a way that both kinds can end.
    #[inline]
    pub(super) const fn ended(&self, played: PlayOutcome, recorded: RecordOutcome) -> Outcome {
        match *self {
            Self::Play { play, .. } => Outcome::Play(play, played),
            Self::Record { opening, stop_tones, limits, .. } => {
                Outcome::Record(Record { opening, stop_tones, limits }, recorded)
            }
        }
    }
}

impl PromptAt {
    pub(super) const FIRST: Self = Self { index: 0, round: 0 };

    /// The prompt after this one, or `None` after the last of the last round.
    #[inline]
    fn after(self, prompts: NonZeroU8, times: Times) -> Option<Self> {
        // Neither sum overflows: an index is below the number of prompts, a counted round
        // below the number of rounds.
        let index = self.index.wrapping_add(1);
        if index < prompts.get() {
            return Some(Self { index, ..self });
        }
        let round = match times {
            Times::Count(times) if self.round.wrapping_add(1) >= times.get() => return None,
            Times::Count(_) | Times::Forever => self.round.saturating_add(1),
        };
        Some(Self { index: 0, round })
    }
}

impl RecordAt {
    const fn is_recording(self) -> bool {
        matches!(self, Self::Armed | Self::Recording)
    }
}

impl Opening {
    #[inline]
    pub(super) const fn interrupts(self) -> Interrupts {
        match self {
            Self::Prompt(interrupts) | Self::PromptThenBeep(interrupts) => interrupts,
            Self::Silence | Self::Beep => Interrupts::NEVER,
        }
    }

    /// The first step of a record with this opening.
    #[inline]
    pub(super) const fn first(self) -> RecordAt {
        match self {
            Self::Prompt(_) | Self::PromptThenBeep(_) => RecordAt::Prompt,
            Self::Beep => RecordAt::Beep,
            Self::Silence => RecordAt::Armed,
        }
    }

    #[inline]
    const fn after_prompt(self) -> RecordAt {
        match self {
            Self::Beep | Self::PromptThenBeep(_) => RecordAt::Beep,
            Self::Silence | Self::Prompt(_) => RecordAt::Armed,
        }
    }
}

#[inline]
const fn end_record(
    opening: Opening,
    stop_tones: ToneSet,
    limits: RecordLimits,
    outcome: RecordOutcome,
) -> Turn {
    Turn::End(Outcome::Record(Record { opening, stop_tones, limits }, outcome))
}
