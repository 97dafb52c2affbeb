//! Bodies that the client has packed.

use std::io::Read;

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_ENCODING;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::error::ApiError;

/// The encodings that are unpacked, as `Accept-Encoding` lists them.
pub(super) const ENCODINGS: &str = "gzip, deflate";

/// The body without its content encodings. It is at most `max` bytes long after each of
/// them, so a small body cannot unpack to a large one.
pub(super) fn unpack(body: Bytes, headers: &HeaderMap, max: usize) -> Result<Bytes, ApiError> {
    let mut encodings = Vec::new();
    for line in headers.get_all(CONTENT_ENCODING) {
        let line = String::from_utf8_lossy(line.as_bytes());
        for encoding in line.split(',').map(str::trim).filter(|it| !it.is_empty()) {
            encodings.extend(Encoding::parse(encoding)?);
        }
    }
    // Nobody packs twice, and every layer costs time.
    if encodings.len() > MAX_ENCODINGS {
        return Err(ApiError::Encoding { encoding: format!("{} layers deep", encodings.len()) });
    }
    // A client may announce an encoding and then send no body.
    if body.is_empty() {
        return Ok(body);
    }
    encodings.iter().rev().try_fold(body, |body, encoding| encoding.unpack(&body, max))
}

#[derive(Clone, Copy)]
enum Encoding {
    Gzip,
    Deflate,
}

impl Encoding {
    /// `None` for `identity`, which changes nothing.
    fn parse(name: &str) -> Result<Option<Self>, ApiError> {
        match name.to_ascii_lowercase().as_str() {
            "identity" => Ok(None),
            "gzip" | "x-gzip" => Ok(Some(Self::Gzip)),
            "deflate" => Ok(Some(Self::Deflate)),
            _ => Err(ApiError::Encoding { encoding: name.to_owned() }),
        }
    }

    fn unpack(self, body: &[u8], max: usize) -> Result<Bytes, ApiError> {
        match self {
            Self::Gzip => read("gzip", MultiGzDecoder::new(body), max),
            // The name stands for the zlib format, and some clients send it without its
            // header.
            Self::Deflate if is_zlib(body) => read("deflate", ZlibDecoder::new(body), max),
            Self::Deflate => read("deflate", DeflateDecoder::new(body), max),
        }
    }
}

fn read(encoding: &'static str, packed: impl Read, max: usize) -> Result<Bytes, ApiError> {
    let one_more = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    let mut body = Vec::new();
    let read = packed.take(one_more).read_to_end(&mut body);
    match read {
        Err(error) => Err(ApiError::Packed { encoding, error }),
        Ok(length) if length > max => Err(ApiError::TooLong { max }),
        Ok(_) => Ok(body.into()),
    }
}

/// Whether a body begins with the header of RFC 1950.
fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [method, flags, ..]
        if method & 0x0f == 8 && u16::from_be_bytes([*method, *flags]).is_multiple_of(31))
}

const MAX_ENCODINGS: usize = 2;
