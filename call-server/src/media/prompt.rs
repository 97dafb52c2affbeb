//! Prompts: fetched, checked, and kept by `resourceId`.

use std::fmt;
use std::io::Cursor;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use lru::LruCache;
use media_queue::Failure;
use tokio::sync::OnceCell;
use tracing::warn;
use url::Url;

use crate::address::{AddressError, Addresses};
use crate::config;

/// A prompt that an operation is to play, not yet fetched.
#[derive(Clone)]
pub struct Prompt {
    url: Url,
    resource_id: Option<Arc<str>>,
    store: Arc<PromptStore>,
}

/// A prompt's audio.
#[derive(Clone, Debug)]
pub struct PromptAudio {
    /// The WAV file.
    pub wav: Bytes,
    /// How long it is.
    pub duration: Duration,
}

impl Prompt {
    /// Fetches the audio, or finds it among those that are kept.
    ///
    /// # Errors
    ///
    /// [`Failure::Unavailable`], if it could not be fetched within the limits;
    /// [`Failure::BadFormat`], if it is no WAV file.
    pub async fn audio(&self) -> Result<PromptAudio, Failure> {
        let Some(resource_id) = &self.resource_id else {
            return self.store.fetch(&self.url).await;
        };
        let kept = self.store.kept(resource_id);
        // Whoever comes while it is being fetched waits for the same fetch.
        kept.get_or_try_init(|| self.store.fetch(&self.url)).await.cloned()
    }
}

impl fmt::Debug for Prompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Prompt").field(&self.url.as_str()).finish()
    }
}

/// Fetches prompts, within limits, and keeps those with a `resourceId`.
pub(crate) struct PromptStore {
    client: reqwest::Client,
    addresses: Addresses,
    max_bytes: usize,
    kept: Mutex<LruCache<Arc<str>, Arc<OnceCell<PromptAudio>>>>,
}

impl PromptStore {
    pub(crate) fn new(config: &config::Prompts) -> Result<Self, reqwest::Error> {
        let addresses = Addresses::new(&config.allow, &config.private);
        Ok(Self {
            client: addresses.client(config.max_redirects, config.timeout_ms.into())?,
            addresses,
            max_bytes: config.max_bytes.get(),
            kept: Mutex::new(LruCache::new(config.cached)),
        })
    }

    /// The prompt at this address.
    pub(crate) fn prompt(
        self: &Arc<Self>,
        uri: &str,
        resource_id: Option<&str>,
    ) -> Result<Prompt, AddressError> {
        Ok(Prompt {
            url: self.addresses.parse(uri)?,
            resource_id: resource_id.filter(|id| !id.is_empty()).map(Arc::from),
            store: Arc::clone(self),
        })
    }

    fn kept(&self, resource_id: &Arc<str>) -> Arc<OnceCell<PromptAudio>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(kept.get_or_insert(Arc::clone(resource_id), Arc::default))
    }

    async fn fetch(&self, url: &Url) -> Result<PromptAudio, Failure> {
        let wav = self.download(url).await?;
        match duration(&wav) {
            Ok(duration) => Ok(PromptAudio { wav, duration }),
            Err(error) => {
                warn!(url = url.as_str(), %error, "prompt is no WAV file");
                Err(Failure::BadFormat)
            }
        }
    }

    async fn download(&self, url: &Url) -> Result<Bytes, Failure> {
        let unavailable = |error: reqwest::Error| {
            warn!(url = url.as_str(), ?error, "prompt not fetched");
            Failure::Unavailable
        };
        let response = self.client.get(url.clone()).send().await.map_err(unavailable)?;
        let mut response = response.error_for_status().map_err(unavailable)?;
        let mut wav = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(unavailable)? {
            if chunk.len() > self.max_bytes.saturating_sub(wav.len()) {
                warn!(url = url.as_str(), max = self.max_bytes, "prompt too long");
                return Err(Failure::Unavailable);
            }
            wav.extend_from_slice(&chunk);
        }
        Ok(wav.into())
    }
}

impl fmt::Debug for PromptStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PromptStore").field("max_bytes", &self.max_bytes).finish_non_exhaustive()
    }
}

/// How long a WAV file is, by what its header says.
fn duration(wav: &[u8]) -> Result<Duration, hound::Error> {
    let wav = hound::WavReader::new(Cursor::new(wav))?;
    let samples = u64::from(wav.duration()).saturating_mul(1_000_000);
    let micros = samples.checked_div(wav.spec().sample_rate.into());
    Ok(Duration::from_micros(micros.ok_or(hound::Error::FormatError("no sample rate"))?))
}
