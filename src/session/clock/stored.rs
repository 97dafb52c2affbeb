//! The clock of a recording in version 1 of the stored format.

use serde::{Deserialize, Serialize};

use super::{RecordClock, Speech};
use crate::queue::stored::LimitsV1;
use crate::queue::{RecordLimits, Step};
use crate::time::Time;

/// A type of its own, because serde mirrors no `Option`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(in crate::session) struct ClockV1(
    #[serde(with = "RecordClockV1")] pub(in crate::session) RecordClock,
);

#[derive(Serialize, Deserialize)]
#[serde(remote = "RecordClock", rename_all = "camelCase", deny_unknown_fields)]
struct RecordClockV1 {
    step: Step,
    #[serde(with = "LimitsV1")]
    limits: RecordLimits,
    start: Time,
    #[serde(with = "SpeechV1")]
    speech: Speech,
    edge: Time,
    media: Time,
    over: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Speech", rename_all = "camelCase")]
enum SpeechV1 {
    NotYet,
    Now,
    Past,
}

impl RecordClock {
    /// The start, and what was heard before it ([K3](RecordClock#rules)).
    pub(in crate::session) fn heard_before_start(&self) -> Option<(Time, Time)> {
        let heard = self.edge.min(self.media);
        (heard < self.start).then_some((heard, self.start))
    }
}
