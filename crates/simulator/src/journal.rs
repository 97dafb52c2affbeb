//! What the host passed to its session, as data.

use std::io::{self, Write};

use thiserror::Error;

use crate::host::{Entry, Host};
use crate::json;
use crate::log::Log;
use crate::scenario::Setup;

/// The whole of a call: what was set up, and what the host passed to its session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journal {
    pub(crate) setup: Setup,
    pub(crate) entries: Vec<Entry>,
}

/// A line of a journal that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{journal}:{line}: {message}")]
#[non_exhaustive]
pub struct BadEntry {
    /// The name of the journal.
    pub journal: String,
    /// The line, from 1.
    pub line: usize,
    /// What the JSON reader says.
    pub message: String,
}

impl Journal {
    /// Writes the journal: a line of JSON for what was set up, and one for each entry.
    ///
    /// # Errors
    ///
    /// Returns the error of writing to `out`.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, &self.setup)?;
        writeln!(out)?;
        for entry in &self.entries {
            serde_json::to_writer(&mut *out, entry)?;
            writeln!(out)?;
        }
        Ok(())
    }

    /// Reads what [`write`](Self::write) wrote. Problems are reported under `name`.
    ///
    /// # Errors
    ///
    /// Returns [`BadEntry`] for the first line that cannot be read.
    pub fn read(name: &str, text: &str) -> Result<Self, BadEntry> {
        let bad = |line, error: &serde_json::Error| BadEntry {
            journal: name.to_owned(),
            line,
            message: json::message(error),
        };
        let mut lines = (1..).zip(json::without_mark(text).lines());
        let (line, setup) = lines.next().unwrap_or((1, ""));
        let setup = serde_json::from_str(setup).map_err(|error| bad(line, &error))?;
        let entries = lines
            .map(|(line, entry)| serde_json::from_str(entry).map_err(|error| bad(line, &error)))
            .collect::<Result<_, _>>()?;
        Ok(Self { setup, entries })
    }

    /// Passes the same to a session again. The same follows.
    #[must_use]
    pub fn replay(self) -> Log {
        let mut host = Host::new(self.setup);
        for entry in self.entries {
            let now = entry.at;
            host.feed(entry);
            host.orders(now);
        }
        host.log
    }

    /// Restores the call from its snapshot after every entry, and compares.
    ///
    /// # Errors
    ///
    /// Returns what is wrong if a restored call is not as it was.
    pub fn check_snapshots(self) -> Result<(), String> {
        let mut host = Host::new(self.setup);
        for (number, entry) in (1..).zip(self.entries) {
            let now = entry.at;
            host.feed(entry);
            host.orders(now);
            host.check_snapshot().map_err(|why| format!("after entry {number}: {why}"))?;
        }
        Ok(())
    }
}
