//! Bodies with nothing in them.

/// Returns the JSON of a request body: `{}` if the body is empty or blank, and otherwise
/// the body without a byte order mark before it.
///
/// Some client libraries send a request without members as no body at all, and some send a
/// byte order mark, which JSON libraries refuse.
///
/// ```
/// use media_queue::graph::or_empty;
///
/// assert_eq!(or_empty(b" \r\n"), b"{}");
/// assert_eq!(or_empty(b"\xef\xbb\xbf[]"), b"[]");
/// ```
#[must_use]
pub const fn or_empty(body: &[u8]) -> &[u8] {
    let body = match body {
        [0xef, 0xbb, 0xbf, after @ ..] => after,
        _ => body,
    };
    let mut rest = body;
    while let [b' ' | b'\t' | b'\n' | b'\r', after @ ..] = rest {
        rest = after;
    }
    if rest.is_empty() { b"{}" } else { body }
}
