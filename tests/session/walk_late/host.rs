//! Every call of the library. A new edition of the library changes this file only.

use core::num::NonZeroU16;

use media_queue::session::{
    Command, Completed, Reaction, Session, Stuck, WindDown, WindDownReaction,
};
use media_queue::{
    Audio, Completion, Media, MediaFailure, Millis, Opening, OperationId, Outcome, Play, Record,
    RecordLimit, RecordLimits, RecordOutcome, Step, Time,
};

use super::worlds::Settings;

/// The session of one call.
#[derive(Clone, Debug)]
pub(crate) struct Host(Session<()>);

/// What the engine still does when the call is over.
#[derive(Debug)]
pub(crate) struct Rest(WindDown);

/// What the host sends to the engine.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Sent {
    Start(Step),
    Stop(Step),
}

/// What an answer of the session says, in the words of the walk.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    /// The name of the answer.
    pub(crate) name: &'static str,
    /// These operations are handed out.
    pub(crate) completed: Vec<HandedOut>,
    /// This operation has ended, and its file is awaited.
    pub(crate) closing: Option<OperationId>,
    /// The recording has ended by this limit.
    pub(crate) limit: Option<RecordLimit>,
    /// The engine did not confirm a command for this step in time.
    pub(crate) stuck: Option<Step>,
    /// This prompt is overdue.
    pub(crate) overdue: Option<Step>,
    /// The step is to be stopped at once.
    pub(crate) stop: Option<Step>,
    /// This operation began.
    pub(crate) began: Option<OperationId>,
}

impl Answer {
    pub(crate) fn hands_out(&self, id: OperationId) -> bool {
        self.completed.iter().any(|operation| operation.id == id)
    }
}

/// An operation that is handed out.
#[derive(Debug)]
pub(crate) struct HandedOut {
    pub(crate) id: OperationId,
    /// It has a recording that is not thrown away.
    pub(crate) keeps_audio: bool,
    /// What became of it, for the trace.
    pub(crate) text: String,
}

impl Host {
    pub(crate) fn new(settings: &Settings) -> Self {
        Self(Session::new(NonZeroU16::new(settings.operations).unwrap(), settings.engine))
    }
}

/// Queries.
impl Host {
    pub(crate) fn wanted(&self) -> Option<Step> {
        self.0.queue().wanted()
    }

    /// The step that the session believes the engine is busy with.
    pub(crate) fn busy_with(&self) -> Option<Step> {
        self.0.player().busy_with()
    }

    pub(crate) fn last_started(&self) -> Option<Step> {
        self.0.player().last_started()
    }

    pub(crate) fn deadline(&self) -> Option<Time> {
        self.0.deadline()
    }

    /// The operations of the queue, in order.
    pub(crate) fn operations(&self) -> Vec<OperationId> {
        self.0.queue().operations().map(|operation| operation.id).collect()
    }

    pub(crate) fn is_suspended(&self) -> bool {
        self.0.queue().is_suspended()
    }

    /// Whether the wanted step is a recording.
    pub(crate) fn wants_a_recording(&self) -> bool {
        let current = self.0.queue().current_step();
        current.is_some_and(|current| matches!(current.media, Media::Recording { .. }))
    }
}

/// What the application asks for.
impl Host {
    pub(crate) fn play(&mut self) -> OperationId {
        self.0.play(Play::new(), ()).unwrap()
    }

    pub(crate) fn record(&mut self, limits: RecordLimits) -> OperationId {
        self.0.record(Record::new(limits).opened_by(Opening::Silence), ()).unwrap()
    }

    pub(crate) fn cancel_all(&mut self, now: Time) -> Answer {
        Answer {
            completed: self.0.cancel_all(now).map(|done| handed_out(&done)).collect(),
            ..Answer::default()
        }
    }

    pub(crate) fn suspend(&mut self, now: Time) -> Answer {
        let reaction = self.0.suspend(now);
        self.answer(reaction)
    }

    pub(crate) fn resume(&mut self) {
        self.0.resume();
    }

    /// What the call still held, and what brings the engine to rest.
    pub(crate) fn hang_up(self, now: Time) -> (Vec<OperationId>, Rest) {
        let left = self.0.hang_up(now);
        let closing = left.closing.map(|Completed { completion, .. }| completion);
        let held = closing.into_iter().chain(left.completions).map(|held| held.id).collect();
        (held, Rest(left.wind_down))
    }
}

/// What the engine and the caller do, and the timer.
impl Host {
    /// The next command to send.
    pub(crate) fn command(&mut self, now: Time) -> Option<Sent> {
        self.0.next_command(now).map(|command| match command {
            Command::Start(start) => Sent::Start(start.step),
            Command::Stop(stop) => Sent::Stop(stop.step),
        })
    }

    pub(crate) fn started(&mut self, step: Step, now: Time) -> Answer {
        let reaction = self.0.started(step, now);
        self.answer(reaction)
    }

    pub(crate) fn prompt_length(&mut self, step: Step, length: Millis) -> Answer {
        let reaction = self.0.prompt_length(step, length);
        self.answer(reaction)
    }

    pub(crate) fn ended(&mut self, step: Step, now: Time) -> Answer {
        let reaction = self.0.finished(step, now);
        self.answer(reaction)
    }

    pub(crate) fn failed(&mut self, step: Step, now: Time) -> Answer {
        let reaction = self.0.failed(step, MediaFailure::Unavailable, now);
        self.answer(reaction)
    }

    pub(crate) fn speech_started(&mut self, now: Time) -> Answer {
        let reaction = self.0.speech_started(now);
        self.answer(reaction)
    }

    pub(crate) fn speech_stopped(&mut self, now: Time) -> Answer {
        let reaction = self.0.speech_stopped(now);
        self.answer(reaction)
    }

    pub(crate) fn media_received(&mut self, now: Time) -> Answer {
        let reaction = self.0.media_received(now);
        self.answer(reaction)
    }

    pub(crate) fn expire(&mut self, now: Time) -> Answer {
        let reaction = self.0.expire(now);
        self.answer(reaction)
    }

    /// The host has lost the engine.
    pub(crate) fn detach(&mut self) {
        self.0.detach();
    }

    /// The host has the engine back, which runs `running`.
    pub(crate) fn adopt(&mut self, running: Option<Step>, now: Time) -> Answer {
        let reaction = self.0.adopt(running, now);
        self.answer(reaction)
    }
}

impl Rest {
    pub(crate) fn stop(&mut self, now: Time) -> Option<Step> {
        self.0.next_stop(now).map(|stop| stop.step)
    }

    /// The step to stop at once.
    pub(crate) fn started(&mut self, step: Step, now: Time) -> Option<Step> {
        match self.0.started(step, now) {
            WindDownReaction::Stop(sent) => Some(sent.step),
            WindDownReaction::Nothing | WindDownReaction::Stuck(_) => None,
        }
    }

    pub(crate) fn ended(&mut self, step: Step) {
        self.0.finished(step);
    }

    pub(crate) fn is_at_rest(&self) -> bool {
        self.0.is_at_rest()
    }
}

impl Host {
    fn answer(&self, reaction: Reaction<()>) -> Answer {
        let named = |name| Answer { name, ..Answer::default() };
        match reaction {
            Reaction::Nothing => named("Nothing"),
            Reaction::Stale(_) => named("Stale"),
            Reaction::PromptInterrupted { .. } => named("PromptInterrupted"),
            Reaction::Began { id, .. } => Answer { began: Some(id), ..named("Began") },
            Reaction::Stop(stop) => Answer { stop: Some(stop.step), ..named("Stop") },
            Reaction::Closing { id, .. } => Answer {
                closing: Some(id),
                limit: self.0.closing().and_then(|closing| limit(&closing.completion)),
                ..named("Closing")
            },
            Reaction::Completed(Completed { completion, .. }) => Answer {
                limit: limit(&completion),
                completed: vec![handed_out(&completion)],
                ..named("Completed")
            },
            Reaction::Stuck { stuck, completed } => {
                let completed = completed.map(|completed| handed_out(&completed.completion));
                let completed = completed.into_iter().collect();
                match stuck {
                    Stuck::Start(step) => {
                        Answer { stuck: Some(step), completed, ..named("Stuck::Start") }
                    }
                    Stuck::Stop(step) => {
                        Answer { stuck: Some(step), completed, ..named("Stuck::Stop") }
                    }
                    Stuck::Prompt(step) => {
                        Answer { overdue: Some(step), completed, ..named("Stuck::Prompt") }
                    }
                }
            }
        }
    }
}

fn limit(completion: &Completion<()>) -> Option<RecordLimit> {
    match completion.outcome {
        Outcome::Record(_, RecordOutcome::LimitReached(limit)) => Some(limit),
        _ => None,
    }
}

fn handed_out(completion: &Completion<()>) -> HandedOut {
    HandedOut {
        id: completion.id,
        keeps_audio: matches!(completion.audio(), Some(Audio::Keep | Audio::Partial)),
        text: completion.outcome.to_string(),
    }
}

impl core::fmt::Display for Answer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.name)?;
        for step in [self.stuck, self.overdue, self.stop].into_iter().flatten() {
            write!(f, " of step {step}")?;
        }
        if let Some(id) = self.closing {
            write!(f, ", operation {id} waits for its file: {:?}", self.limit)?;
        }
        for HandedOut { id, text, .. } in &self.completed {
            write!(f, ", operation {id} completed: {text}")?;
        }
        Ok(())
    }
}
