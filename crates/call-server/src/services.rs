//! What all calls share.

use std::sync::Arc;

use prometheus_client::registry::Registry;
use url::Url;

use crate::address::Addresses;
use crate::clock::Clock;
use crate::config::Config;
use crate::media::{PromptStore, RecordingStore};
use crate::metrics::Metrics;
use crate::notify::Delivery;
use crate::start_error::StartError;

/// What all calls share.
#[derive(Debug)]
pub(crate) struct Services {
    pub(crate) config: Config,
    pub(crate) clock: Clock,
    pub(crate) metrics: Metrics,
    pub(crate) delivery: Delivery,
    pub(crate) prompts: Arc<PromptStore>,
    pub(crate) recordings: Arc<RecordingStore>,
    pub(crate) addresses: ServerAddresses,
}

/// Where the server is reached, and where it reaches others.
#[derive(Debug)]
pub(crate) struct ServerAddresses {
    /// Where callbacks may be.
    pub(crate) callbacks: Addresses,
    /// Where incoming calls are announced.
    pub(crate) callback: Arc<Url>,
    /// Without a slash at its end.
    pub(crate) public_url: String,
}

impl Services {
    pub(crate) async fn open(
        config: Config,
        addresses: ServerAddresses,
        registry: &mut Registry,
    ) -> Result<Self, StartError> {
        let metrics = Metrics::new(registry);
        let recordings = RecordingStore::open(&config.recordings, metrics.recordings.clone()).await;
        Ok(Self {
            clock: Clock::start(),
            delivery: Delivery::new(&config.callback, &addresses.callbacks, metrics.clone())?,
            prompts: Arc::new(PromptStore::new(&config.prompts, metrics.clone())?),
            recordings: Arc::new(recordings.map_err(StartError::Recordings)?),
            metrics,
            addresses,
            config,
        })
    }

    /// Finds what [`open`](Self::open) would stumble over, and leaves no trace.
    pub(crate) async fn check(
        config: &Config,
        addresses: &ServerAddresses,
    ) -> Result<(), StartError> {
        let metrics = Metrics::new(&mut Registry::default());
        Delivery::new(&config.callback, &addresses.callbacks, metrics.clone())?;
        PromptStore::new(&config.prompts, metrics)?;
        RecordingStore::check(&config.recordings).await.map_err(StartError::Recordings)
    }
}
