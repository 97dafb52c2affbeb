//! The engine and the timer: commands, deadlines, and what to do after a break.

use super::events::finish;
use super::{
    Command, Completed, Expired, PlayerCommand, Reaction, RecordClock, Session, Stuck, Voice,
};
use crate::queue::{Effect, Media, MediaFailure, Step};
use crate::time::{Millis, Time};

/// The engine and the timer.
impl<C, S> Session<C, S> {
    /// Returns the next command for the engine. It counts as sent at `now`.
    ///
    /// Call it after every input, and send what it returns until it is `None`. While the
    /// session is detached it is always `None` ([X6](#rules)).
    pub fn next_command(&mut self, now: Time) -> Option<Command<'_, C>> {
        if !self.attached {
            return None;
        }
        match self.player.reconcile(self.queue.wanted(), now)? {
            PlayerCommand::Stop(step) => Some(Command::Stop(self.stop(step))),
            PlayerCommand::Start(step) => {
                self.expect_end(step);
                self.queue.current_step().map(Command::Start)
            }
        }
    }

    /// Returns when to call [`expire`](Self::expire). `None` disarms the timer. While the
    /// session is detached it is always `None` ([X6](#rules)).
    #[must_use]
    pub fn deadline(&self) -> Option<Time> {
        if !self.attached {
            return None;
        }
        let clock = self.clock.as_ref().map(RecordClock::deadline);
        self.player.deadline().into_iter().chain(clock).min()
    }

    /// Handles a deadline that has passed at `now`.
    ///
    /// Call it until [`deadline`](Self::deadline) is `None` or later than `now`. Each call
    /// handles one deadline. While the session is detached nothing passes
    /// ([X6](#rules)).
    pub fn expire(&mut self, now: Time) -> Reaction<C> {
        if !self.attached {
            return Reaction::Nothing;
        }
        let heard = self.heard(now);
        match self.player.expire(now) {
            None => self.look(now),
            Some(Expired::Started { step, at, started }) => self.after_start(step, &started, at),
            Some(Expired::Finished { step, .. }) => self.after_end(step, heard, finish),
            Some(Expired::Stuck(stuck)) => self.stuck(stuck, heard),
        }
    }

    /// The engine cannot be asked any more: the connection to it is lost. The session is
    /// detached until [`adopt`](Self::adopt) ([X6](#rules)).
    ///
    /// Requests, cancels and tones work as usual. Speech and media are ignored, since nobody
    /// listens.
    pub const fn detach(&mut self) {
        self.attached = false;
    }

    /// The engine was asked, after a restart of the host or of the connection to it, and
    /// runs `running` and nothing else ([Y8](super::Player#rules)).
    ///
    /// If that is what is wanted, it goes on, and so does the clock of a recording; only
    /// silence and missing media count from `now` ([X6](#rules)). Otherwise the caller
    /// counts as silent, what is wanted and was started begins again as a new step, a
    /// recording that had started is lost, and what runs is stopped.
    ///
    /// If the engine runs several steps, pass the wanted one if it is among them, and
    /// report each of the others with [`started`](Self::started), which returns its stop.
    pub fn adopt(&mut self, running: Option<Step>, now: Time) -> Reaction<C> {
        self.attached = true;
        self.player.adopt(running, now);
        let wanted = self.queue.wanted();
        if let Some(step) = running.filter(|_| running == wanted) {
            return self.go_on(step, now);
        }
        self.voice = Voice::Silent;
        self.clock = None;
        if let Some(step) = running {
            self.queue.number_past(step);
        }
        if let Some(closed) = self.release() {
            return Reaction::Completed(closed);
        }
        if wanted.is_none() || self.player.last_started() < wanted {
            return Reaction::Nothing;
        }
        let lost = self.queue.suspend();
        self.resume();
        match lost {
            Effect::Completed(completion) => Reaction::Completed(Completed::new(completion, None)),
            Effect::Nothing | Effect::NextStep(_) => Reaction::Nothing,
        }
    }

    /// The engine runs `step`, which is wanted. The session may not have started it, if its
    /// host stored less than it had sent.
    fn go_on(&mut self, step: Step, now: Time) -> Reaction<C> {
        // It runs, so there is nothing to send, and it is not to be started again.
        let _ = self.player.reconcile(Some(step), now);
        self.expect_end(step);
        if let Some(clock) = &mut self.clock {
            clock.listen_from(now);
        }
        let Some(closed) = self.release() else {
            return self.started(step, now);
        };
        // The step was not started while a completion was held back. One input has one
        // answer, so nothing that the caller does may end the operation as well.
        self.voice = Voice::Silent;
        let _ = self.started(step, now);
        Reaction::Completed(closed)
    }

    /// The current step `step` has an end of its own unless it is a recording.
    fn expect_end(&mut self, step: Step) {
        let prompt = self.queue.current_step().is_some_and(|current| {
            current.step == step && !matches!(current.media, Media::Recording { .. })
        });
        if prompt && !self.player.is_at_prompt(step) {
            // The player is busy with this step, so this cannot be stale.
            let _ = self.player.expect_end(step, None);
        }
    }

    fn stuck(&mut self, stuck: Stuck, heard: Option<Millis>) -> Reaction<C> {
        if let Some(closing) = self.closing.take() {
            return Reaction::Stuck { stuck, completed: Some(closing.completed) };
        }
        let failed = match stuck {
            Stuck::Start(step) | Stuck::Prompt(step) => {
                let failed = self.queue.failed(step, MediaFailure::Engine).ok();
                failed.map(|effect| self.conclude(step, effect, heard, None))
            }
            Stuck::Stop(_) => None,
        };
        let completed = failed.and_then(Reaction::into_completed);
        Reaction::Stuck { stuck, completed }
    }
}
