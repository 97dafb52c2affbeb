//! What the simulated caller, and the simulated network, do.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use media_queue::graph::or_empty;
use media_queue::{Tone, UnknownTone};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use thiserror::Error;
use uuid::Uuid;

use crate::call::Busy;
use crate::media::MediaReport;
use crate::simulated::{Line, Simulated, silence};

type Engine = State<Arc<Simulated>>;

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct NewCall {
    from: String,
    to: String,
}

impl Default for NewCall {
    fn default() -> Self {
        Self { from: "+15550100".to_owned(), to: "+15550199".to_owned() }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    keys: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Speech {
    speaking: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Flow {
    flowing: bool,
}

/// Why the control endpoint did not do it.
#[derive(Debug, Error)]
pub(crate) enum ControlError {
    #[error("no such call")]
    NoSuchCall,
    #[error("{0}")]
    Body(#[from] serde_json::Error),
    #[error("{0}")]
    Tone(#[from] UnknownTone),
    #[error("expected 1 to {MAX_PROMPT_MILLIS} milliseconds, as in 1500.wav")]
    Length,
    #[error("{0}")]
    Busy(#[from] Busy),
    #[error("{0}")]
    Prompt(#[from] std::io::Error),
}

impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        let status = match self {
            Self::NoSuchCall => StatusCode::NOT_FOUND,
            Self::Body(_) | Self::Tone(_) | Self::Length => StatusCode::BAD_REQUEST,
            Self::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Prompt(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        (status, format!("{self}\n")).into_response()
    }
}

pub(crate) async fn call(State(engine): Engine, body: Bytes) -> Result<Response, ControlError> {
    let NewCall { from, to } = parse(&body)?;
    let id = engine.ring(&from, &to)?;
    let body = format!("{}\n", json!({ "id": id }));
    Ok((StatusCode::CREATED, [(CONTENT_TYPE, "application/json")], body).into_response())
}

pub(crate) async fn press(
    State(engine): Engine,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<StatusCode, ControlError> {
    let line = line(&engine, &id)?;
    let Keys { keys } = parse(&body)?;
    let tones = keys.chars().map(Tone::try_from).collect::<Result<Vec<_>, _>>()?;
    for tone in tones {
        line.report(MediaReport::Tone(tone)).await;
    }
    Ok(StatusCode::NO_CONTENT)
}

pub(crate) async fn speak(
    State(engine): Engine,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<StatusCode, ControlError> {
    let line = line(&engine, &id)?;
    let Speech { speaking } = parse(&body)?;
    let report = if speaking { MediaReport::SpeechStarted } else { MediaReport::SpeechStopped };
    line.report(report).await;
    Ok(StatusCode::NO_CONTENT)
}

pub(crate) async fn flow(
    State(engine): Engine,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<StatusCode, ControlError> {
    let line = line(&engine, &id)?;
    let Flow { flowing } = parse(&body)?;
    let report = if flowing { MediaReport::Resumed } else { MediaReport::Suspended };
    line.report(report).await;
    Ok(StatusCode::NO_CONTENT)
}

pub(crate) async fn fault(
    State(engine): Engine,
    Path(id): Path<String>,
) -> Result<StatusCode, ControlError> {
    line(&engine, &id)?.fail();
    Ok(StatusCode::NO_CONTENT)
}

pub(crate) async fn hang_up(
    State(engine): Engine,
    Path(id): Path<String>,
) -> Result<StatusCode, ControlError> {
    line(&engine, &id)?.report(MediaReport::HungUp).await;
    Ok(StatusCode::NO_CONTENT)
}

/// A prompt of any length: `1500.wav` is a second and a half of silence.
pub(crate) async fn prompt(Path(name): Path<String>) -> Result<Response, ControlError> {
    let millis = name.strip_suffix(".wav").and_then(|millis| millis.parse().ok());
    let millis = millis.filter(|millis| (1..=MAX_PROMPT_MILLIS).contains(millis));
    let wav = silence(Duration::from_millis(millis.ok_or(ControlError::Length)?))?;
    Ok(([(CONTENT_TYPE, "audio/wav")], wav).into_response())
}

fn line(engine: &Simulated, id: &str) -> Result<Line, ControlError> {
    let id = Uuid::try_parse(id).map_err(|_| ControlError::NoSuchCall)?;
    engine.line(id).ok_or(ControlError::NoSuchCall)
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, ControlError> {
    Ok(serde_json::from_slice(or_empty(body))?)
}

const MAX_PROMPT_MILLIS: u64 = 60_000;
