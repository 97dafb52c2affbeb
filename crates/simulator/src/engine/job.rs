//! One step of the simulated engine.

use media_queue::{MediaFailure, Step, Time};

use crate::log::Media;
use crate::scenario::Plays;

/// What the engine does for one step.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) step: Step,
    media: Media,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    /// It begins at this time. `None`: never.
    Starting(Option<Time>),
    /// It ends at this time. `None`: never.
    Running { end: Option<Time>, stopped: bool },
}

/// What a job did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    Began,
    /// It came to its own end.
    Played,
    /// It ended because it was stopped.
    Stopped,
    Failed(MediaFailure),
}

impl Job {
    pub(super) const fn new(step: Step, media: Media, begins: Option<Time>) -> Self {
        Self { step, media, stage: Stage::Starting(begins) }
    }

    pub(super) const fn is_running(&self) -> bool {
        matches!(self.stage, Stage::Running { .. })
    }

    /// When it does something next.
    pub(super) const fn next(&self) -> Option<Time> {
        match self.stage {
            Stage::Starting(next) | Stage::Running { end: next, .. } => next,
        }
    }

    /// Does what is due at `at`.
    pub(super) fn advance(&mut self, at: Time) -> Done {
        match (&self.stage, self.media) {
            (Stage::Starting(_), Media::Prompt(Plays::Fails(failure))) => Done::Failed(failure),
            (Stage::Starting(_), _) => {
                self.begin(at);
                Done::Began
            }
            (Stage::Running { stopped: true, .. }, _) => Done::Stopped,
            (Stage::Running { stopped: false, .. }, _) => Done::Played,
        }
    }

    /// Begins, unless it has begun before.
    pub(super) fn begin(&mut self, now: Time) {
        if let Stage::Starting(_) = self.stage {
            let end = self.media.length().map(|length| now.after(length));
            self.stage = Stage::Running { end, stopped: false };
        }
    }

    /// Ends at `at`, if it runs. A job that would end by itself before then does.
    pub(super) fn stop(&mut self, at: Time) {
        if let Stage::Running { end, stopped } = &mut self.stage {
            if end.is_none_or(|end| at <= end) {
                *end = Some(at);
                *stopped = true;
            }
        }
    }
}
