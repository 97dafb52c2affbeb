//! The bodies of the requests as they are on the wire.

use serde::Deserialize;

use super::list::{PlayPrompts, RecordPrompt, StopTones};
use super::value::{ClientContext, Loop, Seconds};
use crate::graph::request::{CancelMediaProcessing, PlayPrompt, RecordResponse, SubscribeToTone};
use crate::queue::RecordLimits;
use crate::time::Millis;
use crate::tone::ToneSet;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlayBody<'a> {
    #[serde(borrow)]
    client_context: Option<ClientContext<'a>>,
    #[serde(borrow)]
    prompts: PlayPrompts<'a>,
    r#loop: Option<Loop>,
}

impl<'a> From<PlayBody<'a>> for PlayPrompt<'a> {
    fn from(body: PlayBody<'a>) -> Self {
        Self {
            client_context: body.client_context.map(|ClientContext(text)| text),
            prompts: body.prompts.0,
            repeated: matches!(body.r#loop, Some(Loop(true))),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordBody<'a> {
    #[serde(borrow)]
    client_context: Option<ClientContext<'a>>,
    #[serde(borrow)]
    prompts: Option<RecordPrompt<'a>>,
    barge_in_allowed: Option<bool>,
    play_beep: Option<bool>,
    stop_tones: Option<StopTones>,
    max_record_duration_in_seconds: Option<Seconds>,
    max_silence_timeout_in_seconds: Option<Seconds>,
    initial_silence_timeout_in_seconds: Option<Seconds>,
}

impl<'a> From<RecordBody<'a>> for RecordResponse<'a> {
    fn from(body: RecordBody<'a>) -> Self {
        let limit = |given: Option<Seconds>| given.map_or(DEFAULT_LIMIT, |Seconds(time)| time);
        Self {
            client_context: body.client_context.map(|ClientContext(text)| text),
            prompt: body.prompts.and_then(|RecordPrompt(prompt)| prompt),
            barge_in: body.barge_in_allowed.unwrap_or(false),
            play_beep: body.play_beep.unwrap_or(true),
            stop_tones: body.stop_tones.map_or(ToneSet::EMPTY, |StopTones(tones)| tones),
            limits: RecordLimits::new(limit(body.max_record_duration_in_seconds))
                .with_max_silence(limit(body.max_silence_timeout_in_seconds))
                .with_initial_silence(limit(body.initial_silence_timeout_in_seconds)),
        }
    }
}

/// A body that has only a client context.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContextBody<'a> {
    #[serde(borrow)]
    client_context: Option<ClientContext<'a>>,
}

impl<'a> From<ContextBody<'a>> for SubscribeToTone<'a> {
    fn from(body: ContextBody<'a>) -> Self {
        Self { client_context: body.client_context.map(|ClientContext(text)| text) }
    }
}

impl<'a> From<ContextBody<'a>> for CancelMediaProcessing<'a> {
    fn from(body: ContextBody<'a>) -> Self {
        Self { client_context: body.client_context.map(|ClientContext(text)| text) }
    }
}

const DEFAULT_LIMIT: Millis = Millis::from_secs(5);
