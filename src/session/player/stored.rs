//! The player in version 1 of the stored format.

use serde::{Deserialize, Serialize};

use super::{Length, Player, State};
use crate::queue::Step;
use crate::session::settings::{Confirmation, EngineSettings, PromptEnds};
use crate::time::{Millis, Time};

#[derive(Serialize, Deserialize)]
#[serde(remote = "Player", deny_unknown_fields)]
pub(in crate::session) struct PlayerV1 {
    #[serde(with = "SettingsV1")]
    settings: EngineSettings,
    last: Option<Step>,
    #[serde(with = "StateV1")]
    state: State,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "EngineSettings", rename_all = "camelCase", deny_unknown_fields)]
struct SettingsV1 {
    start: Millis,
    stop: Millis,
    #[serde(with = "ConfirmationV1")]
    confirmation: Confirmation,
    #[serde(with = "PromptEndsV1")]
    prompt_ends: PromptEnds,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Confirmation", rename_all = "camelCase")]
enum ConfirmationV1 {
    Expected,
    Assumed,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "PromptEnds", rename_all = "camelCase")]
enum PromptEndsV1 {
    Reported { grace: Millis, longest: Option<Millis> },
    AtLength { longest: Millis },
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "State", rename_all = "camelCase")]
enum StateV1 {
    Idle,
    Starting {
        step: Step,
        due: Time,
        stop: bool,
        #[serde(with = "LengthV1")]
        length: Length,
    },
    Active {
        step: Step,
        since: Time,
        #[serde(with = "LengthV1")]
        length: Length,
    },
    Stopping {
        step: Step,
        due: Time,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Length", rename_all = "camelCase")]
enum LengthV1 {
    Open,
    Unknown,
    Known(Millis),
}
