//! The bodies of requests, read.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use serde::de::{DeserializeSeed as _, MapAccess};
use serde::{Deserialize, Deserializer};

use super::error::{BodyError, Found};
use super::name::Name;
use super::prompt::{MediaPrompt, PromptList, Prompts};
use super::read::{Checked, Fault, Members, Object, Read, Slot, Value};
use super::request::{CancelMediaProcessing, PlayPrompt, RecordResponse, SubscribeToTone};
use super::scalar::Scalar;
use super::tone::StopTones;
use crate::operation::RecordLimits;
use crate::time::Millis;
use crate::tone_set::ToneSet;

/// The body of a request, read from JSON: a `T`, or why it is none.
///
/// Reading fails on broken JSON alone. What is JSON and still no request (a wrong
/// type, a value out of range, a member given twice) is found by
/// [`check`](Self::check), which names the member.
///
/// Members come in any order; those that are not known are passed over, and null is
/// absent. Strings without escapes are borrowed, so the JSON is read where it lies:
/// from a slice or a string. No body at all is `{}`: see [`or_empty`](super::or_empty).
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
    /// [`BodyError`]: the first thing in the body that cannot be obeyed.
    pub fn check(self) -> Result<T, BodyError> {
        self.0.map_err(BodyError::from)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Body<PlayPrompt<'a>> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read::<PlayMembers<'de>, D>(deserializer).map(Body)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Body<RecordResponse<'a>> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read::<RecordMembers<'de>, D>(deserializer).map(Body)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Body<SubscribeToTone<'a>> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let client_context = read::<ContextMembers<'de>, D>(deserializer)?;
        Ok(Self(client_context.map(|client_context| SubscribeToTone { client_context })))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Body<CancelMediaProcessing<'a>> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let client_context = read::<ContextMembers<'de>, D>(deserializer)?;
        Ok(Self(client_context.map(|client_context| CancelMediaProcessing { client_context })))
    }
}

/// Null is an empty body.
fn read<'de, M: Members<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Checked<M::Object>, D::Error> {
    let mut body = None;
    let object = Object::<M, _>::new(|object| {
        body = object;
        Ok(())
    });
    let checked = Read(object).deserialize(deserializer)?;
    Ok(checked.and_then(|()| body.map_or_else(|| M::default().finish(), Ok)))
}

#[derive(Default)]
struct PlayMembers<'de> {
    client_context: Slot<Cow<'de, str>>,
    prompts: Slot<Vec<MediaPrompt<'de>>>,
    repeated: Slot<bool>,
}

impl<'de> Members<'de> for PlayMembers<'de> {
    type Object = PlayPrompt<'de>;

    #[inline]
    fn member<A: MapAccess<'de>>(
        &mut self,
        name: Name,
        value: Value<'_, A>,
    ) -> Result<(), Fault<A::Error>> {
        match name {
            Name::ClientContext => {
                value.plain(name, &mut self.client_context, Scalar::client_context)
            }
            Name::Prompts => value.list(name, &mut self.prompts, PromptList::of_a_play),
            // One that is not a Boolean, as it was in 2018 to 2019, is ignored.
            Name::Loop => value.plain(name, &mut self.repeated, |value, _| match value {
                Scalar::Boolean(repeated) => Ok(Some(repeated)),
                _ => Ok(None),
            }),
            _ => value.skip(),
        }
    }

    #[inline]
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

    #[inline]
    fn member<A: MapAccess<'de>>(
        &mut self,
        name: Name,
        value: Value<'_, A>,
    ) -> Result<(), Fault<A::Error>> {
        match name {
            Name::ClientContext => {
                value.plain(name, &mut self.client_context, Scalar::client_context)
            }
            Name::Prompts => value.list(name, &mut self.prompts, PromptList::of_a_record),
            Name::BargeInAllowed => value.plain(name, &mut self.barge_in, Scalar::boolean),
            Name::PlayBeep => value.plain(name, &mut self.play_beep, Scalar::boolean),
            Name::StopTones => value.list(name, &mut self.stop_tones, StopTones),
            Name::MaxRecordDuration => value.plain(name, &mut self.max_duration, Scalar::seconds),
            Name::MaxSilence => value.plain(name, &mut self.max_silence, Scalar::seconds),
            Name::InitialSilence => value.plain(name, &mut self.initial_silence, Scalar::seconds),
            _ => value.skip(),
        }
    }

    #[inline]
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

    #[inline]
    fn member<A: MapAccess<'de>>(
        &mut self,
        name: Name,
        value: Value<'_, A>,
    ) -> Result<(), Fault<A::Error>> {
        match name {
            Name::ClientContext => value.plain(name, &mut self.0, Scalar::client_context),
            _ => value.skip(),
        }
    }

    #[inline]
    fn finish(self) -> Checked<Option<Cow<'de, str>>> {
        Ok(self.0.take())
    }
}

const DEFAULT_LIMIT: Millis = match Millis::new(5_000) {
    Some(limit) => limit,
    None => Millis::MAX,
};
