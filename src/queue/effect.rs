//! What followed from a fact.

use super::completion::Completion;
use super::id::OperationId;
use crate::tone::Tone;

/// What a fact did to the operation in progress ([B3](crate::MediaQueue#rules)).
///
/// A `?` alone would lose the completion, so the compiler warns of it:
///
/// ```compile_fail
/// #![deny(unused_must_use)]
/// # use core::num::NonZeroU16;
/// # use media_queue::{MediaQueue, Play, Step};
/// # let mut queue: MediaQueue<&str> = MediaQueue::new(NonZeroU16::MAX);
/// # let (id, step) = (queue.play(Play::new(), "welcome")?, Step::FIRST);
/// queue.finished(step)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "an operation is handed out once: a completion that is dropped is never reported"]
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "rule B3 has no fourth way")]
pub enum Effect<C> {
    /// The operation stays at its step, or there is none.
    Nothing,
    /// The operation goes on to its next step.
    NextStep(OperationId),
    /// The operation ended.
    Completed(Completion<C>),
}

impl<C> Effect<C> {
    /// Returns the completion, if the operation ended.
    #[must_use = "an operation is handed out once: a completion that is dropped is never reported"]
    pub fn into_completion(self) -> Option<Completion<C>> {
        match self {
            Self::Completed(completion) => Some(completion),
            Self::Nothing | Self::NextStep(_) => None,
        }
    }
}

/// What followed from a tone. Report it to the subscriber first, then act on its effect
/// ([T2](crate::MediaQueue#rules)).
///
/// `E` is the effect: [`Effect`] from a queue, [`Reaction`](crate::session::Reaction) from
/// a session.
#[must_use = "the subscriber must hear of the tone, and a completion is handed out once"]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ToneReport<'q, S, E> {
    /// What to report to the subscriber, or `None` without a subscription
    /// ([T1](crate::MediaQueue#rules)).
    pub heard: Option<HeardTone<'q, S>>,
    /// What the tone did to the operation in progress.
    pub effect: E,
}

impl<'q, S, E> ToneReport<'q, S, E> {
    pub(crate) const fn new(heard: Option<HeardTone<'q, S>>, effect: E) -> Self {
        Self { heard, effect }
    }
}

/// A tone to report to the subscriber ([T1](crate::MediaQueue#rules)).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HeardTone<'q, S> {
    /// The host's own value for the subscription.
    pub subscription: &'q S,
    /// The number of the tone in this call, from 1. It saturates at `u64::MAX`.
    pub number: u64,
    /// The tone.
    pub tone: Tone,
}
