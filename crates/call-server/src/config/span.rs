//! Spans of time.

use std::num::NonZeroU32;
use std::time::Duration;

use media_queue::Millis;
use serde::{Deserialize, Serialize};

/// A number of milliseconds that is not 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(NonZeroU32);

impl Span {
    /// A span of `millis` milliseconds, and of 1 millisecond for 0.
    #[must_use]
    pub const fn new(millis: u32) -> Self {
        match NonZeroU32::new(millis) {
            Some(millis) => Self(millis),
            None => Self(NonZeroU32::MIN),
        }
    }

    /// The number of milliseconds.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0.get()
    }
}

impl From<Span> for Millis {
    fn from(span: Span) -> Self {
        Self::clamped(span.0.get())
    }
}

impl From<Span> for Duration {
    fn from(span: Span) -> Self {
        Self::from_millis(span.get().into())
    }
}
