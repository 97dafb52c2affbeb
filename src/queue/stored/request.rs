//! Plays, records and how they end, in version 1 of the stored format.
//!
//! Each type mirrors a live one, and serde copies between the two. If a live type changes,
//! its mirror no longer compiles, so no stored byte can change unnoticed.

use core::num::{NonZeroU8, NonZeroU16};

use serde::{Deserialize, Serialize};

use crate::queue::{
    MediaFailure, Opening, Play, Record, RecordLimit, RecordLimits, RecordOutcome, Times,
};
use crate::time::Millis;
use crate::tone::stored::InterruptsV1;
use crate::tone::{Interrupts, Tone, ToneSet};

#[derive(Serialize, Deserialize)]
#[serde(remote = "Play", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct PlayV1 {
    prompts: NonZeroU8,
    #[serde(with = "TimesV1")]
    times: Times,
    #[serde(with = "InterruptsV1")]
    interrupts: Interrupts,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Times", rename_all = "camelCase")]
pub(crate) enum TimesV1 {
    Count(NonZeroU16),
    Forever,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Record", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct RecordV1 {
    #[serde(with = "OpeningV1")]
    opening: Opening,
    stop_tones: ToneSet,
    #[serde(with = "LimitsV1")]
    limits: RecordLimits,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Opening", rename_all = "camelCase")]
pub(crate) enum OpeningV1 {
    Silence,
    Beep,
    Prompt(#[serde(with = "InterruptsV1")] Interrupts),
    PromptThenBeep(#[serde(with = "InterruptsV1")] Interrupts),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "RecordLimits", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct LimitsV1 {
    max_duration: Millis,
    max_silence: Option<Millis>,
    initial_silence: Option<Millis>,
    media_timeout: Option<Millis>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "RecordOutcome", rename_all = "camelCase")]
pub(crate) enum RecordOutcomeV1 {
    StopTone(Tone),
    LimitReached(#[serde(with = "LimitV1")] RecordLimit),
    Failed(#[serde(with = "FailureV1")] MediaFailure),
    Canceled,
    CallEnded,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "RecordLimit", rename_all = "camelCase")]
pub(crate) enum LimitV1 {
    MaxDuration,
    MaxSilence,
    InitialSilence,
    MediaTimeout,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "MediaFailure", rename_all = "camelCase")]
pub(crate) enum FailureV1 {
    Unavailable,
    BadFormat,
    Engine,
}
