//! Bodies as the API's pages publish them and as client libraries send them.

use core::num::NonZeroU8;
use std::borrow::Cow;

use media_queue::graph::{
    Body, CancelMediaProcessing, PlayPrompt, RecordResponse, SubscribeToTone, or_empty,
};
use media_queue::{Interrupts, Millis, Opening, RecordLimits, Times, ToneSet};
use serde::Deserialize;

use super::parsed;

fn play(json: &str) -> PlayPrompt<'_> {
    serde_json::from_str::<Body<PlayPrompt<'_>>>(json).unwrap().check().unwrap()
}

fn record(json: &str) -> RecordResponse<'_> {
    serde_json::from_str::<Body<RecordResponse<'_>>>(json).unwrap().check().unwrap()
}

#[test]
fn a_play_as_published() {
    let request = play(include_str!("../../fixtures/graph/requests/play-prompt.json"));
    assert_eq!(request.client_context.as_deref(), Some("menu-7"));
    let [prompt] = request.prompts.as_slice() else { panic!("{request:?}") };
    assert_eq!(prompt.uri, "https://prompts.example/menu.wav");
    assert_eq!(prompt.resource_id.as_deref(), Some("0B5E1002-0000-4000-8000-000000001002"));
    let play = request.play("context");
    assert_eq!(play.context, "context");
    assert_eq!((play.prompts, play.times), (NonZeroU8::MIN, Times::ONCE));
    assert_eq!(play.interrupts, Interrupts::NOTHING);
}

#[test]
fn p1_a_loop_is_for_ever_and_prompts_keep_their_order() {
    let request = play(include_str!("../../fixtures/graph/requests/play-prompt-for-ever.json"));
    assert_eq!(request.client_context.as_deref(), Some("hold \"music\""));
    let play = request.play(());
    assert_eq!((play.prompts.get(), play.times), (3, Times::Forever));
    let uris: Vec<_> = request.prompts.into_vec().into_iter().map(|prompt| prompt.uri).collect();
    let expected = ["a", "b", "c"].map(|name| format!("https://prompts.example/{name}.wav"));
    assert_eq!(uris, expected);
    // Without an escape in them strings are not copied.
    assert!(matches!(uris[0], Cow::Borrowed(_)));
    assert!(matches!(uris[2], Cow::Owned(_)));
}

#[test]
fn a_loop_that_is_no_boolean_or_stands_on_a_prompt_is_ignored() {
    for json in [
        include_str!("../../fixtures/graph/requests/play-prompt-of-2018.json"),
        include_str!("../../fixtures/graph/requests/play-prompt-loop-twice.json"),
        r#"{"loop": "true", "prompts": [{"mediaInfo": {"uri": ""}, "loop": true}]}"#,
        r#"{"loop": null, "prompts": [{"mediaInfo": {"uri": ""}, "loop": [{}]}]}"#,
        r#"{"loop": [true], "prompts": [{"mediaInfo": {"uri": ""}, "loop": true, "loop": 1}]}"#,
        r#"{"loop": {"loop": true}, "prompts": [{"mediaInfo": {"uri": ""}}]}"#,
    ] {
        assert_eq!(play(json).play(()).times, Times::ONCE, "{json}");
    }
}

#[test]
fn a_member_spelt_otherwise_is_unknown() {
    let of_2018 = play(include_str!("../../fixtures/graph/requests/play-prompt-of-2018.json"));
    assert_eq!(of_2018.prompts.as_slice()[0].resource_id, None);
    assert_eq!(of_2018.client_context, None);
    let cleared =
        play(include_str!("../../fixtures/graph/requests/play-prompt-context-cleared.json"));
    assert_eq!(cleared.client_context, None);
    assert!(!cleared.repeated);
}

#[test]
fn a_record_as_published() {
    let request = record(include_str!("../../fixtures/graph/requests/record-response.json"));
    assert_eq!(request.client_context.as_deref(), Some("d45324c1-fcb5-430a-902c-f20af696537c"));
    assert_eq!(request.prompt.as_ref().unwrap().uri, "https://prompts.example/ask.wav");
    assert!(request.barge_in);
    let record = request.record(());
    assert_eq!(record.opening, Opening::PromptThenBeep(Interrupts::NOTHING));
    assert_eq!(record.stop_tones, "#1*".parse().unwrap());
    assert_eq!(
        record.limits,
        RecordLimits {
            max_silence: Millis::new(2_000),
            initial_silence: Millis::new(5_000),
            ..RecordLimits::new(Millis::new(10_000).unwrap())
        },
    );
}

/// The Python libraries send `false` for what the caller did not set.
#[test]
fn an_explicit_false_is_false() {
    let request = record(include_str!("../../fixtures/graph/requests/record-response-bare.json"));
    assert!(!request.barge_in);
    assert!(!request.play_beep);
    assert_eq!(request.record(()).opening, Opening::Prompt(Interrupts::NOTHING));
}

#[test]
fn what_is_absent_or_null_takes_its_default() {
    let members = [
        "clientContext",
        "prompts",
        "bargeInAllowed",
        "playBeep",
        "stopTones",
        "maxRecordDurationInSeconds",
        "maxSilenceTimeoutInSeconds",
        "initialSilenceTimeoutInSeconds",
    ];
    let nulls = format!("{{{}}}", members.map(|member| format!("\"{member}\": null")).join(","));
    for json in ["{}", "null", &nulls] {
        let request = record(json);
        assert_eq!((&request.client_context, &request.prompt), (&None, &None));
        assert!(!request.barge_in);
        assert!(request.play_beep);
        let five = Millis::new(5_000);
        let limits = RecordLimits {
            max_duration: five.unwrap(),
            max_silence: five,
            initial_silence: five,
            media_timeout: None,
        };
        let record = request.record(());
        assert_eq!((record.opening, record.limits), (Opening::Beep, limits));
        assert_eq!(record.stop_tones, ToneSet::EMPTY);
    }
}

#[test]
fn a_record_opens_with_what_it_has() {
    let prompt = r#""prompts": [{"mediaInfo": {"uri": "a"}}]"#;
    let nothing = Interrupts::NOTHING;
    for (json, opening) in [
        (r#"{"playBeep": false}"#.to_owned(), Opening::Silence),
        (r#"{"playBeep": true, "prompts": []}"#.to_owned(), Opening::Beep),
        (format!(r#"{{"playBeep": false, {prompt}}}"#), Opening::Prompt(nothing)),
        (format!("{{{prompt}}}"), Opening::PromptThenBeep(nothing)),
    ] {
        assert_eq!(record(&json).record(()).opening, opening, "{json}");
    }
}

#[test]
fn stop_tones_come_as_characters_and_as_names() {
    let json = include_str!("../../fixtures/graph/requests/record-response-tone-names.json");
    assert_eq!(record(json).stop_tones, "#1*D!A".parse().unwrap());
    let characters = r##"{"stopTones": ["0", "9", "*", "#", "a", "B", "0"]}"##;
    assert_eq!(record(characters).stop_tones, "09*#AB".parse().unwrap());
    let names =
        "tone0 tone1 tone2 tone3 tone4 tone5 tone6 tone7 tone8 tone9 star pound a b c d flash";
    let json = format!(r#"{{"stopTones": ["{}"]}}"#, names.replace(' ', r#"",""#));
    assert_eq!(record(&json).stop_tones, ToneSet::ALL);
}

#[test]
fn a_subscription_and_a_cancel_have_a_client_context() {
    let json = include_str!("../../fixtures/graph/requests/subscribe-to-tone.json");
    let body: Body<SubscribeToTone<'_>> = serde_json::from_str(json).unwrap();
    assert_eq!(body.check().unwrap().client_context.as_deref(), Some("keys-7"));

    let json = include_str!("../../fixtures/graph/requests/cancel-media-processing.json");
    let body: Body<CancelMediaProcessing<'_>> = serde_json::from_str(json).unwrap();
    assert_eq!(body.check().unwrap().client_context.as_deref(), Some("stop-it"));

    let json =
        include_str!("../../fixtures/graph/requests/cancel-media-processing-null-context.json");
    let body: Body<CancelMediaProcessing<'_>> = serde_json::from_str(json).unwrap();
    assert_eq!(body.check().unwrap().client_context, None);
}

#[test]
fn no_body_is_an_empty_one() {
    for body in [&b""[..], b" ", b"\r\n\t ", b"{}", b" {} ", b"null"] {
        let json = or_empty(body);
        let cancel: Body<CancelMediaProcessing<'_>> = serde_json::from_slice(json).unwrap();
        assert_eq!(cancel.check().unwrap().client_context, None);
        let subscribe: Body<SubscribeToTone<'_>> = serde_json::from_slice(json).unwrap();
        assert_eq!(subscribe.check().unwrap().client_context, None);
        let play: Body<PlayPrompt<'_>> = serde_json::from_slice(json).unwrap();
        assert_eq!(play.check().unwrap_err().member, "prompts");
    }
    assert_eq!(or_empty(b" x"), b" x");
    assert_eq!(or_empty(b"\x0c"), b"\x0c", "JSON has four kinds of white space");
}

#[test]
fn broken_json_is_an_error_of_the_reading() {
    for json in
        ["{", r#"{"clientContext": }"#, r#"{"clientContext": "a",}"#, "{} {}", "[1, 2", "nul"]
    {
        assert!(serde_json::from_str::<Body<CancelMediaProcessing<'_>>>(json).is_err(), "{json}");
        assert!(serde_json::from_str::<Body<RecordResponse<'_>>>(json).is_err(), "{json}");
    }
    // So it is behind what is refused.
    let json = r#"{"playBeep": 1, "prompts": [}"#;
    assert!(serde_json::from_str::<Body<RecordResponse<'_>>>(json).is_err());
}

#[test]
fn a_body_may_be_read_from_a_value() {
    let value = parsed(include_str!("../../fixtures/graph/requests/play-prompt.json"));
    let body: Body<PlayPrompt<'_>> = Deserialize::deserialize(&value).unwrap();
    assert_eq!(body.check().unwrap().client_context.as_deref(), Some("menu-7"));
}
