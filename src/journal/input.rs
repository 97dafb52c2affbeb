//! What a queue or a session can be fed, as data.

use super::applied::Applied;
use crate::queue::{
    Effect, MediaFailure, MediaQueue, OperationId, Play, Record, RecordLimit, Stale, Step,
};
use crate::session::{Reaction, Restored, Session};
use crate::time::{Millis, Time};
use crate::tone::Tone;

/// One entry of a journal: an input with its instant, or the hang-up that ends it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a host must handle both")]
pub enum Entry<I> {
    /// The input, and when it came.
    Input(Time, I),
    /// The call ended at this instant. Nothing follows.
    HangUp(Time),
}

/// An input of a [`MediaQueue`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the methods of the queue are of two kinds")]
pub enum Input<C, S = C> {
    /// What the application asked for.
    Request(Request<C, S>),
    /// What the media engine observed.
    Fact(Fact),
}

/// An input of a [`Session`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the methods of the session are of two kinds")]
pub enum SessionInput<C, S = C> {
    /// What the application asked for.
    Request(Request<C, S>),
    /// What the engine, the caller or the timer did.
    Event(Event),
}

/// What the application asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Request<C, S = C> {
    /// [`MediaQueue::play`]
    Play(Play, C),
    /// [`MediaQueue::record`]
    Record(Record, C),
    /// [`MediaQueue::cancel_all`]
    CancelAll,
    /// [`MediaQueue::cancel`]
    Cancel(OperationId),
    /// [`MediaQueue::subscribe_tones`]
    SubscribeTones(S),
    /// [`MediaQueue::unsubscribe_tones`]
    UnsubscribeTones,
}

/// What the media engine observed. The methods of queue and session have the same names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fact {
    /// [`MediaQueue::started`]
    Started(Step),
    /// [`MediaQueue::finished`]
    Finished(Step),
    /// [`MediaQueue::failed`]
    Failed(Step, MediaFailure),
    /// [`MediaQueue::limit_reached`]
    LimitReached(Step, RecordLimit),
    /// [`MediaQueue::tone`]
    Tone(Tone),
    /// [`MediaQueue::speech_started`]
    SpeechStarted,
    /// [`MediaQueue::suspend`]
    Suspend,
    /// [`MediaQueue::resume`]
    Resume,
}

/// What the engine, the caller or the timer did to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// A fact that the queue has as well.
    Fact(Fact),
    /// [`Session::prompt_length`]
    PromptLength(Step, Millis),
    /// [`Session::speech_stopped`]
    SpeechStopped,
    /// [`Session::media_received`]
    MediaReceived,
    /// [`Session::detach`]
    Detach,
    /// [`Session::adopt`]
    Adopt(Option<Step>),
    /// [`Session::expire`]
    Expire,
    /// [`Session::next_command`]
    NextCommand,
}

impl<C, S> From<Request<C, S>> for Input<C, S> {
    fn from(request: Request<C, S>) -> Self {
        Self::Request(request)
    }
}

impl<C, S> From<Fact> for Input<C, S> {
    fn from(fact: Fact) -> Self {
        Self::Fact(fact)
    }
}

impl<C, S> From<Request<C, S>> for SessionInput<C, S> {
    fn from(request: Request<C, S>) -> Self {
        Self::Request(request)
    }
}

impl<C, S> From<Fact> for SessionInput<C, S> {
    fn from(fact: Fact) -> Self {
        Self::Event(Event::Fact(fact))
    }
}

impl<C, S> From<Event> for SessionInput<C, S> {
    fn from(event: Event) -> Self {
        Self::Event(event)
    }
}

impl<C, S> Request<C, S> {
    /// Returns the same request, which borrows the host's own values.
    pub const fn as_ref(&self) -> Request<&C, &S> {
        match self {
            Self::Play(play, context) => Request::Play(*play, context),
            Self::Record(record, context) => Request::Record(*record, context),
            Self::CancelAll => Request::CancelAll,
            Self::Cancel(id) => Request::Cancel(*id),
            Self::SubscribeTones(value) => Request::SubscribeTones(value),
            Self::UnsubscribeTones => Request::UnsubscribeTones,
        }
    }
}

impl<C, S> Input<C, S> {
    /// Applies the input to `queue`.
    pub fn apply(self, queue: &mut MediaQueue<C, S>) -> Applied<C, S, Result<Effect<C>, Stale>> {
        match self {
            Self::Request(request) => match request {
                Request::Play(play, context) => Applied::play(queue.play(play, context)),
                Request::Record(record, context) => Applied::record(queue.record(record, context)),
                Request::CancelAll => Applied::canceled(queue.cancel_all()),
                Request::Cancel(id) => Applied::canceled(queue.cancel(id)),
                Request::SubscribeTones(value) => {
                    Applied::PreviousSubscription(queue.subscribe_tones(value))
                }
                Request::UnsubscribeTones => {
                    Applied::PreviousSubscription(queue.unsubscribe_tones())
                }
            },
            Self::Fact(fact) => Applied::Effect(match fact {
                Fact::Started(step) => queue.started(step),
                Fact::Finished(step) => queue.finished(step),
                Fact::Failed(step, failure) => queue.failed(step, failure),
                Fact::LimitReached(step, limit) => queue.limit_reached(step, limit),
                Fact::SpeechStarted => Ok(queue.speech_started()),
                Fact::Suspend => Ok(queue.suspend()),
                Fact::Resume => Ok(queue.resume()),
                Fact::Tone(tone) => {
                    let report = queue.tone(tone);
                    let number = report.heard.map(|heard| heard.number);
                    return Applied::Tone { tone, number, effect: Ok(report.effect) };
                }
            }),
        }
    }
}

impl<C, S> SessionInput<C, S> {
    /// Applies the input to `session` at the instant `at`.
    ///
    /// The command that [`Event::NextCommand`] stands for is dropped: it was sent when the
    /// entry was written, or the engine is asked after the replay.
    pub fn apply(self, session: &mut Session<C, S>, at: Time) -> Applied<C, S, Reaction<C>> {
        match self {
            Self::Request(request) => match request {
                Request::Play(play, context) => Applied::play(session.play(play, context)),
                Request::Record(record, context) => {
                    Applied::record(session.record(record, context))
                }
                Request::CancelAll => Applied::canceled(session.cancel_all(at)),
                Request::Cancel(id) => Applied::canceled(session.cancel(id, at)),
                Request::SubscribeTones(value) => {
                    Applied::PreviousSubscription(session.subscribe_tones(value))
                }
                Request::UnsubscribeTones => {
                    Applied::PreviousSubscription(session.unsubscribe_tones())
                }
            },
            Self::Event(event) => Applied::Effect(match event {
                Event::Fact(Fact::Tone(tone)) => {
                    let report = session.tone(tone, at);
                    let number = report.heard.map(|heard| heard.number);
                    return Applied::Tone { tone, number, effect: report.effect };
                }
                Event::Fact(Fact::Started(step)) => session.started(step, at),
                Event::Fact(Fact::Finished(step)) => session.finished(step, at),
                Event::Fact(Fact::Failed(step, failure)) => session.failed(step, failure, at),
                Event::Fact(Fact::LimitReached(step, limit)) => {
                    session.limit_reached(step, limit, at)
                }
                Event::Fact(Fact::SpeechStarted) => session.speech_started(at),
                Event::Fact(Fact::Suspend) => session.suspend(at),
                Event::PromptLength(step, length) => session.prompt_length(step, length),
                Event::SpeechStopped => session.speech_stopped(at),
                Event::MediaReceived => session.media_received(at),
                Event::Adopt(running) => session.adopt(running, at),
                Event::Expire => session.expire(at),
                Event::Fact(Fact::Resume) => {
                    session.resume();
                    Reaction::Nothing
                }
                Event::Detach => {
                    session.detach();
                    Reaction::Nothing
                }
                Event::NextCommand => {
                    let _ = session.next_command(at);
                    Reaction::Nothing
                }
            }),
        }
    }
}

impl<C, S> Restored<C, S> {
    /// Applies an input of the journal that was written since the snapshot, at the instant
    /// `at` that stands beside it.
    pub fn apply(&mut self, input: SessionInput<C, S>, at: Time) -> Applied<C, S, Reaction<C>> {
        input.apply(&mut self.0, at)
    }
}
