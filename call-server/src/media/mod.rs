//! The media of a call: what a media engine has to do.

mod prompt;
mod recording;
mod report;
pub(crate) mod simulated;

use std::fmt;

use media_queue::{Step, Time};

pub(crate) use prompt::PromptStore;
pub use prompt::{Prompt, PromptAudio};
pub use recording::RecordingFile;
pub(crate) use recording::RecordingStore;
pub(crate) use report::Reported;
pub use report::{MediaReport, Reports};

/// The media of one call, in the hands of a media engine.
///
/// The server starts and stops steps, one at a time; the engine says what becomes
/// of them through the [`Reports`] it was given with the call. No method waits:
/// what takes time is done elsewhere and reported.
///
/// Of every step that is started the engine reports either
/// [`Started`](MediaReport::Started) and later [`Ended`](MediaReport::Ended) or
/// [`Failed`](MediaReport::Failed), or `Failed` alone. An end that was asked for by
/// [`stop`](Self::stop) and one that came by itself are told the same way: the
/// server knows which step it wanted to end.
pub trait Media: fmt::Debug + Send {
    /// The application has taken the call: answer it. Reported as
    /// [`Connected`](MediaReport::Connected) once media flows.
    fn answer(&mut self);

    /// Begin this step.
    fn start(&mut self, step: Step, work: Work);

    /// End this step now. Ignored for a step that is neither running nor about to.
    ///
    /// `cut`, for a recording, is the instant at which it ended: what the file has
    /// after it is cut off. The file is whole before `Ended` is reported.
    fn stop(&mut self, step: Step, cut: Option<Time>);

    /// A command was not confirmed in time. Whatever is heard, let nothing be.
    fn silence(&mut self);

    /// The call is over: hang up, or, if the caller has, let go of it.
    fn hang_up(&mut self);
}

/// What a step is to do.
#[derive(Clone, Debug)]
pub enum Work {
    /// Let this prompt be heard, to its end.
    Prompt(Prompt),
    /// Let a beep be heard.
    Beep,
    /// Record the caller into this file until stopped.
    Record(RecordingFile),
}
