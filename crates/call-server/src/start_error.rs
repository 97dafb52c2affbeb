//! Why the server did not start.

use std::io;
use std::net::SocketAddr;

use thiserror::Error;

use crate::address::AddressError;
use crate::config::ConfigError;

/// Why the server did not start.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StartError {
    /// The configuration cannot be obeyed.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The configured callback is not among the addresses that may be reached.
    #[error("callback.uri: {0}")]
    Callback(String),
    /// No listening on this address.
    #[error("cannot listen on {address}: {error}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        error: io::Error,
    },
    /// The directory for recordings cannot be used.
    #[error("cannot write recordings: {0}")]
    Recordings(io::Error),
    /// The HTTP client cannot be set up.
    #[error("no HTTP client: {0}")]
    Client(#[from] reqwest::Error),
}

impl From<AddressError> for StartError {
    fn from(error: AddressError) -> Self {
        Self::Callback(error.to_string())
    }
}
