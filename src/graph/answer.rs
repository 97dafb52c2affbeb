//! The operation in the answer to its request.

use serde::{Serialize, Serializer};
use uuid::Uuid;

use super::operation_type::OperationType;
use super::path::Location;
use super::status::Status;

/// The body of the 200 answer to a request: the operation.
///
/// A play and a record are `running`, whether queued or in progress. A subscription and a
/// cancel are `completed`. The answer to a cancel is about the cancel itself, which has an
/// id and a client context of its own. What it cancelled follows as
/// [`Notifications`](super::Notifications).
///
/// ```
/// use media_queue::graph::{Answer, OperationType};
/// use uuid::uuid;
///
/// let id = uuid!("0fe0623f-d628-42ed-b4bd-8ac290072cc5");
/// let answer = Answer::new(OperationType::PlayPrompt, id, Some("menu"));
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Answer<'a> {
    /// The type of the operation.
    pub operation_type: OperationType,
    /// The id of the operation on the wire, which the host chooses.
    pub id: Uuid,
    /// The application's own text, as the request gave it. Without one the member is left
    /// out.
    pub client_context: Option<&'a str>,
}

impl<'a> Answer<'a> {
    /// Returns the answer to a request.
    #[must_use]
    pub const fn new(
        operation_type: OperationType,
        id: Uuid,
        client_context: Option<&'a str>,
    ) -> Self {
        Self { operation_type, id, client_context }
    }

    /// Returns the `Location` of this operation of `call`. `base` is what stands before the
    /// path, such as `/v1.0`.
    #[must_use]
    pub const fn location(&self, base: &'a str, call: Uuid) -> Location<'a> {
        Location { base, call, operation: self.id }
    }
}

impl Serialize for Answer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (status, null) = match self.operation_type {
            OperationType::PlayPrompt => (Status::Running, None),
            OperationType::RecordResponse => (Status::Running, Some(())),
            OperationType::SubscribeToTone | OperationType::CancelMediaProcessing => {
                (Status::Completed, None)
            }
        };
        let mut id = Uuid::encode_buffer();
        let operation = Operation {
            odata_type: self.operation_type.odata_type(),
            id: self.id.hyphenated().encode_lower(&mut id),
            status,
            result_info: null,
            recording_location: null,
            client_context: self.client_context,
        };
        operation.serialize(serializer)
    }
}

/// The answer to a record has two members that are null. No other answer has them.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Operation<'a> {
    #[serde(rename = "@odata.type")]
    odata_type: &'a str,
    id: &'a str,
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    result_info: Option<()>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recording_location: Option<()>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_context: Option<&'a str>,
}
