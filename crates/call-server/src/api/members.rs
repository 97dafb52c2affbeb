//! The members of a body that the library does not read.

use std::fmt;

use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::error::ApiError;

/// The members of an object, and where it stands in the body.
#[derive(Clone, Debug)]
pub(super) struct Members {
    path: String,
    members: Map<String, Value>,
}

impl Members {
    /// The members of a whole body.
    pub(super) fn of_body(body: Strict) -> Result<Self, ApiError> {
        Self::of(String::new(), body.0)
    }

    fn of(path: String, value: Value) -> Result<Self, ApiError> {
        match value {
            Value::Object(members) => Ok(Self { path, members }),
            Value::Null => Ok(Self { path, members: Map::new() }),
            other => {
                let member = if path.is_empty() { "body".to_owned() } else { path };
                Err(wrong(member, &other, "an object"))
            }
        }
    }

    /// The member of this name as text, or `None` if it is null or absent.
    pub(super) fn text(&self, name: &str) -> Result<Option<&str>, ApiError> {
        match self.members.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(wrong(self.path_of(name), other, "a string")),
        }
    }

    /// The member of this name as a list of texts. A null or absent one is empty.
    ///
    /// Clients whose serializer preserves references write a list as an object with
    /// `$values`.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<&str>, ApiError> {
        let list = match self.members.get(name) {
            Some(Value::Object(preserved)) => preserved.get("$values"),
            list => list,
        };
        let list = match (list, self.members.get(name)) {
            (Some(Value::Array(list)), _) => list,
            (_, None | Some(Value::Null)) => return Ok(Vec::new()),
            (_, Some(other)) => return Err(wrong(self.path_of(name), other, "a list")),
        };
        let texts = list.iter().enumerate().map(|(index, text)| match text {
            Value::String(text) => Ok(text.as_str()),
            other => Err(wrong(format!("{}[{index}]", self.path_of(name)), other, "a string")),
        });
        texts.collect()
    }

    /// The member of this name as an object. A null or absent one is empty.
    pub(super) fn members(&self, name: &str) -> Result<Self, ApiError> {
        let value = self.members.get(name).cloned().unwrap_or_default();
        Self::of(self.path_of(name), value)
    }

    /// The path of the member of this name.
    pub(super) fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }
}

fn wrong(member: String, value: &Value, expected: &'static str) -> ApiError {
    ApiError::Member { member, found: found(value), expected }
}

/// What a refusal calls this value.
pub(super) fn found(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(_) => "a string".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// JSON in which no object has a member twice. With [`Value`] the last one would win, and
/// whoever checked the first would have checked nothing.
#[derive(Clone, Debug)]
pub(super) struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Self)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Strict(value)) = list.next_element()? {
            values.push(value);
        }
        Ok(values.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            if members.contains_key(&name) {
                object.next_value::<Twice>()?;
            }
            let Strict(value) = object.next_value()?;
            members.insert(name, value);
        }
        Ok(members.into())
    }
}

/// The error is raised as the value is read, so that its path names the member.
struct Twice;

impl<'de> Deserialize<'de> for Twice {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(D::Error::custom("this member is given twice"))
    }
}
