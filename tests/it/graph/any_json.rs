//! Arbitrary JSON: it never panics the reading, and what it yields is what a plain
//! reading of the same JSON finds within the limits.

use media_queue::graph::{
    Body, CancelMediaProcessing, PlayPrompt, RecordResponse, SubscribeToTone,
};
use media_queue::{Interrupts, Opening, Times, Tone};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// What a play comes to, by plain reading.
#[derive(Debug, PartialEq)]
struct Played {
    client_context: Option<String>,
    prompts: Vec<(String, Option<String>)>,
    for_ever: bool,
}

/// What a record comes to, by plain reading.
#[derive(Debug, PartialEq)]
struct Recorded {
    client_context: Option<String>,
    prompt: Option<(String, Option<String>)>,
    barge_in: bool,
    play_beep: bool,
    stop_tones: Vec<Tone>,
    seconds: [u64; 3],
}

/// By plain reading it is none.
#[derive(Debug)]
struct NoRequest;

proptest! {
    #[test]
    fn a_play_is_what_a_plain_reading_finds(body in body()) {
        let json = body.to_string();
        let read = serde_json::from_str::<Body<PlayPrompt<'_>>>(&json).unwrap().check();
        let found = read.ok().map(|request| {
            let play = request.play(());
            assert_eq!(usize::from(play.prompts.get()), request.prompts.as_slice().len());
            Played {
                client_context: request.client_context.map(Into::into),
                prompts: request
                    .prompts
                    .into_vec()
                    .into_iter()
                    .map(|prompt| (prompt.uri.into(), prompt.resource_id.map(Into::into)))
                    .collect(),
                for_ever: play.times == Times::Forever,
            }
        });
        prop_assert_eq!(found, played(&body));
    }

    #[test]
    fn a_record_is_what_a_plain_reading_finds(body in body()) {
        let json = body.to_string();
        let read = serde_json::from_str::<Body<RecordResponse<'_>>>(&json).unwrap().check();
        let found = read.ok().map(|request| {
            let record = request.record(());
            let (prompt, beep) = match record.opening {
                Opening::Silence => (false, false),
                Opening::Beep => (false, true),
                Opening::Prompt(Interrupts::NOTHING) => (true, false),
                Opening::PromptThenBeep(Interrupts::NOTHING) => (true, true),
                opening => panic!("{opening:?}"),
            };
            assert_eq!((prompt, beep), (request.prompt.is_some(), request.play_beep));
            let limits = record.limits;
            Recorded {
                client_context: request.client_context.map(Into::into),
                prompt: request
                    .prompt
                    .map(|prompt| (prompt.uri.into(), prompt.resource_id.map(Into::into))),
                barge_in: request.barge_in,
                play_beep: request.play_beep,
                stop_tones: record.stop_tones.iter().collect(),
                seconds: [Some(limits.max_duration), limits.max_silence, limits.initial_silence]
                    .map(|limit| u64::from(limit.unwrap().get()) / 1_000),
            }
        });
        prop_assert_eq!(found, recorded(&body));
    }

    #[test]
    fn a_client_context_is_what_a_plain_reading_finds(body in body()) {
        let json = body.to_string();
        let plain = members(&body).and_then(|body| client_context(&body).ok());
        let subscribe = serde_json::from_str::<Body<SubscribeToTone<'_>>>(&json).unwrap().check();
        let subscribe = subscribe.ok().map(|request| request.client_context.map(String::from));
        prop_assert_eq!(&subscribe, &plain);
        let cancel = serde_json::from_str::<Body<CancelMediaProcessing<'_>>>(&json).unwrap().check();
        let cancel = cancel.ok().map(|request| request.client_context.map(String::from));
        prop_assert_eq!(cancel, plain);
    }

    /// A member more, of a known or an unknown name: JSON of which a map would keep
    /// the last only.
    #[test]
    fn a_member_given_twice_is_never_obeyed(body in body(), name in name(), value in value()) {
        let (Value::Object(members), true) = (&body, KNOWN.contains(&&*name)) else {
            return Ok(());
        };
        prop_assume!(members.contains_key(&name));
        let json = body.to_string();
        let json = json.replacen('{', &format!("{{{}:{value},", json!(name)), 1);
        let record = serde_json::from_str::<Body<RecordResponse<'_>>>(&json).unwrap().check();
        prop_assert!(record.is_err() || name == "loop");
        let play = serde_json::from_str::<Body<PlayPrompt<'_>>>(&json).unwrap().check();
        prop_assert!(play.is_err() || !["clientContext", "prompts", "loop"].contains(&&*name));
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        read_all(&bytes);
    }

    /// JSON that breaks off, or is bent in one place.
    #[test]
    fn broken_json_never_panics(body in body(), at: prop::sample::Index, byte: u8) {
        let mut bytes = body.to_string().into_bytes();
        let at = at.index(bytes.len());
        read_all(&bytes[..at]);
        bytes[at] = byte;
        read_all(&bytes);
    }
}

fn read_all(json: &[u8]) {
    let _ = serde_json::from_slice::<Body<PlayPrompt<'_>>>(json).map(Body::check);
    let _ = serde_json::from_slice::<Body<RecordResponse<'_>>>(json).map(Body::check);
    let _ = serde_json::from_slice::<Body<SubscribeToTone<'_>>>(json).map(Body::check);
    let _ = serde_json::from_slice::<Body<CancelMediaProcessing<'_>>>(json).map(Body::check);
}

fn played(body: &Value) -> Option<Played> {
    let body = members(body)?;
    let prompts = prompts(&body, 20)?;
    Some(Played {
        client_context: client_context(&body).ok()?,
        for_ever: body.get("loop") == Some(&json!(true)),
        prompts: (!prompts.is_empty()).then_some(prompts)?,
    })
}

fn recorded(body: &Value) -> Option<Recorded> {
    let body = members(body)?;
    let flag = |name, default| match body.get(name) {
        None => Some(default),
        Some(value) => value.as_bool(),
    };
    let seconds = |name| match body.get(name) {
        None => Some(5),
        Some(value) => value.as_u64().filter(|seconds| (1..=120).contains(seconds)),
    };
    let mut stop_tones = match body.get("stopTones") {
        None => Vec::new(),
        Some(value) => value.as_array()?.iter().map(stop_tone).collect::<Option<_>>()?,
    };
    stop_tones.sort_unstable();
    stop_tones.dedup();
    Some(Recorded {
        client_context: client_context(&body).ok()?,
        prompt: prompts(&body, 1)?.pop(),
        barge_in: flag("bargeInAllowed", false)?,
        play_beep: flag("playBeep", true)?,
        stop_tones,
        seconds: [
            seconds("maxRecordDurationInSeconds")?,
            seconds("maxSilenceTimeoutInSeconds")?,
            seconds("initialSilenceTimeoutInSeconds")?,
        ],
    })
}

/// The members of an object that are not null.
fn members(value: &Value) -> Option<Map<String, Value>> {
    match value {
        Value::Null => Some(Map::new()),
        Value::Object(members) => {
            let present = members.iter().filter(|(_, value)| !value.is_null());
            Some(present.map(|(name, value)| (name.clone(), value.clone())).collect())
        }
        _ => None,
    }
}

fn text(members: &Map<String, Value>, name: &str) -> Result<Option<String>, NoRequest> {
    let text = |value: &Value| value.as_str().map(str::to_owned).ok_or(NoRequest);
    members.get(name).map(text).transpose()
}

fn client_context(body: &Map<String, Value>) -> Result<Option<String>, NoRequest> {
    match text(body, "clientContext")? {
        Some(text) if text.chars().count() > 256 => Err(NoRequest),
        text => Ok(text),
    }
}

fn prompts(body: &Map<String, Value>, max: usize) -> Option<Vec<(String, Option<String>)>> {
    let Some(list) = body.get("prompts") else {
        return Some(Vec::new());
    };
    let list = list.as_array().filter(|list| list.len() <= max)?;
    list.iter().map(prompt).collect()
}

fn prompt(value: &Value) -> Option<(String, Option<String>)> {
    if !value.is_object() {
        return None;
    }
    let prompt = members(value)?;
    let kind = text(&prompt, "@odata.type").ok()?;
    let kind = kind.as_deref().unwrap_or("#microsoft.graph.mediaPrompt");
    if !["#microsoft.graph.mediaPrompt", "microsoft.graph.mediaPrompt"].contains(&kind) {
        return None;
    }
    let info = members(prompt.get("mediaInfo")?)?;
    Some((text(&info, "uri").ok()??, text(&info, "resourceId").ok()?))
}

fn stop_tone(value: &Value) -> Option<Tone> {
    let text = value.as_str()?;
    match text.parse::<media_queue::ToneSet>() {
        Ok(tones) if text.chars().count() == 1 => tones.iter().next(),
        _ => serde_json::from_value(json!(text)).ok(),
    }
}

/// Bodies that are right more often than not.
fn body() -> impl Strategy<Value = Value> {
    let member = prop_oneof![
        8 => right_member(),
        1 => (name(), value()),
    ];
    prop_oneof![
        9 => object(member, 0..8),
        1 => value(),
    ]
}

fn right_member() -> impl Strategy<Value = (String, Value)> {
    let seconds = || (1_u64..=120).prop_map(Value::from);
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

const KNOWN: &[&str] = &[
    "clientContext",
    "prompts",
    "loop",
    "bargeInAllowed",
    "playBeep",
    "stopTones",
    "maxRecordDurationInSeconds",
    "maxSilenceTimeoutInSeconds",
    "initialSilenceTimeoutInSeconds",
];
