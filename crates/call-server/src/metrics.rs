//! What is counted, for Prometheus.

use std::time::Duration;

use media_queue::session::Stuck;
use media_queue::{Completion, OperationKind, PlayOutcome, RecordLimit, RecordOutcome, Stale};
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::cause::Cause;

/// The server's counters. Clones count together.
#[derive(Clone, Debug)]
pub(crate) struct Metrics {
    pub(crate) calls: Gauge,
    requests: Family<RequestLabels, Counter>,
    request_time: Histogram,
    operations: Family<OperationLabels, Counter>,
    stale: Family<StaleLabels, Counter>,
    stuck: Family<StuckLabels, Counter>,
    queue_depth: Histogram,
    wait: Histogram,
    notifications: Family<NotificationLabels, Counter>,
    network_errors: Family<NetworkLabels, Counter>,
    lag: Histogram,
    pub(crate) retries: Counter,
    pub(crate) waiting: Gauge,
    pub(crate) tones_dropped: Counter,
    pub(crate) recordings: Gauge,
}

impl Metrics {
    pub(crate) fn new(registry: &mut Registry) -> Self {
        let metrics = Self {
            calls: Gauge::default(),
            requests: Family::default(),
            request_time: Histogram::new([0.001, 0.005, 0.02, 0.1, 0.5, 1.0, 5.0]),
            operations: Family::default(),
            stale: Family::default(),
            stuck: Family::default(),
            queue_depth: Histogram::new([1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0]),
            wait: Histogram::new([0.01, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0, 300.0]),
            notifications: Family::default(),
            network_errors: Family::default(),
            lag: Histogram::new([0.005, 0.02, 0.1, 0.5, 1.0, 5.0, 30.0, 120.0, 600.0]),
            retries: Counter::default(),
            waiting: Gauge::default(),
            tones_dropped: Counter::default(),
            recordings: Gauge::default(),
        };
        metrics.begin_at_zero();
        let it = &metrics;
        registry.register("calls", "Calls at this moment", it.calls.clone());
        registry.register(
            "requests",
            "Requests of the API answered, by route and status",
            it.requests.clone(),
        );
        registry.register_with_unit(
            "request_time",
            "From the head of a request to its answer",
            Unit::Seconds,
            it.request_time.clone(),
        );
        registry.register(
            "operations",
            "Operations ended, by kind and outcome",
            it.operations.clone(),
        );
        registry.register(
            "stale_reports",
            "Reports of the media engine that came too late, by reason",
            it.stale.clone(),
        );
        registry.register(
            "stuck_steps",
            "Steps that the media engine did not start, stop or end in time",
            it.stuck.clone(),
        );
        registry.register(
            "queue_depth",
            "Operations a call held when it accepted one, that one included",
            it.queue_depth.clone(),
        );
        registry.register_with_unit(
            "operation_wait",
            "From the acceptance of an operation to its start",
            Unit::Seconds,
            it.wait.clone(),
        );
        registry.register(
            "notifications",
            "Notifications, by what became of them",
            it.notifications.clone(),
        );
        registry.register(
            "network_errors",
            "Requests to callbacks and for prompts that got no answer, by cause",
            it.network_errors.clone(),
        );
        registry.register_with_unit(
            "notification_lag",
            "From the fact to the callback that took its notification",
            Unit::Seconds,
            it.lag.clone(),
        );
        registry.register("notification_retries", "Notifications sent again", it.retries.clone());
        registry.register(
            "notifications_waiting",
            "Notifications not yet taken",
            it.waiting.clone(),
        );
        registry.register(
            "tones_dropped",
            "Tones not notified because too many notifications waited",
            it.tones_dropped.clone(),
        );
        registry.register("recordings", "Recordings in progress and kept", it.recordings.clone());
        metrics
    }

    /// What is not there yet cannot be told from what is not counted.
    fn begin_at_zero(&self) {
        for reason in [StaleReason::NotCurrent, StaleReason::NotOfThisStep] {
            drop(self.stale.get_or_create(&StaleLabels { reason }));
        }
        for phase in [StuckPhase::Start, StuckPhase::Stop, StuckPhase::End] {
            drop(self.stuck.get_or_create(&StuckLabels { phase }));
        }
        for result in [Delivery::Taken, Delivery::Refused, Delivery::TooOld, Delivery::ShutDown] {
            drop(self.notifications.get_or_create(&NotificationLabels { result }));
        }
        for cause in Cause::ALL {
            for peer in [Peer::Callback, Peer::Prompt] {
                drop(self.network_errors.get_or_create(&NetworkLabels { peer, cause }));
            }
        }
    }

    pub(crate) fn request_answered(&self, route: &'static str, status: u16, took: Duration) {
        self.requests.get_or_create(&RequestLabels { route, status }).inc();
        self.request_time.observe(took.as_secs_f64());
    }

    pub(crate) fn operation_accepted(&self, depth: usize) {
        self.queue_depth.observe(u32::try_from(depth).map_or(f64::INFINITY, f64::from));
    }

    pub(crate) fn operation_started(&self, waited: Duration) {
        self.wait.observe(waited.as_secs_f64());
    }

    pub(crate) fn operation_ended(&self, kind: Kind, outcome: Outcome) {
        self.operations.get_or_create(&OperationLabels { kind, outcome }).inc();
    }

    pub(crate) fn stale_report(&self, stale: &Stale) {
        let reason = match stale {
            Stale::NotCurrent { .. } => StaleReason::NotCurrent,
            Stale::NotOfThisStep { .. } => StaleReason::NotOfThisStep,
        };
        self.stale.get_or_create(&StaleLabels { reason }).inc();
    }

    pub(crate) fn stuck_step(&self, stuck: &Stuck) {
        let phase = match stuck {
            Stuck::Start(_) => StuckPhase::Start,
            Stuck::Stop(_) => StuckPhase::Stop,
            Stuck::Prompt(_) => StuckPhase::End,
        };
        self.stuck.get_or_create(&StuckLabels { phase }).inc();
    }

    pub(crate) fn notification_taken(&self, lag: Duration) {
        self.lag.observe(lag.as_secs_f64());
        self.notifications.get_or_create(&NotificationLabels { result: Delivery::Taken }).inc();
    }

    pub(crate) fn notification_given_up(&self, why: GivenUp) {
        let result = match why {
            GivenUp::Refused => Delivery::Refused,
            GivenUp::TooOld => Delivery::TooOld,
            GivenUp::ShutDown => Delivery::ShutDown,
        };
        self.notifications.get_or_create(&NotificationLabels { result }).inc();
    }

    pub(crate) fn network_error(&self, peer: Peer, cause: Cause) {
        self.network_errors.get_or_create(&NetworkLabels { peer, cause }).inc();
    }
}

/// Why a notification was given up.
#[derive(Clone, Copy, Debug)]
pub(crate) enum GivenUp {
    /// The callback will never take it.
    Refused,
    /// The callback did not take it in time.
    TooOld,
    /// The server shuts down and cannot deliver it.
    ShutDown,
}

/// The server that a request went to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelValue)]
pub(crate) enum Peer {
    Callback,
    Prompt,
}

/// The kind of an operation, for people and metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelValue)]
pub(crate) enum Kind {
    Play,
    Record,
}

/// What became of an operation, for people and metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelValue)]
pub(crate) enum Outcome {
    Played,
    Interrupted,
    StopTone,
    MaxDuration,
    MaxSilence,
    InitialSilence,
    MediaTimeout,
    Failed,
    Canceled,
    CallEnded,
}

impl<C> From<&Completion<C>> for Kind {
    fn from(completion: &Completion<C>) -> Self {
        match completion.kind() {
            OperationKind::Play => Self::Play,
            OperationKind::Record => Self::Record,
        }
    }
}

impl<C> From<&Completion<C>> for Outcome {
    fn from(completion: &Completion<C>) -> Self {
        match &completion.outcome {
            media_queue::Outcome::Play(_, outcome) => match outcome {
                PlayOutcome::Played => Self::Played,
                PlayOutcome::Interrupted(_) => Self::Interrupted,
                PlayOutcome::Failed(_) => Self::Failed,
                PlayOutcome::Canceled => Self::Canceled,
                PlayOutcome::CallEnded => Self::CallEnded,
            },
            media_queue::Outcome::Record(_, outcome) => match outcome {
                RecordOutcome::StopTone(_) => Self::StopTone,
                RecordOutcome::LimitReached(RecordLimit::MaxDuration) => Self::MaxDuration,
                RecordOutcome::LimitReached(RecordLimit::MaxSilence) => Self::MaxSilence,
                RecordOutcome::LimitReached(RecordLimit::InitialSilence) => Self::InitialSilence,
                RecordOutcome::LimitReached(RecordLimit::MediaTimeout) => Self::MediaTimeout,
                RecordOutcome::Failed(_) => Self::Failed,
                RecordOutcome::Canceled => Self::Canceled,
                RecordOutcome::CallEnded => Self::CallEnded,
            },
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    route: &'static str,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OperationLabels {
    kind: Kind,
    outcome: Outcome,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct StaleLabels {
    reason: StaleReason,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelValue)]
enum StaleReason {
    NotCurrent,
    NotOfThisStep,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct StuckLabels {
    phase: StuckPhase,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelValue)]
enum StuckPhase {
    Start,
    Stop,
    /// Of a prompt or a beep.
    End,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct NotificationLabels {
    result: Delivery,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelValue)]
enum Delivery {
    Taken,
    Refused,
    TooOld,
    ShutDown,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct NetworkLabels {
    peer: Peer,
    cause: Cause,
}
