//! What is left to do when the call is over.

use core::mem;

use media_queue::{Command, Completion, EndedSession, Player, SessionInput, Step, Time};

use super::{Call, Host};
use crate::asked::Asked;
use crate::log::Mark;

/// A call that is over: the engine is still to be stopped.
#[derive(Debug)]
pub(super) struct Over {
    player: Player,
    /// What has begun and is not to run.
    unwanted: Option<Step>,
    /// What waits for its file.
    held: Vec<Completion<Asked>>,
}

impl Over {
    pub(super) const fn deadline(&self) -> Option<Time> {
        self.player.deadline()
    }

    pub(super) fn command(&mut self, now: Time) -> Option<Command> {
        match self.unwanted.take() {
            Some(step) => Some(Command::Stop(step)),
            None => self.player.reconcile(None, now),
        }
    }
}

impl Host {
    /// Ends the call. If the file of a recording is not whole yet, all that it held
    /// waits for that, so that it is told in order.
    pub(super) fn hang_up(&mut self, now: Time) {
        self.log.marks.push((now, Mark::HangUp));
        let player = Player::new(self.setup.deadlines);
        let over = Over { player, unwanted: None, held: Vec::new() };
        let Call::Live(session) = mem::replace(&mut self.call, Call::Over(over)) else { return };
        let EndedSession { closing, ended, tone_subscription, player } = session.hang_up();
        let mut held: Vec<_> = closing.into_iter().chain(ended).collect();
        let waits = held.iter().any(|completion| completion.audio().is_some());
        if !waits || player.busy_with().is_none() {
            self.ended(now, &mem::take(&mut held), None);
        }
        self.call = Call::Over(Over { player, unwanted: None, held });
        if let Some(name) = tone_subscription {
            self.unsubscribed(now, &name);
        }
    }

    /// Only the engine and the timer are still heard of.
    pub(super) fn after_the_call(&mut self, now: Time, input: &SessionInput<Asked, String>) {
        let Call::Over(over) = &mut self.call else { return };
        let mut stuck = None;
        match *input {
            SessionInput::Started(step) => {
                over.unwanted = over.player.started(step, now).map(|_| step);
            }
            SessionInput::Ended(step) | SessionInput::Failed { step, .. } => {
                over.player.ended(step, now);
            }
            SessionInput::Expire => stuck = over.player.expire(now),
            _ => {}
        }
        if over.player.busy_with().is_some() {
            return;
        }
        let held = mem::take(&mut over.held);
        if let Some(stuck) = stuck {
            self.stuck(now, stuck);
        }
        self.ended(now, &held, None);
    }
}
