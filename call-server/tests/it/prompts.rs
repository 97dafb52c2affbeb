//! Prompts: fetched within limits, and kept by `resourceId`.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Redirect;
use axum::routing::get;
use serde_json::json;
use tokio::net::TcpListener;

use crate::world::{World, millis, prompt};

/// Where prompts are; it counts how often one is fetched.
async fn shelf(world: &World) -> (SocketAddr, Arc<AtomicUsize>) {
    let fetched = Arc::new(AtomicUsize::new(0));
    let wav = world.client.get(format!("{}/prompts/10.wav", world.control)).send().await.unwrap();
    let wav = wav.bytes().await.unwrap();
    let count = |State(fetched): State<Arc<AtomicUsize>>| async move {
        fetched.fetch_add(1, Ordering::SeqCst);
        // Long enough for others to come meanwhile.
        tokio::time::sleep(Duration::from_millis(50)).await;
        wav
    };
    let router = Router::new()
        .route("/a.wav", get(count))
        .route("/once", get(|| async { Redirect::temporary("/a.wav") }))
        .route("/round", get(|| async { Redirect::temporary("/round") }))
        .route("/inside", get(|| async { Redirect::temporary("http://10.0.0.1/a.wav") }))
        .route("/long", get(|| async { vec![0_u8; 200_000] }))
        .route("/text", get(|| async { "no audio" }))
        .route("/slow", get(|| tokio::time::sleep(Duration::from_mins(1))))
        .route("/error", get(|| async { StatusCode::INTERNAL_SERVER_ERROR }))
        .with_state(Arc::clone(&fetched));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, fetched)
}

#[tokio::test]
async fn what_cannot_be_fetched_within_the_limits_is_unavailable() {
    let mut world = World::with(|config| {
        config.prompts.timeout_ms = millis(2_000);
        config.prompts.max_bytes = 100_000.try_into().unwrap();
    })
    .await;
    let call = world.call().await;
    let (shelf, _) = shelf(&world).await;
    for (path, subcode) in [
        ("once", 0),
        ("round", 8536),
        ("inside", 8536),
        ("long", 8536),
        ("text", 8535),
        ("slow", 8536),
        ("error", 8536),
        ("none", 8536),
    ] {
        let body = json!({ "prompts": [prompt(&format!("http://{shelf}/{path}"))] });
        let operation = world.operation(&call, "playPrompt", body).await;
        world.bot.ended(&operation, subcode).await;
    }
}

#[tokio::test]
async fn a_prompt_with_a_resource_id_is_fetched_once() {
    let mut world = World::new().await;
    let (first, second) = (world.call().await, world.call().await);
    let (shelf, fetched) = shelf(&world).await;
    let mut kept = prompt(&format!("http://{shelf}/a.wav"));
    kept["mediaInfo"]["resourceId"] = json!("welcome");
    let body = json!({ "prompts": [kept, kept] });
    for call in [&first, &second] {
        world.operation(call, "playPrompt", body.clone()).await;
    }
    for _ in 0..2 {
        assert_eq!(world.bot.data().await["resultInfo"]["subcode"], 0);
    }
    assert_eq!(fetched.load(Ordering::SeqCst), 1);
    let body = json!({ "prompts": [prompt(&format!("http://{shelf}/a.wav"))] });
    for times in 2..4 {
        let operation = world.operation(&first, "playPrompt", body.clone()).await;
        world.bot.ended(&operation, 0).await;
        assert_eq!(fetched.load(Ordering::SeqCst), times);
    }
}

#[tokio::test]
async fn only_what_is_on_the_allow_list_is_taken() {
    let mut world = World::with(|config| {
        config.prompts.allow = vec!["cdn.example".to_owned()];
        config.callback.allow = vec!["127.0.0.1".to_owned()];
    })
    .await;
    let call = world.call().await;
    let refused = world.post(&call, "playPrompt", json!({ "prompts": [world.prompt(1)] })).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert_eq!(refused.body["error"]["target"], "prompts[0].mediaInfo.uri");
    let ringing = world.ring().await;
    let elsewhere = json!({ "callbackUri": "http://localhost:9/" });
    let refused = world.post(&ringing, "answer", elsewhere).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert_eq!(refused.body["error"]["target"], "callbackUri");
}
