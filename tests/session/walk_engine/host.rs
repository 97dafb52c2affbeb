//! What is walked: a session, and a queue and a player that a host puts together itself.

use core::fmt::Debug;
use core::num::NonZeroU16;

use media_queue::session::{
    Command, Completed, EngineSettings, Player, Reaction, Session, Stuck, WindDown,
};
use media_queue::{
    Completion, MediaFailure, MediaQueue, Millis, OperationId, Play, Record, RecordLimit, Step,
    Time, Tone,
};

/// A host of one call. [`Session`] is one.
pub(crate) trait Host: Clone + Debug {
    /// Whether it has the clock, hears speech end, holds what waits for its file, and says
    /// when an operation begins.
    const IS_SESSION: bool;

    fn new(limit: NonZeroU16, settings: EngineSettings) -> Self;
    fn queue(&self) -> &MediaQueue<()>;
    fn player(&self) -> &Player;
    fn deadline(&self) -> Option<Time>;
    fn next_command(&mut self, now: Time) -> Option<Sent>;
    fn is_detached(&self) -> bool;
    fn detach(&mut self);

    fn play(&mut self, play: Play) -> OperationId;
    fn record(&mut self, record: Record) -> OperationId;
    fn cancel_all(&mut self, now: Time) -> Vec<Completion<()>>;
    fn cancel_first(&mut self, now: Time) -> Option<Completion<()>>;
    fn resume(&mut self);
    /// What the call still held, and what brings its engine to rest.
    fn hang_up(self, now: Time) -> (Vec<Completion<()>>, WindDown);

    fn suspend(&mut self, now: Time) -> Answer;
    fn tone(&mut self, tone: Tone, now: Time) -> Answer;
    fn speech(&mut self, started: bool, now: Time) -> Answer;
    fn started(&mut self, step: Step, now: Time) -> Answer;
    fn prompt_length(&mut self, step: Step, length: Millis) -> Answer;
    fn finished(&mut self, step: Step, now: Time) -> Answer;
    fn failed(&mut self, step: Step, now: Time) -> Answer;
    fn limit_reached(&mut self, step: Step, now: Time) -> Answer;
    fn adopt(&mut self, running: Option<Step>, now: Time) -> Answer;
    fn expire(&mut self, now: Time) -> Answer;
}

/// What the host sent: a step to start, or one to stop and where to cut it.
#[derive(Debug)]
pub(crate) enum Sent {
    Start(Step),
    Stop(Step, Option<Time>),
}

/// What an input was answered with.
#[derive(Debug)]
pub(crate) enum Answer {
    Nothing,
    Stale,
    Stop(Step, Option<Time>),
    Began(OperationId, Step),
    PromptInterrupted(OperationId),
    Closing(OperationId, Option<Time>),
    Completed(Completion<()>),
    Stuck(Stuck, Option<Completion<()>>),
}

impl From<Reaction<()>> for Answer {
    fn from(reaction: Reaction<()>) -> Self {
        match reaction {
            Reaction::Nothing => Self::Nothing,
            Reaction::Stale(_) => Self::Stale,
            Reaction::Stop(stop) => Self::Stop(stop.step, stop.cut),
            Reaction::Began { id, step } => Self::Began(id, step),
            Reaction::PromptInterrupted { id } => Self::PromptInterrupted(id),
            Reaction::Closing { id, cut } => Self::Closing(id, cut),
            Reaction::Completed(completed) => Self::Completed(completed.completion),
            Reaction::Stuck { stuck, completed } => {
                Self::Stuck(stuck, completed.map(|completed| completed.completion))
            }
        }
    }
}

impl Answer {
    /// The operation that ended.
    pub(crate) fn into_completion(self) -> Option<Completion<()>> {
        match self {
            Self::Completed(completion) | Self::Stuck(_, Some(completion)) => Some(completion),
            _ => None,
        }
    }

    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Nothing => "Nothing",
            Self::Stale => "Stale",
            Self::Stop(..) => "Stop",
            Self::Began(..) => "Began",
            Self::PromptInterrupted(_) => "PromptInterrupted",
            Self::Closing(..) => "Closing",
            Self::Completed(_) => "Completed",
            Self::Stuck(Stuck::Start(_), _) => "Stuck::Start",
            Self::Stuck(Stuck::Stop(_), _) => "Stuck::Stop",
            Self::Stuck(Stuck::Prompt(_), _) => "Stuck::Prompt",
        }
    }
}

impl Host for Session<()> {
    const IS_SESSION: bool = true;

    fn new(limit: NonZeroU16, settings: EngineSettings) -> Self {
        Session::new(limit, settings)
    }

    fn queue(&self) -> &MediaQueue<()> {
        self.queue()
    }

    fn player(&self) -> &Player {
        self.player()
    }

    fn deadline(&self) -> Option<Time> {
        self.deadline()
    }

    fn next_command(&mut self, now: Time) -> Option<Sent> {
        self.next_command(now).map(|command| match command {
            Command::Start(start) => Sent::Start(start.step),
            Command::Stop(stop) => Sent::Stop(stop.step, stop.cut),
        })
    }

    fn is_detached(&self) -> bool {
        self.is_detached()
    }

    fn detach(&mut self) {
        self.detach();
    }

    fn play(&mut self, play: Play) -> OperationId {
        self.play(play, ()).unwrap()
    }

    fn record(&mut self, record: Record) -> OperationId {
        self.record(record, ()).unwrap()
    }

    fn cancel_all(&mut self, now: Time) -> Vec<Completion<()>> {
        self.cancel_all(now).collect()
    }

    fn cancel_first(&mut self, now: Time) -> Option<Completion<()>> {
        let id = self.queue().operations().next()?.id;
        self.cancel(id, now)
    }

    fn resume(&mut self) {
        self.resume();
    }

    fn hang_up(self, now: Time) -> (Vec<Completion<()>>, WindDown) {
        let left = self.hang_up(now);
        let closing = left.closing.map(|Completed { completion, .. }| completion);
        (closing.into_iter().chain(left.completions).collect(), left.wind_down)
    }

    fn suspend(&mut self, now: Time) -> Answer {
        self.suspend(now).into()
    }

    fn tone(&mut self, tone: Tone, now: Time) -> Answer {
        self.tone(tone, now).effect.into()
    }

    fn speech(&mut self, started: bool, now: Time) -> Answer {
        (if started { self.speech_started(now) } else { self.speech_stopped(now) }).into()
    }

    fn started(&mut self, step: Step, now: Time) -> Answer {
        self.started(step, now).into()
    }

    fn prompt_length(&mut self, step: Step, length: Millis) -> Answer {
        self.prompt_length(step, length).into()
    }

    fn finished(&mut self, step: Step, now: Time) -> Answer {
        self.finished(step, now).into()
    }

    fn failed(&mut self, step: Step, now: Time) -> Answer {
        self.failed(step, MediaFailure::Unavailable, now).into()
    }

    fn limit_reached(&mut self, step: Step, now: Time) -> Answer {
        self.limit_reached(step, RecordLimit::MaxDuration, now).into()
    }

    fn adopt(&mut self, running: Option<Step>, now: Time) -> Answer {
        self.adopt(running, now).into()
    }

    fn expire(&mut self, now: Time) -> Answer {
        self.expire(now).into()
    }
}
