//! Queue, player and clock together: what most hosts use.

mod clock;
mod command;
mod engine;
mod events;
mod player;
mod reaction;
mod requests;
#[cfg(feature = "serde")]
mod restored;
mod settings;
#[cfg(feature = "serde")]
pub(crate) mod stored;
mod wind_down;

use core::num::NonZeroU16;

pub use self::clock::{RecordClock, Voice};
pub use self::command::{Command, Stop};
pub use self::player::{Expired, Player, PlayerCommand, Started, Stuck};
pub use self::reaction::{Completed, Reaction};
pub use self::requests::HungUpSession;
#[cfg(feature = "serde")]
pub use self::restored::Restored;
pub use self::settings::{Confirmation, EngineSettings, PromptEnds};
pub use self::wind_down::{WindDown, WindDownReaction};
use crate::queue::{Completion, Effect, MediaQueue, OperationId, Step};
use crate::time::{Millis, Time};

/// The queue of one call, with a [`Player`] for its media engine and a [`RecordClock`]
/// while it records.
///
/// The host passes in what the application asks for and what the engine reports. After
/// every input it sends the engine what [`next_command`](Self::next_command) returns, until
/// that is `None`, and arms one timer for [`deadline`](Self::deadline).
///
/// ```
/// use core::num::NonZeroU16;
/// use media_queue::session::{Command, EngineSettings, Reaction, Session};
/// use media_queue::{Millis, Play, Time};
///
/// let settings = EngineSettings::new(Millis::from_secs(5), Millis::from_secs(2));
/// let mut session: Session<&str> = Session::new(NonZeroU16::MAX, settings);
/// let at = Time::from_millis;
///
/// let id = session.play(Play::new(), "welcome.wav")?;
/// let Some(Command::Start(start)) = session.next_command(at(0)) else { panic!("it starts") };
/// assert_eq!(*start.context, "welcome.wav");
/// let step = start.step;
/// assert_eq!(session.next_command(at(0)), None);
/// assert_eq!(session.deadline(), Some(at(5_000)), "the start must be confirmed by then");
///
/// assert_eq!(session.started(step, at(30)), Reaction::Began { id, step });
/// let Reaction::Completed(played) = session.finished(step, at(2_030)) else {
///     panic!("it was the only prompt")
/// };
/// assert_eq!(played.completion.context, "welcome.wav");
/// assert_eq!(played.completion.stage.heard(), Some(Millis::from_secs(2)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Rules
///
/// The rules of its parts hold: those of [`MediaQueue`](MediaQueue#rules),
/// [`Player`](Player#rules) and [`RecordClock`](RecordClock#rules). Beside them:
///
/// | | rule |
/// |---|---|
/// | K4 | The completion of a record that keeps audio waits until the engine has ended the recording, or is stuck. So the file is complete when the host sees the completion. |
/// | X1 | Every event returns one [`Reaction`]: nothing, a stale report, a step to be stopped, the operation began, a prompt was interrupted, a record is closing, a completion, or something is stuck. |
/// | X2 | When a step ends, the session tells the player first, then the queue. A finished prompt or beep goes on to the next step. A recording that ended by itself has failed, unless a limit fell before. `failed` is the engine's last word on a step, so no `finished` follows. A report about a step that the engine was not told to start is stale. |
/// | X3 | At most one completion is held back for its file. Completions of later operations may come first. |
/// | X4 | [`suspend`](Self::suspend) forgets that the caller is speaking. |
/// | X5 | [`hang_up`](Self::hang_up) returns what the queue held, the completion held back for its file with its cut, and a [`WindDown`] that brings the engine to rest. |
/// | X6 | While the engine cannot be asked, the session is *detached*: it sends no command and no deadline passes. [`adopt`](Self::adopt) ends that. Nobody listened meanwhile, so silence and missing media count from then on. The maximum duration goes on. |
/// | X7 | Commands say all that the engine needs: a [start](Command::Start) what to play or record, a [stop](Stop) the instant at which to cut a recording, each time it is sent. |
/// | X8 | A completion says how long the prompt that played had been heard when the operation ended, however it ended ([`Stage::heard`](crate::Stage::heard)). |
/// | X9 | An engine that confirms nothing is a setting: [`Confirmation::Assumed`]. |
///
/// # Order of inputs
///
/// Inputs count in the order in which they arrive. A key that arrives before a due
/// [`expire`](Self::expire) stops the recording, although its limit fell first. A host that
/// handles its timer before its other inputs never sees that. Speech that a detector dates
/// back is the exception: pass it in before you look at the timer, because it may move a
/// deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session<C, S = C> {
    queue: MediaQueue<C, S>,
    player: Player,
    /// Measures the recording in progress, from its confirmed start.
    clock: Option<RecordClock>,
    voice: Voice,
    closing: Option<Closing<C>>,
    attached: bool,
    /// The last operation whose first step was confirmed.
    began: Option<OperationId>,
}

/// A completion that waits for its file. The player is busy with its step, so there is
/// never a second one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Closing<C> {
    step: Step,
    completed: Completed<C>,
}

impl<C, S> Session<C, S> {
    /// Returns a session for at most `limit` operations, the one in progress included, on
    /// an engine that runs nothing. It allocates nothing yet.
    #[must_use]
    pub const fn new(limit: NonZeroU16, settings: EngineSettings) -> Self {
        Self::of(MediaQueue::new(limit), settings)
    }

    /// Returns the same with memory for `capacity` operations.
    #[must_use]
    pub fn with_capacity(limit: NonZeroU16, capacity: usize, settings: EngineSettings) -> Self {
        Self::of(MediaQueue::with_capacity(limit, capacity), settings)
    }

    const fn of(queue: MediaQueue<C, S>, settings: EngineSettings) -> Self {
        Self {
            queue,
            player: Player::new(settings),
            clock: None,
            voice: Voice::Silent,
            closing: None,
            attached: true,
            began: None,
        }
    }

    /// Returns the queue, for its queries.
    #[must_use]
    pub const fn queue(&self) -> &MediaQueue<C, S> {
        &self.queue
    }

    /// Returns the player, for its queries.
    #[must_use]
    pub const fn player(&self) -> &Player {
        &self.player
    }

    /// Returns the completion of the record that has ended and whose file is not complete
    /// yet ([K4](#rules)).
    #[must_use]
    pub fn closing(&self) -> Option<&Completed<C>> {
        self.closing.as_ref().map(|closing| &closing.completed)
    }

    /// Returns whether the engine cannot be asked ([X6](#rules)).
    #[must_use]
    pub const fn is_detached(&self) -> bool {
        !self.attached
    }

    /// Gives back the memory that the held operations do not need.
    pub fn shrink(&mut self) {
        self.queue.shrink();
    }

    /// How long the prompt in progress has been heard at `now`.
    fn heard(&self, now: Time) -> Option<Millis> {
        self.player.heard(self.queue.wanted()?, now)
    }

    /// A clock measures the recording in progress or nothing.
    fn drop_clock(&mut self) {
        let wanted = self.queue.wanted();
        self.clock.take_if(|clock| Some(clock.step()) != wanted);
    }

    /// The recording or prompt `step` was in progress, and `effect` is what the queue says
    /// of it.
    fn conclude(
        &mut self,
        step: Step,
        effect: Effect<C>,
        heard: Option<Millis>,
        cut: Option<Time>,
    ) -> Reaction<C> {
        self.drop_clock();
        match effect {
            Effect::Nothing | Effect::NextStep(_) => Reaction::Nothing,
            Effect::Completed(completion) => hold(
                &mut self.closing,
                &self.player,
                Some(step),
                with_heard(completion, heard),
                cut,
            ),
        }
    }

    /// The completion that was held back, once the player is no longer busy with its step.
    fn release(&mut self) -> Option<Completed<C>> {
        let busy = self.player.busy_with();
        self.closing.take_if(|closing| Some(closing.step) != busy).map(|closing| closing.completed)
    }

    /// The stop of `step`, with the cut of the recording that is being closed.
    fn stop(&self, step: Step) -> Stop {
        let closing = self.closing.as_ref().filter(|closing| closing.step == step);
        Stop::new(step, closing.and_then(|closing| closing.completed.cut))
    }
}

/// Hands a completion out, or holds it back until the player is no longer busy with its
/// step ([K4](Session#rules)). It takes the parts, because a tone still borrows the queue.
fn hold<C>(
    closing: &mut Option<Closing<C>>,
    player: &Player,
    step: Option<Step>,
    completion: Completion<C>,
    cut: Option<Time>,
) -> Reaction<C> {
    use crate::queue::Audio::{Keep, Partial};

    let audio = completion.audio();
    let completed = Completed::new(completion, audio.and(cut));
    match (audio, step) {
        (Some(Keep | Partial), Some(step)) if player.busy_with() == Some(step) => {
            let id = completed.completion.id;
            *closing = Some(Closing { step, completed });
            Reaction::Closing { id, cut }
        }
        _ => Reaction::Completed(completed),
    }
}

fn with_heard<C>(completion: Completion<C>, heard: Option<Millis>) -> Completion<C> {
    Completion { stage: completion.stage.with_heard(heard), ..completion }
}
