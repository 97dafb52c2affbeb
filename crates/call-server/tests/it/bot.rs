//! An application that receives notifications.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

/// The bot: what it is told, and how it behaves.
pub struct Bot {
    pub address: SocketAddr,
    heard: mpsc::UnboundedReceiver<Heard>,
    manners: Manners,
}

/// One entry of a notification, in the order received.
#[derive(Debug)]
pub struct Heard {
    /// The last segment of the address it came to.
    pub at: String,
    pub authorization: Option<String>,
    pub entry: Value,
}

/// How the bot answers.
#[derive(Clone, Default)]
struct Manners(Arc<Mutex<VecDeque<Manner>>>);

/// How the bot answers one request.
#[derive(Clone, Copy, Debug)]
pub enum Manner {
    Refuse(StatusCode),
    /// Refuses, and asks to wait for so many seconds.
    Patience(StatusCode, u64),
    /// Refuses if the body contains this.
    Dislike(StatusCode, &'static str),
    Dawdle(Duration),
}

impl Bot {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, heard) = mpsc::unbounded_channel();
        let manners = Manners::default();
        let router = Router::new().route("/{at}", post(hear)).with_state((sender, manners.clone()));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, heard, manners }
    }

    pub fn uri(&self, at: &str) -> String {
        format!("http://{}/{at}", self.address)
    }

    /// How the next requests are answered, whatever they are.
    pub fn then(&self, manner: Manner, times: usize) {
        self.manners.0.lock().unwrap().extend(std::iter::repeat_n(manner, times));
    }

    /// It behaves from now on.
    pub fn reform(&self) {
        self.manners.0.lock().unwrap().clear();
    }

    /// How often it will still misbehave.
    pub fn misbehaves(&self) -> usize {
        self.manners.0.lock().unwrap().len()
    }

    #[track_caller]
    pub fn next(&mut self) -> impl Future<Output = Heard> {
        let place = std::panic::Location::caller();
        async move {
            match timeout(Duration::from_secs(10), self.heard.recv()).await {
                Ok(Some(heard)) => heard,
                _ => panic!("no notification at {place}"),
            }
        }
    }

    /// The resource data of the next notification.
    pub async fn data(&mut self) -> Value {
        self.next().await.entry["resourceData"].take()
    }

    /// The next notification says that a call is in this state.
    pub async fn state(&mut self, state: &str) -> Value {
        let data = self.data().await;
        assert_eq!(data["state"], state, "{data}");
        assert!(data.get("toneInfo").is_none(), "{data}");
        data
    }

    /// The next notification says that this operation ended so.
    pub async fn ended(&mut self, operation: &str, subcode: u64) -> Value {
        let data = self.data().await;
        assert_eq!(data["id"], operation, "{data}");
        assert_eq!(data["resultInfo"]["subcode"], subcode, "{data}");
        data
    }

    /// The next notification is this tone.
    pub async fn tone(&mut self, number: u64, tone: &str) {
        let data = self.data().await;
        assert_eq!(data["toneInfo"]["tone"], tone, "{data}");
        assert_eq!(data["toneInfo"]["sequenceId"], number, "{data}");
    }
}

async fn hear(
    State((heard, manners)): State<(mpsc::UnboundedSender<Heard>, Manners)>,
    Path(at): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let manner = manners.next(&body);
    match manner {
        Some(Manner::Refuse(status) | Manner::Dislike(status, _)) => {
            // Where a redirect would lead to.
            return (status, [("location", "/elsewhere")]).into_response();
        }
        Some(Manner::Patience(status, secs)) => {
            return (status, [("retry-after", secs.to_string())]).into_response();
        }
        Some(Manner::Dawdle(length)) => sleep(length).await,
        None => {}
    }
    let mut body: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(body["@odata.type"], "#microsoft.graph.commsNotifications");
    let authorization = headers.get("authorization").map(|it| it.to_str().unwrap().to_owned());
    for entry in body["value"].as_array_mut().unwrap() {
        let heard_now =
            Heard { at: at.clone(), authorization: authorization.clone(), entry: entry.take() };
        // Whoever listened no longer does.
        let _ = heard.send(heard_now);
    }
    StatusCode::OK.into_response()
}

impl Manners {
    /// A dislike stays, and everything else is used up.
    fn next(&self, body: &[u8]) -> Option<Manner> {
        let mut manners = self.0.lock().unwrap();
        if let Some(Manner::Dislike(_, part)) = manners.front() {
            let body = String::from_utf8_lossy(body);
            return manners.front().copied().filter(|_| body.contains(part));
        }
        manners.pop_front()
    }
}
