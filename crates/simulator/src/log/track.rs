//! What became of a request over time, for the timeline.

use media_queue::{Millis, OperationId, Step, Time};

use super::Outcome;
use crate::scenario::Plays;

/// What became of one request over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Track {
    /// Its name in the scenario.
    pub(crate) name: String,
    /// When the request came.
    pub(crate) since: Time,
    pub(crate) kind: TrackKind,
}

/// What a track shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TrackKind {
    /// A play or a record.
    Operation {
        id: OperationId,
        bars: Vec<Bar>,
        /// How it ended, and when. A recording ended where it is to be cut.
        end: Option<(Time, Outcome)>,
    },
    /// A tone subscription.
    Subscription {
        /// Each tone that was reported to it.
        tones: Vec<(Time, char)>,
        end: Option<Time>,
    },
    Cancel,
    /// A refused request, and why.
    Refused(String),
}

/// A step, as the engine carried it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bar {
    pub(crate) step: Step,
    /// The name of the prompt, `beep` or `recording`.
    pub(crate) label: String,
    pub(crate) media: Media,
    /// When the host sent the start.
    pub(crate) from: Time,
    /// When the step had begun.
    pub(crate) begun: Option<Time>,
    /// When it had ended.
    pub(crate) to: Option<Time>,
}

/// What a step is to the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Media {
    Prompt(Plays),
    /// A beep of this length.
    Beep(Millis),
    /// A recording, which goes on until it is stopped.
    Recording,
}

impl Media {
    /// How long it lasts by itself, if the engine knows that.
    pub(crate) const fn length(self) -> Option<Millis> {
        match self {
            Self::Prompt(Plays::For(length)) | Self::Beep(length) => Some(length),
            Self::Prompt(Plays::Fails(_)) | Self::Recording => None,
        }
    }
}

/// What the caller or the network does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    Key(char),
    Speech,
    Silence,
    Hold,
    Resume,
    Disconnect,
    Reconnect,
    HangUp,
}
