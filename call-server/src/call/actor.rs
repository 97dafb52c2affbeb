//! The task of one call.

use std::sync::Arc;

use media_queue::graph::Notifications;
use media_queue::{Audio, Completion, EndedSession, OperationId, Session, Time};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};
use tracing::info;
use url::Url;
use uuid::Uuid;

use super::operation::{KeptAt, Operation};
use crate::clock::Clock;
use crate::config::Config;
use crate::media::{Media, PromptStore, RecordingStore, Reported};
use crate::metrics::{Kind, Metrics, Outcome};
use crate::notify::{
    AboutCall, CallNotification, CallResource, CallState, Delivery, Outbox, Party,
};

/// What all calls share.
#[derive(Debug)]
pub(crate) struct Services {
    pub(crate) config: Config,
    pub(crate) clock: Clock,
    pub(crate) metrics: Metrics,
    pub(crate) delivery: Delivery,
    pub(crate) prompts: Arc<PromptStore>,
    pub(crate) recordings: Arc<RecordingStore>,
    /// Where incoming calls are announced.
    pub(crate) callback: Arc<Url>,
    /// Without a slash at its end.
    pub(crate) public_url: String,
}

/// One call. Nothing but its own task touches it, so what reaches it is in one
/// order: requests by [`Task`], reports of the engine, and the clock.
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
    /// The operation that has begun last.
    pub(super) begun: Option<OperationId>,
    /// Where to cut the recording that is to be stopped.
    pub(super) cut: Option<Time>,
    /// The number of the last etag.
    etag: u64,
}

/// Something to do with a call, in its task.
pub(crate) type Task = Box<dyn FnOnce(&mut Call) + Send>;

/// Where a call stands.
#[derive(Debug)]
pub(crate) enum State {
    Incoming,
    /// Answered; media does not flow yet.
    Establishing,
    Established(Session<Operation, ()>),
    Over(Option<EndedSession<Operation, ()>>),
}

impl Call {
    pub(crate) fn new(
        id: Uuid,
        (source, target): (Party, Party),
        outbox: Outbox,
        media: Box<dyn Media>,
        services: Arc<Services>,
    ) -> Self {
        let calls = &services.config.calls;
        Self {
            id,
            source,
            target,
            to: Arc::clone(&services.callback),
            state: State::Incoming,
            alive_until: services.clock.now().after(calls.answer_timeout_ms),
            outbox,
            media,
            services,
            begun: None,
            cut: None,
            etag: 0,
        }
    }

    /// The life of the call.
    pub(crate) async fn run(
        mut self,
        mut tasks: mpsc::Receiver<Task>,
        mut reports: mpsc::Receiver<Reported>,
    ) {
        info!(from = self.source.0, to = self.target.0, "call incoming");
        let about = Some(AboutCall::incoming(&self.source, &self.target));
        self.notify(CallResource { about, ..CallResource::new(self.id, CallState::Incoming) });
        let ended = loop {
            if let State::Over(ended) = &mut self.state {
                break ended.take();
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
        // Whoever asks from here on is told that the call is over.
        drop(tasks);
        self.wind_up(ended, reports).await;
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

    /// The call is over, whoever ended it.
    pub(crate) fn end(&mut self) {
        let state = std::mem::replace(&mut self.state, State::Over(None));
        self.state = State::Over(match state {
            State::Established(session) => Some(session.hang_up()),
            State::Over(ended) => ended,
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
            let operation = completion.context_mut();
            operation.etag = self.etag;
            if let Some(file) =
                operation.recording.as_ref().filter(|file| keep && file.is_written())
            {
                let (id, token) = self.services.recordings.keep(file);
                let location = format!("{}/recordings/{id}", self.services.public_url);
                operation.kept = Some(KeptAt { location, token });
            }
            self.count(completion);
        }
        let body = Notifications::new(self.id, &completions).with(|it| it.context().extras());
        self.outbox.send(&self.to, &body);
    }

    pub(super) fn count(&self, completion: &Completion<Operation>) {
        let (kind, outcome) = (Kind::from(completion), Outcome::from(completion));
        let operation = completion.context().id;
        info!(%operation, ?kind, ?outcome, stage = ?completion.stage, "operation ended");
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

    /// Does all that is due.
    fn expire(&mut self, now: Time) {
        while let State::Established(session) = &mut self.state
            && session.deadline().is_some_and(|deadline| deadline <= now)
        {
            let report = session.expire(now);
            self.follow(report);
            self.command();
        }
        if self.alive_until <= now {
            info!("call neither answered nor kept alive in time");
            self.end();
        }
    }
}
