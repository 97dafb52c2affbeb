//! Bodies and clients that mean no good.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use call_server::config::Secret;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::world::{World, millis, prompt};

#[tokio::test]
async fn a_bad_body_is_refused_by_the_name_of_its_member() {
    let mut world = World::new().await;
    let call = world.call().await;
    let many: Vec<Value> = (0..21).map(|_| world.prompt(1)).collect();
    let secret = prompt("http://169.254.169.254/latest/meta-data");
    for (action, body, target) in [
        ("playPrompt", json!({}), "prompts"),
        ("playPrompt", json!({ "prompts": [] }), "prompts"),
        ("playPrompt", json!({ "prompts": many }), "prompts"),
        ("playPrompt", json!({ "prompts": [null] }), "prompts[0].mediaInfo"),
        ("playPrompt", json!({ "prompts": [7] }), "prompts[0]"),
        ("playPrompt", json!({ "prompts": [prompt("file:///a.wav")] }), "prompts[0].mediaInfo.uri"),
        ("playPrompt", json!({ "prompts": [secret] }), "prompts[0].mediaInfo.uri"),
        ("playPrompt", json!({ "clientContext": "x".repeat(257) }), "clientContext"),
        (
            "recordResponse",
            json!({ "maxRecordDurationInSeconds": 10.5 }),
            "maxRecordDurationInSeconds",
        ),
        (
            "recordResponse",
            json!({ "maxSilenceTimeoutInSeconds": 0 }),
            "maxSilenceTimeoutInSeconds",
        ),
        ("recordResponse", json!({ "playBeep": "yes" }), "playBeep"),
        ("recordResponse", json!({ "stopTones": ["##"] }), "stopTones[0]"),
        ("subscribeToTone", json!({ "clientContext": 1 }), "clientContext"),
        ("cancelMediaProcessing", json!({ "clientContext": [] }), "clientContext"),
        ("cancelMediaProcessing", json!([]), "body"),
    ] {
        let refused = world.post(&call, action, body).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{action} {target}: {refused:?}");
        let error = &refused.body["error"];
        assert_eq!(error["code"], "BadRequest");
        assert_eq!(error["target"], target, "{error}");
        assert!(error["message"].as_str().unwrap().contains(target), "{error}");
    }
    let ringing = world.ring().await;
    for uri in [json!("ftp://bot/"), json!("http://10.0.0.1/"), json!("bot"), json!(7)] {
        let refused = world.post(&ringing, "answer", json!({ "callbackUri": uri })).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{uri}");
        assert_eq!(refused.body["error"]["target"], "callbackUri");
    }
}

#[tokio::test]
async fn what_is_no_json_is_refused_and_nothing_is_an_empty_object() {
    let mut world = World::new().await;
    let call = world.call().await;
    let url = format!("{}/v1.0/communications/calls/{call}/cancelMediaProcessing", world.api);
    let deep = "[".repeat(50_000);
    for bad in ["{", "nothing", "{} {}", "\u{0}", "{\"a\": 1e999999999, }", &deep] {
        let refused = world.send(Method::POST, &url, bad.as_bytes()).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{bad:.20}");
        assert_eq!(refused.body["error"]["code"], "BadRequest");
    }
    let latin = world.send(Method::POST, &url, b"{\"clientContext\": \"\xe9\"}").await;
    assert_eq!(latin.status, StatusCode::BAD_REQUEST);
    for empty in ["", " \r\n", "{}", "null"] {
        let obeyed = world.send(Method::POST, &url, empty.as_bytes()).await;
        assert_eq!(obeyed.status, StatusCode::OK, "{empty:?}");
    }
}

#[tokio::test]
async fn a_body_is_bounded_in_length_and_in_time() {
    let mut world = World::with(|config| {
        config.api.max_body_bytes = 1_000.try_into().unwrap();
        config.api.request_timeout_ms = millis(1_000);
    })
    .await;
    let call = world.call().await;
    let long = json!({ "ignored": "x".repeat(1_000) });
    let refused = world.post(&call, "cancelMediaProcessing", long).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);

    let path = format!("/v1.0/communications/calls/{call}/cancelMediaProcessing");
    let slow_body = format!("POST {path} HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n{{");
    let answer = told(&world, slow_body.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    // A head that never ends is not worth an answer.
    let answer = told(&world, b"POST / HTTP/1.1\r\nhost: ").await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{answer}");
    let chunks = format!("POST {path} HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n");
    let chunks = chunks + &format!("1f4\r\n{}\r\n", " ".repeat(500)).repeat(3);
    let answer = told(&world, chunks.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

#[tokio::test]
async fn connections_are_bounded() {
    let world = World::with(|config| config.api.max_connections = 1.try_into().unwrap()).await;
    let address = world.api.strip_prefix("http://").unwrap();
    let only = TcpStream::connect(address).await.unwrap();
    let mut waits = TcpStream::connect(address).await.unwrap();
    waits.write_all(b"GET / HTTP/1.0\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    let early = timeout(Duration::from_millis(200), waits.read_to_end(&mut answer)).await;
    assert!(early.is_err(), "{answer:?}");
    drop(only);
    waits.read_to_end(&mut answer).await.unwrap();
    assert!(answer.starts_with(b"HTTP/1.0 404"), "{}", String::from_utf8_lossy(&answer));
}

#[tokio::test]
async fn nobody_gets_in_without_the_token() {
    let token = "correct horse";
    let mut world = World::with(|config| config.api.token = Secret::new(token.to_owned())).await;
    let call = world.ring().await;
    for wrong in ["", "correct", "correct horses", "Correct horse"] {
        world.token = wrong.to_owned();
        let refused = world.get(&call, "").await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{wrong:?}");
        assert_eq!(refused.body["error"]["code"], "Unauthorized");
        assert_eq!(refused.headers["www-authenticate"], "Bearer");
    }
    world.token = token.to_owned();
    assert_eq!(world.get(&call, "").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_not_there_is_not_found_in_graphs_words() {
    let mut world = World::new().await;
    let call = world.call().await;
    let other = "57dab8b1-894c-409a-b240-bd8beae78896";
    for (path, status, code) in [
        ("/v1.0/communications/calls/57dab8b1", StatusCode::NOT_FOUND, "NotFound"),
        (&*format!("/v1.0/communications/calls/{other}"), StatusCode::NOT_FOUND, "NotFound"),
        (
            &*format!("/v1.0/communications/calls/{call}/operations/{other}"),
            StatusCode::NOT_FOUND,
            "NotFound",
        ),
        (&*format!("/v2.0/communications/calls/{call}"), StatusCode::NOT_FOUND, "NotFound"),
        (&*format!("/v1.0/communications/calls/{call}/mute"), StatusCode::NOT_FOUND, "NotFound"),
        (&*format!("/recordings/{other}"), StatusCode::NOT_FOUND, "NotFound"),
        ("/recordings/..%2f..%2fetc%2fpasswd", StatusCode::NOT_FOUND, "NotFound"),
        (
            &*format!("/v1.0/communications/calls/{call}/playPrompt"),
            StatusCode::METHOD_NOT_ALLOWED,
            "MethodNotAllowed",
        ),
    ] {
        let answer = world.send(Method::GET, &format!("{}{path}", world.api), b"").await;
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.body["error"]["code"], code, "{path}");
    }
}

#[tokio::test]
async fn the_control_endpoint_refuses_nonsense() {
    let mut world = World::new().await;
    let call = world.call().await;
    for (path, body, status) in [
        ("/calls", "{\"form\": \"+1\"}", StatusCode::BAD_REQUEST),
        (&*format!("/calls/{call}/keys"), "{\"keys\": \"x\"}", StatusCode::BAD_REQUEST),
        (&*format!("/calls/{call}/speech"), "{}", StatusCode::BAD_REQUEST),
        ("/calls/nobody/keys", "{\"keys\": \"1\"}", StatusCode::NOT_FOUND),
        ("/bot", "nonsense", StatusCode::BAD_REQUEST),
    ] {
        let url = format!("{}{path}", world.control);
        assert_eq!(world.send(Method::POST, &url, body.as_bytes()).await.status, status, "{path}");
    }
    for length in ["0.wav", "60001.wav", "1", "a.wav"] {
        let url = format!("{}/prompts/{length}", world.control);
        assert_eq!(world.send(Method::GET, &url, b"").await.status, StatusCode::BAD_REQUEST);
    }
}

/// What the server says to these bytes before it closes the connection.
async fn told(world: &World, bytes: &[u8]) -> String {
    let address = world.api.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    let read = timeout(Duration::from_secs(10), stream.read_to_end(&mut answer)).await;
    // The rest of a body that was too long may be answered by a reset.
    let _ = read.expect("the connection is closed");
    String::from_utf8_lossy(&answer).into_owned()
}
