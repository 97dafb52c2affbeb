//! A queue and a player, put together by rules Y2, Y5, Y7 and Y8, without a clock.

use core::num::NonZeroU16;

use media_queue::session::{
    EngineSettings, Expired, Player, PlayerCommand, Started, Stuck, WindDown,
};
use media_queue::{
    Completion, Effect, Media, MediaFailure, MediaQueue, Millis, OperationId, Play, Record,
    RecordLimit, Stale, Step, Time, Tone,
};

use super::host::{Answer, Host, Sent};

#[derive(Clone, Debug)]
pub(crate) struct Parts {
    queue: MediaQueue<()>,
    player: Player,
}

impl Parts {
    fn plays(&self, step: Step) -> bool {
        self.queue.current_step().is_some_and(|current| {
            current.step == step && !matches!(current.media, Media::Recording { .. })
        })
    }

    /// The player is busy with `step`, so its end is due if it is a prompt.
    fn expect_end(&mut self, step: Step) {
        if self.plays(step) {
            self.player.expect_end(step, None).unwrap();
        }
    }

    fn after_start(&mut self, step: Step, started: &Started) -> Answer {
        match started {
            Started::Stop => Answer::Stop(step, None),
            Started::Runs => self.queue.started(step).into(),
        }
    }

    fn after_end(&mut self, step: Step) -> Answer {
        match self.queue.finished(step) {
            Err(Stale::NotOfThisStep { .. }) => {
                self.queue.failed(step, MediaFailure::Engine).into()
            }
            ended => ended.into(),
        }
    }
}

impl From<Result<Effect<()>, Stale>> for Answer {
    fn from(effect: Result<Effect<()>, Stale>) -> Self {
        effect.map_or(Self::Stale, Self::from)
    }
}

impl From<Effect<()>> for Answer {
    fn from(effect: Effect<()>) -> Self {
        match effect {
            Effect::Nothing | Effect::NextStep(_) => Self::Nothing,
            Effect::Completed(completion) => Self::Completed(completion),
        }
    }
}

/// What speech or a tone did.
fn interrupted(effect: Effect<()>) -> Answer {
    match effect {
        Effect::NextStep(id) => Answer::PromptInterrupted(id),
        other => other.into(),
    }
}

impl Host for Parts {
    const IS_SESSION: bool = false;

    fn new(limit: NonZeroU16, settings: EngineSettings) -> Self {
        Self { queue: MediaQueue::new(limit), player: Player::new(settings) }
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

    fn next_command(&mut self, now: Time) -> Option<Sent> {
        Some(match self.player.reconcile(self.queue.wanted(), now)? {
            PlayerCommand::Stop(step) => Sent::Stop(step, None),
            PlayerCommand::Start(step) => {
                self.expect_end(step);
                Sent::Start(step)
            }
        })
    }

    fn is_detached(&self) -> bool {
        false
    }

    fn detach(&mut self) {}

    fn play(&mut self, play: Play) -> OperationId {
        self.queue.play(play, ()).unwrap()
    }

    fn record(&mut self, record: Record) -> OperationId {
        self.queue.record(record, ()).unwrap()
    }

    fn cancel_all(&mut self, _now: Time) -> Vec<Completion<()>> {
        self.queue.cancel_all().collect()
    }

    fn cancel_first(&mut self, _now: Time) -> Option<Completion<()>> {
        let id = self.queue.operations().next()?.id;
        self.queue.cancel(id)
    }

    fn resume(&mut self) {
        let _ = self.queue.resume();
    }

    fn hang_up(self, _now: Time) -> (Vec<Completion<()>>, WindDown) {
        (self.queue.hang_up().completions.collect(), WindDown::new(self.player))
    }

    fn suspend(&mut self, _now: Time) -> Answer {
        self.queue.suspend().into()
    }

    fn tone(&mut self, tone: Tone, _now: Time) -> Answer {
        interrupted(self.queue.tone(tone).effect)
    }

    fn speech(&mut self, started: bool, _now: Time) -> Answer {
        if started { interrupted(self.queue.speech_started()) } else { Answer::Nothing }
    }

    fn started(&mut self, step: Step, now: Time) -> Answer {
        let started = self.player.started(step, now);
        self.after_start(step, &started)
    }

    fn prompt_length(&mut self, step: Step, length: Millis) -> Answer {
        let known = self.plays(step) && self.player.expect_end(step, Some(length)).is_ok();
        if known { Answer::Nothing } else { Answer::Stale }
    }

    fn finished(&mut self, step: Step, _now: Time) -> Answer {
        match self.player.finished(step) {
            Ok(()) => self.after_end(step),
            Err(_) => Answer::Stale,
        }
    }

    fn failed(&mut self, step: Step, _now: Time) -> Answer {
        match self.player.finished(step) {
            Ok(()) => self.queue.failed(step, MediaFailure::Unavailable).into(),
            Err(_) => Answer::Stale,
        }
    }

    fn limit_reached(&mut self, step: Step, _now: Time) -> Answer {
        if self.player.busy_with() == Some(step) {
            self.queue.limit_reached(step, RecordLimit::MaxDuration).into()
        } else {
            Answer::Stale
        }
    }

    fn adopt(&mut self, running: Option<Step>, now: Time) -> Answer {
        self.player.adopt(running, now);
        match (self.queue.wanted(), running) {
            (None, _) => Answer::Nothing,
            (Some(wanted), Some(step)) if step == wanted => self.queue.started(step).into(),
            (wanted, _) if self.player.last_started() < wanted => Answer::Nothing,
            (Some(_), _) => {
                let lost = self.queue.suspend();
                let _ = self.queue.resume();
                lost.into()
            }
        }
    }

    fn expire(&mut self, now: Time) -> Answer {
        match self.player.expire(now) {
            None => Answer::Nothing,
            Some(Expired::Started { step, started, .. }) => self.after_start(step, &started),
            Some(Expired::Finished { step, .. }) => self.after_end(step),
            Some(Expired::Stuck(stuck)) => {
                let failed = match stuck {
                    Stuck::Start(step) | Stuck::Prompt(step) => {
                        self.queue.failed(step, MediaFailure::Engine).ok()
                    }
                    Stuck::Stop(_) => None,
                };
                Answer::Stuck(stuck, failed.and_then(Effect::into_completion))
            }
        }
    }
}
