//! What the answers of a callback mean: each row of the table in `notify/verdict.rs`.

use std::time::{Duration, Instant};

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::bot::Manner;
use crate::world::{World, millis};

/// The count of notifications with this result.
fn count(result: &str) -> String {
    format!("call_server_notifications_total{{result=\"{result}\"}}")
}

#[tokio::test]
async fn what_will_never_be_taken_is_given_up_at_once_and_the_next_is_sent() {
    let mut world = World::new().await;
    let call = world.call().await;
    let mut given_up = 0.0;
    for status in
        [301, 302, 303, 307, 308, 304, 400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 501, 505]
    {
        let status = StatusCode::from_u16(status).unwrap();
        world.bot.then(Manner::Refuse(status), 1);
        world.play(&call, 1).await;
        let next = world.play(&call, 1).await;
        world.bot.ended(&next, 0).await;
        given_up += 1.0;
        world.until(&count("Refused"), given_up).await;
    }
    assert!(world.metric("call_server_notification_retries_total").await < 0.5);
}

#[tokio::test]
async fn what_may_be_taken_later_is_sent_again() {
    let mut world = World::new().await;
    let call = world.call().await;
    let mut retries = 0.0;
    for status in [408, 425, 429, 500, 502, 503, 504, 507, 599] {
        let status = StatusCode::from_u16(status).unwrap();
        world.bot.then(Manner::Refuse(status), 2);
        let operation = world.play(&call, 1).await;
        world.bot.ended(&operation, 0).await;
        retries += 2.0;
        world.until("call_server_notification_retries_total", retries).await;
    }
    assert!(world.metric(&count("Refused")).await < 0.5);
}

#[tokio::test]
async fn one_notification_that_the_callback_cannot_read_costs_no_other() {
    let mut world = World::new().await;
    let call = world.call().await;
    world.operation(&call, "subscribeToTone", json!({})).await;
    world.bot.then(Manner::Dislike(StatusCode::BAD_REQUEST, "\"tone\":\"a\""), 1);
    world.press(&call, "1A2").await;
    let play = world.play(&call, 10).await;
    world.bot.tone(1, "tone1").await;
    world.bot.tone(3, "tone2").await;
    world.bot.ended(&play, 0).await;
    world.caller(&call, "hang-up", json!({})).await;
    world.bot.state("terminated").await;
    world.until(&count("Refused"), 1.0).await;
}

#[tokio::test]
async fn patience_lasts_as_long_as_the_callback_says() {
    let mut world = World::new().await;
    let call = world.call().await;
    for status in [StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE] {
        world.bot.then(Manner::Patience(status, 1), 1);
        let before = Instant::now();
        let operation = world.play(&call, 1).await;
        world.bot.ended(&operation, 0).await;
        let took = before.elapsed();
        assert!((1_000..3_000).contains(&took.as_millis()), "{status}: {took:?}");
    }
}

#[tokio::test]
async fn patience_beyond_the_age_of_a_notification_gives_it_up_and_spares_the_callback() {
    let mut world = World::with(|config| config.callback.max_age_ms = millis(1_500)).await;
    let call = world.call().await;
    world.bot.then(Manner::Patience(StatusCode::TOO_MANY_REQUESTS, 2), 1);
    let before = Instant::now();
    world.play(&call, 1).await;
    world.until(&count("TooOld"), 1.0).await;
    assert!(before.elapsed() < Duration::from_secs(1), "{:?}", before.elapsed());
    world.pause(800).await;
    // This one is young enough to wait until the callback takes it.
    let next = world.play(&call, 1).await;
    world.bot.ended(&next, 0).await;
    assert!(before.elapsed() >= Duration::from_secs(2), "{:?}", before.elapsed());
}

#[tokio::test]
async fn causes_of_network_errors_are_counted() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for (uri, cause) in [
        (format!("http://{free}/"), "Refused"),
        ("http://no-such-name.invalid/".to_owned(), "Name"),
        ("https://CONTROL/bot".to_owned(), "Tls"),
        ("http://BOT/slow".to_owned(), "TimedOut"),
    ] {
        let mut world = World::with(|config| config.callback.timeout_ms = millis(300)).await;
        let ringing = world.ring().await;
        let control = world.control.strip_prefix("http://").unwrap();
        let uri = uri.replace("CONTROL", control).replace("BOT", &world.bot.address.to_string());
        if cause == "TimedOut" {
            world.bot.then(Manner::Dawdle(Duration::from_secs(2)), 1);
        }
        world.post(&ringing, "answer", json!({ "callbackUri": uri })).await;
        let name =
            format!("call_server_network_errors_total{{peer=\"Callback\",cause=\"{cause}\"}}");
        world.at_least(&name, 1.0).await;
    }
}

#[tokio::test]
async fn a_name_that_leads_to_a_private_address_is_given_up_at_once() {
    let world = World::with(|config| {
        // The bot is there, and what `localhost` stands for is not.
        config.callback.private = vec!["127.0.0.2/32".parse().unwrap()];
        config.callback.uri = Some("http://localhost:9/".parse().unwrap());
    })
    .await;
    let url = format!("{}/calls", world.control);
    world.send(Method::POST, &url, b"").await;
    let forbidden = "call_server_network_errors_total{peer=\"Callback\",cause=\"Forbidden\"}";
    world.until(forbidden, 1.0).await;
    world.until(&count("Refused"), 1.0).await;
}

#[tokio::test]
async fn a_shutdown_does_not_wait_for_what_cannot_be_delivered() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut world = World::with(|config| {
        config.callback.retry_min_ms = millis(5_000);
        config.callback.retry_max_ms = millis(5_000);
    })
    .await;
    let patient = world.call().await;
    let gone = world.ring().await;
    let uri = format!("http://{free}/");
    world.post(&gone, "answer", json!({ "callbackUri": uri })).await;
    let refused = "call_server_network_errors_total{peer=\"Callback\",cause=\"Refused\"}";
    world.until(refused, 1.0).await;
    world.bot.then(Manner::Patience(StatusCode::TOO_MANY_REQUESTS, 60), 1);
    world.play(&patient, 1).await;
    world.until("call_server_notification_retries_total", 2.0).await;
    let before = Instant::now();
    world.stop().await;
    assert!(before.elapsed() < Duration::from_secs(4), "{:?}", before.elapsed());
}
