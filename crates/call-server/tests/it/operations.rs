//! Prompts, tones and cancels.

use axum::http::StatusCode;
use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn prompts_queue_and_play_in_order() {
    let mut world = World::new().await;
    let call = world.call().await;
    let body = json!({
        "clientContext": "menu \u{1F4DE}",
        "prompts": [world.prompt(20), world.prompt(30)],
    });
    let first = world.operation(&call, "playPrompt", body).await;
    let second = world.play(&call, 20).await;
    for operation in [&first, &second] {
        let read = world.get(&call, &format!("/operations/{operation}")).await;
        assert_eq!(read.status, StatusCode::OK);
        assert_eq!(read.body["@odata.type"], "#microsoft.graph.playPromptOperation");
        assert_eq!(read.body["status"], "running");
    }
    let played = world.bot.ended(&first, 0).await;
    assert_eq!(played["status"], "completed");
    assert_eq!(played["completionReason"], "completedSuccessfully");
    assert_eq!(played["clientContext"], "menu \u{1F4DE}");
    assert_eq!(played["@odata.etag"], "W/\"1\"");
    world.bot.ended(&second, 0).await;
    let read = world.get(&call, &format!("/operations/{first}")).await;
    assert_eq!(read.status, StatusCode::OK);
    assert_eq!(read.body["status"], "completed");
}

#[tokio::test]
async fn a_prompt_takes_as_long_as_its_wav_says() {
    let mut world = World::new().await;
    let call = world.call().await;
    let before = tokio::time::Instant::now();
    let operation = world.play(&call, 300).await;
    world.bot.ended(&operation, 0).await;
    let took = before.elapsed().as_millis();
    assert!((300..3_000).contains(&took), "{took} ms");
}

#[tokio::test]
async fn a_key_reaches_the_subscriber_while_a_prompt_plays() {
    let mut world = World::new().await;
    let call = world.call().await;
    world.press(&call, "9").await;
    world.operation(&call, "subscribeToTone", json!({ "clientContext": "keys" })).await;
    let operation = world.play(&call, 400).await;
    world.press(&call, "1#").await;
    world.bot.tone(1, "tone1").await;
    world.bot.tone(2, "pound").await;
    world.bot.ended(&operation, 0).await;
}

#[tokio::test]
async fn a_cancel_reports_every_operation_and_spares_the_subscription() {
    let mut world = World::new().await;
    let call = world.call().await;
    world.operation(&call, "subscribeToTone", json!({})).await;
    let prompt = world.prompt(60_000);
    let forever = json!({ "prompts": [prompt], "loop": true });
    let play = world.operation(&call, "playPrompt", forever).await;
    let record = world.operation(&call, "recordResponse", json!({})).await;
    let last = world.play(&call, 60_000).await;
    let cancel = json!({ "clientContext": "enough" });
    let cancel = world.operation(&call, "cancelMediaProcessing", cancel).await;
    for (operation, reason) in [
        (&play, "mediaOperationCanceled"),
        (&record, "operationCanceled"),
        (&last, "mediaOperationCanceled"),
    ] {
        let ended = world.bot.ended(operation, 8508).await;
        assert_eq!(ended["status"], "failed");
        assert_eq!(ended["resultInfo"]["code"], 400);
        assert_eq!(ended["completionReason"], reason);
    }
    let read = world.get(&call, &format!("/operations/{cancel}")).await;
    assert_eq!(read.status, StatusCode::OK);
    assert_eq!(read.body["@odata.type"], "#microsoft.graph.cancelMediaProcessingOperation");
    assert_eq!(read.body["status"], "completed");
    assert_eq!(read.body["clientContext"], "enough");
    world.press(&call, "3").await;
    world.bot.tone(1, "tone3").await;
    world.operation(&call, "cancelMediaProcessing", json!({})).await;
    let next = world.play(&call, 10).await;
    world.bot.ended(&next, 0).await;
}

#[tokio::test]
async fn a_full_queue_refuses_and_says_when_to_come_back() {
    let mut world = World::with(|config| config.calls.queue = 2.try_into().unwrap()).await;
    let call = world.call().await;
    let first = world.play(&call, 60_000).await;
    world.play(&call, 60_000).await;
    let body = json!({ "prompts": [world.prompt(10)] });
    let refused = world.post(&call, "playPrompt", body).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.headers["retry-after"], "1");
    assert_eq!(refused.body["error"]["code"], "TooManyRequests");
    // A barge-in makes room for itself.
    world.operation(&call, "recordResponse", json!({ "bargeInAllowed": true })).await;
    world.bot.ended(&first, 8508).await;
}

#[tokio::test]
async fn before_the_answer_media_is_refused() {
    let mut world = World::new().await;
    let call = world.ring().await;
    let play = json!({ "prompts": [world.prompt(10)] });
    for (action, body) in [
        ("playPrompt", play),
        ("recordResponse", json!({})),
        ("subscribeToTone", json!({})),
        ("cancelMediaProcessing", json!({})),
    ] {
        let refused = world.post(&call, action, body).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{action}");
        assert_eq!(refused.body["error"]["message"], "the call is not established");
    }
    assert_eq!(world.recordings(), 0);
}

#[tokio::test]
async fn an_operation_can_be_read_as_long_as_its_call_lives() {
    let mut world = World::new().await;
    let call = world.call().await;
    let at = |operation: &str| format!("/operations/{operation}");
    let body = json!({ "clientContext": "keys" });
    let subscription = world.operation(&call, "subscribeToTone", body).await;
    let read = world.get(&call, &at(&subscription)).await;
    assert_eq!(read.body["@odata.type"], "#microsoft.graph.subscribeToToneOperation");
    assert_eq!(read.body["status"], "completed");

    let play = world.play(&call, 10).await;
    let played = world.bot.ended(&play, 0).await;
    let body = json!({ "playBeep": false, "stopTones": ["#"], "clientContext": "name" });
    let record = world.operation(&call, "recordResponse", body).await;
    assert_eq!(world.get(&call, &at(&record)).await.body["status"], "running");
    world.until("call_server_operation_wait_seconds_count", 2.0).await;
    world.press(&call, "#").await;
    world.bot.tone(1, "pound").await;
    let recorded = world.bot.ended(&record, 8514).await;
    let silent = json!({ "playBeep": false, "initialSilenceTimeoutInSeconds": 1 });
    let silent = world.operation(&call, "recordResponse", silent).await;
    let silence = world.bot.ended(&silent, 8510).await;
    // It says what its notification said, but for what belongs to the notification.
    for (operation, mut notified) in [(play, played), (record, recorded), (silent, silence)] {
        let read = world.get(&call, &at(&operation)).await;
        assert_eq!(read.status, StatusCode::OK);
        let notified = notified.as_object_mut().unwrap();
        notified.remove("@odata.id");
        notified.remove("@odata.etag");
        assert_eq!(read.body, json!(notified));
        assert_eq!(world.get(&call, &at(&operation)).await.body, json!(notified));
    }
    world.delete(&call).await;
    assert_eq!(world.get(&call, &at(&subscription)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_call_remembers_so_many_operations_that_have_ended() {
    let mut world = World::with(|config| config.calls.ended = 2.try_into().unwrap()).await;
    let call = world.call().await;
    let mut operations = Vec::new();
    for _ in 0..3 {
        let operation = world.operation(&call, "subscribeToTone", json!({})).await;
        let read = world.get(&call, &format!("/operations/{operation}")).await;
        assert_eq!(read.status, StatusCode::OK);
        operations.push(operation);
    }
    for (operation, status) in operations.iter().zip([404, 200, 200]) {
        let read = world.get(&call, &format!("/operations/{operation}")).await;
        assert_eq!(read.status, status, "{operation}");
    }
}
