//! Prompts: fetched within limits, and kept by `resourceId`.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use axum::routing::get;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::world::{World, millis, prompt};

/// Where prompts are; it counts how often one is fetched.
async fn shelf(world: &World) -> (SocketAddr, Arc<AtomicUsize>) {
    let fetched = Arc::new(AtomicUsize::new(0));
    let wav = world.client.get(format!("{}/prompts/10.wav", world.control)).send().await.unwrap();
    let wav = wav.bytes().await.unwrap();
    let (once, later) = (wav.clone(), wav.clone());
    let count = |State(fetched): State<Arc<AtomicUsize>>| async move {
        fetched.fetch_add(1, Ordering::SeqCst);
        // Long enough for others to come meanwhile.
        tokio::time::sleep(Duration::from_millis(50)).await;
        wav
    };
    let used = Arc::new(AtomicUsize::new(0));
    let expires = |State(fetched): State<Arc<AtomicUsize>>| async move {
        fetched.fetch_add(1, Ordering::SeqCst);
        if used.fetch_add(1, Ordering::SeqCst) == 0 { Ok(once) } else { Err(StatusCode::FORBIDDEN) }
    };
    let later = |State(fetched): State<Arc<AtomicUsize>>| async move {
        if fetched.fetch_add(1, Ordering::SeqCst) < 2 {
            Err(StatusCode::FORBIDDEN)
        } else {
            Ok(later)
        }
    };
    let router = Router::new()
        .route("/a.wav", get(count))
        .route("/expires.wav", get(expires))
        .route("/later.wav", get(later))
        .route("/size/{size}", get(of_size))
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

/// A tenth of a second, under a header that says this size of it.
async fn of_size(Path(size): Path<u32>) -> Vec<u8> {
    let header =
        *b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data";
    [&header[..], &size.to_le_bytes(), &[0; 1_600]].concat()
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

/// A prompt with a `resourceId`.
fn named(uri: &str, resource_id: &str) -> Value {
    let mut prompt = prompt(uri);
    prompt["mediaInfo"]["resourceId"] = json!(resource_id);
    prompt
}

#[tokio::test]
async fn a_prompt_with_a_resource_id_is_fetched_once_for_all_calls() {
    let mut world = World::new().await;
    let (first, second) = (world.call().await, world.call().await);
    let (shelf, fetched) = shelf(&world).await;
    let kept = named(&format!("http://{shelf}/a.wav"), "welcome");
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
async fn address_and_resource_id_together_identify_a_prompt() {
    let mut world = World::new().await;
    let call = world.call().await;
    let (shelf, fetched) = shelf(&world).await;
    // Each is another prompt. The last two are kept by now.
    for (uri, resource_id, times) in [
        ("a.wav", "welcome", 1),
        ("a.wav?sv=2", "welcome", 2),
        ("a.wav", "goodbye", 3),
        ("none", "welcome", 3),
        ("a.wav", "welcome", 3),
        ("a.wav?sv=2", "welcome", 3),
    ] {
        let prompt = named(&format!("http://{shelf}/{uri}"), resource_id);
        let body = json!({ "prompts": [prompt] });
        let operation = world.operation(&call, "playPrompt", body).await;
        let subcode = if uri == "none" { 8536 } else { 0 };
        world.bot.ended(&operation, subcode).await;
        assert_eq!(fetched.load(Ordering::SeqCst), times, "{uri} {resource_id}");
    }
}

#[tokio::test]
async fn a_prompt_is_kept_for_a_time_and_up_to_a_number() {
    let mut world = World::with(|config| {
        config.prompts.cached = 2.try_into().unwrap();
        config.prompts.keep_ms = millis(2_000);
    })
    .await;
    let call = world.call().await;
    let (shelf, fetched) = shelf(&world).await;
    let play = |resource_id: &str| {
        json!({
            "prompts": [named(&format!("http://{shelf}/a.wav"), resource_id)]
        })
    };
    // The third displaces the one that was not used for the longest time.
    for (resource_id, times) in [("a", 1), ("b", 2), ("a", 2), ("c", 3), ("a", 3), ("b", 4)] {
        let operation = world.operation(&call, "playPrompt", play(resource_id)).await;
        world.bot.ended(&operation, 0).await;
        assert_eq!(fetched.load(Ordering::SeqCst), times, "{resource_id}");
    }
    world.pause(2_000).await;
    let operation = world.operation(&call, "playPrompt", play("b")).await;
    world.bot.ended(&operation, 0).await;
    assert_eq!(fetched.load(Ordering::SeqCst), 5);
}

#[tokio::test]
async fn a_prompt_that_failed_is_fetched_again() {
    let mut world = World::new().await;
    let call = world.call().await;
    let (shelf, fetched) = shelf(&world).await;
    let body = json!({ "prompts": [named(&format!("http://{shelf}/later.wav"), "later")] });
    for subcode in [8536, 8536, 0, 0] {
        let operation = world.operation(&call, "playPrompt", body.clone()).await;
        world.bot.ended(&operation, subcode).await;
    }
    assert_eq!(fetched.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_loop_fetches_each_of_its_prompts_once() {
    let mut world = World::new().await;
    let call = world.call().await;
    let (shelf, fetched) = shelf(&world).await;
    // The address of the second one expires with its first use.
    let prompts = ["a.wav", "expires.wav"].map(|path| prompt(&format!("http://{shelf}/{path}")));
    let body = json!({ "loop": true, "prompts": prompts });
    let operation = world.operation(&call, "playPrompt", body).await;
    world.pause(1_000).await;
    world.operation(&call, "cancelMediaProcessing", json!({})).await;
    world.bot.ended(&operation, 8508).await;
    assert_eq!(fetched.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_prompt_that_begins_again_is_not_fetched_again() {
    let mut world = World::new().await;
    let call = world.call().await;
    let (shelf, fetched) = shelf(&world).await;
    let body = json!({ "prompts": [prompt(&format!("http://{shelf}/expires.wav"))] });
    let operation = world.operation(&call, "playPrompt", body).await;
    world.until("call_server_operation_wait_seconds_count", 1.0).await;
    world.caller(&call, "media", json!({ "flowing": false })).await;
    world.caller(&call, "media", json!({ "flowing": true })).await;
    world.bot.ended(&operation, 0).await;
    assert_eq!(fetched.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_prompt_is_fetched_when_its_turn_comes() {
    let mut world = World::new().await;
    let call = world.call().await;
    let (shelf, fetched) = shelf(&world).await;
    world.play(&call, 60_000).await;
    world.until("call_server_operation_wait_seconds_count", 1.0).await;
    let body = json!({ "prompts": [prompt(&format!("http://{shelf}/a.wav"))] });
    world.operation(&call, "playPrompt", body).await;
    world.pause(200).await;
    assert_eq!(fetched.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_prompt_plays_as_long_as_the_audio_that_is_there() {
    let mut world = World::new().await;
    let call = world.call().await;
    let (shelf, _) = shelf(&world).await;
    for size in ["0", "2147483647", "4294967295", "2000000000", "1600"] {
        let before = std::time::Instant::now();
        let body = json!({ "prompts": [prompt(&format!("http://{shelf}/size/{size}"))] });
        let operation = world.operation(&call, "playPrompt", body).await;
        world.bot.ended(&operation, 0).await;
        let took = before.elapsed().as_millis();
        assert!((100..2_000).contains(&took), "{size}: {took} ms");
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
