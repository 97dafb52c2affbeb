//! Any JSON value, as plain as it comes; and what the members of a body may be.

use alloc::borrow::Cow;
use core::num::NonZeroU16;

use super::error::{Found, Refusal};
use super::name::Name;
use crate::time::Millis;

/// A JSON value. Of a list the length is kept, of an object nothing.
///
/// Every value is read as this first, so that one of a wrong type is a fact about
/// the body, with a name, and not the end of the reading.
#[derive(Debug)]
pub(super) enum Scalar<'de> {
    Null,
    Boolean(bool),
    Unsigned(u64),
    Negative(i64),
    Fraction(f64),
    Text(Cow<'de, str>),
    List(usize),
    Object,
}

impl<'de> Scalar<'de> {
    /// The string this is; null is absent.
    #[inline]
    pub(super) fn text(self, name: Name) -> Result<Option<Cow<'de, str>>, Refusal> {
        match self {
            Self::Null => Ok(None),
            Self::Text(text) => Ok(Some(text)),
            other => Err(Refusal::new(name.as_str(), other, "a string")),
        }
    }

    /// The client context this is; null is absent.
    #[inline]
    pub(super) fn client_context(self, name: Name) -> Result<Option<Cow<'de, str>>, Refusal> {
        const ALLOWED: &str = "a string of at most 256 characters";
        match self {
            Self::Null => Ok(None),
            Self::Text(text) => match text.len() {
                // No string has more characters than bytes.
                ..=CLIENT_CONTEXT_CHARACTERS => Ok(Some(text)),
                _ => match text.chars().count() {
                    ..=CLIENT_CONTEXT_CHARACTERS => Ok(Some(text)),
                    count => Err(Refusal::new(name.as_str(), Found::Characters(count), ALLOWED)),
                },
            },
            other => Err(Refusal::new(name.as_str(), other, ALLOWED)),
        }
    }

    /// The Boolean this is; null is absent.
    #[inline]
    pub(super) fn boolean(self, name: Name) -> Result<Option<bool>, Refusal> {
        match self {
            Self::Null => Ok(None),
            Self::Boolean(boolean) => Ok(Some(boolean)),
            other => Err(Refusal::new(name.as_str(), other, "true or false")),
        }
    }

    /// The seconds this is; null is absent.
    #[inline]
    pub(super) fn seconds(self, name: Name) -> Result<Option<Millis>, Refusal> {
        const ALLOWED: &str = "a whole number from 1 to 120";
        match self {
            Self::Null => Ok(None),
            Self::Unsigned(seconds) => u16::try_from(seconds)
                .ok()
                .filter(|&seconds| seconds <= MAX_SECONDS)
                .and_then(NonZeroU16::new)
                .map(|seconds| Some(Millis::from_secs(seconds)))
                .ok_or_else(|| Refusal::new(name.as_str(), Found::Unsigned(seconds), ALLOWED)),
            other => Err(Refusal::new(name.as_str(), other, ALLOWED)),
        }
    }
}

const CLIENT_CONTEXT_CHARACTERS: usize = 256;

const MAX_SECONDS: u16 = 120;
