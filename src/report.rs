//! What followed from a key or from speech.

use crate::id::OperationId;
use crate::outcome::Completion;
use crate::tone::Tone;

/// What a tone or speech did to the operation in progress (rule B3).
#[must_use = "a completion is handed out once"]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect<C> {
    /// Nothing.
    Nothing,
    /// It ended the prompt of this record, which goes on to its next step (rule B1).
    PromptInterrupted(OperationId),
    /// It completed the operation: a play was interrupted (rule B1), a recording
    /// was stopped (rule R3).
    Completed(Completion<C>),
}

impl<C> Effect<C> {
    /// The completion, if the operation ended.
    #[must_use = "a completion is handed out once"]
    pub fn into_completion(self) -> Option<Completion<C>> {
        match self {
            Self::Completed(completion) => Some(completion),
            Self::Nothing | Self::PromptInterrupted(_) => None,
        }
    }
}

/// What followed from a tone. The report to the subscriber comes first, then the
/// effect (rule T2).
#[must_use = "the subscriber is owed its tone, and a completion is handed out once"]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToneReport<'q, C, S> {
    /// What the subscriber is owed; `None` without a subscription (rule T1).
    pub heard: Option<Heard<'q, S>>,
    /// What the tone did to the operation in progress.
    pub effect: Effect<C>,
}

/// A tone to report to the subscriber (rule T1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard<'q, S> {
    /// The host's value for the subscription.
    pub subscription: &'q S,
    /// The tone's number in this call, from 1. At 2^64 - 1 it stays there (rule Q5).
    pub number: u64,
    /// The tone.
    pub tone: Tone,
}
