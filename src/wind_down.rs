//! What the engine still does when the call is over.

use crate::id::Step;
use crate::player::{Command, Player, Stuck};
use crate::time::Time;

/// The engine of a call that is over, on its way to rest (rule X5).
///
/// Nothing is wanted any more: what runs is stopped, and a step that begins all the
/// same is stopped too. After every input [`stop`](Self::stop) is called until it is
/// `None`, and one timer is armed for [`deadline`](Self::deadline), as in the life of
/// the call. [At rest](Self::is_at_rest) the engine has closed its files, or has been
/// given up: then the completions with audio can be told (rule K4).
///
/// ```
/// use core::num::{NonZeroU8, NonZeroU16};
/// use media_queue::{Command, Deadlines, Millis, Play, Session, Time};
///
/// let span = Millis::new(500).ok_or("0")?;
/// let mut session: Session<&str> =
///     Session::new(NonZeroU16::MAX, Deadlines { start: span, stop: span });
/// let at = Time::from_millis;
/// session.play(Play::new("welcome", NonZeroU8::MIN))?;
/// let Some(Command::Start(step)) = session.command(at(0)) else { panic!("it starts") };
///
/// let mut left = session.hang_up();
/// assert_eq!(left.wind_down.stop(at(10)), Some(step));
/// assert_eq!(left.wind_down.stop(at(10)), None);
/// // The start crosses the stop on its way: it is stopped once more.
/// left.wind_down.started(step, at(20));
/// assert_eq!(left.wind_down.stop(at(20)), Some(step));
/// assert_eq!(left.wind_down.deadline(), Some(at(520)));
///
/// left.wind_down.ended(step, at(40));
/// assert!(left.wind_down.is_at_rest());
/// assert_eq!(left.ended.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "the engine may still sound"]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindDown {
    player: Player,
    /// A step that the engine began and that is still to be stopped.
    unwanted: Option<Step>,
}

impl WindDown {
    pub(crate) const fn new(player: Player, unwanted: Option<Step>) -> Self {
        Self { player, unwanted }
    }

    /// The engine has begun `step`.
    pub fn started(&mut self, step: Step, now: Time) {
        if self.player.started(step, now).is_some() {
            self.unwanted = Some(step);
        }
    }

    /// The engine has ended `step`, of itself or because it was told to, or could not
    /// carry it out.
    pub fn ended(&mut self, step: Step, now: Time) {
        self.player.ended(step, now);
    }

    /// The next step to stop. After every input, call it and tell the engine until it
    /// is `None`.
    pub fn stop(&mut self, now: Time) -> Option<Step> {
        self.unwanted.take().or_else(|| match self.player.reconcile(None, now)? {
            Command::Start(step) | Command::Stop(step) => Some(step),
        })
    }

    /// When to call [`expire`](Self::expire); `None` disarms the timer.
    #[must_use]
    pub const fn deadline(&self) -> Option<Time> {
        self.player.deadline()
    }

    /// Gives up what the engine has not confirmed by `now` (rule Y5).
    pub fn expire(&mut self, now: Time) -> Option<Stuck> {
        self.player.expire(now)
    }

    /// Whether the engine runs nothing, as far as is known, and nothing is to be
    /// stopped.
    #[must_use]
    pub const fn is_at_rest(&self) -> bool {
        self.player.busy_with().is_none() && self.unwanted.is_none()
    }
}

/// For a host that has put queue and player together itself.
impl From<Player> for WindDown {
    fn from(player: Player) -> Self {
        Self::new(player, None)
    }
}
