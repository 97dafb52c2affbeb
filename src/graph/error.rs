//! Why a request body was refused.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

use thiserror::Error;

use super::scalar::Scalar;

/// A request body that is JSON and yet cannot be obeyed: which member, what it is,
/// and what it may be. Its text is fit for the answer, a 400.
///
/// ```
/// use media_queue::graph::{Body, Found, RecordResponse};
///
/// let body: Body<RecordResponse<'_>> =
///     serde_json::from_str(r#"{"maxRecordDurationInSeconds": 1800}"#)?;
/// let error = body.check().unwrap_err();
/// assert_eq!(error.member, "maxRecordDurationInSeconds");
/// assert_eq!(error.value, Found::Unsigned(1800));
/// assert_eq!(
///     error.to_string(),
///     "maxRecordDurationInSeconds is 1800: expected a whole number from 1 to 120",
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Error)]
#[error("{member} is {value}: expected {allowed}")]
#[non_exhaustive]
pub struct BodyError {
    /// The path of the member, such as `prompts[0].mediaInfo.uri`; `body` for the
    /// whole.
    pub member: Cow<'static, str>,
    /// What it was found to be.
    pub value: Found,
    /// What it may be.
    pub allowed: &'static str,
}

/// What a member of a request body was found to be.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Found {
    /// Not there.
    Missing,
    /// There more than once.
    Repeated,
    /// `null`, where it does not mean absence: in a list.
    Null,
    /// A Boolean.
    Boolean(bool),
    /// A whole number from 0.
    Unsigned(u64),
    /// A whole number below 0.
    Negative(i64),
    /// A number written with a fraction or an exponent, or too large for the others.
    Fraction(f64),
    /// A string; no more than its first 64 characters are kept.
    Text(String),
    /// A string of this many characters (Unicode scalar values).
    Characters(usize),
    /// A list of this many elements.
    List(usize),
    /// An object.
    Object,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("missing"),
            Self::Repeated => f.write_str("given twice"),
            Self::Null => f.write_str("null"),
            Self::Boolean(boolean) => boolean.fmt(f),
            Self::Unsigned(number) => number.fmt(f),
            Self::Negative(number) => number.fmt(f),
            Self::Fraction(number) => write!(f, "{number:?}"),
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Characters(count) => write!(f, "{count} characters long"),
            Self::List(count) => write!(f, "a list of {count}"),
            Self::Object => f.write_str("an object"),
        }
    }
}

impl From<Scalar<'_>> for Found {
    fn from(value: Scalar<'_>) -> Self {
        match value {
            Scalar::Null => Self::Null,
            Scalar::Boolean(boolean) => Self::Boolean(boolean),
            Scalar::Unsigned(number) => Self::Unsigned(number),
            Scalar::Negative(number) => Self::Negative(number),
            Scalar::Fraction(number) => Self::Fraction(number),
            Scalar::Text(text) => Self::Text(text.chars().take(KEPT_CHARACTERS).collect()),
            Scalar::List(count) => Self::List(count),
            Scalar::Object => Self::Object,
        }
    }
}

/// A [`BodyError`] on its way out. It is rare and large, so it stands aside: what is
/// read and checked stays small.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refusal(Box<BodyError>);

impl Refusal {
    #[cold]
    pub(super) fn new(
        member: &'static str,
        value: impl Into<Found>,
        allowed: &'static str,
    ) -> Self {
        let member = Cow::Borrowed(member);
        Self(Box::new(BodyError { member, value: value.into(), allowed }))
    }

    /// The same, of a member of the object `parent`.
    #[cold]
    pub(super) fn within(mut self, parent: fmt::Arguments<'_>) -> Self {
        self.0.member = Cow::Owned(match &*self.0.member {
            WHOLE => alloc::format!("{parent}"),
            member => alloc::format!("{parent}.{member}"),
        });
        self
    }
}

impl From<Refusal> for BodyError {
    fn from(refusal: Refusal) -> Self {
        *refusal.0
    }
}

/// The name of a body in an error. No member has it.
pub(super) const WHOLE: &str = "body";

const KEPT_CHARACTERS: usize = 64;
