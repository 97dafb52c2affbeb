//! What an input brought about.

use alloc::vec::Vec;

use crate::queue::{Completion, OperationId, Play, QueueFull, Record};
use crate::tone::Tone;

/// What an input brought about: the answer of the method that it stands for.
///
/// It borrows nothing, so a host that keeps the session in a field can act on it.
///
/// `E` is the answer to a fact: `Result<Effect<C>, Stale>` from a queue,
/// [`Reaction<C>`](crate::session::Reaction) from a session.
#[must_use = "an operation is handed out once: a completion that is dropped is never reported"]
#[derive(Debug)]
#[expect(clippy::exhaustive_enums, reason = "a host must handle every answer")]
pub enum Applied<C, S, E> {
    /// The request was accepted with this id.
    Accepted(OperationId),
    /// There was no room for the play.
    PlayRefused(QueueFull<Play, C>),
    /// There was no room for the record.
    RecordRefused(QueueFull<Record, C>),
    /// The operations that were cancelled, in order.
    Canceled(Vec<Completion<C>>),
    /// The value of the tone subscription that was replaced or ended, if there was one.
    PreviousSubscription(Option<S>),
    /// A tone: its number for the subscriber, if there is one, and what it did.
    Tone {
        /// The tone.
        tone: Tone,
        /// The number of the tone, or `None` without a subscription.
        number: Option<u64>,
        /// What the tone did to the operation in progress.
        effect: E,
    },
    /// What another fact or event did.
    Effect(E),
}

impl<C, S, E> Applied<C, S, E> {
    pub(super) fn play(answer: Result<OperationId, QueueFull<Play, C>>) -> Self {
        answer.map_or_else(Self::PlayRefused, Self::Accepted)
    }

    pub(super) fn record(answer: Result<OperationId, QueueFull<Record, C>>) -> Self {
        answer.map_or_else(Self::RecordRefused, Self::Accepted)
    }

    pub(super) fn canceled(completions: impl IntoIterator<Item = Completion<C>>) -> Self {
        Self::Canceled(completions.into_iter().collect())
    }
}
