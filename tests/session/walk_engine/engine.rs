//! The engines, and what they may do.

use core::num::NonZeroU16;

use media_queue::session::{Confirmation, EngineSettings, PromptEnds};
use media_queue::{Interrupts, Millis, Opening, OperationId, RecordLimits, Step};

/// What an engine may do. A faulty one may do all that an honest one may, and a lying one
/// all that a faulty one may.
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
    /// Reports nothing. It is taken to have done what it was told in time, and to play a
    /// prompt as long as it is.
    Mute,
}

/// How large the world of each engine is. What an adverse one does wrong it does
/// wrong about one operation, while the one before it is still on its mind.
impl Engine {
    /// How many operations the queue holds at most.
    pub(crate) const fn operations(self) -> NonZeroU16 {
        match self {
            Self::Honest | Self::Mute => NonZeroU16::new(2).unwrap(),
            Self::Faulty | Self::Lying => NonZeroU16::MIN,
        }
    }

    /// What the host is told of the engine. Only an honest one loses no end, so only its
    /// prompts need no bound.
    pub(crate) const fn settings(self) -> EngineSettings {
        let (one, two) = (Millis::clamped(1), Millis::clamped(2));
        let bounded = PromptEnds::Reported { grace: one, longest: Some(one) };
        match self {
            Self::Honest => EngineSettings::new(two, two),
            Self::Faulty | Self::Lying => EngineSettings::new(one, one).with_prompt_ends(bounded),
            Self::Mute => EngineSettings::new(one, two)
                .with_confirmation(Confirmation::Assumed)
                .with_prompt_ends(PromptEnds::AtLength { longest: two }),
        }
    }

    /// The length of a prompt, once the host knows it.
    pub(crate) const LENGTH: Millis = Millis::clamped(1);

    /// No deadline of the player is later than this.
    pub(crate) const PATIENCE: Millis = Millis::clamped(3);

    pub(crate) fn interrupts() -> Interrupts {
        Interrupts::on_tones("#".parse().unwrap())
    }

    /// Longer ago than every span of this world that counts: what is older is all the same.
    pub(crate) const fn past(self) -> u64 {
        match self {
            Self::Honest => 4,
            Self::Faulty | Self::Lying | Self::Mute => 2,
        }
    }

    /// Whether the host may lose the engine. A faulty one gives enough to do without it.
    pub(crate) fn can_be_lost(self) -> bool {
        self != Self::Faulty
    }

    /// Whether time passes while the host has lost the engine. The late host is away for
    /// longer.
    pub(crate) fn is_lost_for_a_while(self) -> bool {
        self == Self::Mute
    }

    /// What comes before a recording. A lying engine lies enough about the rest.
    pub(crate) fn opening(self) -> Opening {
        match self {
            Self::Honest | Self::Faulty | Self::Mute => Opening::Prompt(Self::interrupts()),
            Self::Lying => Opening::Silence,
        }
    }

    /// Whether every prompt has a bound.
    pub(crate) fn bounds_prompts(self) -> bool {
        self != Self::Honest
    }

    /// The limits of a recording. Where the caller is heard, two of them fall together
    /// when the caller speaks for the first millisecond.
    pub(crate) const fn limits(self) -> RecordLimits {
        let one = Millis::clamped(1);
        match self {
            Self::Honest => RecordLimits::new(Millis::clamped(2))
                .with_max_silence(one)
                .with_initial_silence(one),
            Self::Faulty | Self::Lying | Self::Mute => RecordLimits::new(one),
        }
    }
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

    pub(crate) fn end(&mut self) {
        self.phase = Phase::Over;
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
/// forgotten first. An honest engine says no more of what is over, and a mute one nothing at all; the legs of what
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
        if matches!(engine, Engine::Honest | Engine::Mute) {
            self.0.retain(Run::is_live);
        }
        while self.0.len() > KEPT {
            let index = self.0.iter().position(|run| !run.is_live());
            self.0.remove(index.unwrap_or(0));
        }
        for run in self.0.iter_mut().filter(|run| !run.is_live()) {
            let told = Run::told(run.step, run.of);
            *run = Run { phase: Phase::Over, begun: run.begun, let_go: true, ..told };
        }
    }
}

/// How many steps the engine has to do with at a time.
const KEPT: usize = 2;
