//! The values of members, each with the check of its range.
//!
//! A refusal reads "is X: expected Y", behind the name of the member.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use core::fmt;

use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::graph::tone_name;
use crate::time::Millis;
use crate::tone::Tone;

/// A string, borrowed where the JSON has no escapes.
///
/// serde borrows an `Option<Cow<str>>` only through a type of its own like this.
#[derive(Debug, Deserialize)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// A string of at most 256 characters.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Text<'a>", bound(deserialize = "'de: 'a"))]
pub(super) struct ClientContext<'a>(pub(super) Cow<'a, str>);

impl<'a> TryFrom<Text<'a>> for ClientContext<'a> {
    type Error = String;

    fn try_from(Text(text): Text<'a>) -> Result<Self, String> {
        // No string has more characters than bytes, so most need no count.
        let count = if text.len() > MAX_CONTEXT { text.chars().count() } else { 0 };
        if count > MAX_CONTEXT {
            return Err(format!(
                "is {count} characters long: expected a string of at most {MAX_CONTEXT} characters"
            ));
        }
        Ok(Self(text))
    }
}

/// Whole seconds from 1 to 120. Some clients write 60 as `60.0` or `6e1`.
#[derive(Debug)]
pub(super) struct Seconds(pub(super) Millis);

impl<'de> Deserialize<'de> for Seconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_f64(SecondsVisitor)
    }
}

struct SecondsVisitor;

impl Visitor<'_> for SecondsVisitor {
    type Value = Seconds;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(SECONDS)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Seconds, E> {
        match u16::try_from(number) {
            Ok(seconds @ 1..=120) => Ok(Seconds(Millis::from_secs(seconds))),
            _ => Err(E::custom(refused(number, SECONDS))),
        }
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Seconds, E> {
        match u64::try_from(number) {
            Ok(number) => self.visit_u64(number),
            Err(_) => Err(E::custom(refused(number, SECONDS))),
        }
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Seconds, E> {
        let whole = (1..=120_u8).find(|&whole| f64::from(whole).total_cmp(&number).is_eq());
        whole.map_or_else(
            || Err(E::custom(refused(number, SECONDS))),
            |whole| self.visit_u64(whole.into()),
        )
    }
}

/// The member `loop`. One that is not a Boolean is ignored, as the API itself did.
///
/// serde could derive this as an untagged enum, which would keep a long list in memory.
#[derive(Debug)]
pub(super) struct Loop(pub(super) bool);

impl<'de> Deserialize<'de> for Loop {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LoopVisitor)
    }
}

struct LoopVisitor;

macro_rules! ignored {
    ($($visit:ident($value:ty),)*) => {$(
        fn $visit<E>(self, _: $value) -> Result<Loop, E> {
            Ok(Loop(false))
        }
    )*};
}

impl<'de> Visitor<'de> for LoopVisitor {
    type Value = Loop;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, repeated: bool) -> Result<Loop, E> {
        Ok(Loop(repeated))
    }

    ignored! { visit_i64(i64), visit_u64(u64), visit_f64(f64), visit_str(&str), }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Loop, A::Error> {
        IgnoredAny.visit_seq(list).map(|_| Loop(false))
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Loop, A::Error> {
        IgnoredAny.visit_map(object).map(|_| Loop(false))
    }
}

/// The type of a prompt. The API has only one.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Text<'_>")]
pub(super) struct PromptType;

impl TryFrom<Text<'_>> for PromptType {
    type Error = String;

    fn try_from(Text(text): Text<'_>) -> Result<Self, String> {
        match text.strip_prefix('#').unwrap_or(&text) {
            "microsoft.graph.mediaPrompt" => Ok(Self),
            _ => Err(refused(&text, "\"#microsoft.graph.mediaPrompt\"")),
        }
    }
}

/// A tone, as a telephone character or by its name.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Text<'_>")]
pub(super) struct StopTone(pub(super) Tone);

impl TryFrom<Text<'_>> for StopTone {
    type Error = String;

    fn try_from(Text(text): Text<'_>) -> Result<Self, String> {
        match text.parse().ok().or_else(|| tone_name::named(&text)) {
            Some(tone) => Ok(Self(tone)),
            None => Err(refused(&text, "a telephone character or the name of a tone")),
        }
    }
}

fn refused(found: impl fmt::Debug, allowed: &str) -> String {
    format!("is {found:?}: expected {allowed}")
}

const MAX_CONTEXT: usize = 256;

const SECONDS: &str = "a whole number from 1 to 120";
