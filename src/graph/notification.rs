//! The notifications of operations that ended.

use core::fmt;

use serde::{Serialize, Serializer};
use uuid::Uuid;

use super::envelope::{Collection, Notification};
use super::extras::{Extras, Recording};
use super::operation_type::OperationType;
use super::outcome::OperationResult;
use super::path::OperationPath;
use super::status::Status;
use crate::queue::{Audio, Completion, OperationKind};

/// What the notification of an operation needs from the host's own value for it.
///
/// Implement it for the context of your queue.
pub trait OperationContext {
    /// Returns the id of the operation on the wire, with which its request was answered.
    fn id(&self) -> Uuid;

    /// Returns the application's own text, as the request gave it.
    fn client_context(&self) -> Option<&str>;
}

/// The callback body for operations that ended, in order: a
/// [commsNotifications](https://learn.microsoft.com/graph/api/resources/commsnotifications)
/// collection with one `deleted` notification for each.
///
/// Serialize it and `POST` it to the application. [`OperationResult`] says which outcome
/// has which status, code and reason. Serializing into a buffer of your own allocates
/// nothing.
///
/// ```
/// use core::num::NonZeroU16;
///
/// use media_queue::graph::{Notifications, OperationContext};
/// use media_queue::{MediaQueue, Play};
/// use uuid::{Uuid, uuid};
///
/// struct Prompt(Uuid, &'static str);
///
/// impl OperationContext for Prompt {
///     fn id(&self) -> Uuid {
///         self.0
///     }
///
///     fn client_context(&self) -> Option<&str> {
///         Some(self.1)
///     }
/// }
///
/// let mut queue: MediaQueue<Prompt> = MediaQueue::new(NonZeroU16::MIN);
/// let id = uuid!("0fe0623f-d628-42ed-b4bd-8ac290072cc5");
/// queue.play(Play::new(), Prompt(id, "menu"))?;
///
/// let completions: Vec<_> = queue.cancel_all().collect();
/// let call = uuid!("57dab8b1-894c-409a-b240-bd8beae78896");
/// let json = serde_json::to_value(Notifications::new(call, &completions))?;
/// let operation = &json["value"][0]["resourceData"];
/// assert_eq!(operation["clientContext"], "menu");
/// assert_eq!(operation["completionReason"], "mediaOperationCanceled");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "a notification does nothing until it is sent"]
#[derive(Clone, Copy)]
pub struct Notifications<'a, C, F = fn(&'a Completion<C>) -> Extras<'a>> {
    call: Uuid,
    completions: &'a [Completion<C>],
    extras: F,
}

impl<'a, C: OperationContext> Notifications<'a, C> {
    /// Returns one notification for each of the `completions` of a call, without
    /// recordings and etags.
    pub const fn new(call: Uuid, completions: &'a [Completion<C>]) -> Self {
        Self { call, completions, extras: |_| Extras::new() }
    }

    /// Returns the same notifications with what the host adds to each: the location of its
    /// recording, and its etag.
    ///
    /// ```
    /// use media_queue::Completion;
    /// use media_queue::graph::{Extras, Notifications, OperationContext, Recording};
    /// use uuid::Uuid;
    ///
    /// fn body<C: OperationContext>(call: Uuid, recorded: &Completion<C>) -> serde_json::Result<String> {
    ///     let file = Recording { location: "https://files.example/1.wav", access_token: "secret" };
    ///     let notifications = Notifications::new(call, core::slice::from_ref(recorded))
    ///         .with(|_| Extras::new().with_recording(file).with_etag(54451));
    ///     serde_json::to_string(&notifications)
    /// }
    /// ```
    pub fn with<F>(self, extras: F) -> Notifications<'a, C, F>
    where
        F: Fn(&'a Completion<C>) -> Extras<'a>,
    {
        Notifications { call: self.call, completions: self.completions, extras }
    }
}

impl<'a, C, F> Serialize for Notifications<'a, C, F>
where
    C: OperationContext,
    F: Fn(&'a Completion<C>) -> Extras<'a>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Collection::new(Each(self)).serialize(serializer)
    }
}

impl<C, F> fmt::Debug for Notifications<'_, C, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notifications")
            .field("call", &self.call)
            .field("completions", &self.completions.len())
            .finish_non_exhaustive()
    }
}

/// The list in the body.
struct Each<'n, 'a, C, F>(&'n Notifications<'a, C, F>);

impl<'a, C, F> Serialize for Each<'_, 'a, C, F>
where
    C: OperationContext,
    F: Fn(&'a Completion<C>) -> Extras<'a>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let &Notifications { call, completions, ref extras } = self.0;
        let path = OperationPath::new(call);
        let ended = |completion| Ended { path: &path, completion, extras: extras(completion) };
        serializer.collect_seq(completions.iter().map(ended))
    }
}

struct Ended<'a, C> {
    /// The path of any operation of the call.
    path: &'a OperationPath,
    completion: &'a Completion<C>,
    extras: Extras<'a>,
}

impl<C: OperationContext> Serialize for Ended<'_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { path, completion, extras } = *self;
        let context = &completion.context;
        let id = context.id();
        let path = path.of(id);
        let path = path.as_str()?;
        let (operation_type, recording) = match completion.kind() {
            OperationKind::Play => (OperationType::PlayPrompt, None),
            OperationKind::Record => {
                (OperationType::RecordResponse, Some(recording(completion, extras.recording)))
            }
        };
        let result = OperationResult::from(completion);
        let mut dashed = Uuid::encode_buffer();
        let operation = Operation {
            odata_type: operation_type.odata_type(),
            odata_id: path,
            odata_etag: extras.etag.map(Etag),
            id: id.hyphenated().encode_lower(&mut dashed),
            client_context: context.client_context(),
            status: result.status,
            result_info: ResultInfo {
                odata_type: "#microsoft.graph.resultInfo",
                code: result.code,
                subcode: result.subcode,
                message: result.message,
            },
            recording_location: recording.map(|recording| recording.location),
            recording_access_token: recording.map(|recording| recording.access_token),
            completion_reason: result.completion_reason,
        };
        Notification::new("deleted", path, operation).serialize(serializer)
    }
}

/// Returns what the notification of a record says about its recording.
fn recording<'a, C>(completion: &Completion<C>, given: Option<Recording<'a>>) -> Recording<'a> {
    const NONE: Recording<'static> = Recording { location: "", access_token: "" };
    match completion.audio() {
        Some(Audio::Keep | Audio::Partial) => given.unwrap_or(NONE),
        Some(Audio::Discard) | None => NONE,
    }
}

struct Etag(u64);

impl Serialize for Etag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("W/\"{}\"", self.0))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Operation<'a> {
    #[serde(rename = "@odata.type")]
    odata_type: &'a str,
    #[serde(rename = "@odata.id")]
    odata_id: &'a str,
    #[serde(rename = "@odata.etag", skip_serializing_if = "Option::is_none")]
    odata_etag: Option<Etag>,
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_context: Option<&'a str>,
    status: Status,
    result_info: ResultInfo<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recording_location: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recording_access_token: Option<&'a str>,
    completion_reason: &'a str,
}

#[derive(Serialize)]
struct ResultInfo<'a> {
    #[serde(rename = "@odata.type")]
    odata_type: &'a str,
    code: u16,
    subcode: u16,
    message: &'a str,
}
