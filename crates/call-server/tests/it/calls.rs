//! The life of a call.

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::world::{World, millis};

#[tokio::test]
async fn a_call_is_announced_answered_read_and_hung_up() {
    let mut world = World::new().await;
    let call = world.ring().await;
    assert_eq!(world.get(&call, "").await.body["state"], "incoming");

    let callback = world.bot.uri("own");
    let answer = world.post(&call, "answer", json!({ "callbackUri": callback })).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED);
    let establishing = world.bot.next().await;
    assert_eq!(establishing.at, "own");
    assert_eq!(establishing.entry["changeType"], "updated");
    assert_eq!(establishing.entry["resourceData"]["state"], "establishing");
    let first = world.bot.state("established").await;
    assert!(first.get("mediaState").is_none());
    let second = world.bot.state("established").await;
    assert_eq!(second["mediaState"]["audio"], "active");

    let read = world.get(&call, "").await;
    assert_eq!(read.status, StatusCode::OK);
    assert_eq!(read.body["@odata.type"], "#microsoft.graph.call");
    assert_eq!(read.body["state"], "established");
    assert_eq!(read.body["callbackUri"], callback);
    assert_eq!(world.post(&call, "keepAlive", json!({})).await.status, StatusCode::OK);

    assert_eq!(world.delete(&call).await.status, StatusCode::NO_CONTENT);
    world.bot.state("terminating").await;
    let last = world.bot.next().await;
    assert_eq!(last.entry["changeType"], "deleted");
    assert_eq!(last.entry["resourceData"]["state"], "terminated");
    assert_eq!(last.entry["resourceUrl"], format!("/communications/calls/{call}"));
}

#[tokio::test]
async fn a_call_may_be_rejected() {
    let mut world = World::new().await;
    let call = world.ring().await;
    let wrong = world.post(&call, "reject", json!({ "reason": "tired" })).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert_eq!(wrong.body["error"]["target"], "reason");
    let answer = world.post(&call, "reject", json!({ "reason": "busy" })).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED);
    world.bot.state("terminated").await;
    assert_eq!(world.get(&call, "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_call_is_answered_once() {
    let mut world = World::new().await;
    let call = world.call().await;
    for action in ["answer", "reject"] {
        let again = world.post(&call, action, json!({})).await;
        assert_eq!(again.status, StatusCode::BAD_REQUEST, "{action}");
    }
}

#[tokio::test]
async fn the_caller_may_hang_up_before_the_answer_and_after() {
    let mut world = World::new().await;
    let early = world.ring().await;
    world.caller(&early, "hang-up", json!({})).await;
    world.bot.state("terminated").await;
    let late = world.call().await;
    world.caller(&late, "hang-up", json!({})).await;
    world.bot.state("terminated").await;
    for call in [early, late] {
        assert_eq!(world.post(&call, "keepAlive", json!({})).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_call_ends_unless_it_is_answered_in_time() {
    let mut world = World::with(|config| config.calls.answer_timeout_ms = millis(50)).await;
    let call = world.ring().await;
    world.bot.state("terminated").await;
    assert_eq!(world.post(&call, "answer", json!({})).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_call_ends_unless_it_is_kept_alive() {
    let mut world = World::with(|config| config.calls.keep_alive_ms = millis(1_500)).await;
    let call = world.call().await;
    for _ in 0..20 {
        world.pause(100).await;
        assert_eq!(world.post(&call, "keepAlive", json!({})).await.status, StatusCode::OK);
    }
    world.bot.state("terminated").await;
}

#[tokio::test]
async fn both_versions_serve_and_locations_keep_to_theirs() {
    let mut world = World::new().await;
    let call = world.call().await;
    let path = format!("/beta/communications/calls/{call}");
    let url = format!("{}{path}/subscribeToTone", world.api);
    let answer = world.send(Method::POST, &url, b"").await;
    assert_eq!(answer.status, StatusCode::OK);
    let location = answer.headers["location"].to_str().unwrap();
    assert!(location.starts_with(&format!("{}{path}/operations/", world.api)), "{location}");
    assert_eq!(world.send(Method::GET, location, b"").await.body["status"], "completed");
}

#[tokio::test]
async fn a_path_may_be_written_in_any_way_that_clients_use() {
    let mut world = World::new().await;
    let spellings = [
        "v1.0/communications/calls/{id}/microsoft.graph.{action}",
        "beta/app/calls('{id}')/{action}/",
        "V1.0/Communications/Calls(%27{id}%27)/Microsoft.Graph.{ACTION}",
    ];
    for spelling in spellings {
        let call = world.ring().await;
        let at = |action: &str| {
            let path = spelling
                .replace("{id}", &call)
                .replace("{action}", action)
                .replace("{ACTION}", &action.to_uppercase());
            format!("{}/{path}", world.api)
        };
        let answer = world.send(Method::POST, &at("answer"), b"").await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{spelling}");
        for state in ["establishing", "established", "established"] {
            world.bot.state(state).await;
        }
        let again = world.send(Method::POST, &at("reject"), b"").await;
        assert_eq!(again.status, StatusCode::BAD_REQUEST, "{spelling}: {again:?}");
        let body = json!({ "prompts": [world.prompt(60_000)] }).to_string();
        for action in [
            "keepAlive",
            "subscribeToTone",
            "playPrompt",
            "recordResponse",
            "cancelMediaProcessing",
        ] {
            let answer = world.send(Method::POST, &at(action), body.as_bytes()).await;
            assert_eq!(answer.status, StatusCode::OK, "{spelling} {action}: {answer:?}");
        }
        for _ in 0..2 {
            assert_eq!(world.bot.data().await["resultInfo"]["subcode"], 8508);
        }
        let get = world.send(Method::GET, &at("playPrompt"), b"").await;
        assert_eq!(get.status, StatusCode::METHOD_NOT_ALLOWED, "{spelling}");
    }
}

#[tokio::test]
async fn an_id_may_be_written_in_any_way() {
    let mut world = World::new().await;
    let call = world.call().await;
    for id in [call.to_uppercase(), call.replace('-', "")] {
        assert_eq!(world.get(&id, "").await.status, StatusCode::OK, "{id}");
    }
}

#[tokio::test]
async fn calls_are_bounded() {
    let mut world = World::with(|config| config.calls.max = 1.try_into().unwrap()).await;
    let call = world.call().await;
    let url = format!("{}/calls", world.control);
    let busy = world.send(Method::POST, &url, b"").await;
    assert_eq!(busy.status, StatusCode::SERVICE_UNAVAILABLE);
    world.delete(&call).await;
    world.bot.state("terminating").await;
    world.bot.state("terminated").await;
    world.until("call_server_calls", 0.0).await;
    world.ring().await;
}
