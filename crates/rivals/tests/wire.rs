//! All ways of writing write what the crate writes, and all ways of reading read the same.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test that meets the unexpected should stop"
)]

use media_queue::graph::{Notifications, PlayPrompt, RecordResponse, SubscribeToTone};
use media_queue::{Tone, ToneSet};
use rivals::script::canceled_operations;
use rivals::wire::bodies::{self, Body};
use rivals::wire::{Canceled, template, value, written};
use serde::Deserialize;
use uuid::Uuid;

#[test]
fn all_write_alike() {
    for count in [0, 1, 2, 7] {
        let completions = canceled_operations(count);
        let canceled: Vec<_> = completions.iter().map(Canceled::from).collect();
        let expected = serde_json::to_string(&Notifications::new(CALL, &completions)).unwrap();
        let text = |write: &dyn Fn(&mut Vec<u8>)| {
            let mut out = Vec::new();
            write(&mut out);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(text(&|out| written::owned(out, CALL, &canceled).unwrap()), expected);
        assert_eq!(text(&|out| written::borrowed(out, CALL, &canceled).unwrap()), expected);
        assert_eq!(text(&|out| template::notifications(out, CALL, &canceled)), expected);
        // A tree of values forgets the order of members.
        let tree = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
        let by_value = text(&|out| value::notifications(out, CALL, &canceled).unwrap());
        assert_eq!(tree(&by_value), tree(&expected));
    }
}

#[test]
fn all_read_alike() {
    let ours: PlayPrompt<'_> = serde_json::from_str(PLAY).unwrap();
    let play: bodies::Play<&str> = serde_json::from_str(PLAY).unwrap();
    assert!(play.check());
    assert_eq!(ours.client_context.as_deref(), play.client_context);
    assert_eq!(ours.repeated, play.r#loop.unwrap_or(false));
    let uris: Vec<_> = play.prompts.iter().map(|prompt| prompt.media_info.uri).collect();
    assert!(ours.prompts.as_slice().iter().map(|prompt| &*prompt.uri).eq(uris));

    let ours: RecordResponse<'_> = serde_json::from_str(RECORD).unwrap();
    let record: bodies::Record<&str> = serde_json::from_str(RECORD).unwrap();
    assert!(record.check());
    assert_eq!(ours.client_context.as_deref(), record.client_context);
    assert_eq!(Some(ours.barge_in), record.barge_in_allowed);
    assert_eq!(Some(ours.play_beep), record.play_beep);
    assert_eq!(ours.stop_tones, record.stop_tones);
    let longest = record.max_record_duration_in_seconds.unwrap();
    assert_eq!(ours.limits.max_duration.get(), longest * 1_000);
}

#[test]
fn the_checked_one_refuses_what_the_crate_refuses() {
    let long = "x".repeat(257);
    let prompt = r#"{"mediaInfo":{"uri":"u"}}"#;
    let many = [prompt; 21].join(",");
    refused::<PlayPrompt<'_>, bodies::Play<&str>>(r#"{"prompts":[]}"#);
    refused::<PlayPrompt<'_>, bodies::Play<&str>>(&format!(r#"{{"prompts":[{many}]}}"#));
    refused::<PlayPrompt<'_>, bodies::Play<&str>>(
        r#"{"prompts":[{"@odata.type":"x","mediaInfo":{"uri":"u"}}]}"#,
    );
    refused::<RecordResponse<'_>, bodies::Record<&str>>(r#"{"stopTones":["x"]}"#);
    refused::<RecordResponse<'_>, bodies::Record<&str>>(r#"{"maxRecordDurationInSeconds":0}"#);
    refused::<RecordResponse<'_>, bodies::Record<&str>>(r#"{"maxSilenceTimeoutInSeconds":121}"#);
    refused::<RecordResponse<'_>, bodies::Record<&str>>(&format!(
        r#"{{"prompts":[{prompt},{prompt}]}}"#
    ));
    refused::<SubscribeToTone<'_>, bodies::ContextOnly<&str>>(&format!(
        r#"{{"clientContext":"{long}"}}"#
    ));
}

#[test]
fn both_know_every_key() {
    for tone in Tone::ALL {
        let body = format!(r#"{{"stopTones":["{tone}"]}}"#);
        let ours: RecordResponse<'_> = serde_json::from_str(&body).unwrap();
        let derived: bodies::Record<&str> = serde_json::from_str(&body).unwrap();
        assert_eq!(ours.stop_tones, ToneSet::from_iter([tone]));
        assert_eq!(derived.stop_tones, ours.stop_tones);
    }
}

#[track_caller]
fn refused<'a, Ours: Deserialize<'a>, Derived: Deserialize<'a> + Body>(body: &'a str) {
    assert!(serde_json::from_str::<Ours>(body).is_err());
    assert!(!serde_json::from_str::<Derived>(body).is_ok_and(|derived| derived.check()));
}

const CALL: Uuid = Uuid::from_u128(0x57da_b8b1_894c_409a_b240_bd8b_eae7_8896);
const PLAY: &str = include_str!("../../../tests/fixtures/graph/requests/play-prompt.json");
const RECORD: &str = include_str!("../../../tests/fixtures/graph/requests/record-response.json");
