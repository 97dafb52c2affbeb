//! The four requests, as their bodies say them.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use serde::de::{DeserializeSeed as _, MapAccess};
use serde::{Deserialize, Deserializer};

use super::error::Found;
use super::name::Name;
use super::prompt::{MediaPrompt, PromptList, Prompts};
use super::read::{Checked, Fault, Members, Object, Read, Slot, Value};
use super::tone::StopTones;
use crate::interrupts::Interrupts;
use crate::operation::{Opening, Play, Record, RecordLimits, Times};
use crate::time::Millis;
use crate::tone_set::ToneSet;

/// The body of a request, read from JSON: a `T`, or why it is none.
///
/// Reading fails on broken JSON alone. What is JSON and still no request (a wrong
/// type, a value out of range, a member given twice) is found by
/// [`check`](Self::check), which names the member.
///
/// Members that are not known are passed over, in any order; null is absent. The
/// strings are borrowed from the JSON where it has no escapes in them. No body at
/// all is `{}`: see [`or_empty`](super::or_empty).
///
/// ```
/// use media_queue::graph::{Body, CancelMediaProcessing, or_empty};
///
/// let body: Body<CancelMediaProcessing<'_>> = serde_json::from_slice(or_empty(b""))?;
/// assert_eq!(body.check()?.client_context, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "a body is a request once it is checked"]
#[derive(Clone, Debug, PartialEq)]
pub struct Body<T>(Checked<T>);

impl<T> Body<T> {
    /// The request.
    ///
    /// # Errors
    ///
    /// [`BodyError`](super::BodyError): the first thing in the body that cannot be
    /// obeyed.
    pub fn check(self) -> Checked<T> {
        self.0
    }
}

/// A [playPrompt](https://learn.microsoft.com/graph/api/call-playprompt) body.
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

#[derive(Default)]
struct PlayMembers<'de> {
    client_context: Slot<Cow<'de, str>>,
    prompts: Slot<Vec<MediaPrompt<'de>>>,
    repeated: Slot<bool>,
}

impl<'de> Members<'de> for PlayMembers<'de> {
    type Object = PlayPrompt<'de>;

    fn member<A: MapAccess<'de>>(
        &mut self,
        name: Name,
        value: Value<'_, A>,
    ) -> Result<(), Fault<A::Error>> {
        match name {
            Name::ClientContext => {
                self.client_context.fill(name, value.scalar()?.client_context(name)?)?;
            }
            Name::Prompts => self.prompts.fill(name, value.read(PromptList::OF_A_PLAY)??)?,
            // One that is not a Boolean, as it was in 2018 to 2019, is ignored.
            Name::Loop => self.repeated.fill(name, value.scalar()?.boolean(name).ok().flatten())?,
            _ => value.skip()?,
        }
        Ok(())
    }

    fn finish(self) -> Checked<PlayPrompt<'de>> {
        let prompts = self.prompts.take().ok_or_else(|| Prompts::error(Found::Missing))?;
        Ok(PlayPrompt {
            client_context: self.client_context.take(),
            prompts: Prompts::new(prompts)?,
            repeated: self.repeated.take().unwrap_or(false),
        })
    }
}

#[derive(Default)]
struct RecordMembers<'de> {
    client_context: Slot<Cow<'de, str>>,
    prompts: Slot<Vec<MediaPrompt<'de>>>,
    barge_in: Slot<bool>,
    play_beep: Slot<bool>,
    stop_tones: Slot<ToneSet>,
    max_duration: Slot<Millis>,
    max_silence: Slot<Millis>,
    initial_silence: Slot<Millis>,
}

impl<'de> Members<'de> for RecordMembers<'de> {
    type Object = RecordResponse<'de>;

    fn member<A: MapAccess<'de>>(
        &mut self,
        name: Name,
        value: Value<'_, A>,
    ) -> Result<(), Fault<A::Error>> {
        match name {
            Name::ClientContext => {
                self.client_context.fill(name, value.scalar()?.client_context(name)?)?;
            }
            Name::Prompts => self.prompts.fill(name, value.read(PromptList::OF_A_RECORD)??)?,
            Name::BargeInAllowed => self.barge_in.fill(name, value.scalar()?.boolean(name)?)?,
            Name::PlayBeep => self.play_beep.fill(name, value.scalar()?.boolean(name)?)?,
            Name::StopTones => self.stop_tones.fill(name, value.read(StopTones)??)?,
            Name::MaxRecordDuration => {
                self.max_duration.fill(name, value.scalar()?.seconds(name)?)?;
            }
            Name::MaxSilence => self.max_silence.fill(name, value.scalar()?.seconds(name)?)?,
            Name::InitialSilence => {
                self.initial_silence.fill(name, value.scalar()?.seconds(name)?)?;
            }
            _ => value.skip()?,
        }
        Ok(())
    }

    fn finish(self) -> Checked<RecordResponse<'de>> {
        let limits = RecordLimits {
            max_duration: self.max_duration.take().unwrap_or(DEFAULT_LIMIT),
            max_silence: Some(self.max_silence.take().unwrap_or(DEFAULT_LIMIT)),
            initial_silence: Some(self.initial_silence.take().unwrap_or(DEFAULT_LIMIT)),
            media_timeout: None,
        };
        Ok(RecordResponse {
            client_context: self.client_context.take(),
            prompt: self.prompts.take().and_then(|mut prompts| prompts.pop()),
            barge_in: self.barge_in.take().unwrap_or(false),
            play_beep: self.play_beep.take().unwrap_or(true),
            stop_tones: self.stop_tones.take().unwrap_or(ToneSet::EMPTY),
            limits,
        })
    }
}

/// The members of a body that has only a client context.
#[derive(Default)]
struct ContextMembers<'de>(Slot<Cow<'de, str>>);

impl<'de> Members<'de> for ContextMembers<'de> {
    type Object = Option<Cow<'de, str>>;

    fn member<A: MapAccess<'de>>(
        &mut self,
        name: Name,
        value: Value<'_, A>,
    ) -> Result<(), Fault<A::Error>> {
        match name {
            Name::ClientContext => {
                self.0.fill(name, value.scalar()?.client_context(name)?)?;
            }
            _ => value.skip()?,
        }
        Ok(())
    }

    fn finish(self) -> Checked<Option<Cow<'de, str>>> {
        Ok(self.0.take())
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Body<PlayPrompt<'a>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read::<PlayMembers<'de>, D>(deserializer).map(Body)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Body<RecordResponse<'a>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read::<RecordMembers<'de>, D>(deserializer).map(Body)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Body<SubscribeToTone<'a>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let client_context = read::<ContextMembers<'de>, D>(deserializer)?;
        Ok(Self(client_context.map(|client_context| SubscribeToTone { client_context })))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Body<CancelMediaProcessing<'a>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let client_context = read::<ContextMembers<'de>, D>(deserializer)?;
        Ok(Self(client_context.map(|client_context| CancelMediaProcessing { client_context })))
    }
}

/// Null is an empty body.
fn read<'de, M: Members<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Checked<M::Object>, D::Error> {
    let object = Read(Object::<M>::new()).deserialize(deserializer)?;
    Ok(object.and_then(|object| object.map_or_else(|| M::default().finish(), Ok)))
}

const DEFAULT_LIMIT: Millis = match Millis::new(5_000) {
    Some(limit) => limit,
    None => Millis::MAX,
};
