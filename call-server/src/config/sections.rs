//! The sections of the configuration file.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::{NonZeroU16, NonZeroUsize};
use std::path::PathBuf;

use ipnet::IpNet;
use media_queue::{Deadlines, Millis};
use serde::{Deserialize, Serialize};
use url::Url;

use super::Secret;

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
    pub request_timeout_ms: Millis,
}

impl Default for Api {
    fn default() -> Self {
        Self {
            listen: loopback(8080),
            public_url: None,
            token: Secret::default(),
            max_body_bytes: nonzero(65_536),
            max_connections: nonzero(4_096),
            request_timeout_ms: millis(10_000),
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

/// Calls.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Calls {
    /// The most calls at a time. A call counts until its last notification is
    /// taken or given up.
    pub max: NonZeroU16,
    /// The most operations of a call, the one in progress included.
    pub queue: NonZeroU16,
    /// How long the application may take to answer or reject.
    pub answer_timeout_ms: Millis,
    /// How long a call goes on without keepAlive.
    pub keep_alive_ms: Millis,
    /// How long the media engine may take to confirm a start; with it, the time to
    /// fetch a prompt.
    pub start_ms: Millis,
    /// How long the media engine may take to confirm a stop.
    pub stop_ms: Millis,
    /// What becomes of the operations a call still holds when it ends.
    pub held_at_end: HeldAtEnd,
    /// How long a shutdown waits for the last notifications.
    pub shutdown_ms: Millis,
}

impl Calls {
    pub(crate) const fn deadlines(&self) -> Deadlines {
        Deadlines { start: self.start_ms, stop: self.stop_ms }
    }
}

impl Default for Calls {
    fn default() -> Self {
        Self {
            max: NonZeroU16::MIN.saturating_add(1_999),
            queue: NonZeroU16::MIN.saturating_add(99),
            answer_timeout_ms: millis(60_000),
            keep_alive_ms: millis(2_700_000),
            start_ms: millis(15_000),
            stop_ms: millis(5_000),
            held_at_end: HeldAtEnd::Send,
            shutdown_ms: millis(10_000),
        }
    }
}

/// What becomes of the operations a call still holds when it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum HeldAtEnd {
    /// Each is sent as failed, 400/8528. Microsoft Graph is not known to do this.
    Send,
    /// They are not sent.
    Omit,
}

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
    pub timeout_ms: Millis,
    /// The first pause before a notification is sent again; each is twice the last.
    pub retry_min_ms: Millis,
    /// The longest pause.
    pub retry_max_ms: Millis,
    /// The age at which a notification is given up.
    pub max_age_ms: Millis,
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
            timeout_ms: millis(10_000),
            retry_min_ms: millis(250),
            retry_max_ms: millis(30_000),
            max_age_ms: millis(600_000),
            max_waiting: nonzero(1_000),
        }
    }
}

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
    pub timeout_ms: Millis,
    /// The longest file, in bytes.
    pub max_bytes: NonZeroUsize,
    /// How many redirects are followed.
    pub max_redirects: u8,
    /// How many prompts with a `resourceId` are kept.
    pub cached: NonZeroUsize,
}

impl Default for Prompts {
    fn default() -> Self {
        Self {
            allow: Vec::new(),
            private: loopback_networks(),
            timeout_ms: millis(10_000),
            max_bytes: nonzero(2 * 1024 * 1024),
            max_redirects: 3,
            cached: nonzero(64),
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
    pub keep_ms: Millis,
    /// Whether to keep what was recorded before a recording was cut off: by the end
    /// of the call, by lost media, by a failure.
    pub keep_partial: bool,
}

impl Default for Recordings {
    fn default() -> Self {
        Self {
            directory: PathBuf::from("recordings"),
            max: NonZeroU16::MIN.saturating_add(9_999),
            keep_ms: millis(3_600_000),
            keep_partial: true,
        }
    }
}

/// The simulated media engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Simulated {
    /// How long the beep before a recording is.
    pub beep_ms: Millis,
}

impl Default for Simulated {
    fn default() -> Self {
        Self { beep_ms: millis(500) }
    }
}

/// The log, on standard error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// What is logged: `info`, or by target, as in `warn,call_server=debug`.
    pub filter: String,
    /// The form of a line.
    pub format: LogFormat,
}

impl Default for Log {
    fn default() -> Self {
        Self { filter: "info".to_owned(), format: LogFormat::Text }
    }
}

/// The form of a line of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object to a line.
    Json,
}

mod empty_is_none {
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};
    use url::Url;

    #[expect(clippy::ref_option, reason = "serde calls it so")]
    pub(super) fn serialize<S: Serializer>(
        url: &Option<Url>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(url.as_ref().map_or("", Url::as_str))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Url>, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(D::Error::custom)
    }
}

const fn loopback(port: u16) -> SocketAddr {
    SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port)
}

fn loopback_networks() -> Vec<IpNet> {
    let v4 = ipnet::Ipv4Net::new_assert(Ipv4Addr::new(127, 0, 0, 0), 8);
    let v6 = ipnet::Ipv6Net::new_assert(Ipv6Addr::LOCALHOST, 128);
    vec![v4.into(), v6.into()]
}

const fn millis(millis: u32) -> Millis {
    match Millis::new(millis) {
        Some(millis) => millis,
        None => Millis::MAX,
    }
}

const fn nonzero(number: usize) -> NonZeroUsize {
    match NonZeroUsize::new(number) {
        Some(number) => number,
        None => NonZeroUsize::MIN,
    }
}
