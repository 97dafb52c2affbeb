//! The lines that set something up, and those that change the engine.

use super::{Parser, value};
use crate::scenario::{EngineChange, Problem};

impl Parser<'_> {
    pub(super) fn queue(&mut self) -> Result<(), Problem> {
        self.set_once("queue")?;
        let mut pairs = self.pairs(&["limit", "call", "etag"])?;
        self.setup.limit = pairs.read("limit", value::count)?.unwrap_or(self.setup.limit);
        self.setup.call = pairs.read("call", value::guid)?.unwrap_or(self.setup.call);
        self.setup.etag = pairs.read("etag", value::number)?;
        Ok(())
    }

    pub(super) fn host(&mut self) -> Result<(), Problem> {
        self.set_once("host")?;
        let mut pairs = self.pairs(&["start", "stop", "confirms", "ends", "grace", "longest"])?;
        let setup = &mut self.setup;
        setup.start = pairs.read("start", value::span)?.unwrap_or(setup.start);
        setup.stop = pairs.read("stop", value::span)?.unwrap_or(setup.stop);
        setup.confirms = pairs.read("confirms", value::confirms)?.unwrap_or(setup.confirms);
        setup.reports_ends = pairs.read("ends", value::reported)?.unwrap_or(setup.reports_ends);
        setup.grace = pairs.read("grace", value::span)?;
        setup.longest = pairs.read("longest", value::span)?;
        Ok(())
    }

    pub(super) fn engine(&mut self) -> Result<EngineChange, Problem> {
        let mut pairs = self.pairs(&["start", "stop", "prompt", "beep", "lengths", "ends"])?;
        Ok(EngineChange {
            start: pairs.read("start", value::delay)?,
            stop: pairs.read("stop", value::delay)?,
            prompt: pairs.read("prompt", value::span)?,
            beep: pairs.read("beep", value::span)?,
            lengths: pairs.read("lengths", value::lengths)?,
            ends: pairs.read("ends", value::ends)?,
        })
    }

    fn set_once(&mut self, verb: &'static str) -> Result<(), Problem> {
        if !self.lines.is_empty() || self.set.contains(&verb) {
            return Err(Problem::Late { verb });
        }
        self.set.push(verb);
        Ok(())
    }
}
