//! What a scenario expects, against what followed.

use core::fmt;

use media_queue::Time;

use crate::log::{Event, Log};
use crate::seconds::Seconds;

/// A block of `=` and `!` lines that is not what followed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mismatch {
    /// The first line that is not what followed, or the last line of the block.
    pub line: usize,
    expected: Vec<(Time, String)>,
    followed: Vec<Event>,
    /// How many of each agree, from the first.
    same: usize,
}

/// Compares while a scenario runs.
#[derive(Debug, Default)]
pub(crate) struct Check {
    /// The block that is being read: line, time, words.
    block: Vec<(usize, Time, String)>,
    last_line: usize,
    /// How many of the events have been compared.
    compared: usize,
    pub(crate) mismatches: Vec<Mismatch>,
}

impl Check {
    /// Adds a line to the block.
    pub(crate) fn expect(&mut self, line: usize, at: Time, words: &str) {
        self.last_line = line;
        self.block.push((line, at, words.to_owned()));
    }

    /// The block is complete: compares it with what followed since the last one.
    pub(crate) fn close(&mut self, log: &Log) {
        if !self.block.is_empty() {
            self.compare(log);
        }
    }

    /// The scenario is over: nothing more may have followed.
    pub(crate) fn end(&mut self, log: &Log) {
        self.close(log);
        let mut left = log.events.get(self.compared..).unwrap_or_default().iter();
        if left.any(|event| !event.moot && !event.what.is_optional()) || self.last_line == 0 {
            self.compare(log);
        }
    }

    fn compare(&mut self, log: &Log) {
        let events = log.events.get(self.compared..).unwrap_or_default();
        self.compared = log.events.len();
        let block = core::mem::take(&mut self.block);
        let expected: Vec<_> = block.iter().filter(|(_, _, words)| words != NOTHING).collect();
        let mut followed = Vec::new();
        let mut same: usize = 0;
        for event in events.iter().filter(|event| !event.moot) {
            let meant = followed.len() == same
                && expected
                    .get(same)
                    .is_some_and(|(_, at, words)| *at == event.at && event.what.is_meant_by(words));
            if meant {
                same = same.saturating_add(1);
            }
            if meant || !event.what.is_optional() {
                followed.push(event.clone());
            }
        }
        if same == expected.len() && same == followed.len() && !block.is_empty() {
            return;
        }
        let line = expected.get(same).map_or(self.last_line, |&&(line, ..)| line);
        self.mismatches.push(Mismatch {
            line,
            expected: expected.into_iter().map(|(_, at, words)| (*at, words.clone())).collect(),
            followed,
            same,
        });
    }
}

impl fmt::Display for Mismatch {
    /// Shows both sides, line by line. `>` marks the first difference.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = |index| if index == self.same { '>' } else { ' ' };
        let nothing = if self.same == 0 { "nothing" } else { "nothing more" };
        f.write_str("the scenario expects\n")?;
        for (index, (at, words)) in self.expected.iter().enumerate() {
            writeln!(f, "  {} {:<6} {words}", mark(index), Seconds::from(*at))?;
        }
        if self.expected.len() == self.same {
            writeln!(f, "  > {nothing}")?;
        }
        f.write_str("what followed\n")?;
        for (index, event) in self.followed.iter().enumerate() {
            writeln!(f, "  {} {event}", mark(index))?;
        }
        if self.followed.len() == self.same {
            writeln!(f, "  > {nothing}")?;
        }
        Ok(())
    }
}

const NOTHING: &str = "= nothing";
