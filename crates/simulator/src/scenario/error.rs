//! Why a line is bad.

use core::fmt;

use thiserror::Error;

/// A line that cannot be read or carried out.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{scenario}:{line}: {problem}")]
#[non_exhaustive]
pub struct BadLine {
    /// The name of the scenario.
    pub scenario: String,
    /// The line, from 1.
    pub line: usize,
    /// What is bad about it.
    pub(crate) problem: Problem,
}

/// What is bad about a line.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum Problem {
    #[error("{word:?}: expected {}", List(expected))]
    Unknown { word: String, expected: &'static [&'static str] },
    #[error("{word:?}: expected {expected}")]
    Value { word: String, expected: &'static str },
    #[error("{after:?} ends too early: expected {expected}")]
    Missing { after: &'static str, expected: &'static str },
    #[error("{word:?}: expected the end of the line")]
    Extra { word: String },
    #[error("{key:?} is given twice")]
    Twice { key: &'static str },
    #[error("{time:?} is before {above}, the time above")]
    Backwards { time: String, above: String },
    #[error("{name:?} is already the name of line {line}")]
    Taken { name: String, line: usize },
    #[error("{name:?}: no play or record above has this name")]
    Nobody { name: String },
    #[error("{verb:?} must stand above everything that happens, and only once")]
    Late { verb: &'static str },
    #[error("{verb:?}: the call ended at line {line}")]
    Over { verb: String, line: usize },
    #[error("body: {message}")]
    Body { message: String },
    #[error("\"{name}#{ordinal}\": {name} has not had this step")]
    NoStep { name: String, ordinal: usize },
    #[error("more than {limit} things have happened by now")]
    TooMuch { limit: usize },
}

/// `a, b or c`
struct List(&'static [&'static str]);

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((last, others)) = self.0.split_last() else {
            return f.write_str("nothing");
        };
        for (index, word) in others.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{word}")?;
        }
        let or = if others.is_empty() { "" } else { " or " };
        write!(f, "{or}{last}")
    }
}
