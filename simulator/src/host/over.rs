//! What is left to do when the call is over.

use core::mem;

use media_queue::{Completion, EndedSession, Player, SessionInput, Time, WindDown};

use super::{Call, Host};
use crate::asked::Asked;
use crate::log::Mark;

/// A call that is over: the engine is still to be stopped.
#[derive(Debug)]
pub(super) struct Over {
    pub(super) wind_down: WindDown,
    /// What waits for its file.
    held: Vec<Completion<Asked>>,
}

impl Host {
    /// Ends the call. If the file of a recording is not whole yet, all that it held
    /// waits for that, so that it is told in order.
    pub(super) fn hang_up(&mut self, now: Time) {
        self.log.marks.push((now, Mark::HangUp));
        let over = Over { wind_down: Player::new(self.setup.deadlines).into(), held: Vec::new() };
        let Call::Live(session) = mem::replace(&mut self.call, Call::Over(over)) else { return };
        let EndedSession { closing, ended, tone_subscription, wind_down } = session.hang_up();
        let mut held: Vec<_> = closing.into_iter().chain(ended).collect();
        let waits = held.iter().any(|completion| completion.audio().is_some());
        if !waits || wind_down.is_at_rest() {
            self.ended(now, &mem::take(&mut held), None);
        }
        self.call = Call::Over(Over { wind_down, held });
        if let Some(name) = tone_subscription {
            self.unsubscribed(now, &name);
        }
    }

    /// Only the engine and the timer are still heard of.
    pub(super) fn after_the_call(&mut self, now: Time, input: &SessionInput<Asked, String>) {
        let Call::Over(Over { wind_down, held }) = &mut self.call else { return };
        let stuck = match *input {
            SessionInput::Expire => wind_down.expire(now),
            SessionInput::Started(step) => {
                wind_down.started(step, now);
                None
            }
            SessionInput::Ended(step) | SessionInput::Failed { step, .. } => {
                wind_down.ended(step, now);
                None
            }
            _ => None,
        };
        let told = if wind_down.is_at_rest() { mem::take(held) } else { Vec::new() };
        if let Some(stuck) = stuck {
            self.stuck(now, stuck);
        }
        self.ended(now, &told, None);
    }
}
