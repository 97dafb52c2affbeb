//! All calls.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use thiserror::Error;
use tokio::sync::{Semaphore, mpsc, oneshot};
use tracing::{Instrument as _, Span, info_span};
use uuid::Uuid;

use super::actor::{Call, EndedBy, Task};
use crate::media::{Media, Reports};
use crate::notify::{Outbox, Party};
use crate::services::Services;

/// Where calls come in and are found again.
#[derive(Debug)]
pub struct Switchboard {
    services: Arc<Services>,
    calls: Mutex<Calls>,
    room: Arc<Semaphore>,
}

#[derive(Debug, Default)]
struct Calls {
    by_id: HashMap<Uuid, CallHandle>,
    shut_down: bool,
}

/// No more calls are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Busy {
    /// There are as many as there may be.
    #[error("there are as many calls as there may be: {max}")]
    Full {
        /// The limit.
        max: u16,
    },
    /// The server is shutting down.
    #[error("the server is shutting down")]
    ShutDown,
}

/// Reaches a call in its task.
#[derive(Clone, Debug)]
pub(crate) struct CallHandle(mpsc::Sender<Task>);

/// The call is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Over;

impl CallHandle {
    /// Does this with the call, among all else that reaches it.
    pub(crate) async fn ask<R: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Call) -> R + Send + 'static,
    ) -> Result<R, Over> {
        let (answer, answered) = oneshot::channel();
        let request = Span::current();
        let task: Task = Box::new(move |call| {
            // If nobody waits for the answer any more, its hold ends with it.
            let _ = answer.send(request.in_scope(|| question(call)));
        });
        self.0.send(task).await.map_err(|_| Over)?;
        answered.await.map_err(|_| Over)
    }
}

impl Switchboard {
    pub(crate) fn new(services: Arc<Services>) -> Self {
        let room = Arc::new(Semaphore::new(services.config.calls.max.get().into()));
        Self { services, calls: Mutex::default(), room }
    }

    /// A call comes in: it is announced to the application. A media engine calls
    /// this, and gives the call's media, made with the call's id and the [`Reports`]
    /// it is to tell.
    ///
    /// # Errors
    ///
    /// [`Busy`], if no more calls are taken.
    pub fn ring<M: Media + 'static>(
        self: &Arc<Self>,
        from: &str,
        to: &str,
        media: impl FnOnce(Uuid, Reports) -> M,
    ) -> Result<Uuid, Busy> {
        let room = Arc::clone(&self.room)
            .try_acquire_owned()
            .map_err(|_| Busy::Full { max: self.services.config.calls.max.get() })?;
        let id = Uuid::new_v4();
        let services = Arc::clone(&self.services);
        let (reports, reported) = Reports::channel(services.clock);
        let media = Box::new(media(id, reports));
        let max_waiting = services.config.callback.max_waiting;
        let (outbox, waiting) = Outbox::new(max_waiting, services.metrics.waiting.clone());
        let parties = (Party(from.to_owned()), Party(to.to_owned()));
        let call = Call::new(id, parties, outbox, media, Arc::clone(&services));
        let (tasks, mailbox) = mpsc::channel(MAILBOX);
        {
            let mut calls = self.calls();
            if calls.shut_down {
                return Err(Busy::ShutDown);
            }
            calls.by_id.insert(id, CallHandle(tasks));
        }
        services.metrics.calls.inc();

        let span = info_span!("call", %id);
        let switchboard = Arc::clone(self);
        let life = async move {
            call.run(mailbox, reported).await;
            switchboard.calls().by_id.remove(&id);
        };
        tokio::spawn(life.instrument(span.clone()));
        let delivery = async move {
            services.delivery.deliver(waiting).await;
            services.metrics.calls.dec();
            drop(room);
        };
        tokio::spawn(delivery.instrument(span));
        Ok(id)
    }

    pub(crate) fn find(&self, id: Uuid) -> Option<CallHandle> {
        self.calls().by_id.get(&id).cloned()
    }

    /// Takes no more calls, hangs up the others, and returns when the last notification of
    /// the last call has been taken or given up.
    pub(crate) async fn shut_down(&self) {
        let handles: Vec<_> = {
            let mut calls = self.calls();
            calls.shut_down = true;
            calls.by_id.values().cloned().collect()
        };
        self.services.delivery.hurry();
        for handle in handles {
            // A call that is over needs no hanging up.
            let _ = handle.ask(|call| call.hang_up(EndedBy::ShutDown)).await;
        }
        let _ = self.room.acquire_many(self.services.config.calls.max.get().into()).await;
    }

    /// Whether new calls are taken.
    pub(crate) fn is_open(&self) -> bool {
        !self.calls().shut_down
    }

    fn calls(&self) -> MutexGuard<'_, Calls> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How many requests of a call may wait for it; one more waits to be put there.
const MAILBOX: usize = 64;
