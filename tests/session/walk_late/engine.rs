//! The simulated media engine.
//!
//! It is slow and truthful. It begins a step only if it was told to, at most once, and
//! possibly long after the deadline or after it was told to stop. It loses no stop that
//! comes while the step sounds: such a step ends sooner or later. Its reports are true.
//! What it does while the host is away is never reported. In some worlds it loses reports,
//! or reports what is not so, or nothing at all.

use media_queue::{OperationId, Step};

/// A step that the engine was told to start and has not ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) step: Step,
    pub(crate) of: OperationId,
    pub(crate) sounds: bool,
    pub(crate) heard: Heard,
    /// The session waits for its end no longer: it is stuck, or the engine was asked
    /// and does not run it.
    pub(crate) given_up: bool,
}

/// What the host knows of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    /// The host has not heard that it runs.
    Nothing,
    /// The host has heard that it runs.
    Runs,
    /// The host has heard that it runs, and has told it to stop since.
    ToldToStop,
}

/// The steps that the engine was told to start and has not ended, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Engine(Vec<Run>);

/// How many steps the engine has to do with at a time. Older ones are forgotten: the
/// engine never says another word of them.
const KEPT: usize = 2;

impl Engine {
    pub(crate) fn start(&mut self, step: Step, of: OperationId) {
        self.0.push(Run { step, of, sounds: false, heard: Heard::Nothing, given_up: false });
        if self.0.len() > KEPT {
            let silent = self.0.iter().position(|run| !run.sounds);
            self.0.remove(silent.unwrap_or(0));
        }
    }

    pub(crate) fn stop(&mut self, step: Step) {
        if let Some(run) = self.get_mut(step).filter(|run| run.heard == Heard::Runs) {
            run.heard = Heard::ToldToStop;
        }
    }

    pub(crate) fn begin(&mut self, step: Step) {
        self.get_mut(step).expect("a step that was told to start").sounds = true;
    }

    /// The host hears that `step` runs.
    pub(crate) fn hear(&mut self, step: Step) {
        self.get_mut(step).expect("a step that sounds").heard = Heard::Runs;
    }

    pub(crate) fn end(&mut self, step: Step) {
        self.0.retain(|run| run.step != step);
    }

    /// The engine says that it has ended `step`, which need not be so.
    pub(crate) fn says_ended(&mut self, step: Step) {
        self.give_up(step);
        if let Some(run) = self.get_mut(step) {
            run.heard = Heard::Nothing;
        }
    }

    /// A mute engine is taken to have ended all but `busy`.
    pub(crate) fn only(&mut self, busy: Option<Step>) {
        self.0.retain(|run| Some(run.step) == busy);
    }

    pub(crate) fn give_up(&mut self, step: Step) {
        if let Some(run) = self.get_mut(step) {
            run.given_up = true;
        }
    }

    /// The host has asked what runs: it waits for nothing but `running`.
    pub(crate) fn found(&mut self, running: Option<Step>) {
        for run in &mut self.0 {
            run.given_up = Some(run.step) != running;
        }
        if let Some(step) = running {
            self.hear(step);
        }
    }

    pub(crate) fn iter(&self) -> core::slice::Iter<'_, Run> {
        self.0.iter()
    }

    /// The steps that sound.
    pub(crate) fn sounding(&self) -> impl Iterator<Item = &Run> {
        self.0.iter().filter(|run| run.sounds)
    }

    /// Whether `step` sounds and the session waits for its end.
    pub(crate) fn is_awaited(&self, step: Step) -> bool {
        self.sounding().any(|run| run.step == step && !run.given_up)
    }

    fn get_mut(&mut self, step: Step) -> Option<&mut Run> {
        self.0.iter_mut().find(|run| run.step == step)
    }
}
