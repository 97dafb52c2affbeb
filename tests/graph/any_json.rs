//! Arbitrary JSON: reading never panics, and finds what a plain reading of the same text
//! finds, be it a request, the member that is to blame, or that the text is not JSON.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::compare::assert_plain;
use crate::plain::SECONDS;

proptest! {
    #[test]
    fn a_body_is_what_a_plain_reading_finds(body in body()) {
        assert_plain(body.to_string().as_bytes());
    }

    /// One member more, at any place: JSON of which a map would keep the last only.
    #[test]
    fn a_member_given_twice_is_blamed(
        body in object(member(), 0..8),
        name in name(),
        value in value(),
        at: prop::sample::Index,
    ) {
        let members = body.as_object().unwrap().iter();
        let mut members: Vec<_> =
            members.map(|(name, value)| format!("{}:{value}", json!(name))).collect();
        members.insert(at.index(members.len() + 1), format!("{}:{value}", json!(name)));
        assert_plain(format!("{{{}}}", members.join(",")).as_bytes());
    }

    /// A member, at any place, of which a map of values would not keep the writing.
    #[test]
    fn it_matters_how_a_value_is_written(
        body in object(member(), 0..8),
        name in name(),
        value in prop::sample::select(WRITTEN),
        at: prop::sample::Index,
    ) {
        let text = body.to_string();
        let commas = text.match_indices(",\"").map(|(comma, _)| comma + 1);
        let starts: Vec<_> = commas.chain([1]).collect();
        let (before, after) = text.split_at(starts[at.index(starts.len())]);
        let comma = if after == "}" { "" } else { "," };
        assert_plain(format!("{before}{}:{value}{comma}{after}", json!(name)).as_bytes());
    }

    #[test]
    fn arbitrary_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        assert_plain(&bytes);
    }

    /// JSON that breaks off, is bent in one place, has a part twice or goes on.
    #[test]
    fn broken_json_is_not_json(
        body in body(),
        at: prop::sample::Index,
        other: prop::sample::Index,
        byte in byte(),
    ) {
        let mut bytes = body.to_string().into_bytes();
        let (at, other) = (at.index(bytes.len()), other.index(bytes.len()));
        assert_plain(&bytes[..at]);
        assert_plain(&[&bytes[..], &bytes[at..]].concat());
        assert_plain(&[&bytes[..at], &bytes[other..]].concat());
        bytes[at] = byte;
        assert_plain(&bytes);
    }
}

/// Bodies that are right more often than not.
fn body() -> impl Strategy<Value = Value> {
    prop_oneof![
        9 => object(member(), 0..8),
        1 => value(),
    ]
}

fn member() -> impl Strategy<Value = (String, Value)> {
    prop_oneof![
        8 => right_member(),
        1 => (name(), value()),
    ]
}

/// What bends JSON: more often a byte that JSON has a meaning for.
fn byte() -> impl Strategy<Value = u8> {
    prop_oneof![
        3 => prop::sample::select(&b"\"\\{}[]:,.-+eE0123456789utfn \n"[..]),
        1 => any::<u8>(),
    ]
}

fn right_member() -> impl Strategy<Value = (String, Value)> {
    let seconds = || {
        let whole = (1_u32..=120).prop_map(Value::from);
        prop_oneof![3 => whole, 1 => (1_u32..=120).prop_map(|whole| f64::from(whole).into())]
    };
    let flag = || any::<bool>().prop_map(Value::from);
    let tones = prop::collection::vec(
        prop::sample::select(
            &["#", "1", "*", "a", "D", "!", "pound", "tone1", "star", "flash"][..],
        ),
        0..4,
    );
    prop_oneof![
        named("clientContext", string().prop_map(Value::from).boxed()),
        named("loop", flag().boxed()),
        named("bargeInAllowed", flag().boxed()),
        named("playBeep", flag().boxed()),
        named("stopTones", tones.prop_map(|tones| json!(tones)).boxed()),
        named("maxRecordDurationInSeconds", seconds().boxed()),
        named("maxSilenceTimeoutInSeconds", seconds().boxed()),
        named("initialSilenceTimeoutInSeconds", seconds().boxed()),
        named("prompts", prompt_list(0..3).boxed()),
        named("prompts", prompt_list(18..23).boxed()),
    ]
}

fn named(
    name: &'static str,
    value: BoxedStrategy<Value>,
) -> impl Strategy<Value = (String, Value)> {
    let value = prop_oneof![9 => value, 1 => self::value()];
    value.prop_map(move |value| (name.to_owned(), value))
}

fn prompt_list(count: core::ops::Range<usize>) -> impl Strategy<Value = Value> {
    let info = object(
        prop_oneof![
            8 => string().prop_map(|uri| ("uri".to_owned(), uri.into())),
            4 => string().prop_map(|id| ("resourceId".to_owned(), id.into())),
            1 => (name(), value()),
        ],
        0..6,
    );
    let kind =
        prop::sample::select(&["#microsoft.graph.mediaPrompt", "microsoft.graph.mediaPrompt"][..]);
    let prompt = (info, kind).prop_map(|(info, kind)| {
        let mut prompt = json!({"mediaInfo": info, "loop": 5});
        prompt["@odata.type"] = kind.into();
        prompt
    });
    let simple = Just(json!({"mediaInfo": {"uri": "https://prompts.example/a.wav"}}));
    let prompt = prop_oneof![8 => simple, 4 => prompt, 1 => value()];
    let few = prop::collection::vec(prompt, 0..3);
    (few, count).prop_map(|(mut prompts, count)| {
        let simple = json!({"mediaInfo": {"uri": "https://prompts.example/a.wav"}});
        while prompts.len() < count {
            prompts.push(simple.clone());
        }
        json!(prompts)
    })
}

fn object<S>(member: S, count: core::ops::Range<usize>) -> impl Strategy<Value = Value>
where
    S: Strategy<Value = (String, Value)>,
{
    prop::collection::vec(member, count).prop_map(|members| members.into_iter().collect())
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-2_i64..130).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-4_i32..260).prop_map(|halves| Value::from(f64::from(halves) / 2.0)),
        string().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            object((name(), inner), 0..4),
        ]
    })
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(KNOWN).prop_map(String::from),
        2 => prop::sample::select(&["@odata.type", "mediaInfo", "uri", "resourceId"][..])
            .prop_map(String::from),
        1 => string(),
    ]
}

/// Short ones of any characters, and long ones about the limit.
fn string() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => any::<String>(),
        1 => (any::<char>(), 250_usize..260)
            .prop_map(|(character, count)| String::from_iter(vec![character; count])),
    ]
}

/// Values of which the writing matters.
const WRITTEN: &[&str] = &[
    "60.0",
    "6e1",
    "0.6E+2",
    "600e-1",
    "-0",
    "-0.0",
    "0e0",
    "1e999",
    "-1e999",
    "99999999999999999999",
    "1e-400",
    r#""\ud800""#,
    r#""\udc00 ""#,
    r#""\ud800\u0061""#,
    r#""\ud83d\ude00""#,
    r#""\u0023""#,
    r#"["\ud800"]"#,
    r#"["\u0031", "\u0070ound"]"#,
    "[1e999]",
    r#"{"\ud800": 1}"#,
    r#"{"mediaInfo": {"uri": "\udfff"}}"#,
    r#"[{"mediaInfo": {"\u0075ri": "a"}}]"#,
    r#"[{"mediaInfo": {"uri": "\udfff"}}]"#,
    r#"[{"mediaInfo": {"uri": "a", "\udfff": "b"}}]"#,
    r#"[{"mediaInfo": {"uri": "a", "uri": "b"}}]"#,
    r#"[{"mediaInfo": null, "mediaInfo": {"uri": "a"}}]"#,
    r#"[{"mediaInfo": ["a", "b"]}]"#,
    r##"[["#microsoft.graph.mediaPrompt", {"uri": "a"}]]"##,
    "[null]",
];

const KNOWN: &[&str] = &[
    "clientContext",
    "prompts",
    "loop",
    "bargeInAllowed",
    "playBeep",
    "stopTones",
    SECONDS[0],
    SECONDS[1],
    SECONDS[2],
];
