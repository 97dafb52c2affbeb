//! The state of a call as data: save it, and restore it after a restart.
//!
//! [`MediaQueue::snapshot`] and [`Session::snapshot`] lend the state as data, without
//! copying a context. Any serde format that can write nested enums writes it; JSON and
//! postcard are tested. What was read back is checked before it is a queue or a session
//! again.
//!
//! # Rules
//!
//! | | rule |
//! |---|---|
//! | S1 | Restoring a snapshot gives an equal queue or session. A snapshot is refused, with the reason, if it would break a rule of [`MediaQueue`](MediaQueue#rules) or [`Session`](Session#rules), and for nothing else. |
//!
//! # Versions
//!
//! The stored types stand in [`v1`]. They are types of their own with private fields, so a
//! new field of a live type cannot change a stored byte. A change of the format adds a
//! `v2`, and the library goes on reading `v1`.

use serde::{Deserialize, Serialize};

use crate::queue::MediaQueue;
pub use crate::queue::stored::SnapshotError;
pub use crate::session::stored::SessionSnapshotError;
use crate::session::{Restored, Session};

/// Version 1 of the stored state.
pub mod v1 {
    pub use crate::queue::stored::QueueV1 as Queue;
    pub use crate::session::stored::SessionV1 as Session;
}

/// The whole state of a [`MediaQueue`] as data, by version of the format.
///
/// ```
/// use core::num::NonZeroU16;
/// use media_queue::snapshot::Snapshot;
/// use media_queue::{MediaQueue, Play};
///
/// let mut queue: MediaQueue<String> = MediaQueue::new(NonZeroU16::MAX);
/// queue.play(Play::new(), "welcome".to_owned())?;
///
/// let text = serde_json::to_string(&queue.snapshot())?;
/// let read: Snapshot<String> = serde_json::from_str(&text)?;
/// assert_eq!(MediaQueue::try_from(read)?, queue);
///
/// let tampered = text.replace(r#""lastStep":1"#, r#""lastStep":0"#);
/// let read: Snapshot<String> = serde_json::from_str(&tampered)?;
/// assert_eq!(
///     MediaQueue::try_from(read).unwrap_err().to_string(),
///     "the last step is 0: expected at least 1, since an operation is in progress",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Snapshot<C, S = C> {
    /// Version 1.
    V1(v1::Queue<C, S>),
}

/// The whole state of a [`Session`] as data, by version of the format.
///
/// It contains what the engine was doing, since the journal that is applied after a
/// restore depends on it. What the engine does now is asked of the engine and passed to
/// [`Session::adopt`].
///
/// ```
/// use core::num::NonZeroU16;
/// use media_queue::session::{EngineSettings, Restored, Session};
/// use media_queue::snapshot::SessionSnapshot;
/// use media_queue::{Millis, Play, Time};
///
/// let settings = EngineSettings::new(Millis::from_secs(5), Millis::from_secs(2));
/// let mut session: Session<String> = Session::new(NonZeroU16::MAX, settings);
/// session.play(Play::new(), "welcome".to_owned())?;
///
/// let text = serde_json::to_string(&session.snapshot())?;
/// let read: SessionSnapshot<String> = serde_json::from_str(&text)?;
/// let restored = Restored::try_from(read)?;
/// assert_eq!(*restored.session(), session);
///
/// // The session is detached until the engine was asked what it runs.
/// let mut session = restored.into_session();
/// assert_eq!(session.next_command(Time::from_millis(0)), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum SessionSnapshot<C, S = C> {
    /// Version 1.
    V1(v1::Session<C, S>),
}

impl<C, S> MediaQueue<C, S> {
    /// Returns the whole state, lent as data ([S1](crate::snapshot#rules)).
    ///
    /// It allocates one list of what the queue holds, and copies no context.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot<&C, &S> {
        Snapshot::V1(self.store())
    }
}

impl<C, S> TryFrom<Snapshot<C, S>> for MediaQueue<C, S> {
    type Error = SnapshotError;

    /// Returns the queue of which this is the snapshot ([S1](crate::snapshot#rules)).
    ///
    /// # Errors
    ///
    /// Returns [`SnapshotError`] if the queue would break one of its rules.
    fn try_from(snapshot: Snapshot<C, S>) -> Result<Self, SnapshotError> {
        let Snapshot::V1(stored) = snapshot;
        Self::restore(stored)
    }
}

impl<C, S> Session<C, S> {
    /// Returns the whole state, lent as data ([S1](crate::snapshot#rules)).
    ///
    /// It allocates one list of what the queue holds, and copies no context.
    #[must_use]
    pub fn snapshot(&self) -> SessionSnapshot<&C, &S> {
        SessionSnapshot::V1(self.store())
    }
}

impl<C, S> TryFrom<SessionSnapshot<C, S>> for Restored<C, S> {
    type Error = SessionSnapshotError;

    /// Returns the session of which this is the snapshot ([S1](crate::snapshot#rules)).
    ///
    /// # Errors
    ///
    /// Returns [`SessionSnapshotError`] if the session would break one of its rules.
    fn try_from(snapshot: SessionSnapshot<C, S>) -> Result<Self, SessionSnapshotError> {
        let SessionSnapshot::V1(stored) = snapshot;
        Session::restore(stored).map(Self)
    }
}
