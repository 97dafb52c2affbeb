//! Many calls at once: each goes through the same life, and every notification of it
//! is looked for, in order.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use call_server::Server;
use call_server::config::Config;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::{Barrier, mpsc, oneshot};
use tokio::task::JoinSet;
use tokio::time::timeout;

/// What a run came to.
#[derive(Debug, Default)]
pub struct Figures {
    pub calls: usize,
    pub took: Duration,
    /// How long each request of the API took.
    pub requests: Vec<Duration>,
    /// Notifications that came, in the order expected.
    pub notifications: usize,
    /// Calls that missed a notification, or heard one out of order.
    pub lost: Vec<String>,
    pub metrics: String,
}

/// Runs so many calls, all of them established before any of them ends.
pub async fn crowd(calls: usize) -> Figures {
    let inbox = Inbox::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let bot = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().route("/{call}", post(hear)).with_state(inbox.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });

    let mut config = Config::default();
    config.api.listen.set_port(0);
    config.control.listen.set_port(0);
    config.callback.uri = Some(format!("{bot}/incoming").parse().unwrap());
    config.calls.max = u16::try_from(calls).unwrap().try_into().unwrap();
    config.recordings.directory =
        std::env::temp_dir().join(format!("call-server-crowd-{:016x}", fastrand::u64(..)));
    let recordings = config.recordings.directory.clone();
    let server = Server::bind(config).await.unwrap();
    let api = format!("http://{}/v1.0/communications/calls", server.api_address().unwrap());
    let control = format!("http://{}", server.control_address().unwrap());
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(server.run(async {
        let _ = stopped.await;
    }));

    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let all_established = Arc::new(Barrier::new(calls));
    let begin = Instant::now();
    let mut lives = JoinSet::new();
    for _ in 0..calls {
        let mut life = Life {
            client: client.clone(),
            api: api.clone(),
            control: control.clone(),
            bot: bot.clone(),
            inbox: inbox.clone(),
            call: String::new(),
            heard: None,
            requests: Vec::new(),
            notifications: 0,
        };
        let all_established = Arc::clone(&all_established);
        lives.spawn(async move {
            let outcome = life.live(&all_established).await;
            (life, outcome)
        });
    }
    let mut figures = Figures { calls, ..Figures::default() };
    while let Some(life) = lives.join_next().await {
        let (life, outcome) = life.unwrap();
        figures.requests.extend(life.requests);
        figures.notifications += life.notifications;
        if let Err(Lost { expected, heard }) = outcome {
            figures.lost.push(format!("{}: expected {expected}, heard {heard}", life.call));
        }
    }
    figures.took = begin.elapsed();
    figures.requests.sort();
    let metrics = client.get(format!("{control}/metrics")).send().await.unwrap();
    figures.metrics = metrics.text().await.unwrap();
    drop(stop);
    running.await.unwrap();
    let _ = std::fs::remove_dir_all(recordings);
    figures
}

/// How many notifications a life has.
pub const NOTIFICATIONS: usize = 12;

/// One call.
struct Life {
    client: reqwest::Client,
    api: String,
    control: String,
    bot: String,
    inbox: Inbox,
    call: String,
    heard: Option<mpsc::UnboundedReceiver<String>>,
    requests: Vec<Duration>,
    notifications: usize,
}

struct Lost {
    expected: String,
    heard: String,
}

impl Life {
    async fn live(&mut self, all_established: &Barrier) -> Result<(), Lost> {
        let rung = self.client.post(format!("{}/calls", self.control)).send().await.unwrap();
        let rung: Value = serde_json::from_slice(&rung.bytes().await.unwrap()).unwrap();
        rung["id"].as_str().unwrap().clone_into(&mut self.call);
        self.heard = Some(self.inbox.of(&self.call));
        self.expect("incoming").await?;
        let callback = format!("{}/{}", self.bot, self.call);
        self.ask("answer", json!({ "callbackUri": callback })).await;
        for state in ["establishing", "established", "established"] {
            self.expect(state).await?;
        }
        all_established.wait().await;

        self.ask("subscribeToTone", json!({})).await;
        let first = self.play(40).await;
        let second = self.play(40).await;
        let endless = self.play(60_000).await;
        let queued = self.play(10).await;
        self.expect(&format!("{first} 0")).await?;
        self.expect(&format!("{second} 0")).await?;
        self.press("1").await;
        self.expect("tone1").await?;
        self.ask("cancelMediaProcessing", json!({})).await;
        self.expect(&format!("{endless} 8508")).await?;
        self.expect(&format!("{queued} 8508")).await?;
        let record = json!({ "playBeep": false, "stopTones": ["#"] });
        let record = self.ask("recordResponse", record).await;
        let hung_up = self.client.delete(format!("{}/{}", self.api, self.call)).send().await;
        assert_eq!(hung_up.unwrap().status(), StatusCode::NO_CONTENT);
        self.expect("terminating").await?;
        self.expect(&format!("{record} 8528")).await?;
        self.expect("terminated").await
    }

    async fn play(&mut self, millis: u64) -> String {
        let uri = format!("{}/prompts/{millis}.wav", self.control);
        let info = json!({ "uri": uri, "resourceId": millis.to_string() });
        self.ask("playPrompt", json!({ "prompts": [{ "mediaInfo": info }] })).await
    }

    async fn press(&self, keys: &str) {
        let url = format!("{}/calls/{}/keys", self.control, self.call);
        let body = json!({ "keys": keys }).to_string();
        self.client.post(url).body(body).send().await.unwrap();
    }

    /// Asks something of the call. Gives the id of the operation.
    async fn ask(&mut self, action: &str, body: Value) -> String {
        let begin = Instant::now();
        let url = format!("{}/{}/{action}", self.api, self.call);
        let answer = self.client.post(url).body(body.to_string()).send().await.unwrap();
        assert!(answer.status().is_success(), "{action}: {answer:?}");
        let body = answer.bytes().await.unwrap();
        self.requests.push(begin.elapsed());
        let body: Value = serde_json::from_slice(&body).unwrap_or_default();
        body["id"].as_str().unwrap_or_default().to_owned()
    }

    async fn expect(&mut self, what: &str) -> Result<(), Lost> {
        let lost = |heard| Lost { expected: what.to_owned(), heard };
        let Some(inbox) = &mut self.heard else {
            return Err(lost("nothing".to_owned()));
        };
        match timeout(PATIENCE, inbox.recv()).await {
            Ok(Some(heard)) if heard == what => {
                self.notifications += 1;
                Ok(())
            }
            heard => Err(lost(format!("{heard:?}"))),
        }
    }
}

/// What was heard, by call.
#[derive(Clone, Default)]
struct Inbox(Arc<Mutex<HashMap<String, Ends>>>);

struct Ends {
    hear: mpsc::UnboundedSender<String>,
    heard: Option<mpsc::UnboundedReceiver<String>>,
}

impl Inbox {
    fn put(&self, call: &str, what: String) {
        let _ = self.ends(call, |ends| ends.hear.send(what));
    }

    fn of(&self, call: &str) -> mpsc::UnboundedReceiver<String> {
        self.ends(call, |ends| ends.heard.take()).unwrap()
    }

    fn ends<R>(&self, call: &str, with: impl FnOnce(&mut Ends) -> R) -> R {
        let mut calls = self.0.lock().unwrap();
        with(calls.entry(call.to_owned()).or_insert_with(|| {
            let (hear, heard) = mpsc::unbounded_channel();
            Ends { hear, heard: Some(heard) }
        }))
    }
}

/// A call's state, a tone, or an operation and its subcode.
async fn hear(State(inbox): State<Inbox>, Path(at): Path<String>, body: Bytes) -> StatusCode {
    let body: Value = serde_json::from_slice(&body).unwrap();
    for entry in body["value"].as_array().unwrap() {
        let data = &entry["resourceData"];
        let tone = data["toneInfo"]["tone"].as_str();
        let what = match (tone, data["state"].as_str(), data["id"].as_str()) {
            (Some(tone), ..) => tone.to_owned(),
            (None, Some(state), _) => state.to_owned(),
            (None, None, id) => format!("{} {}", id.unwrap(), data["resultInfo"]["subcode"]),
        };
        let call = if at == "incoming" { data["id"].as_str().unwrap() } else { &at };
        inbox.put(call, what);
    }
    StatusCode::OK
}

impl Figures {
    /// The duration that this share of the requests did not exceed.
    pub fn percentile(&self, percent: usize) -> Duration {
        let index = self.requests.len() * percent / 100;
        self.requests[index.min(self.requests.len() - 1)]
    }

    /// The value of this line of the metrics.
    pub fn metric(&self, name: &str) -> f64 {
        let mut lines = self.metrics.lines();
        let line = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.map_or(0.0, |value| value.parse().unwrap())
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lag = "call_server_notification_lag_seconds";
        let count = self.metric(&format!("{lag}_count"));
        writeln!(f, "calls at once            {}", self.calls)?;
        writeln!(f, "took                     {:.2?}", self.took)?;
        writeln!(f, "requests                 {}", self.requests.len())?;
        writeln!(
            f,
            "answered in              {:.1?} (half), {:.1?} (99 of 100), {:.1?} (all)",
            self.percentile(50),
            self.percentile(99),
            self.percentile(100),
        )?;
        writeln!(f, "notifications, in order  {}", self.notifications)?;
        writeln!(
            f,
            "lost or out of order     {}",
            self.calls * NOTIFICATIONS - self.notifications
        )?;
        writeln!(
            f,
            "sent again               {}",
            self.metric("call_server_notification_retries_total")
        )?;
        writeln!(
            f,
            "notification lag         {:.1} ms (mean)",
            self.metric(&format!("{lag}_sum")) / count * 1e3,
        )?;
        for bound in ["0.005", "0.02", "0.1", "0.5", "1.0", "5.0"] {
            let within = self.metric(&format!("{lag}_bucket{{le=\"{bound}\"}}"));
            writeln!(f, "  within {bound:>5} s         {:.1} %", within / count * 100.0)?;
        }
        Ok(())
    }
}

const PATIENCE: Duration = Duration::from_secs(30);
