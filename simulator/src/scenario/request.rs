//! The lines that ask for something.

use media_queue::{Millis, RecordLimits, Times, ToneSet};
use uuid::Uuid;

use super::error::Problem;
use super::pairs::Pairs;
use super::parse::{Named, Parser, seconds_span};
use super::{Act, Ask, Request, value};

impl Parser<'_> {
    pub(super) fn play(&mut self) -> Result<Act, Problem> {
        self.request("play", &["prompts", "times", "interrupt"], |pairs, body| {
            if let Some(body) = body {
                return Ok(Ask::PlayBody(body));
            }
            let missing =
                Problem::Missing { after: "play", expected: "a body or prompts= after the name" };
            Ok(Ask::Play {
                sounds: pairs.read("prompts", value::sounds)?.ok_or(missing)?,
                times: pairs.read("times", value::times)?.unwrap_or(Times::ONCE),
                interrupts: pairs.read("interrupt", value::interrupts)?.unwrap_or_default(),
            })
        })
    }

    pub(super) fn record(&mut self) -> Result<Act, Problem> {
        let keys: &'static [_] =
            &["prompt", "interrupt", "beep", "silence", "initial", "max", "media", "stop"];
        self.request("record", keys, |pairs, body| {
            if let Some(body) = body {
                return Ok(Ask::RecordBody(body));
            }
            Ok(Ask::Record {
                prompt: pairs.read("prompt", value::sound)?,
                interrupts: pairs.read("interrupt", value::interrupts)?.unwrap_or_default(),
                beep: pairs.read("beep", value::span)?,
                stop: pairs.read("stop", value::keys)?.unwrap_or(ToneSet::EMPTY),
                limits: RecordLimits {
                    max_duration: pairs.read("max", value::span)?.unwrap_or(LONGEST_RECORDING),
                    max_silence: pairs.read("silence", value::span)?,
                    initial_silence: pairs.read("initial", value::span)?,
                    media_timeout: pairs.read("media", value::span)?,
                },
            })
        })
    }

    /// `NAME key=value… {body}`, `id=` among the keys.
    pub(super) fn request(
        &mut self,
        verb: &'static str,
        keys: &'static [&'static str],
        ask: impl FnOnce(&mut Pairs<'_>, Option<String>) -> Result<Ask, Problem>,
    ) -> Result<Act, Problem> {
        let line = self.cursor.line;
        let name = value::name(self.argument(verb, "a name")?)?;
        if let Some(named) = self.names.get(&name) {
            return Err(Problem::Taken { name, line: named.line });
        }
        let mut pairs = Pairs::default();
        let mut body = None;
        loop {
            if body.is_none() && self.cursor.is_at_body() {
                body = Some(self.cursor.body()?.to_owned());
            } else if let Some(word) = self.cursor.word() {
                pairs.add(word, keys, &["id"])?;
            } else {
                break;
            }
        }
        let id = pairs.read("id", value::guid)?;
        let id = id.unwrap_or_else(|| Uuid::new_v5(&self.setup.call, name.as_bytes()));
        if let (Some(_), Some(key)) = (&body, pairs.first()) {
            return Err(Problem::Value {
                word: key.to_owned(),
                expected: "nothing beside a body but id",
            });
        }
        let ask = ask(&mut pairs, body)?;
        let has_steps = matches!(verb, "play" | "record");
        self.names.insert(name.clone(), Named { line, has_steps });
        Ok(Act::Request(Request { name, id, ask }))
    }
}

/// The longest that Graph allows: two minutes.
const LONGEST_RECORDING: Millis = seconds_span(120);
