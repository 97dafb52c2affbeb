//! Answering, rejecting, reading and ending a call.

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

use super::asked::Asked;
use super::error::ApiError;
use crate::call::Call;

pub(super) async fn answer(asked: Asked) -> Result<Response, ApiError> {
    let body: Map<String, Value> = asked.body.json()?;
    let callback = match body.get("callbackUri") {
        None | Some(Value::Null) => None,
        Some(Value::String(uri)) => Some(
            asked
                .api
                .callbacks
                .parse(uri)
                .map_err(|error| ApiError::Address { member: "callbackUri".to_owned(), error })?,
        ),
        Some(_) => {
            return Err(ApiError::Member { member: "callbackUri", expected: "a string" });
        }
    };
    let accepted = asked.call.ask(|call| call.answer(callback)).await??;
    Ok(asked.obeyed(StatusCode::ACCEPTED, accepted))
}

pub(super) async fn reject(asked: Asked) -> Result<Response, ApiError> {
    let body: Map<String, Value> = asked.body.json()?;
    match body.get("reason") {
        None | Some(Value::Null) => {}
        Some(Value::String(reason)) if REASONS.contains(&reason.as_str()) => {}
        Some(_) => {
            let expected = "\"none\", \"busy\" or \"forbidden\"";
            return Err(ApiError::Member { member: "reason", expected });
        }
    }
    let accepted = asked.call.ask(Call::reject).await??;
    Ok(asked.obeyed(StatusCode::ACCEPTED, accepted))
}

pub(super) async fn read(asked: Asked) -> Result<Response, ApiError> {
    let body = asked.call.ask(|call| serde_json::to_vec(&call.resource())).await??;
    Ok(([(CONTENT_TYPE, "application/json")], body).into_response())
}

pub(super) async fn keep_alive(asked: Asked) -> Result<StatusCode, ApiError> {
    asked.call.ask(Call::keep_alive).await?;
    Ok(StatusCode::OK)
}

pub(super) async fn hang_up(asked: Asked) -> Result<Response, ApiError> {
    let accepted = asked.call.ask(Call::hang_up).await?;
    Ok(asked.obeyed(StatusCode::NO_CONTENT, accepted))
}

const REASONS: [&str; 3] = ["none", "busy", "forbidden"];
