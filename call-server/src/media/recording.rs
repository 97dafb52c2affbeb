//! Recordings: written by the engine, kept for whoever has the token.

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use prometheus_client::metrics::gauge::Gauge;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tracing::warn;
use uuid::Uuid;

use crate::config::{self, Secret};

/// The file a recording is written to. It is deleted when nobody holds it: neither
/// the operation, nor the engine that writes it, nor those who keep it.
#[derive(Clone)]
pub struct RecordingFile(Arc<File>);

struct File {
    id: Uuid,
    path: PathBuf,
    gauge: Gauge,
    _room: OwnedSemaphorePermit,
}

impl RecordingFile {
    /// Where to write it. There is no file yet.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Whether the engine has written anything.
    pub(crate) fn is_written(&self) -> bool {
        self.0.path.exists()
    }
}

impl fmt::Debug for RecordingFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RecordingFile").field(&self.path()).finish()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        self.gauge.dec();
        match std::fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                warn!(path = %self.path.display(), %error, "recording not deleted");
            }
            _ => {}
        }
    }
}

/// The recordings that are kept, for a time.
#[derive(Debug)]
pub(crate) struct RecordingStore {
    directory: PathBuf,
    keep: Duration,
    room: Arc<Semaphore>,
    gauge: Gauge,
    kept: Mutex<HashMap<Uuid, Kept>>,
}

/// A recording that is kept, and what opens it.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) file: RecordingFile,
    pub(crate) token: Secret,
}

impl RecordingStore {
    pub(crate) fn open(config: &config::Recordings, gauge: Gauge) -> io::Result<Self> {
        std::fs::create_dir_all(&config.directory)?;
        Ok(Self {
            directory: config.directory.clone(),
            keep: config.keep_ms.into(),
            room: Arc::new(Semaphore::new(config.max.get().into())),
            gauge,
            kept: Mutex::default(),
        })
    }

    /// A file for a new recording; `None` if there are too many.
    pub(crate) fn reserve(&self) -> Option<RecordingFile> {
        let room = Arc::clone(&self.room).try_acquire_owned().ok()?;
        let id = Uuid::new_v4();
        let path = self.directory.join(format!("{id}.wav"));
        self.gauge.inc();
        Some(RecordingFile(Arc::new(File { id, path, gauge: self.gauge.clone(), _room: room })))
    }

    /// Keeps a recording. Gives the id it is found under and the token that opens it.
    pub(crate) fn keep(self: &Arc<Self>, file: &RecordingFile) -> (Uuid, Secret) {
        let id = file.0.id;
        let token = Secret::new(format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()));
        let kept = Kept { file: file.clone(), token: token.clone() };
        self.lock().insert(id, kept);
        let store = Arc::downgrade(self);
        let keep = self.keep;
        tokio::spawn(async move {
            tokio::time::sleep(keep).await;
            if let Some(store) = store.upgrade() {
                store.lock().remove(&id);
            }
        });
        (id, token)
    }

    pub(crate) fn find(&self, id: Uuid) -> Option<Kept> {
        self.lock().get(&id).cloned()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
