//! The terminal notifications of operations.

use core::fmt;

use serde::{Serialize, Serializer};
use uuid::Uuid;

use super::answer::OperationKind;
use super::envelope::{Collection, Notification};
use super::outcome::{Status, WireOutcome};
use super::text::Text;
use super::url::OperationPaths;
use crate::outcome::{Audio, Completion, Ended};

/// What the wire needs of the host's own value of an operation.
pub trait OperationContext {
    /// The operation's id on the wire: the one its request was answered with.
    fn id(&self) -> Uuid;

    /// The application's own text, as its request gave it.
    fn client_context(&self) -> Option<&str>;
}

/// The callback body that tells the application how operations ended, in order:
/// [commsNotifications](https://learn.microsoft.com/graph/api/resources/commsnotifications).
///
/// It is written into the host's own buffer and allocates nothing. The completions
/// of a cancel are collected first, into a `Vec` that the host keeps.
///
/// ```
/// use core::num::NonZeroU16;
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
/// let _ = queue.play(Play::new(Prompt(id, "menu"), core::num::NonZeroU8::MIN));
///
/// let (mut completions, mut json) = (Vec::new(), Vec::new());
/// completions.extend(queue.cancel_all());
/// let call = uuid!("57dab8b1-894c-409a-b240-bd8beae78896");
/// serde_json::to_writer(&mut json, &Notifications::new(call, &completions))?;
/// assert!(json.ends_with(br#""completionReason":"mediaOperationCanceled"}}]}"#));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use = "a notification is there to be sent"]
#[derive(Clone, Copy)]
pub struct Notifications<'a, C, F = fn(&'a Completion<C>) -> Extras<'a>> {
    call: Uuid,
    completions: &'a [Completion<C>],
    extras: F,
}

impl<'a, C: OperationContext> Notifications<'a, C> {
    /// One notification for each of the `completions` of a call, without recordings
    /// and etags.
    pub const fn new(call: Uuid, completions: &'a [Completion<C>]) -> Self {
        Self { call, completions, extras: no_extras }
    }

    /// The same notifications with what the host adds to each: where its recording
    /// is, and its etag.
    ///
    /// ```
    /// use core::num::NonZeroU16;
    /// use media_queue::graph::{Extras, Notifications, OperationContext, Recording};
    /// use media_queue::{MediaQueue, Millis, Record, RecordLimits, Tone};
    /// use uuid::{Uuid, uuid};
    ///
    /// struct Answer(Uuid);
    ///
    /// impl OperationContext for Answer {
    ///     fn id(&self) -> Uuid {
    ///         self.0
    ///     }
    ///
    ///     fn client_context(&self) -> Option<&str> {
    ///         None
    ///     }
    /// }
    ///
    /// let call = uuid!("57dab8b1-894c-409a-b240-bd8beae78896");
    /// let answer = Answer(uuid!("0fe0623f-d628-42ed-b4bd-8ac290072cc5"));
    /// let mut queue: MediaQueue<Answer> = MediaQueue::new(NonZeroU16::MIN);
    /// let _ = queue.record(Record::new(answer, RecordLimits::new(Millis::MAX)));
    /// let beep = queue.wanted().ok_or("idle")?;
    /// let _ = queue.finished(beep)?;
    /// let recording = queue.wanted().ok_or("idle")?;
    /// let ended = queue.limit_reached(recording, media_queue::Limit::MaxDuration)?;
    ///
    /// let file = Recording { location: "https://files.example/1.wav", access_token: "secret" };
    /// let notifications = Notifications::new(call, ended.as_slice())
    ///     .with(|_| Extras { recording: Some(file), etag: Some(54451) });
    /// let json = serde_json::to_value(notifications)?;
    /// let operation = &json["value"][0]["resourceData"];
    /// assert_eq!(operation["recordingLocation"], "https://files.example/1.wav");
    /// assert_eq!(operation["@odata.etag"], "W/\"54451\"");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with<F>(self, extras: F) -> Notifications<'a, C, F>
    where
        F: Fn(&'a Completion<C>) -> Extras<'a>,
    {
        Notifications { call: self.call, completions: self.completions, extras }
    }
}

/// What the host adds to the notification of one operation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Extras<'a> {
    /// Where the recording is, if the host keeps it. Without one the members of a
    /// record say `""`; so they do whatever is given where there is no audio to keep
    /// ([`Audio::Discard`], and an operation that never recorded).
    pub recording: Option<Recording<'a>>,
    /// The number in the operation's etag, `W/"n"`, which is left out without one.
    pub etag: Option<u64>,
}

/// Where a recording is, and what opens it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Recording<'a> {
    /// Where the file is.
    pub location: &'a str,
    /// What the application shows to read the file.
    pub access_token: &'a str,
}

/// The token is a secret and is not shown.
impl fmt::Debug for Recording<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recording").field("location", &self.location).finish_non_exhaustive()
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
        let paths = OperationPaths::new(call);
        serializer.collect_seq(completions.iter().map(|completion| OperationEnded {
            paths: &paths,
            completion,
            extras: extras(completion),
        }))
    }
}

struct OperationEnded<'a, C> {
    paths: &'a OperationPaths,
    completion: &'a Completion<C>,
    extras: Extras<'a>,
}

impl<C: OperationContext> Serialize for OperationEnded<'_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { paths, completion, extras } = *self;
        let context = completion.context();
        let id = context.id();
        let path = paths.of(id);
        let path = path.as_str();
        let outcome = WireOutcome::from(completion);
        let kind = match completion.ended {
            Ended::Play(..) => OperationKind::PlayPrompt,
            Ended::Record(..) => OperationKind::RecordResponse,
        };
        let recording = recording(completion, extras.recording);
        let mut hex = [0; 36];
        let operation = Operation {
            odata_type: kind.odata_type(),
            odata_id: path,
            odata_etag: extras.etag.map(etag),
            id: id.hyphenated().encode_lower(&mut hex),
            client_context: context.client_context(),
            status: outcome.status,
            result_info: ResultInfo {
                odata_type: "#microsoft.graph.resultInfo",
                code: outcome.code,
                subcode: outcome.subcode,
                message: outcome.message,
            },
            recording_location: recording.map(|recording| recording.location),
            recording_access_token: recording.map(|recording| recording.access_token),
            completion_reason: outcome.completion_reason,
        };
        Notification::new("deleted", path, operation).serialize(serializer)
    }
}

/// What a record says of its recording; `None` for a play.
fn recording<'a, C>(
    completion: &Completion<C>,
    given: Option<Recording<'a>>,
) -> Option<Recording<'a>> {
    match (&completion.ended, completion.audio()) {
        (Ended::Play(..), _) => None,
        (Ended::Record(..), Some(Audio::Keep | Audio::Partial)) => given.or(Some(NO_RECORDING)),
        (Ended::Record(..), Some(Audio::Discard) | None) => Some(NO_RECORDING),
    }
}

fn etag(number: u64) -> Text<ETAG> {
    let mut etag = Text::default();
    etag.push("W/\"");
    etag.push_number(number);
    etag.push("\"");
    etag
}

const fn no_extras<C>(_: &Completion<C>) -> Extras<'_> {
    Extras { recording: None, etag: None }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Operation<'a> {
    #[serde(rename = "@odata.type")]
    odata_type: &'a str,
    #[serde(rename = "@odata.id")]
    odata_id: &'a str,
    #[serde(rename = "@odata.etag", skip_serializing_if = "Option::is_none")]
    odata_etag: Option<Text<ETAG>>,
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

const NO_RECORDING: Recording<'static> = Recording { location: "", access_token: "" };

/// `W/""` about the 20 digits of the largest number.
const ETAG: usize = 24;
