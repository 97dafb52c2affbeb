//! Why a line is bad.

use core::fmt;

use thiserror::Error;

/// A line that cannot be read or carried out.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{scenario}:{line}: {problem}")]
pub struct BadLine {
    /// The name of the scenario.
    pub scenario: String,
    /// The line, from 1.
    pub line: usize,
    /// What is bad about it.
    pub problem: Problem,
}

/// What is bad about a line.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    /// A word that stands where only others may.
    #[error("{word:?}: expected {}", List(expected))]
    Unknown {
        /// The word.
        word: String,
        /// What may stand there.
        expected: &'static [&'static str],
    },
    /// A word, or the value of a key, that means nothing here.
    #[error("{word:?}: expected {expected}")]
    Value {
        /// The word.
        word: String,
        /// What may stand there.
        expected: &'static str,
    },
    /// The line ends too early.
    #[error("{after:?} ends too early: expected {expected}")]
    Missing {
        /// The word it ends after.
        after: &'static str,
        /// What should follow.
        expected: &'static str,
    },
    /// A word after the end.
    #[error("{word:?}: expected the end of the line")]
    Extra {
        /// The word.
        word: String,
    },
    /// A key given twice.
    #[error("{key:?} is said twice")]
    Twice {
        /// The key.
        key: &'static str,
    },
    /// A time before that of the line above.
    #[error("{time:?} is before {above}, the time above")]
    Backwards {
        /// The time.
        time: String,
        /// That of the line above.
        above: String,
    },
    /// A name that is taken.
    #[error("{name:?} is the name of line {line} already")]
    Taken {
        /// The name.
        name: String,
        /// The line that bears it.
        line: usize,
    },
    /// A name that no line above bears.
    #[error("{name:?}: no play or record above has this name")]
    Nobody {
        /// The name.
        name: String,
    },
    /// A setting after something has happened.
    #[error("{verb:?} must stand above everything that happens, and once")]
    Late {
        /// The setting.
        verb: &'static str,
    },
    /// Something that needs the call after its end.
    #[error("{verb:?}: the call is over since line {line}")]
    Over {
        /// What needs the call.
        verb: String,
        /// The hang-up.
        line: usize,
    },
    /// A body that is not JSON.
    #[error("body: {message}")]
    Body {
        /// What the JSON reader says.
        message: String,
    },
    /// A step that the operation has not had.
    #[error("\"{name}#{ordinal}\": {name} has not had this step")]
    NoStep {
        /// The operation.
        name: String,
        /// The step named.
        ordinal: usize,
    },
    /// More happened than can be shown.
    #[error("more than {limit} things followed by now")]
    TooMuch {
        /// The most that can be shown.
        limit: usize,
    },
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
