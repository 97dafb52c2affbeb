//! JSON as text.

use serde::Serialize;
use serde_json::ser::Formatter;
use serde_json::{Deserializer, Error, Serializer};

/// Returns the JSON of a value.
pub(crate) fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Returns the same JSON, member for member, in another layout. A byte order mark before it
/// is left out.
pub(crate) fn rewrite(body: &str, layout: impl Formatter) -> String {
    let body = without_mark(body);
    let mut out = Vec::new();
    let to = &mut Serializer::with_formatter(&mut out, layout);
    match serde_transcode::transcode(&mut Deserializer::from_str(body), to) {
        Ok(()) => String::from_utf8_lossy(&out).into_owned(),
        Err(_) => body.trim().to_owned(),
    }
}

/// Returns the text without a byte order mark before it.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text)
}

/// Returns what is wrong, without the place, which the caller reports in its own way.
pub(crate) fn message(error: &Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what).to_owned()
}

pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';
