//! What an operator sees: ids, lines, metrics, readiness, signals.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::bot::Manner;
use crate::world::World;

#[tokio::test]
async fn every_answer_has_an_id_and_the_one_of_the_client() {
    let mut world = World::new().await;
    let call = world.call().await;
    let call = format!("{}/v1.0/communications/calls/{call}", world.api);
    let mut ids = Vec::new();
    for (method, url, client_id) in [
        (Method::GET, call.clone(), Some("7f3b-client")),
        (Method::POST, format!("{call}/answer"), Some("second")),
        (Method::POST, format!("{call}/cancelMediaProcessing"), None),
        (Method::GET, format!("{}/nothing", world.api), Some("third")),
        (Method::PUT, call, None),
    ] {
        let mut request = world.client.request(method, url);
        if let Some(client_id) = client_id {
            request = request.header("client-request-id", client_id);
        }
        let answer = request.send().await.unwrap();
        let header = |name| answer.headers().get(name).map(|it| it.to_str().unwrap().to_owned());
        assert_eq!(header("client-request-id").as_deref(), client_id);
        ids.push(header("request-id").unwrap());
    }
    let before = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), before);
    let long = "x".repeat(129);
    let request = world.client.get(&world.api).header("client-request-id", long);
    assert!(request.send().await.unwrap().headers().get("client-request-id").is_none());
}

#[tokio::test]
async fn requests_are_counted_by_route_and_status() {
    let mut world = World::new().await;
    let call = world.call().await;
    world.post(&call, "answer", json!({})).await;
    world.post(&call, "microsoft.graph.PLAYPROMPT", json!({})).await;
    world.get(&call, "").await;
    world.get("57dab8b1-894c-409a-b240-bd8beae78896", "").await;
    world.get(&call, "/operations/57dab8b1-894c-409a-b240-bd8beae78896").await;
    world.get(&call, "/mute").await;
    for (route, status) in [
        ("answer", 202),
        ("answer", 400),
        ("playPrompt", 400),
        ("call", 200),
        ("call", 404),
        ("operations", 404),
        ("none", 404),
    ] {
        let name = format!("call_server_requests_total{{route=\"{route}\",status=\"{status}\"}}");
        world.until(&name, 1.0).await;
    }
}

#[tokio::test]
async fn a_server_that_shuts_down_is_alive_and_not_ready() {
    let mut world = World::new().await;
    let (health, ready) = (format!("{}/health", world.control), format!("{}/ready", world.control));
    for url in [&health, &ready] {
        assert_eq!(world.send(Method::GET, url, b"").await.status, StatusCode::OK);
    }
    world.call().await;
    world.bot.then(Manner::Dawdle(Duration::from_secs(2)), 1);
    world.begin_to_stop();
    for _ in 0..500 {
        if world.send(Method::GET, &ready, b"").await.status == StatusCode::SERVICE_UNAVAILABLE {
            break;
        }
        world.pause(2).await;
    }
    assert_eq!(world.send(Method::GET, &ready, b"").await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(world.send(Method::GET, &health, b"").await.status, StatusCode::OK);
    world.stop().await;
}

/// A server as a program of its own, which logs JSON.
struct Program {
    child: Child,
    lines: mpsc::Receiver<Value>,
    directory: PathBuf,
    api: String,
    control: String,
}

impl Program {
    fn start(config: &str) -> Self {
        let directory =
            std::env::temp_dir().join(format!("call-server-{:016x}", fastrand::u64(..)));
        std::fs::create_dir(&directory).unwrap();
        let config = format!("log.format = \"json\"\n{config}");
        std::fs::write(directory.join("call-server.toml"), config).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_call-server"))
            .args(["--listen", "127.0.0.1:0", "--control", "127.0.0.1:0"])
            .args(["--config", "call-server.toml"])
            .current_dir(&directory)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = mpsc::channel();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                // The last line of a server that fails is text.
                let line = serde_json::from_str(&line).unwrap_or(Value::String(line));
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let (api, control) = (String::new(), String::new());
        let mut program = Self { child, lines, directory, api, control };
        let listening = program.line("listening");
        program.api = format!("http://{}", listening["fields"]["api"].as_str().unwrap());
        program.control = format!("http://{}", listening["fields"]["control"].as_str().unwrap());
        program
    }

    /// The next line with this message.
    #[track_caller]
    fn line(&self, message: &str) -> Value {
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(10)).expect(message);
            if line["fields"]["message"] == message {
                return line;
            }
        }
    }

    fn signal(&self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    }

    fn end(&mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_line_of_a_request_has_its_ids_and_a_calls_end_says_who_ended_it() {
    let mut program = Program::start("");
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let rung = client.post(format!("{}/calls", program.control)).send().await.unwrap();
    let rung: Value = serde_json::from_slice(&rung.bytes().await.unwrap()).unwrap();
    let call = rung["id"].as_str().unwrap();
    let url = format!("{}/v1.0/communications/calls/{call}", program.api);
    let answer = client.post(format!("{url}/answer")).header("client-request-id", "mine");
    let answer = answer.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::ACCEPTED);
    let id = answer.headers()["request-id"].to_str().unwrap();
    // One line comes from the task of the call, the other from the request.
    for message in ["call answered", "request"] {
        let line = program.line(message);
        let span = &line["span"];
        assert_eq!(span["id"], id, "{line}");
        assert_eq!(span["client_id"], "mine", "{line}");
        assert_eq!(span["call"], call, "{line}");
        if message == "request" {
            assert_eq!(line["fields"]["status"], 202, "{line}");
            assert_eq!(line["fields"]["method"], "POST", "{line}");
            assert!(line["fields"]["took_ms"].is_u64(), "{line}");
        }
    }
    client.post(format!("{}/calls/{call}/hang-up", program.control)).send().await.unwrap();
    assert_eq!(program.line("call over")["fields"]["by"], "Caller");
    client.post(format!("{}/calls", program.control)).send().await.unwrap();
    program.line("call incoming");
    program.signal();
    assert_eq!(program.line("call over")["fields"]["by"], "ShutDown");
    assert!(program.end().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_signal_ends_the_server_at_once() {
    // A callback that never answers.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let uri = format!("http://{}/", silent.local_addr().unwrap());
    let mut program = Program::start(&format!("callback.uri = \"{uri}\""));
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    client.post(format!("{}/calls", program.control)).send().await.unwrap();
    program.line("call incoming");
    let before = Instant::now();
    program.signal();
    program.line("shutting down");
    program.signal();
    assert!(!program.end().success());
    assert!(before.elapsed() < Duration::from_secs(3), "{:?}", before.elapsed());
}

#[test]
fn a_check_finds_what_the_start_would_and_leaves_no_trace() {
    let directory = std::env::temp_dir().join(format!("call-server-{:016x}", fastrand::u64(..)));
    std::fs::create_dir(&directory).unwrap();
    std::fs::write(directory.join("file"), "").unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap();
    let check = |config: &str| {
        let free = "api.listen = \"127.0.0.1:0\"\ncontrol.listen = \"127.0.0.1:0\"\n";
        let config =
            if config.contains("listen") { config.to_owned() } else { format!("{free}{config}") };
        std::fs::write(directory.join("call-server.toml"), config).unwrap();
        Command::new(env!("CARGO_BIN_EXE_call-server"))
            .args(["--check", "--config", "call-server.toml"])
            .current_dir(&directory)
            .output()
            .unwrap()
    };
    for config in ["", "recordings.directory = \"a/b/c\""] {
        let checked = check(config);
        assert!(checked.status.success(), "{config}: {checked:?}");
    }
    for (config, named) in [
        (&*format!("api.listen = \"{taken}\"\ncontrol.listen = \"127.0.0.1:0\""), "cannot listen"),
        (&*format!("control.listen = \"{taken}\"\napi.listen = \"127.0.0.1:0\""), "cannot listen"),
        ("callback.uri = \"http://10.0.0.1/\"", "callback.uri"),
        ("callback.uri = \"ftp://127.0.0.1/\"", "callback.uri"),
        ("recordings.directory = \"file\"", "recordings"),
        ("recordings.directory = \"file/below\"", "recordings"),
        ("log.filter = \"call_server=loud\"", "log.filter"),
        ("engine.start_ms = 1", "engine.start_ms"),
        ("calls.most = 1", "most"),
    ] {
        let refused = check(config);
        assert!(!refused.status.success(), "{config}");
        let error = String::from_utf8(refused.stderr).unwrap();
        assert!(error.contains(named), "{config}: {error}");
    }
    let mut left: Vec<_> = std::fs::read_dir(&directory).unwrap().collect();
    left.retain(|it| it.as_ref().unwrap().path().extension().is_none());
    assert_eq!(left.len(), 1, "{left:?}");
    std::fs::remove_dir_all(directory).unwrap();
}
