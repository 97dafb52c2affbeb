//! Request bodies as derived structs.
//!
//! serde's derive checks what it can: types, members given twice, the type of a prompt and
//! the names of the keys. `T` is `&str`, which cannot hold a text with escapes, or `String`.
//!
//! What the crate checks besides is in [`Body::check`], as people write it: a range, a
//! length and a count. The crate also accepts texts with escapes and numbers such as
//! `60.0`, and its errors name the member by its path. None of these do that.

use media_queue::{Tone, ToneSet};
use serde::{Deserialize, Deserializer};

/// A body that was read.
pub trait Body {
    /// Returns whether every count, length and number is in its range.
    fn check(&self) -> bool;
}

/// The body of a play.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Play<T> {
    /// The application's own text.
    pub client_context: Option<T>,
    /// What to play.
    pub prompts: Vec<Prompt<T>>,
    /// Whether to play it for ever.
    pub r#loop: Option<bool>,
}

/// The body of a record.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record<T> {
    /// The application's own text.
    pub client_context: Option<T>,
    /// What to play before the recording.
    pub prompts: Option<Vec<Prompt<T>>>,
    /// Whether to cancel first.
    pub barge_in_allowed: Option<bool>,
    /// Whether to beep.
    pub play_beep: Option<bool>,
    /// The keys that end the recording.
    #[serde(default, deserialize_with = "keys")]
    pub stop_tones: ToneSet,
    /// The longest recording.
    pub max_record_duration_in_seconds: Option<u32>,
    /// The longest silence after speech.
    pub max_silence_timeout_in_seconds: Option<u32>,
    /// The longest silence before speech.
    pub initial_silence_timeout_in_seconds: Option<u32>,
}

/// A body with a client context and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContextOnly<T> {
    /// The application's own text.
    pub client_context: Option<T>,
}

/// A prompt.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Prompt<T> {
    #[serde(rename = "@odata.type")]
    odata_type: Option<PromptType>,
    /// Its file.
    pub media_info: MediaInfo<T>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
enum PromptType {
    #[serde(rename = "#microsoft.graph.mediaPrompt", alias = "microsoft.graph.mediaPrompt")]
    MediaPrompt,
}

/// The file of a prompt.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MediaInfo<T> {
    /// Where it is.
    pub uri: T,
    /// The key under which it may be cached.
    pub resource_id: Option<T>,
}

impl<T: AsRef<str>> Body for Play<T> {
    fn check(&self) -> bool {
        fits(self.client_context.as_ref()) && (1..=20).contains(&self.prompts.len())
    }
}

impl<T: AsRef<str>> Body for Record<T> {
    fn check(&self) -> bool {
        let limits = [
            self.max_record_duration_in_seconds,
            self.max_silence_timeout_in_seconds,
            self.initial_silence_timeout_in_seconds,
        ];
        fits(self.client_context.as_ref())
            && self.prompts.as_ref().is_none_or(|prompts| prompts.len() <= 1)
            && limits.iter().flatten().all(|seconds| (1..=120).contains(seconds))
    }
}

impl<T: AsRef<str>> Body for ContextOnly<T> {
    fn check(&self) -> bool {
        fits(self.client_context.as_ref())
    }
}

fn fits(client_context: Option<&impl AsRef<str>>) -> bool {
    client_context.is_none_or(|text| {
        let text = text.as_ref();
        text.len() <= 256 || text.chars().count() <= 256
    })
}

#[derive(Deserialize)]
#[serde(remote = "Tone")]
enum Key {
    #[serde(rename = "0", alias = "tone0")]
    Tone0,
    #[serde(rename = "1", alias = "tone1")]
    Tone1,
    #[serde(rename = "2", alias = "tone2")]
    Tone2,
    #[serde(rename = "3", alias = "tone3")]
    Tone3,
    #[serde(rename = "4", alias = "tone4")]
    Tone4,
    #[serde(rename = "5", alias = "tone5")]
    Tone5,
    #[serde(rename = "6", alias = "tone6")]
    Tone6,
    #[serde(rename = "7", alias = "tone7")]
    Tone7,
    #[serde(rename = "8", alias = "tone8")]
    Tone8,
    #[serde(rename = "9", alias = "tone9")]
    Tone9,
    #[serde(rename = "*", alias = "star")]
    Star,
    #[serde(rename = "#", alias = "pound")]
    Pound,
    #[serde(rename = "A", alias = "a")]
    A,
    #[serde(rename = "B", alias = "b")]
    B,
    #[serde(rename = "C", alias = "c")]
    C,
    #[serde(rename = "D", alias = "d")]
    D,
    #[serde(rename = "!", alias = "flash")]
    Flash,
}

#[derive(Deserialize)]
struct StopTone(#[serde(with = "Key")] Tone);

fn keys<'de, D: Deserializer<'de>>(deserializer: D) -> Result<ToneSet, D::Error> {
    let tones = Option::<Vec<StopTone>>::deserialize(deserializer)?.unwrap_or_default();
    Ok(tones.into_iter().map(|StopTone(tone)| tone).collect())
}
