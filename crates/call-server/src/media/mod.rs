//! The media of a call: what a media engine has to do.

mod bin;
mod prompt;
mod prompt_store;
mod recording;
mod recording_directory;
mod report;
mod wav;

use std::fmt;

use media_queue::Step;
use media_queue::session::Stop;

pub use prompt::{Prompt, PromptAudio};
pub(crate) use prompt_store::PromptStore;
pub use recording::RecordingFile;
pub(crate) use recording::RecordingStore;
pub(crate) use report::Reported;
pub use report::{MediaReport, Reports};

/// The media of one call, in the hands of a media engine.
///
/// The server starts and stops steps, one at a time. The engine reports what happens to
/// them through the [`Reports`] that it was given with the call. No method waits: the
/// engine does elsewhere what takes time, and reports it.
///
/// For each step that is started, the engine reports [`Started`](MediaReport::Started) and
/// later [`Finished`](MediaReport::Finished) or [`Failed`](MediaReport::Failed), or `Failed`
/// alone. It reports the same end whether the step ended by itself or was
/// [stopped](Self::stop): the server knows which step it wanted to end.
pub trait Media: fmt::Debug + Send {
    /// The application has taken the call, so answer it. Report
    /// [`Connected`](MediaReport::Connected) once media flows.
    fn answer(&mut self);

    /// Begin this step.
    fn start(&mut self, step: Step, work: Work);

    /// End this step now. Ignore it for a step that neither runs nor is about to.
    ///
    /// The stop of a recording may say where to cut it: remove from the file what comes
    /// after that instant. Complete the file before you report `Finished`.
    fn stop(&mut self, stop: Stop);

    /// A start or a stop was not confirmed in time. Silence whatever the caller hears.
    fn silence(&mut self);

    /// The call is over. Hang up, or let go of the call if the caller has hung up.
    fn hang_up(&mut self);
}

/// What a step is to do.
#[derive(Clone, Debug)]
pub enum Work {
    /// Play this prompt to its end. Report its [length](MediaReport::PromptLength).
    Prompt(Prompt),
    /// Play a beep.
    Beep,
    /// Record the caller into this file until stopped.
    Record(RecordingFile),
}
