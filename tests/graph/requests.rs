//! Bodies as the API's pages publish them and as client libraries send them.

use core::num::NonZeroU8;
use std::borrow::Cow;

use media_queue::graph::{
    self, CancelMediaProcessing, PlayPrompt, RecordResponse, SubscribeToTone, or_empty,
};
use media_queue::{Interrupts, Millis, Opening, RecordLimits, Times, ToneSet};

use crate::support::read;

fn play(json: &str) -> PlayPrompt<'_> {
    read::<PlayPrompt<'_>>(json).unwrap()
}

fn record(json: &str) -> RecordResponse<'_> {
    read::<RecordResponse<'_>>(json).unwrap()
}

#[test]
fn a_play_as_published() {
    let request = play(include_str!("../fixtures/graph/requests/play-prompt.json"));
    assert_eq!(request.client_context.as_deref(), Some("menu-7"));
    let [prompt] = request.prompts.as_slice() else { panic!("{request:?}") };
    assert_eq!(prompt.uri, "https://prompts.example/menu.wav");
    assert_eq!(prompt.resource_id.as_deref(), Some("0B5E1002-0000-4000-8000-000000001002"));
    let play = request.play();
    assert_eq!((play.prompts, play.times), (NonZeroU8::MIN, Times::ONCE));
    assert_eq!(play.interrupts, Interrupts::NEVER);
}

#[test]
fn p1_a_loop_is_for_ever_and_prompts_keep_their_order() {
    let request = play(include_str!("../fixtures/graph/requests/play-prompt-for-ever.json"));
    assert_eq!(request.client_context.as_deref(), Some("hold \"music\""));
    let play = request.play();
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
        include_str!("../fixtures/graph/requests/play-prompt-of-2018.json"),
        include_str!("../fixtures/graph/requests/play-prompt-loop-twice.json"),
        r#"{"loop": "true", "prompts": [{"mediaInfo": {"uri": ""}, "loop": true}]}"#,
        r#"{"loop": null, "prompts": [{"mediaInfo": {"uri": ""}, "loop": [{}]}]}"#,
        r#"{"loop": [true], "prompts": [{"mediaInfo": {"uri": ""}, "loop": true, "loop": 1}]}"#,
        r#"{"loop": {"loop": true}, "prompts": [{"mediaInfo": {"uri": ""}}]}"#,
    ] {
        assert_eq!(play(json).play().times, Times::ONCE, "{json}");
    }
}

#[test]
fn a_member_spelt_otherwise_is_unknown() {
    let of_2018 = play(include_str!("../fixtures/graph/requests/play-prompt-of-2018.json"));
    assert_eq!(of_2018.prompts.as_slice()[0].resource_id, None);
    assert_eq!(of_2018.client_context, None);
    let cleared = play(include_str!("../fixtures/graph/requests/play-prompt-context-cleared.json"));
    assert_eq!(cleared.client_context, None);
    assert!(!cleared.repeated);
}

#[test]
fn a_record_as_published() {
    let request = record(include_str!("../fixtures/graph/requests/record-response.json"));
    assert_eq!(request.client_context.as_deref(), Some("d45324c1-fcb5-430a-902c-f20af696537c"));
    assert_eq!(request.prompt.as_ref().unwrap().uri, "https://prompts.example/ask.wav");
    assert!(request.barge_in);
    let record = request.record();
    assert_eq!(record.opening, Opening::PromptThenBeep(Interrupts::NEVER));
    assert_eq!(record.stop_tones, "#1*".parse().unwrap());
    assert_eq!(
        record.limits,
        RecordLimits::new(Millis::from_secs(10))
            .with_max_silence(Millis::from_secs(2))
            .with_initial_silence(Millis::from_secs(5)),
    );
}

/// The Python libraries send `false` for what the caller did not set.
#[test]
fn an_explicit_false_is_false() {
    let request = record(include_str!("../fixtures/graph/requests/record-response-bare.json"));
    assert!(!request.barge_in);
    assert!(!request.play_beep);
    assert_eq!(request.record().opening, Opening::Prompt(Interrupts::NEVER));
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
        let five = Millis::from_secs(5);
        let limits = RecordLimits::new(five).with_max_silence(five).with_initial_silence(five);
        let record = request.record();
        assert_eq!((record.opening, record.limits), (Opening::Beep, limits));
        assert_eq!(record.stop_tones, ToneSet::EMPTY);
    }
}

#[test]
fn a_record_opens_with_what_it_has() {
    let prompt = r#""prompts": [{"mediaInfo": {"uri": "a"}}]"#;
    let nothing = Interrupts::NEVER;
    for (json, opening) in [
        (r#"{"playBeep": false}"#.to_owned(), Opening::Silence),
        (r#"{"playBeep": true, "prompts": []}"#.to_owned(), Opening::Beep),
        (format!(r#"{{"playBeep": false, {prompt}}}"#), Opening::Prompt(nothing)),
        (format!("{{{prompt}}}"), Opening::PromptThenBeep(nothing)),
    ] {
        assert_eq!(record(&json).record().opening, opening, "{json}");
    }
}

#[test]
fn stop_tones_come_as_characters_and_as_names() {
    let json = include_str!("../fixtures/graph/requests/record-response-tone-names.json");
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
    let json = include_str!("../fixtures/graph/requests/subscribe-to-tone.json");
    let request = read::<SubscribeToTone<'_>>(json).unwrap();
    assert_eq!(request.client_context.as_deref(), Some("keys-7"));

    let json = include_str!("../fixtures/graph/requests/cancel-media-processing.json");
    let request = read::<CancelMediaProcessing<'_>>(json).unwrap();
    assert_eq!(request.client_context.as_deref(), Some("stop-it"));

    let json = include_str!("../fixtures/graph/requests/cancel-media-processing-null-context.json");
    assert_eq!(read::<CancelMediaProcessing<'_>>(json).unwrap().client_context, None);
}

#[test]
fn members_may_stand_in_any_order() {
    let json = r##"{"stopTones": ["#"], "maxSilenceTimeoutInSeconds": 2, "prompts": [
        {"mediaInfo": {"resourceId": "r", "uri": "a"}, "@odata.type": "#microsoft.graph.mediaPrompt"}
    ], "playBeep": false, "maxRecordDurationInSeconds": 7, "clientContext": "c",
    "initialSilenceTimeoutInSeconds": 3, "bargeInAllowed": true}"##;
    let backwards = r#"{"bargeInAllowed": true, "initialSilenceTimeoutInSeconds": 3,
        "clientContext": "c", "maxRecordDurationInSeconds": 7, "playBeep": false, "prompts": [
        {"@odata.type": "microsoft.graph.mediaPrompt", "mediaInfo": {"uri": "a", "resourceId": "r"}}
    ], "maxSilenceTimeoutInSeconds": 2, "stopTones": ["pound"]}"#;
    assert_eq!(record(json), record(backwards));
}

#[test]
fn a_member_of_elsewhere_is_unknown() {
    let json = r#"{
        "uri": 1, "uri": 2, "mediaInfo": null, "@odata.type": [], "@odata.type": {}, "loop": 3,
        "prompts": [{
            "stopTones": 1, "stopTones": 2, "uri": 3, "loop": {}, "loop": [],
            "mediaInfo": {"prompts": 1, "prompts": 2, "uri": "a", "@odata.type": 4}
        }]
    }"#;
    assert_eq!(record(json).prompt.unwrap().uri, "a");
}

#[test]
fn no_body_is_an_empty_one() {
    for body in
        [&b""[..], b" ", b"\r\n\t ", b"{}", b" {} ", b"null", b"\xef\xbb\xbf", b"\xef\xbb\xbf "]
    {
        let request = graph::read::<CancelMediaProcessing<'_>>(body).unwrap();
        assert_eq!(request.client_context, None);
        let request = graph::read::<SubscribeToTone<'_>>(body).unwrap();
        assert_eq!(request.client_context, None);
        assert_eq!(graph::read::<PlayPrompt<'_>>(body).unwrap_err().member(), "prompts");
        let request: CancelMediaProcessing<'_> = serde_json::from_slice(or_empty(body)).unwrap();
        assert_eq!(request.client_context, None);
    }
}

#[test]
fn a_byte_order_mark_is_passed_over_and_nothing_else() {
    let body = b"\xef\xbb\xbf{\"clientContext\":\"with a byte order mark\"}";
    let request = graph::read::<CancelMediaProcessing<'_>>(body).unwrap();
    assert_eq!(request.client_context.as_deref(), Some("with a byte order mark"));
    for body in [&b"\xef\xbb\xbf\xef\xbb\xbf{}"[..], b" \xef\xbb\xbf{}", b"\x0c"] {
        assert!(!graph::read::<CancelMediaProcessing<'_>>(body).unwrap_err().is_json());
    }
    assert_eq!(or_empty(b" x"), b" x");
    assert_eq!(or_empty(b"\xef\xbb\xbf x"), b" x");
    assert_eq!(or_empty(b"\xef\xbb"), b"\xef\xbb", "half a mark is not one");
    assert_eq!(or_empty(b"\xef\xbb\xbf\xef\xbb\xbf"), b"\xef\xbb\xbf", "one mark is enough");
    assert_eq!(or_empty(b"\x0c"), b"\x0c", "JSON has four kinds of white space");
}
