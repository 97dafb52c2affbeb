//! The lines of a journal, and their entries in version 1 of the stored format.
//!
//! Each private type mirrors a live one, and serde copies between the two. If a live type
//! changes, its mirror no longer compiles, so no stored byte can change unnoticed.

use serde::{Deserialize, Serialize};

use super::input::{Entry, Event, Fact, Input, Request, SessionInput};
use crate::queue::stored::{FailureV1, LimitV1, PlayV1, RecordV1};
use crate::queue::{MediaFailure, OperationId, Play, Record, RecordLimit, Step};
use crate::time::{Millis, Time};
use crate::tone::Tone;

/// One line of the journal of a [`MediaQueue`](crate::MediaQueue), by version of the
/// format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Line<C, S = C> {
    /// Version 1.
    V1(EntryV1<C, S>),
}

/// One line of the journal of a [`Session`](crate::session::Session), by version of the
/// format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum SessionLine<C, S = C> {
    /// Version 1.
    V1(SessionEntryV1<C, S>),
}

/// One entry of the journal of a queue, in version 1 of the stored format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(serialize = "C: Serialize, S: Serialize"))]
#[serde(bound(deserialize = "C: Deserialize<'de>, S: Deserialize<'de>"))]
pub struct EntryV1<C, S>(#[serde(with = "QueueEntryV1")] QueueEntry<C, S>);

/// One entry of the journal of a session, in version 1 of the stored format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(serialize = "C: Serialize, S: Serialize"))]
#[serde(bound(deserialize = "C: Deserialize<'de>, S: Deserialize<'de>"))]
pub struct SessionEntryV1<C, S>(#[serde(with = "EntryInSessionV1")] SessionEntry<C, S>);

impl<'i, C, S> Line<&'i C, &'i S> {
    /// Returns the line of `input`, which came at `at`. It borrows the context.
    pub fn input(at: Time, input: &'i Input<C, S>) -> Self {
        let input = match input {
            Input::Request(request) => Input::Request(request.as_ref()),
            Input::Fact(fact) => Input::Fact(*fact),
        };
        Self::V1(EntryV1(Entry::Input(at, input)))
    }
}

impl<C, S> Line<C, S> {
    /// Returns the line of a hang-up at `at`.
    #[must_use]
    pub const fn hang_up(at: Time) -> Self {
        Self::V1(EntryV1(Entry::HangUp(at)))
    }

    /// Returns the entry that the line stores.
    #[must_use]
    pub fn into_entry(self) -> Entry<Input<C, S>> {
        let Self::V1(EntryV1(entry)) = self;
        entry
    }
}

impl<'i, C, S> SessionLine<&'i C, &'i S> {
    /// Returns the line of `input`, which came at `at`. It borrows the context.
    pub fn input(at: Time, input: &'i SessionInput<C, S>) -> Self {
        let input = match input {
            SessionInput::Request(request) => SessionInput::Request(request.as_ref()),
            SessionInput::Event(event) => SessionInput::Event(*event),
        };
        Self::V1(SessionEntryV1(Entry::Input(at, input)))
    }
}

impl<C, S> SessionLine<C, S> {
    /// Returns the line of a hang-up at `at`.
    #[must_use]
    pub const fn hang_up(at: Time) -> Self {
        Self::V1(SessionEntryV1(Entry::HangUp(at)))
    }

    /// Returns the entry that the line stores.
    #[must_use]
    pub fn into_entry(self) -> Entry<SessionInput<C, S>> {
        let Self::V1(SessionEntryV1(entry)) = self;
        entry
    }
}

type QueueEntry<C, S> = Entry<Input<C, S>>;

type SessionEntry<C, S> = Entry<SessionInput<C, S>>;

#[derive(Serialize, Deserialize)]
#[serde(remote = "QueueEntry", rename_all = "camelCase")]
#[serde(bound(serialize = "C: Serialize, S: Serialize"))]
#[serde(bound(deserialize = "C: Deserialize<'de>, S: Deserialize<'de>"))]
enum QueueEntryV1<C, S> {
    Input(Time, #[serde(with = "InputV1")] Input<C, S>),
    HangUp(Time),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "SessionEntry", rename_all = "camelCase")]
#[serde(bound(serialize = "C: Serialize, S: Serialize"))]
#[serde(bound(deserialize = "C: Deserialize<'de>, S: Deserialize<'de>"))]
enum EntryInSessionV1<C, S> {
    Input(Time, #[serde(with = "SessionInputV1")] SessionInput<C, S>),
    HangUp(Time),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Input", rename_all = "camelCase")]
#[serde(bound(serialize = "C: Serialize, S: Serialize"))]
#[serde(bound(deserialize = "C: Deserialize<'de>, S: Deserialize<'de>"))]
enum InputV1<C, S> {
    Request(#[serde(with = "RequestV1")] Request<C, S>),
    Fact(#[serde(with = "FactV1")] Fact),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "SessionInput", rename_all = "camelCase")]
#[serde(bound(serialize = "C: Serialize, S: Serialize"))]
#[serde(bound(deserialize = "C: Deserialize<'de>, S: Deserialize<'de>"))]
enum SessionInputV1<C, S> {
    Request(#[serde(with = "RequestV1")] Request<C, S>),
    Event(#[serde(with = "EventV1")] Event),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Request", rename_all = "camelCase")]
enum RequestV1<C, S> {
    Play(#[serde(with = "PlayV1")] Play, C),
    Record(#[serde(with = "RecordV1")] Record, C),
    CancelAll,
    Cancel(OperationId),
    SubscribeTones(S),
    UnsubscribeTones,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Fact", rename_all = "camelCase")]
enum FactV1 {
    Started(Step),
    Finished(Step),
    Failed(Step, #[serde(with = "FailureV1")] MediaFailure),
    LimitReached(Step, #[serde(with = "LimitV1")] RecordLimit),
    Tone(Tone),
    SpeechStarted,
    Suspend,
    Resume,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Event", rename_all = "camelCase")]
enum EventV1 {
    Fact(#[serde(with = "FactV1")] Fact),
    PromptLength(Step, Millis),
    SpeechStopped,
    MediaReceived,
    Detach,
    Adopt(Option<Step>),
    Expire,
    NextCommand,
}
