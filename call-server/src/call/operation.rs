//! What the server keeps with an operation.

use media_queue::graph::{Extras, OperationContext, Recording};
use media_queue::{Activity, Time};
use uuid::Uuid;

use crate::config::Secret;
use crate::media::{Prompt, RecordingFile, Work};

/// The host's own value of an operation: it goes through the queue with it.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: Uuid,
    pub(crate) client_context: Option<String>,
    /// Of a play, as many as it has; of a record, at most one.
    pub(crate) prompts: Vec<Prompt>,
    /// Of a record.
    pub(crate) recording: Option<RecordingFile>,
    pub(crate) accepted: Time,
    pub(crate) etag: u64,
    /// Where its recording is kept, once it is.
    pub(crate) kept: Option<KeptAt>,
}

/// Where a recording is kept, and what opens it.
#[derive(Debug)]
pub(crate) struct KeptAt {
    pub(crate) location: String,
    pub(crate) token: Secret,
}

impl Operation {
    /// What its notification says beside its outcome.
    pub(crate) fn extras(&self) -> Extras<'_> {
        let recording = self
            .kept
            .as_ref()
            .map(|kept| Recording { location: &kept.location, access_token: kept.token.reveal() });
        Extras { recording, etag: Some(self.etag) }
    }

    fn prompt(&self, index: u8) -> Option<Work> {
        self.prompts.get(usize::from(index)).cloned().map(Work::Prompt)
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

/// What the engine is to do for the current step.
pub(crate) fn work(activity: &Activity<'_, Operation>) -> Option<Work> {
    match *activity {
        Activity::Idle | Activity::Suspended => None,
        Activity::Prompt { context, index, .. } => context.prompt(index),
        Activity::Beep { .. } => Some(Work::Beep),
        Activity::Recording { context, .. } => context.recording.clone().map(Work::Record),
    }
}
