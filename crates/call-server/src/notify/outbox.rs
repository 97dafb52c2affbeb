//! The notifications of one call that wait to be sent.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Bytes;
use prometheus_client::metrics::gauge::Gauge;
use serde::Serialize;
use tokio::sync::mpsc;
use tokio::time::Instant;
use tracing::error;
use url::Url;

use crate::http::{Held, Hold};

/// Where a call puts its notifications. They are sent in this order; dropped, it
/// ends the delivery once all have been sent.
#[derive(Debug)]
pub(crate) struct Outbox {
    items: mpsc::UnboundedSender<Item>,
    waiting: Arc<AtomicUsize>,
    gauge: Gauge,
    max: NonZeroUsize,
}

/// The other end, for the delivery.
#[derive(Debug)]
pub(crate) struct Waiting(mpsc::UnboundedReceiver<Item>);

#[derive(Debug)]
pub(crate) enum Item {
    /// What follows waits until this answer has been written.
    Held(Held),
    Notification(Notification),
}

#[derive(Debug)]
pub(crate) struct Notification {
    pub(crate) to: Arc<Url>,
    pub(crate) body: Bytes,
    pub(crate) since: Instant,
    _counted: Counted,
}

/// Counts as waiting for as long as it lives.
#[derive(Debug)]
struct Counted {
    waiting: Arc<AtomicUsize>,
    gauge: Gauge,
}

impl Outbox {
    pub(crate) fn new(max: NonZeroUsize, gauge: Gauge) -> (Self, Waiting) {
        let (items, rest) = mpsc::unbounded_channel();
        (Self { items, waiting: Arc::default(), gauge, max }, Waiting(rest))
    }

    /// Whether there is room for a notification that can be refused. Those that
    /// cannot be, the ends of accepted operations and the states of the call, are
    /// bounded by the queue and always taken.
    pub(crate) fn has_room(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) < self.max.get()
    }

    /// Makes all that follows wait until the answer that takes the hold has been
    /// written.
    pub(crate) fn hold(&self) -> Hold {
        let (hold, released) = Hold::new();
        self.put(Item::Held(released));
        hold
    }

    pub(crate) fn send(&self, to: &Arc<Url>, body: &impl Serialize) {
        match serde_json::to_vec(body) {
            Ok(body) => self.put(Item::Notification(Notification {
                to: Arc::clone(to),
                body: body.into(),
                since: Instant::now(),
                _counted: Counted::new(Arc::clone(&self.waiting), self.gauge.clone()),
            })),
            Err(error) => error!(%error, "a notification that cannot be written"),
        }
    }

    fn put(&self, item: Item) {
        if self.items.send(item).is_err() {
            error!("the delivery of this call is gone");
        }
    }
}

impl Waiting {
    pub(crate) async fn next(&mut self) -> Option<Item> {
        self.0.recv().await
    }
}

impl Counted {
    fn new(waiting: Arc<AtomicUsize>, gauge: Gauge) -> Self {
        waiting.fetch_add(1, Ordering::Relaxed);
        gauge.inc();
        Self { waiting, gauge }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        self.gauge.dec();
    }
}
