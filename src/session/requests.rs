//! Requests: what the application asked for.

use super::{Completed, Session, WindDown, with_heard};
use crate::queue::{Canceled, Completion, HungUp, OperationId, Play, QueueFull, Record, Remaining};
use crate::time::Time;

/// What a call leaves behind ([X5](Session#rules)).
#[must_use = "the call is over: a completion that is not read is never reported"]
#[derive(Debug)]
#[non_exhaustive]
pub struct HungUpSession<C, S> {
    /// The completion that was held back for its file, with its cut. It comes before the
    /// others.
    pub closing: Option<Completed<C>>,
    /// What the queue still held. A recording in progress ended at the instant of the
    /// hang-up: cut it there.
    pub completions: Remaining<C>,
    /// The host's own value for the tone subscription, if there was one.
    pub tone_subscription: Option<S>,
    /// What brings the engine to rest. Until then the files of the completions with audio
    /// are not complete ([K4](Session#rules)).
    pub wind_down: WindDown,
}

/// Requests: what the application asked for. They are those of
/// [`MediaQueue`](crate::MediaQueue).
impl<C, S> Session<C, S> {
    /// Accepts a play: [`MediaQueue::play`](crate::MediaQueue::play).
    ///
    /// # Errors
    ///
    /// Returns [`QueueFull`] with the request if there is no room or no id left.
    pub fn play(&mut self, play: Play, context: C) -> Result<OperationId, QueueFull<Play, C>> {
        self.queue.play(play, context)
    }

    /// Accepts a record: [`MediaQueue::record`](crate::MediaQueue::record).
    ///
    /// # Errors
    ///
    /// Returns [`QueueFull`] with the request if there is no room or no id left.
    pub fn record(
        &mut self,
        record: Record,
        context: C,
    ) -> Result<OperationId, QueueFull<Record, C>> {
        self.queue.record(record, context)
    }

    /// Cancels every operation of the queue:
    /// [`MediaQueue::cancel_all`](crate::MediaQueue::cancel_all). A record whose completion
    /// is held back for its file has ended before.
    pub fn cancel_all(&mut self, now: Time) -> Canceled<'_, C> {
        let heard = self.heard(now);
        self.clock = None;
        self.queue.cancel_all().with_heard(heard)
    }

    /// Cancels one operation: [`MediaQueue::cancel`](crate::MediaQueue::cancel).
    #[must_use = "an operation is handed out once: a completion that is dropped is never reported"]
    pub fn cancel(&mut self, id: OperationId, now: Time) -> Option<Completion<C>> {
        let heard = self.heard(now);
        let canceled = self.queue.cancel(id);
        self.drop_clock();
        canceled.map(|completion| with_heard(completion, heard))
    }

    /// Subscribes to tones:
    /// [`MediaQueue::subscribe_tones`](crate::MediaQueue::subscribe_tones).
    pub fn subscribe_tones(&mut self, subscription: S) -> Option<S> {
        self.queue.subscribe_tones(subscription)
    }

    /// Ends the tone subscription:
    /// [`MediaQueue::unsubscribe_tones`](crate::MediaQueue::unsubscribe_tones).
    pub fn unsubscribe_tones(&mut self) -> Option<S> {
        self.queue.unsubscribe_tones()
    }

    /// Ends the call at `now` and hands out all that it held ([X5](#rules)).
    ///
    /// A recording in progress is cut at `now`.
    pub fn hang_up(self, now: Time) -> HungUpSession<C, S> {
        let heard = self.heard(now);
        let recording = if self.queue.is_recording() { self.queue.wanted() } else { None };
        let cut = match &self.closing {
            Some(closing) => closing.completed.cut.map(|cut| (closing.step, cut)),
            None => recording.map(|step| (step, now)),
        };
        let HungUp { completions, tone_subscription } = self.queue.hang_up();
        HungUpSession {
            closing: self.closing.map(|closing| closing.completed),
            completions: completions.with_heard(heard),
            tone_subscription,
            wind_down: WindDown::of_session(self.player, self.attached, cut),
        }
    }
}
