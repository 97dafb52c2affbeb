//! What is walked: a session, and a queue and a player that a host puts together itself.

use core::fmt::Debug;
use core::num::NonZeroU16;

use media_queue::{
    Command, Completion, Deadlines, Effect, Failure, Limit, MediaQueue, Play, Player, Record,
    Report, Session, Stale, Step, Stuck, Time, Tone, WindDown,
};

/// A host of one call. [`Session`] is one.
pub(crate) trait Host: Clone + Debug {
    /// Whether it has the clock, hears speech end, and holds what waits for its file.
    const HOLDS: bool;

    fn new(limit: NonZeroU16, deadlines: Deadlines) -> Self;
    fn queue(&self) -> &MediaQueue<()>;
    fn player(&self) -> &Player;
    fn deadline(&self) -> Option<Time>;
    fn command(&mut self, now: Time) -> Option<Command>;

    fn play(&mut self, play: Play<()>);
    fn record(&mut self, record: Record<()>);
    fn cancel_all(&mut self) -> Vec<Completion<()>>;
    fn cancel_first(&mut self) -> Option<Completion<()>>;
    fn resume(&mut self);
    /// What the call still owes, and its player.
    fn hang_up(self) -> (Vec<Completion<()>>, WindDown);

    fn suspend(&mut self, now: Time) -> Report<()>;
    fn tone(&mut self, tone: Tone, now: Time) -> Report<()>;
    fn speech(&mut self, started: bool, now: Time) -> Report<()>;
    fn started(&mut self, step: Step, now: Time) -> Report<()>;
    fn ended(&mut self, step: Step, now: Time) -> Report<()>;
    fn failed(&mut self, step: Step, now: Time) -> Report<()>;
    fn limit_reached(&mut self, step: Step, now: Time) -> Report<()>;
    fn adopt(&mut self, running: Option<Step>, now: Time) -> Report<()>;
    fn expire(&mut self, now: Time) -> Report<()>;
}

impl Host for Session<()> {
    const HOLDS: bool = true;

    fn new(limit: NonZeroU16, deadlines: Deadlines) -> Self {
        Session::new(limit, deadlines)
    }

    fn queue(&self) -> &MediaQueue<()> {
        self.queue()
    }

    fn player(&self) -> &Player {
        self.player()
    }

    fn deadline(&self) -> Option<Time> {
        self.deadline()
    }

    fn command(&mut self, now: Time) -> Option<Command> {
        self.command(now)
    }

    fn play(&mut self, play: Play<()>) {
        self.play(play).unwrap();
    }

    fn record(&mut self, record: Record<()>) {
        self.record(record).unwrap();
    }

    fn cancel_all(&mut self) -> Vec<Completion<()>> {
        self.cancel_all().collect()
    }

    fn cancel_first(&mut self) -> Option<Completion<()>> {
        let id = self.queue().operations().next()?.id;
        self.cancel(id)
    }

    fn resume(&mut self) {
        self.resume();
    }

    fn hang_up(self) -> (Vec<Completion<()>>, WindDown) {
        let left = self.hang_up();
        (left.closing.into_iter().chain(left.ended).collect(), left.wind_down)
    }

    fn suspend(&mut self, now: Time) -> Report<()> {
        self.suspend(now)
    }

    fn tone(&mut self, tone: Tone, now: Time) -> Report<()> {
        self.tone(tone, now).report
    }

    fn speech(&mut self, started: bool, now: Time) -> Report<()> {
        if started { self.speech_started(now) } else { self.speech_stopped(now) }
    }

    fn started(&mut self, step: Step, now: Time) -> Report<()> {
        self.started(step, now)
    }

    fn ended(&mut self, step: Step, now: Time) -> Report<()> {
        self.ended(step, now)
    }

    fn failed(&mut self, step: Step, now: Time) -> Report<()> {
        self.failed(step, Failure::Unavailable, now)
    }

    fn limit_reached(&mut self, step: Step, now: Time) -> Report<()> {
        self.limit_reached(step, Limit::MaxDuration, now)
    }

    fn adopt(&mut self, running: Option<Step>, now: Time) -> Report<()> {
        self.adopt(running, now)
    }

    fn expire(&mut self, now: Time) -> Report<()> {
        self.expire(now)
    }
}

/// A queue and a player, put together by rules Y2, Y5 and Y8, without a clock.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    queue: MediaQueue<()>,
    player: Player,
    deadlines: Deadlines,
    answer: Option<Command>,
}

impl Parts {
    fn after(ended: Result<Option<Completion<()>>, Stale>) -> Report<()> {
        ended.map_or_else(Report::Stale, Self::of)
    }

    fn of(completion: Option<Completion<()>>) -> Report<()> {
        match completion {
            Some(completion) => Report::Completed { completion, cut: None },
            None => Report::Nothing,
        }
    }

    fn by(effect: Effect<()>) -> Report<()> {
        match effect {
            Effect::Nothing => Report::Nothing,
            Effect::PromptInterrupted(id) => Report::PromptInterrupted(id),
            Effect::Completed(completion) => Report::Completed { completion, cut: None },
        }
    }
}

impl Host for Parts {
    const HOLDS: bool = false;

    fn new(limit: NonZeroU16, deadlines: Deadlines) -> Self {
        let (queue, player) = (MediaQueue::new(limit), Player::new(deadlines));
        Self { queue, player, deadlines, answer: None }
    }

    fn queue(&self) -> &MediaQueue<()> {
        &self.queue
    }

    fn player(&self) -> &Player {
        &self.player
    }

    fn deadline(&self) -> Option<Time> {
        self.player.deadline()
    }

    fn command(&mut self, now: Time) -> Option<Command> {
        self.answer.take().or_else(|| self.player.reconcile(self.queue.wanted(), now))
    }

    fn play(&mut self, play: Play<()>) {
        self.queue.play(play).unwrap();
    }

    fn record(&mut self, record: Record<()>) {
        self.queue.record(record).unwrap();
    }

    fn cancel_all(&mut self) -> Vec<Completion<()>> {
        self.queue.cancel_all().collect()
    }

    fn cancel_first(&mut self) -> Option<Completion<()>> {
        let id = self.queue.operations().next()?.id;
        self.queue.cancel(id)
    }

    fn resume(&mut self) {
        self.queue.resume();
    }

    fn hang_up(self) -> (Vec<Completion<()>>, WindDown) {
        (self.queue.hang_up().ended.collect(), self.player.into())
    }

    fn suspend(&mut self, _now: Time) -> Report<()> {
        Self::of(self.queue.suspend())
    }

    fn tone(&mut self, tone: Tone, _now: Time) -> Report<()> {
        Self::by(self.queue.tone(tone).effect)
    }

    fn speech(&mut self, started: bool, _now: Time) -> Report<()> {
        if started { Self::by(self.queue.speech_started()) } else { Report::Nothing }
    }

    fn started(&mut self, step: Step, now: Time) -> Report<()> {
        self.answer = self.player.started(step, now);
        match self.answer {
            None => Self::after(self.queue.started(step).map(|()| None)),
            Some(_) => Report::Nothing,
        }
    }

    fn ended(&mut self, step: Step, now: Time) -> Report<()> {
        self.player.ended(step, now);
        match self.queue.finished(step) {
            Err(Stale::NotOfThisStep { .. }) => {
                Self::after(self.queue.failed(step, Failure::Engine))
            }
            ended => Self::after(ended),
        }
    }

    fn failed(&mut self, step: Step, now: Time) -> Report<()> {
        self.player.ended(step, now);
        Self::after(self.queue.failed(step, Failure::Unavailable))
    }

    fn limit_reached(&mut self, step: Step, _now: Time) -> Report<()> {
        Self::after(self.queue.limit_reached(step, Limit::MaxDuration))
    }

    fn adopt(&mut self, running: Option<Step>, now: Time) -> Report<()> {
        self.player = Player::resume(self.deadlines, running, now);
        match self.queue.wanted() {
            None => Report::Nothing,
            Some(step) if running == Some(step) => {
                Self::after(self.queue.started(step).map(|()| None))
            }
            Some(_) => {
                let lost = self.queue.suspend();
                self.queue.resume();
                Self::of(lost)
            }
        }
    }

    fn expire(&mut self, now: Time) -> Report<()> {
        let Some(stuck) = self.player.expire(now) else {
            return Report::Nothing;
        };
        let completion = match stuck {
            Stuck::Start(step) => self.queue.failed(step, Failure::Engine).ok().flatten(),
            Stuck::Stop(_) => None,
        };
        Report::Stuck { stuck, completion, cut: None }
    }
}
