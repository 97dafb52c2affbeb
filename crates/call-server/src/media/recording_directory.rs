//! The directory of the recordings.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use tokio::task::spawn_blocking;
use tracing::{info, warn};
use uuid::Uuid;

/// The directory of the recordings, which no other server uses meanwhile.
#[derive(Debug)]
pub(super) struct RecordingDirectory {
    path: PathBuf,
    /// Locked as long as it is open.
    _lock: File,
}

impl RecordingDirectory {
    /// Opens the directory, and deletes the recordings that a server has left there which
    /// was killed. It touches nothing else.
    pub(super) async fn open(path: PathBuf) -> io::Result<Self> {
        let open = spawn_blocking(move || {
            fs::create_dir_all(&path)?;
            let lock = lock(&path)?;
            sweep(&path)?;
            Ok(Self { path, _lock: lock })
        });
        open.await.map_err(io::Error::other)?
    }

    /// Checks that the directory can be opened. If it was not there before, it is not there
    /// afterwards.
    pub(super) async fn check(path: PathBuf) -> io::Result<()> {
        let check = spawn_blocking(move || {
            let made = first_missing(&path);
            fs::create_dir_all(&path)?;
            let checked = lock(&path).map(drop);
            match made {
                Some(made) => checked.and(fs::remove_dir_all(made)),
                None => checked,
            }
        });
        check.await.map_err(io::Error::other)?
    }

    pub(super) fn path_of(&self, recording: Uuid) -> PathBuf {
        self.path.join(format!("{PREFIX}{recording}{SUFFIX}"))
    }
}

/// The outermost part of a path that is not there.
fn first_missing(path: &Path) -> Option<PathBuf> {
    let missing = |path: &&Path| !path.as_os_str().is_empty() && !path.exists();
    path.ancestors().take_while(missing).last().map(Path::to_path_buf)
}

/// Without the lock a second server would delete what the first one records.
fn lock(directory: &Path) -> io::Result<File> {
    let path = directory.join(LOCK);
    let lock = File::options().create(true).truncate(false).write(true).open(path)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => {
            let error = format!("another server uses the directory {}", directory.display());
            Err(io::Error::new(io::ErrorKind::ResourceBusy, error))
        }
        Err(TryLockError::Error(error)) => Err(error),
    }
}

fn sweep(directory: &Path) -> io::Result<()> {
    let mut swept = 0_u64;
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name();
        // What a name links to belongs to somebody else.
        if !entry.file_type()?.is_file() || !name.to_str().is_some_and(is_recording) {
            continue;
        }
        match fs::remove_file(entry.path()) {
            Ok(()) => swept = swept.saturating_add(1),
            Err(error) => warn!(path = %entry.path().display(), %error, "recording not deleted"),
        }
    }
    if swept > 0 {
        info!(recordings = swept, "deleted what an earlier server had left");
    }
    Ok(())
}

/// Whether a recording of this server has this name.
fn is_recording(name: &str) -> bool {
    let id = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(SUFFIX));
    id.is_some_and(|id| Uuid::try_parse(id).is_ok_and(|uuid| uuid.hyphenated().to_string() == id))
}

const PREFIX: &str = "call-server-recording-";

const SUFFIX: &str = ".wav";

const LOCK: &str = ".call-server.lock";
