//! Events: what the engine reports, and what the caller does.

use super::{Reaction, RecordClock, Session, Started, Voice, hold, with_heard};
use crate::queue::{
    Effect, Media, MediaFailure, MediaQueue, OperationId, RecordLimit, Stale, Step, ToneReport,
};
use crate::time::{Millis, Time};
use crate::tone::Tone;

/// Events: what the engine reports, and what the caller does.
impl<C, S> Session<C, S> {
    /// The engine has started `step`. The limits of a recording count from `now`
    /// ([K1](super::RecordClock#rules)).
    pub fn started(&mut self, step: Step, now: Time) -> Reaction<C> {
        let started = self.player.started(step, now);
        self.after_start(step, &started, now)
    }

    /// The prompt or beep `step` is `length` long. From its confirmed start on its end is
    /// due ([Y7](super::Player#rules)).
    ///
    /// Call it as soon as the length is known, before or after the start is confirmed.
    pub fn prompt_length(&mut self, step: Step, length: Millis) -> Reaction<C> {
        let recording = self.queue.current_step().is_some_and(|current| {
            current.step == step && matches!(current.media, Media::Recording { .. })
        });
        if recording {
            return Reaction::Stale(Stale::NotOfThisStep { step });
        }
        // A recording that has ended and is not stopped yet has no length either.
        if !self.player.is_at_prompt(step) {
            return Reaction::Stale(Stale::NotCurrent { step });
        }
        match self.player.expect_end(step, Some(length)) {
            Ok(()) => Reaction::Nothing,
            Err(stale) => Reaction::Stale(stale),
        }
    }

    /// The engine has ended `step`, by itself or because it was told to
    /// ([X2](#rules)). The file of a recording is complete.
    pub fn finished(&mut self, step: Step, now: Time) -> Reaction<C> {
        self.ended(step, now, finish)
    }

    /// The engine could not carry out `step`, and says no more about it ([X2](#rules)).
    ///
    /// A recording that had ended before keeps its outcome.
    pub fn failed(&mut self, step: Step, failure: MediaFailure, now: Time) -> Reaction<C> {
        self.ended(step, now, |queue, step| queue.failed(step, failure))
    }

    /// The engine saw the recording `step` reach a limit of its own at `now`. Its
    /// `finished` follows.
    pub fn limit_reached(&mut self, step: Step, limit: RecordLimit, now: Time) -> Reaction<C> {
        if self.player.busy_with() != Some(step) {
            return Reaction::Stale(Stale::NotCurrent { step });
        }
        match self.queue.limit_reached(step, limit) {
            Ok(effect) => self.conclude(step, effect, None, Some(now)),
            // The operation was over before, for example cancelled.
            Err(Stale::NotCurrent { .. }) => Reaction::Nothing,
            Err(stale @ Stale::NotOfThisStep { .. }) => Reaction::Stale(stale),
        }
    }

    /// The caller pressed a key at `at`. Report it to the subscriber. It may also
    /// interrupt a prompt or stop a recording: see [`MediaQueue::tone`].
    ///
    /// [`MediaQueue::tone`]: crate::MediaQueue::tone
    pub fn tone(&mut self, tone: Tone, at: Time) -> ToneReport<'_, S, Reaction<C>> {
        let (step, span) = (self.queue.wanted(), self.heard(at));
        let ToneReport { heard, effect } = self.queue.tone(tone);
        let reaction = match effect {
            Effect::Nothing => Reaction::Nothing,
            Effect::NextStep(id) => Reaction::PromptInterrupted { id },
            Effect::Completed(completion) => {
                self.clock = None;
                let completion = with_heard(completion, span);
                hold(&mut self.closing, &self.player, step, completion, Some(at))
            }
        };
        ToneReport::new(heard, reaction)
    }

    /// The caller began to speak at `at`. That may interrupt a prompt, and it ends the
    /// silence of a recording.
    ///
    /// Each report counts as a beginning, so report only changes. A prompt that starts while
    /// the caller is already speaking is interrupted only if it asks for that: [`Interrupts::and_ongoing_speech`](crate::Interrupts::and_ongoing_speech).
    pub fn speech_started(&mut self, at: Time) -> Reaction<C> {
        if !self.attached {
            return Reaction::Nothing;
        }
        self.voice = Voice::Speaking;
        if let Some(clock) = &mut self.clock {
            clock.speech_started(at);
            return self.look(at);
        }
        self.interrupt_by_speech(at)
    }

    /// The caller fell silent at `at`. It counts only if the caller was speaking
    /// ([K5](super::RecordClock#rules)).
    pub fn speech_stopped(&mut self, at: Time) -> Reaction<C> {
        if !self.attached {
            return Reaction::Nothing;
        }
        self.voice = Voice::Silent;
        if let Some(clock) = &mut self.clock {
            clock.speech_stopped(at);
        }
        self.look(at)
    }

    /// Media from the caller arrived at `at`. It is needed only for recordings with a
    /// media timeout, and then as often as that timeout demands.
    pub fn media_received(&mut self, at: Time) -> Reaction<C> {
        if !self.attached {
            return Reaction::Nothing;
        }
        if let Some(clock) = &mut self.clock {
            clock.media_received(at);
        }
        self.look(at)
    }

    /// Media is gone for now, for example because of a hold:
    /// [`MediaQueue::suspend`](crate::MediaQueue::suspend). The session forgets that the
    /// caller is speaking ([X4](#rules)).
    pub fn suspend(&mut self, now: Time) -> Reaction<C> {
        let step = self.queue.wanted();
        let effect = self.queue.suspend();
        self.voice = Voice::Silent;
        match step {
            Some(step) => self.conclude(step, effect, None, Some(now)),
            None => Reaction::Nothing,
        }
    }

    /// Media is back: [`MediaQueue::resume`](crate::MediaQueue::resume).
    pub fn resume(&mut self) {
        // The next step is a command, and `next_command` returns it.
        let _ = self.queue.resume();
    }

    /// The engine runs `step`, or has begun a step that is to be stopped.
    pub(super) fn after_start(&mut self, step: Step, started: &Started, now: Time) -> Reaction<C> {
        match started {
            Started::Stop => Reaction::Stop(self.stop(step)),
            Started::Runs => match self.queue.started(step) {
                Ok(_) => self.began(step, now),
                // The operation was over before, and `next_command` stops the step.
                Err(_) => Reaction::Nothing,
            },
        }
    }

    /// The engine says that `step` has ended, and `end` tells the queue how.
    fn ended(
        &mut self,
        step: Step,
        now: Time,
        end: impl FnOnce(&mut MediaQueue<C, S>, Step) -> Result<Effect<C>, Stale>,
    ) -> Reaction<C> {
        let heard = self.heard(now);
        if let Err(stale) = self.player.finished(step) {
            return Reaction::Stale(stale);
        }
        // If a limit fell before the end and nobody has looked, the limit ended the recording
        // ([K2](super::RecordClock#rules)). While the engine cannot be asked no limit passes.
        let limit = if self.attached { self.look(now) } else { Reaction::Nothing };
        match limit {
            Reaction::Nothing => self.after_end(step, heard, end),
            limit => limit,
        }
    }

    /// The player is no longer busy with `step`, and `end` tells the queue how it ended.
    pub(super) fn after_end(
        &mut self,
        step: Step,
        heard: Option<Millis>,
        end: impl FnOnce(&mut MediaQueue<C, S>, Step) -> Result<Effect<C>, Stale>,
    ) -> Reaction<C> {
        if let Some(closed) = self.release() {
            return Reaction::Completed(closed);
        }
        match end(&mut self.queue, step) {
            Ok(effect) => self.conclude(step, effect, heard, None),
            // The operation was over before, for example cancelled.
            Err(_) => Reaction::Nothing,
        }
    }

    /// Looks at the clock.
    pub(super) fn look(&mut self, now: Time) -> Reaction<C> {
        let Some(clock) = &mut self.clock else {
            return Reaction::Nothing;
        };
        let step = clock.step();
        let Some((limit, cut)) = clock.expired(now) else {
            return Reaction::Nothing;
        };
        match self.queue.limit_reached(step, limit) {
            Ok(effect) => self.conclude(step, effect, None, Some(cut)),
            Err(stale) => Reaction::Stale(stale),
        }
    }

    /// The current step `step` has started.
    fn began(&mut self, step: Step, now: Time) -> Reaction<C> {
        let Some(current) = self.queue.current_step() else {
            return Reaction::Nothing;
        };
        let id = current.id;
        match current.media {
            Media::Recording { limits, .. } => {
                let voice = self.voice;
                self.clock.get_or_insert_with(|| RecordClock::start(step, limits, voice, now));
            }
            Media::Prompt { interrupts, .. }
                if self.voice == Voice::Speaking && interrupts.contains_ongoing_speech() =>
            {
                return self.interrupt_by_speech(now);
            }
            Media::Prompt { .. } | Media::Beep => {}
        }
        self.first_step_of(id, step)
    }

    fn first_step_of(&mut self, id: OperationId, step: Step) -> Reaction<C> {
        if self.began >= Some(id) {
            return Reaction::Nothing;
        }
        self.began = Some(id);
        Reaction::Began { id, step }
    }

    fn interrupt_by_speech(&mut self, at: Time) -> Reaction<C> {
        let heard = self.heard(at);
        match (self.queue.wanted(), self.queue.speech_started()) {
            (_, Effect::NextStep(id)) => Reaction::PromptInterrupted { id },
            (Some(step), effect) => self.conclude(step, effect, heard, None),
            (None, _) => Reaction::Nothing,
        }
    }
}

/// A prompt or a beep has finished. A recording that ends by itself has failed
/// ([X2](Session#rules)).
pub(super) fn finish<C, S>(queue: &mut MediaQueue<C, S>, step: Step) -> Result<Effect<C>, Stale> {
    match queue.finished(step) {
        Err(Stale::NotOfThisStep { .. }) => queue.failed(step, MediaFailure::Engine),
        finished => finished,
    }
}
