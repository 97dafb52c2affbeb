//! The engines, and what they may do.

use core::num::NonZeroU16;

use media_queue::{Millis, OperationId, RecordLimits, Step};

/// What an engine may do. Each may do all that those before it may.
///
/// Assumed of every engine: it begins a step only if it was told to, and at most
/// once; a stop that reaches it after the step has begun silences the step sooner or
/// later, unless it is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Confirms a start and a stop within the deadline, reports what happens when it
    /// happens, once, and heeds one step at a time. It may lose a stop that comes
    /// while it is still starting. Asked after a restart, it names what it has been
    /// told to start and has not ended.
    Honest,
    /// Reports only what is true, but late, never, more than once, and in any order;
    /// begins a step long after it was told to, or after it was told to stop; loses
    /// stops. Asked after a restart, it names any step it was told to start and has
    /// not ended, or none.
    Faulty,
    /// Reports anything of any step it was ever told to start.
    Lying,
}

/// How large the world of each engine is. What an adverse one does wrong it does
/// wrong about one operation, while the one before it is still on its mind.
impl Engine {
    /// How many operations the queue holds at most.
    pub(crate) const fn operations(self) -> NonZeroU16 {
        match self {
            Self::Honest => NonZeroU16::new(2).unwrap(),
            Self::Faulty | Self::Lying => NonZeroU16::MIN,
        }
    }

    /// How long the engine may take to confirm.
    pub(crate) const fn deadline(self) -> Millis {
        match self {
            Self::Honest => millis(2),
            Self::Faulty | Self::Lying => millis(1),
        }
    }

    /// The limits of a recording. Under an honest engine two of them fall together
    /// where the caller speaks for the first millisecond.
    pub(crate) const fn limits(self) -> RecordLimits {
        match self {
            Self::Honest => RecordLimits {
                max_silence: Some(millis(1)),
                initial_silence: Some(millis(1)),
                ..RecordLimits::new(millis(2))
            },
            Self::Faulty | Self::Lying => RecordLimits::new(millis(1)),
        }
    }
}

const fn millis(millis: u32) -> Millis {
    Millis::new(millis).unwrap()
}

/// A step the engine was told to start, and what has come of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) step: Step,
    pub(crate) of: OperationId,
    pub(crate) phase: Phase,
    /// It has begun, at some time.
    pub(crate) begun: bool,
    pub(crate) heard: Heard,
    /// The host waits for it no longer: stuck, or said to have ended.
    pub(crate) let_go: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Told,
    Sounding,
    Over,
}

/// What the host has heard of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    /// Nothing, or that it has ended.
    Nothing,
    /// That it runs.
    Runs,
    /// That it runs, and has told it to stop since.
    ToldToStop,
}

impl Run {
    pub(crate) fn told(step: Step, of: OperationId) -> Self {
        Self { step, of, phase: Phase::Told, begun: false, heard: Heard::Nothing, let_go: false }
    }

    pub(crate) fn stop(&mut self) {
        if self.heard == Heard::Runs {
            self.heard = Heard::ToldToStop;
        }
    }

    pub(crate) fn begin(&mut self) {
        self.phase = Phase::Sounding;
        self.begun = true;
    }

    /// The host is told that it runs.
    pub(crate) fn hear(&mut self) {
        self.heard = Heard::Runs;
    }

    /// The host is told that it has ended.
    pub(crate) fn hear_no_more(&mut self) {
        self.heard = Heard::Nothing;
        self.let_go = true;
    }

    pub(crate) fn is_live(&self) -> bool {
        self.phase != Phase::Over
    }

    pub(crate) fn is_sounding(&self) -> bool {
        self.phase == Phase::Sounding
    }

    pub(crate) fn is_at_rest(&self) -> bool {
        match self.phase {
            Phase::Told => false,
            Phase::Sounding => self.heard != Heard::ToldToStop,
            Phase::Over => true,
        }
    }

    /// It sounds, the host knows, and has not told it to stop.
    pub(crate) fn goes_on_unasked(&self) -> bool {
        self.is_sounding() && self.heard == Heard::Runs
    }
}

/// The steps that may still be heard of, in order: the last two, those that are over
/// forgotten first. An honest engine says no more of what is over; the legs of what
/// other engines had to do with before, the host has dropped.
#[derive(Clone, Debug, Default)]
pub(crate) struct Runs(Vec<Run>);

impl Runs {
    pub(crate) fn push(&mut self, run: Run) {
        self.0.push(run);
    }

    pub(crate) fn iter(&self) -> core::slice::Iter<'_, Run> {
        self.0.iter()
    }

    pub(crate) fn iter_mut(&mut self) -> core::slice::IterMut<'_, Run> {
        self.0.iter_mut()
    }

    pub(crate) fn get(&self, step: Step) -> Option<&Run> {
        self.0.iter().find(|run| run.step == step)
    }

    pub(crate) fn get_mut(&mut self, step: Step) -> Option<&mut Run> {
        self.0.iter_mut().find(|run| run.step == step)
    }

    pub(crate) fn forget(&mut self, engine: Engine) {
        if engine == Engine::Honest {
            self.0.retain(Run::is_live);
        }
        while self.0.len() > KEPT {
            let index = self.0.iter().position(|run| !run.is_live());
            self.0.remove(index.unwrap_or(0));
        }
        for run in self.0.iter_mut().filter(|run| !run.is_live()) {
            *run = Run { phase: Phase::Over, begun: run.begun, ..Run::told(run.step, run.of) };
        }
    }
}

/// How many steps the engine has to do with at a time.
const KEPT: usize = 2;
