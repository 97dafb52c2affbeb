//! The task of one call.

use std::sync::Arc;

use media_queue::graph::Notifications;
use media_queue::session::{HungUpSession, Session};
use media_queue::{Audio, Completion, Time};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};
use tracing::info;
use url::Url;
use uuid::Uuid;

use super::history::{Ended, History};
use super::operation::{KeptAt, Operation};
use crate::media::{Media, Reported};
use crate::metrics::{Kind, Outcome};
use crate::notify::{AboutCall, CallNotification, CallResource, CallState, Outbox, Party};
use crate::services::Services;

/// One call. Only its own task touches it, so everything that reaches it is in one
/// order: requests as [`Task`]s, reports of the engine, and the clock.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) id: Uuid,
    pub(crate) source: Party,
    pub(crate) target: Party,
    /// Where its notifications go.
    pub(crate) to: Arc<Url>,
    pub(crate) state: State,
    /// When it ends unless somebody answers it or keeps it alive.
    pub(crate) alive_until: Time,
    pub(crate) outbox: Outbox,
    pub(crate) media: Box<dyn Media>,
    pub(crate) services: Arc<Services>,
    pub(super) history: History,
    /// Who ended it, once it is over.
    pub(super) ended_by: Option<EndedBy>,
    /// The number of the last etag.
    etag: u64,
}

/// Something to do with a call, in its task.
pub(crate) type Task = Box<dyn FnOnce(&mut Call) + Send>;

/// Where a call stands.
#[derive(Debug)]
pub(crate) enum State {
    Incoming,
    /// Answered, and media does not flow yet.
    Establishing,
    Established(Session<Operation, ()>),
    Over(Option<HungUpSession<Operation, ()>>),
}

/// Who ended a call, for the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EndedBy {
    /// The caller hung up, or the line was lost.
    Caller,
    /// The application hung up.
    Application,
    /// The application rejected the call.
    Rejection,
    /// Nobody answered in time.
    NoAnswer,
    /// The application did not keep the call alive.
    NoKeepAlive,
    /// The server shut down.
    ShutDown,
}

impl Call {
    pub(crate) fn new(
        id: Uuid,
        (source, target): (Party, Party),
        outbox: Outbox,
        media: Box<dyn Media>,
        services: Arc<Services>,
    ) -> Self {
        let history = History::new(services.config.calls.ended);
        let answer_timeout = services.config.calls.answer_timeout_ms.into();
        Self {
            id,
            source,
            target,
            to: Arc::clone(&services.addresses.callback),
            state: State::Incoming,
            alive_until: services.clock.now().after(answer_timeout),
            outbox,
            media,
            services,
            history,
            ended_by: None,
            etag: 0,
        }
    }

    /// Runs the call to its end.
    pub(crate) async fn run(
        mut self,
        mut tasks: mpsc::Receiver<Task>,
        mut reports: mpsc::Receiver<Reported>,
    ) {
        info!(from = self.source.0, to = self.target.0, "call incoming");
        let about = Some(AboutCall::incoming(&self.source, &self.target));
        self.notify(CallResource { about, ..CallResource::new(self.id, CallState::Incoming) });
        let left = loop {
            if let State::Over(left) = &mut self.state {
                break left.take();
            }
            tokio::select! {
                () = sleep_until(self.deadline()) => self.expire(self.now()),
                Some(Reported { report, at }) = reports.recv() => {
                    self.expire(at);
                    self.report(report, at);
                }
                Some(task) = tasks.recv() => {
                    self.expire(self.now());
                    if !matches!(self.state, State::Over(_)) {
                        task(&mut self);
                    }
                }
            }
            self.command();
        };
        // From here on everybody who asks gets the answer that the call is over.
        drop(tasks);
        self.wind_up(left, reports).await;
    }

    pub(crate) fn now(&self) -> Time {
        self.services.clock.now()
    }

    pub(super) fn notify_state(&self, state: CallState) {
        self.notify(CallResource::new(self.id, state));
    }

    pub(super) fn notify(&self, call: CallResource<'_>) {
        self.outbox.send(&self.to, &CallNotification(call));
    }

    /// The call is over at `at`.
    pub(crate) fn end(&mut self, by: EndedBy, at: Time) {
        self.ended_by.get_or_insert(by);
        let state = std::mem::replace(&mut self.state, State::Over(None));
        self.state = State::Over(match state {
            State::Established(session) => Some(session.hang_up(at)),
            State::Over(left) => left,
            State::Incoming | State::Establishing => None,
        });
    }

    /// Tells the application how operations ended, in one notification.
    pub(crate) fn conclude(&mut self, mut completions: Vec<Completion<Operation>>) {
        if completions.is_empty() {
            return;
        }
        for completion in &mut completions {
            let keep = match completion.audio() {
                Some(Audio::Keep) => true,
                Some(Audio::Partial) => self.services.config.recordings.keep_partial,
                Some(Audio::Discard) | None => false,
            };
            self.etag = self.etag.saturating_add(1);
            let operation = &mut completion.context;
            operation.etag = self.etag;
            if let Some(file) =
                operation.recording.as_ref().filter(|file| keep && file.is_written())
            {
                let (id, token) = self.services.recordings.keep(file);
                let location = format!("{}/recordings/{id}", self.services.addresses.public_url);
                operation.kept = Some(KeptAt { location, token });
            }
            self.count(completion);
            self.history.push(Ended::from(&*completion));
        }
        let body = Notifications::new(self.id, &completions).with(|it| it.context.extras());
        self.outbox.send(&self.to, &body);
    }

    pub(super) fn count(&self, completion: &Completion<Operation>) {
        let (kind, outcome) = (Kind::from(completion), Outcome::from(completion));
        let operation = completion.context.id;
        info!(%operation, ?kind, ?outcome, stage = %completion.stage, "operation ended");
        self.services.metrics.operation_ended(kind, outcome);
    }

    fn deadline(&self) -> Instant {
        let session = match &self.state {
            State::Established(session) => session.deadline(),
            State::Incoming | State::Establishing | State::Over(_) => None,
        };
        let time = session.map_or(self.alive_until, |deadline| deadline.min(self.alive_until));
        self.services.clock.instant(time)
    }

    /// Handles every deadline that has passed.
    fn expire(&mut self, now: Time) {
        while let State::Established(session) = &mut self.state
            && session.deadline().is_some_and(|deadline| deadline <= now)
        {
            let reaction = session.expire(now);
            self.react(reaction, now);
            self.command();
        }
        if self.alive_until <= now {
            let by = match self.state {
                State::Incoming => EndedBy::NoAnswer,
                _ => EndedBy::NoKeepAlive,
            };
            self.end(by, now);
        }
    }
}
