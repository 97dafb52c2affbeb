//! A prompt of an operation.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use media_queue::MediaFailure;
use tokio::sync::OnceCell;
use url::Url;

use super::prompt_store::PromptStore;

/// A prompt that an operation is to play.
///
/// Its address and its `resourceId` together identify it. It is fetched when its turn comes,
/// once for its operation, however often it is repeated or begun again. With a `resourceId`
/// it may be there already: then the server keeps it for all calls, for a time.
#[derive(Clone)]
pub struct Prompt(Arc<Inner>);

struct Inner {
    id: PromptId,
    store: Arc<PromptStore>,
    audio: Mutex<Arc<OnceCell<PromptAudio>>>,
}

/// What identifies a prompt. Another application may use the same `resourceId` for another
/// prompt, and another address for the same prompt may be another file by now.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct PromptId {
    pub(super) url: Url,
    pub(super) resource_id: Option<String>,
}

/// A prompt's audio.
#[derive(Clone, Debug)]
pub struct PromptAudio {
    /// The WAV file. The sizes in its header may be wrong.
    pub wav: Bytes,
    /// How long the audio is that is there.
    pub duration: Duration,
}

impl Prompt {
    pub(super) fn new(id: PromptId, store: Arc<PromptStore>) -> Self {
        Self(Arc::new(Inner { id, store, audio: Mutex::default() }))
    }

    /// Fetches the audio, unless it is there already.
    ///
    /// # Errors
    ///
    /// [`MediaFailure::Unavailable`], if it could not be fetched within the limits, and
    /// [`MediaFailure::BadFormat`], if it is no WAV file. The next call tries again.
    pub async fn audio(&self) -> Result<PromptAudio, MediaFailure> {
        let audio = Arc::clone(&self.lock());
        audio.get_or_try_init(|| self.0.store.audio(&self.0.id)).await.cloned()
    }

    /// Frees the memory of the audio. It is fetched again if it is played again.
    pub(crate) fn release(&self) {
        *self.lock() = Arc::default();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Arc<OnceCell<PromptAudio>>> {
        self.0.audio.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Prompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Prompt").field(&self.0.id.shown()).finish()
    }
}

impl PromptId {
    /// The address as the log shows it. A query often contains a signature, which is a
    /// secret.
    pub(super) fn shown(&self) -> &str {
        self.url.as_str().split_once('?').map_or(self.url.as_str(), |(shown, _)| shown)
    }
}
