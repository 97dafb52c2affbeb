//! A request that asks something of a call.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::response::{IntoResponse, Response};
use media_queue::graph::Answer;
use serde::Serialize;
use tracing::Span;
use tracing::field::display;
use uuid::Uuid;

use super::body::RawBody;
use super::error::ApiError;
use super::{Api, Version};
use crate::call::{Accepted, CallHandle};
use crate::http::{Unwritten, after};

/// The call that is asked, the body, and what it takes to answer.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) api: Arc<Api>,
    pub(super) call: CallHandle,
    pub(super) body: RawBody,
    id: Uuid,
    version: Version,
    unwritten: Unwritten,
}

impl FromRequest<Arc<Api>> for Asked {
    type Rejection = ApiError;

    async fn from_request(request: Request, api: &Arc<Api>) -> Result<Self, ApiError> {
        let (mut parts, body) = request.into_parts();
        let path = Path::<String>::from_request_parts(&mut parts, api).await;
        let Path(id) = path.map_err(|_| ApiError::NoSuchPath)?;
        let served = <(Extension<_>, Extension<_>)>::from_request_parts(&mut parts, api).await;
        let (Extension(version), Extension(unwritten)) =
            served.map_err(|_| ApiError::NoSuchPath)?;
        let (id, call) = api.call(&id)?;
        Span::current().record("call", display(id));
        let body = RawBody::read(body, &parts.headers, &api.services.config.api).await?;
        Ok(Self { api: Arc::clone(api), call, body, id, version, unwritten })
    }
}

impl Asked {
    /// The answer to a request that was obeyed: what follows from it waits until this
    /// has been written.
    pub(super) fn obeyed(&self, answer: impl IntoResponse, Accepted(hold): Accepted) -> Response {
        after(answer.into_response(), hold, self.unwritten.clone())
    }

    /// The same, with the operation.
    pub(super) fn operation(&self, answer: &Answer<'_>, accepted: Accepted) -> Response {
        let Version(version) = self.version;
        let base = format!("{}{version}", self.api.services.addresses.public_url);
        let location = answer.location(&base, self.id).to_string();
        self.obeyed(([(LOCATION, location)], json(answer)), accepted)
    }
}

/// An operation as JSON.
pub(super) fn json(answer: &impl Serialize) -> Response {
    match serde_json::to_vec(answer) {
        Ok(body) => (StatusCode::OK, [(CONTENT_TYPE, "application/json")], body).into_response(),
        Err(error) => ApiError::Answer(error).into_response(),
    }
}
