//! What the media engine should be doing against what it does.

use serde::{Deserialize, Serialize};

use crate::id::Step;
use crate::time::{Millis, Time};

/// Between [`wanted`](crate::MediaQueue::wanted) and a media engine that takes its
/// time: which command to send next, and what a report of the engine means.
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
///      └── from any: ended, or its deadline has passed (stuck)
/// ```
///
/// After every input of the queue or of the engine the host calls
/// [`reconcile`](Self::reconcile) until it answers `None`:
///
/// ```
/// use media_queue::{Command, Deadlines, Millis, Player, Step, Time};
///
/// let span = Millis::new(500).ok_or("0")?;
/// let mut player = Player::new(Deadlines { start: span, stop: span });
/// let (one, two) = (Step::new(1).ok_or("0")?, Step::new(2).ok_or("0")?);
/// let at = Time::from_millis;
///
/// assert_eq!(player.reconcile(Some(one), at(0)), Some(Command::Start(one)));
/// assert_eq!(player.reconcile(Some(one), at(0)), None);
/// assert_eq!(player.started(one, at(20)), None);
///
/// // Step 1 is cancelled; step 2 waits until step 1 has ended.
/// assert_eq!(player.reconcile(Some(two), at(900)), Some(Command::Stop(one)));
/// assert_eq!(player.reconcile(Some(two), at(900)), None);
/// assert_eq!(player.ended(one, at(930)).map(|ran| ran.millis), Some(910));
/// assert_eq!(player.reconcile(Some(two), at(930)), Some(Command::Start(two)));
/// # Ok::<(), &str>(())
/// ```
///
/// # Guarantees
///
/// | | rule |
/// |---|---|
/// | Y1 | A step is started at most once, and only a step later than the last one started. |
/// | Y2 | The player keeps no wanted step: it is asked for every time. An end is told to the player first, then to the queue. |
/// | Y3 | The next start waits for the end of the last. |
/// | Y4 | A stop wanted during the start is sent at once, and again when the start is confirmed; its deadline runs from the second. A confirmed start of any step that is not to run is answered with `Stop`, whatever the state; an adapter ignores a `Stop` for what it is not running. |
/// | Y5 | A start or stop not confirmed by its deadline is [`Stuck`] and frees the slot. |
/// | Y6 | Anything else about another step is ignored. |
/// | Y7 | The player does not bound what is active: an engine that never ends a prompt is the host's to time out. |
/// | Y8 | After a restart, if what runs is not wanted, the queue is suspended and resumed first, so that what is wanted is a new step. |
///
/// At most one step runs while the engine keeps its deadlines; after `Stuck` at
/// most the stuck ones more, each stopped as soon as it is heard of.
///
/// # Engines that do not confirm
///
/// For an engine that does not say when a step has begun, or has been stopped, the
/// host says so itself as soon as the command is sent: [`started`](Self::started)
/// after a `Start`, [`ended`](Self::ended) after a `Stop`. What the engine says
/// later is then ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Player {
    pub(crate) deadlines: Deadlines,
    /// The last step started; unless idle, the one the engine is busy with.
    pub(crate) last: Option<Step>,
    pub(crate) state: State,
}

/// How long the engine may take to confirm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Deadlines {
    /// A start: with it, the time to fetch a prompt.
    pub start: Millis,
    /// A stop: with it, the time to close a file.
    pub stop: Millis,
}

/// What the engine is to do.
#[must_use = "the player takes a command it has given as sent"]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Begin this step, which is the one of [`activity`](crate::MediaQueue::activity).
    Start(Step),
    /// End this step, if it is running or about to.
    Stop(Step),
}

/// A step that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ran {
    /// How long it ran, in milliseconds: from the confirmed start, or from the
    /// restart it was running at; 0 if its start was never confirmed.
    pub millis: u64,
}

/// A command the engine did not confirm in time (rule Y5).
#[must_use = "the engine may still sound"]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stuck {
    /// The start of this step, stopped meanwhile or not. The queue is told that the
    /// step [`failed`](crate::MediaQueue::failed).
    Start(Step),
    /// The stop of this step. The engine may still sound: the host silences or drops
    /// that leg before the next start.
    Stop(Step),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Idle,
    /// `Start` is sent and, where `stop` is true, a first `Stop`.
    Starting {
        due: Time,
        stop: bool,
    },
    Active {
        since: Time,
    },
    Stopping {
        since: Time,
        due: Time,
    },
}

impl Player {
    /// A player of an engine that runs nothing.
    #[must_use]
    pub const fn new(deadlines: Deadlines) -> Self {
        Self { deadlines, last: None, state: State::Idle }
    }

    /// A player after a restart, of an engine that says it is running `running`
    /// (rule Y8).
    #[must_use]
    pub const fn resume(deadlines: Deadlines, running: Option<Step>, now: Time) -> Self {
        let state = match running {
            Some(_) => State::Active { since: now },
            None => State::Idle,
        };
        Self { deadlines, last: running, state }
    }

    /// The next command to send so that the engine comes to run `wanted` and nothing
    /// else. It is taken as sent at `now`; call again until `None` (rule Y2).
    pub fn reconcile(&mut self, wanted: Option<Step>, now: Time) -> Option<Command> {
        match self.state {
            State::Idle => {
                let next = wanted.filter(|_| wanted > self.last)?;
                self.last = wanted;
                self.state = State::Starting { due: now.after(self.deadlines.start), stop: false };
                Some(Command::Start(next))
            }
            State::Starting { due, stop: false } if wanted != self.last => {
                self.state = State::Starting { due, stop: true };
                self.last.map(Command::Stop)
            }
            State::Active { since } if wanted != self.last => {
                self.state = State::Stopping { since, due: now.after(self.deadlines.stop) };
                self.last.map(Command::Stop)
            }
            State::Starting { .. } | State::Active { .. } | State::Stopping { .. } => None,
        }
    }

    /// The engine has begun `step`. The answer, if any, is to be sent (rule Y4);
    /// `None`: it may run.
    pub fn started(&mut self, step: Step, now: Time) -> Option<Command> {
        match self.state {
            State::Starting { stop: false, .. } if self.is_last(step) => {
                self.state = State::Active { since: now };
                None
            }
            State::Active { .. } if self.is_last(step) => None,
            State::Starting { stop: true, .. } if self.is_last(step) => {
                let due = now.after(self.deadlines.stop);
                self.state = State::Stopping { since: now, due };
                Some(Command::Stop(step))
            }
            _ => Some(Command::Stop(step)),
        }
    }

    /// The engine has ended `step`, of itself or because it was told to. `None`: it
    /// was not busy with it (rule Y6).
    pub fn ended(&mut self, step: Step, now: Time) -> Option<Ran> {
        let since = match self.state {
            State::Starting { .. } => now,
            State::Active { since } | State::Stopping { since, .. } => since,
            State::Idle => return None,
        };
        if !self.is_last(step) {
            return None;
        }
        self.state = State::Idle;
        Some(Ran { millis: now.since(since) })
    }

    /// When to call [`expire`](Self::expire); `None` if no confirmation is due.
    #[must_use]
    pub const fn deadline(&self) -> Option<Time> {
        match self.state {
            State::Starting { due, .. } | State::Stopping { due, .. } => Some(due),
            State::Idle | State::Active { .. } => None,
        }
    }

    /// Gives up a command whose deadline has passed at `now`: the slot is free for
    /// the next step (rule Y5).
    pub fn expire(&mut self, now: Time) -> Option<Stuck> {
        let stuck = match self.state {
            State::Starting { due, .. } if due <= now => Stuck::Start(self.last?),
            State::Stopping { due, .. } if due <= now => Stuck::Stop(self.last?),
            _ => return None,
        };
        self.state = State::Idle;
        Some(stuck)
    }

    /// The step the engine is busy with: starting, running or stopping it.
    #[must_use]
    pub const fn busy_with(&self) -> Option<Step> {
        match self.state {
            State::Idle => None,
            State::Starting { .. } | State::Active { .. } | State::Stopping { .. } => self.last,
        }
    }

    /// What it was made with.
    #[must_use]
    pub const fn deadlines(&self) -> Deadlines {
        self.deadlines
    }

    fn is_last(&self, step: Step) -> bool {
        self.last == Some(step)
    }
}
