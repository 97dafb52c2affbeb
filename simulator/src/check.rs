//! What a scenario says must follow, against what followed.

use core::fmt;

use media_queue::Time;

use crate::event::Event;
use crate::log::Log;
use crate::seconds::Seconds;

/// A block of `=` and `!` lines that is not what followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The first line that is not what followed, or the last that is.
    pub line: usize,
    /// What the lines say.
    said: Vec<(Time, String)>,
    /// What followed.
    followed: Vec<Event>,
    /// How many of each are the same, from the first.
    same: usize,
}

/// Compares as a scenario runs.
#[derive(Debug, Default)]
pub(crate) struct Check {
    /// The block being read: line, time, words.
    block: Vec<(usize, Time, String)>,
    last_line: usize,
    /// How many of the events have been compared.
    read: usize,
    pub(crate) mismatches: Vec<Mismatch>,
}

impl Check {
    /// Another line of the block.
    pub(crate) fn say(&mut self, line: usize, at: Time, said: &str) {
        self.last_line = line;
        self.block.push((line, at, said.to_owned()));
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
        let left = log.events.get(self.read..).unwrap_or_default();
        if left.iter().any(|event| !event.moot) || self.last_line == 0 {
            self.compare(log);
        }
    }

    fn compare(&mut self, log: &Log) {
        let followed = log.events.get(self.read..).unwrap_or_default();
        let followed: Vec<_> = followed.iter().filter(|event| !event.moot).collect();
        self.read = log.events.len();
        let block = core::mem::take(&mut self.block);
        let said: Vec<_> = block.iter().filter(|(_, _, words)| words != NOTHING).collect();
        let same = said
            .iter()
            .zip(&followed)
            .take_while(|((_, at, words), event)| *at == event.at && event.what.is_said_by(words))
            .count();
        if same == said.len() && same == followed.len() && !block.is_empty() {
            return;
        }
        let line = said.get(same).map_or(self.last_line, |&&(line, ..)| line);
        self.mismatches.push(Mismatch {
            line,
            said: said.into_iter().map(|(_, at, words)| (*at, words.clone())).collect(),
            followed: followed.into_iter().cloned().collect(),
            same,
        });
    }
}

impl fmt::Display for Mismatch {
    /// Both sides, line by line; `>` marks the first difference.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = |index| if index == self.same { '>' } else { ' ' };
        f.write_str("the scenario says\n")?;
        for (index, (at, words)) in self.said.iter().enumerate() {
            writeln!(f, "  {} {:<6} {words}", mark(index), Seconds::from(*at))?;
        }
        if self.said.len() == self.same {
            writeln!(f, "  > nothing{}", if self.same == 0 { "" } else { " more" })?;
        }
        f.write_str("what followed\n")?;
        for (index, event) in self.followed.iter().enumerate() {
            writeln!(f, "  {} {event}", mark(index))?;
        }
        if self.followed.len() == self.same {
            writeln!(f, "  > nothing{}", if self.same == 0 { "" } else { " more" })?;
        }
        Ok(())
    }
}

const NOTHING: &str = "= nothing";
