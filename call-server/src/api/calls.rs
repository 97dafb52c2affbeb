//! Answering, rejecting, reading and ending a call.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

use super::body::RawBody;
use super::error::ApiError;
use super::{Api, obeyed};
use crate::call::Call;
use crate::http::Unwritten;

pub(super) async fn answer(
    State(api): State<Arc<Api>>,
    Path(id): Path<String>,
    Extension(unwritten): Extension<Unwritten>,
    body: RawBody,
) -> Result<Response, ApiError> {
    let (_, call) = api.call(&id)?;
    let body: Map<String, Value> = body.json()?;
    let callback = match body.get("callbackUri") {
        None | Some(Value::Null) => None,
        Some(Value::String(uri)) => Some(
            api.callbacks
                .parse(uri)
                .map_err(|error| ApiError::Address { member: "callbackUri".to_owned(), error })?,
        ),
        Some(_) => {
            return Err(ApiError::Member { member: "callbackUri", expected: "a string" });
        }
    };
    let accepted = call.ask(|call| call.answer(callback)).await??;
    Ok(obeyed(StatusCode::ACCEPTED, accepted, unwritten))
}

pub(super) async fn reject(
    State(api): State<Arc<Api>>,
    Path(id): Path<String>,
    Extension(unwritten): Extension<Unwritten>,
    body: RawBody,
) -> Result<Response, ApiError> {
    let (_, call) = api.call(&id)?;
    let body: Map<String, Value> = body.json()?;
    match body.get("reason") {
        None | Some(Value::Null) => {}
        Some(Value::String(reason)) if REASONS.contains(&reason.as_str()) => {}
        Some(_) => {
            let expected = "\"none\", \"busy\" or \"forbidden\"";
            return Err(ApiError::Member { member: "reason", expected });
        }
    }
    let accepted = call.ask(Call::reject).await??;
    Ok(obeyed(StatusCode::ACCEPTED, accepted, unwritten))
}

pub(super) async fn read(
    State(api): State<Arc<Api>>,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let (_, call) = api.call(&id)?;
    let body = call.ask(|call| serde_json::to_vec(&call.resource())).await??;
    Ok(([(CONTENT_TYPE, "application/json")], body).into_response())
}

pub(super) async fn keep_alive(
    State(api): State<Arc<Api>>,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    let (_, call) = api.call(&id)?;
    call.ask(Call::keep_alive).await?;
    Ok(StatusCode::OK)
}

pub(super) async fn hang_up(
    State(api): State<Arc<Api>>,
    Path(id): Path<String>,
    Extension(unwritten): Extension<Unwritten>,
) -> Result<Response, ApiError> {
    let (_, call) = api.call(&id)?;
    let accepted = call.ask(Call::hang_up).await?;
    Ok(obeyed(StatusCode::NO_CONTENT, accepted, unwritten))
}

const REASONS: [&str; 3] = ["none", "busy", "forbidden"];
