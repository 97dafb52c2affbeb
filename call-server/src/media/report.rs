//! What a media engine reports.

use media_queue::{Failure, Limit, Step, Time, Tone};
use tokio::sync::mpsc;

use crate::clock::Clock;

/// Something a media engine observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MediaReport {
    /// The call is answered and media flows.
    Connected,
    /// This step has begun.
    Started(Step),
    /// This step has ended, by itself or because it was stopped. A recording's file
    /// is whole.
    Ended(Step),
    /// This step could not be carried out; no end follows.
    Failed(Step, Failure),
    /// This recording ran into a limit of the engine's own; its end follows. An
    /// engine without limits reports speech, and the server times them.
    LimitReached(Step, Limit),
    /// The caller pressed a key.
    Tone(Tone),
    /// The caller began to speak.
    SpeechStarted,
    /// The caller fell silent.
    SpeechStopped,
    /// Media is gone for now.
    Suspended,
    /// Media is back.
    Resumed,
    /// The caller has hung up, or the call was lost.
    HungUp,
}

/// Takes the reports of one call's media. Each counts as of when it was given.
#[derive(Clone, Debug)]
pub struct Reports {
    reports: mpsc::Sender<Reported>,
    clock: Clock,
}

/// A report, and when it was made.
#[derive(Debug)]
pub(crate) struct Reported {
    pub(crate) report: MediaReport,
    pub(crate) at: Time,
}

impl Reports {
    pub(crate) fn channel(clock: Clock) -> (Self, mpsc::Receiver<Reported>) {
        let (reports, rest) = mpsc::channel(REPORTS);
        (Self { reports, clock }, rest)
    }

    /// Reports; waits while the call has too many reports to read. After the end of
    /// the call nobody reads it.
    pub async fn send(&self, report: MediaReport) {
        let reported = Reported { report, at: self.clock.now() };
        let _ = self.reports.send(reported).await;
    }

    /// The clock of the reports, and of the instants to cut recordings at.
    #[must_use]
    pub const fn clock(&self) -> Clock {
        self.clock
    }
}

/// How many reports of a call may wait to be read.
const REPORTS: usize = 64;
