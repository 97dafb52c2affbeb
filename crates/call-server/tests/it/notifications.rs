//! Notifications: in order, until they are taken.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use call_server::config::{HeldAtEnd, Secret};
use serde_json::json;

use crate::bot::Manner;
use crate::world::{World, millis};

#[tokio::test]
async fn a_callback_that_fails_for_a_while_loses_nothing_and_keeps_the_order() {
    let mut world = World::new().await;
    let call = world.call().await;
    world.operation(&call, "subscribeToTone", json!({})).await;
    world.bot.then(Manner::Refuse(StatusCode::SERVICE_UNAVAILABLE), 5);
    world.press(&call, "12").await;
    let first = world.play(&call, 10).await;
    let second = world.play(&call, 10).await;
    world.bot.tone(1, "tone1").await;
    world.bot.tone(2, "tone2").await;
    world.bot.ended(&first, 0).await;
    world.bot.ended(&second, 0).await;
    assert!(world.metric("call_server_notification_retries_total").await >= 5.0);
    world.until("call_server_notifications_waiting", 0.0).await;
}

#[tokio::test]
async fn a_slow_callback_delays_no_other_call() {
    let mut world = World::new().await;
    let slow = world.call().await;
    let quick = world.call().await;
    world.bot.then(Manner::Dawdle(Duration::from_secs(4)), 1);
    let late = world.play(&slow, 1).await;
    while world.bot.misbehaves() > 0 {
        world.pause(5).await;
    }
    let early = world.play(&quick, 1).await;
    world.bot.ended(&early, 0).await;
    world.bot.ended(&late, 0).await;
}

#[tokio::test]
async fn a_notification_is_given_up_at_its_age_and_the_next_is_sent() {
    let mut world = World::with(|config| config.callback.max_age_ms = millis(1_500)).await;
    let call = world.call().await;
    world.bot.then(Manner::Refuse(StatusCode::INTERNAL_SERVER_ERROR), 1_000);
    world.play(&call, 1).await;
    world.until("call_server_notifications_total{result=\"TooOld\"}", 1.0).await;
    world.bot.reform();
    let next = world.play(&call, 1).await;
    world.bot.ended(&next, 0).await;
}

#[tokio::test]
async fn notifications_carry_their_token() {
    let token = || Secret::new("to the bot".to_owned());
    let mut world = World::with(|config| config.callback.token = token()).await;
    let url = format!("{}/calls", world.control);
    world.send(Method::POST, &url, b"").await;
    let incoming = world.bot.next().await;
    assert_eq!(incoming.authorization.as_deref(), Some("Bearer to the bot"));
}

#[tokio::test]
async fn where_too_many_wait_operations_are_refused_and_tones_are_dropped() {
    let mut world = World::with(|config| config.callback.max_waiting = 2.try_into().unwrap()).await;
    let call = world.call().await;
    world.operation(&call, "subscribeToTone", json!({})).await;
    world.bot.then(Manner::Refuse(StatusCode::BAD_GATEWAY), 1_000);
    world.press(&call, "1234").await;
    world.until("call_server_tones_dropped_total", 2.0).await;
    let body = json!({ "prompts": [world.prompt(1)] });
    let refused = world.post(&call, "playPrompt", body).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    world.bot.reform();
    world.bot.tone(1, "tone1").await;
    world.bot.tone(2, "tone2").await;
    world.until("call_server_notifications_waiting", 0.0).await;
    // The numbers of those that were dropped are missing.
    world.press(&call, "5").await;
    world.bot.tone(5, "tone5").await;
}

#[tokio::test]
async fn what_a_call_holds_at_its_end_is_sent_or_not() {
    for held_at_end in [HeldAtEnd::Send, HeldAtEnd::Omit] {
        let mut world = World::with(|config| config.calls.held_at_end = held_at_end).await;
        let call = world.call().await;
        let first = world.play(&call, 60_000).await;
        let second = world.play(&call, 60_000).await;
        world.caller(&call, "hang-up", json!({})).await;
        if held_at_end == HeldAtEnd::Send {
            for operation in [&first, &second] {
                let ended = world.bot.ended(operation, 8528).await;
                assert_eq!(ended["completionReason"], "unknown");
            }
        }
        world.bot.state("terminated").await;
        let ended = "call_server_operations_total{kind=\"Play\",outcome=\"CallEnded\"}";
        world.until(ended, 2.0).await;
    }
}

#[tokio::test]
async fn without_a_callback_the_notepad_takes_them() {
    let world = World::with(|config| config.callback.uri = None).await;
    let ring = world.send(Method::POST, &format!("{}/calls", world.control), b"").await;
    world.until("call_server_notifications_total{result=\"Taken\"}", 1.0).await;
    let notepad = format!("{}/bot", world.control);
    let lines = world.client.get(notepad).send().await.unwrap().text().await.unwrap();
    let line: serde_json::Value = serde_json::from_str(lines.trim()).unwrap();
    assert_eq!(line["value"][0]["resourceData"]["id"], ring.body["id"]);
}

#[tokio::test]
async fn a_shutdown_hangs_up_and_says_so() {
    let mut world = World::new().await;
    let call = world.call().await;
    let play = world.play(&call, 60_000).await;
    world.ring().await;
    world.stop().await;
    let mut last = Vec::new();
    for _ in 0..5 {
        let data = world.bot.data().await;
        last.push(match data["id"].as_str() {
            Some(id) if id == play => data["resultInfo"]["subcode"].to_string(),
            _ => data["state"].as_str().unwrap().to_owned(),
        });
    }
    last.sort();
    assert_eq!(last, ["8528", "terminated", "terminated", "terminating", "terminating"]);
    assert!(world.client.get(&world.api).send().await.is_err());
}

#[tokio::test]
async fn a_shutdown_does_not_wait_for_ever() {
    let mut world = World::with(|config| config.calls.shutdown_ms = millis(100)).await;
    world.call().await;
    world.bot.then(Manner::Refuse(StatusCode::BAD_GATEWAY), 1_000_000);
    world.stop().await;
}
