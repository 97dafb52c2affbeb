//! Bodies as clients send them: packed, with a byte order mark, or not JSON at all.

use std::io::Write as _;

use axum::http::StatusCode;
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use serde_json::json;

use crate::world::{Answer, World};

/// A cancel with this body, as it is.
async fn cancel(world: &World, call: &str, encodings: &[&str], body: Vec<u8>) -> Answer {
    let url = format!("{}/v1.0/communications/calls/{call}/cancelMediaProcessing", world.api);
    let mut request = world.client.post(url).body(body);
    for encoding in encodings {
        request = request.header("content-encoding", *encoding);
    }
    Answer::of(request.send().await.unwrap()).await
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(body).unwrap();
    packed.finish().unwrap()
}

fn zlib(body: &[u8]) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    packed.write_all(body).unwrap();
    packed.finish().unwrap()
}

fn raw_deflate(body: &[u8]) -> Vec<u8> {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::default());
    packed.write_all(body).unwrap();
    packed.finish().unwrap()
}

const BODY: &[u8] = b"{\"clientContext\": \"packed\"}";

#[tokio::test]
async fn a_packed_body_is_unpacked() {
    let mut world = World::new().await;
    let call = world.call().await;
    let members = [gzip(b"{\"clientContext\":"), gzip(b"\"packed\"}")].concat();
    for (encodings, body) in [
        (&["gzip"][..], gzip(BODY)),
        (&["x-gzip"], gzip(BODY)),
        (&["GZip"], gzip(BODY)),
        (&["gzip"], members),
        (&["deflate"], zlib(BODY)),
        (&["deflate"], raw_deflate(BODY)),
        (&["identity"], BODY.to_vec()),
        (&["identity, gzip"], gzip(BODY)),
        (&["gzip, deflate"], zlib(&gzip(BODY))),
        (&["gzip", "deflate"], zlib(&gzip(BODY))),
        (&[""], BODY.to_vec()),
    ] {
        let obeyed = cancel(&world, &call, encodings, body).await;
        assert_eq!(obeyed.status, StatusCode::OK, "{encodings:?}: {obeyed:?}");
        assert_eq!(obeyed.body["clientContext"], "packed", "{encodings:?}");
    }
    let nothing = cancel(&world, &call, &["gzip"], Vec::new()).await;
    assert_eq!(nothing.status, StatusCode::OK);
}

#[tokio::test]
async fn what_cannot_be_unpacked_is_refused_by_its_name() {
    let mut world = World::new().await;
    let call = world.call().await;
    for (encodings, name) in
        [(&["br"][..], "br"), (&["gzip, zstd"], "zstd"), (&["gzip", "gzip, gzip"], "3 layers deep")]
    {
        let refused = cancel(&world, &call, encodings, gzip(&gzip(&gzip(BODY)))).await;
        assert_eq!(refused.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{encodings:?}");
        assert_eq!(refused.headers["accept-encoding"], "gzip, deflate");
        assert_eq!(refused.body["error"]["code"], "UnsupportedMediaType");
        let message = refused.body["error"]["message"].as_str().unwrap();
        assert!(message.contains(name), "{message}");
    }
    let cut_off = gzip(BODY)[..20].to_vec();
    let followed = [&gzip(BODY)[..], b"more"].concat();
    for (encoding, body) in
        [("gzip", BODY.to_vec()), ("deflate", BODY.to_vec()), ("gzip", cut_off), ("gzip", followed)]
    {
        let refused = cancel(&world, &call, &[encoding], body).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{encoding}: {refused:?}");
        let message = refused.body["error"]["message"].as_str().unwrap();
        assert!(message.starts_with(&format!("the body is not {encoding}: ")), "{message}");
        assert!(refused.body["error"].get("target").is_none());
    }
}

#[tokio::test]
async fn a_body_is_as_long_as_it_unpacks_to() {
    let mut world =
        World::with(|config| config.api.max_body_bytes = 1_000.try_into().unwrap()).await;
    let call = world.call().await;
    let of_length = |length: usize| {
        let rest = length - "{\"a\":\"\"}".len();
        format!("{{\"a\":\"{}\"}}", "x".repeat(rest)).into_bytes()
    };
    for (length, status) in [
        (1_000, StatusCode::OK),
        (1_001, StatusCode::PAYLOAD_TOO_LARGE),
        (10_000_000, StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        for (encoding, body) in [
            (&["gzip"][..], gzip(&of_length(length))),
            (&["deflate"], zlib(&of_length(length))),
            (&["deflate"], raw_deflate(&of_length(length))),
            (&["gzip, gzip"], gzip(&gzip(&of_length(length)))),
        ] {
            // A connection may be closed before the whole of a body that is too long is sent.
            if body.len() <= 1_000 {
                let answer = cancel(&world, &call, encoding, body).await;
                assert_eq!(answer.status, status, "{encoding:?} {length}");
            }
        }
    }
}

#[tokio::test]
async fn a_byte_order_mark_is_passed_over() {
    let mut world = World::new().await;
    let marked = |body: &str| format!("\u{feff}{body}").into_bytes();
    let ringing = world.ring().await;
    let answer = world.post_raw(&ringing, "answer", &marked("{\"callbackUri\": 7}")).await;
    assert_eq!(answer.body["error"]["target"], "callbackUri");
    let answer = world.post_raw(&ringing, "answer", &marked("")).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED);
    for state in ["establishing", "established", "established"] {
        world.bot.state(state).await;
    }
    let body = marked("{\"clientContext\": \"marked\"}");
    for action in ["subscribeToTone", "cancelMediaProcessing"] {
        let answer = world.post_raw(&ringing, action, &body).await;
        assert_eq!(answer.body["clientContext"], "marked", "{action}");
    }
    let packed = cancel(&world, &ringing, &["gzip"], gzip(&body)).await;
    assert_eq!(packed.body["clientContext"], "marked");
}

#[tokio::test]
async fn what_is_not_json_is_told_apart_from_what_cannot_be_obeyed() {
    let mut world = World::new().await;
    let call = world.call().await;
    let ringing = world.ring().await;
    for action in ACTIONS {
        let call = if ["answer", "reject"].contains(&action) { &ringing } else { &call };
        for broken in ["{", "nothing", "{} {}", "\u{0}", "{\"a\": 1,}", "{\"a\": \"\u{1}\"}"] {
            let refused = world.post_raw(call, action, broken.as_bytes()).await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{action} {broken}");
            assert_eq!(refused.body["error"].get("target"), None, "{action} {broken}: {refused:?}");
            let message = refused.body["error"]["message"].as_str().unwrap();
            assert!(message.starts_with("the body is not JSON: "), "{message}");
        }
        let latin = world.post_raw(call, action, b"{\"clientContext\": \"\xe9\"}").await;
        assert_eq!(latin.body["error"].get("target"), None, "{action}: {latin:?}");

        for (json, target) in [("[]", "body"), ("7", "body"), ("\"{}\"", "body"), ("true", "body")]
        {
            let refused = world.post_raw(call, action, json.as_bytes()).await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{action} {json}");
            assert_eq!(refused.body["error"]["target"], target, "{action} {json}: {refused:?}");
        }
        let member = match action {
            "answer" => "callbackUri",
            "reject" => "reason",
            _ => "clientContext",
        };
        for value in ["\"\\ud83d\"", "\"\\udcde\"", "7", "[]", "\"a\", \"MEMBER\": \"a\""] {
            let json = format!("{{\"MEMBER\": {value}}}").replace("MEMBER", member);
            let refused = world.post_raw(call, action, json.as_bytes()).await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{action} {json}");
            assert_eq!(refused.body["error"]["target"], member, "{action} {json}: {refused:?}");
        }
    }
}

#[tokio::test]
async fn null_is_an_empty_body_in_every_action() {
    let mut world = World::new().await;
    for body in ["null", "{}", "", " \r\n"] {
        let call = world.ring().await;
        for action in ["answer", "subscribeToTone", "recordResponse", "cancelMediaProcessing"] {
            let answer = world.post_raw(&call, action, body.as_bytes()).await;
            let expected = if action == "answer" { StatusCode::ACCEPTED } else { StatusCode::OK };
            assert_eq!(answer.status, expected, "{action} {body:?}: {answer:?}");
            if action == "answer" {
                for state in ["establishing", "established", "established"] {
                    world.bot.state(state).await;
                }
            }
        }
        assert_eq!(world.bot.data().await["resultInfo"]["subcode"], 8508);
        let rejected = world.ring().await;
        let answer = world.post_raw(&rejected, "reject", body.as_bytes()).await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{body:?}");
        world.bot.state("terminated").await;
    }
}

#[tokio::test]
async fn a_whole_number_may_have_a_fraction_of_zero() {
    let mut world = World::new().await;
    let call = world.call().await;
    for (number, status) in [
        ("60.0", StatusCode::OK),
        ("6e1", StatusCode::OK),
        ("60.5", StatusCode::BAD_REQUEST),
        ("1e400", StatusCode::BAD_REQUEST),
    ] {
        let body = format!("{{\"maxRecordDurationInSeconds\": {number}}}");
        let answer = world.post_raw(&call, "recordResponse", body.as_bytes()).await;
        assert_eq!(answer.status, status, "{number}: {answer:?}");
        if status == StatusCode::BAD_REQUEST {
            assert_eq!(answer.body["error"]["target"], "maxRecordDurationInSeconds", "{answer:?}");
        }
    }
}

#[tokio::test]
async fn what_is_not_served_is_refused_by_its_name() {
    let mut world = World::new().await;
    let ringing = world.ring().await;
    let app_hosted = "microsoft.graph.appHostedMediaConfig";
    let marked = format!("#{app_hosted}");
    for (body, target) in [
        (json!({ "mediaConfig": { "@odata.type": app_hosted } }), "mediaConfig.@odata.type"),
        (json!({ "mediaConfig": { "@odata.type": marked } }), "mediaConfig.@odata.type"),
        (json!({ "mediaConfig": { "@odata.type": 7 } }), "mediaConfig.@odata.type"),
        (json!({ "mediaConfig": { "blob": "<session>" } }), "mediaConfig.blob"),
        (json!({ "mediaConfig": "service" }), "mediaConfig"),
        (json!({ "acceptedModalities": ["audio", "video"] }), "acceptedModalities[1]"),
        (json!({ "acceptedModalities": ["videoBasedScreenSharing"] }), "acceptedModalities[0]"),
        (json!({ "acceptedModalities": ["smell"] }), "acceptedModalities[0]"),
        (json!({ "acceptedModalities": [7] }), "acceptedModalities[0]"),
        (json!({ "acceptedModalities": "audio" }), "acceptedModalities"),
        (json!({ "acceptedModalities": { "$values": ["video"] } }), "acceptedModalities[0]"),
    ] {
        let refused = world.post(&ringing, "answer", body.clone()).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(refused.body["error"]["target"], target, "{body}: {refused:?}");
    }
    // What the .NET SDK sends when its serializer preserves references.
    let answer = json!({
        "$id": "1",
        "callbackUri": world.bot.uri("own"),
        "mediaConfig": {
            "@odata.type": "microsoft.graph.serviceHostedMediaConfig",
            "preFetchMedia": { "$id": "2", "$values": [{ "uri": "", "resourceId": "" }] },
        },
        "acceptedModalities": { "$id": "3", "$values": ["Audio"] },
        "participantCapacity": null,
    });
    let answered = world.post(&ringing, "answer", answer).await;
    assert_eq!(answered.status, StatusCode::ACCEPTED, "{answered:?}");
    for state in ["establishing", "established", "established"] {
        world.bot.state(state).await;
    }
    for (stream, status) in [
        (json!(true), StatusCode::BAD_REQUEST),
        (json!("no"), StatusCode::BAD_REQUEST),
        (json!(false), StatusCode::OK),
        (json!(null), StatusCode::OK),
    ] {
        let record = json!({ "streamWhileRecording": stream });
        let answer = world.post(&ringing, "recordResponse", record).await;
        assert_eq!(answer.status, status, "{stream}");
        if status == StatusCode::BAD_REQUEST {
            assert_eq!(answer.body["error"]["target"], "streamWhileRecording");
        }
    }
}

const ACTIONS: [&str; 6] = [
    "answer",
    "reject",
    "playPrompt",
    "recordResponse",
    "subscribeToTone",
    "cancelMediaProcessing",
];
