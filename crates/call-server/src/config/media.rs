//! Prompts, recordings, and the simulated engine.

use std::num::{NonZeroU16, NonZeroUsize};
use std::path::PathBuf;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use super::Span;
use super::defaults::{loopback_networks, nonzero};

/// Prompts to fetch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Prompts {
    /// The hosts a prompt may have; a leading dot stands for every subdomain.
    /// Empty: any.
    pub allow: Vec<String>,
    /// The private networks a prompt may be in.
    pub private: Vec<IpNet>,
    /// How long a download may take.
    pub timeout_ms: Span,
    /// The longest file, in bytes.
    pub max_bytes: NonZeroUsize,
    /// How many redirects are followed.
    pub max_redirects: u8,
    /// How many prompts with a `resourceId` are kept.
    pub cached: NonZeroUsize,
    /// How long each of them is kept before it is fetched again.
    pub keep_ms: Span,
}

impl Default for Prompts {
    fn default() -> Self {
        Self {
            allow: Vec::new(),
            private: loopback_networks(),
            timeout_ms: Span::new(10_000),
            max_bytes: nonzero(2 * 1024 * 1024),
            max_redirects: 3,
            cached: nonzero(64),
            keep_ms: Span::new(600_000),
        }
    }
}

/// Recordings to keep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Recordings {
    /// Where they are written; created if it is not there.
    pub directory: PathBuf,
    /// The most recordings at a time, those in progress included. Past it records
    /// are refused.
    pub max: NonZeroU16,
    /// How long one is kept. None outlives the server.
    pub keep_ms: Span,
    /// Whether to keep what was recorded before a recording was cut off: by the end
    /// of the call, by lost media, by a failure.
    pub keep_partial: bool,
}

impl Default for Recordings {
    fn default() -> Self {
        Self {
            directory: PathBuf::from("recordings"),
            max: NonZeroU16::MIN.saturating_add(9_999),
            keep_ms: Span::new(3_600_000),
            keep_partial: true,
        }
    }
}

/// The simulated media engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Simulated {
    /// How long the beep before a recording is.
    pub beep_ms: Span,
}

impl Default for Simulated {
    fn default() -> Self {
        Self { beep_ms: Span::new(500) }
    }
}
