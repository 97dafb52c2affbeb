//! Bodies that are JSON and no requests: each names the member that is to blame.

use media_queue::graph::{
    Body, BodyError, CancelMediaProcessing, Found, PlayPrompt, RecordResponse, SubscribeToTone,
};
use serde::Deserialize as _;
use serde::de::value::{BytesDeserializer, Error, MapDeserializer};

/// A refusal, comparable.
#[derive(Debug, PartialEq)]
pub(super) struct Refused {
    pub(super) member: String,
    pub(super) value: Found,
    pub(super) allowed: &'static str,
}

pub(super) fn refused(error: BodyError) -> Refused {
    Refused { member: error.member.into_owned(), value: error.value, allowed: error.allowed }
}

#[track_caller]
pub(super) fn refused_play(json: &str) -> BodyError {
    serde_json::from_str::<Body<PlayPrompt<'_>>>(json).unwrap().check().unwrap_err()
}

#[track_caller]
pub(super) fn refused_record(json: &str) -> BodyError {
    serde_json::from_str::<Body<RecordResponse<'_>>>(json).unwrap().check().unwrap_err()
}

/// What a play with this prompt is refused for.
#[track_caller]
fn refused_prompt(prompt: &str) -> String {
    refused_play(&format!(r#"{{"prompts": [{{"mediaInfo": {{"uri": ""}}}}, {prompt}]}}"#))
        .to_string()
}

/// What a record with this member is refused for.
#[track_caller]
fn refused_member(member: &str) -> String {
    refused_record(&format!("{{{member}}}")).to_string()
}

#[test]
fn what_json_cannot_say_is_no_body() {
    let bytes = BytesDeserializer::<Error>::new(b"{}");
    assert_eq!(
        Body::<PlayPrompt<'_>>::deserialize(bytes).unwrap_err().to_string(),
        "invalid type: byte array, expected a JSON value"
    );
    let members = MapDeserializer::<_, Error>::new([(7_u8, true)].into_iter());
    assert_eq!(
        Body::<PlayPrompt<'_>>::deserialize(members).unwrap_err().to_string(),
        "invalid type: integer `7`, expected the name of a member"
    );
}

#[test]
fn a_refusal_says_what_was_found() {
    let long = "a".repeat(257);
    let seconds = "expected a whole number from 1 to 120";
    for (member, said) in [
        (
            r#""maxRecordDurationInSeconds": -1"#,
            format!("maxRecordDurationInSeconds is -1: {seconds}"),
        ),
        (
            r#""maxSilenceTimeoutInSeconds": 1e3"#,
            format!("maxSilenceTimeoutInSeconds is 1000.0: {seconds}"),
        ),
        (
            &format!(r#""clientContext": "{long}""#),
            "clientContext is 257 characters long: expected a string of at most 256 characters"
                .into(),
        ),
    ] {
        assert_eq!(refused_member(member), said);
    }
}

#[test]
fn a_body_is_an_object() {
    for (json, value) in [
        ("[]", Found::List(0)),
        (r#"[{"clientContext": "a"}]"#, Found::List(1)),
        ("true", Found::Boolean(true)),
        ("7", Found::Unsigned(7)),
        ("-7", Found::Negative(-7)),
        ("1e3", Found::Fraction(1e3)),
        (r#""{}""#, Found::Text("{}".into())),
    ] {
        for error in [
            refused_play(json),
            refused_record(json),
            serde_json::from_str::<Body<SubscribeToTone<'_>>>(json).unwrap().check().unwrap_err(),
            serde_json::from_str::<Body<CancelMediaProcessing<'_>>>(json)
                .unwrap()
                .check()
                .unwrap_err(),
        ] {
            assert_eq!((&*error.member, &error.value), ("body", &value), "{json}");
        }
    }
}

#[test]
fn a_wrong_type_names_its_member_and_says_what_it_is() {
    for (member, value) in [
        (r#""clientContext": 7"#, "7: expected a string of at most 256 characters"),
        (r#""prompts": {}"#, "an object: expected a list of at most 1 prompt"),
        (r#""prompts": "a""#, "\"a\": expected a list of at most 1 prompt"),
        (r#""bargeInAllowed": "yes""#, "\"yes\": expected true or false"),
        (r#""playBeep": 1"#, "1: expected true or false"),
        (r#""playBeep": [true, false]"#, "a list of 2: expected true or false"),
        (r#""stopTones": "1""#, "\"1\": expected a list of tones"),
        (r#""stopTones": true"#, "true: expected a list of tones"),
        (r#""maxRecordDurationInSeconds": 10.5"#, "10.5: expected a whole number from 1 to 120"),
        (r#""maxSilenceTimeoutInSeconds": "5""#, "\"5\": expected a whole number from 1 to 120"),
        (
            r#""initialSilenceTimeoutInSeconds": {"seconds": 5}"#,
            "an object: expected a whole number from 1 to 120",
        ),
    ] {
        let name = member.split('"').nth(1).unwrap();
        assert_eq!(refused_member(member), format!("{name} is {value}"));
    }
    assert_eq!(
        refused_play(r#"{"prompts": false}"#).to_string(),
        "prompts is false: expected a list of 1 to 20 prompts",
    );
}

#[test]
fn an_element_is_named_by_its_place() {
    let tone = "a telephone character or the name of a tone";
    for (tones, text) in [
        (r#""12""#, format!("stopTones[0] is \"12\": expected {tone}")),
        (r#""1", "Pound""#, format!("stopTones[1] is \"Pound\": expected {tone}")),
        (r#""1", """#, format!("stopTones[1] is \"\": expected {tone}")),
        (r#""1", "2", 3"#, format!("stopTones[2] is 3: expected {tone}")),
        (r#""é""#, format!("stopTones[0] is \"é\": expected {tone}")),
        ("null", format!("stopTones[0] is null: expected {tone}")),
        (r#"["1"]"#, format!("stopTones[0] is a list of 1: expected {tone}")),
    ] {
        assert_eq!(refused_member(&format!("\"stopTones\": [{tones}]")), text);
    }
}

#[test]
fn a_prompt_is_named_by_its_path() {
    for (prompt, text) in [
        ("null", "prompts[1] is null: expected an object"),
        ("\"a\"", "prompts[1] is \"a\": expected an object"),
        ("{}", "prompts[1].mediaInfo is missing: expected an object with a uri"),
        (
            r#"{"mediaInfo": null}"#,
            "prompts[1].mediaInfo is missing: expected an object with a uri",
        ),
        (r#"{"mediaInfo": []}"#, "prompts[1].mediaInfo is a list of 0: expected an object"),
        (r#"{"mediaInfo": {}}"#, "prompts[1].mediaInfo.uri is missing: expected a string"),
        (
            r#"{"mediaInfo": {"uri": null}}"#,
            "prompts[1].mediaInfo.uri is missing: expected a string",
        ),
        (r#"{"mediaInfo": {"uri": 1}}"#, "prompts[1].mediaInfo.uri is 1: expected a string"),
        (
            r#"{"mediaInfo": {"uri": "a", "resourceId": 1}}"#,
            "prompts[1].mediaInfo.resourceId is 1: expected a string",
        ),
        (
            r#"{"@odata.type": 1, "mediaInfo": {"uri": "a"}}"#,
            "prompts[1].@odata.type is 1: expected \"#microsoft.graph.mediaPrompt\"",
        ),
    ] {
        assert_eq!(refused_prompt(prompt), text);
    }
}

#[test]
fn another_kind_of_prompt_is_refused() {
    for kind in [
        "#microsoft.graph.silencePrompt",
        "microsoft.graph.ttsPrompt",
        "##microsoft.graph.mediaPrompt",
        "#microsoft.graph.mediaprompt",
        "mediaPrompt",
        "",
    ] {
        let prompt = format!(r#"{{"mediaInfo": {{"uri": "a"}}, "@odata.type": "{kind}"}}"#);
        assert_eq!(
            refused_prompt(&prompt),
            format!(
                "prompts[1].@odata.type is {kind:?}: expected \"#microsoft.graph.mediaPrompt\""
            ),
        );
    }
}

#[test]
fn a_member_stands_once() {
    for member in [
        r#""clientContext": "a""#,
        r#""prompts": []"#,
        r#""bargeInAllowed": false"#,
        r#""playBeep": true"#,
        r#""stopTones": []"#,
        r#""maxRecordDurationInSeconds": 5"#,
        r#""maxSilenceTimeoutInSeconds": 5"#,
        r#""initialSilenceTimeoutInSeconds": 5"#,
    ] {
        let name = member.split('"').nth(1).unwrap();
        let text = format!("{name} is given twice: expected one value");
        assert_eq!(refused_member(&format!("{member}, {member}")), text);
        // A null is a value too.
        assert_eq!(refused_member(&format!("\"{name}\": null, {member}")), text);
        assert_eq!(refused_member(&format!("{member}, \"{name}\": null")), text);
    }
    let twice = r#"{"loop": true, "prompts": [{"mediaInfo": {"uri": ""}}], "loop": 1}"#;
    assert_eq!(refused_play(twice).to_string(), "loop is given twice: expected one value");
}

#[test]
fn a_member_of_a_prompt_stands_once() {
    let kind = "\"@odata.type\": \"microsoft.graph.mediaPrompt\"";
    for (prompt, member) in [
        (r#"{"mediaInfo": {"uri": ""}, "mediaInfo": {"uri": ""}}"#.to_owned(), "mediaInfo"),
        (r#"{"mediaInfo": {"uri": "", "uri": ""}}"#.to_owned(), "mediaInfo.uri"),
        (
            r#"{"mediaInfo": {"resourceId": "", "uri": "", "resourceId": null}}"#.to_owned(),
            "mediaInfo.resourceId",
        ),
        (format!(r#"{{{kind}, "mediaInfo": {{"uri": ""}}, {kind}}}"#), "@odata.type"),
    ] {
        let text = format!("prompts[1].{member} is given twice: expected one value");
        assert_eq!(refused_prompt(&prompt), text);
    }
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
    let body: Body<RecordResponse<'_>> = serde_json::from_str(json).unwrap();
    assert_eq!(body.check().unwrap().prompt.unwrap().uri, "a");
}

#[test]
fn the_first_thing_wrong_is_named() {
    let error = refused_member(r#""playBeep": 1, "playBeep": 2, "stopTones": ["x"]"#);
    assert!(error.starts_with("playBeep is 1"), "{error}");
    // The second name comes before what stands behind it.
    for (member, again) in [
        (r#""playBeep": true"#, r#""playBeep": 2"#),
        (r#""stopTones": []"#, r#""stopTones": ["x"]"#),
        (r#""prompts": null"#, r#""prompts": [{}]"#),
    ] {
        let error = refused_member(&format!("{member}, {again}"));
        assert!(error.ends_with("is given twice: expected one value"), "{error}");
    }
    let twice = r#"{"mediaInfo": {"uri": ""}, "mediaInfo": {"uri": 1}}"#;
    assert!(refused_prompt(twice).starts_with("prompts[1].mediaInfo is given twice"));
    // What is missing is known at the end.
    let error = refused_play(r#"{"prompts": [], "clientContext": 1}"#);
    assert_eq!(error.member, "clientContext");
}

#[test]
fn a_long_value_is_shortened() {
    let long = "é".repeat(1_000);
    let error = refused_record(&format!(r#"{{"playBeep": "{long}"}}"#));
    assert_eq!(error.value, Found::Text("é".repeat(64)));
}
