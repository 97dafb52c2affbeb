//! What the media engine should be doing against what it does.

#[cfg(feature = "serde")]
pub(super) mod stored;

use core::fmt;

use super::settings::{Confirmation, EngineSettings, PromptEnds};
use crate::queue::{Stale, Step};
use crate::time::{Millis, Time};

/// Brings a media engine that takes its time to run the step that the queue wants.
///
/// It decides which command to send next, and what a report of the engine means.
///
/// ```text
///           reconcile: Start        started
///   ┌──────┐        ┌──────────┐          ┌────────┐
///   │ IDLE ├───────▶│ STARTING ├─────────▶│ ACTIVE │
///   └──────┘        └────┬─────┘          └───┬────┘
///      ▲                 │ Stop sent,         │ reconcile: Stop
///      │                 │ then started: Stop │
///      │                 │  ┌──────────┐      │
///      │                 └─▶│ STOPPING │◀─────┘
///      │                    └──────────┘
///      └── from any state: finished; a start or stop that is stuck
/// ```
///
/// A [`Session`](super::Session) contains a player. A host that puts queue and player
/// together itself calls [`reconcile`](Self::reconcile) after every input until it returns
/// `None`:
///
/// ```
/// use media_queue::session::{EngineSettings, Player, PlayerCommand, Started};
/// use media_queue::{Millis, Step, Time};
///
/// let mut player = Player::new(EngineSettings::new(Millis::from_secs(5), Millis::from_secs(2)));
/// let at = Time::from_millis;
/// let (one, two) = (Step::FIRST, Step::try_from(2)?);
///
/// assert_eq!(player.reconcile(Some(one), at(0)), Some(PlayerCommand::Start(one)));
/// assert_eq!(player.reconcile(Some(one), at(0)), None);
/// assert_eq!(player.started(one, at(20)), Started::Runs);
///
/// // Step 1 is cancelled. Step 2 waits until step 1 has ended.
/// assert_eq!(player.reconcile(Some(two), at(900)), Some(PlayerCommand::Stop(one)));
/// assert_eq!(player.reconcile(Some(two), at(900)), None);
/// player.finished(one)?;
/// assert_eq!(player.reconcile(Some(two), at(930)), Some(PlayerCommand::Start(two)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Rules
///
/// | | rule |
/// |---|---|
/// | Y1 | A step is started at most once, and only a step later than the last one started. |
/// | Y2 | The player does not remember what is wanted: pass `queue.wanted()` to every `reconcile`. When a step ends, tell the player before the queue. |
/// | Y3 | The next start waits for the end of the last step. |
/// | Y4 | A stop that is wanted during a start is sent twice: at once, and when the start is confirmed. If a step starts that must not run, the answer is its stop, always and at once. |
/// | Y5 | A start or stop that is not confirmed by its deadline is [`Stuck`] and frees the engine for the next step, unless the settings say that confirmations are [assumed](Confirmation::Assumed). |
/// | Y6 | Any other report about another step is ignored. |
/// | Y7 | A prompt of known length that is not reported over within its length and a grace is [`Stuck`]. If the engine reports no ends, the prompt is over at its length. A prompt of unknown length may have a bound of its own. |
/// | Y8 | After a restart or a lost connection the engine is asked what it runs. What runs and is not wanted is stopped. What is wanted and does not run begins again, as a new step. |
///
/// At most one step runs as long as the engine keeps its deadlines. After a `Stuck`, the
/// stuck ones may run too; each is stopped when it is heard of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Player {
    settings: EngineSettings,
    /// The last step started.
    last: Option<Step>,
    state: State,
}

/// What the engine is to do, as the [`Player`] sees it.
#[must_use = "the player takes a command that it returned as sent"]
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a host must carry out every command")]
pub enum PlayerCommand {
    /// Start this step, which is the one of [`activity`](crate::MediaQueue::activity).
    Start(Step),
    /// Stop this step, if it runs or is about to.
    Stop(Step),
}

/// What a confirmed start means ([Y4](Player#rules)).
#[must_use = "a step that is not to run must be stopped"]
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "rule Y4 has no third way")]
pub enum Started {
    /// The step may run.
    Runs,
    /// The step is not to run. Send its stop at once.
    Stop,
}

/// What the engine did not do in time ([Y5](Player#rules), [Y7](Player#rules)).
#[must_use = "the engine may still sound"]
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "rules Y5 and Y7 have no fourth way")]
pub enum Stuck {
    /// It did not confirm the start of this step. The operation fails.
    Start(Step),
    /// It did not confirm the stop of this step and may still sound. The next start may come
    /// at once, so silence or drop the playback channel before you carry it out.
    Stop(Step),
    /// It did not report that this prompt is over. The operation fails, and the prompt is
    /// stopped.
    Prompt(Step),
}

impl fmt::Display for Stuck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start(step) => write!(f, "the start of step {step} was not confirmed in time"),
            Self::Stop(step) => write!(f, "the stop of step {step} was not confirmed in time"),
            Self::Prompt(step) => write!(f, "the prompt of step {step} did not end in time"),
        }
    }
}

/// What a deadline of the player came to.
#[must_use = "the queue must hear of it"]
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a host must handle every end of a deadline")]
pub enum Expired {
    /// The engine confirms nothing, and this step has started at `at`
    /// ([X9](super::Session#rules)).
    Started {
        /// The step.
        step: Step,
        /// When it started.
        at: Time,
        /// Whether it may run.
        started: Started,
    },
    /// This step was over at `at`: the engine reports no end, or confirms no stop.
    Finished {
        /// The step.
        step: Step,
        /// When it was over.
        at: Time,
    },
    /// The engine did not do something in time.
    Stuck(Stuck),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Idle,
    /// `Start` is sent and, if `stop` is set, a first `Stop`.
    Starting {
        step: Step,
        due: Time,
        stop: bool,
        length: Length,
    },
    Active {
        step: Step,
        since: Time,
        length: Length,
    },
    Stopping {
        step: Step,
        due: Time,
    },
}

/// How long a step may last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    /// As long as it likes: a recording has a clock of its own.
    Open,
    /// A prompt whose length is not known.
    Unknown,
    Known(Millis),
}

impl Player {
    /// Returns a player for an engine that runs nothing.
    #[must_use]
    pub const fn new(settings: EngineSettings) -> Self {
        Self { settings, last: None, state: State::Idle }
    }

    /// Returns the next command that brings the engine to run `wanted` and nothing else.
    /// It counts as sent at `now`. Call again until it returns `None`
    /// ([Y2](#rules)).
    pub fn reconcile(&mut self, wanted: Option<Step>, now: Time) -> Option<PlayerCommand> {
        if let Some(step) = self.stop_all_but(wanted, now) {
            return Some(PlayerCommand::Stop(step));
        }
        let step = wanted?;
        if self.busy_with() == Some(step) {
            // It may run since before a restart, and is not to be started again.
            self.last = self.last.max(wanted);
        }
        if self.state != State::Idle || wanted <= self.last {
            return None;
        }
        self.last = wanted;
        let due = now.after(self.settings.start);
        self.state = State::Starting { step, due, stop: false, length: Length::Open };
        Some(PlayerCommand::Start(step))
    }

    /// The step `step` is a prompt or a beep, so its end is due. Call it after the start
    /// of a prompt, with its length if that is known, and again when the length becomes
    /// known ([Y7](#rules)).
    ///
    /// # Errors
    ///
    /// Returns [`Stale`] if the engine is not starting or running `step`.
    pub fn expect_end(&mut self, step: Step, length: Option<Millis>) -> Result<(), Stale> {
        match &mut self.state {
            State::Starting { step: busy, length: known, .. }
            | State::Active { step: busy, length: known, .. }
                if *busy == step =>
            {
                *known = length.map_or(Length::Unknown, Length::Known);
                Ok(())
            }
            _ => Err(Stale::NotCurrent { step }),
        }
    }

    /// The engine has started `step`. Returns whether it may run ([Y4](#rules)).
    pub fn started(&mut self, step: Step, now: Time) -> Started {
        match self.state {
            State::Starting { step: busy, stop: false, length, .. } if busy == step => {
                self.state = State::Active { step, since: now, length };
                Started::Runs
            }
            State::Active { step: busy, .. } if busy == step => Started::Runs,
            State::Starting { step: busy, stop: true, .. } if busy == step => {
                self.state = State::Stopping { step, due: now.after(self.settings.stop) };
                Started::Stop
            }
            _ => Started::Stop,
        }
    }

    /// The engine has ended `step`, by itself or because it was told to.
    ///
    /// # Errors
    ///
    /// Returns [`Stale`] if the engine was not busy with `step` ([Y6](#rules)).
    pub fn finished(&mut self, step: Step) -> Result<(), Stale> {
        if self.busy_with() != Some(step) {
            return Err(Stale::NotCurrent { step });
        }
        self.state = State::Idle;
        Ok(())
    }

    /// The engine was asked and runs `running`, and nothing else ([Y8](#rules)).
    ///
    /// If that is not what is wanted, suspend and resume the queue first, so that what is
    /// wanted is a new step.
    pub fn adopt(&mut self, running: Option<Step>, now: Time) {
        self.state = match (running, self.state) {
            (None, _) => State::Idle,
            (Some(step), State::Active { step: busy, .. }) if busy == step => self.state,
            (Some(step), State::Starting { step: busy, length, .. }) if busy == step => {
                State::Active { step, since: now, length }
            }
            (Some(step), _) => State::Active { step, since: now, length: Length::Open },
        };
    }

    /// Returns when to call [`expire`](Self::expire), or `None` if nothing is due.
    #[must_use]
    pub fn deadline(&self) -> Option<Time> {
        match self.state {
            State::Starting { due, .. } | State::Stopping { due, .. } => Some(due),
            State::Active { since, length, .. } => self.end_due(since, length),
            State::Idle => None,
        }
    }

    /// Handles a deadline that has passed at `now`, if there is one ([Y5](#rules),
    /// [Y7](#rules)).
    pub fn expire(&mut self, now: Time) -> Option<Expired> {
        let at = self.deadline().filter(|&due| due <= now)?;
        let assumed = self.settings.confirmation == Confirmation::Assumed;
        match self.state {
            State::Idle => None,
            State::Starting { step, .. } if assumed => {
                let started = self.started(step, at);
                Some(Expired::Started { step, at, started })
            }
            State::Starting { step, .. } => {
                self.state = State::Idle;
                Some(Expired::Stuck(Stuck::Start(step)))
            }
            State::Active { step, length, .. } if self.ends_silently(length) => {
                self.state = State::Idle;
                Some(Expired::Finished { step, at })
            }
            State::Active { step, since, .. } => {
                self.state = State::Active { step, since, length: Length::Open };
                Some(Expired::Stuck(Stuck::Prompt(step)))
            }
            State::Stopping { step, .. } => {
                self.state = State::Idle;
                Some(if assumed {
                    Expired::Finished { step, at }
                } else {
                    Expired::Stuck(Stuck::Stop(step))
                })
            }
        }
    }

    /// Returns the step that the engine is starting, running or stopping.
    #[must_use]
    pub const fn busy_with(&self) -> Option<Step> {
        match self.state {
            State::Idle => None,
            State::Starting { step, .. }
            | State::Active { step, .. }
            | State::Stopping { step, .. } => Some(step),
        }
    }

    /// Returns the step that runs and is not being stopped, and since when it has run.
    #[must_use]
    pub const fn running(&self) -> Option<(Step, Time)> {
        match self.state {
            State::Active { step, since, .. } => Some((step, since)),
            State::Idle | State::Starting { .. } | State::Stopping { .. } => None,
        }
    }

    /// Returns how long the caller has heard `step` at `now`: since its confirmed start, but
    /// at most the length of the prompt. Returns `None` if it does not run, or is being stopped.
    #[must_use]
    pub fn heard(&self, step: Step, now: Time) -> Option<Millis> {
        match self.state {
            State::Active { step: busy, since, length } if busy == step => {
                let heard = since.span_until(now)?;
                Some(match length {
                    Length::Known(length) => heard.min(length),
                    Length::Unknown | Length::Open => heard,
                })
            }
            _ => None,
        }
    }

    /// Returns the last step that was started.
    #[must_use]
    pub const fn last_started(&self) -> Option<Step> {
        self.last
    }

    /// Returns the settings that the player was created with.
    #[must_use]
    pub const fn settings(&self) -> EngineSettings {
        self.settings
    }

    /// The step to stop so that nothing but `wanted` runs. It counts as sent.
    pub(super) fn stop_all_but(&mut self, wanted: Option<Step>, now: Time) -> Option<Step> {
        match &mut self.state {
            State::Starting { step, stop: stop @ false, .. } if wanted != Some(*step) => {
                *stop = true;
                Some(*step)
            }
            State::Active { step, .. } if wanted != Some(*step) => {
                let step = *step;
                self.state = State::Stopping { step, due: now.after(self.settings.stop) };
                Some(step)
            }
            _ => None,
        }
    }

    /// Whether the engine is starting or running the prompt or beep `step`.
    pub(super) fn is_at_prompt(&self, step: Step) -> bool {
        match self.state {
            State::Starting { step: busy, length, .. }
            | State::Active { step: busy, length, .. } => busy == step && length != Length::Open,
            State::Idle | State::Stopping { .. } => false,
        }
    }

    /// When a step that has run since `since` must be over.
    fn end_due(&self, since: Time, length: Length) -> Option<Time> {
        match (length, self.settings.prompt_ends) {
            (Length::Open, _) => None,
            (Length::Unknown, PromptEnds::Reported { longest, .. }) => {
                longest.map(|longest| since.after(longest))
            }
            (Length::Unknown, PromptEnds::AtLength { longest }) => Some(since.after(longest)),
            (Length::Known(length), PromptEnds::Reported { grace, .. }) => {
                Some(since.after(length).after(grace))
            }
            (Length::Known(length), PromptEnds::AtLength { .. }) => Some(since.after(length)),
        }
    }

    /// Whether a step of this length is over without a word of the engine.
    const fn ends_silently(&self, length: Length) -> bool {
        matches!(
            (length, self.settings.prompt_ends),
            (Length::Known(_), PromptEnds::AtLength { .. })
        )
    }
}
