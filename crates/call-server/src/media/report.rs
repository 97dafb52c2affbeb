//! What a media engine reports.

use std::time::Duration;

use media_queue::{MediaFailure, RecordLimit, Step, Time, Tone};
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
    /// This prompt or beep is so long, before or after its start. A prompt that has not
    /// ended soon after its length is stopped, and its operation fails.
    PromptLength(Step, Duration),
    /// This step has ended, by itself or because it was stopped. The file of a recording
    /// is complete.
    Finished(Step),
    /// This step could not be carried out. Its end does not follow.
    Failed(Step, MediaFailure),
    /// This recording reached a limit of the engine's own. Its end follows. An engine
    /// without limits reports speech, and the server measures them.
    LimitReached(Step, RecordLimit),
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

/// Takes the reports about the media of one call. Each counts as of the moment it was made.
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

    /// Reports. Waits while too many reports of the call wait to be read. After the end of
    /// the call nobody reads them.
    pub async fn send(&self, report: MediaReport) {
        let reported = Reported { report, at: self.clock.now() };
        let _ = self.reports.send(reported).await;
    }

    /// The clock of the reports and of the instants at which recordings are cut.
    #[must_use]
    pub const fn clock(&self) -> Clock {
        self.clock
    }
}

/// How many reports of a call may wait to be read.
const REPORTS: usize = 64;
