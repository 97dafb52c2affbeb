//! Sending notifications until they are taken or given up.

use std::fmt;
use std::time::Duration;

use axum::http::StatusCode;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout_at};
use tracing::{debug, error, warn};

use super::outbox::{Item, Notification, Waiting};
use super::verdict::Verdict;
use crate::address::Addresses;
use crate::cause::{Cause, innermost};
use crate::config::{Callback, Secret};
use crate::metrics::{GivenUp, Metrics, Peer};

/// How notifications are sent. Each call has a task of its own that runs
/// [`deliver`](Self::deliver). So a slow callback delays no other call, and at most one
/// notification of a call is under way.
#[derive(Debug)]
pub(crate) struct Delivery {
    client: reqwest::Client,
    token: Secret,
    retry_min: Duration,
    retry_max: Duration,
    max_age: Duration,
    metrics: Metrics,
    hurry: watch::Sender<bool>,
}

/// Why an attempt failed.
#[derive(Debug)]
enum Failed {
    Status(StatusCode),
    Network { cause: Cause, error: String },
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(f, "the callback answered {status}"),
            Self::Network { cause, error } => write!(f, "{cause}: {error}"),
        }
    }
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
            hurry: watch::Sender::new(false),
        })
    }

    /// The server shuts down: what waits for its next attempt gets it now, and what cannot
    /// be delivered is not waited for.
    pub(crate) fn hurry(&self) {
        self.hurry.send_replace(true);
    }

    /// Sends the notifications of a call, in order, until the call is over and each has been
    /// taken or given up.
    pub(crate) async fn deliver(&self, mut waiting: Waiting) {
        // A callback that asks for patience gets it for what comes behind, too.
        let mut not_before = Instant::now();
        while let Some(item) = waiting.next().await {
            match item {
                // A client that never reads its answer does not hold the call for ever.
                Item::Held(held) => {
                    if timeout_at(self.expiry(Instant::now()), held.released()).await.is_err() {
                        warn!("an answer was not written in time");
                    }
                }
                Item::Notification(notification) => {
                    not_before = self.send(&notification, not_before).await;
                }
            }
        }
    }

    /// Returns from when on the callback takes the next one.
    async fn send(&self, notification: &Notification, mut not_before: Instant) -> Instant {
        let expiry = self.expiry(notification.since);
        let mut pause = self.retry_min;
        loop {
            if not_before > expiry.max(Instant::now()) {
                let reason = "the callback asks to wait longer";
                self.give_up(notification, GivenUp::TooOld, reason);
                return not_before;
            }
            if !self.wait_until(not_before).await {
                self.give_up(notification, GivenUp::ShutDown, "the server shuts down");
                return not_before;
            }
            let (failed, after) = match self.post(notification).await {
                Ok((Verdict::Taken, _)) => {
                    let lag = notification.since.elapsed();
                    debug!(lag_ms = millis(lag), "notified");
                    self.metrics.notification_taken(lag);
                    return not_before;
                }
                Ok((Verdict::Refused, status)) => {
                    self.give_up(notification, GivenUp::Refused, Failed::Status(status));
                    return not_before;
                }
                Ok((Verdict::Again { after }, status)) => (Failed::Status(status), after),
                Err(failed) => (failed, None),
            };
            if let Failed::Network { cause, .. } = failed {
                self.metrics.network_error(Peer::Callback, cause);
                if cause == Cause::Forbidden {
                    self.give_up(notification, GivenUp::Refused, failed);
                    return not_before;
                }
                if *self.hurry.borrow() {
                    self.give_up(notification, GivenUp::ShutDown, failed);
                    return not_before;
                }
            }
            // Somewhere in the second half of the pause, so that calls that failed together
            // do not come back together.
            let wait = after.unwrap_or_else(|| pause.mul_f64(0.5 + fastrand::f64() / 2.0));
            let again = later(Instant::now(), wait);
            if after.is_some() {
                not_before = again;
            }
            if again >= expiry {
                self.give_up(notification, GivenUp::TooOld, failed);
                return not_before;
            }
            let to = notification.to.as_str();
            warn!(reason = %failed, to, wait_ms = millis(wait), "notification not taken");
            self.metrics.retries.inc();
            self.rest_until(again).await;
            pause = pause.saturating_mul(2).min(self.retry_max);
        }
    }

    /// Waits for a callback that asked for patience. Returns false if the server shuts down
    /// before.
    async fn wait_until(&self, not_before: Instant) -> bool {
        if not_before <= Instant::now() {
            return true;
        }
        tokio::select! {
            () = sleep_until(not_before) => true,
            () = self.hurried() => false,
        }
    }

    /// Waits for the next attempt. A shutdown ends the wait, and makes later ones short.
    async fn rest_until(&self, again: Instant) {
        if *self.hurry.borrow() {
            return sleep_until(later(Instant::now(), self.retry_min).min(again)).await;
        }
        tokio::select! {
            () = sleep_until(again) => {}
            () = self.hurried() => {}
        }
    }

    async fn hurried(&self) {
        let mut hurry = self.hurry.subscribe();
        let _ = hurry.wait_for(|hurry| *hurry).await;
    }

    fn give_up(&self, notification: &Notification, why: GivenUp, reason: impl fmt::Display) {
        let age_ms = millis(notification.since.elapsed());
        error!(%reason, ?why, age_ms, to = notification.to.as_str(), "notification given up");
        self.metrics.notification_given_up(why);
    }

    async fn post(&self, notification: &Notification) -> Result<(Verdict, StatusCode), Failed> {
        let mut request = self
            .client
            .post(notification.to.as_ref().clone())
            .header(CONTENT_TYPE, "application/json")
            .body(notification.body.clone());
        if !self.token.is_empty() {
            request = request.header(AUTHORIZATION, format!("Bearer {}", self.token.reveal()));
        }
        match request.send().await {
            Ok(answer) => Ok((Verdict::of(answer.status(), answer.headers()), answer.status())),
            Err(error) => {
                Err(Failed::Network { cause: Cause::of(&error), error: innermost(&error) })
            }
        }
    }

    fn expiry(&self, since: Instant) -> Instant {
        later(since, self.max_age)
    }
}

fn later(instant: Instant, wait: Duration) -> Instant {
    instant.checked_add(wait).unwrap_or_else(|| later(instant, A_YEAR))
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

const A_YEAR: Duration = Duration::from_hours(365 * 24);

/// A notification and its token go where they were said to go, and nowhere else.
const NO_REDIRECTS: u8 = 0;
