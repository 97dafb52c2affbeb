//! Requests: what the application asked for.

use super::{
    Canceled, Completion, Entry, HungUp, MediaQueue, OperationId, Play, PlayOutcome, QueueFull,
    Record, RecordOutcome, Remaining, Stage, Work,
};

/// Requests: what the application asked for.
impl<C, S> MediaQueue<C, S> {
    /// Accepts a play and returns its id. It is in progress at once if the queue was empty
    /// ([Q1](#rules), [Q2](#rules)).
    ///
    /// # Errors
    ///
    /// Returns [`QueueFull`] with the request if there is no room or no id left
    /// ([Q4](#rules), [Q5](#rules)).
    #[inline]
    pub fn play(&mut self, play: Play, context: C) -> Result<OperationId, QueueFull<Play, C>> {
        match self.next_id() {
            Some(id) => Ok(self.accept(id, context, Work::play(play))),
            None => Err(QueueFull::new(play, context, self.limit)),
        }
    }

    /// Accepts a record and returns its id. It is in progress at once if the queue was
    /// empty ([Q1](#rules), [Q2](#rules)).
    ///
    /// # Errors
    ///
    /// Returns [`QueueFull`] with the request if there is no room or no id left
    /// ([Q4](#rules), [Q5](#rules)).
    #[inline]
    pub fn record(
        &mut self,
        record: Record,
        context: C,
    ) -> Result<OperationId, QueueFull<Record, C>> {
        match self.next_id() {
            Some(id) => Ok(self.accept(id, context, Work::record(record))),
            None => Err(QueueFull::new(record, context, self.limit)),
        }
    }

    /// Cancels the operation in progress and all that wait, and hands them out in order
    /// ([C1](#rules), [C2](#rules), [C3](#rules)). The tone subscription stays.
    ///
    /// This is the API's *cancel media processing*. For barge-in by request, call it and
    /// then [`record`](Self::record) under the same `&mut`: an empty queue has room.
    ///
    /// ```
    /// use core::num::NonZeroU16;
    /// use media_queue::{MediaQueue, Play};
    ///
    /// let mut queue: MediaQueue<&str> = MediaQueue::new(NonZeroU16::MAX);
    /// queue.play(Play::new(), "one")?;
    /// queue.play(Play::new(), "two")?;
    ///
    /// for canceled in queue.cancel_all() {
    ///     assert!(canceled.outcome.is_canceled());
    /// }
    /// assert!(queue.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[inline]
    pub fn cancel_all(&mut self) -> Canceled<'_, C> {
        Canceled::new(self.front_stage(), self.ring.drain(..))
    }

    /// Cancels one operation, wherever it stands, and returns its completion. If it was in
    /// progress, the next one is now ([C4](#rules)). Returns `None` if the operation is not
    /// here, or not any more ([C3](#rules)).
    #[must_use = "an operation is handed out once: a completion that is dropped is never reported"]
    #[inline]
    pub fn cancel(&mut self, id: OperationId) -> Option<Completion<C>> {
        let index = self.ring.binary_search_by_key(&id, |entry| entry.id).ok()?;
        let stage = if index == 0 { self.front_stage() } else { Stage::Queued };
        let entry = self.ring.remove(index)?;
        if index == 0 {
            self.begin_step();
        }
        Some(entry.end(stage, PlayOutcome::Canceled, RecordOutcome::Canceled))
    }

    /// Subscribes to tones and returns the value of the subscription that this one
    /// replaces. The numbers of the tones go on ([T1](#rules)).
    pub fn subscribe_tones(&mut self, subscription: S) -> Option<S> {
        self.subscription.replace(subscription)
    }

    /// Ends the tone subscription and returns its value.
    pub fn unsubscribe_tones(&mut self) -> Option<S> {
        self.subscription.take()
    }

    /// Ends the call and hands out what the queue still held, in order ([H1](#rules)).
    ///
    /// It consumes the queue, so a request after the hang-up does not compile:
    ///
    /// ```compile_fail,E0382
    /// # use core::num::NonZeroU16;
    /// # use media_queue::{MediaQueue, Play};
    /// let mut queue: MediaQueue<&str> = MediaQueue::new(NonZeroU16::MAX);
    /// let left = queue.hang_up();
    /// let _ = queue.play(Play::new(), "too late");
    /// ```
    #[inline]
    pub fn hang_up(self) -> HungUp<C, S> {
        let completions = Remaining::new(self.front_stage(), self.ring.into_iter());
        HungUp { completions, tone_subscription: self.subscription }
    }

    /// The id of the next operation, or `None` without room or ids.
    #[inline]
    fn next_id(&self) -> Option<OperationId> {
        if self.ring.len() >= usize::from(self.limit.get()) {
            return None;
        }
        OperationId::new(self.last_id.checked_add(1)?)
    }

    #[inline]
    fn accept(&mut self, id: OperationId, context: C, work: Work) -> OperationId {
        if self.ring.is_empty() {
            self.next_step();
        }
        let entry = Entry { id, context, work };
        if self.ring.len() < self.ring.capacity() {
            self.ring.push_back(entry);
        } else {
            self.push_growing(entry);
        }
        self.last_id = id.get();
        id
    }

    /// Doubles the ring first, as far as the limit goes.
    #[cold]
    fn push_growing(&mut self, entry: Entry<C>) {
        let held = self.ring.len();
        let room = usize::from(self.limit.get()).saturating_sub(held);
        self.ring.reserve_exact(room.min(held.max(FIRST_RING)));
        self.ring.push_back(entry);
    }
}

/// How many operations the first ring has room for, if the limit allows as many.
const FIRST_RING: usize = 4;
