//! JSON as text.

use serde::Serialize;
use serde_json::ser::Formatter;
use serde_json::{Deserializer, Error, Serializer};

/// The JSON of a value.
pub(crate) fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The same JSON, member for member, in another layout.
pub(crate) fn rewrite(body: &str, layout: impl Formatter) -> String {
    let mut out = Vec::new();
    let to = &mut Serializer::with_formatter(&mut out, layout);
    match serde_transcode::transcode(&mut Deserializer::from_str(body), to) {
        Ok(()) => String::from_utf8_lossy(&out).into_owned(),
        Err(_) => body.trim().to_owned(),
    }
}

/// What is wrong, without the place, which is told otherwise.
pub(crate) fn message(error: &Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what).to_owned()
}
