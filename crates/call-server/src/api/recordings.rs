//! Recordings, for whoever has their token.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::Api;
use super::auth::shows;
use super::error::ApiError;

pub(super) async fn read(
    State(api): State<Arc<Api>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let id = Uuid::try_parse(&id).map_err(|_| ApiError::NoSuchRecording)?;
    let kept = api.services.recordings.find(id).ok_or(ApiError::NoSuchRecording)?;
    if !shows(&headers, &kept.token) {
        return Err(ApiError::Token);
    }
    let wav = tokio::fs::read(kept.file.path()).await?;
    Ok(([(CONTENT_TYPE, "audio/wav")], wav).into_response())
}
