//! What the host feeds a session, as data.

use media_queue::{Failure, Limit, OperationId, Play, Record, Step, Time, Tone};
use serde::{Deserialize, Serialize};

use crate::asked::{Asked, Http};

/// What is fed together: one write of a journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// When.
    pub at: Time,
    /// The request it comes from, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub http: Option<Http>,
    /// What is fed, in order.
    pub inputs: Vec<Input>,
}

/// What a session can be fed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Input {
    Play(Play<Asked>),
    Record(Record<Asked>),
    CancelAll,
    Cancel(OperationId),
    SubscribeTones(String),
    UnsubscribeTones,
    Started(Step),
    Ended(Step),
    Failed(Step, Failure),
    LimitReached(Step, Limit),
    Tone(Tone),
    SpeechStarted(Time),
    SpeechStopped(Time),
    MediaReceived,
    Suspend,
    Resume,
    Expire,
    HangUp,
}
