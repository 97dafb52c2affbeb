//! The four requests.

use alloc::borrow::Cow;

use super::prompt::{MediaPrompt, Prompts};
use crate::interrupts::Interrupts;
use crate::operation::{Opening, Play, Record, RecordLimits, Times};
use crate::tone_set::ToneSet;

/// A [playPrompt](https://learn.microsoft.com/graph/api/call-playprompt) body.
///
/// ```
/// use media_queue::Times;
/// use media_queue::graph::{Body, PlayPrompt};
///
/// let json = r#"{"loop": true, "prompts": [{"mediaInfo": {"uri": "https://a.example/hold.wav"}}]}"#;
/// let request = serde_json::from_str::<Body<PlayPrompt<'_>>>(json)?.check()?;
/// assert_eq!(request.prompts.as_slice()[0].uri, "https://a.example/hold.wav");
/// assert_eq!(request.play("hold").times, Times::Forever);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PlayPrompt<'a> {
    /// The application's own text, at most 256 characters.
    pub client_context: Option<Cow<'a, str>>,
    /// What is to be heard.
    pub prompts: Prompts<'a>,
    /// Whether to play it for ever: `loop`.
    pub repeated: bool,
}

impl PlayPrompt<'_> {
    /// The queue's request. Nothing interrupts it: Graph has no play that keys or
    /// speech would end.
    pub const fn play<C>(&self, context: C) -> Play<C> {
        Play {
            context,
            prompts: self.prompts.count(),
            times: if self.repeated { Times::Forever } else { Times::ONCE },
            interrupts: Interrupts::NOTHING,
        }
    }
}

/// A [recordResponse](https://learn.microsoft.com/graph/api/call-record) body.
///
/// ```
/// use media_queue::graph::{Body, RecordResponse};
/// use media_queue::{MediaQueue, Opening};
///
/// let json = r#"{"bargeInAllowed": true, "stopTones": ["pound"], "playBeep": false}"#;
/// let request = serde_json::from_str::<Body<RecordResponse<'_>>>(json)?.check()?;
/// assert_eq!(request.record(()).opening, Opening::Silence);
///
/// let mut queue: MediaQueue<&str> = MediaQueue::new(core::num::NonZeroU16::MIN);
/// queue.record(request.record("before"))?;
/// let mut canceled = Vec::new();
/// if request.barge_in {
///     canceled.extend(queue.cancel_all());
/// }
/// queue.record(request.record("answer"))?;
/// assert_eq!(canceled.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct RecordResponse<'a> {
    /// The application's own text, at most 256 characters.
    pub client_context: Option<Cow<'a, str>>,
    /// What is to be heard before the recording.
    pub prompt: Option<MediaPrompt<'a>>,
    /// Whether to cancel what the queue holds first: `bargeInAllowed`. The host
    /// calls [`cancel_all`](crate::MediaQueue::cancel_all) and then
    /// [`record`](crate::MediaQueue::record), which has room then.
    pub barge_in: bool,
    /// Whether a beep is to be heard before the recording.
    pub play_beep: bool,
    /// The keys that end the recording.
    pub stop_tones: ToneSet,
    /// When the recording ends by itself: 1 to 120 seconds each, 5 if not said.
    pub limits: RecordLimits,
}

impl RecordResponse<'_> {
    /// The queue's request.
    ///
    /// Nothing interrupts its prompt. `bargeInAllowed` is about the operations
    /// before this one, and a stop tone ends a recording that has started and
    /// nothing else (rule R3). A host that wants a prompt to be cut short says so
    /// with [`Record::opened_by`].
    pub const fn record<C>(&self, context: C) -> Record<C> {
        let opening = match (&self.prompt, self.play_beep) {
            (None, false) => Opening::Silence,
            (None, true) => Opening::Beep,
            (Some(_), false) => Opening::Prompt(Interrupts::NOTHING),
            (Some(_), true) => Opening::PromptThenBeep(Interrupts::NOTHING),
        };
        Record { context, opening, stop_tones: self.stop_tones, limits: self.limits }
    }
}

/// A [subscribeToTone](https://learn.microsoft.com/graph/api/call-subscribetotone)
/// body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct SubscribeToTone<'a> {
    /// The application's own text, at most 256 characters.
    pub client_context: Option<Cow<'a, str>>,
}

/// A [cancelMediaProcessing](https://learn.microsoft.com/graph/api/call-cancelmediaprocessing)
/// body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct CancelMediaProcessing<'a> {
    /// The application's own text, at most 256 characters.
    pub client_context: Option<Cow<'a, str>>,
}
