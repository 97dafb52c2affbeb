//! Notifications to the application.

use std::num::NonZeroUsize;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use url::Url;

use super::defaults::{loopback_networks, nonzero};
use super::{Secret, Span, empty_is_none};

/// Notifications to the application.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Callback {
    /// Where incoming calls are announced. Empty: the notepad of the control
    /// endpoint.
    #[serde(with = "empty_is_none")]
    pub uri: Option<Url>,
    /// The bearer token that every notification carries. Empty: none.
    pub token: Secret,
    /// The hosts a callback may have; a leading dot stands for every subdomain.
    /// Empty: any.
    pub allow: Vec<String>,
    /// The private networks a callback may be in.
    pub private: Vec<IpNet>,
    /// How long a callback may take to answer.
    pub timeout_ms: Span,
    /// The first pause before a notification is sent again; each is twice the last.
    pub retry_min_ms: Span,
    /// The longest pause.
    pub retry_max_ms: Span,
    /// The age at which a notification is given up.
    pub max_age_ms: Span,
    /// How many notifications of a call may wait. Past it operations are refused
    /// and tones are dropped.
    pub max_waiting: NonZeroUsize,
}

impl Default for Callback {
    fn default() -> Self {
        Self {
            uri: None,
            token: Secret::default(),
            allow: Vec::new(),
            private: loopback_networks(),
            timeout_ms: Span::new(10_000),
            retry_min_ms: Span::new(250),
            retry_max_ms: Span::new(30_000),
            max_age_ms: Span::new(600_000),
            max_waiting: nonzero(1_000),
        }
    }
}
