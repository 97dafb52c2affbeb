//! What the host does about the reactions of its session.

use media_queue::session::{Reaction, Stuck};
use media_queue::{Stale, Time};

use super::{Host, Known};
use crate::log::What;
use crate::request::Context;

impl Host {
    pub(super) fn react(&mut self, now: Time, reaction: Reaction<Context>) {
        match reaction {
            Reaction::Nothing => {}
            Reaction::Stale(stale) => {
                let (step, why) = match stale {
                    Stale::NotCurrent { step } => (step, "stale"),
                    Stale::NotOfThisStep { step } => (step, "not-of-this-step"),
                };
                let name = self.steps.ordinal(step);
                self.log.push(now, What::Refused { name, why: why.to_owned() });
            }
            Reaction::Stop(stop) => self.stops.push(stop),
            Reaction::Began { id, .. } => {
                let name = self.name_of(id);
                self.log.push(now, What::Began { name });
            }
            Reaction::PromptInterrupted { id } => {
                let name = self.name_of(id);
                self.log.push(now, What::PromptInterrupted { name });
            }
            Reaction::Closing { id, .. } => {
                let name = self.name_of(id);
                self.log.push(now, What::Closing { name });
            }
            Reaction::Completed(completed) => {
                self.ended(now, [(completed.completion, completed.cut)]);
            }
            Reaction::Stuck { stuck, completed } => {
                self.stuck(now, &stuck);
                self.ended(now, completed.map(|completed| (completed.completion, completed.cut)));
            }
        }
    }

    pub(super) fn stuck(&mut self, now: Time, stuck: &Stuck) {
        let (what, step) = match *stuck {
            Stuck::Start(step) => ("start", step),
            Stuck::Stop(step) => ("stop", step),
            Stuck::Prompt(step) => ("prompt", step),
        };
        // A step that never began takes no more room in the timeline. Another one may sound.
        if what == "start" {
            self.close_bar(step, now);
        }
        if let Some(Known { name, label, .. }) = self.steps.known(step).cloned() {
            self.log.push(now, What::Stuck { what, name, label });
        }
    }
}
