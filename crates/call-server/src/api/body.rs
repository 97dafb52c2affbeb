//! Request bodies.

use axum::body::Bytes;
use axum::http::HeaderMap;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use media_queue::graph::{self, Request, or_empty};
use serde::Deserialize;
use serde::de::IgnoredAny;
use tokio::time::timeout;

use super::error::ApiError;
use super::members::{Members, Strict};
use super::unpack::unpack;
use crate::config;

/// A body of bounded length, read in bounded time and unpacked. Its content type does not
/// matter.
#[derive(Debug)]
pub(super) struct RawBody(Bytes);

impl RawBody {
    pub(super) async fn read(
        body: axum::body::Body,
        headers: &HeaderMap,
        config: &config::Api,
    ) -> Result<Self, ApiError> {
        let max = config.max_body_bytes.get();
        let body = Limited::new(body, max).collect();
        match timeout(config.request_timeout_ms.into(), body).await {
            Ok(Ok(body)) => Ok(Self(unpack(body.to_bytes(), headers, max)?)),
            Ok(Err(error)) if error.is::<LengthLimitError>() => Err(ApiError::TooLong { max }),
            Ok(Err(_)) | Err(_) => Err(ApiError::Unread),
        }
    }

    /// The members of the body, for what the library does not read.
    pub(super) fn members(&self) -> Result<Members, ApiError> {
        let body: Strict = self.json().map_err(|error| self.why(&error))?;
        Members::of_body(body)
    }

    /// The body as a request about media.
    pub(super) fn request<'a, T: Request<'a>>(&'a self) -> Result<T, ApiError> {
        Ok(graph::read(&self.0)?)
    }

    /// Members that the library does not read, of a body that it has read.
    pub(super) fn extras<'a, T: Deserialize<'a>>(&'a self) -> Result<T, ApiError> {
        // A body that is null counts as `{}`.
        let extras = self.json::<Option<T>>().map_err(|error| self.why(&error))?;
        match extras {
            Some(extras) => Ok(extras),
            None => serde_json::from_str("{}").map_err(|error| self.why(&error)),
        }
    }

    fn json<'a, T: Deserialize<'a>>(&'a self) -> serde_json::Result<T> {
        serde_json::from_slice(or_empty(&self.0))
    }

    /// Why the body was not read: it is not JSON, or it is and has a member without a value
    /// that can be read, such as half a surrogate pair or a number of a thousand digits.
    fn why(&self, error: &serde_json::Error) -> ApiError {
        if let Some(not_json) = self.not_json() {
            return not_json;
        }
        let mut json = serde_json::Deserializer::from_slice(or_empty(&self.0));
        // Only the place of the error is of interest, so what it is about may be anything.
        let strict = serde_path_to_error::deserialize::<_, Strict>(&mut json);
        let member = match strict {
            Err(located) if located.path().iter().next().is_some() => located.path().to_string(),
            _ => "body".to_owned(),
        };
        ApiError::Unreadable { member, error: error.to_string() }
    }

    fn not_json(&self) -> Option<ApiError> {
        if let Err(error) = std::str::from_utf8(&self.0) {
            return Some(ApiError::NotJson(error.to_string()));
        }
        self.json::<IgnoredAny>().err().map(|error| ApiError::NotJson(error.to_string()))
    }
}
