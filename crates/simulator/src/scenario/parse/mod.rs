//! The reader of scenarios.

mod cursor;
mod pairs;
mod requests;
mod settings;
mod value;

use std::collections::HashMap;

use media_queue::{Millis, Time};

use self::cursor::Cursor;
use self::pairs::Pairs;
use super::{Action, Ask, EngineReport, Line, Problem, Setup, StepName, Survivor};
use crate::seconds::{self, Seconds};

/// Reads a scenario. The error names the line.
pub(super) fn parse(text: &str) -> Result<(Setup, Vec<Line>), (usize, Problem)> {
    let mut parser = Parser {
        cursor: Cursor::new(text),
        setup: Setup::USUAL,
        lines: Vec::new(),
        now: 0,
        set: Vec::new(),
        names: HashMap::new(),
        over: None,
    };
    match parser.scenario() {
        Ok(()) => Ok((parser.setup, parser.lines)),
        Err(problem) => Err((parser.cursor.line, problem)),
    }
}

struct Parser<'t> {
    cursor: Cursor<'t>,
    setup: Setup,
    lines: Vec<Line>,
    /// The time of the line above.
    now: u64,
    /// Which settings have been made.
    set: Vec<&'static str>,
    /// Every name that is taken.
    names: HashMap<String, Named>,
    /// The line of the hang-up.
    over: Option<usize>,
}

struct Named {
    line: usize,
    has_steps: bool,
}

impl<'t> Parser<'t> {
    fn scenario(&mut self) -> Result<(), Problem> {
        while !self.cursor.is_at_end() {
            if let Some(first) = self.cursor.word() {
                let number = self.cursor.line;
                let verb = self.time(first)?;
                if let Some(action) = self.action(verb)? {
                    self.lines.push(Line { number, at: Time::from_millis(self.now), action });
                }
            }
            self.cursor.end_line()?;
        }
        Ok(())
    }

    /// Reads the time, if the line has one, and returns the verb.
    fn time(&mut self, first: &'t str) -> Result<&'t str, Problem> {
        let now = match first.strip_prefix('+') {
            Some(span) => self.now.saturating_add(value::time(span)?).min(seconds::DAY),
            None if first.starts_with(|c: char| c.is_ascii_digit()) => value::time(first)?,
            None => return Ok(first),
        };
        if now < self.now {
            let above = Seconds(self.now).to_string();
            return Err(Problem::Backwards { time: first.to_owned(), above });
        }
        self.now = now;
        self.argument("TIME", "what happens then")
    }

    /// Reads what happens. It is `None` for a setting.
    fn action(&mut self, verb: &'t str) -> Result<Option<Action>, Problem> {
        match self.over {
            Some(line) if ENDS_WITH_THE_CALL.contains(&verb) => {
                return Err(Problem::Over { verb: verb.to_owned(), line });
            }
            _ => {}
        }
        Ok(Some(match verb {
            "queue" => return self.queue().map(|()| None),
            "host" => return self.host().map(|()| None),
            "engine" => Action::Engine(self.engine()?),
            "play" => self.play()?,
            "record" => self.record()?,
            "subscribe" => self.request("subscribe", &[], |_, body| Ok(Ask::Subscribe(body)))?,
            "unsubscribe" => Action::Unsubscribe,
            "cancel" => self.request("cancel", &[], |_, body| Ok(Ask::Cancel(body)))?,
            "drop" => {
                let name = value::name(self.argument("drop", "the name of a play or record")?)?;
                self.check_steps(&name)?;
                Action::Drop(name)
            }
            "key" => {
                let key = self.cursor.key();
                let missing = Problem::Missing { after: "key", expected: value::KEY };
                Action::Key(value::key(key.ok_or(missing)?)?)
            }
            "speak" => Action::Speak(self.span("speak")?),
            "speech" => Action::Speech(self.at()?),
            "silence" => Action::Silence(self.at()?),
            "media" => Action::Media,
            "hold" => Action::Hold,
            "resume" => Action::Resume,
            "hangup" => {
                self.over = Some(self.cursor.line);
                Action::HangUp
            }
            "busy" => Action::Busy(self.span("busy")?),
            "restart" => Action::Restart(self.survivor()?),
            "disconnect" => Action::Disconnect,
            "reconnect" => Action::Reconnect(self.survivor()?),
            "started" => Action::Report(self.step("started")?, EngineReport::Started),
            "finished" => Action::Report(self.step("finished")?, EngineReport::Finished),
            "failed" => {
                let step = self.step("failed")?;
                let cause = self.pairs(&["cause"])?.take("cause");
                let missing =
                    Problem::Missing { after: "failed", expected: "cause= after the name" };
                Action::Report(step, EngineReport::Failed(value::failure(cause.ok_or(missing)?)?))
            }
            "limit" => {
                let step = self.step("limit")?;
                let limit = self.argument("limit", "which limit, after the name")?;
                Action::Report(step, EngineReport::LimitReached(value::limit(limit)?))
            }
            "=" => self.expected("=")?,
            "!" => self.expected("!")?,
            _ => return Err(Problem::Unknown { word: verb.to_owned(), expected: VERBS }),
        }))
    }

    fn expected(&mut self, mark: &'static str) -> Result<Action, Problem> {
        let mut words = vec![mark];
        while let Some(word) = match words.as_slice() {
            [_, "tone", _] => self.cursor.key(),
            _ => self.cursor.word(),
        } {
            words.push(word);
        }
        if words.len() == 1 {
            return Err(Problem::Missing { after: mark, expected: "what followed, or nothing" });
        }
        Ok(Action::Expect(words.join(" ")))
    }

    fn step(&mut self, verb: &'static str) -> Result<StepName, Problem> {
        let step = value::step(self.argument(verb, "the name of a play or record")?)?;
        self.check_steps(&step.name)?;
        Ok(step)
    }

    /// Only plays and records have steps.
    fn check_steps(&self, name: &str) -> Result<(), Problem> {
        let known = self.names.get(name).is_some_and(|named| named.has_steps);
        if known { Ok(()) } else { Err(Problem::Nobody { name: name.to_owned() }) }
    }

    fn survivor(&mut self) -> Result<Survivor, Problem> {
        let engine = self.pairs(&["engine"])?.read("engine", value::survivor)?;
        Ok(engine.unwrap_or(Survivor::Engine))
    }

    fn span(&mut self, verb: &'static str) -> Result<Millis, Problem> {
        value::span(self.argument(verb, value::SPAN)?)
    }

    fn at(&mut self) -> Result<Option<Time>, Problem> {
        let at = self.pairs(&["at"])?.read("at", value::time)?;
        Ok(at.map(Time::from_millis))
    }

    fn argument(
        &mut self,
        after: &'static str,
        expected: &'static str,
    ) -> Result<&'t str, Problem> {
        self.cursor.word().ok_or(Problem::Missing { after, expected })
    }

    fn pairs(&mut self, keys: &'static [&'static str]) -> Result<Pairs<'t>, Problem> {
        let mut pairs = Pairs::default();
        while let Some(word) = self.cursor.word() {
            pairs.add(word, keys, &[])?;
        }
        Ok(pairs)
    }
}

const VERBS: &[&str] = &[
    "queue",
    "host",
    "engine",
    "play",
    "record",
    "subscribe",
    "unsubscribe",
    "cancel",
    "drop",
    "key",
    "speak",
    "speech",
    "silence",
    "media",
    "hold",
    "resume",
    "hangup",
    "busy",
    "restart",
    "disconnect",
    "reconnect",
    "started",
    "finished",
    "failed",
    "limit",
    "=",
    "!",
];

/// What needs a call.
const ENDS_WITH_THE_CALL: &[&str] = &[
    "play",
    "record",
    "subscribe",
    "unsubscribe",
    "cancel",
    "drop",
    "key",
    "speak",
    "speech",
    "silence",
    "media",
    "hold",
    "resume",
    "hangup",
    "restart",
    "disconnect",
];
