//! Each limit of the request bodies, from both sides.

use media_queue::Millis;
use media_queue::graph::{
    BodyError, CancelMediaProcessing, PlayPrompt, RecordResponse, SubscribeToTone,
};
use serde_json::{Value, json};

use crate::support::{read, refused};

/// The text of the error for a body that is not valid, or what `found` makes of it.
fn body<R, T>(request: Result<R, BodyError>, found: impl FnOnce(R) -> T) -> Result<T, String> {
    request.map(found).map_err(|error| {
        assert!(error.is_json());
        error.to_string()
    })
}

fn prompts(count: usize) -> Value {
    json!(vec![json!({"mediaInfo": {"uri": "https://prompts.example/a.wav"}}); count])
}

#[test]
fn a_play_has_1_to_20_prompts() {
    let play = |count| {
        let json = json!({"prompts": prompts(count)}).to_string();
        body(read::<PlayPrompt<'_>>(&json), |request| {
            assert_eq!(request.play().prompts, request.prompts.count());
            assert_eq!(
                usize::from(request.prompts.count().get()),
                request.prompts.as_slice().len()
            );
            request.prompts.into_vec().len()
        })
    };
    let refused =
        |count| Err(format!("prompts is a list of {count}: expected a list of 1 to 20 prompts"));
    assert_eq!(play(0), refused(0));
    assert_eq!(play(1), Ok(1));
    assert_eq!(play(20), Ok(20));
    assert_eq!(play(21), refused(21));
    assert_eq!(play(300), refused(300));
}

#[test]
fn a_record_has_at_most_1_prompt() {
    let has_prompt = |count| {
        let json = json!({"prompts": prompts(count)}).to_string();
        body(read::<RecordResponse<'_>>(&json), |request| request.prompt.is_some())
    };
    assert_eq!(has_prompt(0), Ok(false));
    assert_eq!(has_prompt(1), Ok(true));
    let text = "prompts is a list of 2: expected a list of at most 1 prompt";
    assert_eq!(has_prompt(2), Err(text.into()));
}

/// What is too many is counted and not looked at.
#[test]
fn a_prompt_too_many_is_not_looked_at() {
    let mut list = prompts(20);
    list.as_array_mut().unwrap().push(json!(7));
    let json = json!({"prompts": list}).to_string();
    assert_eq!(
        refused::<PlayPrompt<'_>>(&json).to_string(),
        "prompts is a list of 21: expected a list of 1 to 20 prompts",
    );
}

#[test]
fn seconds_are_1_to_120() {
    for member in [
        "maxRecordDurationInSeconds",
        "maxSilenceTimeoutInSeconds",
        "initialSilenceTimeoutInSeconds",
    ] {
        let millis = |seconds: &str| {
            let json = format!("{{\"{member}\": {seconds}}}");
            body(read::<RecordResponse<'_>>(&json), |request| {
                let limits = request.limits;
                assert_eq!(limits.media_timeout, None);
                let all = [
                    ("maxRecordDurationInSeconds", Some(limits.max_duration)),
                    ("maxSilenceTimeoutInSeconds", limits.max_silence),
                    ("initialSilenceTimeoutInSeconds", limits.initial_silence),
                ];
                for (other, limit) in all {
                    assert!(other == member || limit == Some(Millis::from_secs(5)), "{other}");
                }
                all.into_iter().find(|(other, _)| *other == member).unwrap().1.unwrap().get()
            })
        };
        for (number, expected) in [
            ("1", 1_000),
            ("120", 120_000),
            ("60.0", 60_000),
            ("6e1", 60_000),
            ("6.0E+1", 60_000),
            ("0.2e1", 2_000),
            ("1200e-1", 120_000),
        ] {
            assert_eq!(millis(number), Ok(expected), "{number}");
        }
        for (number, found) in [
            ("0", "0"),
            ("-0", "-0.0"),
            ("121", "121"),
            ("65537", "65537"),
            ("18446744073709551615", "18446744073709551615"),
            ("18446744073709551616", "1.8446744073709552e19"),
            ("-1", "-1"),
            ("-9223372036854775808", "-9223372036854775808"),
            ("60.5", "60.5"),
            ("120.00001", "120.00001"),
            ("0.0", "0.0"),
            ("-60.0", "-60.0"),
            ("121.0", "121.0"),
            ("1e300", "1e300"),
        ] {
            let text = format!("{member} is {found}: expected a whole number from 1 to 120");
            assert_eq!(millis(number), Err(text));
        }
    }
}

#[test]
fn a_client_context_has_at_most_256_characters() {
    // One, two, three and four bytes long. A character is a Unicode scalar value.
    for character in ["a", "é", "☎", "𝄞"] {
        for (count, fits) in [(0, true), (256, true), (257, false), (1_000, false)] {
            let context = character.repeat(count);
            let json = json!({"clientContext": context, "prompts": prompts(1)}).to_string();
            let expected = if fits {
                Ok(Some(context))
            } else {
                Err(format!(
                    "clientContext is {count} characters long: \
                     expected a string of at most 256 characters",
                ))
            };
            macro_rules! client_context {
                ($request:ident) => {
                    body(read::<$request<'_>>(&json), |request| {
                        request.client_context.map(String::from)
                    })
                };
            }
            assert_eq!(client_context!(PlayPrompt), expected);
            assert_eq!(client_context!(RecordResponse), expected);
            assert_eq!(client_context!(SubscribeToTone), expected);
            assert_eq!(client_context!(CancelMediaProcessing), expected);
        }
    }
}

#[test]
fn an_error_is_short() {
    // A text that is not a text of the API, and a text where something else is expected.
    for (member, before, after) in [
        (r#""playBeep": "TEXT""#, "playBeep: invalid type: string ", ", expected a boolean"),
        (
            r#""stopTones": ["1", "TEXT"]"#,
            "stopTones[1] is ",
            ": expected a telephone character or the name of a tone",
        ),
        (
            r#""prompts": [{"@odata.type": "TEXT"}]"#,
            "prompts[0].@odata.type is ",
            ": expected \"#microsoft.graph.mediaPrompt\"",
        ),
    ] {
        let error = |count| {
            let text = "é".repeat(count);
            let json = format!("{{{}}}", member.replace("TEXT", &text));
            refused::<RecordResponse<'_>>(&json).to_string()
        };
        assert_eq!(error(40), format!("{before}\"{}\"{after}", "é".repeat(40)));
        let long = error(1_000);
        assert_eq!(long, error(100_000));
        let text = long.strip_prefix(before).unwrap().strip_suffix(after).unwrap();
        let kept = text.strip_prefix('"').unwrap().strip_suffix("…\"").unwrap();
        assert!((50..=80).contains(&kept.chars().count()), "{long}");
        assert_eq!(kept.replace('é', ""), "");
        // No text becomes longer by being cut.
        for count in 40..120 {
            let text = error(count);
            assert!(text.chars().count() <= long.chars().count(), "{text}");
            assert_eq!(text.contains('…'), !text.contains(&"é".repeat(count)), "{text}");
        }
    }
}

/// serde's own words in a text of the body do not lead the cut astray.
#[test]
fn an_error_with_a_text_like_an_error_is_whole() {
    for text in [
        "x at line 3",
        "x at line 1 column 2",
        "a\", expected b",
        "missing field `prompts`",
        "is 7: expected b",
    ] {
        let json = json!({ "stopTones": [text] }).to_string();
        assert_eq!(
            refused::<RecordResponse<'_>>(&json).to_string(),
            format!(
                "stopTones[0] is {text:?}: expected a telephone character or the name of a tone"
            ),
        );
        let json = json!({ "playBeep": text }).to_string();
        assert_eq!(
            refused::<RecordResponse<'_>>(&json).to_string(),
            format!("playBeep: invalid type: string {text:?}, expected a boolean"),
        );
    }
}

#[test]
fn bodies_of_2018_that_break_the_limits_are_refused() {
    for (json, text) in [
        (
            include_str!("../fixtures/graph/refused/play-silence-prompt.json"),
            "prompts[1].@odata.type is \"#microsoft.graph.silencePrompt\": \
             expected \"#microsoft.graph.mediaPrompt\"",
        ),
        (
            include_str!("../fixtures/graph/refused/play-without-uri.json"),
            "prompts[0].mediaInfo.uri is missing",
        ),
    ] {
        assert_eq!(refused::<PlayPrompt<'_>>(json).to_string(), text);
    }
    for (json, text) in [
        (
            include_str!("../fixtures/graph/refused/record-two-digit-tone.json"),
            "stopTones[1] is \"11\": expected a telephone character or the name of a tone",
        ),
        (
            include_str!("../fixtures/graph/refused/record-half-an-hour.json"),
            "maxRecordDurationInSeconds is 1800: expected a whole number from 1 to 120",
        ),
        (
            include_str!("../fixtures/graph/refused/record-two-prompts.json"),
            "prompts is a list of 2: expected a list of at most 1 prompt",
        ),
    ] {
        assert_eq!(refused::<RecordResponse<'_>>(json).to_string(), text);
    }
}
