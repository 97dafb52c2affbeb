//! The control endpoint: metrics, health, the simulated caller, and a notepad that
//! takes notifications where there is no application yet.

mod caller;
mod notepad;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use prometheus_client::encoding::text::encode;
use prometheus_client::registry::Registry;

use crate::call::Switchboard;
use crate::simulated::Simulated;
use notepad::Notepad;

pub(crate) fn router(
    registry: Registry,
    simulated: Simulated,
    switchboard: Arc<Switchboard>,
) -> Router {
    let registry = Arc::new(registry);
    let notepad = Arc::new(Notepad::default());
    Router::new()
        .route("/calls", post(caller::call))
        .route("/calls/{id}/keys", post(caller::press))
        .route("/calls/{id}/speech", post(caller::speak))
        .route("/calls/{id}/media", post(caller::flow))
        .route("/calls/{id}/fault", post(caller::fault))
        .route("/calls/{id}/hang-up", post(caller::hang_up))
        .with_state(Arc::new(simulated))
        .route("/prompts/{length}", get(caller::prompt))
        .route(NOTEPAD, post(notepad::write).get(notepad::read).with_state(notepad))
        .route("/metrics", get(move || async move { metrics(&registry) }))
        .route("/health", get(|| async { "ok\n" }))
        .route("/ready", get(move || async move { ready(&switchboard) }))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
}

/// Whether new calls are taken. While the server shuts down it is alive and not ready.
fn ready(switchboard: &Switchboard) -> (StatusCode, &'static str) {
    if switchboard.is_open() {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "shutting down\n")
    }
}

fn metrics(registry: &Registry) -> Response {
    let mut text = String::new();
    match encode(&mut text, registry) {
        Ok(()) => ([(CONTENT_TYPE, METRICS)], text).into_response(),
        Err(error) => {
            tracing::error!(%error, "metrics not written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// The path of the notepad.
pub(crate) const NOTEPAD: &str = "/bot";

const METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

const MAX_BODY_BYTES: usize = 262_144;
