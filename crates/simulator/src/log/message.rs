//! The HTTP of a call.

use media_queue::Time;

/// An HTTP request and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) at: Time,
    pub(crate) direction: Direction,
    /// The path of the request.
    pub(crate) path: String,
    /// The body of the request.
    pub(crate) body: String,
    pub(crate) answer: Answer,
}

/// Who sends a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// The application sends it to the host.
    In,
    /// The host sends it to the application's callback.
    Out,
}

/// The answer to an HTTP request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: &'static str,
    pub(crate) location: Option<String>,
    pub(crate) body: Option<String>,
}
