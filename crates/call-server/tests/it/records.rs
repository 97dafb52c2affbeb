//! Every end of a record, and what becomes of the audio.

use std::io::Cursor;

use axum::http::StatusCode;
use call_server::Server;
use call_server::config::Config;
use serde_json::{Value, json};

use crate::world::{World, millis, prompt};

/// A record whose recording has started: it has neither prompt nor beep.
async fn recording(world: &World, call: &str, mut body: Value) -> String {
    body["playBeep"] = json!(false);
    let operation = world.operation(call, "recordResponse", body).await;
    world.until("call_server_operation_wait_seconds_count", 1.0).await;
    operation
}

/// Checks that the recording is there for who has its token. Gives its length.
async fn kept(world: &World, ended: &Value) -> u32 {
    let location = ended["recordingLocation"].as_str().unwrap();
    let token = ended["recordingAccessToken"].as_str().unwrap();
    for wrong in [None, Some("wrong"), Some("")] {
        let mut request = world.client.get(location);
        if let Some(wrong) = wrong {
            request = request.bearer_auth(wrong);
        }
        assert_eq!(request.send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
    }
    let answer = world.client.get(location).bearer_auth(token).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["content-type"], "audio/wav");
    let wav = answer.bytes().await.unwrap();
    let wav = hound::WavReader::new(Cursor::new(wav)).unwrap();
    wav.duration() * 1_000 / wav.spec().sample_rate
}

/// Checks that nothing is kept.
async fn discarded(world: &World, ended: &Value) {
    assert_eq!(ended["recordingLocation"], "");
    assert_eq!(ended["recordingAccessToken"], "");
    world.until("call_server_recordings", 0.0).await;
    assert_eq!(world.recordings(), 0);
}

#[tokio::test]
async fn a_stop_tone() {
    let mut world = World::new().await;
    let call = world.call().await;
    let operation = recording(&world, &call, json!({ "stopTones": ["#"] })).await;
    world.press(&call, "1#").await;
    let ended = world.bot.ended(&operation, 8514).await;
    assert_eq!(ended["status"], "completed");
    assert_eq!(ended["completionReason"], "stopToneDetected");
    kept(&world, &ended).await;
}

#[tokio::test]
async fn the_longest_duration() {
    let mut world = World::new().await;
    let call = world.call().await;
    world.caller(&call, "speech", json!({ "speaking": true })).await;
    let body = json!({ "maxRecordDurationInSeconds": 1, "initialSilenceTimeoutInSeconds": 1 });
    let operation = recording(&world, &call, body).await;
    let ended = world.bot.ended(&operation, 8515).await;
    assert_eq!(ended["completionReason"], "maxRecordDurationReached");
    let length = kept(&world, &ended).await;
    assert!((1_000..1_500).contains(&length), "{length} ms");
}

#[tokio::test]
async fn the_longest_silence() {
    let mut world = World::new().await;
    let call = world.call().await;
    let operation = recording(&world, &call, json!({ "maxSilenceTimeoutInSeconds": 1 })).await;
    for speaking in [true, false] {
        world.caller(&call, "speech", json!({ "speaking": speaking })).await;
    }
    let ended = world.bot.ended(&operation, 8509).await;
    assert_eq!(ended["completionReason"], "maxSilenceTimeout");
    kept(&world, &ended).await;
}

#[tokio::test]
async fn the_longest_initial_silence() {
    let mut world = World::new().await;
    let call = world.call().await;
    let body = json!({ "initialSilenceTimeoutInSeconds": 1 });
    let operation = recording(&world, &call, body).await;
    let ended = world.bot.ended(&operation, 8510).await;
    assert_eq!(ended["status"], "failed");
    discarded(&world, &ended).await;
}

#[tokio::test]
async fn lost_media() {
    let mut world = World::new().await;
    let call = world.call().await;
    let operation = recording(&world, &call, json!({})).await;
    world.caller(&call, "media", json!({ "flowing": false })).await;
    let ended = world.bot.ended(&operation, 8513).await;
    assert_eq!(ended["resultInfo"]["code"], 500);
    kept(&world, &ended).await;
    let waits = world.play(&call, 10).await;
    world.caller(&call, "media", json!({ "flowing": true })).await;
    world.bot.ended(&waits, 0).await;
}

#[tokio::test]
async fn a_cancel() {
    let mut world = World::new().await;
    let call = world.call().await;
    let operation = recording(&world, &call, json!({})).await;
    world.operation(&call, "cancelMediaProcessing", json!({})).await;
    let ended = world.bot.ended(&operation, 8508).await;
    discarded(&world, &ended).await;
}

#[tokio::test]
async fn a_hang_up_by_the_caller_or_the_application() {
    for by_caller in [true, false] {
        let mut world = World::new().await;
        let call = world.call().await;
        let operation = recording(&world, &call, json!({})).await;
        if by_caller {
            world.caller(&call, "hang-up", json!({})).await;
        } else {
            world.delete(&call).await;
            world.bot.state("terminating").await;
        }
        let ended = world.bot.ended(&operation, 8528).await;
        assert_eq!(ended["status"], "failed");
        kept(&world, &ended).await;
        world.bot.state("terminated").await;
    }
}

#[tokio::test]
async fn a_hang_up_where_nothing_partial_is_kept() {
    let mut world = World::with(|config| config.recordings.keep_partial = false).await;
    let call = world.call().await;
    let operation = recording(&world, &call, json!({})).await;
    world.caller(&call, "hang-up", json!({})).await;
    let ended = world.bot.ended(&operation, 8528).await;
    world.bot.state("terminated").await;
    discarded(&world, &ended).await;
}

#[tokio::test]
async fn a_prompt_that_fails() {
    let mut world = World::new().await;
    let call = world.call().await;
    let nowhere = prompt(&format!("{}/nowhere.wav", world.control));
    let body = json!({ "prompts": [nowhere] });
    let operation = world.operation(&call, "recordResponse", body).await;
    let ended = world.bot.ended(&operation, 8511).await;
    assert_eq!(ended["completionReason"], "playPromptFailed");
    discarded(&world, &ended).await;
}

#[tokio::test]
async fn a_beep_that_fails() {
    let mut world = World::with(|config| config.simulated.beep_ms = millis(60_000)).await;
    let call = world.call().await;
    let operation = world.operation(&call, "recordResponse", json!({})).await;
    world.until("call_server_operation_wait_seconds_count", 1.0).await;
    world.caller(&call, "fault", json!({})).await;
    let ended = world.bot.ended(&operation, 8512).await;
    assert_eq!(ended["completionReason"], "playBeepFailed");
    discarded(&world, &ended).await;
}

#[tokio::test]
async fn a_recording_that_fails() {
    let mut world = World::new().await;
    let call = world.call().await;
    let operation = recording(&world, &call, json!({})).await;
    world.caller(&call, "fault", json!({})).await;
    let ended = world.bot.ended(&operation, 9999).await;
    assert_eq!(ended["completionReason"], "unspecifiedError");
    // The engine has left no file.
    discarded(&world, &ended).await;
}

#[tokio::test]
async fn prompt_and_beep_come_first() {
    let mut world = World::with(|config| config.simulated.beep_ms = millis(60)).await;
    let call = world.call().await;
    let before = tokio::time::Instant::now();
    let body = json!({ "prompts": [world.prompt(60)], "initialSilenceTimeoutInSeconds": 1 });
    let operation = world.operation(&call, "recordResponse", body).await;
    world.bot.ended(&operation, 8510).await;
    assert!(before.elapsed().as_millis() >= 1_120);
}

#[tokio::test]
async fn a_barge_in_cancels_what_there_is_and_then_records() {
    let mut world = World::new().await;
    let call = world.call().await;
    let play = world.play(&call, 60_000).await;
    let queued = world.play(&call, 10).await;
    let body = json!({ "bargeInAllowed": true, "initialSilenceTimeoutInSeconds": 1 });
    let record = world.operation(&call, "recordResponse", body).await;
    world.bot.ended(&play, 8508).await;
    world.bot.ended(&queued, 8508).await;
    world.bot.ended(&record, 8510).await;
}

#[tokio::test]
async fn recordings_are_bounded_and_kept_for_a_time() {
    let mut world = World::with(|config| {
        config.recordings.max = 1.try_into().unwrap();
        config.recordings.keep_ms = millis(200);
    })
    .await;
    let call = world.call().await;
    let operation = recording(&world, &call, json!({ "stopTones": ["#"] })).await;
    let refused = world.post(&call, "recordResponse", json!({})).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    world.press(&call, "#").await;
    let ended = world.bot.ended(&operation, 8514).await;
    world.until("call_server_recordings", 0.0).await;
    assert_eq!(world.recordings(), 0);
    let location = ended["recordingLocation"].as_str().unwrap();
    let token = ended["recordingAccessToken"].as_str().unwrap();
    let gone = world.client.get(location).bearer_auth(token).send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_a_killed_server_left_is_swept_and_nothing_else() {
    let directory =
        std::env::temp_dir().join(format!("call-server-sweep-{:016x}", fastrand::u64(..)));
    std::fs::create_dir(&directory).unwrap();
    let id = "0fe0623f-d628-42ed-b4bd-8ac290072cc5";
    let left = format!("call-server-recording-{id}.wav");
    let others = [
        format!("{id}.wav"),
        format!("call-server-recording-{id}.mp3"),
        format!("call-server-recording-{}.wav", id.to_uppercase()),
        format!("call-server-recording-{}.wav", id.replace('-', "")),
        "call-server-recording-holiday.wav".to_owned(),
        "notes.txt".to_owned(),
    ];
    for name in others.iter().chain([&left]) {
        std::fs::write(directory.join(name), "audio").unwrap();
    }
    let elsewhere = directory.join("notes.txt");
    let link = "call-server-recording-17e3b46c-f61d-4f4d-9635-c626ef18e6ad.wav";
    std::os::unix::fs::symlink(elsewhere, directory.join(link)).unwrap();
    let folder = "call-server-recording-57dab8b1-894c-409a-b240-bd8beae78896.wav";
    std::fs::create_dir(directory.join(folder)).unwrap();

    let mut world = World::with(|config| config.recordings.directory.clone_from(&directory)).await;
    assert!(!directory.join(left).exists());
    for name in others.iter().map(String::as_str).chain([link, folder]) {
        assert!(directory.join(name).exists(), "{name}");
    }
    // A server that ends in peace leaves nothing.
    let call = world.call().await;
    let before = world.recordings();
    let operation = recording(&world, &call, json!({ "stopTones": ["#"] })).await;
    world.press(&call, "#").await;
    world.bot.ended(&operation, 8514).await;
    assert_eq!(world.recordings(), before + 1);
    world.stop().await;
    assert_eq!(world.recordings(), before);
}

#[tokio::test]
async fn two_servers_do_not_share_a_directory() {
    let first = World::new().await;
    let mut config = Config::default();
    config.api.listen.set_port(0);
    config.control.listen.set_port(0);
    config.recordings.directory.clone_from(&first.recordings);
    let refused = Server::bind(config.clone()).await.unwrap_err().to_string();
    assert!(refused.contains("another server uses the directory"), "{refused}");
    // The directory outlives its server, and is free then.
    let mut first = first;
    first.stop().await;
    Server::bind(config).await.unwrap();
}
