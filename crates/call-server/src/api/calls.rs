//! Answering, rejecting, reading and ending a call.

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use super::asked::Asked;
use super::error::ApiError;
use super::unserved::check_answer;
use crate::call::{Call, EndedBy};

pub(super) async fn answer(asked: Asked) -> Result<Response, ApiError> {
    let body = asked.body.members()?;
    check_answer(&body)?;
    let callback = match body.text("callbackUri")? {
        None => None,
        Some(uri) => {
            let callback = asked.api.services.addresses.callbacks.parse(uri);
            let member = || body.path_of("callbackUri");
            Some(callback.map_err(|error| ApiError::Address { member: member(), error })?)
        }
    };
    let accepted = asked.call.ask(|call| call.answer(callback)).await??;
    Ok(asked.obeyed(StatusCode::ACCEPTED, accepted))
}

pub(super) async fn reject(asked: Asked) -> Result<Response, ApiError> {
    let body = asked.body.members()?;
    match body.text("reason")? {
        None | Some("none" | "busy" | "forbidden") => {}
        Some(other) => {
            let (member, found) = (body.path_of("reason"), format!("{other:?}"));
            let expected = "\"none\", \"busy\" or \"forbidden\"";
            return Err(ApiError::Member { member, found, expected });
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
    let accepted = asked.call.ask(|call| call.hang_up(EndedBy::Application)).await?;
    Ok(asked.obeyed(StatusCode::NO_CONTENT, accepted))
}
