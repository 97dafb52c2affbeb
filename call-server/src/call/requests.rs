//! What the API asks of a call.

use std::sync::Arc;

use media_queue::graph::OperationKind;
use media_queue::{Kind, OperationId, Play, QueueFull, Record, Session};
use thiserror::Error;
use tracing::info;
use url::Url;
use uuid::Uuid;

use super::actor::{Call, State};
use super::operation::Operation;
use crate::http::Hold;
use crate::notify::{AboutCall, CallResource, CallState, MediaState};

/// A request was obeyed. What follows from it is not sent before the answer that
/// takes the hold has been written.
#[derive(Debug)]
pub(crate) struct Accepted(pub(crate) Hold);

/// Why a request was refused. Nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum Refusal {
    #[error("the call is not established")]
    NotEstablished,
    #[error("the call has been answered")]
    Answered,
    #[error("no room for another operation: the call holds at most {limit}")]
    QueueFull { limit: u16 },
    #[error("too many notifications of this call wait to be taken")]
    NotificationsWait,
}

/// An operation that the call holds, as the API shows it.
#[derive(Debug)]
pub(crate) struct OperationView {
    pub(crate) kind: OperationKind,
    pub(crate) client_context: Option<String>,
}

impl Call {
    pub(crate) fn resource(&self) -> CallResource<'_> {
        let (state, media_state) = match self.state {
            State::Incoming => (CallState::Incoming, None),
            State::Establishing => (CallState::Establishing, None),
            State::Established(_) => (CallState::Established, Some(MediaState::ACTIVE)),
            State::Over(_) => (CallState::Terminated, None),
        };
        CallResource {
            about: Some(AboutCall::incoming(&self.source, &self.target)),
            callback_uri: Some(self.to.as_str()),
            media_state,
            ..CallResource::new(self.id, state)
        }
    }

    /// The operation, if the call holds it: it waits, is in progress, or its file is
    /// not whole yet.
    pub(crate) fn operation(&self, id: Uuid) -> Option<OperationView> {
        let State::Established(session) = &self.state else {
            return None;
        };
        let held = session.queue().operations().map(|it| (it.kind, it.context));
        let closing = session.closing().map(|it| (Kind::Record, it.context()));
        let (kind, context) = held.chain(closing).find(|(_, context)| context.id == id)?;
        Some(OperationView {
            kind: match kind {
                Kind::Play => OperationKind::PlayPrompt,
                Kind::Record => OperationKind::RecordResponse,
            },
            client_context: context.client_context.clone(),
        })
    }

    pub(crate) fn answer(&mut self, callback: Option<Url>) -> Result<Accepted, Refusal> {
        if !matches!(self.state, State::Incoming) {
            return Err(Refusal::Answered);
        }
        let accepted = self.accept();
        if let Some(callback) = callback {
            self.to = Arc::new(callback);
        }
        self.keep_alive();
        self.state = State::Establishing;
        info!(to = self.to.as_str(), "call answered");
        self.notify_state(CallState::Establishing);
        self.media.answer();
        Ok(accepted)
    }

    pub(crate) fn reject(&mut self) -> Result<Accepted, Refusal> {
        if !matches!(self.state, State::Incoming) {
            return Err(Refusal::Answered);
        }
        let accepted = self.accept();
        info!("call rejected");
        self.end();
        Ok(accepted)
    }

    pub(crate) fn keep_alive(&mut self) {
        self.alive_until = self.now().after(self.services.config.calls.keep_alive_ms);
    }

    pub(crate) fn hang_up(&mut self) -> Accepted {
        let accepted = self.accept();
        info!("application hung up");
        self.notify_state(CallState::Terminating);
        self.end();
        accepted
    }

    pub(crate) fn play(&mut self, play: Play<Operation>) -> Result<Accepted, Refusal> {
        let operation = play.context.id;
        self.enqueue(operation, false, |session| session.play(play).map_err(full))
    }

    /// `barge_in` cancels what the call holds first.
    pub(crate) fn record(
        &mut self,
        record: Record<Operation>,
        barge_in: bool,
    ) -> Result<Accepted, Refusal> {
        let operation = record.context.id;
        self.enqueue(operation, barge_in, |session| session.record(record).map_err(full))
    }

    pub(crate) fn cancel(&mut self) -> Result<Accepted, Refusal> {
        let session = self.session()?;
        let canceled = session.cancel_all().collect();
        let accepted = self.accept();
        self.conclude(canceled);
        Ok(accepted)
    }

    pub(crate) fn subscribe(&mut self) -> Result<Accepted, Refusal> {
        self.session()?.subscribe_tones(());
        Ok(self.accept())
    }

    pub(crate) fn connected(&mut self) {
        if !matches!(self.state, State::Establishing) {
            return;
        }
        let calls = &self.services.config.calls;
        self.state = State::Established(Session::new(calls.queue, calls.deadlines()));
        info!("call established");
        self.notify_state(CallState::Established);
        let media_state = Some(MediaState::ACTIVE);
        self.notify(CallResource {
            media_state,
            ..CallResource::new(self.id, CallState::Established)
        });
    }

    fn enqueue(
        &mut self,
        operation: Uuid,
        barge_in: bool,
        enqueue: impl FnOnce(&mut Session<Operation, ()>) -> Result<OperationId, Refusal>,
    ) -> Result<Accepted, Refusal> {
        if !self.outbox.has_room() {
            return Err(Refusal::NotificationsWait);
        }
        let session = self.session()?;
        let mut canceled = Vec::new();
        if barge_in {
            canceled.extend(session.cancel_all());
        }
        enqueue(session)?;
        let depth = session.queue().len();
        info!(%operation, depth, barge_in, "operation accepted");
        self.services.metrics.operation_accepted(depth);
        let accepted = self.accept();
        self.conclude(canceled);
        Ok(accepted)
    }

    fn accept(&self) -> Accepted {
        Accepted(self.outbox.hold())
    }

    fn session(&mut self) -> Result<&mut Session<Operation, ()>, Refusal> {
        match &mut self.state {
            State::Established(session) => Ok(session),
            _ => Err(Refusal::NotEstablished),
        }
    }
}

fn full<R>(QueueFull { limit, .. }: QueueFull<R>) -> Refusal {
    Refusal::QueueFull { limit: limit.get() }
}
