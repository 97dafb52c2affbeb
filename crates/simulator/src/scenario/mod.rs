//! A scenario: the story of one call, as text.

mod action;
mod error;
mod parse;
mod setup;

use media_queue::Time;

pub(crate) use action::{
    Action, Ask, Delay, Ends, EngineChange, EngineReport, Lengths, Plays, Request, Sound, StepName,
    Survivor,
};
pub use error::BadLine;
pub(crate) use error::Problem;
pub(crate) use setup::Setup;

/// A scenario: what is set up, and what happens when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    pub(crate) name: String,
    pub(crate) setup: Setup,
    /// What happens, in the order of time.
    pub(crate) lines: Vec<Line>,
}

/// One thing that happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its line in the text, from 1.
    pub(crate) number: usize,
    pub(crate) at: Time,
    pub(crate) action: Action,
}

impl Scenario {
    /// Reads a scenario from its text. Problems are reported under `name`, which is usually
    /// the name of the file.
    ///
    /// # Errors
    ///
    /// Returns [`BadLine`] for the first line that cannot be read.
    pub fn parse(name: &str, text: &str) -> Result<Self, BadLine> {
        let (setup, lines) = parse::parse(text).map_err(|(line, problem)| BadLine {
            scenario: name.to_owned(),
            line,
            problem,
        })?;
        Ok(Self { name: name.to_owned(), setup, lines })
    }
}
