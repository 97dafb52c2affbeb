//! The reader of scenarios.

use core::num::NonZeroU16;
use std::collections::HashMap;

use media_queue::{Deadlines, Millis, Time};
use uuid::uuid;

use super::cursor::Cursor;
use super::error::{BadLine, Problem};
use super::pairs::Pairs;
use super::{Act, Ask, EngineChange, Fact, Line, Scenario, Setup, StepName, Survivor, value};
use crate::seconds::{self, Seconds};

impl Scenario {
    /// Reads a scenario; `name` is what it is reported under.
    ///
    /// # Errors
    ///
    /// [`BadLine`]: the first line that cannot be read.
    pub fn parse(name: &str, text: &str) -> Result<Self, BadLine> {
        let mut parser = Parser::new(text);
        match parser.scenario() {
            Ok(()) => Ok(Self { name: name.to_owned(), setup: parser.setup, lines: parser.lines }),
            Err(problem) => {
                Err(BadLine { scenario: name.to_owned(), line: parser.cursor.line, problem })
            }
        }
    }
}

pub(super) struct Parser<'t> {
    pub(super) cursor: Cursor<'t>,
    pub(super) setup: Setup,
    lines: Vec<Line>,
    /// The time of the line above.
    now: u64,
    /// Which settings have been made.
    set: Vec<&'static str>,
    /// The line and kind of every name.
    pub(super) names: HashMap<String, Named>,
    /// The line of the hang-up.
    over: Option<usize>,
}

pub(super) struct Named {
    pub(super) line: usize,
    pub(super) has_steps: bool,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            cursor: Cursor::new(text),
            setup: SETUP,
            lines: Vec::new(),
            now: 0,
            set: Vec::new(),
            names: HashMap::new(),
            over: None,
        }
    }

    fn scenario(&mut self) -> Result<(), Problem> {
        while !self.cursor.is_at_end() {
            if let Some(first) = self.cursor.word() {
                let number = self.cursor.line;
                let verb = self.time(first)?;
                if let Some(act) = self.act(verb)? {
                    self.lines.push(Line { number, at: Time::from_millis(self.now), act });
                }
            }
            self.cursor.end_line()?;
        }
        Ok(())
    }

    /// Reads the time, if the line has one, and gives the verb.
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

    fn act(&mut self, verb: &'t str) -> Result<Option<Act>, Problem> {
        if let Some(line) = self.over
            && ENDS_WITH_THE_CALL.contains(&verb)
        {
            return Err(Problem::Over { verb: verb.to_owned(), line });
        }
        Ok(Some(match verb {
            "queue" => return self.queue().map(|()| None),
            "deadlines" => return self.deadlines().map(|()| None),
            "engine" => Act::Engine(self.engine()?),
            "play" => self.play()?,
            "record" => self.record()?,
            "subscribe" => self.request("subscribe", &[], |_, body| Ok(Ask::Subscribe(body)))?,
            "unsubscribe" => Act::Unsubscribe,
            "cancel" => self.request("cancel", &[], |_, body| Ok(Ask::Cancel(body)))?,
            "drop" => {
                let name = value::name(self.argument("drop", "the name of a play or record")?)?;
                self.has_steps(&name)?;
                Act::Drop(name)
            }
            "key" => {
                let key = self.cursor.key();
                let missing = Problem::Missing { after: "key", expected: value::KEY };
                Act::Key(value::key(key.ok_or(missing)?)?)
            }
            "speak" => Act::Speak(self.span("speak")?),
            "speech" => Act::Speech(self.at()?),
            "silence" => Act::Silence(self.at()?),
            "media" => Act::Media,
            "hold" => Act::Hold,
            "resume" => Act::Resume,
            "hangup" => {
                self.over = Some(self.cursor.line);
                Act::HangUp
            }
            "busy" => Act::Busy(self.span("busy")?),
            "restart" => {
                let engine = self.pairs(&["engine"])?.read("engine", value::survivor)?;
                Act::Restart(engine.unwrap_or(Survivor::Engine))
            }
            "started" => Act::Report(self.step("started")?, Fact::Started),
            "finished" => Act::Report(self.step("finished")?, Fact::Finished),
            "failed" => {
                let step = self.step("failed")?;
                let cause = self.pairs(&["cause"])?.take("cause");
                let missing =
                    Problem::Missing { after: "failed", expected: "cause= after the name" };
                Act::Report(step, Fact::Failed(value::failure(cause.ok_or(missing)?)?))
            }
            "limit" => {
                let step = self.step("limit")?;
                let limit = self.argument("limit", "which limit, after the name")?;
                Act::Report(step, Fact::LimitReached(value::limit(limit)?))
            }
            "=" => self.said("=")?,
            "!" => self.said("!")?,
            _ => return Err(Problem::Unknown { word: verb.to_owned(), expected: VERBS }),
        }))
    }

    fn queue(&mut self) -> Result<(), Problem> {
        self.setting("queue")?;
        let mut pairs = self.pairs(&["limit", "call", "etag"])?;
        self.setup.limit = pairs.read("limit", value::count)?.unwrap_or(self.setup.limit);
        self.setup.call = pairs.read("call", value::guid)?.unwrap_or(self.setup.call);
        self.setup.etag = pairs.read("etag", value::number)?;
        Ok(())
    }

    fn deadlines(&mut self) -> Result<(), Problem> {
        self.setting("deadlines")?;
        let mut pairs = self.pairs(&["start", "stop"])?;
        let deadlines = &mut self.setup.deadlines;
        deadlines.start = pairs.read("start", value::span)?.unwrap_or(deadlines.start);
        deadlines.stop = pairs.read("stop", value::span)?.unwrap_or(deadlines.stop);
        Ok(())
    }

    fn setting(&mut self, verb: &'static str) -> Result<(), Problem> {
        if !self.lines.is_empty() || self.set.contains(&verb) {
            return Err(Problem::Late { verb });
        }
        self.set.push(verb);
        Ok(())
    }

    fn engine(&mut self) -> Result<EngineChange, Problem> {
        let mut pairs = self.pairs(&["start", "stop", "prompt", "beep"])?;
        Ok(EngineChange {
            start: pairs.read("start", value::delay)?,
            stop: pairs.read("stop", value::delay)?,
            prompt: pairs.read("prompt", value::span)?,
            beep: pairs.read("beep", value::span)?,
        })
    }

    fn said(&mut self, mark: &'static str) -> Result<Act, Problem> {
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
        Ok(Act::Said(words.join(" ")))
    }

    fn step(&mut self, verb: &'static str) -> Result<StepName, Problem> {
        let step = value::step(self.argument(verb, "the name of a play or record")?)?;
        self.has_steps(&step.name)?;
        Ok(step)
    }

    fn has_steps(&self, name: &str) -> Result<(), Problem> {
        let known = self.names.get(name).is_some_and(|named| named.has_steps);
        if known { Ok(()) } else { Err(Problem::Nobody { name: name.to_owned() }) }
    }

    fn span(&mut self, verb: &'static str) -> Result<Millis, Problem> {
        value::span(self.argument(verb, value::SPAN)?)
    }

    fn at(&mut self) -> Result<Option<Time>, Problem> {
        let at = self.pairs(&["at"])?.read("at", value::time)?;
        Ok(at.map(Time::from_millis))
    }

    pub(super) fn argument(
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
    "deadlines",
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
];

const SETUP: Setup = Setup {
    limit: NonZeroU16::MIN.saturating_add(15),
    call: uuid!("57dab8b1-894c-409a-b240-bd8beae78896"),
    deadlines: Deadlines { start: seconds_span(5), stop: seconds_span(2) },
    etag: None,
};

pub(super) const fn seconds_span(seconds: u32) -> Millis {
    match Millis::new(seconds.saturating_mul(1_000)) {
        Some(span) => span,
        None => Millis::MAX,
    }
}
