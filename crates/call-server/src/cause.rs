//! Why a request to another server got no answer.

use std::error::Error;
use std::fmt;
use std::io;

use prometheus_client::encoding::EncodeLabelValue;
use thiserror::Error as ThisError;

use crate::address::AddressError;

/// Why a request to another server got no answer, for the log and the metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelValue)]
pub(crate) enum Cause {
    /// Nobody listens there.
    Refused,
    /// The name cannot be resolved.
    Name,
    /// No TLS connection: a certificate that is not trusted, most of all.
    Tls,
    TimedOut,
    /// The address may not be reached: see `callback.private` and `prompts.private`.
    Forbidden,
    /// The connection was lost, what came was not HTTP, or it redirected too often.
    Broken,
}

/// The error for a name that cannot be resolved.
#[derive(Debug, ThisError)]
#[error("the name is not resolved: {0}")]
pub(crate) struct NameError(#[source] pub(crate) io::Error);

impl Cause {
    pub(crate) const ALL: [Self; 6] =
        [Self::Refused, Self::Name, Self::Tls, Self::TimedOut, Self::Forbidden, Self::Broken];

    pub(crate) fn of(error: &reqwest::Error) -> Self {
        if error.is_timeout() {
            return Self::TimedOut;
        }
        causes(error).find_map(Self::of_one).unwrap_or(Self::Broken)
    }

    fn of_one(error: &(dyn Error + 'static)) -> Option<Self> {
        if let Some(error) = error.downcast_ref::<AddressError>() {
            return Some(match error {
                AddressError::Redirects => Self::Broken,
                _ => Self::Forbidden,
            });
        }
        if error.is::<NameError>() {
            return Some(Self::Name);
        }
        if error.is::<rustls::Error>() {
            return Some(Self::Tls);
        }
        let error = error.downcast_ref::<io::Error>()?;
        // An error in an error does not show up as a source of it.
        if let Some(inner) = error.get_ref() {
            return causes(inner).find_map(Self::of_one);
        }
        match error.kind() {
            io::ErrorKind::ConnectionRefused => Some(Self::Refused),
            io::ErrorKind::TimedOut => Some(Self::TimedOut),
            _ => None,
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Refused => "connection refused",
            Self::Name => "name not resolved",
            Self::Tls => "no TLS connection",
            Self::TimedOut => "timed out",
            Self::Forbidden => "address not allowed",
            Self::Broken => "connection broken",
        })
    }
}

/// The innermost error, which says the most in the fewest words.
pub(crate) fn innermost(error: &reqwest::Error) -> String {
    causes(error).last().map(ToString::to_string).unwrap_or_default()
}

fn causes<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}
