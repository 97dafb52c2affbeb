//! The prompts of a body.

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::num::NonZeroU8;

use serde::de::{MapAccess, SeqAccess};

use super::error::{Found, Refusal, WHOLE};
use super::name::Name;
use super::read::{Checked, Fault, Members, Object, Read, Shape, Slot, Value, skip_list};
use super::scalar::Scalar;

/// A file to be heard: a
/// [mediaPrompt](https://learn.microsoft.com/graph/api/resources/mediaprompt) with its
/// [mediaInfo](https://learn.microsoft.com/graph/api/resources/mediainfo).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct MediaPrompt<'a> {
    /// Where the file is. It is not looked at: a host that cannot fetch it reports
    /// a [`Failure`](crate::Failure).
    pub uri: Cow<'a, str>,
    /// The key under which the host may keep the file.
    pub resource_id: Option<Cow<'a, str>>,
}

/// The prompts of a play, in order: 1 to 20.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Prompts<'a> {
    prompts: Vec<MediaPrompt<'a>>,
    count: NonZeroU8,
}

impl<'a> Prompts<'a> {
    /// The most prompts of a play: 20.
    pub const MAX: usize = 20;

    #[inline]
    pub(super) fn new(prompts: Vec<MediaPrompt<'a>>) -> Checked<Self> {
        match u8::try_from(prompts.len()).ok().and_then(NonZeroU8::new) {
            Some(count) if prompts.len() <= Self::MAX => Ok(Self { prompts, count }),
            _ => Err(Self::error(Found::List(prompts.len()))),
        }
    }

    pub(super) fn error(found: Found) -> Refusal {
        Refusal::new(Name::Prompts.as_str(), found, OF_A_PLAY)
    }

    /// How many there are.
    #[must_use]
    pub const fn count(&self) -> NonZeroU8 {
        self.count
    }

    /// The prompts, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[MediaPrompt<'a>] {
        &self.prompts
    }

    /// The prompts, in order, moved out.
    #[must_use]
    pub fn into_vec(self) -> Vec<MediaPrompt<'a>> {
        self.prompts
    }
}

/// A list of prompts, and where it goes.
pub(super) struct PromptList<'a, 'de> {
    slot: &'a mut Slot<Vec<MediaPrompt<'de>>>,
    max: usize,
    allowed: &'static str,
}

impl<'a, 'de> PromptList<'a, 'de> {
    /// The prompts of a play.
    pub(super) const fn of_a_play(slot: &'a mut Slot<Vec<MediaPrompt<'de>>>) -> Self {
        Self { slot, max: Prompts::MAX, allowed: OF_A_PLAY }
    }

    /// The prompt of a record.
    pub(super) const fn of_a_record(slot: &'a mut Slot<Vec<MediaPrompt<'de>>>) -> Self {
        Self { slot, max: 1, allowed: "a list of at most 1 prompt" }
    }
}

impl<'de> Shape<'de> for PromptList<'_, 'de> {
    #[inline]
    fn scalar(self, value: Scalar<'de>) -> Checked<()> {
        match value {
            Scalar::Null => self.slot.fill(None),
            other => return Err(Refusal::new(Name::Prompts.as_str(), other, self.allowed)),
        }
        Ok(())
    }

    #[inline]
    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<Checked<()>, A::Error> {
        let mut prompts = Vec::new();
        while prompts.len() < self.max {
            let index = prompts.len();
            let prompt = Object::<PromptMembers<'de>, _>::new(|prompt: Option<_>| {
                prompts.push(prompt.ok_or_else(null_prompt)?);
                Ok(())
            });
            match list.next_element_seed(Read(prompt))? {
                Some(Ok(())) => {}
                Some(Err(refusal)) => {
                    let refusal = refusal.within(format_args!("{}[{index}]", Name::Prompts));
                    return skip_list(list).map(|_| Err(refusal));
                }
                None => {
                    self.slot.fill(Some(prompts));
                    return Ok(Ok(()));
                }
            }
        }
        Ok(match skip_list(list)? {
            0 => {
                self.slot.fill(Some(prompts));
                Ok(())
            }
            more => self.scalar(Scalar::List(prompts.len().saturating_add(more))),
        })
    }
}

#[derive(Default)]
struct PromptMembers<'de> {
    odata_type: Slot<()>,
    media_info: Slot<MediaPrompt<'de>>,
}

impl<'de> Members<'de> for PromptMembers<'de> {
    type Object = MediaPrompt<'de>;

    #[inline]
    fn member<A: MapAccess<'de>>(
        &mut self,
        name: Name,
        value: Value<'_, A>,
    ) -> Result<(), Fault<A::Error>> {
        match name {
            Name::OdataType => value.plain(name, &mut self.odata_type, media_prompt),
            Name::MediaInfo => value.object::<InfoMembers<'de>>(name, &mut self.media_info),
            _ => value.skip(),
        }
    }

    #[inline]
    fn finish(self) -> Checked<MediaPrompt<'de>> {
        self.media_info.take().ok_or_else(|| {
            Refusal::new(Name::MediaInfo.as_str(), Found::Missing, "an object with a uri")
        })
    }
}

#[derive(Default)]
struct InfoMembers<'de> {
    uri: Slot<Cow<'de, str>>,
    resource_id: Slot<Cow<'de, str>>,
}

impl<'de> Members<'de> for InfoMembers<'de> {
    type Object = MediaPrompt<'de>;

    #[inline]
    fn member<A: MapAccess<'de>>(
        &mut self,
        name: Name,
        value: Value<'_, A>,
    ) -> Result<(), Fault<A::Error>> {
        match name {
            Name::Uri => value.plain(name, &mut self.uri, Scalar::text),
            Name::ResourceId => value.plain(name, &mut self.resource_id, Scalar::text),
            _ => value.skip(),
        }
    }

    #[inline]
    fn finish(self) -> Checked<MediaPrompt<'de>> {
        let uri = self
            .uri
            .take()
            .ok_or_else(|| Refusal::new(Name::Uri.as_str(), Found::Missing, "a string"))?;
        Ok(MediaPrompt { uri, resource_id: self.resource_id.take() })
    }
}

/// The type of a prompt, if it is the only one there is; null is absent.
#[inline]
fn media_prompt(value: Scalar<'_>, name: Name) -> Checked<Option<()>> {
    match value {
        Scalar::Null => Ok(None),
        Scalar::Text(text) if text.strip_prefix('#').unwrap_or(&text) == MEDIA_PROMPT => {
            Ok(Some(()))
        }
        other => Err(Refusal::new(name.as_str(), other, "\"#microsoft.graph.mediaPrompt\"")),
    }
}

fn null_prompt() -> Refusal {
    Refusal::new(WHOLE, Found::Null, "an object")
}

const OF_A_PLAY: &str = "a list of 1 to 20 prompts";

const MEDIA_PROMPT: &str = "microsoft.graph.mediaPrompt";
