//! Bodies that are not JSON, which are told apart from JSON that is not a valid request.

use media_queue::graph::{
    self, BodyError, CancelMediaProcessing, Owned, PlayPrompt, RecordResponse, Request,
};
use serde_json::error::Category;

use crate::support::refused;

/// Why `body` is not JSON.
#[track_caller]
fn broken<'a, T: Request<'a>>(body: &'a [u8]) -> BodyError {
    let Err(error) = graph::read::<T>(body) else { panic!("{}", body.escape_ascii()) };
    assert!(!error.is_json(), "{}: {error}", body.escape_ascii());
    assert_eq!(error.member(), "body");
    assert!(error.to_string().starts_with("the body is not JSON: "), "{error}");
    error
}

#[test]
fn broken_json_is_not_json() {
    for body in [
        "{",
        "[1, 2",
        "[1, 2}",
        "nul",
        r#"{"clientContext": "#,
        r#"{"clientContext": }"#,
        r#"{"clientContext": "a",}"#,
        r#"{"clientContext": "a" "b"}"#,
        r#"{clientContext: "a"}"#,
        r#"{7: "a"}"#,
        r#"{"unknown": [1, }"#,
        r#"{"clientContext": "\x"}"#,
        "{\"clientContext\": \"\n\"}",
        r#"{"unknown": 01}"#,
        r#"{"unknown": +1}"#,
        r#"{"unknown": NaN}"#,
        r#"{"loop": {"a": [}}"#,
        r#"{"loop": truth}"#,
        r#"{"prompts": [{"mediaInfo": {"uri": "a"}}, {"mediaInfo": {"uri" "b"}}]}"#,
        r#"{"prompts": [{"mediaInfo": {"uri": "a"}} {"mediaInfo": {"uri": "b"}}]}"#,
    ] {
        broken::<CancelMediaProcessing<'_>>(body.as_bytes());
        broken::<RecordResponse<'_>>(body.as_bytes());
        broken::<PlayPrompt<'_>>(body.as_bytes());
    }
}

#[test]
fn nothing_but_white_space_follows_a_body() {
    for body in ["{} {}", "{}}", "null null", "{},", r#"{"clientContext": "a"} x"#, "{}\0"] {
        broken::<CancelMediaProcessing<'_>>(body.as_bytes());
        broken::<RecordResponse<'_>>(body.as_bytes());
    }
}

#[test]
fn json_is_utf_8() {
    for body in [
        &b"{\"clientContext\": \"\xff\"}"[..],
        b"{\"unknown\": \"\xff\"}",
        b"{\"unknown\": \"\xed\xa0\x80\"}",
        b"\xff\xfe{\0}\0",
        b"\xef\xbb",
    ] {
        broken::<CancelMediaProcessing<'_>>(body);
        broken::<RecordResponse<'_>>(body);
    }
}

#[test]
fn the_text_says_where_json_is_broken() {
    let error = broken::<RecordResponse<'_>>(b"{\"playBeep\": }");
    assert_eq!(error.to_string(), "the body is not JSON: expected value at line 1 column 14");
}

#[test]
fn json_that_is_no_request_is_not_broken() {
    for json in ["[]", "7", r#"{"prompts": 1}"#, "{}", r#"{"prompts": [], "prompts": []}"#] {
        assert!(refused::<PlayPrompt<'_>>(json).is_json(), "{json}");
    }
}

/// The whole body is checked first.
#[test]
fn json_that_is_broken_behind_a_refused_member_is_broken() {
    for body in [
        r#"{"playBeep": 1, "prompts": [}"#,
        r#"{"prompts": [}, "playBeep": 1}"#,
        r#"{"playBeep": 1"#,
        r#"{"playBeep": 1} x"#,
        r#"{"prompts": [{}, }"#,
        "[{",
        "7 7",
    ] {
        broken::<RecordResponse<'_>>(body.as_bytes());
        broken::<PlayPrompt<'_>>(body.as_bytes());
    }
}

/// Half of a surrogate pair is JSON by its grammar, and no text.
#[test]
fn half_of_a_surrogate_pair_cannot_be_obeyed() {
    for (json, member) in [
        (r#"{"clientContext": "\ud800"}"#, "clientContext"),
        (r#"{"clientContext": "\udc00\ud800"}"#, "clientContext"),
        (r#"{"stopTones": ["1", "\ud800"]}"#, "stopTones[1]"),
        (r#"{"prompts": [{"mediaInfo": {"uri": "a\udfff"}}]}"#, "prompts[0].mediaInfo.uri"),
        (r#"{"playBeep": "\ud800"}"#, "playBeep"),
        (r#"{"\ud800": 1}"#, "body"),
        (r#"{"prompts": [{"mediaInfo": {"\ud800": 1}}]}"#, "prompts[0].mediaInfo"),
    ] {
        let error = refused::<RecordResponse<'_>>(json);
        assert_eq!(error.member(), member, "{json}");
        assert!(error.to_string().starts_with(&format!("{member}: ")), "{error}");
    }
    let unknown = br#"{"unknown": ["\ud800", {"\ud800": "\udc00"}]}"#;
    assert!(graph::read::<RecordResponse<'_>>(unknown).is_ok());
}

#[test]
fn a_number_that_is_too_large_cannot_be_obeyed() {
    for number in ["1e999", "-1e999"] {
        let json = format!(r#"{{"maxSilenceTimeoutInSeconds": {number}}}"#);
        assert_eq!(refused::<RecordResponse<'_>>(&json).member(), "maxSilenceTimeoutInSeconds");
    }
    assert!(graph::read::<RecordResponse<'_>>(br#"{"unknown": 1e999}"#).is_ok());
}

#[test]
fn json_may_be_nested_deeply_where_it_is_ignored() {
    let deep = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let json = format!(r#"{{"unknown": {}, "loop": {}}}"#, deep(100_000), deep(100_000));
    assert!(graph::read::<RecordResponse<'_>>(json.as_bytes()).is_ok());
    let error = graph::read::<PlayPrompt<'_>>(json.as_bytes()).unwrap_err();
    assert_eq!(error.member(), "prompts");
    let error = graph::read::<PlayPrompt<'_>>(&json.as_bytes()[..200_000]).unwrap_err();
    assert!(!error.is_json());
}

/// A web framework answers by the category of the library's error.
#[test]
fn an_owned_request_keeps_the_category_of_the_error() {
    let category =
        |json| serde_json::from_str::<Owned<RecordResponse<'static>>>(json).unwrap_err().classify();
    assert_eq!(category(r#"{"playBeep": 1}"#), Category::Data);
    assert_eq!(category(r#"{"maxSilenceTimeoutInSeconds": 121}"#), Category::Data);
    assert_eq!(category(r#"{"playBeep": }"#), Category::Syntax);
    assert_eq!(category(r#"{"playBeep": "#), Category::Eof);
}
