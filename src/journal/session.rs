//! The inputs of a session as data.

use serde::{Deserialize, Serialize};

use super::Applied;
use crate::id::{OperationId, Step};
use crate::operation::{Play, Record};
use crate::outcome::{Completion, Failure, Limit};
use crate::player::Command;
use crate::session::{Report, Session, SessionTone};
use crate::time::Time;
use crate::tone::Tone;

/// One line of a session's journal: an input with its instant, or the hang-up that
/// ends the journal. It is to a [`Session`] what [`JournalEntry`](crate::JournalEntry)
/// is to a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SessionEntry<C, S = C> {
    /// What the session was fed.
    Input {
        /// When.
        at: Time,
        /// What.
        input: SessionInput<C, S>,
    },
    /// [`Session::hang_up`]: the call is over. Nothing follows.
    HangUp,
}

/// What a session can be fed, as data: a variant for every method that changes it,
/// except [`hang_up`](Session::hang_up) (rule X6).
///
/// A host that asks for its commands after every input, at the instant of that input
/// and until there is none, need not write a `Command` down: whoever replays the
/// journal asks in the same way.
///
/// ```
/// use core::num::{NonZeroU8, NonZeroU16};
/// use media_queue::{Deadlines, Millis, Play, Session, SessionEntry, SessionInput, Time};
///
/// let span = Millis::new(500).ok_or("0")?;
/// let new = || Session::<String>::new(NonZeroU16::MIN, Deadlines { start: span, stop: span });
/// let feed = |session: &mut Session<String>, at, input: SessionInput<String>| {
///     drop(input.apply(session, at));
///     while let Some(_command) = session.command(at) {}
/// };
///
/// let mut session = new();
/// let at = Time::from_millis(20);
/// let input = SessionInput::Play(Play::new("welcome".to_owned(), NonZeroU8::MIN));
/// let line = serde_json::to_string(&SessionEntry::Input { at, input: input.clone() })?;
/// feed(&mut session, at, input);
///
/// let mut replayed = new();
/// if let SessionEntry::Input { at, input } = serde_json::from_str(&line)? {
///     feed(&mut replayed, at, input);
/// }
/// assert_eq!(replayed, session);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SessionInput<C, S = C> {
    /// [`Session::play`]
    Play(Play<C>),
    /// [`Session::record`]
    Record(Record<C>),
    /// [`Session::cancel_all`]
    CancelAll,
    /// [`Session::cancel`]
    Cancel(OperationId),
    /// [`Session::subscribe_tones`]
    SubscribeTones(S),
    /// [`Session::unsubscribe_tones`]
    UnsubscribeTones,
    /// [`Session::started`]
    Started(Step),
    /// [`Session::ended`]
    Ended(Step),
    /// [`Session::failed`]
    Failed {
        /// The step that could not be carried out.
        step: Step,
        /// Why.
        failure: Failure,
    },
    /// [`Session::limit_reached`]
    LimitReached {
        /// The recording.
        step: Step,
        /// The limit it ran into.
        limit: Limit,
    },
    /// [`Session::tone`]
    Tone(Tone),
    /// [`Session::speech_started`]
    SpeechStarted,
    /// [`Session::speech_stopped`]
    SpeechStopped,
    /// [`Session::media_received`]
    MediaReceived,
    /// [`Session::suspend`]
    Suspend,
    /// [`Session::resume`]
    Resume,
    /// [`Session::adopt`]
    Adopt(Option<Step>),
    /// [`Session::expire`]
    Expire,
    /// [`Session::command`]
    Command,
    /// [`Session::shrink`]
    Shrink,
}

/// What an input brought about: the answer of the method it stands for.
#[must_use = "an operation is handed out once: what is dropped here is never reported"]
#[derive(Debug)]
pub enum SessionApplied<'s, C, S = C> {
    /// The answer to a request.
    Request(Applied<'s, C, S>),
    /// What followed from a report, or from the timer.
    Report(Report<C>),
    /// What followed from a tone.
    Tone(SessionTone<'s, C, S>),
    /// The command to send, if there is one.
    Command(Option<Command>),
}

impl<C, S> SessionInput<C, S> {
    /// Feeds it to `session`, at the instant `at`.
    pub fn apply(self, session: &mut Session<C, S>, at: Time) -> SessionApplied<'_, C, S> {
        use SessionApplied::{Report, Request};
        match self {
            Self::Play(play) => Request(Applied::play(session.play(play))),
            Self::Record(record) => Request(Applied::record(session.record(record))),
            Self::CancelAll => Request(Applied::Canceled(session.cancel_all())),
            Self::Cancel(id) => Request(Applied::completed(session.cancel(id))),
            Self::SubscribeTones(value) => {
                Request(Applied::unsubscribed(session.subscribe_tones(value)))
            }
            Self::UnsubscribeTones => Request(Applied::unsubscribed(session.unsubscribe_tones())),
            Self::Started(step) => Report(session.started(step, at)),
            Self::Ended(step) => Report(session.ended(step, at)),
            Self::Failed { step, failure } => Report(session.failed(step, failure, at)),
            Self::LimitReached { step, limit } => Report(session.limit_reached(step, limit, at)),
            Self::Tone(tone) => SessionApplied::Tone(session.tone(tone, at)),
            Self::SpeechStarted => Report(session.speech_started(at)),
            Self::SpeechStopped => Report(session.speech_stopped(at)),
            Self::MediaReceived => Report(session.media_received(at)),
            Self::Suspend => Report(session.suspend(at)),
            Self::Resume => {
                session.resume();
                Request(Applied::Nothing)
            }
            Self::Adopt(running) => Report(session.adopt(running, at)),
            Self::Expire => Report(session.expire(at)),
            Self::Command => SessionApplied::Command(session.command(at)),
            Self::Shrink => {
                session.shrink();
                Request(Applied::Nothing)
            }
        }
    }
}

impl<C, S> SessionApplied<'_, C, S> {
    /// The operations that ended, in order; the rest is dropped.
    pub fn into_completions(self) -> impl Iterator<Item = Completion<C>> {
        let (canceled, ended) = match self {
            Self::Request(applied) => (Some(applied.into_completions()), None),
            Self::Report(report) | Self::Tone(SessionTone { report, .. }) => {
                (None, report.into_completion())
            }
            Self::Command(_) => (None, None),
        };
        canceled.into_iter().flatten().chain(ended)
    }
}
