//! A session as data.

use serde::{Deserialize, Serialize};

use super::clock::{ClockSnapshot, ClockV1};
use super::session_check;
use super::session_error::SessionSnapshotError;
use super::{Snapshot, SnapshotV1};
use crate::clock::{RecordClock, Voice};
use crate::id::Step;
use crate::operation::{Play, Record};
use crate::outcome::{Completion, Ended};
use crate::player::{Deadlines, Player, State};
use crate::queue::MediaQueue;
use crate::session::{Closing, Session};
use crate::time::Time;

/// The whole state of a [`Session`] as data, by version of the format (rule X6).
///
/// The player is part of it, for what is replayed after a restore needs to know what
/// the engine was busy with then. What it is busy with now is asked of the engine,
/// and told with [`Session::adopt`] once everything has been replayed.
///
/// ```
/// use core::num::{NonZeroU8, NonZeroU16};
/// use media_queue::{Deadlines, Millis, Play, Session, SessionSnapshot, Time};
///
/// let span = Millis::new(500).ok_or("0")?;
/// let deadlines = Deadlines { start: span, stop: span };
/// let mut session: Session<String> = Session::new(NonZeroU16::MAX, deadlines);
/// session.play(Play::new("welcome".to_owned(), NonZeroU8::MIN))?;
/// let command = session.command(Time::from_millis(0));
///
/// let text = serde_json::to_string(&session.snapshot())?;
/// let read: SessionSnapshot<String> = serde_json::from_str(&text)?;
/// assert_eq!(Session::try_from(read)?, session);
/// # let _sent = command;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum SessionSnapshot<C, S = C> {
    /// The first version.
    V1(SessionV1<C, S>),
}

/// The first version of a [`SessionSnapshot`]. It does not change any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SessionV1<C, S = C> {
    /// The queue.
    pub queue: SnapshotV1<C, S>,
    /// How long the engine may take to confirm.
    pub deadlines: Deadlines,
    /// What the engine is busy with.
    pub player: PlayerV1,
    /// The clock of the recording in progress, from its confirmed start.
    pub clock: Option<ClockV1>,
    /// Whether the caller is speaking.
    pub voice: Voice,
    /// The completion that is held for its file.
    #[serde(bound(deserialize = "C: Deserialize<'de>"))]
    pub closing: Option<ClosingV1<C>>,
    /// A step that the engine began, and must be told to stop.
    pub unwanted: Option<Step>,
}

/// A [`Player`] in a [`SessionV1`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PlayerV1 {
    /// Nothing.
    Idle {
        /// The last step it started.
        last: Option<Step>,
    },
    /// A start that is not confirmed.
    Starting {
        /// The step.
        step: Step,
        /// When the confirmation is due.
        due: Time,
        /// Whether it has been told to stop.
        stop: bool,
    },
    /// A step that runs.
    Active {
        /// The step.
        step: Step,
        /// Since when.
        since: Time,
    },
    /// A stop that is not confirmed.
    Stopping {
        /// The step.
        step: Step,
        /// Since when it has been running.
        since: Time,
        /// When the confirmation is due.
        due: Time,
    },
}

/// The completion of a record that is held for its file, in a [`SessionV1`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClosingV1<C> {
    /// The recording.
    pub step: Step,
    /// What is held.
    pub completion: Completion<C>,
    /// Where to cut the recording.
    pub cut: Option<Time>,
}

impl<C, S> Session<C, S> {
    /// The whole state, lent as data (rule X6).
    ///
    /// It allocates one list of what the queue holds, and copies no context.
    #[must_use]
    pub fn snapshot(&self) -> SessionSnapshot<&C, &S> {
        let Snapshot::V1(queue) = self.queue.snapshot();
        SessionSnapshot::V1(SessionV1 {
            queue,
            deadlines: self.player.deadlines,
            player: PlayerV1::of(&self.player),
            clock: self.clock.as_ref().map(RecordClock::v1),
            voice: self.voice,
            closing: self.closing.as_ref().map(ClosingV1::of),
            unwanted: self.unwanted,
        })
    }
}

impl<C, S> TryFrom<SessionSnapshot<C, S>> for Session<C, S> {
    type Error = SessionSnapshotError;

    /// The session of which this is the snapshot (rule X6).
    ///
    /// # Errors
    ///
    /// [`SessionSnapshotError`], if no sequence of inputs leads to this state.
    fn try_from(snapshot: SessionSnapshot<C, S>) -> Result<Self, SessionSnapshotError> {
        let SessionSnapshot::V1(SessionV1 {
            queue,
            deadlines,
            player,
            clock,
            voice,
            closing,
            unwanted,
        }) = snapshot;
        let session = Self {
            queue: MediaQueue::try_from(Snapshot::V1(queue))?,
            player: player.restore(deadlines),
            clock: clock.map(|clock| ClockSnapshot::V1(clock).try_into()).transpose()?,
            voice,
            closing: closing.map(Closing::from),
            unwanted,
        };
        session_check::check(&session)?;
        Ok(session)
    }
}

impl PlayerV1 {
    const fn of(player: &Player) -> Self {
        match (player.state, player.last) {
            (State::Starting { due, stop }, Some(step)) => Self::Starting { step, due, stop },
            (State::Active { since }, Some(step)) => Self::Active { step, since },
            (State::Stopping { since, due }, Some(step)) => Self::Stopping { step, since, due },
            (_, last) => Self::Idle { last },
        }
    }

    const fn restore(self, deadlines: Deadlines) -> Player {
        let (state, last) = match self {
            Self::Idle { last } => (State::Idle, last),
            Self::Starting { step, due, stop } => (State::Starting { due, stop }, Some(step)),
            Self::Active { step, since } => (State::Active { since }, Some(step)),
            Self::Stopping { step, since, due } => (State::Stopping { since, due }, Some(step)),
        };
        Player { deadlines, last, state }
    }
}

impl<'q, C> ClosingV1<&'q C> {
    fn of(closing: &'q Closing<C>) -> Self {
        let Closing { step, completion: Completion { id, stage, ended }, cut } = closing;
        let ended = match *ended {
            Ended::Play(Play { ref context, prompts, times, interrupts }, outcome) => {
                Ended::Play(Play { context, prompts, times, interrupts }, outcome)
            }
            Ended::Record(Record { ref context, opening, stop_tones, limits }, outcome) => {
                Ended::Record(Record { context, opening, stop_tones, limits }, outcome)
            }
        };
        let completion = Completion { id: *id, stage: *stage, ended };
        Self { step: *step, completion, cut: *cut }
    }
}

impl<C> From<ClosingV1<C>> for Closing<C> {
    fn from(ClosingV1 { step, completion, cut }: ClosingV1<C>) -> Self {
        Self { step, completion, cut }
    }
}
