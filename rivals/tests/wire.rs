//! Every way of writing writes what the crate writes, every way of reading reads it.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test that meets the unexpected should stop"
)]

use media_queue::graph::{Body, Notifications, PlayPrompt, RecordResponse};
use rivals::script::canceled_operations;
use rivals::wire::{Canceled, derived, template, value};
use uuid::Uuid;

#[test]
fn all_write_alike() {
    for count in [0, 1, 2, 7] {
        let completions = canceled_operations(count);
        let told: Vec<_> = completions.iter().map(Canceled::from).collect();
        let expected = serde_json::to_string(&Notifications::new(CALL, &completions)).unwrap();
        let written = |write: &dyn Fn(&mut Vec<u8>)| {
            let mut out = Vec::new();
            write(&mut out);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(written(&|out| derived::owned(out, CALL, &told).unwrap()), expected);
        assert_eq!(written(&|out| derived::borrowed(out, CALL, &told).unwrap()), expected);
        assert_eq!(written(&|out| template::notifications(out, CALL, &told)), expected);
        // A tree of values forgets the order of members.
        let tree = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        let by_value = written(&|out| value::notifications(out, CALL, &told).unwrap());
        assert_eq!(tree(&by_value), tree(&expected));
    }
}

#[test]
fn all_read_alike() {
    let ours = serde_json::from_str::<Body<PlayPrompt<'_>>>(PLAY).unwrap().check().unwrap();
    let play: derived::Play<&str> = serde_json::from_str(PLAY).unwrap();
    assert_eq!(ours.client_context.as_deref(), play.client_context);
    assert_eq!(ours.repeated, play.repeated);
    let uris: Vec<_> = play.prompts.iter().map(|prompt| prompt.media_info.uri).collect();
    assert!(ours.prompts.as_slice().iter().map(|prompt| &*prompt.uri).eq(uris));

    let ours = serde_json::from_str::<Body<RecordResponse<'_>>>(RECORD).unwrap().check().unwrap();
    let record: derived::Record<&str> = serde_json::from_str(RECORD).unwrap();
    assert_eq!(ours.client_context.as_deref(), record.client_context);
    assert_eq!(ours.barge_in, record.barge_in_allowed);
    assert_eq!(ours.play_beep, record.play_beep);
    assert_eq!(ours.stop_tones, record.stop_tones);
    let longest = record.max_record_duration_in_seconds.unwrap();
    assert_eq!(ours.limits.max_duration.get(), longest * 1_000);
}

const CALL: Uuid = Uuid::from_u128(0x57da_b8b1_894c_409a_b240_bd8b_eae7_8896);
const PLAY: &str = include_str!("../../tests/fixtures/graph/requests/play-prompt.json");
const RECORD: &str = include_str!("../../tests/fixtures/graph/requests/record-response.json");
