//! A scenario, read.

mod cursor;
mod error;
mod pairs;
mod parse;
mod request;
mod value;

use core::num::NonZeroU16;

use media_queue::{
    Deadlines, Failure, Interrupts, Limit, Millis, RecordLimits, Time, Times, Tone, ToneSet,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use error::{BadLine, Problem};

/// A scenario: what to set up, and what happens when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// The name it is reported under, as a rule that of its file.
    pub name: String,
    /// What the host sets up.
    pub setup: Setup,
    /// What happens, in the order of time.
    pub lines: Vec<Line>,
}

/// What the host sets up before the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Setup {
    /// How many operations the queue holds.
    pub limit: NonZeroU16,
    /// The GUID of the call.
    pub call: Uuid,
    /// How long the engine may take to confirm.
    pub deadlines: Deadlines,
    /// The number in the etag of the first notification, each later one having the
    /// next; without it there are no etags.
    pub etag: Option<u64>,
}

/// One thing that happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its line in the text, from 1.
    pub number: usize,
    /// When it happens.
    pub at: Time,
    /// What happens.
    pub act: Act,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// The application asks for something.
    Request(Request),
    /// The application wants no tones any more.
    Unsubscribe,
    /// The host cancels the one operation of this name.
    Drop(String),
    /// The caller presses a key.
    Key(Tone),
    /// The caller speaks for so long.
    Speak(Millis),
    /// The caller begins to speak, at this time if it is not that of the line.
    Speech(Option<Time>),
    /// The caller falls silent, at this time if it is not that of the line.
    Silence(Option<Time>),
    /// Media arrived from the caller.
    Media,
    /// The call is put on hold.
    Hold,
    /// The call is taken off hold.
    Resume,
    /// The call ends.
    HangUp,
    /// The host looks at no timer for so long.
    Busy(Millis),
    /// The host crashes and comes back, and the engine survives that or does not.
    Restart(Survivor),
    /// The engine behaves otherwise from now on.
    Engine(EngineChange),
    /// The engine reports something by hand.
    Report(StepName, Fact),
    /// What must have followed since the last such line.
    Said(String),
}

/// Who survives a crash of the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Survivor {
    /// The engine.
    Engine,
    /// Nobody.
    Nobody,
}

/// Something the application asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What the scenario calls it.
    pub name: String,
    /// Its GUID.
    pub id: Uuid,
    /// What it asks for.
    pub ask: Ask,
}

/// What can be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// A play.
    Play {
        /// What is heard; one at least, at most 255.
        sounds: Vec<Sound>,
        /// How often the list is.
        times: Times,
        /// What interrupts it.
        interrupts: Interrupts,
    },
    /// A record.
    Record {
        /// What is heard first.
        prompt: Option<Sound>,
        /// What interrupts the prompt.
        interrupts: Interrupts,
        /// How long the beep is, if there is one.
        beep: Option<Millis>,
        /// The keys that end the recording.
        stop: ToneSet,
        /// When the recording ends by itself.
        limits: RecordLimits,
    },
    /// A play, by its Graph body.
    PlayBody(String),
    /// A record, by its Graph body.
    RecordBody(String),
    /// A tone subscription, with its Graph body.
    Subscribe(Option<String>),
    /// A cancel of everything, with its Graph body.
    Cancel(Option<String>),
}

/// A prompt, as the simulated engine knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sound {
    /// What it is called.
    pub name: String,
    /// What comes of playing it.
    pub plays: Plays,
}

/// What comes of playing a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Plays {
    /// It is heard for so long.
    For(Millis),
    /// It cannot be played.
    Fails(Failure),
}

/// How the engine behaves from now on; what is not said stays as it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EngineChange {
    /// How long it takes to begin.
    pub start: Option<Delay>,
    /// How long it takes to stop.
    pub stop: Option<Delay>,
    /// How long a prompt of a Graph body is.
    pub prompt: Option<Millis>,
    /// How long a beep of a Graph body is.
    pub beep: Option<Millis>,
}

/// What the engine does with a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delay {
    /// It carries it out, and confirms it, after so many milliseconds.
    After(u32),
    /// It never does.
    Lost,
}

/// A step, as a scenario names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepName {
    /// The operation.
    pub name: String,
    /// Which of its steps, from 1; its latest, if not said.
    pub ordinal: Option<usize>,
}

/// What the engine reports by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// It has begun.
    Started,
    /// It came to its end.
    Finished,
    /// It could not be carried out.
    Failed(Failure),
    /// It ran into a limit.
    LimitReached(Limit),
}
