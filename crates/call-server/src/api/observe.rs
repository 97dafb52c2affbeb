//! Each request has an id, a line in the log, and its place in the metrics.

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use tokio::time::Instant;
use tower_service::Service as _;
use tracing::field::Empty;
use tracing::{Instrument as _, info, info_span};
use uuid::Uuid;

use super::path;
use crate::metrics::Metrics;

/// Serves a request by `router`, once its path is in the form that the router knows.
///
/// The answer has a `request-id`, and the `client-request-id` that came with the request.
/// Everything that is logged on the way has them, too.
pub(super) async fn observe(request: Request, mut router: Router, metrics: Metrics) -> Response {
    let request = path::canonical(request);
    let id = Uuid::new_v4();
    let client_id = request.headers().get(CLIENT_REQUEST_ID).filter(|it| it.len() <= MAX_ID);
    let client_id = client_id.cloned();
    let span = info_span!("request", %id, client_id = Empty, call = Empty);
    if let Some(client_id) = client_id.as_ref().and_then(|it| it.to_str().ok()) {
        span.record("client_id", client_id);
    }
    let route = path::route(request.uri().path());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let serve = async move {
        let begin = Instant::now();
        let response = router.call(request).await.unwrap_or_else(|never| match never {});
        let (status, took) = (response.status(), begin.elapsed());
        let took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        info!(%method, path, status = status.as_u16(), took_ms, "request");
        metrics.request_answered(route, status.as_u16(), took);
        response
    };
    let mut response = serve.instrument(span).await;
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::try_from(id.to_string()) {
        headers.insert(REQUEST_ID, id);
    }
    if let Some(client_id) = client_id {
        headers.insert(CLIENT_REQUEST_ID, client_id);
    }
    response
}

const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");

const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// A longer id is none: it would be repeated in every line.
const MAX_ID: usize = 128;
