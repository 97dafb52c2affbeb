//! A session that was read back, and is not connected to its engine yet.

use super::{HungUpSession, Session};
use crate::time::Time;

/// A session that was read back from a snapshot.
///
/// First apply the journal that was written since the snapshot, with
/// [`apply`](Self::apply) and [`drop_commands`](Self::drop_commands). Then turn it into a
/// session with
/// [`into_session`](Self::into_session), ask the engine what it runs, and call
/// [`Session::adopt`]. Until then the session is detached
/// ([X6](Session#rules)), so no deadline can pass before the engine was asked.
#[must_use = "the operations of this call are lost without it"]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored<C, S = C>(pub(crate) Session<C, S>);

impl<C, S> Restored<C, S> {
    /// Returns the session as it was stored, for its queries.
    #[must_use]
    pub const fn session(&self) -> &Session<C, S> {
        &self.0
    }

    /// Asks for commands at `at` until there is none, and drops them.
    ///
    /// Call it after each write of the journal, if that is where the host asked for
    /// commands. A command that was never sent, because the host crashed first, does no
    /// harm: the engine is asked what it runs before the session goes on.
    pub fn drop_commands(&mut self, at: Time) {
        while self.0.next_command(at).is_some() {}
    }

    /// Returns the session, detached from its engine.
    ///
    /// Store a snapshot of it before it accepts new inputs, and begin a new journal. The
    /// journal up to now belongs to the snapshot before.
    #[must_use = "the operations of this call are lost without it"]
    pub fn into_session(self) -> Session<C, S> {
        let mut session = self.0;
        session.detach();
        session
    }

    /// Ends the call, if the last entry of the journal is a hang-up. The engine is brought
    /// to rest once it was asked: [`WindDown::adopt`](super::WindDown::adopt).
    pub fn hang_up(self, at: Time) -> HungUpSession<C, S> {
        self.into_session().hang_up(at)
    }
}
