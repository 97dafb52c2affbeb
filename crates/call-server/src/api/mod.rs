//! Microsoft Graph's calling API.

mod asked;
mod auth;
mod body;
mod calls;
mod error;
mod media;
mod members;
mod observe;
mod path;
mod recordings;
mod unpack;
mod unserved;

use std::sync::Arc;

use axum::extract::Request;
use axum::middleware;
use axum::routing::{get, post};
use axum::{Extension, Router};
use uuid::Uuid;

use crate::call::{CallHandle, Switchboard};
use crate::services::Services;
use error::ApiError;
use observe::observe;

/// What the API is about.
#[derive(Debug)]
pub(crate) struct Api {
    pub(crate) switchboard: Arc<Switchboard>,
    pub(crate) services: Arc<Services>,
}

/// The version of the API that a request came by: the start of its path.
#[derive(Clone, Copy, Debug)]
struct Version(&'static str);

pub(crate) fn router(api: Arc<Api>) -> Router {
    let metrics = api.services.metrics.clone();
    let versions = VERSIONS.into_iter().fold(Router::new(), |router, version| {
        router.nest(version, calls_router().layer(Extension(Version(version))))
    });
    let router = versions
        .layer(middleware::from_fn_with_state(Arc::clone(&api), auth::check))
        .route("/recordings/{id}", get(recordings::read))
        .fallback(|| async { ApiError::NoSuchPath })
        .method_not_allowed_fallback(|| async { ApiError::Method })
        .with_state(api);
    Router::new().fallback(move |request: Request| observe(request, router, metrics))
}

fn calls_router() -> Router<Arc<Api>> {
    let call = Router::new()
        .route("/", get(calls::read).delete(calls::hang_up))
        .route("/answer", post(calls::answer))
        .route("/reject", post(calls::reject))
        .route("/keepAlive", post(calls::keep_alive))
        .route("/playPrompt", post(media::play_prompt))
        .route("/recordResponse", post(media::record_response))
        .route("/subscribeToTone", post(media::subscribe_to_tone))
        .route("/cancelMediaProcessing", post(media::cancel_media_processing))
        .route("/operations/{operation}", get(media::read));
    Router::new().nest("/communications/calls/{call}", call)
}

impl Api {
    /// The call with this id, in any spelling of a GUID.
    fn call(&self, id: &str) -> Result<(Uuid, CallHandle), ApiError> {
        let id = Uuid::try_parse(id).map_err(|_| ApiError::NoSuchCall)?;
        Ok((id, self.switchboard.find(id).ok_or(ApiError::NoSuchCall)?))
    }
}

const VERSIONS: [&str; 2] = ["/v1.0", "/beta"];
