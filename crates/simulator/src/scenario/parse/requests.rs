//! The lines that ask for something.

use media_queue::{Millis, RecordLimits, Times, ToneSet};
use uuid::Uuid;

use super::pairs::Pairs;
use super::{Named, Parser, value};
use crate::scenario::{Action, Ask, Problem, Request};

impl Parser<'_> {
    pub(super) fn play(&mut self) -> Result<Action, Problem> {
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

    pub(super) fn record(&mut self) -> Result<Action, Problem> {
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
                limits: limits(pairs)?,
            })
        })
    }

    /// Reads `NAME key=value… {body}`, with `id=` among the keys.
    pub(super) fn request(
        &mut self,
        verb: &'static str,
        keys: &'static [&'static str],
        ask: impl FnOnce(&mut Pairs<'_>, Option<String>) -> Result<Ask, Problem>,
    ) -> Result<Action, Problem> {
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
        Ok(Action::Request(Request { name, id, ask }))
    }
}

fn limits(pairs: &mut Pairs<'_>) -> Result<RecordLimits, Problem> {
    let mut limits = RecordLimits::new(pairs.read("max", value::span)?.unwrap_or(TWO_MINUTES));
    if let Some(span) = pairs.read("silence", value::span)? {
        limits = limits.with_max_silence(span);
    }
    if let Some(span) = pairs.read("initial", value::span)? {
        limits = limits.with_initial_silence(span);
    }
    if let Some(span) = pairs.read("media", value::span)? {
        limits = limits.with_media_timeout(span);
    }
    Ok(limits)
}

/// The longest recording that the API allows.
const TWO_MINUTES: Millis = Millis::from_secs(120);
