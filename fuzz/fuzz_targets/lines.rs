//! Bytes as the lines of a journal.

use serde::de::DeserializeOwned;

/// The lines in `bytes`. Where none can be read a byte is passed over, so that a change of
/// one byte does not lose all that follows.
pub(crate) fn lines<T: DeserializeOwned>(mut bytes: &[u8]) -> impl Iterator<Item = T> {
    core::iter::from_fn(move || {
        while !bytes.is_empty() {
            match postcard::take_from_bytes(bytes) {
                Ok((line, rest)) => {
                    bytes = rest;
                    return Some(line);
                }
                Err(_) => bytes = &bytes[1..],
            }
        }
        None
    })
}
