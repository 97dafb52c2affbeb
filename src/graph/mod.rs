//! The JSON of the media operations of a call in
//! [Microsoft Graph's cloud communications](https://learn.microsoft.com/graph/api/resources/call).
//!
//! [`read`] reads the bodies of the requests `playPrompt`, `recordResponse`,
//! `subscribeToTone` and `cancelMediaProcessing`. [`Answer`] is the body that answers a
//! request, and [`Location`] its header. [`Notifications`] and [`ToneNotification`] are the
//! bodies to send to the application when operations have ended and when the caller has
//! pressed a key. [`OperationResult`] lists the words and codes of every outcome.
//!
//! Bodies are read with `serde_json`. What is written is serde's, so any JSON library writes
//! it. HTTP and the ids are up to the host.
//!
//! ```
//! use core::num::NonZeroU16;
//!
//! use media_queue::MediaQueue;
//! use media_queue::graph::{
//!     self, Answer, CancelMediaProcessing, Notifications, OperationContext, OperationType,
//!     PlayPrompt,
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
//! // POST …/playPrompt. Answer an error of `read` with 400, one of `play` with 429.
//! let body = br##"{
//!     "clientContext": "menu",
//!     "prompts": [{
//!         "@odata.type": "#microsoft.graph.mediaPrompt",
//!         "mediaInfo": { "uri": "https://prompts.example/menu.wav" }
//!     }]
//! }"##;
//! let request = graph::read::<PlayPrompt<'_>>(body)?;
//! let id = uuid!("0fe0623f-d628-42ed-b4bd-8ac290072cc5");
//! let client_context = request.client_context.as_deref().map(String::from);
//! queue.play(request.play(), Context { id, client_context })?;
//! let answer =
//!     Answer::new(OperationType::PlayPrompt, id, request.client_context.as_deref());
//! assert_eq!(
//!     answer.location("/v1.0", call).to_string(),
//!     "/v1.0/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896\
//!      /operations/0fe0623f-d628-42ed-b4bd-8ac290072cc5",
//! );
//! assert_eq!(serde_json::to_value(answer)?["status"], "running");
//!
//! // POST …/cancelMediaProcessing, without a body.
//! let request = graph::read::<CancelMediaProcessing<'_>>(b"")?;
//! let canceled: Vec<_> = queue.cancel_all().collect();
//! let answer = Answer::new(
//!     OperationType::CancelMediaProcessing,
//!     uuid!("17e3b46c-f61d-4f4d-9635-c626ef18e6ad"),
//!     request.client_context.as_deref(),
//! );
//! assert_eq!(serde_json::to_value(answer)?["status"], "completed");
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
//! # What is read
//!
//! Members may stand in any order, and unknown ones are ignored. An optional member that is
//! null counts as absent, and a null in the place of an object as `{}`. A member may not be
//! given twice. The `@odata.type` of a prompt is `microsoft.graph.mediaPrompt`, with or
//! without a `#` before it, or absent. A `loop` that is not a Boolean is ignored. Whole
//! numbers may be written as `60`, `60.0` or `6e1`.
//!
//! A format other than JSON that is read through serde must describe itself, as JSON does.

mod answer;
mod empty;
mod envelope;
mod error;
mod extras;
mod notification;
mod operation_type;
mod outcome;
mod path;
mod prompt;
mod read;
mod request;
mod status;
mod tone_name;
mod tone_notification;

pub use self::answer::Answer;
pub use self::empty::or_empty;
pub use self::error::BodyError;
pub use self::extras::{Extras, Recording};
pub use self::notification::{Notifications, OperationContext};
pub use self::operation_type::OperationType;
pub use self::outcome::OperationResult;
pub use self::path::Location;
pub use self::prompt::{MediaPrompt, Prompts};
pub use self::read::{Owned, Request, read};
pub use self::request::{CancelMediaProcessing, PlayPrompt, RecordResponse, SubscribeToTone};
pub use self::status::Status;
pub use self::tone_notification::ToneNotification;
