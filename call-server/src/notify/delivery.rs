//! Sending notifications until they are taken.

use std::time::Duration;

use axum::http::StatusCode;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use thiserror::Error;
use tokio::time::{Instant, sleep, timeout_at};
use tracing::{debug, error, warn};

use super::outbox::{Item, Notification, Waiting};
use crate::address::Addresses;
use crate::config::{Callback, Secret};
use crate::metrics::Metrics;

/// How notifications are sent. Every call has a task of its own that runs
/// [`deliver`](Self::deliver), so a slow callback holds up no other call, and at
/// most one notification of a call is on its way.
#[derive(Debug)]
pub(crate) struct Delivery {
    client: reqwest::Client,
    token: Secret,
    retry_min: Duration,
    retry_max: Duration,
    max_age: Duration,
    metrics: Metrics,
}

/// Why a callback did not take a notification.
#[derive(Debug, Error)]
enum Refused {
    #[error("the callback answered {0}")]
    Answer(StatusCode),
    #[error(transparent)]
    Unreachable(#[from] reqwest::Error),
}

impl Delivery {
    pub(crate) fn new(
        config: &Callback,
        addresses: &Addresses,
        metrics: Metrics,
    ) -> Result<Self, reqwest::Error> {
        Ok(Self {
            client: addresses.client(NO_REDIRECTS, config.timeout_ms.into())?,
            token: config.token.clone(),
            retry_min: config.retry_min_ms.into(),
            retry_max: config.retry_max_ms.into(),
            max_age: config.max_age_ms.into(),
            metrics,
        })
    }

    /// Sends what a call has to say, in order, until the call is over and all of it
    /// has been taken or given up.
    pub(crate) async fn deliver(&self, mut waiting: Waiting) {
        while let Some(item) = waiting.next().await {
            match item {
                // A client that never reads its answer does not hold the call for ever.
                Item::Held(held) => {
                    if timeout_at(self.expiry(Instant::now()), held.released()).await.is_err() {
                        warn!("an answer was not written in time");
                    }
                }
                Item::Notification(notification) => self.send(&notification).await,
            }
        }
    }

    async fn send(&self, notification: &Notification) {
        let expiry = self.expiry(notification.since);
        let mut pause = self.retry_min;
        loop {
            let refused = match self.post(notification).await {
                Ok(()) => {
                    let lag = notification.since.elapsed();
                    debug!(?lag, "notified");
                    return self.metrics.notification_taken(lag);
                }
                Err(refused) => refused,
            };
            // Somewhere in the second half of the pause, so that calls that failed
            // together do not come back together.
            let wait = pause.mul_f64(0.5 + fastrand::f64() / 2.0);
            let to = notification.to.as_str();
            if Instant::now().checked_add(wait).is_none_or(|again| again >= expiry) {
                error!(%refused, to, "notification given up");
                return self.metrics.notification_given_up();
            }
            warn!(%refused, to, ?wait, "notification not taken");
            self.metrics.retries.inc();
            sleep(wait).await;
            pause = pause.saturating_mul(2).min(self.retry_max);
        }
    }

    async fn post(&self, notification: &Notification) -> Result<(), Refused> {
        let mut request = self
            .client
            .post(notification.to.as_ref().clone())
            .header(CONTENT_TYPE, "application/json")
            .body(notification.body.clone());
        if !self.token.is_empty() {
            request = request.header(AUTHORIZATION, format!("Bearer {}", self.token.reveal()));
        }
        let status = request.send().await?.status();
        if status.is_success() { Ok(()) } else { Err(Refused::Answer(status)) }
    }

    fn expiry(&self, since: Instant) -> Instant {
        since.checked_add(self.max_age).unwrap_or(since)
    }
}

/// A notification goes where it was said to go, with its token, and nowhere else.
const NO_REDIRECTS: u8 = 0;
