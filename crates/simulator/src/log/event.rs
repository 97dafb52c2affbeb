//! What follows from what happens, in the words of a scenario.

use core::fmt;

use media_queue::{Step, Time, Tone};

use super::Outcome;
use crate::seconds::Seconds;

/// One thing that followed, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) at: Time,
    pub(crate) what: What,
    /// It was over at the same instant: a stop that was carried out at once, a file that
    /// was complete at once. No line of a scenario mentions it.
    pub(crate) moot: bool,
}

/// What can follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// The host sends a start.
    Start { name: String, label: String },
    /// The host sends a stop.
    Stop { step: Step, name: String, label: String, cut: Option<Time> },
    /// The engine has confirmed the first step of the operation.
    Began { name: String },
    /// The host reports a tone to the subscriber.
    Tone { name: String, tone: Tone, number: u64 },
    /// The prompt of a record was interrupted. The record goes on.
    PromptInterrupted { name: String },
    /// A record has ended, and its file is not complete yet.
    Closing { name: String },
    /// A play or record has ended.
    Ended(Outcome),
    /// A cancel has been carried out.
    Answered { name: String },
    /// The engine did not do something in time: `start`, `stop` or `prompt`.
    Stuck { what: &'static str, name: String, label: String },
    /// Something was refused.
    Refused { name: String, why: String },
}

impl What {
    /// Whether `line` of a scenario means this. The line may leave out details.
    pub(crate) fn is_meant_by(&self, line: &str) -> bool {
        let (words, details) = self.in_words();
        let mut line = line.split(' ');
        if !words.split(' ').all(|word| line.next() == Some(word)) {
            return false;
        }
        let mut details = details.iter();
        line.all(|word| details.any(|detail| detail == word))
    }

    /// Whether a scenario may leave it out.
    pub(crate) const fn is_optional(&self) -> bool {
        matches!(self, Self::Began { .. })
    }

    /// The words that every line has, and the details that it may leave out.
    fn in_words(&self) -> (String, Vec<String>) {
        let words = match self {
            Self::Start { name, label } => format!("= start {name} {label}"),
            Self::Stop { name, label, cut, .. } => {
                let cut = cut.map(|cut| format!("cut={}", Seconds::from(cut)));
                return (format!("= stop {name} {label}"), Vec::from_iter(cut));
            }
            Self::Began { name } => format!("= {name} began"),
            Self::Tone { name, tone, number } => format!("= tone {name} {tone} number={number}"),
            Self::PromptInterrupted { name } => format!("= {name} prompt-interrupted"),
            Self::Closing { name } => format!("= {name} closing"),
            Self::Ended(Outcome { name, word, details, .. }) => {
                return (format!("= {name} {word}"), details.clone());
            }
            Self::Answered { name } => format!("= {name} completed"),
            Self::Stuck { what, name, label } => format!("= stuck {what} {name} {label}"),
            Self::Refused { name, why } => format!("! {name} {why}"),
        };
        (words, Vec::new())
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (words, details) = self.in_words();
        f.write_str(&words)?;
        details.iter().try_for_each(|detail| write!(f, " {detail}"))
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<6} {}", Seconds::from(self.at), self.what)
    }
}
