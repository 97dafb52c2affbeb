//! An accepted operation and where it stands.

use core::num::NonZeroU8;

use crate::id::OperationId;
use crate::interrupts::Interrupts;
use crate::operation::{Opening, Play, Record, RecordLimits, Times};
use crate::outcome::{
    Completion, Ended, Interruption, Limit, Phase, PlayOutcome, RecordOutcome, Stage,
};
use crate::tone_set::ToneSet;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry<C> {
    pub(crate) id: OperationId,
    pub(crate) context: C,
    pub(crate) work: Work,
}

impl<C> Entry<C> {
    #[inline]
    pub(crate) fn play(id: OperationId, play: Play<C>) -> Self {
        let Play { context, prompts, times, interrupts } = play;
        Self { id, context, work: Work::Play { prompts, times, interrupts, at: PromptAt::FIRST } }
    }

    #[inline]
    pub(crate) fn record(id: OperationId, record: Record<C>) -> Self {
        let Record { context, opening, stop_tones, limits } = record;
        let at = opening.first();
        Self { id, context, work: Work::Record { opening, stop_tones, limits, at } }
    }

    /// Where the operation stands, if `front` is the one in progress.
    #[inline]
    pub(crate) fn stage(&self, front: Option<OperationId>) -> Stage {
        if front == Some(self.id) { Stage::InProgress(self.work.phase()) } else { Stage::Queued }
    }

    #[inline]
    pub(crate) fn complete(self, stage: Stage, ended: Ended<()>) -> Completion<C> {
        let Self { id, context, work: _ } = self;
        let ended = match ended {
            Ended::Play(Play { context: (), prompts, times, interrupts }, outcome) => {
                Ended::Play(Play { context, prompts, times, interrupts }, outcome)
            }
            Ended::Record(Record { context: (), opening, stop_tones, limits }, outcome) => {
                Ended::Record(Record { context, opening, stop_tones, limits }, outcome)
            }
        };
        Completion { id, stage, ended }
    }

    #[inline]
    pub(crate) fn cancel(self, front: Option<OperationId>) -> Completion<C> {
        let stage = self.stage(front);
        let ended = self.work.ended(PlayOutcome::Canceled, RecordOutcome::Canceled);
        self.complete(stage, ended)
    }

    #[inline]
    pub(crate) fn end_with_call(self, front: Option<OperationId>) -> Completion<C> {
        let stage = self.stage(front);
        let ended = self.work.ended(PlayOutcome::CallEnded, RecordOutcome::CallEnded);
        self.complete(stage, ended)
    }
}

/// What is to be done, and the step it is at or will begin with. Where an operation
/// stands is part of its kind, so a play cannot be beeping; whether it has begun is
/// its place in the ring.
///
/// The fields of a record stand here one by one: nested in a struct they would
/// be padded, and the whole would no longer fit 24 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    Play { prompts: NonZeroU8, times: Times, interrupts: Interrupts, at: PromptAt },
    Record { opening: Opening, stop_tones: ToneSet, limits: RecordLimits, at: RecordAt },
}

/// The prompt a play is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PromptAt {
    pub(crate) index: u8,
    pub(crate) round: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RecordAt {
    Prompt,
    Beep,
    /// The recording is to begin; the engine has not said that it has.
    Armed,
    Recording,
}

/// What an input means for the operation in progress.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Turn {
    Nothing,
    NextStep,
    End(Ended<()>),
}

impl Work {
    #[inline]
    pub(crate) const fn phase(&self) -> Phase {
        match *self {
            Self::Play { at: PromptAt { index, round }, .. } => Phase::Prompt { index, round },
            Self::Record { at: RecordAt::Prompt, .. } => Phase::Prompt { index: 0, round: 0 },
            Self::Record { at: RecordAt::Beep, .. } => Phase::Beep,
            Self::Record { at: RecordAt::Armed, .. } => Phase::Recording { started: false },
            Self::Record { at: RecordAt::Recording, .. } => Phase::Recording { started: true },
        }
    }

    /// The engine has begun the current step.
    #[inline]
    pub(crate) const fn started(&mut self) {
        if let Self::Record { at: at @ RecordAt::Armed, .. } = self {
            *at = RecordAt::Recording;
        }
    }

    /// The current step came to its end. A recording has no end of its own: `Nothing`.
    #[inline]
    pub(crate) fn finished(&mut self) -> Turn {
        match self {
            Self::Play { prompts, times, interrupts, at } => match at.after(*prompts, *times) {
                Some(next) => {
                    *at = next;
                    Turn::NextStep
                }
                None => end_play(*prompts, *times, *interrupts, PlayOutcome::Played),
            },
            Self::Record { opening, at: at @ RecordAt::Prompt, .. } => {
                *at = opening.after_prompt();
                Turn::NextStep
            }
            Self::Record { at: at @ RecordAt::Beep, .. } => {
                *at = RecordAt::Armed;
                Turn::NextStep
            }
            Self::Record { .. } => Turn::Nothing,
        }
    }

    /// The recording ran into a limit, so it has begun, whether or not the engine
    /// said so. A prompt or a beep has no limit: `Nothing`.
    #[inline]
    pub(crate) const fn limit_reached(&mut self, limit: Limit) -> Turn {
        self.started();
        match *self {
            Self::Record { opening, stop_tones, limits, at: RecordAt::Recording } => {
                end_record(opening, stop_tones, limits, RecordOutcome::LimitReached(limit))
            }
            _ => Turn::Nothing,
        }
    }

    /// The caller pressed a key or began to speak.
    #[inline]
    pub(crate) fn heard(&mut self, what: Interruption) -> Turn {
        match (self, what) {
            (&mut Self::Play { prompts, times, interrupts, .. }, _) if interrupts.by(what) => {
                end_play(prompts, times, interrupts, PlayOutcome::Interrupted(what))
            }
            (Self::Record { opening, at: at @ RecordAt::Prompt, .. }, _)
                if opening.interrupts().by(what) =>
            {
                *at = opening.after_prompt();
                Turn::NextStep
            }
            (
                &mut Self::Record { opening, stop_tones, limits, at: RecordAt::Recording },
                Interruption::Tone(tone),
            ) if stop_tones.contains(tone) => {
                end_record(opening, stop_tones, limits, RecordOutcome::StopTone(tone))
            }
            _ => Turn::Nothing,
        }
    }

    /// The operation ends in a way that either kind can.
    #[inline]
    pub(crate) const fn ended(&self, play: PlayOutcome, record: RecordOutcome) -> Ended<()> {
        match *self {
            Self::Play { prompts, times, interrupts, .. } => {
                Ended::Play(Play { context: (), prompts, times, interrupts }, play)
            }
            Self::Record { opening, stop_tones, limits, .. } => {
                Ended::Record(Record { context: (), opening, stop_tones, limits }, record)
            }
        }
    }
}

impl PromptAt {
    pub(crate) const FIRST: Self = Self { index: 0, round: 0 };

    /// The prompt after this one; `None` after the last of the last round.
    #[inline]
    fn after(self, prompts: NonZeroU8, times: Times) -> Option<Self> {
        // Neither overflows: the index is below the number of prompts, a counted round
        // below that of the rounds.
        let index = self.index.wrapping_add(1);
        if index < prompts.get() {
            return Some(Self { index, ..self });
        }
        let round = match times {
            Times::Count(times) if self.round.wrapping_add(1) >= times.get() => return None,
            _ => self.round.saturating_add(1),
        };
        Some(Self { index: 0, round })
    }
}

impl Opening {
    #[inline]
    pub(crate) const fn interrupts(self) -> Interrupts {
        match self {
            Self::Prompt(interrupts) | Self::PromptThenBeep(interrupts) => interrupts,
            Self::Silence | Self::Beep => Interrupts::NOTHING,
        }
    }

    /// Where a record that opens so begins.
    #[inline]
    pub(crate) const fn first(self) -> RecordAt {
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
const fn end_play(
    prompts: NonZeroU8,
    times: Times,
    interrupts: Interrupts,
    outcome: PlayOutcome,
) -> Turn {
    Turn::End(Ended::Play(Play { context: (), prompts, times, interrupts }, outcome))
}

#[inline]
const fn end_record(
    opening: Opening,
    stop_tones: ToneSet,
    limits: RecordLimits,
    outcome: RecordOutcome,
) -> Turn {
    Turn::End(Ended::Record(Record { context: (), opening, stop_tones, limits }, outcome))
}
