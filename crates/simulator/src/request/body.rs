//! What the API can express of a request in short form.

use media_queue::{Millis, RecordLimits, Times, ToneSet};
use serde::Serialize;
use serde_json::Value;

use crate::json;
use crate::scenario::Sound;

/// A body of the API.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Body<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    barge_in_allowed: Option<bool>,
    client_context: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    prompts: Vec<Value>,
    #[serde(rename = "loop", skip_serializing_if = "Option::is_none")]
    repeated: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_record_duration_in_seconds: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    initial_silence_timeout_in_seconds: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_silence_timeout_in_seconds: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    play_beep: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stop_tones: Vec<String>,
}

impl<'a> Body<'a> {
    pub(super) fn new(client_context: &'a str, sounds: &[Sound]) -> Self {
        Self {
            barge_in_allowed: None,
            client_context,
            prompts: sounds.iter().map(media_prompt).collect(),
            repeated: None,
            max_record_duration_in_seconds: None,
            initial_silence_timeout_in_seconds: None,
            max_silence_timeout_in_seconds: None,
            play_beep: None,
            stop_tones: Vec::new(),
        }
    }

    /// The text of the body of a play.
    pub(super) fn play(name: &'a str, sounds: &[Sound], times: Times) -> String {
        let repeated = (times == Times::Forever).then_some(true);
        json::text(&Self { repeated, ..Self::new(name, sounds) })
    }

    /// The text of the body of a record.
    pub(super) fn record(
        name: &'a str,
        sounds: &[Sound],
        beep: Option<Millis>,
        stop: ToneSet,
        limits: RecordLimits,
    ) -> String {
        let body = Self {
            barge_in_allowed: Some(false),
            max_record_duration_in_seconds: Some(whole_seconds(limits.max_duration)),
            initial_silence_timeout_in_seconds: limits.initial_silence.map(whole_seconds),
            max_silence_timeout_in_seconds: limits.max_silence.map(whole_seconds),
            play_beep: Some(beep.is_some()),
            stop_tones: stop.iter().map(|tone| tone.to_string()).collect(),
            ..Self::new(name, sounds)
        };
        json::text(&body)
    }
}

fn media_prompt(sound: &Sound) -> Value {
    let uri = format!("https://prompts.example/{}.wav", sound.name);
    serde_json::json!({
        "@odata.type": "#microsoft.graph.mediaPrompt",
        "mediaInfo": { "@odata.type": "#microsoft.graph.mediaInfo", "uri": uri },
    })
}

/// Seconds as the API has them, rounded up.
const fn whole_seconds(limit: Millis) -> u32 {
    limit.get().div_ceil(1_000)
}
