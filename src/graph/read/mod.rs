//! How request bodies are read.

mod body;
mod list;
mod object;
mod prompt;
mod value;

use alloc::string::{String, ToString as _};

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};

use self::body::{ContextBody, PlayBody, RecordBody};
use self::object::Object;
use super::empty::or_empty;
use super::error::BodyError;
use super::request::{CancelMediaProcessing, PlayPrompt, RecordResponse, SubscribeToTone};

/// Reads the request `T` from the body of an HTTP request.
///
/// A body that is empty or blank is `{}`, and a byte order mark is passed over: see
/// [`or_empty`]. Strings are borrowed from the body where they have no escapes.
///
/// # Errors
///
/// Returns [`BodyError`] if any part of the body is not JSON in UTF-8. If all of it is, the
/// error names the first member that is not valid.
///
/// ```
/// use media_queue::graph::{self, PlayPrompt};
///
/// let body = br#"{"prompts": [{"mediaInfo": {"uri": "https://a.example/menu.wav"}}]}"#;
/// let request = graph::read::<PlayPrompt<'_>>(body)?;
/// assert_eq!(request.prompts.as_slice()[0].uri, "https://a.example/menu.wav");
///
/// let error = graph::read::<PlayPrompt<'_>>(br#"{"prompts": [{}]}"#).unwrap_err();
/// assert_eq!(error.member(), "prompts[0].mediaInfo");
/// # Ok::<(), media_queue::graph::BodyError>(())
/// ```
pub fn read<'a, T: Request<'a>>(body: &'a [u8]) -> Result<T, BodyError> {
    // All at once this costs less than string by string, as `from_slice` does it.
    let json = core::str::from_utf8(or_empty(body)).map_err(BodyError::not_json)?;
    match serde_json::from_str::<Object<T::Body>>(json) {
        Ok(Object(body)) => Ok(T::from(body)),
        Err(error) => Err(explain::<T>(json, &error)),
    }
}

/// A request that owns its strings, so that it can be read from anything.
///
/// It is `DeserializeOwned`, for `axum::Json<Owned<PlayPrompt<'static>>>`,
/// `serde_json::from_reader`, `from_value` and other formats. The error is that of the
/// library which reads it. `axum::Json` adds the name of the member, and so does the crate
/// `serde_path_to_error` for any other library.
///
/// ```
/// use media_queue::graph::{Owned, SubscribeToTone};
///
/// let json = serde_json::json!({"clientContext": "keys"});
/// let Owned(request) = serde_json::from_value::<Owned<SubscribeToTone<'static>>>(json)?;
/// assert_eq!(request.client_context.as_deref(), Some("keys"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_structs, reason = "a host takes the request out with a pattern")]
pub struct Owned<T>(pub T);

/// One of the four requests: [`PlayPrompt`], [`RecordResponse`], [`SubscribeToTone`] and
/// [`CancelMediaProcessing`]. No other type can implement it.
pub trait Request<'a>: sealed::Read<'a> {}

mod sealed {
    use serde::Deserialize;

    /// Only this module can name it, so nobody else can implement the trait above.
    pub trait Read<'a>: From<Self::Body> {
        /// The body as it is on the wire.
        type Body: Deserialize<'a>;
    }
}

macro_rules! request {
    ($request:ident, $body:ident) => {
        impl<'a> Request<'a> for $request<'a> {}

        impl<'a> sealed::Read<'a> for $request<'a> {
            type Body = $body<'a>;
        }

        /// [`read`] does more: its errors name the member, and it passes over what
        /// [`or_empty`] describes.
        impl<'de: 'a, 'a> Deserialize<'de> for $request<'a> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Object::<$body<'a>>::deserialize(deserializer).map(|Object(body)| body.into())
            }
        }

        impl<'de> Deserialize<'de> for Owned<$request<'static>> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let request = $request::<'de>::deserialize(deserializer)?;
                Ok(Self(request.into_owned()))
            }
        }
    };
}

request!(PlayPrompt, PlayBody);
request!(RecordResponse, RecordBody);
request!(SubscribeToTone, ContextBody);
request!(CancelMediaProcessing, ContextBody);

/// Reads the refused body again, to find out which member is not valid. Keeping the path
/// from the beginning would cost every body an allocation for each member.
#[cold]
fn explain<'a, T: Request<'a>>(json: &'a str, error: &serde_json::Error) -> BodyError {
    if let Err(broken) = serde_json::from_str::<IgnoredAny>(json) {
        return BodyError::not_json(broken);
    }
    let mut json = serde_json::Deserializer::from_str(json);
    let path = match serde_path_to_error::deserialize::<_, Object<T::Body>>(&mut json) {
        Err(located) => located.path().to_string(),
        Ok(_) => String::new(),
    };
    BodyError::located(&path, error)
}
