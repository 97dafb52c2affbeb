//! What the API asks of a call.

use std::sync::Arc;

use media_queue::graph::OperationType;
use media_queue::session::Session;
use media_queue::{OperationId, Play, QueueFull, Record};
use thiserror::Error;
use tracing::info;
use url::Url;
use uuid::Uuid;

use super::actor::{Call, EndedBy, State};
use super::history::{Ended, operation_type};
use super::operation::Operation;
use crate::http::Hold;
use crate::notify::{AboutCall, CallResource, CallState, MediaState};

/// A request was accepted. The notifications that follow from it wait until the answer
/// that takes the hold has been written.
#[derive(Debug)]
pub(crate) struct Accepted(pub(crate) Hold);

/// Why a request was refused.
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

/// An operation of the call, as the API shows it.
#[derive(Debug)]
pub(crate) enum OperationView {
    Running { operation_type: OperationType, client_context: Option<String> },
    Ended(Ended),
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

    /// The operation, unless it ended too long ago. It runs as long as it waits, is in
    /// progress, or its file is not complete yet.
    pub(crate) fn operation(&self, id: Uuid) -> Option<OperationView> {
        let State::Established(session) = &self.state else {
            return None;
        };
        if let Some(ended) = self.history.find(id) {
            return Some(OperationView::Ended(ended.clone()));
        }
        let held = session.queue().operations().map(|it| (it.kind, it.context));
        let closing = session.closing().map(|it| &it.completion);
        let closing = closing.map(|it| (it.kind(), &it.context));
        let (kind, context) = held.chain(closing).find(|(_, context)| context.id == id)?;
        Some(OperationView::Running {
            operation_type: operation_type(kind),
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
        self.end(EndedBy::Rejection, self.now());
        Ok(accepted)
    }

    pub(crate) fn keep_alive(&mut self) {
        self.alive_until = self.now().after(self.services.config.calls.keep_alive_ms.into());
    }

    pub(crate) fn hang_up(&mut self, by: EndedBy) -> Accepted {
        let accepted = self.accept();
        self.notify_state(CallState::Terminating);
        self.end(by, self.now());
        accepted
    }

    pub(crate) fn play(&mut self, play: Play, operation: Operation) -> Result<Accepted, Refusal> {
        let id = operation.id;
        self.enqueue(id, false, |session| session.play(play, operation).map_err(full))
    }

    /// Accepts a record. `barge_in` cancels first what the call holds.
    pub(crate) fn record(
        &mut self,
        record: Record,
        operation: Operation,
        barge_in: bool,
    ) -> Result<Accepted, Refusal> {
        let id = operation.id;
        self.enqueue(id, barge_in, |session| session.record(record, operation).map_err(full))
    }

    /// Cancels what the call holds. `operation` is the operation of the cancel itself.
    pub(crate) fn cancel(&mut self, operation: Ended) -> Result<Accepted, Refusal> {
        let now = self.now();
        let canceled = self.session()?.cancel_all(now).collect();
        let accepted = self.accept();
        self.conclude(canceled);
        self.history.push(operation);
        Ok(accepted)
    }

    pub(crate) fn subscribe(&mut self, operation: Ended) -> Result<Accepted, Refusal> {
        self.session()?.subscribe_tones(());
        self.history.push(operation);
        Ok(self.accept())
    }

    pub(crate) fn connected(&mut self) {
        if !matches!(self.state, State::Establishing) {
            return;
        }
        let config = &self.services.config;
        let session = Session::new(config.calls.queue, config.engine.settings());
        self.state = State::Established(session);
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
        let now = self.now();
        let session = self.session()?;
        let canceled = if barge_in { session.cancel_all(now).collect() } else { Vec::new() };
        let enqueued = enqueue(session);
        let depth = session.queue().len();
        let accepted = self.accept();
        // What was cancelled is over, whether or not the new operation finds room.
        self.conclude(canceled);
        enqueued?;
        info!(%operation, depth, barge_in, "operation accepted");
        self.services.metrics.operation_accepted(depth);
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

fn full<R>(QueueFull { limit, .. }: QueueFull<R, Operation>) -> Refusal {
    Refusal::QueueFull { limit: limit.get() }
}

#[cfg(test)]
#[expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test panics to fail")]
mod tests {
    use media_queue::Step;
    use media_queue::session::Stop;
    use prometheus_client::registry::Registry;
    use serde_json::Value;

    use super::*;
    use crate::address::Addresses;
    use crate::config::Config;
    use crate::media::{Media, Work};
    use crate::notify::{Item, Outbox, Party};
    use crate::services::{ServerAddresses, Services};

    /// An engine that does nothing.
    #[derive(Debug)]
    struct Mute;

    impl Media for Mute {
        fn answer(&mut self) {}
        fn start(&mut self, _: Step, _: Work) {}
        fn stop(&mut self, _: Stop) {}
        fn silence(&mut self) {}
        fn hang_up(&mut self) {}
    }

    #[tokio::test]
    async fn a_barge_in_that_finds_no_room_reports_what_it_cancelled() {
        let mut config = Config::default();
        let name = format!("call-server-unit-{}", Uuid::new_v4());
        let directory = std::env::temp_dir().join(name);
        config.recordings.directory.clone_from(&directory);
        let addresses = ServerAddresses {
            callbacks: Addresses::new(&[], &[]),
            callback: Arc::new("http://127.0.0.1/".parse().expect("a URL")),
            public_url: String::new(),
        };
        let services = Services::open(config, addresses, &mut Registry::default()).await;
        let services = Arc::new(services.expect("services"));
        let max = services.config.callback.max_waiting;
        let (outbox, mut waiting) = Outbox::new(max, services.metrics.waiting.clone());
        let parties = (Party("a".to_owned()), Party("b".to_owned()));
        let mut call = Call::new(Uuid::new_v4(), parties, outbox, Box::new(Mute), services);
        let engine = call.services.config.engine.settings();
        call.state = State::Established(Session::new(call.services.config.calls.queue, engine));

        let ids = [Uuid::new_v4(), Uuid::new_v4()];
        for id in ids {
            let operation = Operation {
                id,
                client_context: None,
                prompts: Vec::new(),
                repeats: false,
                recording: None,
                accepted: call.now(),
                etag: 0,
                kept: None,
            };
            drop(call.play(Play::new(), operation).expect("room"));
        }
        let full = Refusal::QueueFull { limit: 100 };
        let refused = call.enqueue(Uuid::new_v4(), true, |_| Err(full));
        assert_eq!(refused.map(|_| ()), Err(full));

        drop(call);
        let mut canceled = Vec::new();
        while let Some(item) = waiting.next().await {
            if let Item::Notification(notification) = item {
                let body: Value = serde_json::from_slice(&notification.body).expect("JSON");
                for entry in body["value"].as_array().expect("a list") {
                    let operation = &entry["resourceData"];
                    assert_eq!(operation["resultInfo"]["subcode"], 8508);
                    canceled.push(operation["id"].as_str().expect("an id").to_owned());
                }
            }
        }
        assert_eq!(canceled, ids.map(|id| id.to_string()));
        std::fs::remove_dir_all(directory).expect("a directory");
    }
}
