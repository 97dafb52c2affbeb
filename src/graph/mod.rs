//! The wire: the JSON of the media operations of a call in
//! [Microsoft Graph's cloud communications](https://learn.microsoft.com/graph/api/resources/call).
//!
//! This is the only part that knows names, codes and GUIDs. It reads the bodies of
//! `playPrompt`, `recordResponse`, `subscribeToTone` and `cancelMediaProcessing`, and
//! writes the operation that answers each, its `Location`, and the notifications of
//! how operations ended and of tones. The types are serde's; the JSON library is the
//! host's, and so are HTTP and the ids.
//!
//! ```
//! use core::num::NonZeroU16;
//!
//! use media_queue::MediaQueue;
//! use media_queue::graph::{
//!     Answer, Body, CancelMediaProcessing, Notifications, OperationContext, OperationKind,
//!     PlayPrompt, or_empty,
//! };
//! use uuid::{Uuid, uuid};
//!
//! // What the host keeps of an operation.
//! struct Context {
//!     id: Uuid,
//!     client_context: Option<String>,
//! }
//!
//! impl OperationContext for Context {
//!     fn id(&self) -> Uuid {
//!         self.id
//!     }
//!
//!     fn client_context(&self) -> Option<&str> {
//!         self.client_context.as_deref()
//!     }
//! }
//!
//! let call = uuid!("57dab8b1-894c-409a-b240-bd8beae78896");
//! let mut queue: MediaQueue<Context> = MediaQueue::new(const { NonZeroU16::new(8).unwrap() });
//!
//! // POST …/playPrompt: an error here is a 400, one of `play` a 409 or what the host likes.
//! let body = br#"{
//!     "clientContext": "menu",
//!     "prompts": [{
//!         "@odata.type": "microsoft.graph.mediaPrompt",
//!         "mediaInfo": { "uri": "https://prompts.example/menu.wav" }
//!     }]
//! }"#;
//! let request = serde_json::from_slice::<Body<PlayPrompt<'_>>>(or_empty(body))?.check()?;
//! let id = uuid!("0fe0623f-d628-42ed-b4bd-8ac290072cc5");
//! let client_context = request.client_context.as_deref().map(String::from);
//! queue.play(request.play(Context { id, client_context }))?;
//! let answer = Answer {
//!     kind: OperationKind::PlayPrompt,
//!     id,
//!     client_context: request.client_context.as_deref(),
//! };
//! assert_eq!(
//!     answer.location("/v1.0", call).to_string(),
//!     "/v1.0/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896\
//!      /operations/0fe0623f-d628-42ed-b4bd-8ac290072cc5",
//! );
//! assert_eq!(serde_json::to_value(answer)?["status"], "running");
//!
//! // POST …/cancelMediaProcessing, without a body.
//! serde_json::from_slice::<Body<CancelMediaProcessing<'_>>>(or_empty(b""))?.check()?;
//! let canceled: Vec<_> = queue.cancel_all().collect();
//! let cancel = Answer {
//!     kind: OperationKind::CancelMediaProcessing,
//!     id: uuid!("17e3b46c-f61d-4f4d-9635-c626ef18e6ad"),
//!     client_context: None,
//! };
//! assert_eq!(serde_json::to_value(cancel)?["status"], "completed");
//!
//! // POST to the application's callback.
//! let notifications = serde_json::to_value(Notifications::new(call, &canceled))?;
//! let operation = &notifications["value"][0]["resourceData"];
//! assert_eq!(operation["clientContext"], "menu");
//! assert_eq!(operation["resultInfo"]["subcode"], 8508);
//! assert_eq!(operation["completionReason"], "mediaOperationCanceled");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A tone is a [`ToneNotification`]. What an outcome is called stands in the table of
//! [`WireOutcome`].
//!
//! Bodies are read with `deserialize_any`, so the format has to describe itself, and
//! `serde_json` must not have its feature `arbitrary_precision`, which disguises
//! numbers as objects.

mod answer;
mod body;
mod envelope;
mod error;
mod name;
mod notification;
mod outcome;
mod prompt;
mod read;
mod request;
mod scalar;
mod text;
mod tone;
mod tone_notification;
mod url;

pub use answer::{Answer, OperationKind};
pub use body::Body;
pub use error::{BodyError, Found};
pub use notification::{Extras, Notifications, OperationContext, Recording};
pub use outcome::{Status, WireOutcome};
pub use prompt::{MediaPrompt, Prompts};
pub use request::{CancelMediaProcessing, PlayPrompt, RecordResponse, SubscribeToTone};
pub use tone_notification::ToneNotification;
pub use url::Location;

/// The JSON of a request body: `{}` if it is empty or white space, which is how some
/// client libraries send a request without members.
///
/// ```
/// use media_queue::graph::or_empty;
///
/// assert_eq!(or_empty(b" \r\n"), b"{}");
/// assert_eq!(or_empty(b"[]"), b"[]");
/// ```
#[must_use]
pub const fn or_empty(body: &[u8]) -> &[u8] {
    let mut rest = body;
    while let [b' ' | b'\t' | b'\n' | b'\r', after @ ..] = rest {
        rest = after;
    }
    if rest.is_empty() { b"{}" } else { body }
}
