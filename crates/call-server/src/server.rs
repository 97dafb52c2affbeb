//! The server as a whole.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use prometheus_client::registry::Registry;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::timeout;
use tracing::{error, info};

use crate::address::Addresses;
use crate::api::{self, Api};
use crate::call::Switchboard;
use crate::config::Config;
use crate::control::{self, NOTEPAD};
use crate::http::serve;
use crate::services::{ServerAddresses, Services};
use crate::simulated::Simulated;
use crate::start_error::StartError;

/// A call server that listens, and serves once it is [`run`](Self::run).
#[derive(Debug)]
pub struct Server {
    services: Arc<Services>,
    switchboard: Arc<Switchboard>,
    api: Endpoint,
    control: Endpoint,
}

#[derive(Debug)]
struct Endpoint {
    listener: TcpListener,
    router: Router,
}

impl Server {
    /// Takes the addresses that it is to listen on. It serves nothing yet.
    ///
    /// # Errors
    ///
    /// [`StartError`], with what is missing.
    pub async fn bind(config: Config) -> Result<Self, StartError> {
        let Prepared { addresses, api, control } = Prepared::of(&config).await?;
        let beep = config.simulated.beep_ms.into();
        let mut registry = Registry::with_prefix("call_server");
        let services = Arc::new(Services::open(config, addresses, &mut registry).await?);
        let switchboard = Arc::new(Switchboard::new(Arc::clone(&services)));
        let simulated = Simulated::new(Arc::clone(&switchboard), beep);
        let router = api::router(Arc::new(Api {
            switchboard: Arc::clone(&switchboard),
            services: Arc::clone(&services),
        }));
        let control_router = control::router(registry, simulated, Arc::clone(&switchboard));
        Ok(Self {
            services,
            switchboard,
            api: Endpoint { listener: api, router },
            control: Endpoint { listener: control, router: control_router },
        })
    }

    /// Finds everything that would keep a server from starting, and leaves no trace.
    ///
    /// # Errors
    ///
    /// [`StartError`], as [`bind`](Self::bind) would return it.
    pub async fn check(config: &Config) -> Result<(), StartError> {
        let Prepared { addresses, .. } = Prepared::of(config).await?;
        Services::check(config, &addresses).await
    }

    /// Where the API listens.
    ///
    /// # Errors
    ///
    /// What the operating system says.
    pub fn api_address(&self) -> io::Result<SocketAddr> {
        self.api.listener.local_addr()
    }

    /// Where the control endpoint listens.
    ///
    /// # Errors
    ///
    /// What the operating system says.
    pub fn control_address(&self) -> io::Result<SocketAddr> {
        self.control.listener.local_addr()
    }

    /// Where a media engine brings its calls.
    #[must_use]
    pub const fn switchboard(&self) -> &Arc<Switchboard> {
        &self.switchboard
    }

    /// Serves until `stop`, then hangs up: no more calls, every call is told that it
    /// is over, and the last notifications have a configured time to be taken.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let Self { services, switchboard, api, control } = self;
        let config = &services.config;
        let (stopped, stopping) = watch::channel(false);
        let serve = |endpoint: Endpoint| {
            let mut stopping = stopping.clone();
            tokio::spawn(serve(
                endpoint.listener,
                endpoint.router,
                config.api.max_connections,
                config.api.request_timeout_ms.into(),
                async move {
                    // Without a server there is nothing to serve either.
                    let _ = stopping.wait_for(|stopped| *stopped).await;
                },
            ))
        };
        let serving = [serve(api), serve(control)];
        stop.await;
        info!("shutting down");
        let last = async {
            switchboard.shut_down().await;
            let _ = stopped.send(true);
            for serving in serving {
                if let Err(error) = serving.await {
                    error!(%error, "an endpoint broke");
                }
            }
        };
        let wait: Duration = config.calls.shutdown_ms.into();
        if timeout(wait, last).await.is_err() {
            let waiting = services.metrics.waiting.get();
            error!(waiting, ?wait, "not everything was notified before the shutdown");
        }
        services.recordings.close().await;
        info!("shut down");
    }
}

/// What a start takes before anything is opened.
struct Prepared {
    addresses: ServerAddresses,
    api: TcpListener,
    control: TcpListener,
}

impl Prepared {
    async fn of(config: &Config) -> Result<Self, StartError> {
        config.check()?;
        let callbacks = Addresses::new(&config.callback.allow, &config.callback.private);
        let (api, api_address) = listen(config.api.listen).await?;
        let (control, control_address) = listen(config.control.listen).await?;
        let callback = match &config.callback.uri {
            Some(uri) => uri.clone(),
            None => callbacks.parse(&format!("http://{control_address}{NOTEPAD}"))?,
        };
        callbacks.check(&callback)?;
        let public_url = match &config.api.public_url {
            Some(url) => url.as_str().trim_end_matches('/').to_owned(),
            None => format!("http://{api_address}"),
        };
        let addresses = ServerAddresses { callbacks, callback: Arc::new(callback), public_url };
        Ok(Self { addresses, api, control })
    }
}

async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let listen = async {
        let listener = TcpListener::bind(address).await?;
        let bound = listener.local_addr()?;
        Ok((listener, bound))
    };
    listen.await.map_err(|error| StartError::Listen { address, error })
}

#[cfg(test)]
#[expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test panics to fail")]
mod tests {
    use axum::body::{Body, Bytes};
    use axum::extract::Request;
    use axum::http::StatusCode;
    use axum::response::Response;
    use axum::routing::post;
    use http_body_util::BodyExt as _;
    use serde_json::Value;
    use tokio::sync::mpsc;
    use tower_service::Service as _;
    use uuid::Uuid;

    use super::*;
    use crate::http::Unwritten;

    #[tokio::test]
    async fn what_an_answer_causes_waits_until_it_is_written() {
        let (heard, mut told) = mpsc::unbounded_channel();
        let bot = Router::new().route(
            "/",
            post(|body: Bytes| async move {
                let body: Value = serde_json::from_slice(&body).expect("a notification");
                heard.send(body["value"][0]["resourceData"]["state"].clone()).expect("a listener");
            }),
        );
        let (listener, address) = listen(([127, 0, 0, 1], 0).into()).await.expect("a port");
        tokio::spawn(async move { axum::serve(listener, bot).await });
        let mut config = Config::default();
        config.api.listen.set_port(0);
        config.control.listen.set_port(0);
        config.callback.uri = Some(format!("http://{address}/").parse().expect("a URL"));
        let name = format!("call-server-unit-{}", Uuid::new_v4());
        let directory = std::env::temp_dir().join(name);
        config.recordings.directory.clone_from(&directory);
        let server = Server::bind(config).await.expect("a server");

        let unwritten = Unwritten::default();
        let rung = ask(&server.control.router, "/calls", &unwritten).await;
        let rung = rung.into_body().collect().await.expect("a body").to_bytes();
        let rung: Value = serde_json::from_slice(&rung).expect("a call");
        assert_eq!(told.recv().await.expect("a notification"), "incoming");

        let id = rung["id"].as_str().expect("an id");
        let path = format!("/v1.0/communications/calls/{id}/answer");
        let answer = ask(&server.api.router, &path, &unwritten).await;
        assert_eq!(answer.status(), StatusCode::ACCEPTED);
        let early = Duration::from_millis(200);
        assert!(timeout(early, told.recv()).await.is_err(), "the answer is not taken yet");
        drop(answer);
        assert!(timeout(early, told.recv()).await.is_err(), "the answer is not written yet");
        drop(unwritten);
        assert_eq!(told.recv().await.expect("a notification"), "establishing");
        std::fs::remove_dir_all(directory).expect("a directory");
    }

    async fn ask(router: &Router, path: &str, unwritten: &Unwritten) -> Response {
        let request = Request::post(path).extension(unwritten.clone()).body(Body::empty());
        let answered = router.clone().call(request.expect("a request")).await;
        answered.unwrap_or_else(|never| match never {})
    }
}
