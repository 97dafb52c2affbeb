//! What is remembered of the time without the engine.

use media_queue::Step;

/// The host has lost the engine. The engine goes on, and nobody hears it or the caller.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Away {
    /// For how many ms.
    pub(crate) since: u64,
    /// What was wanted when the host lost the engine, unless the application has ended
    /// it since.
    pub(crate) wanted: Option<Step>,
}

impl Away {
    pub(crate) fn begins(wanted: Option<Step>) -> Self {
        Self { since: 0, wanted }
    }

    /// The application has asked for something, and this is wanted now.
    pub(crate) fn asked(&mut self, wanted: Option<Step>) {
        self.wanted = self.wanted.filter(|_| self.wanted == wanted);
    }
}
