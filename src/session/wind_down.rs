//! What the engine still does when the call is over.

use super::command::Stop;
use super::player::{Expired, Player, Started, Stuck};
use crate::queue::Step;
use crate::time::Time;

/// Brings the engine of a call that is over to rest ([X5](super::Session#rules)).
///
/// Nothing is wanted any more. What runs is stopped, and so is a step that starts all the
/// same. After every input call [`next_stop`](Self::next_stop) until it returns `None`, and
/// arm one timer for [`deadline`](Self::deadline), as in the life of the call. When the
/// engine [is at rest](Self::is_at_rest) it has closed its files or has been given up, so
/// report the completions with audio then ([K4](super::Session#rules)).
///
/// ```
/// use core::num::NonZeroU16;
/// use media_queue::session::{EngineSettings, WindDownReaction, Session};
/// use media_queue::{Millis, Play, Time};
///
/// let settings = EngineSettings::new(Millis::from_secs(5), Millis::clamped(500));
/// let mut session: Session<&str> = Session::new(NonZeroU16::MAX, settings);
/// let at = Time::from_millis;
/// session.play(Play::new(), "welcome")?;
/// drop(session.next_command(at(0)));
///
/// let mut left = session.hang_up(at(10));
/// let stop = left.wind_down.next_stop(at(10)).expect("the prompt is about to start");
/// assert_eq!(left.wind_down.next_stop(at(10)), None);
///
/// // The engine had started before it read the stop, so the stop is sent again.
/// assert_eq!(left.wind_down.started(stop.step, at(20)), WindDownReaction::Stop(stop.clone()));
/// assert_eq!(left.wind_down.deadline(), Some(at(520)));
///
/// left.wind_down.finished(stop.step);
/// assert!(left.wind_down.is_at_rest());
/// assert_eq!(left.completions.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "the engine may still sound"]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindDown {
    player: Player,
    attached: bool,
    /// The recording that is being closed, and where to cut it.
    cut: Option<(Step, Time)>,
}

/// What followed from an event after the call was over.
#[must_use = "a step that is not stopped sounds on"]
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a host must handle each")]
pub enum WindDownReaction {
    /// Nothing the host has to act on.
    Nothing,
    /// The engine started a step. Send this stop at once ([Y4](super::Player#rules)).
    Stop(Stop),
    /// The engine did not do something in time and may still sound
    /// ([Y5](super::Player#rules)).
    Stuck(Stuck),
}

impl WindDown {
    /// Returns the wind-down of a host that put queue and player together itself.
    pub const fn new(player: Player) -> Self {
        Self { player, attached: true, cut: None }
    }

    pub(super) const fn of_session(
        player: Player,
        attached: bool,
        cut: Option<(Step, Time)>,
    ) -> Self {
        Self { player, attached, cut }
    }

    /// The engine has started `step`.
    pub fn started(&mut self, step: Step, now: Time) -> WindDownReaction {
        let started = self.player.started(step, now);
        self.answer(step, &started)
    }

    /// The engine has ended `step`, by itself or because it was told to, or could not
    /// carry it out.
    pub fn finished(&mut self, step: Step) {
        // A step that the engine is not busy with changes nothing.
        let _ = self.player.finished(step);
    }

    /// The engine was asked and runs `running`, and nothing else
    /// ([Y8](super::Player#rules)).
    pub fn adopt(&mut self, running: Option<Step>, now: Time) {
        self.attached = true;
        self.player.adopt(running, now);
    }

    /// Returns the next stop to send. Call it after every input until it returns `None`.
    pub fn next_stop(&mut self, now: Time) -> Option<Stop> {
        if !self.attached {
            return None;
        }
        let step = self.player.stop_all_but(None, now)?;
        Some(self.stop(step))
    }

    /// Returns when to call [`expire`](Self::expire). `None` disarms the timer.
    #[must_use]
    pub fn deadline(&self) -> Option<Time> {
        if self.attached { self.player.deadline() } else { None }
    }

    /// Handles a deadline that has passed at `now` ([Y5](super::Player#rules)).
    pub fn expire(&mut self, now: Time) -> WindDownReaction {
        if !self.attached {
            return WindDownReaction::Nothing;
        }
        match self.player.expire(now) {
            Some(Expired::Stuck(stuck)) => WindDownReaction::Stuck(stuck),
            Some(Expired::Started { step, started, .. }) => self.answer(step, &started),
            Some(Expired::Finished { .. }) | None => WindDownReaction::Nothing,
        }
    }

    /// Returns whether the engine runs nothing, as far as is known. It is never so while
    /// the engine cannot be asked ([X6](super::Session#rules)).
    #[must_use]
    pub const fn is_at_rest(&self) -> bool {
        self.attached && self.player.busy_with().is_none()
    }

    /// A step that may run is not stopped here, but by `next_stop`.
    fn answer(&self, step: Step, started: &Started) -> WindDownReaction {
        match started {
            Started::Stop => WindDownReaction::Stop(self.stop(step)),
            Started::Runs => WindDownReaction::Nothing,
        }
    }

    fn stop(&self, step: Step) -> Stop {
        let cut = self.cut.filter(|(recording, _)| *recording == step);
        Stop::new(step, cut.map(|(_, at)| at))
    }
}
