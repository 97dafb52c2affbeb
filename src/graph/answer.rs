//! The operation in the answer to its request.

use serde::{Serialize, Serializer};
use uuid::Uuid;

use super::outcome::Status;
use super::url::Location;

/// The operation as the answer to its request, a 200, shows it: a play and a record
/// are running, a subscription and a cancel are completed.
///
/// The answer to a cancel tells of the cancel itself, an operation with an id and a
/// client context of its own. What it cancelled follows as [`Notifications`].
///
/// ```
/// use media_queue::graph::{Answer, OperationKind};
/// use uuid::uuid;
///
/// let answer = Answer {
///     kind: OperationKind::PlayPrompt,
///     id: uuid!("0fe0623f-d628-42ed-b4bd-8ac290072cc5"),
///     client_context: Some("menu"),
/// };
/// assert_eq!(
///     serde_json::to_value(answer)?,
///     serde_json::json!({
///         "@odata.type": "#microsoft.graph.playPromptOperation",
///         "id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5",
///         "status": "running",
///         "clientContext": "menu",
///     }),
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// [`Notifications`]: super::Notifications
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Answer<'a> {
    /// What was asked for.
    pub kind: OperationKind,
    /// The operation.
    pub id: Uuid,
    /// The application's own text, left out if there is none.
    pub client_context: Option<&'a str>,
}

impl<'a> Answer<'a> {
    /// The `Location` of this operation; `base` is what stands before the path, such
    /// as `/v1.0`.
    #[must_use]
    pub const fn location(&self, base: &'a str, call: Uuid) -> Location<'a> {
        Location { base, call, operation: self.id }
    }
}

impl Serialize for Answer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let kind = self.kind;
        let record = matches!(kind, OperationKind::RecordResponse).then_some(());
        let mut id = [0; 36];
        let operation = Operation {
            odata_type: kind.odata_type(),
            id: self.id.hyphenated().encode_lower(&mut id),
            status: kind.answered(),
            result_info: record,
            recording_location: record,
            client_context: self.client_context,
        };
        operation.serialize(serializer)
    }
}

/// Which kind of operation, by the request that asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OperationKind {
    /// [`PlayPrompt`](super::PlayPrompt).
    PlayPrompt,
    /// [`RecordResponse`](super::RecordResponse).
    RecordResponse,
    /// [`SubscribeToTone`](super::SubscribeToTone).
    SubscribeToTone,
    /// [`CancelMediaProcessing`](super::CancelMediaProcessing).
    CancelMediaProcessing,
}

impl OperationKind {
    /// The type of the operation on the wire.
    #[must_use]
    pub const fn odata_type(self) -> &'static str {
        match self {
            Self::PlayPrompt => "#microsoft.graph.playPromptOperation",
            Self::RecordResponse => "#microsoft.graph.recordOperation",
            Self::SubscribeToTone => "#microsoft.graph.subscribeToToneOperation",
            Self::CancelMediaProcessing => "#microsoft.graph.cancelMediaProcessingOperation",
        }
    }

    /// The status that the request is answered with.
    const fn answered(self) -> Status {
        match self {
            Self::PlayPrompt | Self::RecordResponse => Status::Running,
            Self::SubscribeToTone | Self::CancelMediaProcessing => Status::Completed,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Operation<'a> {
    #[serde(rename = "@odata.type")]
    odata_type: &'a str,
    id: &'a str,
    status: Status,
    /// Null, or left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    result_info: Option<()>,
    /// Null, or left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    recording_location: Option<()>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_context: Option<&'a str>,
}
