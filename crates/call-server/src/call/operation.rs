//! What the server keeps with an operation.

use media_queue::graph::{Extras, OperationContext, Recording};
use media_queue::{CurrentStep, Media, Time};
use uuid::Uuid;

use crate::config::Secret;
use crate::media::{Prompt, RecordingFile, Work};

/// The server's own value of an operation. It goes through the queue with the operation.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: Uuid,
    pub(crate) client_context: Option<String>,
    /// A play has as many as its request, a record at most one.
    pub(crate) prompts: Vec<Prompt>,
    /// Whether its prompts are played more than once.
    pub(crate) repeats: bool,
    /// Only a record has one.
    pub(crate) recording: Option<RecordingFile>,
    pub(crate) accepted: Time,
    pub(crate) etag: u64,
    /// Where its recording is kept, once it is.
    pub(crate) kept: Option<KeptAt>,
}

/// Where a recording is kept, and the token that opens it.
#[derive(Debug)]
pub(crate) struct KeptAt {
    pub(crate) location: String,
    pub(crate) token: Secret,
}

impl Operation {
    /// What its notification says beside its outcome.
    pub(crate) fn extras(&self) -> Extras<'_> {
        let extras = Extras::new().with_etag(self.etag);
        match &self.kept {
            Some(kept) => extras.with_recording(Recording {
                location: &kept.location,
                access_token: kept.token.reveal(),
            }),
            None => extras,
        }
    }
}

impl Operation {
    /// The prompt of this number. Those before it are not needed any more, unless they come
    /// again.
    fn prompt(&self, index: u8) -> Option<Prompt> {
        let index = usize::from(index);
        if !self.repeats {
            self.prompts.iter().take(index).for_each(Prompt::release);
        }
        self.prompts.get(index).cloned()
    }
}

impl OperationContext for Operation {
    fn id(&self) -> Uuid {
        self.id
    }

    fn client_context(&self) -> Option<&str> {
        self.client_context.as_deref()
    }
}

/// What the engine needs for this step. `None` if the operation lacks it, which its
/// request rules out.
pub(crate) fn work(current: &CurrentStep<'_, Operation>) -> Option<Work> {
    match current.media {
        Media::Prompt { index, .. } => current.context.prompt(index).map(Work::Prompt),
        Media::Beep => Some(Work::Beep),
        Media::Recording { .. } => current.context.recording.clone().map(Work::Record),
    }
}
