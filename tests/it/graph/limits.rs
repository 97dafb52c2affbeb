//! Each limit of the request bodies, from both sides.

use media_queue::Millis;
use media_queue::graph::{
    Body, CancelMediaProcessing, Found, PlayPrompt, RecordResponse, SubscribeToTone,
};
use serde_json::{Value, json};

use super::wrong_types::{Refused, refused, refused_play, refused_record};

fn play(body: &Value) -> Result<usize, Refused> {
    let json = body.to_string();
    let body: Body<PlayPrompt<'_>> = serde_json::from_str(&json).unwrap();
    let request = body.check().map_err(refused)?;
    assert_eq!(usize::from(request.play(()).prompts.get()), request.prompts.as_slice().len());
    Ok(request.prompts.as_slice().len())
}

fn prompts(count: usize) -> Value {
    json!(vec![json!({"mediaInfo": {"uri": "https://prompts.example/a.wav"}}); count])
}

#[test]
fn a_play_has_1_to_20_prompts() {
    let refused = |count| {
        let value = Found::List(count);
        Err(Refused { member: "prompts".into(), value, allowed: "a list of 1 to 20 prompts" })
    };
    assert_eq!(play(&json!({"prompts": prompts(0)})), refused(0));
    assert_eq!(play(&json!({"prompts": prompts(1)})), Ok(1));
    assert_eq!(play(&json!({"prompts": prompts(20)})), Ok(20));
    assert_eq!(play(&json!({"prompts": prompts(21)})), refused(21));
    assert_eq!(play(&json!({"prompts": prompts(300)})), refused(300));
}

#[test]
fn a_record_has_at_most_1_prompt() {
    let has_prompt = |count| {
        let json = json!({"prompts": prompts(count)}).to_string();
        let body: Body<RecordResponse<'_>> = serde_json::from_str(&json).unwrap();
        body.check().map(|request| request.prompt.is_some()).map_err(refused)
    };
    assert_eq!(has_prompt(0), Ok(false));
    assert_eq!(has_prompt(1), Ok(true));
    let member = "prompts".into();
    let allowed = "a list of at most 1 prompt";
    assert_eq!(has_prompt(2), Err(Refused { member, value: Found::List(2), allowed }));
}

#[test]
fn seconds_are_1_to_120() {
    for member in [
        "maxRecordDurationInSeconds",
        "maxSilenceTimeoutInSeconds",
        "initialSilenceTimeoutInSeconds",
    ] {
        let millis = |seconds: Value| {
            let json = json!({member: seconds}).to_string();
            let body: Body<RecordResponse<'_>> = serde_json::from_str(&json).unwrap();
            let limits = body.check().map_err(refused)?.limits;
            let all = [
                ("maxRecordDurationInSeconds", Some(limits.max_duration)),
                ("maxSilenceTimeoutInSeconds", limits.max_silence),
                ("initialSilenceTimeoutInSeconds", limits.initial_silence),
            ];
            for (other, limit) in all {
                assert!(other == member || limit == Millis::new(5_000), "{other}");
            }
            Ok(all.into_iter().find(|(other, _)| *other == member).unwrap().1.unwrap().get())
        };
        let refused = |value| {
            let allowed = "a whole number from 1 to 120";
            Err(Refused { member: member.into(), value, allowed })
        };
        assert_eq!(millis(json!(0)), refused(Found::Unsigned(0)));
        assert_eq!(millis(json!(1)), Ok(1_000));
        assert_eq!(millis(json!(120)), Ok(120_000));
        assert_eq!(millis(json!(121)), refused(Found::Unsigned(121)));
        assert_eq!(millis(json!(65_537)), refused(Found::Unsigned(65_537)));
        assert_eq!(millis(json!(u64::MAX)), refused(Found::Unsigned(u64::MAX)));
        assert_eq!(millis(json!(-1)), refused(Found::Negative(-1)));
        assert_eq!(millis(json!(i64::MIN)), refused(Found::Negative(i64::MIN)));
        assert_eq!(millis(json!(10.5)), refused(Found::Fraction(10.5)));
        assert_eq!(millis(json!(10.0)), refused(Found::Fraction(10.0)));
    }
}

#[test]
fn a_client_context_has_at_most_256_characters() {
    // One, two and four bytes long; a character is a Unicode scalar value.
    for character in ["a", "é", "☎", "𝄞"] {
        for (count, fits) in [(0, true), (256, true), (257, false), (1_000, false)] {
            let context = character.repeat(count);
            let json = json!({
                "clientContext": context,
                "prompts": prompts(1),
            })
            .to_string();
            let expected = if fits {
                Ok(Some(context))
            } else {
                Err(Refused {
                    member: "clientContext".into(),
                    value: Found::Characters(count),
                    allowed: "a string of at most 256 characters",
                })
            };
            macro_rules! client_context {
                ($request:ident) => {
                    serde_json::from_str::<Body<$request<'_>>>(&json)
                        .unwrap()
                        .check()
                        .map(|request| request.client_context.map(String::from))
                        .map_err(refused)
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
fn bodies_of_2018_that_break_the_limits_are_refused() {
    for (json, text) in [
        (
            include_str!("../../fixtures/graph/refused/play-silence-prompt.json"),
            "prompts[1].@odata.type is \"#microsoft.graph.silencePrompt\": \
             expected \"#microsoft.graph.mediaPrompt\"",
        ),
        (
            include_str!("../../fixtures/graph/refused/play-without-uri.json"),
            "prompts[0].mediaInfo.uri is missing: expected a string",
        ),
    ] {
        assert_eq!(refused_play(json).to_string(), text);
    }
    for (json, text) in [
        (
            include_str!("../../fixtures/graph/refused/record-two-digit-tone.json"),
            "stopTones[1] is \"11\": expected a telephone character or the name of a tone",
        ),
        (
            include_str!("../../fixtures/graph/refused/record-half-an-hour.json"),
            "maxRecordDurationInSeconds is 1800: expected a whole number from 1 to 120",
        ),
        (
            include_str!("../../fixtures/graph/refused/record-two-prompts.json"),
            "prompts is a list of 2: expected a list of at most 1 prompt",
        ),
    ] {
        assert_eq!(refused_record(json).to_string(), text);
    }
}
