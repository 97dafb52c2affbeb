//! Accepting connections.

use std::convert::Infallible;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower_service::Service as _;
use tracing::{debug, warn};

use super::written::{Unwritten, Written};

/// Serves `router` until `stop`, then lets the requests in progress finish.
///
/// Every request carries an [`Unwritten`] among its extensions.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    max_connections: NonZeroUsize,
    head_timeout: Duration,
    stop: impl Future<Output = ()>,
) {
    let room = Arc::new(Semaphore::new(max_connections.get().min(Semaphore::MAX_PERMITS)));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head_timeout);
    let graceful = GracefulShutdown::new();
    let accept = async {
        loop {
            let Ok(permit) = Arc::clone(&room).acquire_owned().await else {
                return;
            };
            let stream = match listener.accept().await {
                Ok((stream, _)) => stream,
                Err(error) => {
                    // Out of file descriptors, mostly: an accept at once would fail again.
                    warn!(%error, "no connection accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                    continue;
                }
            };
            // Answers are small and complete; none waits for a second one to fill a packet.
            if let Err(error) = stream.set_nodelay(true) {
                debug!(%error, "no TCP_NODELAY");
            }
            let unwritten = Unwritten::default();
            let io = TokioIo::new(Written::new(stream, unwritten.clone()));
            let router = router.clone();
            let service = service_fn(move |request: hyper::Request<Incoming>| {
                let mut request: Request = request.map(Body::new);
                request.extensions_mut().insert(unwritten.clone());
                let mut router = router.clone();
                async move {
                    Ok::<_, Infallible>(
                        router.call(request).await.unwrap_or_else(|never| match never {}),
                    )
                }
            });
            let connection = graceful.watch(http.serve_connection(io, service));
            tokio::spawn(async move {
                if let Err(error) = connection.await {
                    debug!(%error, "connection lost");
                }
                drop(permit);
            });
        }
    };
    tokio::select! {
        () = accept => {}
        () = stop => {}
    }
    drop(listener);
    graceful.shutdown().await;
}

const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
