//! Stored data in both formats, and golden files.

use core::fmt::{Debug, Write as _};
use std::path::PathBuf;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Writes `data` as JSON and as postcard, reads both back, and returns what was read.
#[track_caller]
pub(crate) fn through<D: Serialize, R: DeserializeOwned + PartialEq + Debug>(data: &D) -> R {
    let text = serde_json::to_string(data).unwrap();
    let from_text: R = serde_json::from_str(&text).unwrap();
    let bytes = postcard::to_allocvec(data).unwrap();
    let from_bytes: R = postcard::from_bytes(&bytes).unwrap();
    assert_eq!(from_text, from_bytes);
    from_text
}

/// Compares `data` with the golden files `name.json` and `name.hex`.
///
/// With the environment variable `GOLDEN=write` it writes them instead.
#[track_caller]
pub(crate) fn golden(name: &str, data: &impl Serialize) {
    let text = serde_json::to_string_pretty(data).unwrap() + "\n";
    let bytes = postcard::to_allocvec(data).unwrap();
    let mut hex = String::new();
    for byte in &bytes {
        write!(hex, "{byte:02x}").unwrap();
    }
    hex.push('\n');
    for (ending, written) in [("json", text), ("hex", hex)] {
        let path = path(name, ending);
        if std::env::var_os("GOLDEN").is_some_and(|mode| mode == "write") {
            std::fs::write(&path, &written).unwrap();
        }
        assert_eq!(written, std::fs::read_to_string(&path).unwrap(), "{}", path.display());
    }
}

/// What the golden files contain, read from either.
#[track_caller]
pub(crate) fn read<R: DeserializeOwned + PartialEq + Debug>(name: &str) -> R {
    let text = std::fs::read_to_string(path(name, "json")).unwrap();
    let from_text: R = serde_json::from_str(&text).unwrap();
    let hex = std::fs::read_to_string(path(name, "hex")).unwrap();
    let bytes: Vec<u8> = hex
        .trim()
        .as_bytes()
        .chunks(2)
        .map(|digits| u8::from_str_radix(core::str::from_utf8(digits).unwrap(), 16).unwrap())
        .collect();
    let from_bytes: R = postcard::from_bytes(&bytes).unwrap();
    assert_eq!(from_text, from_bytes);
    from_text
}

fn path(name: &str, ending: &str) -> PathBuf {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/stored");
    PathBuf::from(folder).join(format!("{name}.{ending}"))
}
