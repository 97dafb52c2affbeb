//! The configuration file.

mod api;
mod callback;
mod calls;
mod defaults;
mod empty_is_none;
mod log;
mod media;
mod secret;
mod span;

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use self::api::{Api, Control};
pub use self::callback::Callback;
pub use self::calls::{Calls, Engine, HeldAtEnd};
pub use self::log::{Log, LogFormat};
pub use self::media::{Prompts, Recordings, Simulated};
pub use self::secret::Secret;
pub use self::span::Span;

/// Everything that can be set. `call-server.toml` has every default written out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The calling API.
    pub api: Api,
    /// The control endpoint: metrics, health, and the simulated caller.
    pub control: Control,
    /// Calls.
    pub calls: Calls,
    /// What the server expects of its media engine.
    pub engine: Engine,
    /// Notifications to the application.
    pub callback: Callback,
    /// Prompts to fetch.
    pub prompts: Prompts,
    /// Recordings to keep.
    pub recordings: Recordings,
    /// The simulated media engine.
    pub simulated: Simulated,
    /// The log.
    pub log: Log,
}

impl Config {
    /// Reads a configuration file. What it does not say has its default.
    ///
    /// # Errors
    ///
    /// [`ConfigError`], if the text is no configuration or a value cannot be obeyed.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let config: Self = toml::from_str(text)?;
        config.check()?;
        Ok(config)
    }

    /// Checks what no single value shows.
    ///
    /// # Errors
    ///
    /// [`ConfigError`], with what is wrong.
    pub fn check(&self) -> Result<(), ConfigError> {
        if self.api.token.is_empty() && !self.api.listen.ip().is_loopback() {
            return Err(ConfigError::Open { listen: self.api.listen });
        }
        if self.engine.start_ms <= self.prompts.timeout_ms {
            return Err(ConfigError::StartTooShort {
                start: self.engine.start_ms.get(),
                timeout: self.prompts.timeout_ms.get(),
            });
        }
        if self.callback.retry_max_ms < self.callback.retry_min_ms {
            return Err(ConfigError::Retry {
                min: self.callback.retry_min_ms.get(),
                max: self.callback.retry_max_ms.get(),
            });
        }
        Ok(())
    }
}

/// Why a configuration was refused.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// Not TOML, an unknown key, or a value of the wrong type or range.
    #[error(transparent)]
    Toml(#[from] toml::de::Error),
    /// The API would be open to everybody.
    #[error(
        "api.token is empty and api.listen is {listen}: expected a token, or a loopback address"
    )]
    Open {
        /// Where it would listen.
        listen: SocketAddr,
    },
    /// A prompt that is slow to fetch would be taken for an engine that is stuck.
    #[error("engine.start_ms is {start}: expected more than prompts.timeout_ms, {timeout}")]
    StartTooShort {
        /// The start deadline.
        start: u32,
        /// The time limit of a download.
        timeout: u32,
    },
    /// The longest pause is shorter than the first.
    #[error("callback.retry_max_ms is {max}: expected at least callback.retry_min_ms, {min}")]
    Retry {
        /// The first pause.
        min: u32,
        /// The longest pause.
        max: u32,
    },
}
