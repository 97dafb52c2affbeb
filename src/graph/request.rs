//! The four requests about the media of a call.

use alloc::borrow::Cow;

use super::prompt::{MediaPrompt, Prompts, owned};
use crate::queue::{Opening, Play, Record, RecordLimits, Times};
use crate::tone::{Interrupts, ToneSet};

/// The body of a [playPrompt](https://learn.microsoft.com/graph/api/call-playprompt)
/// request.
///
/// ```
/// use media_queue::Times;
/// use media_queue::graph::{self, PlayPrompt};
///
/// let json = br#"{"loop": true, "prompts": [{"mediaInfo": {"uri": "https://a.example/hold.wav"}}]}"#;
/// let request = graph::read::<PlayPrompt<'_>>(json)?;
/// assert_eq!(request.prompts.as_slice()[0].uri, "https://a.example/hold.wav");
/// assert_eq!(request.play().times, Times::Forever);
/// # Ok::<(), media_queue::graph::BodyError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PlayPrompt<'a> {
    /// The application's own text, of at most 256 characters. It comes back in the answer
    /// and in the notification.
    pub client_context: Option<Cow<'a, str>>,
    /// The files to play.
    pub prompts: Prompts<'a>,
    /// The member `loop`: whether the list is played again and again until something ends
    /// it. It is `false` if the member is absent or not a Boolean.
    pub repeated: bool,
}

impl PlayPrompt<'_> {
    /// Returns the request for the queue.
    ///
    /// Nothing interrupts it, because the API has no play that keys or speech end. Use
    /// [`Play::interrupted_by`] to change that.
    #[must_use]
    pub const fn play(&self) -> Play {
        let times = if self.repeated { Times::Forever } else { Times::ONCE };
        Play::of(self.prompts.count()).repeated(times)
    }

    /// Returns the same request with strings of its own.
    #[must_use]
    pub fn into_owned(self) -> PlayPrompt<'static> {
        PlayPrompt {
            client_context: self.client_context.map(owned),
            prompts: self.prompts.into_owned(),
            repeated: self.repeated,
        }
    }
}

/// The body of a [recordResponse](https://learn.microsoft.com/graph/api/call-record)
/// request.
///
/// Each time limit is a whole number of seconds from 1 to 120. One that is absent is 5
/// seconds.
///
/// ```
/// use core::num::NonZeroU16;
///
/// use media_queue::graph::{self, RecordResponse};
/// use media_queue::{MediaQueue, Opening};
///
/// let json = br#"{"bargeInAllowed": true, "stopTones": ["pound", "*"], "playBeep": false}"#;
/// let request = graph::read::<RecordResponse<'_>>(json)?;
/// assert_eq!(request.record().opening, Opening::Silence);
///
/// let mut queue: MediaQueue<&str> = MediaQueue::new(NonZeroU16::MIN);
/// queue.record(request.record(), "before")?;
/// let mut canceled = Vec::new();
/// if request.barge_in {
///     canceled.extend(queue.cancel_all());
/// }
/// queue.record(request.record(), "answer")?;
/// assert_eq!(canceled.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct RecordResponse<'a> {
    /// The application's own text, of at most 256 characters. It comes back in the answer
    /// and in the notification.
    pub client_context: Option<Cow<'a, str>>,
    /// The file to play before the recording.
    pub prompt: Option<MediaPrompt<'a>>,
    /// The member `bargeInAllowed`: whether to cancel the other operations of the call
    /// first. If it is `true`, call [`cancel_all`](crate::MediaQueue::cancel_all) and then
    /// [`record`](crate::MediaQueue::record), which then always finds room. It is `false`
    /// if the member is absent.
    pub barge_in: bool,
    /// Whether a beep sounds before the recording. It is `true` if the member is absent.
    pub play_beep: bool,
    /// The keys that end the recording.
    pub stop_tones: ToneSet,
    /// When the recording ends by itself. The media timeout is always `None`.
    pub limits: RecordLimits,
}

impl RecordResponse<'_> {
    /// Returns the request for the queue.
    ///
    /// Nothing interrupts its prompt: `bargeInAllowed` is about the operations before this
    /// one, and a stop tone ends only a recording that has started
    /// ([R3](crate::MediaQueue#rules)). Use [`Record::opened_by`] to change that.
    #[must_use]
    pub const fn record(&self) -> Record {
        let opening = match (&self.prompt, self.play_beep) {
            (None, false) => Opening::Silence,
            (None, true) => Opening::Beep,
            (Some(_), false) => Opening::Prompt(Interrupts::NEVER),
            (Some(_), true) => Opening::PromptThenBeep(Interrupts::NEVER),
        };
        Record::new(self.limits).opened_by(opening).stopped_by(self.stop_tones)
    }

    /// Returns the same request with strings of its own.
    #[must_use]
    pub fn into_owned(self) -> RecordResponse<'static> {
        RecordResponse {
            client_context: self.client_context.map(owned),
            prompt: self.prompt.map(MediaPrompt::into_owned),
            ..self
        }
    }
}

/// The body of a
/// [subscribeToTone](https://learn.microsoft.com/graph/api/call-subscribetotone) request.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct SubscribeToTone<'a> {
    /// The application's own text, of at most 256 characters. It comes back in the answer.
    pub client_context: Option<Cow<'a, str>>,
}

impl SubscribeToTone<'_> {
    /// Returns the same request with a string of its own.
    #[must_use]
    pub fn into_owned(self) -> SubscribeToTone<'static> {
        SubscribeToTone { client_context: self.client_context.map(owned) }
    }
}

/// The body of a
/// [cancelMediaProcessing](https://learn.microsoft.com/graph/api/call-cancelmediaprocessing)
/// request.
///
/// Call [`cancel_all`](crate::MediaQueue::cancel_all) and send its completions as
/// [`Notifications`](super::Notifications).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct CancelMediaProcessing<'a> {
    /// The application's own text, of at most 256 characters. It comes back in the answer
    /// to this request, and not in the notifications of the cancelled operations.
    pub client_context: Option<Cow<'a, str>>,
}

impl CancelMediaProcessing<'_> {
    /// Returns the same request with a string of its own.
    #[must_use]
    pub fn into_owned(self) -> CancelMediaProcessing<'static> {
        CancelMediaProcessing { client_context: self.client_context.map(owned) }
    }
}
