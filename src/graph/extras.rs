//! What the host adds to a notification.

use core::fmt;

/// What the host adds to the notification of one operation.
///
/// ```
/// use media_queue::graph::{Extras, Recording};
///
/// let file = Recording { location: "https://files.example/1.wav", access_token: "secret" };
/// let extras = Extras::new().with_recording(file).with_etag(54451);
/// assert_eq!(extras.etag, Some(54451));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Extras<'a> {
    /// The location and token of the stored recording. `None`, and any recording of an
    /// operation without audio, or with audio to discard, is written as `"recordingLocation": ""` and
    /// `"recordingAccessToken": ""` ([R5](crate::MediaQueue#rules)). A play has neither
    /// member.
    pub recording: Option<Recording<'a>>,
    /// The number in the operation's etag, which is written as `W/"54451"`. Without one the
    /// member is left out.
    pub etag: Option<u64>,
}

impl<'a> Extras<'a> {
    /// Returns no extras.
    #[must_use]
    pub const fn new() -> Self {
        Self { recording: None, etag: None }
    }

    /// Returns the same extras with a stored recording.
    #[must_use = "the extras are not changed in place"]
    pub const fn with_recording(self, recording: Recording<'a>) -> Self {
        Self { recording: Some(recording), ..self }
    }

    /// Returns the same extras with the number of an etag.
    #[must_use = "the extras are not changed in place"]
    pub const fn with_etag(self, etag: u64) -> Self {
        Self { etag: Some(etag), ..self }
    }
}

/// The location of a stored recording, and the token that opens it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_structs, reason = "these are the two members of the wire")]
pub struct Recording<'a> {
    /// The address of the file.
    pub location: &'a str,
    /// The token that the application shows to read the file. It is a secret, and `Debug`
    /// leaves it out.
    pub access_token: &'a str,
}

impl fmt::Debug for Recording<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recording").field("location", &self.location).finish_non_exhaustive()
    }
}
