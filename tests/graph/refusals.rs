//! JSON that is not a valid request: each error names the member that is to blame.

use media_queue::graph::{CancelMediaProcessing, PlayPrompt, RecordResponse, SubscribeToTone};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::support::refused;

/// The text of the error for a play with this second prompt.
#[track_caller]
fn refused_prompt(prompt: &str) -> String {
    let json = format!(r#"{{"prompts": [{{"mediaInfo": {{"uri": ""}}}}, {prompt}]}}"#);
    refused::<PlayPrompt<'_>>(&json).to_string()
}

/// The text of the error for a record with this member.
#[track_caller]
fn refused_member(member: &str) -> String {
    refused::<RecordResponse<'_>>(&format!("{{{member}}}")).to_string()
}

#[test]
fn a_body_is_an_object() {
    for (json, found) in [
        ("[]", "sequence"),
        (r#"[{"clientContext": "a"}]"#, "sequence"),
        ("true", "boolean `true`"),
        ("7", "integer `7`"),
        ("-7", "integer `-7`"),
        ("1e3", "floating point `1000.0`"),
        (r#""{}""#, r#"string "{}""#),
    ] {
        for error in [
            refused::<PlayPrompt<'_>>(json),
            refused::<RecordResponse<'_>>(json),
            refused::<SubscribeToTone<'_>>(json),
            refused::<CancelMediaProcessing<'_>>(json),
        ] {
            assert_eq!(error.member(), "body");
            let text = format!("body: invalid type: {found}, expected an object");
            assert_eq!(error.to_string(), text);
        }
    }
}

/// A value of every type, and how serde names it.
fn values() -> [(Value, &'static str); 8] {
    [
        (json!(null), "null"),
        (json!(true), "boolean `true`"),
        (json!(7), "integer `7`"),
        (json!(-7), "integer `-7`"),
        (json!(7.5), "floating point `7.5`"),
        (json!("x"), "string \"x\""),
        (json!([1]), "sequence"),
        (json!({"a": 1}), "map"),
    ]
}

/// Every member of every request, what it may be, and of which types that is.
#[test]
fn every_wrong_type_of_every_member_is_named() {
    let seconds = "a whole number from 1 to 120";
    let context = r#"{"clientContext": VALUE}"#;
    let uri = r#"{"prompts": [{"mediaInfo": {"uri": VALUE}}]}"#;
    let resource = r#"{"prompts": [{"mediaInfo": {"uri": "", "resourceId": VALUE}}]}"#;
    let kind = r#"{"prompts": [{"@odata.type": VALUE, "mediaInfo": {"uri": ""}}]}"#;
    let info = r#"{"prompts": [{"mediaInfo": VALUE}]}"#;
    let prompt = r#"{"prompts": [VALUE]}"#;
    let (play, record) = ("play", "record");
    for (request, template, member, allowed, types) in [
        (record, context, "clientContext", "a string", &["null", "string \"x\""][..]),
        (
            record,
            r#"{"prompts": VALUE}"#,
            "prompts",
            "a list of at most 1 prompt",
            &["null", "sequence"],
        ),
        (play, r#"{"prompts": VALUE}"#, "prompts", "a list of 1 to 20 prompts", &["sequence"]),
        (
            record,
            r#"{"bargeInAllowed": VALUE}"#,
            "bargeInAllowed",
            "a boolean",
            &["null", "boolean `true`"],
        ),
        (record, r#"{"playBeep": VALUE}"#, "playBeep", "a boolean", &["null", "boolean `true`"]),
        (record, r#"{"stopTones": VALUE}"#, "stopTones", "a list of tones", &["null", "sequence"]),
        (record, r#"{"stopTones": ["1", VALUE]}"#, "stopTones[1]", "a string", &["string \"x\""]),
        (
            record,
            r#"{"maxRecordDurationInSeconds": VALUE}"#,
            "maxRecordDurationInSeconds",
            seconds,
            &["null", "integer `7`"],
        ),
        (
            record,
            r#"{"maxSilenceTimeoutInSeconds": VALUE}"#,
            "maxSilenceTimeoutInSeconds",
            seconds,
            &["null", "integer `7`"],
        ),
        (
            record,
            r#"{"initialSilenceTimeoutInSeconds": VALUE}"#,
            "initialSilenceTimeoutInSeconds",
            seconds,
            &["null", "integer `7`"],
        ),
        (play, prompt, "prompts[0]", "an object", &["null", "map"]),
        (record, prompt, "prompts[0]", "an object", &["null", "map"]),
        (play, info, "prompts[0].mediaInfo", "an object", &["null", "map"]),
        (play, uri, "prompts[0].mediaInfo.uri", "a string", &["string \"x\""]),
        (record, uri, "prompts[0].mediaInfo.uri", "a string", &["string \"x\""]),
        (play, resource, "prompts[0].mediaInfo.resourceId", "a string", &["null", "string \"x\""]),
        (play, kind, "prompts[0].@odata.type", "a string", &["null", "string \"x\""]),
    ] {
        for (value, found) in values() {
            // A number of the right type may be out of the range, which `limits` tests.
            if types.contains(&found) || allowed == seconds && value.is_number() {
                continue;
            }
            let json = template.replace("VALUE", &value.to_string());
            let error = match request {
                "play" => refused::<PlayPrompt<'_>>(&json),
                _ => refused::<RecordResponse<'_>>(&json),
            };
            assert_eq!(
                error.to_string(),
                format!("{member}: invalid type: {found}, expected {allowed}")
            );
        }
    }
    for (value, found) in values() {
        let json = context.replace("VALUE", &value.to_string());
        if !["null", "string \"x\""].contains(&found) {
            let text = format!("clientContext: invalid type: {found}, expected a string");
            assert_eq!(refused::<SubscribeToTone<'_>>(&json).to_string(), text);
            assert_eq!(refused::<CancelMediaProcessing<'_>>(&json).to_string(), text);
        }
    }
}

#[test]
fn a_list_in_the_place_of_an_object_is_not_its_members() {
    assert_eq!(
        refused_prompt(r#"["microsoft.graph.mediaPrompt", {"uri": "a"}]"#),
        "prompts[1]: invalid type: sequence, expected an object",
    );
    assert_eq!(
        refused_prompt(r#"{"mediaInfo": ["a", "b"]}"#),
        "prompts[1].mediaInfo: invalid type: sequence, expected an object",
    );
    // Public libraries that preserve references send this.
    assert_eq!(
        refused::<PlayPrompt<'_>>(r#"{"prompts": {"$id": "1", "$values": []}}"#).to_string(),
        "prompts: invalid type: map, expected a list of 1 to 20 prompts",
    );
}

#[test]
fn a_tone_that_there_is_not_is_named_by_its_place() {
    let tone = "a telephone character or the name of a tone";
    for (tones, text) in [
        (r#""12""#, format!("stopTones[0] is \"12\": expected {tone}")),
        (r#""1", "Pound""#, format!("stopTones[1] is \"Pound\": expected {tone}")),
        (r#""1", """#, format!("stopTones[1] is \"\": expected {tone}")),
        (r#""1", "2", "tone10""#, format!("stopTones[2] is \"tone10\": expected {tone}")),
        (r#""é""#, format!("stopTones[0] is \"é\": expected {tone}")),
    ] {
        assert_eq!(refused_member(&format!("\"stopTones\": [{tones}]")), text);
    }
}

#[test]
fn a_missing_member_is_named() {
    for (prompt, text) in [
        ("{}", "prompts[1].mediaInfo is missing"),
        ("null", "prompts[1].mediaInfo is missing"),
        (r#"{"mediaInfo": {}}"#, "prompts[1].mediaInfo.uri is missing"),
        (r#"{"mediaInfo": null}"#, "prompts[1].mediaInfo.uri is missing"),
        (
            r#"{"mediaInfo": {"uri": null}}"#,
            "prompts[1].mediaInfo.uri: invalid type: null, expected a string",
        ),
    ] {
        assert_eq!(refused_prompt(prompt), text);
    }
    for json in ["{}", "null", r#"{"clientContext": "a"}"#] {
        assert_eq!(refused::<PlayPrompt<'_>>(json).to_string(), "prompts is missing",);
    }
    assert_eq!(
        refused::<PlayPrompt<'_>>(r#"{"prompts": null}"#).to_string(),
        "prompts: invalid type: null, expected a list of 1 to 20 prompts",
    );
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
        let text = format!("{name} is given twice");
        assert_eq!(refused_member(&format!("{member}, {member}")), text);
        // A null is a value too.
        assert_eq!(refused_member(&format!("\"{name}\": null, {member}")), text);
        assert_eq!(refused_member(&format!("{member}, \"{name}\": null")), text);
    }
    let twice = r#"{"loop": true, "prompts": [{"mediaInfo": {"uri": ""}}], "loop": 1}"#;
    assert_eq!(refused::<PlayPrompt<'_>>(twice).to_string(), "loop is given twice");
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
        let text = format!("prompts[1].{member} is given twice");
        assert_eq!(refused_prompt(&prompt), text);
    }
}

#[test]
fn the_first_thing_wrong_is_named() {
    let error = refused_member(r#""playBeep": 1, "playBeep": 2, "stopTones": ["x"]"#);
    assert!(error.starts_with("playBeep: invalid type: integer `1`"), "{error}");
    // The second name comes before what stands behind it.
    for (member, again) in [
        (r#""playBeep": true"#, r#""playBeep": 2"#),
        (r#""stopTones": []"#, r#""stopTones": ["x"]"#),
        (r#""prompts": null"#, r#""prompts": [{}]"#),
    ] {
        let error = refused_member(&format!("{member}, {again}"));
        assert!(error.ends_with("is given twice"), "{error}");
    }
    let twice = r#"{"mediaInfo": {"uri": ""}, "mediaInfo": {"uri": 1}}"#;
    assert!(refused_prompt(twice).starts_with("prompts[1].mediaInfo is given twice"));
    // What is missing is known at the end.
    assert_eq!(refused::<PlayPrompt<'_>>(r#"{"clientContext": 1}"#).member(), "clientContext");
}

/// The error takes these texts apart. If one of them changes, so must `graph::BodyError`.
#[test]
fn these_are_the_texts_of_serde() {
    #[derive(Debug, Deserialize)]
    struct Probe {
        #[expect(dead_code, reason = "it is only read")]
        member: bool,
    }

    for (json, text) in [
        ("{}", "missing field `member` at line 1 column 2"),
        (r#"{"member": true, "member": true}"#, "duplicate field `member` at line 1 column 25"),
        (
            r#"{"member": "x"}"#,
            "invalid type: string \"x\", expected a boolean at line 1 column 14",
        ),
    ] {
        let error = serde_json::from_str::<Probe>(json).unwrap_err();
        assert_eq!(error.to_string(), text);
        assert!(text.ends_with(&format!(" at line {} column {}", error.line(), error.column())));
        let located = serde_path_to_error::deserialize::<_, Probe>(
            &mut serde_json::Deserializer::from_str(json),
        );
        let path = if json.contains('x') { "member" } else { "." };
        assert_eq!(located.unwrap_err().path().to_string(), path);
    }
}
