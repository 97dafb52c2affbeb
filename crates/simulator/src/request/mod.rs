//! Requests of the application: what HTTP carries, and what it asks of the queue.

mod body;
mod read;

use media_queue::graph::{OperationContext, OperationType};
use media_queue::{Millis, Play, Record};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub(crate) use self::read::{Lengths, read};
use crate::scenario::Sound;

/// What the host keeps with a play or record.
#[expect(clippy::struct_field_names, reason = "the API calls it the client context")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Context {
    /// Its name in the scenario.
    pub(crate) name: String,
    /// Its GUID on the wire.
    pub(crate) id: Uuid,
    /// The application's own text.
    pub(crate) client_context: Option<String>,
    pub(crate) sounds: Vec<Sound>,
    /// The length of its beep.
    pub(crate) beep: Millis,
}

impl Context {
    /// The name of its prompt of this index.
    pub(crate) fn sound(&self, index: u8) -> &str {
        self.sounds.get(usize::from(index)).map_or("prompt", |sound| &sound.name)
    }
}

impl OperationContext for Context {
    fn id(&self) -> Uuid {
        self.id
    }

    fn client_context(&self) -> Option<&str> {
        self.client_context.as_deref()
    }
}

/// A request as HTTP carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct HttpRequest {
    /// Its name in the scenario.
    pub(crate) name: String,
    pub(crate) id: Uuid,
    /// The application's own text.
    pub(crate) client_context: Option<String>,
    pub(crate) action: HttpAction,
    pub(crate) body: String,
    /// Why the body is refused, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) refused: Option<String>,
}

/// The last part of the path of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum HttpAction {
    PlayPrompt,
    RecordResponse,
    SubscribeToTone,
    CancelMediaProcessing,
}

impl HttpAction {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::PlayPrompt => "playPrompt",
            Self::RecordResponse => "recordResponse",
            Self::SubscribeToTone => "subscribeToTone",
            Self::CancelMediaProcessing => "cancelMediaProcessing",
        }
    }

    /// The type of the operation that answers it.
    pub(crate) const fn operation_type(self) -> OperationType {
        match self {
            Self::PlayPrompt => OperationType::PlayPrompt,
            Self::RecordResponse => OperationType::RecordResponse,
            Self::SubscribeToTone => OperationType::SubscribeToTone,
            Self::CancelMediaProcessing => OperationType::CancelMediaProcessing,
        }
    }
}

/// What a request asks of the queue.
#[derive(Clone, Debug)]
pub(crate) enum Call {
    Play(Play, Context),
    Record {
        record: Record,
        context: Context,
        barge_in: bool,
    },
    Subscribe,
    Cancel,
    /// Nothing, because its body is refused.
    Nothing,
}
