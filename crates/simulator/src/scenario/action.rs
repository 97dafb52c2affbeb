//! What can happen in a scenario.

use media_queue::{
    Interrupts, MediaFailure, Millis, RecordLimit, RecordLimits, Time, Times, Tone, ToneSet,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// The application asks for something.
    Request(Request),
    /// The application ends its tone subscription.
    Unsubscribe,
    /// The host cancels the one operation of this name.
    Drop(String),
    /// The caller presses a key.
    Key(Tone),
    /// The caller speaks for so long.
    Speak(Millis),
    /// The caller begins to speak, at this time if it is another than that of the line.
    Speech(Option<Time>),
    /// The caller falls silent, at this time if it is another than that of the line.
    Silence(Option<Time>),
    /// Media arrived from the caller.
    Media,
    Hold,
    Resume,
    HangUp,
    /// The host looks at no timer for so long.
    Busy(Millis),
    /// The host crashes and comes back with its snapshot.
    Restart(Survivor),
    /// The host loses the connection to its engine.
    Disconnect,
    /// The host gets the connection back and asks the engine what it runs.
    Reconnect(Survivor),
    /// The engine behaves differently from now on.
    Engine(EngineChange),
    /// The engine reports something that it would not report by itself.
    Report(StepName, EngineReport),
    /// A line that must be among what followed.
    Expect(String),
}

/// Whether the engine is still running what it ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Survivor {
    Engine,
    Nobody,
}

/// Something that the application asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// Its name in the scenario.
    pub(crate) name: String,
    pub(crate) id: Uuid,
    pub(crate) ask: Ask,
}

/// What can be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ask {
    Play {
        /// 1 to 255.
        sounds: Vec<Sound>,
        times: Times,
        interrupts: Interrupts,
    },
    Record {
        prompt: Option<Sound>,
        interrupts: Interrupts,
        /// The length of the beep, if there is one.
        beep: Option<Millis>,
        stop: ToneSet,
        limits: RecordLimits,
    },
    /// A play, as a body of the API.
    PlayBody(String),
    /// A record, as a body of the API.
    RecordBody(String),
    /// A tone subscription, with a body of the API if one is given.
    Subscribe(Option<String>),
    /// A cancel of everything, with a body of the API if one is given.
    Cancel(Option<String>),
}

/// A prompt, as the simulated engine knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Sound {
    pub(crate) name: String,
    pub(crate) plays: Plays,
}

/// What happens when a prompt is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Plays {
    /// It can be heard for so long.
    For(Millis),
    /// It cannot be played.
    Fails(#[serde(with = "Cause")] MediaFailure),
}

/// How a failure is stored.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", remote = "MediaFailure")]
enum Cause {
    Unavailable,
    BadFormat,
    Engine,
}

/// How the engine behaves from now on. `None` leaves it as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct EngineChange {
    pub(crate) start: Option<Delay>,
    pub(crate) stop: Option<Delay>,
    /// The length of the prompts of API bodies.
    pub(crate) prompt: Option<Millis>,
    /// The length of the beeps of API bodies.
    pub(crate) beep: Option<Millis>,
    pub(crate) lengths: Option<Lengths>,
    pub(crate) ends: Option<Ends>,
}

/// What the engine does with a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delay {
    /// It carries it out, and confirms it, after so many milliseconds.
    After(u32),
    /// It never does.
    Lost,
}

/// Whether the engine says how long a prompt is when it is told to start it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lengths {
    Known,
    Unknown,
}

/// What becomes of the report that a prompt is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ends {
    Reported,
    Lost,
}

/// A step, as a scenario names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StepName {
    pub(crate) name: String,
    /// Which step of the operation, from 1. `None`: its latest.
    pub(crate) ordinal: Option<usize>,
}

/// What the engine reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EngineReport {
    Started,
    Finished,
    Failed(MediaFailure),
    LimitReached(RecordLimit),
}
