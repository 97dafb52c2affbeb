//! Calls, and what the server expects of their media engine.

use std::num::NonZeroU16;

use media_queue::session::{EngineSettings, PromptEnds};
use serde::{Deserialize, Serialize};

use super::Span;

/// Calls.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Calls {
    /// The most calls at a time. A call counts until its last notification is
    /// taken or given up.
    pub max: NonZeroU16,
    /// The most operations of a call, the one in progress included.
    pub queue: NonZeroU16,
    /// How many operations of a call that have ended can be read.
    pub ended: NonZeroU16,
    /// How long the application may take to answer or reject.
    pub answer_timeout_ms: Span,
    /// How long a call goes on without keepAlive.
    pub keep_alive_ms: Span,
    /// What becomes of the operations a call still holds when it ends.
    pub held_at_end: HeldAtEnd,
    /// How long a shutdown waits for the last notifications.
    pub shutdown_ms: Span,
}

impl Default for Calls {
    fn default() -> Self {
        Self {
            max: NonZeroU16::MIN.saturating_add(1_999),
            queue: NonZeroU16::MIN.saturating_add(99),
            ended: NonZeroU16::MIN.saturating_add(99),
            answer_timeout_ms: Span::new(60_000),
            keep_alive_ms: Span::new(2_700_000),
            held_at_end: HeldAtEnd::Send,
            shutdown_ms: Span::new(10_000),
        }
    }
}

/// What becomes of the operations a call still holds when it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum HeldAtEnd {
    /// Each is sent as failed, 400/8528. Microsoft Graph is not known to do this.
    Send,
    /// They are not sent.
    Omit,
}

/// What the server expects of its media engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Engine {
    /// How long it may take to confirm a start. The time to fetch a prompt is part of it.
    pub start_ms: Span,
    /// How long it may take to confirm a stop and to complete the file of a recording.
    pub stop_ms: Span,
    /// How late it may report the end of a prompt or a beep whose length is known.
    pub prompt_grace_ms: Span,
    /// The longest prompt whose length is not known.
    pub longest_prompt_ms: Span,
}

impl Engine {
    pub(crate) fn settings(&self) -> EngineSettings {
        let (grace, longest) = (self.prompt_grace_ms.into(), Some(self.longest_prompt_ms.into()));
        EngineSettings::new(self.start_ms.into(), self.stop_ms.into())
            .with_prompt_ends(PromptEnds::Reported { grace, longest })
    }
}

impl Default for Engine {
    fn default() -> Self {
        Self {
            start_ms: Span::new(15_000),
            stop_ms: Span::new(5_000),
            prompt_grace_ms: Span::new(5_000),
            longest_prompt_ms: Span::new(3_600_000),
        }
    }
}
