//! Deleting files without making a call wait for the file system.

use std::io;
use std::path::PathBuf;

use tokio::sync::{mpsc, oneshot};
use tracing::warn;

use super::recording::Place;

/// Where files are thrown away. A task of its own deletes them, in order.
#[derive(Clone, Debug)]
pub(super) struct Bin(mpsc::UnboundedSender<Item>);

/// A file to delete, and what it takes up until then.
pub(super) struct Discarded {
    path: PathBuf,
    _place: Place,
}

enum Item {
    Discarded(Discarded),
    /// Everything before it has been deleted.
    Mark(oneshot::Sender<()>),
}

impl Discarded {
    pub(super) const fn new(path: PathBuf, place: Place) -> Self {
        Self { path, _place: place }
    }

    async fn delete(self) {
        match tokio::fs::remove_file(&self.path).await {
            // Nothing had been recorded.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => warn!(path = %self.path.display(), %error, "recording not deleted"),
            Ok(()) => {}
        }
    }
}

impl Bin {
    pub(super) fn open() -> Self {
        let (bin, mut thrown) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Some(item) = thrown.recv().await {
                match item {
                    Item::Discarded(discarded) => discarded.delete().await,
                    // Whoever waited may have given up.
                    Item::Mark(reached) => drop(reached.send(())),
                }
            }
        });
        Self(bin)
    }

    pub(super) fn throw(&self, discarded: Discarded) {
        // Without the task the runtime is gone. The next start sweeps the directory.
        let _ = self.0.send(Item::Discarded(discarded));
    }

    /// Returns when everything that was thrown away before has been deleted.
    pub(super) async fn emptied(&self) {
        let (mark, reached) = oneshot::channel();
        if self.0.send(Item::Mark(mark)).is_ok() {
            let _ = reached.await;
        }
    }
}
