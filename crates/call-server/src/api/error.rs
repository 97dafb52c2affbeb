//! Errors, as Graph writes them.

use axum::http::header::{ACCEPT_ENCODING, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use media_queue::graph::BodyError;
use serde::Serialize;
use serde_json::json;
use thiserror::Error;

use super::unpack::ENCODINGS;
use crate::address::AddressError;
use crate::call::{Over, Refusal};

/// Why a request was refused.
#[derive(Debug, Error)]
pub(super) enum ApiError {
    #[error("the body is not JSON: {0}")]
    NotJson(String),
    #[error("{0}")]
    Body(#[from] BodyError),
    /// It is JSON, and this member has no value that can be read.
    #[error("{member}: {error}")]
    Unreadable { member: String, error: String },
    #[error("{member}: {error}")]
    Address { member: String, error: AddressError },
    #[error("{member} is {found}: expected {expected}")]
    Member { member: String, found: String, expected: &'static str },
    #[error("the content encoding is {encoding}: expected {ENCODINGS}")]
    Encoding { encoding: String },
    #[error("the body is not {encoding}: {error}")]
    Packed { encoding: &'static str, error: std::io::Error },
    #[error("the body was not sent in time, or not whole")]
    Unread,
    #[error("the body is longer than {max} bytes")]
    TooLong { max: usize },
    #[error("no bearer token, or not the right one")]
    Token,
    #[error("there is no such call, or it has ended")]
    NoSuchCall,
    #[error("there is no such operation, or it ended too long ago")]
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
    #[error("the answer cannot be written")]
    Answer(#[from] serde_json::Error),
}

impl From<Over> for ApiError {
    fn from(Over: Over) -> Self {
        Self::NoSuchCall
    }
}

impl ApiError {
    const fn status(&self) -> StatusCode {
        match self {
            Self::NotJson(_)
            | Self::Body(_)
            | Self::Unreadable { .. }
            | Self::Address { .. }
            | Self::Member { .. }
            | Self::Packed { .. }
            | Self::Refused(Refusal::NotEstablished | Refusal::Answered) => StatusCode::BAD_REQUEST,
            Self::Unread => StatusCode::REQUEST_TIMEOUT,
            Self::TooLong { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Encoding { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Token => StatusCode::UNAUTHORIZED,
            Self::NoSuchCall | Self::NoSuchOperation | Self::NoSuchRecording | Self::NoSuchPath => {
                StatusCode::NOT_FOUND
            }
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::RecordingsFull
            | Self::Refused(Refusal::QueueFull { .. } | Refusal::NotificationsWait) => {
                StatusCode::TOO_MANY_REQUESTS
            }
            Self::Recording(_) | Self::Answer(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    const fn code(&self) -> &'static str {
        match self.status() {
            StatusCode::BAD_REQUEST => "BadRequest",
            StatusCode::REQUEST_TIMEOUT => "RequestTimeout",
            StatusCode::PAYLOAD_TOO_LARGE => "RequestEntityTooLarge",
            StatusCode::UNSUPPORTED_MEDIA_TYPE => "UnsupportedMediaType",
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
            Self::Body(error) => error.is_json().then(|| error.member()),
            Self::Unreadable { member, .. }
            | Self::Address { member, .. }
            | Self::Member { member, .. } => Some(member),
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
            StatusCode::UNSUPPORTED_MEDIA_TYPE => {
                headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(ENCODINGS));
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
