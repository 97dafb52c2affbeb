//! The queue: requests and facts in, completions out.

use alloc::collections::VecDeque;
use core::num::NonZeroU16;

use crate::activity::{Activity, Operations};
use crate::canceled::{CallEnded, Canceled, HungUp};
use crate::entry::{Entry, PromptAt, RecordAt, Turn, Work};
use crate::error::{QueueFull, Stale};
use crate::id::{OperationId, Step};
use crate::operation::{Play, Record};
use crate::outcome::{
    Completion, Ended, Failure, Interruption, Limit, PlayOutcome, RecordOutcome, Stage,
};
use crate::report::{Effect, Heard, ToneReport};
use crate::tone::Tone;

/// The media operations of one call, and its tone subscription.
///
/// `C` is the host's own value for an operation: it moves in with the request and
/// out with the completion. `S` is its value for the tone subscription. Neither
/// needs a trait.
///
/// The host feeds the queue *requests* (what the application asked for) and
/// *facts* (what the media engine observed). Each call returns what followed from
/// it; nothing is left pending, to be polled for later. What media should be doing
/// is a question the host may ask at any time: [`activity`](Self::activity).
///
/// ```
/// use core::num::{NonZeroU8, NonZeroU16};
/// use media_queue::{MediaQueue, Play};
///
/// let mut queue: MediaQueue<&str> = MediaQueue::new(const { NonZeroU16::new(8).unwrap() });
/// let welcome = queue.play(Play::new("welcome", NonZeroU8::MIN))?;
/// queue.play(Play::new("menu", NonZeroU8::MIN))?;
///
/// let step = queue.wanted().expect("the first operation is in progress");
/// queue.started(step)?;
/// let played = queue.finished(step)?.expect("that was its only prompt");
/// assert_eq!((played.id, played.into_context()), (welcome, "welcome"));
///
/// let canceled: Vec<_> = queue.cancel_all().map(|c| c.into_context()).collect();
/// assert_eq!(canceled, ["menu"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # States
///
/// The first operation is in progress; where it stands is the state of the queue.
/// Every arrow into a box with a step is a new [`Step`].
///
/// ```text
///                 play                              record
///        ┌──────────┴─────────┐      ┌────────────────┼──────────────┐
///        │                    ▼      ▼                ▼              ▼
///        │  next prompt  ┌──────────────┐ finished ┌──────┐ finished ┌──────────────────┐
///   ┌────┴─┐  or round   │    PROMPT    ├─────────▶│ BEEP ├─────────▶│    RECORDING     │
///   │ IDLE │      ┌─────▶│  of a play,  │ or       └──┬───┘          │ armed ─▶ started │
///   └──────┘      └──────┤ of a record  │ interrupted │              └─┬────────────────┘
///       ▲                └──────┬───────┘ (record)    │                │ stop tone, limit,
///       │                       │ finished, inter-    │ failed         │ failed
///       │                       │ rupted, failed      │                │
///       └───────────────────────┴─────────────────────┴────────────────┘
///          ended: the next operation is in progress, if there is one
///
///   A record without a beep goes from its prompt to its recording.
///   cancel, cancel_all and hang_up end an operation in any state.
///   suspend leaves every state for SUSPENDED, where nothing sounds and no step is
///   current; resume returns, with a new step.
/// ```
///
/// # Transitions
///
/// What each input does in each state. *next* is the operation's next step, *end*
/// its completion, after which the next operation is in progress; *stale* changes
/// nothing ([Q6](#guarantees)); a dash changes nothing either. A fact about a step
/// that is not current is stale in every state.
///
/// | input | idle | prompt | beep | recording, armed | recording, started | suspended |
/// |---|---|---|---|---|---|---|
/// | [`play`](Self::play), [`record`](Self::record) | in progress | queued | queued | queued | queued | queued; in progress if alone, without a step |
/// | [`started`](Self::started) | stale | – | – | started | – | stale |
/// | [`finished`](Self::finished) | stale | next prompt; after the last a play ends `Played`, a record goes to beep or recording | recording | stale | stale | stale |
/// | [`failed`](Self::failed) | stale | end `Failed` | end `Failed` | end `Failed` | end `Failed` | stale |
/// | [`limit_reached`](Self::limit_reached) | stale | stale | stale | end `LimitReached` | end `LimitReached` | stale |
/// | [`tone`](Self::tone), interrupting | – | a play ends `Interrupted`, a record goes to beep or recording | – | – | – | – |
/// | [`tone`](Self::tone), stop tone | – | – | – | – | end `StopTone` | – |
/// | [`speech_started`](Self::speech_started) | – | as an interrupting tone, if speech interrupts | – | – | – | – |
/// | [`cancel`](Self::cancel) of it | `None` | end `Canceled` | end `Canceled` | end `Canceled` | end `Canceled` | end `Canceled` |
/// | [`cancel_all`](Self::cancel_all) | empty list | all end `Canceled` | all | all | all | all |
/// | [`suspend`](Self::suspend) | suspended | suspended | suspended | suspended | end `LimitReached(MediaTimeout)`, suspended | – |
/// | [`resume`](Self::resume) | – | – | – | – | – | idle, or the front where it stood, as a new step |
/// | [`hang_up`](Self::hang_up) | nothing held | all end `CallEnded` | all | all | all | all |
/// | [`subscribe_tones`](Self::subscribe_tones), [`unsubscribe_tones`](Self::unsubscribe_tones), [`shrink`](Self::shrink) | – | – | – | – | – | – |
///
/// A tone is reported to the subscriber in every state, whatever else it does.
///
/// # Guarantees
///
/// | | rule |
/// |---|---|
/// | Q1 | Operations run in the order accepted, one at a time; the first is in progress. |
/// | Q2 | An operation accepted by an idle queue is in progress when the call returns. |
/// | Q3 | Every accepted operation is handed out in exactly one [`Completion`], by exactly one call. |
/// | Q4 | At the limit a request is refused with [`QueueFull`], which gives it back; nothing changes. |
/// | Q5 | Ids and step numbers rise and are never reused in the life of a call. At the last id requests are refused as at the limit; tone numbers saturate. |
/// | Q6 | A fact about any step but the current one, or that this step cannot have, is [`Stale`]; nothing changes. |
/// | P1 | A play is its prompts in order, the whole list once, n times, or for ever; each is a step. After the last: `Played`. |
/// | P2 | A failing prompt ends the play as `Failed`; the stage names the prompt. |
/// | P3 | Interruption, cancel and hang-up end the whole play: no later prompt starts. |
/// | R1 | A record runs prompt (if it has one), beep (unless without), recording. |
/// | R2 | A failing prompt or beep ends the record as `Failed`; recording never starts. |
/// | R3 | A stop tone ends a recording that has started, as `StopTone`. Before that it ends nothing. |
/// | R4 | The host may report that a limit was reached and can never claim a stop tone: it reports the tone, the queue concludes. |
/// | R5 | A completion of a record whose recording had started says what becomes of the [`Audio`](crate::Audio). |
/// | B1 | A prompt may be interruptible, by tones, by speech, or both. A play completes as `Interrupted`; a record goes on to its next step. |
/// | B2 | The tone that interrupted a record's prompt does not also stop the recording. |
/// | B3 | The [`Effect`] of a tone or of speech is said. |
/// | C1 | `cancel_all` takes the operation in progress and all queued ones, in order, and nothing else: ids and steps go on, the tone subscription stays, its numbers go on. |
/// | C2 | The call cancels, not the iteration. Cancelling nothing is an empty list. |
/// | C3 | Whichever input arrives first wins: a finish after the cancel is stale, a cancel after the finish finds nothing. |
/// | C4 | `cancel` takes one operation, wherever it stands; if it was in progress the next one is now. |
/// | T1 | With a subscription every tone is reported once, numbered 1, 2, … for the life of the call. A tone without a subscription takes no number. |
/// | T2 | A stop tone both reaches the subscriber and ends the recording; the report comes first. |
/// | M1 | While suspended there is no current step and nothing sounds. The front keeps where it stands; what is accepted or comes to the front gets its step on resume. |
/// | M2 | Suspending ends a recording that has started as `MediaTimeout`; a prompt, a beep or an armed recording begins again on resume. |
/// | H1 | `hang_up` reports every operation, in order, as `CallEnded`, and gives back the subscription's value. |
/// | J1 | Equal inputs give equal outputs and equal states. |
///
/// # Cost
///
/// A new queue allocates nothing. Its ring grows with use, up to the limit, and is
/// kept, so the steady state allocates nothing; [`shrink`](Self::shrink) gives it
/// back. Every input is O(1) beside what it ends, except `cancel`, which is O(n).
#[derive(Clone, Debug, PartialEq, Eq)]
// What most inputs touch comes first and together: of a million calls none is in a
// cache, and every line more is waited for.
#[repr(C)]
pub struct MediaQueue<C, S = C> {
    /// The front is in progress; the others wait and stand where they will begin.
    pub(crate) ring: VecDeque<Entry<C>>,
    /// The number of the last step begun, 0 before the first. It is current unless
    /// the queue is empty or suspended.
    pub(crate) last_step: u64,
    pub(crate) suspended: bool,
    pub(crate) limit: NonZeroU16,
    pub(crate) subscription: Option<S>,
    /// The number of the last id given out, 0 before the first.
    pub(crate) last_id: u64,
    /// How many tones have been reported.
    pub(crate) tones: u64,
}

/// Requests: what the application asked for.
impl<C, S> MediaQueue<C, S> {
    /// A queue with room for `limit` operations, the one in progress included. It
    /// allocates nothing yet.
    #[must_use]
    pub const fn new(limit: NonZeroU16) -> Self {
        Self {
            ring: VecDeque::new(),
            last_step: 0,
            suspended: false,
            limit,
            subscription: None,
            last_id: 0,
            tones: 0,
        }
    }

    /// Accepts a play; in progress at once if the queue was empty (rules Q1, Q2).
    ///
    /// # Errors
    ///
    /// [`QueueFull`] with the request, if there is no room or no id left (rules Q4, Q5).
    #[inline]
    pub fn play(&mut self, play: Play<C>) -> Result<OperationId, QueueFull<Play<C>>> {
        match self.next_id() {
            Some(id) => Ok(self.accept(id, || Entry::play(id, play))),
            None => Err(QueueFull { request: play, limit: self.limit }),
        }
    }

    /// Accepts a record; in progress at once if the queue was empty (rules Q1, Q2).
    ///
    /// # Errors
    ///
    /// [`QueueFull`] with the request, if there is no room or no id left (rules Q4, Q5).
    #[inline]
    pub fn record(&mut self, record: Record<C>) -> Result<OperationId, QueueFull<Record<C>>> {
        match self.next_id() {
            Some(id) => Ok(self.accept(id, || Entry::record(id, record))),
            None => Err(QueueFull { request: record, limit: self.limit }),
        }
    }

    /// Cancels the operation in progress and all that wait, and hands them out in
    /// order (rules C1 to C3). The tone subscription stays.
    ///
    /// This is *cancel media processing*. Barge-in by request is this and then
    /// [`record`](Self::record) under one `&mut`: an emptied queue has room.
    ///
    /// ```
    /// use core::num::{NonZeroU8, NonZeroU16};
    /// use media_queue::{Ended, MediaQueue, Play, PlayOutcome};
    ///
    /// let mut queue: MediaQueue<&str> = MediaQueue::new(NonZeroU16::MAX);
    /// for context in ["one", "two"] {
    ///     queue.play(Play::new(context, NonZeroU8::MIN))?;
    /// }
    /// for completion in queue.cancel_all() {
    ///     assert!(matches!(completion.ended, Ended::Play(_, PlayOutcome::Canceled)));
    /// }
    /// assert!(queue.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[inline]
    pub fn cancel_all(&mut self) -> Canceled<'_, C> {
        Canceled { front: self.front(), entries: self.ring.drain(..) }
    }

    /// Cancels one operation, wherever it stands; if it was in progress the next
    /// one is now (rule C4). `None`: it is not here, or not any more (rule C3).
    #[must_use = "an operation is handed out once: what is dropped here is never reported"]
    #[inline]
    pub fn cancel(&mut self, id: OperationId) -> Option<Completion<C>> {
        let index = self.ring.binary_search_by_key(&id, |entry| entry.id).ok()?;
        let front = self.front();
        let completion = self.ring.remove(index)?.cancel(front);
        if index == 0 {
            self.next_step(self.ring.len());
        }
        Some(completion)
    }

    /// Subscribes to tones; gives the value of the subscription it replaces. The
    /// numbers go on (rule T1).
    pub fn subscribe_tones(&mut self, subscription: S) -> Option<S> {
        self.subscription.replace(subscription)
    }

    /// Ends the tone subscription and gives its value.
    pub fn unsubscribe_tones(&mut self) -> Option<S> {
        self.subscription.take()
    }

    /// The call is over: hands out what it still held, in order (rule H1).
    ///
    /// It consumes the queue, so a request after the hang-up does not compile:
    ///
    /// ```compile_fail,E0382
    /// # use core::num::{NonZeroU8, NonZeroU16};
    /// # use media_queue::{MediaQueue, Play};
    /// let mut queue: MediaQueue<&str> = MediaQueue::new(NonZeroU16::MIN);
    /// let left = queue.hang_up();
    /// let _ = queue.play(Play::new("too late", NonZeroU8::MIN));
    /// ```
    #[inline]
    pub fn hang_up(self) -> HungUp<C, S> {
        let ended = CallEnded { front: self.front(), entries: self.ring.into_iter() };
        HungUp { ended, tone_subscription: self.subscription }
    }
}

/// Facts: what the media engine observed.
impl<C, S> MediaQueue<C, S> {
    /// The engine has begun `step`. For a recording this is what makes stop tones
    /// count (rule R3); said twice, it says nothing new.
    ///
    /// # Errors
    ///
    /// [`Stale`], if `step` is not current (rule Q6).
    #[inline]
    pub fn started(&mut self, step: Step) -> Result<(), Stale> {
        self.current(step)?.started();
        Ok(())
    }

    /// This prompt or beep came to its end. Gives the completion of a play whose
    /// last prompt it was (rule P1).
    ///
    /// # Errors
    ///
    /// [`Stale`], if `step` is not current or is a recording: a recording that ends
    /// unasked has [`failed`](Self::failed) (rule Q6).
    #[must_use = "an operation is handed out once: what is dropped here is never reported"]
    #[inline]
    pub fn finished(&mut self, step: Step) -> Result<Option<Completion<C>>, Stale> {
        match self.current(step)?.finished() {
            Turn::Nothing => Err(Stale::NotOfThisStep { step }),
            turn => Ok(self.take(turn)),
        }
    }

    /// This step could not be carried out: its operation ends (rules P2 and R2).
    ///
    /// # Errors
    ///
    /// [`Stale`], if `step` is not current (rule Q6).
    #[must_use = "an operation is handed out once: what is dropped here is never reported"]
    #[inline]
    pub fn failed(&mut self, step: Step, failure: Failure) -> Result<Option<Completion<C>>, Stale> {
        let ended =
            self.current(step)?.ended(PlayOutcome::Failed(failure), RecordOutcome::Failed(failure));
        Ok(self.end_front(ended))
    }

    /// This recording ran into a limit, and therefore had begun (rule R4).
    ///
    /// # Errors
    ///
    /// [`Stale`], if `step` is not current or is not a recording (rule Q6).
    #[must_use = "an operation is handed out once: what is dropped here is never reported"]
    #[inline]
    pub fn limit_reached(
        &mut self,
        step: Step,
        limit: Limit,
    ) -> Result<Option<Completion<C>>, Stale> {
        match self.current(step)?.limit_reached(limit) {
            Turn::Nothing => Err(Stale::NotOfThisStep { step }),
            turn => Ok(self.take(turn)),
        }
    }

    /// The caller pressed a key. It is owed to the subscriber (rule T1), and may
    /// interrupt a prompt (rule B1) or stop a recording (rule R3).
    #[inline]
    pub fn tone(&mut self, tone: Tone) -> ToneReport<'_, C, S> {
        let effect = self.heard(Interruption::Tone(tone));
        if self.subscription.is_some() {
            self.tones = self.tones.saturating_add(1);
        }
        let number = self.tones;
        let heard =
            self.subscription.as_ref().map(|subscription| Heard { subscription, number, tone });
        ToneReport { heard, effect }
    }

    /// The caller began to speak: that may interrupt a prompt (rule B1).
    #[inline]
    pub fn speech_started(&mut self) -> Effect<C> {
        self.heard(Interruption::Speech)
    }

    /// Media is gone for now: a hold, a lost engine, a take-over by another server.
    /// Gives the completion of a recording that had started (rules M1 and M2).
    #[must_use = "an operation is handed out once: what is dropped here is never reported"]
    #[inline]
    pub fn suspend(&mut self) -> Option<Completion<C>> {
        if self.suspended {
            return None;
        }
        self.suspended = true;
        let work = &mut self.ring.front_mut()?.work;
        if !matches!(work, Work::Record { at: RecordAt::Recording, .. }) {
            return None;
        }
        let lost = work.limit_reached(Limit::MediaTimeout);
        self.take(lost)
    }

    /// Media is back: the front begins where it stood, as a new step (rules M1 and M2).
    #[inline]
    pub fn resume(&mut self) {
        if self.suspended {
            self.suspended = false;
            self.next_step(self.ring.len());
        }
    }

    /// Gives back the memory that the queued operations do not need.
    pub fn shrink(&mut self) {
        self.ring.shrink_to_fit();
    }
}

/// Queries: what media should do, what the queue holds.
impl<C, S> MediaQueue<C, S> {
    /// What media should be doing now.
    #[must_use]
    #[inline]
    pub fn activity(&self) -> Activity<'_, C> {
        if self.suspended {
            return Activity::Suspended;
        }
        let (Some(step), Some(Entry { id, context, work })) = (self.wanted(), self.ring.front())
        else {
            return Activity::Idle;
        };
        let id = *id;
        match *work {
            Work::Play { interrupts, at: PromptAt { index, round }, .. } => {
                Activity::Prompt { step, id, context, index, round, interrupts }
            }
            Work::Record { opening, at: RecordAt::Prompt, .. } => Activity::Prompt {
                step,
                id,
                context,
                index: 0,
                round: 0,
                interrupts: opening.interrupts(),
            },
            Work::Record { at: RecordAt::Beep, .. } => Activity::Beep { step, id, context },
            Work::Record {
                limits,
                stop_tones,
                at: at @ (RecordAt::Armed | RecordAt::Recording),
                ..
            } => {
                let started = at == RecordAt::Recording;
                Activity::Recording { step, id, context, limits, stop_tones, started }
            }
        }
    }

    /// The step of [`activity`](Self::activity): what the engine should be running.
    #[must_use]
    #[inline]
    pub fn wanted(&self) -> Option<Step> {
        if self.suspended || self.ring.is_empty() {
            return None;
        }
        Step::new(self.last_step)
    }

    /// The operations held, in order; the first is in progress (rule Q1).
    #[must_use]
    #[inline]
    pub fn operations(&self) -> Operations<'_, C> {
        Operations { front: self.front(), entries: self.ring.iter() }
    }

    /// How many operations are held, the one in progress included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ring.len()
    }

    /// Whether no operation is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ring.is_empty()
    }

    /// How many operations there is room for.
    #[must_use]
    pub const fn limit(&self) -> NonZeroU16 {
        self.limit
    }

    /// The value of the tone subscription, if there is one.
    #[must_use]
    pub const fn tone_subscription(&self) -> Option<&S> {
        self.subscription.as_ref()
    }
}

impl<C, S> MediaQueue<C, S> {
    /// The id of the next operation; `None` without room or ids.
    #[inline]
    fn next_id(&self) -> Option<OperationId> {
        if self.ring.len() >= usize::from(self.limit.get()) {
            return None;
        }
        OperationId::new(self.last_id.checked_add(1)?)
    }

    /// The entry is made where it is pushed: made before, it would be copied to its place.
    #[inline]
    fn accept(&mut self, id: OperationId, entry: impl FnOnce() -> Entry<C>) -> OperationId {
        if self.ring.len() == self.ring.capacity() {
            self.grow_and_push(entry());
        } else {
            self.ring.push_back(entry());
        }
        self.last_id = id.get();
        if self.ring.len() == 1 {
            self.next_step(self.ring.len());
        }
        id
    }

    /// Doubles the ring, as far as the limit goes.
    #[cold]
    fn grow_and_push(&mut self, entry: Entry<C>) {
        let held = self.ring.len();
        let room = usize::from(self.limit.get()).saturating_sub(held);
        self.ring.reserve_exact(room.min(held.max(FIRST_RING)));
        self.ring.push_back(entry);
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
    fn heard(&mut self, what: Interruption) -> Effect<C> {
        if self.suspended {
            return Effect::Nothing;
        }
        let Some(front) = self.ring.front_mut() else {
            return Effect::Nothing;
        };
        let id = front.id;
        let turn = front.work.heard(what);
        let goes_on = matches!(turn, Turn::NextStep);
        match self.take(turn) {
            Some(completion) => Effect::Completed(completion),
            None if goes_on => Effect::PromptInterrupted(id),
            None => Effect::Nothing,
        }
    }

    #[inline]
    fn take(&mut self, turn: Turn) -> Option<Completion<C>> {
        match turn {
            Turn::Nothing => None,
            Turn::NextStep => {
                self.next_step(self.ring.len());
                None
            }
            Turn::End(ended) => self.end_front(ended),
        }
    }

    #[inline]
    fn end_front(&mut self, ended: Ended<()>) -> Option<Completion<C>> {
        // Begun first, the entry goes straight from the ring into the completion.
        self.next_step(self.ring.len().saturating_sub(1));
        let front = self.ring.pop_front()?;
        let stage = Stage::InProgress(front.work.phase());
        Some(front.complete(stage, ended))
    }

    /// The id of the operation in progress.
    #[inline]
    pub(crate) fn front(&self) -> Option<OperationId> {
        self.ring.front().map(|front| front.id)
    }

    /// Begins the next step, if an operation is left for it. While suspended it waits
    /// for `resume`.
    #[inline]
    fn next_step(&mut self, left: usize) {
        if !self.suspended && left > 0 {
            // No call comes to the last number: a restored one is at most 2^63 (rule Q5).
            self.last_step = self.last_step.wrapping_add(1);
        }
    }
}

/// How many operations the first ring has room for, if the limit allows as many.
const FIRST_RING: usize = 4;
