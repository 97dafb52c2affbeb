//! The inputs of a call as data: write them down, and apply them again.
//!
//! A call is the sum of its inputs. A queue or session that gets the same inputs again,
//! from the same state, returns the same and comes to the same state, ids and steps
//! included ([J1](crate::MediaQueue#rules)). So a journal serves an audit, a replay after a
//! crash, and a second machine that follows the first.
//!
//! Build an input, write its line, apply it, and only then let its effects leave the host.
//! The line borrows the context, so nothing is copied:
//!
//! ```
//! use core::num::NonZeroU16;
//! use media_queue::journal::{Applied, Entry, Request, SessionInput, SessionLine};
//! use media_queue::session::{EngineSettings, Restored, Session};
//! use media_queue::snapshot::SessionSnapshot;
//! use media_queue::{Millis, Play, Time};
//!
//! let settings = EngineSettings::new(Millis::from_secs(5), Millis::from_secs(2));
//! let mut session: Session<String> = Session::new(NonZeroU16::MAX, settings);
//! let stored = serde_json::to_string(&session.snapshot())?;
//!
//! let now = Time::from_millis(20);
//! let input = SessionInput::Request(Request::Play(Play::new(), "welcome".to_owned()));
//! let line = serde_json::to_string(&SessionLine::input(now, &input))?;
//! assert!(matches!(input.apply(&mut session, now), Applied::Accepted(_)));
//!
//! // After a crash: restore the snapshot and apply the journal.
//! let snapshot: SessionSnapshot<String> = serde_json::from_str(&stored)?;
//! let mut restored = Restored::try_from(snapshot)?;
//! let line: SessionLine<String> = serde_json::from_str(&line)?;
//! if let Entry::Input(at, input) = line.into_entry() {
//!     drop(restored.apply(input, at));
//! }
//! assert_eq!(*restored.session(), session);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What to write
//!
//! Every method that changes what a session does has an input here, except `hang_up`, which
//! ends the journal. [`Event::NextCommand`] stands for a call of
//! [`Session::next_command`](crate::session::Session::next_command) that returned a
//! command. A host that asks for commands after every input, at the instant of that input
//! and until there is none, need not write it down if it asks in the same way when it
//! applies the journal: [`Restored::drop_commands`](crate::session::Restored::drop_commands).
//!
//! The instant of an entry is the one that was passed to the method. For speech that is dated
//! back it is earlier than the commands that follow, so write those commands down, too.
//!
//! Write inputs that belong together, such as the `CancelAll` and the `Record` of a
//! barge-in, in one go. Between two writes a crash would keep the one and lose the other.
//!
//! # Versions
//!
//! Lines are versioned, and the stored types are types of their own with private fields
//! ([`v1`]), so a change of a live type cannot change a stored byte.

mod applied;
mod input;
mod stored;

pub use self::applied::Applied;
pub use self::input::{Entry, Event, Fact, Input, Request, SessionInput};
pub use self::stored::{Line, SessionLine};

/// Version 1 of the stored lines.
pub mod v1 {
    pub use super::stored::{EntryV1 as Entry, SessionEntryV1 as SessionEntry};
}
