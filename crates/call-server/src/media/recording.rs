//! Recordings: written by the engine, kept for whoever has the token.

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use prometheus_client::metrics::gauge::Gauge;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

use super::bin::{Bin, Discarded};
use super::recording_directory::RecordingDirectory;
use crate::config::{self, Secret};

/// The file of a recording. It is deleted when nobody holds it any more: neither the
/// operation, nor the engine that writes it, nor the store that keeps it.
#[derive(Clone)]
pub struct RecordingFile(Arc<File>);

struct File {
    id: Uuid,
    written: AtomicBool,
    bin: Bin,
    /// `None` once it is thrown away.
    discarded: Option<Discarded>,
    path: PathBuf,
}

/// What a recording takes up until its file is deleted.
pub(super) struct Place {
    gauge: Gauge,
    _room: OwnedSemaphorePermit,
}

impl RecordingFile {
    /// Where to write it. There is no file yet.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Says that the file is there and complete. Call it before you report the end of the
    /// recording, also if it failed half-way: a recording that is not marked is not kept.
    pub fn mark_written(&self) {
        self.0.written.store(true, Ordering::Release);
    }

    pub(crate) fn is_written(&self) -> bool {
        self.0.written.load(Ordering::Acquire)
    }
}

impl fmt::Debug for RecordingFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RecordingFile").field(&self.path()).finish()
    }
}

/// The last holder is often the task of a call, which must not wait for the file system.
impl Drop for File {
    fn drop(&mut self) {
        if let Some(discarded) = self.discarded.take() {
            self.bin.throw(discarded);
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.gauge.dec();
    }
}

/// The recordings that are kept, for a time.
#[derive(Debug)]
pub(crate) struct RecordingStore {
    directory: RecordingDirectory,
    keep: Duration,
    room: Arc<Semaphore>,
    gauge: Gauge,
    bin: Bin,
    kept: Mutex<HashMap<Uuid, Kept>>,
}

/// A recording that is kept, and the token that opens it.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) file: RecordingFile,
    pub(crate) token: Secret,
}

impl RecordingStore {
    pub(crate) async fn open(config: &config::Recordings, gauge: Gauge) -> io::Result<Self> {
        let directory = RecordingDirectory::open(config.directory.clone()).await?;
        Ok(Self {
            directory,
            keep: config.keep_ms.into(),
            room: Arc::new(Semaphore::new(config.max.get().into())),
            gauge,
            bin: Bin::open(),
            kept: Mutex::default(),
        })
    }

    /// Finds what [`open`](Self::open) would stumble over, and leaves no trace.
    pub(crate) async fn check(config: &config::Recordings) -> io::Result<()> {
        RecordingDirectory::check(config.directory.clone()).await
    }

    /// A file for a new recording, or `None` if there are too many.
    pub(crate) fn reserve(&self) -> Option<RecordingFile> {
        let room = Arc::clone(&self.room).try_acquire_owned().ok()?;
        let id = Uuid::new_v4();
        let path = self.directory.path_of(id);
        self.gauge.inc();
        let place = Place { gauge: self.gauge.clone(), _room: room };
        let discarded = Some(Discarded::new(path.clone(), place));
        let (written, bin) = (AtomicBool::new(false), self.bin.clone());
        Some(RecordingFile(Arc::new(File { id, written, bin, discarded, path })))
    }

    /// Keeps a recording. Returns the id to find it by and the token that opens it.
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

    /// Deletes what is kept, and returns when it is gone: no recording outlives the server.
    pub(crate) async fn close(&self) {
        let kept = std::mem::take(&mut *self.lock());
        drop(kept);
        self.bin.emptied().await;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
