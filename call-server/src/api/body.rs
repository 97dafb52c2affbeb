//! Request bodies.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use media_queue::graph::{Body, or_empty};
use serde::Deserialize;
use tokio::time::timeout;

use super::Api;
use super::error::ApiError;

/// A body of bounded length, read in bounded time. Which content type it claims to
/// have does not matter.
#[derive(Debug)]
pub(super) struct RawBody(Bytes);

impl FromRequest<Arc<Api>> for RawBody {
    type Rejection = ApiError;

    async fn from_request(request: Request, api: &Arc<Api>) -> Result<Self, ApiError> {
        let config = &api.services.config.api;
        let max = config.max_body_bytes.get();
        let body = Limited::new(request.into_body(), max).collect();
        match timeout(config.request_timeout_ms.into(), body).await {
            Ok(Ok(body)) => Ok(Self(body.to_bytes())),
            Ok(Err(error)) if error.is::<LengthLimitError>() => Err(ApiError::TooLong { max }),
            Ok(Err(_)) | Err(_) => Err(ApiError::Unread),
        }
    }
}

impl RawBody {
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
