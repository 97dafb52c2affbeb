//! What is left to do when the call is over.

use core::mem;

use media_queue::journal::{Event, Fact};
use media_queue::session::{HungUpSession, Player, WindDown, WindDownReaction};
use media_queue::{Completion, Time};

use super::{Call, Host, Input};
use crate::log::Mark;
use crate::request::Context;

/// A call that is over. The engine is still to be stopped.
#[derive(Debug)]
pub(super) struct Over {
    pub(super) wind_down: WindDown,
    /// What waits for a file, each with its cut.
    held: Vec<(Completion<Context>, Option<Time>)>,
}

impl Host {
    /// Ends the call. If a file is not complete yet, all that the call held waits for it, so
    /// that the application gets it in order.
    pub(super) fn hang_up(&mut self, now: Time) {
        self.log.marks.push((now, Mark::HangUp));
        let none = WindDown::new(Player::new(self.setup.engine()));
        let over = Over { wind_down: none, held: Vec::new() };
        let Call::Live(session) = mem::replace(&mut self.call, Call::Over(over)) else { return };
        let HungUpSession { closing, completions, tone_subscription, wind_down, .. } =
            session.hang_up(now);
        let closing = closing.map(|completed| (completed.completion, completed.cut));
        let left = completions.map(|completion| (completion, None));
        let mut held: Vec<_> = closing.into_iter().chain(left).collect();
        let waits = held.iter().any(|(completion, _)| completion.audio().is_some());
        if !waits || wind_down.is_at_rest() {
            self.ended(now, mem::take(&mut held));
        }
        self.call = Call::Over(Over { wind_down, held });
        if let Some(name) = tone_subscription {
            self.unsubscribed(now, &name);
        }
    }

    /// Only the engine and the timer still count.
    pub(super) fn after_the_call(&mut self, now: Time, input: &Input) {
        let Call::Over(Over { wind_down, held }) = &mut self.call else { return };
        let Input::Event(event) = *input else { return };
        let loose = match event {
            Event::Expire => wind_down.expire(now),
            Event::Fact(Fact::Started(step)) => wind_down.started(step, now),
            Event::Fact(Fact::Finished(step) | Fact::Failed(step, _)) => {
                wind_down.finished(step);
                WindDownReaction::Nothing
            }
            Event::Adopt(running) => {
                wind_down.adopt(running, now);
                WindDownReaction::Nothing
            }
            _ => WindDownReaction::Nothing,
        };
        let ended = if wind_down.is_at_rest() { mem::take(held) } else { Vec::new() };
        match loose {
            WindDownReaction::Nothing => {}
            WindDownReaction::Stop(stop) => self.stops.push(stop),
            WindDownReaction::Stuck(stuck) => self.stuck(now, &stuck),
        }
        self.ended(now, ended);
    }
}
