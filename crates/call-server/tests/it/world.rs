//! A server, a bot and a caller.

use std::path::PathBuf;
use std::time::Duration;

use axum::http::{HeaderMap, Method, StatusCode};
use call_server::Server;
use call_server::config::{Config, Span};
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::bot::Bot;

/// A server on ports of its own, with a bot to tell and a caller to play.
pub struct World {
    pub bot: Bot,
    pub client: reqwest::Client,
    pub api: String,
    pub control: String,
    /// Of every request.
    pub token: String,
    pub recordings: PathBuf,
    stop: Option<oneshot::Sender<()>>,
    running: JoinHandle<()>,
}

/// An answer of the server.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Answer {
    pub async fn of(answer: reqwest::Response) -> Self {
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = answer.bytes().await.unwrap();
        let body = serde_json::from_slice(&body).unwrap_or(Value::Null);
        Self { status, headers, body }
    }
}

impl World {
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(configure: impl FnOnce(&mut Config)) -> Self {
        let (server, bot, recordings) = Self::server(configure).await;
        Self::run(server, bot, recordings)
    }

    /// A server that is not running yet.
    pub async fn server(configure: impl FnOnce(&mut Config)) -> (Server, Bot, PathBuf) {
        let bot = Bot::start().await;
        let mut config = Config::default();
        config.api.listen.set_port(0);
        config.control.listen.set_port(0);
        config.callback.uri = Some(bot.uri("incoming").parse().unwrap());
        config.callback.retry_min_ms = millis(10);
        config.callback.retry_max_ms = millis(40);
        config.simulated.beep_ms = millis(10);
        let name = format!("call-server-test-{:016x}", fastrand::u64(..));
        config.recordings.directory = std::env::temp_dir().join(name);
        configure(&mut config);
        let recordings = config.recordings.directory.clone();
        (Server::bind(config).await.unwrap(), bot, recordings)
    }

    pub fn run(server: Server, bot: Bot, recordings: PathBuf) -> Self {
        let api = format!("http://{}", server.api_address().unwrap());
        let control = format!("http://{}", server.control_address().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        let running = tokio::spawn(server.run(async {
            let _ = stopped.await;
        }));
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let token = String::new();
        Self { bot, client, api, control, token, recordings, stop: Some(stop), running }
    }

    /// The server shuts down from now on.
    pub fn begin_to_stop(&mut self) {
        drop(self.stop.take());
    }

    /// Stops the server and waits until it has.
    pub async fn stop(&mut self) {
        self.begin_to_stop();
        (&mut self.running).await.unwrap();
    }

    pub async fn send(&self, method: Method, url: &str, body: &[u8]) -> Answer {
        let mut request = self
            .client
            .request(method, url)
            .header("content-type", "application/json")
            .body(body.to_vec());
        if !self.token.is_empty() {
            request = request.bearer_auth(&self.token);
        }
        Answer::of(request.send().await.unwrap()).await
    }

    /// Something the application asks of a call.
    pub async fn post(&self, call: &str, action: &str, body: Value) -> Answer {
        self.post_raw(call, action, body.to_string().as_bytes()).await
    }

    /// The same, with a body that need not be JSON.
    pub async fn post_raw(&self, call: &str, action: &str, body: &[u8]) -> Answer {
        let url = format!("{}/v1.0/communications/calls/{call}/{action}", self.api);
        self.send(Method::POST, &url, body).await
    }

    pub async fn get(&self, call: &str, rest: &str) -> Answer {
        let url = format!("{}/v1.0/communications/calls/{call}{rest}", self.api);
        self.send(Method::GET, &url, b"").await
    }

    pub async fn delete(&self, call: &str) -> Answer {
        let url = format!("{}/v1.0/communications/calls/{call}", self.api);
        self.send(Method::DELETE, &url, b"").await
    }

    /// An operation that is accepted. Gives its id.
    #[track_caller]
    pub fn operation(&self, call: &str, action: &str, body: Value) -> impl Future<Output = String> {
        let place = std::panic::Location::caller();
        async move {
            let answer = self.post(call, action, body).await;
            assert_eq!(answer.status, StatusCode::OK, "{place}: {answer:?}");
            let id = answer.body["id"].as_str().unwrap().to_owned();
            let location = answer.headers["location"].to_str().unwrap();
            let path = format!("/v1.0/communications/calls/{call}/operations/{id}");
            assert_eq!(location, format!("{}{path}", self.api), "{place}");
            id
        }
    }

    pub async fn play(&self, call: &str, millis: u64) -> String {
        self.operation(call, "playPrompt", json!({ "prompts": [self.prompt(millis)] })).await
    }

    /// A prompt of this length.
    pub fn prompt(&self, millis: u64) -> Value {
        prompt(&format!("{}/prompts/{millis}.wav", self.control))
    }

    /// Something the caller does.
    pub async fn caller(&self, call: &str, what: &str, body: Value) {
        let url = format!("{}/calls/{call}/{what}", self.control);
        let answer = self.send(Method::POST, &url, body.to_string().as_bytes()).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{what}");
    }

    pub async fn press(&self, call: &str, keys: &str) {
        self.caller(call, "keys", json!({ "keys": keys })).await;
    }

    /// A call that comes in.
    pub async fn ring(&mut self) -> String {
        let answer = self.send(Method::POST, &format!("{}/calls", self.control), b"").await;
        assert_eq!(answer.status, StatusCode::CREATED);
        let call = answer.body["id"].as_str().unwrap().to_owned();
        let data = self.bot.state("incoming").await;
        assert_eq!(data["id"], call);
        call
    }

    /// A call that is answered.
    pub async fn call(&mut self) -> String {
        let call = self.ring().await;
        let answer =
            self.post(&call, "answer", json!({ "callbackUri": self.bot.uri(&call) })).await;
        assert_eq!(answer.status, StatusCode::ACCEPTED);
        for state in ["establishing", "established", "established"] {
            self.bot.state(state).await;
        }
        call
    }

    pub async fn metrics(&self) -> String {
        let url = format!("{}/metrics", self.control);
        self.client.get(url).send().await.unwrap().text().await.unwrap()
    }

    /// The value of this line of the metrics.
    pub async fn metric(&self, name: &str) -> f64 {
        let metrics = self.metrics().await;
        let line = metrics.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        // A combination of labels is there from its first count.
        line.map_or(0.0, |value| value.parse().unwrap())
    }

    /// Waits until this line of the metrics has this value.
    pub async fn until(&self, name: &str, value: f64) {
        for _ in 0..500 {
            if (self.metric(name).await - value).abs() < f64::EPSILON {
                return;
            }
            self.pause(10).await;
        }
        panic!("{name} is not {value} in\n{}", self.metrics().await);
    }

    /// Waits until this line of the metrics has at least this value.
    pub async fn at_least(&self, name: &str, value: f64) {
        for _ in 0..500 {
            if self.metric(name).await >= value {
                return;
            }
            self.pause(10).await;
        }
        panic!("{name} is not {value} in\n{}", self.metrics().await);
    }

    /// How many recordings there are.
    pub fn recordings(&self) -> usize {
        let files = std::fs::read_dir(&self.recordings).unwrap();
        // The lock is hidden.
        files
            .filter(|it| !it.as_ref().unwrap().file_name().as_encoded_bytes().starts_with(b"."))
            .count()
    }

    pub async fn pause(&self, millis: u64) {
        tokio::time::sleep(Duration::from_millis(millis)).await;
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.recordings);
    }
}

pub fn prompt(uri: &str) -> Value {
    json!({
        "@odata.type": "#microsoft.graph.mediaPrompt",
        "mediaInfo": { "@odata.type": "#microsoft.graph.mediaInfo", "uri": uri },
    })
}

pub fn millis(millis: u32) -> Span {
    Span::new(millis)
}
