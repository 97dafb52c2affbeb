//! Queue, player and clock together.

mod report;

use core::num::NonZeroU16;

use crate::activity::Activity;
use crate::canceled::{CallEnded, Canceled, HungUp};
use crate::clock::{RecordClock, Voice};
use crate::error::{QueueFull, Stale};
use crate::id::{OperationId, Step};
use crate::operation::{Play, Record};
use crate::outcome::{Audio, Completion, Failure, Limit};
use crate::player::{Command, Deadlines, Player, Stuck};
use crate::queue::MediaQueue;
use crate::report::{Effect, ToneReport};
use crate::time::Time;
use crate::tone::Tone;
use crate::wind_down::WindDown;

pub use self::report::{Report, SessionTone};

/// One call's queue, its [`Player`] and, while a recording runs, a [`RecordClock`].
///
/// The host hands over what the application asks for and what the engine reports,
/// sends the engine what [`command`](Self::command) says, and arms one timer for
/// [`deadline`](Self::deadline):
///
/// ```
/// use core::num::{NonZeroU8, NonZeroU16};
/// use media_queue::{Command, Deadlines, Millis, Play, Report, Session, Time};
///
/// let span = Millis::new(500).ok_or("0")?;
/// let deadlines = Deadlines { start: span, stop: span };
/// let mut session: Session<&str> = Session::new(NonZeroU16::MAX, deadlines);
/// let at = Time::from_millis;
///
/// session.play(Play::new("welcome", NonZeroU8::MIN))?;
/// let Some(Command::Start(step)) = session.command(at(0)) else { panic!("it starts") };
/// assert_eq!(session.command(at(0)), None);
/// assert_eq!(session.deadline(), Some(at(500)));
///
/// assert_eq!(session.started(step, at(30)), Report::Nothing);
/// assert_eq!(session.deadline(), None);
///
/// let Report::Completed { completion, .. } = session.ended(step, at(2_030)) else {
///     panic!("it was the only prompt")
/// };
/// assert_eq!(completion.into_context(), "welcome");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Guarantees
///
/// Beside those of its parts:
///
/// | | rule |
/// |---|---|
/// | X1 | Every report gives a [`Report`]. Every command comes from [`command`](Self::command), none from a report. |
/// | X2 | An end is told to the player, then to the queue: the prompt or beep is finished, and a recording that ended by itself has failed. [`failed`](Self::failed) is the engine's last word on a step: no end follows. |
/// | X3 | A completion that keeps audio is held until the engine has ended its step or is stuck, so that the file is whole (rule K4); one that discards it is not. Later completions may overtake it. |
/// | X4 | [`suspend`](Self::suspend) forgets that the caller is speaking. |
/// | X5 | [`hang_up`](Self::hang_up) gives what the queue held, the completion held for its file, and a [`WindDown`] by which the engine comes to rest. |
/// | X6 | Its [snapshot](crate::SessionSnapshot) is the queue's, the held completion, the clock, the voice and the player; its [inputs](crate::SessionInput), with their [`Time`], are data too. After a restart the engine is asked what it is running: [`adopt`](Self::adopt). |
///
/// # Order of inputs
///
/// Inputs count in the order they arrive: a key that arrives before a due
/// [`expire`](Self::expire) stops the recording although its limit fell first. A
/// host that looks at its timer before its other inputs does not see that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session<C, S = C> {
    pub(crate) queue: MediaQueue<C, S>,
    pub(crate) player: Player,
    /// Of the recording in progress, from its confirmed start.
    pub(crate) clock: Option<RecordClock>,
    pub(crate) voice: Voice,
    pub(crate) closing: Option<Closing<C>>,
    /// A step that the engine began and that is not to run: the next command.
    pub(crate) unwanted: Option<Step>,
}

/// A completion that waits for its file (rule X3). The player is busy with its
/// step, so one is all there can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Closing<C> {
    pub(crate) step: Step,
    pub(crate) completion: Completion<C>,
    pub(crate) cut: Option<Time>,
}

/// What a call leaves behind (rule X5).
#[must_use = "the call is over: what is not read here is never reported"]
#[derive(Debug)]
pub struct EndedSession<C, S> {
    /// The completion that was held for its file, if there was one. It comes before
    /// the others.
    pub closing: Option<Completion<C>>,
    /// What the queue still held.
    pub ended: CallEnded<C>,
    /// The value of the tone subscription, if there was one.
    pub tone_subscription: Option<S>,
    /// What brings the engine to rest. Until then the files of the completions with
    /// audio are not whole (rule K4).
    pub wind_down: WindDown,
}

/// Requests: what the application asked for. They are those of [`MediaQueue`].
impl<C, S> Session<C, S> {
    /// A session with room for `limit` operations, the one in progress included, on
    /// an engine that runs nothing. It allocates nothing yet.
    #[must_use]
    pub const fn new(limit: NonZeroU16, deadlines: Deadlines) -> Self {
        Self {
            queue: MediaQueue::new(limit),
            player: Player::new(deadlines),
            clock: None,
            voice: Voice::Silent,
            closing: None,
            unwanted: None,
        }
    }

    /// Accepts a play: [`MediaQueue::play`].
    ///
    /// # Errors
    ///
    /// [`QueueFull`] with the request, if there is no room or no id left.
    pub fn play(&mut self, play: Play<C>) -> Result<OperationId, QueueFull<Play<C>>> {
        self.queue.play(play)
    }

    /// Accepts a record: [`MediaQueue::record`].
    ///
    /// # Errors
    ///
    /// [`QueueFull`] with the request, if there is no room or no id left.
    pub fn record(&mut self, record: Record<C>) -> Result<OperationId, QueueFull<Record<C>>> {
        self.queue.record(record)
    }

    /// Cancels every operation of the queue: [`MediaQueue::cancel_all`]. A record
    /// whose completion is held for its file has ended before.
    pub fn cancel_all(&mut self) -> Canceled<'_, C> {
        self.clock = None;
        self.queue.cancel_all()
    }

    /// Cancels one operation: [`MediaQueue::cancel`].
    #[must_use = "an operation is handed out once: what is dropped here is never reported"]
    pub fn cancel(&mut self, id: OperationId) -> Option<Completion<C>> {
        let canceled = self.queue.cancel(id);
        self.drop_clock();
        canceled
    }

    /// Subscribes to tones: [`MediaQueue::subscribe_tones`].
    pub fn subscribe_tones(&mut self, subscription: S) -> Option<S> {
        self.queue.subscribe_tones(subscription)
    }

    /// Ends the tone subscription: [`MediaQueue::unsubscribe_tones`].
    pub fn unsubscribe_tones(&mut self) -> Option<S> {
        self.queue.unsubscribe_tones()
    }

    /// The call is over: hands out all that it held (rule X5).
    pub fn hang_up(self) -> EndedSession<C, S> {
        let HungUp { ended, tone_subscription } = self.queue.hang_up();
        let closing = self.closing.map(|closing| closing.completion);
        let wind_down = WindDown::new(self.player, self.unwanted);
        EndedSession { closing, ended, tone_subscription, wind_down }
    }
}

/// Reports: what the engine has done, what the caller does.
impl<C, S> Session<C, S> {
    /// The engine has begun `step`. A recording's limits count from `now` (rule K1).
    pub fn started(&mut self, step: Step, now: Time) -> Report<C> {
        let known = self.player.busy_with() == Some(step);
        if self.player.started(step, now).is_some() {
            self.unwanted = Some(step);
        } else if self.queue.started(step).is_ok() {
            self.start_clock(now);
        }
        if known { Report::Nothing } else { Report::Stale(Stale::NotCurrent { step }) }
    }

    /// The engine has ended `step`: of itself, or because it was told to (rule X2).
    /// A recording's file is whole.
    pub fn ended(&mut self, step: Step, now: Time) -> Report<C> {
        let known = self.player.ended(step, now).is_some();
        let ended = match self.queue.finished(step) {
            Err(Stale::NotOfThisStep { .. }) => self.queue.failed(step, Failure::Engine),
            ended => ended,
        };
        self.after_the_end(step, known, ended)
    }

    /// The engine could not carry out `step`, and says no more of it (rule X2).
    ///
    /// A recording that had ended already keeps its outcome.
    pub fn failed(&mut self, step: Step, failure: Failure, now: Time) -> Report<C> {
        let known = self.player.ended(step, now).is_some();
        let ended = self.queue.failed(step, failure);
        self.after_the_end(step, known, ended)
    }

    /// The engine saw this recording run into a limit of its own at `now`; its end
    /// follows.
    pub fn limit_reached(&mut self, step: Step, limit: Limit, now: Time) -> Report<C> {
        let known = self.player.busy_with() == Some(step);
        match self.queue.limit_reached(step, limit) {
            Ok(completion) => self.closes(step, completion, Some(now)),
            Err(Stale::NotCurrent { .. }) if known => Report::Nothing,
            Err(stale) => Report::Stale(stale),
        }
    }

    /// The caller pressed a key at `at`. It is owed to the subscriber, and may
    /// interrupt a prompt or stop a recording.
    pub fn tone(&mut self, tone: Tone, at: Time) -> SessionTone<'_, C, S> {
        let step = self.queue.wanted();
        let ToneReport { heard, effect } = self.queue.tone(tone);
        let report = match effect {
            Effect::Nothing => Report::Nothing,
            Effect::PromptInterrupted(id) => Report::PromptInterrupted(id),
            Effect::Completed(completion) => {
                self.clock = None;
                close(&mut self.closing, &self.player, step, completion, Some(at))
            }
        };
        SessionTone { heard, report }
    }

    /// The caller began to speak at `at`: that may interrupt a prompt, and ends the
    /// silence of a recording.
    pub fn speech_started(&mut self, at: Time) -> Report<C> {
        self.voice = Voice::Speaking;
        if let Some(clock) = &mut self.clock {
            clock.speech_started(at);
            return self.look(at);
        }
        match self.queue.speech_started() {
            Effect::Nothing => Report::Nothing,
            Effect::PromptInterrupted(id) => Report::PromptInterrupted(id),
            Effect::Completed(completion) => Report::Completed { completion, cut: None },
        }
    }

    /// The caller fell silent at `at`.
    pub fn speech_stopped(&mut self, at: Time) -> Report<C> {
        self.voice = Voice::Silent;
        if let Some(clock) = &mut self.clock {
            clock.speech_stopped(at);
        }
        self.look(at)
    }

    /// Media from the caller arrived at `at`. Needed only where a recording has a
    /// media timeout, and then as often as that asks for.
    pub fn media_received(&mut self, at: Time) -> Report<C> {
        if let Some(clock) = &mut self.clock {
            clock.media_received(at);
        }
        self.look(at)
    }

    /// Media is gone for now: [`MediaQueue::suspend`]. That the caller is speaking is
    /// forgotten (rule X4).
    pub fn suspend(&mut self, now: Time) -> Report<C> {
        let step = self.queue.wanted();
        let lost = self.queue.suspend();
        self.voice = Voice::Silent;
        self.clock = None;
        match step {
            Some(step) => self.closes(step, lost, Some(now)),
            None => Report::Nothing,
        }
    }

    /// Media is back: [`MediaQueue::resume`].
    pub fn resume(&mut self) {
        self.queue.resume();
    }

    /// The engine was asked, after a restart of the host or of the connection to it,
    /// and says that it is running `running` (rule Y8).
    ///
    /// If that is what is wanted it goes on; a recording's clock with it, or anew
    /// from `now`. Otherwise what is wanted begins again as a new step, a recording
    /// that had started is lost, and what runs is stopped.
    ///
    /// A step that the queue never handed out is stopped, and otherwise ignored.
    pub fn adopt(&mut self, running: Option<Step>, now: Time) -> Report<C> {
        let (running, unwanted) = match running {
            Some(step) if step.get() > self.queue.last_step => (None, running),
            _ => (running, None),
        };
        self.player = Player::resume(self.player.deadlines(), running, now);
        self.unwanted = unwanted;
        let wanted = self.queue.wanted();
        let lost = if wanted.is_none() || running == wanted {
            None
        } else {
            self.voice = Voice::Silent;
            self.clock = None;
            let lost = self.queue.suspend();
            self.queue.resume();
            lost
        };
        if let Some(step) = running
            && self.queue.started(step).is_ok()
        {
            self.start_clock(now);
        }
        match lost {
            Some(completion) => Report::Completed { completion, cut: None },
            None => self.release().unwrap_or(Report::Nothing),
        }
    }
}

/// The timer and the engine.
impl<C, S> Session<C, S> {
    /// When to call [`expire`](Self::expire); `None` disarms the timer.
    #[must_use]
    pub fn deadline(&self) -> Option<Time> {
        // What has a clock is active, and what is active has no deadline: only one
        // of the two is ever there.
        self.player.deadline().or_else(|| self.clock.as_ref().map(RecordClock::deadline))
    }

    /// The timer fired. Call it until [`deadline`](Self::deadline) is `None` or later
    /// than `now`: each call reports one thing, the one that fell first.
    pub fn expire(&mut self, now: Time) -> Report<C> {
        let Some(stuck) = self.player.expire(now) else {
            return self.look(now);
        };
        if let Some(Closing { completion, cut, .. }) = self.closing.take() {
            return Report::Stuck { stuck, completion: Some(completion), cut };
        }
        let completion = match stuck {
            Stuck::Start(step) => self.queue.failed(step, Failure::Engine).ok().flatten(),
            Stuck::Stop(_) => None,
        };
        Report::Stuck { stuck, completion, cut: None }
    }

    /// The next command for the engine. After every input, call it and send what it
    /// says until it is `None` (rule X1).
    pub fn command(&mut self, now: Time) -> Option<Command> {
        match self.unwanted.take() {
            Some(step) => Some(Command::Stop(step)),
            None => self.player.reconcile(self.queue.wanted(), now),
        }
    }

    /// The queue, for its queries.
    #[must_use]
    pub const fn queue(&self) -> &MediaQueue<C, S> {
        &self.queue
    }

    /// The record that has ended and whose file is not whole yet (rule X3).
    #[must_use]
    pub fn closing(&self) -> Option<&Completion<C>> {
        self.closing.as_ref().map(|closing| &closing.completion)
    }

    /// The player, for its queries.
    #[must_use]
    pub const fn player(&self) -> &Player {
        &self.player
    }

    /// Gives back the memory that the queued operations do not need.
    pub fn shrink(&mut self) {
        self.queue.shrink();
    }
}

impl<C, S> Session<C, S> {
    /// The recording in progress has started; a clock it has goes on.
    fn start_clock(&mut self, now: Time) {
        if let Activity::Recording { step, limits, .. } = self.queue.activity() {
            let voice = self.voice;
            self.clock.get_or_insert_with(|| RecordClock::start(step, limits, voice, now));
        }
    }

    /// A clock times the recording in progress or nothing.
    fn drop_clock(&mut self) {
        let wanted = self.queue.wanted();
        self.clock = self.clock.filter(|clock| Some(clock.step()) == wanted);
    }

    /// Looks at the clock.
    fn look(&mut self, now: Time) -> Report<C> {
        let Some(clock) = &mut self.clock else {
            return Report::Nothing;
        };
        let step = clock.step();
        let Some((limit, cut)) = clock.expired(now) else {
            return Report::Nothing;
        };
        let ended = self.queue.limit_reached(step, limit);
        self.closes(step, ended.ok().flatten(), Some(cut))
    }

    /// The engine is done with `step`, which the player knew or not, and `ended` is
    /// what the queue says of it.
    fn after_the_end(
        &mut self,
        step: Step,
        known: bool,
        ended: Result<Option<Completion<C>>, Stale>,
    ) -> Report<C> {
        if let Some(report) = self.release() {
            return report;
        }
        match ended {
            Ok(completion) => self.closes(step, completion, None),
            Err(_) if known => Report::Nothing,
            Err(stale) => Report::Stale(stale),
        }
    }

    /// `step` was current, and `completion`, if any, is what it came to.
    fn closes(
        &mut self,
        step: Step,
        completion: Option<Completion<C>>,
        cut: Option<Time>,
    ) -> Report<C> {
        self.drop_clock();
        match completion {
            Some(completion) => close(&mut self.closing, &self.player, Some(step), completion, cut),
            None => Report::Nothing,
        }
    }

    /// The completion that was held, once the player is no longer busy with its step.
    fn release(&mut self) -> Option<Report<C>> {
        let busy = self.player.busy_with();
        let Closing { completion, cut, .. } =
            self.closing.take_if(|closing| Some(closing.step) != busy)?;
        Some(Report::Completed { completion, cut })
    }
}

/// Hands a completion out, or holds it until the player is no longer busy with its
/// step (rule X3). A function of the parts: a tone still borrows the queue.
fn close<C>(
    closing: &mut Option<Closing<C>>,
    player: &Player,
    step: Option<Step>,
    completion: Completion<C>,
    cut: Option<Time>,
) -> Report<C> {
    match (completion.audio(), step) {
        (Some(Audio::Keep | Audio::Partial), Some(step)) if player.busy_with() == Some(step) => {
            let id = completion.id;
            *closing = Some(Closing { step, completion, cut });
            Report::Closing { id, cut }
        }
        (Some(_), _) => Report::Completed { completion, cut },
        (None, _) => Report::Completed { completion, cut: None },
    }
}
