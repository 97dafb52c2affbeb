//! The queue: requests and facts in, completions out.

mod activity;
mod canceled;
mod completion;
mod effect;
mod entry;
mod facts;
mod id;
mod operation;
mod outcome;
mod queries;
mod refusal;
mod requests;
#[cfg(feature = "serde")]
pub(crate) mod stored;

use alloc::collections::VecDeque;
use core::num::NonZeroU16;

pub use self::activity::{Activity, CurrentStep, HeldOperation, Media, Operations};
pub use self::canceled::{Canceled, HungUp, Remaining};
pub use self::completion::{Completion, Phase, Stage};
pub use self::effect::{Effect, HeardTone, ToneReport};
use self::entry::{Entry, Turn, Work};
pub use self::id::{OperationId, Step, ZeroNumber};
pub use self::operation::{Opening, OperationKind, Play, Record, RecordLimits, Times};
pub use self::outcome::{Audio, MediaFailure, Outcome, PlayOutcome, RecordLimit, RecordOutcome};
pub use self::refusal::{QueueFull, Stale};

/// The media operations of one call, and its tone subscription.
///
/// `C` is the host's own value for an operation. It moves in with the request and out with
/// the completion. `S` is the host's own value for the tone subscription. Neither needs a
/// trait.
///
/// An operation is *in progress* if it is the first one that the queue holds. What it is at,
/// for example its second prompt, is its *step*. The step that the engine should run now is
/// the *current* or *wanted* step. It has *started* once the engine has said so.
///
/// The host, which is the server that uses this library, passes in *requests* (what the application asked for) and *facts* (what the
/// media engine observed). Each call returns what followed from it, so there is nothing to
/// poll for later. The host may ask at any time what media should be doing:
/// [`activity`](Self::activity).
///
/// ```
/// use core::num::NonZeroU16;
/// use media_queue::{Effect, MediaQueue, Play};
///
/// const LIMIT: NonZeroU16 = NonZeroU16::new(8).unwrap();
///
/// let mut queue: MediaQueue<&str> = MediaQueue::new(LIMIT);
/// let welcome = queue.play(Play::new(), "welcome")?;
/// queue.play(Play::new(), "menu")?;
///
/// let step = queue.wanted().expect("the first operation is in progress");
/// assert_eq!(queue.started(step)?, Effect::Nothing);
/// let Effect::Completed(played) = queue.finished(step)? else { panic!("it had one prompt") };
/// assert_eq!((played.id, played.context), (welcome, "welcome"));
///
/// let canceled: Vec<_> = queue.cancel_all().map(|canceled| canceled.context).collect();
/// assert_eq!(canceled, ["menu"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # States
///
/// The first operation is in progress, and its current step is the state of the queue.
/// Every arrow into a box with a step begins a new [`Step`].
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
///   current. resume returns, with a new step.
/// ```
///
/// # Transitions
///
/// This table shows what each input does to the operation in progress, in each state. *next*
/// means that it goes on to its next step, *end* that it completes and the next operation is
/// in progress. A dash means that it does not change, *stale* that nothing at all changes. A
/// fact about a step that is not current is stale in every state ([Q6](#rules)).
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
/// # Rules
///
/// | | rule |
/// |---|---|
/// | Q1 | Operations run in the order accepted, one at a time. The first is in progress. |
/// | Q2 | An operation accepted by an idle queue is in progress when the call returns. |
/// | Q3 | Every accepted operation is handed out in exactly one [`Completion`], by exactly one call. |
/// | Q4 | At the limit a request is refused with [`QueueFull`], which gives it back. Nothing changes. |
/// | Q5 | Ids and step numbers rise and are never reused in the life of a call, restores included. At the last id requests are refused as at the limit. Tone numbers saturate. |
/// | Q6 | A fact about any step but the current one, or that this step cannot have, is [`Stale`]. Nothing changes. For example `finished` is stale for a recording: if the engine ended a recording by itself, it has `failed`. |
/// | P1 | A play is its prompts in order, the whole list once, n times, or for ever. Each prompt is a step. After the last one the play has `Played`. |
/// | P2 | A failing prompt ends the play as `Failed`. The stage names the prompt. |
/// | P3 | Interruption, cancel and hang-up end the whole play. No later prompt starts. |
/// | R1 | A record runs its prompt (if it has one), its beep (unless it has none) and its recording. |
/// | R2 | A failing prompt or beep ends the record as `Failed`. Recording never starts. |
/// | R3 | A stop tone ends a recording that has started, as `StopTone`. Before the start it ends nothing. The order of inputs decides. |
/// | R4 | The host may report that a limit was reached, and can never claim a stop tone. It reports the tone, and the queue concludes. |
/// | R5 | The completion of a record whose recording had started says what becomes of the [`Audio`]. |
/// | B1 | A prompt may be interruptible by a set of tones, by speech, or both. An interrupted play completes as `Interrupted`. A record goes on to its next step. |
/// | B2 | The tone that interrupted the prompt of a record does not also stop its recording. |
/// | B3 | Every fact returns its [`Effect`]: nothing, the operation goes on to its next step, or it completed. |
/// | C1 | `cancel_all` takes the operation in progress and all queued ones, in order, each as `Canceled`, and nothing else. Ids and steps go on. The tone subscription stays, and its numbers go on. |
/// | C2 | The call cancels, not the iteration. If the list is dropped or half read, the queue is empty. Cancelling nothing is an empty list. |
/// | C3 | Whichever input arrives first wins. A finish after the cancel is stale, a cancel after the finish finds nothing. |
/// | C4 | `cancel` takes one operation, wherever it stands. If it was in progress, the next one is now, as a new step. |
/// | T1 | With a subscription every tone is reported once, numbered 1, 2, … for the life of the call. A tone without a subscription takes no number. |
/// | T2 | A stop tone both reaches the subscriber and ends the recording. The report comes first. |
/// | M1 | While suspended there is no current step. Requests and cancels work as usual. A tone is reported, and interrupts and stops nothing. The operation in progress keeps its place, and begins its step again on resume, under a new number. |
/// | M2 | Suspending ends a recording that has started as `MediaTimeout`. Anything else begins again on resume. |
/// | H1 | `hang_up` reports every operation, in order, as `CallEnded`, and gives back the value of the subscription. |
/// | J1 | Equal inputs give equal outputs and equal states, ids and steps included. |
///
/// # Cost
///
/// A new queue allocates nothing. Its ring grows with use, up to the limit, and is kept, so
/// the steady state allocates nothing. [`with_capacity`](Self::with_capacity) reserves room
/// at creation, [`shrink`](Self::shrink) gives memory back. Every input takes constant time
/// for each operation that it ends, except `cancel`, which takes time linear in the number
/// of operations.
#[derive(Clone, Debug, PartialEq, Eq)]
// What most inputs touch lies first and together. Without this a cold input takes 3.37
// first-level cache misses instead of 2.99.
#[repr(C)]
pub struct MediaQueue<C, S = C> {
    /// The front is in progress. The others wait, and stand where they will begin.
    ring: VecDeque<Entry<C>>,
    /// The number of the last step begun, 0 before the first. It is current unless the
    /// queue is empty or suspended.
    last_step: u64,
    suspended: bool,
    limit: NonZeroU16,
    subscription: Option<S>,
    /// The number of the last id given out, 0 before the first.
    last_id: u64,
    /// How many tones have been reported.
    tones: u64,
}

impl<C, S> MediaQueue<C, S> {
    /// Returns an empty queue for at most `limit` operations, the one in progress
    /// included. It allocates nothing yet.
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

    /// Returns an empty queue with memory for `capacity` operations, or for `limit` if
    /// that is less.
    #[must_use]
    pub fn with_capacity(limit: NonZeroU16, capacity: usize) -> Self {
        let capacity = capacity.min(usize::from(limit.get()));
        Self { ring: VecDeque::with_capacity(capacity), ..Self::new(limit) }
    }

    /// Gives back the memory that the held operations do not need.
    pub fn shrink(&mut self) {
        self.ring.shrink_to_fit();
    }

    /// Returns where the operation in progress stands.
    #[inline]
    fn front_stage(&self) -> Stage {
        self.ring.front().map_or(Stage::Queued, |front| Stage::InProgress(front.work.phase()))
    }

    /// Does what the transition of the front says.
    #[inline]
    fn take(&mut self, turn: Turn) -> Effect<C> {
        match turn {
            Turn::Stay => Effect::Nothing,
            Turn::NextStep => self.begin_step().map_or(Effect::Nothing, Effect::NextStep),
            Turn::End(outcome) => self.end_front(outcome),
        }
    }

    #[inline]
    fn end_front(&mut self, outcome: Outcome) -> Effect<C> {
        // The next step begins first, so that the entry moves from the ring straight into
        // the completion.
        if self.ring.len() > 1 {
            self.next_step();
        }
        let Some(front) = self.ring.pop_front() else {
            return Effect::Nothing;
        };
        let stage = Stage::InProgress(front.work.phase());
        Effect::Completed(front.complete(stage, outcome))
    }

    /// Begins a new step for the front, if there is one.
    #[inline]
    fn begin_step(&mut self) -> Option<OperationId> {
        let front = self.ring.front()?.id;
        self.next_step();
        Some(front)
    }

    /// The engine runs `step`, which this queue has not begun: its host stored less than it
    /// had sent. Later steps get later numbers, so that none of them is taken for that one
    /// ([Q5](#rules)). What is wanted begins again as a new step.
    pub(crate) fn number_past(&mut self, step: Step) {
        // A number so high is of no call, and would bring the last one near.
        const HIGHEST: u64 = 1 << 62;
        if self.last_step < step.get() && step.get() <= HIGHEST {
            self.last_step = step.get();
            self.begin_step();
        }
    }

    /// Begins a new step. While media is suspended the step waits for `resume`.
    #[inline]
    const fn next_step(&mut self) {
        if !self.suspended {
            // No call reaches the last number, since a restored one is at most 2^63 (Q5).
            self.last_step = self.last_step.wrapping_add(1);
        }
    }
}
