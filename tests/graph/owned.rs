//! Requests that own their strings, and data that does not come from a JSON text.

use core::fmt::Debug;
use std::borrow::Cow;

use media_queue::graph::{
    CancelMediaProcessing, Owned, PlayPrompt, RecordResponse, SubscribeToTone,
};
use media_queue::{Millis, Times};
use serde::de::value::{BytesDeserializer, Error, MapDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer, Visitor};
use serde::{Deserialize, Deserializer, forward_to_deserialize_any};

use crate::support::{parsed, read};

const PLAY: &str = include_str!("../fixtures/graph/requests/play-prompt.json");
const RECORD: &str = include_str!("../fixtures/graph/requests/record-response.json");

/// Reads as `axum::Json` does, and from a reader and a value.
fn all_ways<T: DeserializeOwned>(json: &str) -> [serde_json::Result<T>; 3] {
    [
        serde_json::from_slice(json.as_bytes()),
        serde_json::from_reader(json.as_bytes()),
        serde_json::from_value(parsed(json)),
    ]
}

#[test]
fn an_owned_request_is_the_borrowed_one() {
    for play in all_ways::<Owned<PlayPrompt<'static>>>(PLAY) {
        assert_eq!(play.unwrap().0, read::<PlayPrompt<'_>>(PLAY).unwrap());
    }
    for record in all_ways::<Owned<RecordResponse<'static>>>(RECORD) {
        assert_eq!(record.unwrap().0, read::<RecordResponse<'_>>(RECORD).unwrap());
    }
    for Owned(request) in all_ways::<Owned<SubscribeToTone<'static>>>(PLAY).map(Result::unwrap) {
        assert_eq!(request, read::<SubscribeToTone<'_>>(PLAY).unwrap());
    }
    for request in all_ways::<Owned<CancelMediaProcessing<'static>>>("{}") {
        assert_eq!(request.unwrap().0.client_context, None);
    }
}

/// The path comes from `serde_path_to_error`, with which `axum::Json` reads.
#[test]
fn an_owned_request_names_the_member_that_is_wrong() {
    fn refused<'de, T: Deserialize<'de> + Debug>(data: impl Deserializer<'de>) -> [String; 2] {
        let error = serde_path_to_error::deserialize::<_, T>(data).unwrap_err();
        let text = error.inner().to_string();
        let problem = text.split(" at line ").next().unwrap();
        [error.path().to_string(), problem.to_owned()]
    }
    type Play = Owned<PlayPrompt<'static>>;
    for (json, path, problem) in [
        (
            r#"{"prompts": [{"mediaInfo": {"uri": "a"}}, {"mediaInfo": {"\u0075ri": 7}}]}"#,
            "prompts[1].mediaInfo.uri",
            "invalid type: integer `7`, expected a string",
        ),
        (
            r#"{"prompts": [{"mediaInfo": {"\u0075ri": "a", "resourceId": 7}}]}"#,
            "prompts[0].mediaInfo.resourceId",
            "invalid type: integer `7`, expected a string",
        ),
        (r#"{"prompts": [null]}"#, "prompts[0]", "missing field `mediaInfo`"),
        (r#"{"prompts": []}"#, "prompts", "is a list of 0: expected a list of 1 to 20 prompts"),
    ] {
        let expected = [path, problem];
        assert_eq!(refused::<Play>(&mut serde_json::Deserializer::from_str(json)), expected);
        let mut reader = serde_json::Deserializer::from_reader(json.as_bytes());
        assert_eq!(refused::<Play>(&mut reader), expected);
        assert_eq!(refused::<Play>(parsed(json)), expected);
        let mut borrowed = serde_json::Deserializer::from_str(json);
        assert_eq!(refused::<PlayPrompt<'_>>(&mut borrowed), expected);
    }
}

#[test]
fn into_owned_keeps_everything() {
    let play = read::<PlayPrompt<'_>>(PLAY).unwrap();
    let owned: PlayPrompt<'static> = play.clone().into_owned();
    assert_eq!(owned, play);
    assert!(matches!(owned.client_context, Some(Cow::Owned(_))));
    let record = read::<RecordResponse<'_>>(RECORD).unwrap();
    assert_eq!(record.clone().into_owned(), record);
}

#[test]
fn a_request_may_be_read_from_a_borrowed_value() {
    let value = parsed(PLAY);
    let play = PlayPrompt::deserialize(&value).unwrap();
    assert!(matches!(play.client_context, Some(Cow::Borrowed("menu-7"))));
    assert_eq!(play.play().times, Times::ONCE);
}

/// TOML, for example, has only signed numbers.
#[test]
fn a_signed_number_is_a_number() {
    let seconds = |seconds: i64| {
        let members = [("maxRecordDurationInSeconds", Present(seconds.into_deserializer()))];
        let members = MapDeserializer::<_, Error>::new(members.into_iter());
        RecordResponse::deserialize(members)
            .map(|record| record.limits.max_duration)
            .map_err(|error| error.to_string())
    };
    assert_eq!(seconds(60), Ok(Millis::from_secs(60)));
    for number in [i64::MIN, -1, 0, 121, i64::MAX] {
        let text = format!("is {number}: expected a whole number from 1 to 120");
        assert_eq!(seconds(number), Err(text));
    }
    let looped = [("loop", Present((-1_i64).into_deserializer()))];
    let looped = MapDeserializer::<_, Error>::new(looped.into_iter());
    let error = PlayPrompt::deserialize(looped).unwrap_err();
    assert_eq!(error.to_string(), "missing field `prompts`", "a loop of any type is ignored");
}

/// The value of a member, as a data format hands it on: present, if it may be absent.
struct Present<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Present<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_some(self.0)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
        ignored_any
    }
}

impl<'de, D: Deserializer<'de, Error = Error>> IntoDeserializer<'de> for Present<D> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

#[test]
fn what_json_cannot_say_is_no_request() {
    let bytes = BytesDeserializer::<Error>::new(b"{}");
    let error = PlayPrompt::deserialize(bytes).unwrap_err();
    assert_eq!(error.to_string(), "invalid type: byte array, expected an object");
}

/// With its feature `arbitrary_precision`, which any crate of the program may switch on,
/// `serde_json` hands on a number as an object, unless the type is asked for.
#[test]
fn a_number_is_no_object() {
    struct Number;

    impl<'de> Deserializer<'de> for Number {
        type Error = Error;

        fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            let number = [("$serde_json::private::Number", "7")];
            visitor.visit_map(MapDeserializer::new(number.into_iter()))
        }

        fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.visit_some(self)
        }

        fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            7_u8.into_deserializer().deserialize_map(visitor)
        }

        forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
            unit unit_struct newtype_struct seq tuple tuple_struct struct enum identifier
            ignored_any
        }
    }

    let error = RecordResponse::deserialize(Number).unwrap_err();
    assert_eq!(error.to_string(), "invalid type: integer `7`, expected an object");
}
