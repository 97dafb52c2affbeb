//! Fetching prompts, and keeping those with a `resourceId`.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use lru::LruCache;
use media_queue::MediaFailure;
use tokio::sync::OnceCell;
use tokio::time::Instant;
use tracing::warn;

use super::prompt::{Prompt, PromptAudio, PromptId};
use super::wav;
use crate::address::{AddressError, Addresses};
use crate::cause::{Cause, innermost};
use crate::config;
use crate::metrics::{Metrics, Peer};

/// Fetches prompts, within limits. It keeps those with a `resourceId` for all calls: at
/// most so many, each for so long.
pub(crate) struct PromptStore {
    client: reqwest::Client,
    addresses: Addresses,
    max_bytes: usize,
    keep: Duration,
    metrics: Metrics,
    kept: Mutex<LruCache<PromptId, Kept>>,
}

/// A prompt that is kept, or is being fetched to be kept.
#[derive(Clone)]
struct Kept {
    audio: Arc<OnceCell<PromptAudio>>,
    since: Instant,
}

impl PromptStore {
    pub(crate) fn new(config: &config::Prompts, metrics: Metrics) -> Result<Self, reqwest::Error> {
        let addresses = Addresses::new(&config.allow, &config.private);
        Ok(Self {
            client: addresses.client(config.max_redirects, config.timeout_ms.into())?,
            addresses,
            max_bytes: config.max_bytes.get(),
            keep: config.keep_ms.into(),
            metrics,
            kept: Mutex::new(LruCache::new(config.cached)),
        })
    }

    /// The prompt at this address.
    pub(crate) fn prompt(
        self: &Arc<Self>,
        uri: &str,
        resource_id: Option<&str>,
    ) -> Result<Prompt, AddressError> {
        let url = self.addresses.parse(uri)?;
        let resource_id = resource_id.filter(|id| !id.is_empty()).map(str::to_owned);
        Ok(Prompt::new(PromptId { url, resource_id }, Arc::clone(self)))
    }

    pub(super) async fn audio(&self, id: &PromptId) -> Result<PromptAudio, MediaFailure> {
        if id.resource_id.is_none() {
            return self.fetch(id).await;
        }
        let audio = self.kept(id);
        // Whoever comes while it is being fetched waits for the same download.
        let fetched = audio.get_or_try_init(|| self.fetch(id)).await.cloned();
        if fetched.is_err() {
            self.forget(id, &audio);
        }
        fetched
    }

    fn kept(&self, id: &PromptId) -> Arc<OnceCell<PromptAudio>> {
        let mut kept = self.lock();
        match kept.get(id) {
            Some(kept) if kept.since.elapsed() < self.keep => Arc::clone(&kept.audio),
            _ => {
                let audio = Arc::default();
                let entry = Kept { audio: Arc::clone(&audio), since: Instant::now() };
                kept.put(id.clone(), entry);
                audio
            }
        }
    }

    /// A prompt that was not fetched takes no place from those that were.
    fn forget(&self, id: &PromptId, audio: &Arc<OnceCell<PromptAudio>>) {
        let mut kept = self.lock();
        if kept.peek(id).is_some_and(|it| Arc::ptr_eq(&it.audio, audio) && !audio.initialized()) {
            kept.pop(id);
        }
    }

    async fn fetch(&self, id: &PromptId) -> Result<PromptAudio, MediaFailure> {
        let wav = self.download(id).await?;
        match wav::duration(&wav) {
            Ok(duration) => Ok(PromptAudio { wav, duration }),
            Err(error) => {
                warn!(url = id.shown(), %error, "prompt not played");
                Err(MediaFailure::BadFormat)
            }
        }
    }

    async fn download(&self, id: &PromptId) -> Result<Bytes, MediaFailure> {
        let url = id.shown();
        let unavailable = |error: reqwest::Error| {
            let cause = Cause::of(&error);
            self.metrics.network_error(Peer::Prompt, cause);
            let error = innermost(&error);
            warn!(url, %cause, %error, "prompt not fetched");
            MediaFailure::Unavailable
        };
        let mut response = self.client.get(id.url.clone()).send().await.map_err(unavailable)?;
        let status = response.status();
        if !status.is_success() {
            warn!(url, %status, "prompt not fetched");
            return Err(MediaFailure::Unavailable);
        }
        let mut wav = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(unavailable)? {
            if chunk.len() > self.max_bytes.saturating_sub(wav.len()) {
                warn!(url, max_bytes = self.max_bytes, "prompt too long");
                return Err(MediaFailure::Unavailable);
            }
            wav.extend_from_slice(&chunk);
        }
        Ok(wav.into())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, LruCache<PromptId, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for PromptStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PromptStore").field("max_bytes", &self.max_bytes).finish_non_exhaustive()
    }
}
