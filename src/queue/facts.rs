//! Facts: what the media engine observed.

use super::entry::RecordAt;
use super::{
    Effect, HeardTone, MediaFailure, MediaQueue, PlayOutcome, RecordLimit, RecordOutcome, Stale,
    Step, ToneReport, Turn, Work,
};
use crate::tone::{Interruption, Tone};

/// Facts: what the media engine observed.
impl<C, S> MediaQueue<C, S> {
    /// The engine has started `step`. For a recording this makes stop tones count
    /// ([R3](#rules)). A repeated report changes nothing. The effect is always
    /// [`Effect::Nothing`]; every fact returns one, so that all are handled alike.
    ///
    /// # Errors
    ///
    /// Returns [`Stale`] if `step` is not current ([Q6](#rules)).
    #[inline]
    pub fn started(&mut self, step: Step) -> Result<Effect<C>, Stale> {
        self.current(step)?.started();
        Ok(Effect::Nothing)
    }

    /// The prompt or beep `step` came to its end. After the last prompt of a play the
    /// effect is its completion ([P1](#rules)).
    ///
    /// # Errors
    ///
    /// Returns [`Stale`] if `step` is not current or is a recording. A recording that ends
    /// unasked has [`failed`](Self::failed) ([Q6](#rules)).
    #[inline]
    pub fn finished(&mut self, step: Step) -> Result<Effect<C>, Stale> {
        match self.current(step)?.finished() {
            Turn::Stay => Err(Stale::NotOfThisStep { step }),
            turn => Ok(self.take(turn)),
        }
    }

    /// The engine could not carry out `step`. Its operation ends ([P2](#rules),
    /// [R2](#rules)).
    ///
    /// # Errors
    ///
    /// Returns [`Stale`] if `step` is not current ([Q6](#rules)).
    #[inline]
    pub fn failed(&mut self, step: Step, failure: MediaFailure) -> Result<Effect<C>, Stale> {
        let outcome =
            self.current(step)?.ended(PlayOutcome::Failed(failure), RecordOutcome::Failed(failure));
        Ok(self.end_front(outcome))
    }

    /// The recording `step` reached `limit`, and had therefore started ([R4](#rules)).
    ///
    /// # Errors
    ///
    /// Returns [`Stale`] if `step` is not current or is not a recording ([Q6](#rules)).
    #[inline]
    pub fn limit_reached(&mut self, step: Step, limit: RecordLimit) -> Result<Effect<C>, Stale> {
        match self.current(step)?.limit_reached(limit) {
            Turn::Stay => Err(Stale::NotOfThisStep { step }),
            turn => Ok(self.take(turn)),
        }
    }

    /// The caller pressed a key. Report it to the subscriber ([T1](#rules)). It may also
    /// interrupt a prompt ([B1](#rules)) or stop a recording ([R3](#rules)).
    ///
    /// Each call is one press. If a key that stops a recording is passed in twice, the
    /// second press counts for whatever is in progress by then, for example an
    /// interruptible prompt behind the recording. That is right for a caller who types
    /// ahead. A host that turns packets into presses has to remove repeats first.
    #[inline]
    pub fn tone(&mut self, tone: Tone) -> ToneReport<'_, S, Effect<C>> {
        let effect = self.hear(Interruption::Tone(tone));
        if self.subscription.is_some() {
            self.tones = self.tones.saturating_add(1);
        }
        let number = self.tones;
        let heard =
            self.subscription.as_ref().map(|subscription| HeardTone { subscription, number, tone });
        ToneReport::new(heard, effect)
    }

    /// The caller began to speak. That may interrupt a prompt ([B1](#rules)).
    #[inline]
    pub fn speech_started(&mut self) -> Effect<C> {
        self.hear(Interruption::Speech)
    }

    /// Media is gone for now, for example because of a hold. A recording that had started
    /// ends, and its completion is the effect ([M1](#rules), [M2](#rules)).
    #[inline]
    pub fn suspend(&mut self) -> Effect<C> {
        if self.suspended {
            return Effect::Nothing;
        }
        self.suspended = true;
        match self.ring.front_mut().map(|front| &mut front.work) {
            Some(work @ Work::Record { at: RecordAt::Recording, .. }) => {
                let lost = work.limit_reached(RecordLimit::MediaTimeout);
                self.take(lost)
            }
            _ => Effect::Nothing,
        }
    }

    /// Media is back. The front begins where it stood, as a new step ([M1](#rules),
    /// [M2](#rules)).
    #[inline]
    pub fn resume(&mut self) -> Effect<C> {
        if !self.suspended {
            return Effect::Nothing;
        }
        self.suspended = false;
        self.begin_step().map_or(Effect::Nothing, Effect::NextStep)
    }

    /// The work that `step` belongs to.
    #[inline]
    fn current(&mut self, step: Step) -> Result<&mut Work, Stale> {
        let current = self.wanted() == Some(step);
        match self.ring.front_mut() {
            Some(front) if current => Ok(&mut front.work),
            _ => Err(Stale::NotCurrent { step }),
        }
    }

    #[inline]
    fn hear(&mut self, what: Interruption) -> Effect<C> {
        if self.suspended {
            return Effect::Nothing;
        }
        match self.ring.front_mut() {
            Some(front) => {
                let turn = front.work.heard(what);
                self.take(turn)
            }
            None => Effect::Nothing,
        }
    }
}
