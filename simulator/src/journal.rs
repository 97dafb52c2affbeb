//! What the host feeds a session, as data.

use std::io::{self, Write};

use media_queue::{SessionEntry, Time};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::asked::{Asked, Http};
use crate::host::Host;
use crate::json;
use crate::log::Log;
use crate::scenario::Setup;

/// The whole of a call: what the host set up, and what it fed its session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journal {
    /// What the host set up.
    pub(crate) setup: Setup,
    /// What it fed the session, in order.
    pub(crate) entries: Vec<Entry>,
}

/// A line of a journal that is none.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{journal}:{line}: {message}")]
pub struct BadEntry {
    /// The name of the journal.
    pub journal: String,
    /// The line, from 1.
    pub line: usize,
    /// What the JSON reader says.
    pub message: String,
}

impl Journal {
    /// Writes it: a line of JSON for what was set up, and one for each entry.
    ///
    /// # Errors
    ///
    /// What writing to `out` fails with.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, &self.setup)?;
        writeln!(out)?;
        for entry in &self.entries {
            serde_json::to_writer(&mut *out, entry)?;
            writeln!(out)?;
        }
        Ok(())
    }

    /// Reads what [`write`](Self::write) wrote; `name` is what it is reported under.
    ///
    /// # Errors
    ///
    /// [`BadEntry`]: the first line that is none.
    pub fn read(name: &str, text: &str) -> Result<Self, BadEntry> {
        let bad = |line, error: &serde_json::Error| BadEntry {
            journal: name.to_owned(),
            line,
            message: json::message(error),
        };
        let mut lines = (1..).zip(text.lines());
        let (line, setup) = lines.next().unwrap_or((1, ""));
        let setup = serde_json::from_str(setup).map_err(|error| bad(line, &error))?;
        let entries = lines
            .map(|(line, entry)| serde_json::from_str(entry).map_err(|error| bad(line, &error)))
            .collect::<Result<_, _>>()?;
        Ok(Self { setup, entries })
    }

    /// Feeds a session again what it was fed: the same follows.
    #[must_use]
    pub fn replay(self) -> Log {
        let mut host = Host::new(self.setup);
        for entry in self.entries {
            let now = entry.at;
            host.feed(entry);
            while host.command(now).is_some() {}
        }
        host.log
    }
}

/// What is fed together: one write of a journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Entry {
    /// When.
    pub(crate) at: Time,
    /// The request it comes from, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) http: Option<Http>,
    /// The operation that the host cancels, if it cancels one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) drop: Option<String>,
    /// What is fed, in order.
    pub(crate) inputs: Vec<SessionEntry<Asked, String>>,
}
