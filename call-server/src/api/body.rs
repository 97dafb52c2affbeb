//! Request bodies.

use axum::body::Bytes;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use media_queue::graph::{Body, or_empty};
use serde::Deserialize;
use tokio::time::timeout;

use super::error::ApiError;
use crate::config;

/// A body of bounded length, read in bounded time. Which content type it claims to
/// have does not matter.
#[derive(Debug)]
pub(super) struct RawBody(Bytes);

impl RawBody {
    pub(super) async fn read(
        body: axum::body::Body,
        config: &config::Api,
    ) -> Result<Self, ApiError> {
        let max = config.max_body_bytes.get();
        let body = Limited::new(body, max).collect();
        match timeout(config.request_timeout_ms.into(), body).await {
            Ok(Ok(body)) => Ok(Self(body.to_bytes())),
            Ok(Err(error)) if error.is::<LengthLimitError>() => Err(ApiError::TooLong { max }),
            Ok(Err(_)) | Err(_) => Err(ApiError::Unread),
        }
    }

    /// The body as JSON; an empty one is `{}`.
    pub(super) fn json<'a, T: Deserialize<'a>>(&'a self) -> Result<T, ApiError> {
        Ok(serde_json::from_slice(or_empty(&self.0))?)
    }

    /// The body as a request about media.
    pub(super) fn request<'a, T>(&'a self) -> Result<T, ApiError>
    where
        Body<T>: Deserialize<'a>,
    {
        Ok(self.json::<Body<T>>()?.check()?)
    }
}
