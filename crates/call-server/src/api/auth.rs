//! Bearer tokens.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Api;
use super::error::ApiError;
use crate::config::Secret;

/// Lets through who shows the API's token.
pub(super) async fn check(State(api): State<Arc<Api>>, request: Request, next: Next) -> Response {
    let token = &api.services.config.api.token;
    if token.is_empty() || shows(request.headers(), token) {
        next.run(request).await
    } else {
        ApiError::Token.into_response()
    }
}

/// Whether the request carries this token.
pub(super) fn shows(headers: &HeaderMap, token: &Secret) -> bool {
    let Some(authorization) = headers.get(AUTHORIZATION) else {
        return false;
    };
    match authorization.as_bytes().split_at_checked(SCHEME.len()) {
        Some((scheme, shown)) => scheme.eq_ignore_ascii_case(SCHEME) && token.is(shown),
        None => false,
    }
}

const SCHEME: &[u8] = b"Bearer ";
