//! Where the server listens.

use std::net::SocketAddr;
use std::num::NonZeroUsize;

use serde::{Deserialize, Serialize};
use url::Url;

use super::defaults::{loopback, nonzero};
use super::{Secret, Span, empty_is_none};

/// The calling API.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Api {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// How the application reaches it, without a version: the start of every
    /// `Location` and `recordingLocation`. Empty: `http://` and the address.
    #[serde(with = "empty_is_none")]
    pub public_url: Option<Url>,
    /// The bearer token that every request carries. Empty: none is asked for, which
    /// is allowed on a loopback address only.
    pub token: Secret,
    /// The longest body of a request, in bytes.
    pub max_body_bytes: NonZeroUsize,
    /// The most connections at a time; one more waits to be accepted.
    pub max_connections: NonZeroUsize,
    /// How long a client may take to send the head of a request, and its body.
    pub request_timeout_ms: Span,
}

impl Default for Api {
    fn default() -> Self {
        Self {
            listen: loopback(8080),
            public_url: None,
            token: Secret::default(),
            max_body_bytes: nonzero(65_536),
            max_connections: nonzero(4_096),
            request_timeout_ms: Span::new(10_000),
        }
    }
}

/// The control endpoint. It asks for no token: keep it to addresses that only the
/// operator reaches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Control {
    /// The address to listen on.
    pub listen: SocketAddr,
}

impl Default for Control {
    fn default() -> Self {
        Self { listen: loopback(8081) }
    }
}
