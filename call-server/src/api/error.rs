//! Errors, as Graph says them.

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use media_queue::graph::BodyError;
use serde::Serialize;
use serde_json::json;
use thiserror::Error;

use crate::address::AddressError;
use crate::call::{Over, Refusal};

/// Why a request was not obeyed.
#[derive(Debug, Error)]
pub(super) enum ApiError {
    #[error("the body is not JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("{0}")]
    Body(#[from] BodyError),
    #[error("{member}: {error}")]
    Address { member: String, error: AddressError },
    #[error("{member}: expected {expected}")]
    Member { member: &'static str, expected: &'static str },
    #[error("the body was not sent in time, or not whole")]
    Unread,
    #[error("the body is longer than {max} bytes")]
    TooLong { max: usize },
    #[error("no bearer token, or not the right one")]
    Token,
    #[error("there is no such call, or it has ended")]
    NoSuchCall,
    #[error("there is no such operation, or it has ended")]
    NoSuchOperation,
    #[error("there is no such recording")]
    NoSuchRecording,
    #[error("there is nothing at this address")]
    NoSuchPath,
    #[error("this address does not take this method")]
    Method,
    #[error("{0}")]
    Refused(#[from] Refusal),
    #[error("there are as many recordings as there may be")]
    RecordingsFull,
    #[error("the recording cannot be read")]
    Recording(#[from] std::io::Error),
}

impl From<Over> for ApiError {
    fn from(Over: Over) -> Self {
        Self::NoSuchCall
    }
}

impl ApiError {
    const fn status(&self) -> StatusCode {
        match self {
            Self::Json(_)
            | Self::Body(_)
            | Self::Address { .. }
            | Self::Member { .. }
            | Self::Refused(Refusal::NotEstablished | Refusal::Answered) => StatusCode::BAD_REQUEST,
            Self::Unread => StatusCode::REQUEST_TIMEOUT,
            Self::TooLong { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Token => StatusCode::UNAUTHORIZED,
            Self::NoSuchCall | Self::NoSuchOperation | Self::NoSuchRecording | Self::NoSuchPath => {
                StatusCode::NOT_FOUND
            }
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::RecordingsFull
            | Self::Refused(Refusal::QueueFull { .. } | Refusal::NotificationsWait) => {
                StatusCode::TOO_MANY_REQUESTS
            }
            Self::Recording(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    const fn code(&self) -> &'static str {
        match self.status() {
            StatusCode::BAD_REQUEST => "BadRequest",
            StatusCode::REQUEST_TIMEOUT => "RequestTimeout",
            StatusCode::PAYLOAD_TOO_LARGE => "RequestEntityTooLarge",
            StatusCode::UNAUTHORIZED => "Unauthorized",
            StatusCode::NOT_FOUND => "NotFound",
            StatusCode::METHOD_NOT_ALLOWED => "MethodNotAllowed",
            StatusCode::TOO_MANY_REQUESTS => "TooManyRequests",
            _ => "InternalServerError",
        }
    }

    /// The member of the body that is at fault.
    fn target(&self) -> Option<&str> {
        match self {
            Self::Body(error) => Some(&error.member),
            Self::Address { member, .. } => Some(member),
            Self::Member { member, .. } => Some(member),
            _ => None,
        }
    }
}

#[derive(Serialize)]
struct GraphError<'a> {
    code: &'a str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<&'a str>,
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let error =
            GraphError { code: self.code(), message: self.to_string(), target: self.target() };
        let body = json!({ "error": error }).to_string();
        let mut response =
            (self.status(), [(CONTENT_TYPE, "application/json")], body).into_response();
        let headers = response.headers_mut();
        match self.status() {
            StatusCode::TOO_MANY_REQUESTS => {
                headers.insert(RETRY_AFTER, HeaderValue::from_static(RETRY_SECS));
            }
            StatusCode::UNAUTHORIZED => {
                headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            _ => {}
        }
        response
    }
}

/// When a queue has room again depends on prompts and people; in a second it may.
const RETRY_SECS: &str = "1";
