//! The prompts of a request.

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::num::NonZeroU8;

/// A file to play: a
/// [mediaPrompt](https://learn.microsoft.com/graph/api/resources/mediaprompt) with its
/// [mediaInfo](https://learn.microsoft.com/graph/api/resources/mediainfo).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct MediaPrompt<'a> {
    /// The address of the file, which may be any string. If the file cannot be fetched,
    /// report [`MediaFailure::Unavailable`](crate::MediaFailure::Unavailable) when its turn
    /// comes.
    pub uri: Cow<'a, str>,
    /// The key under which the host may cache the file.
    pub resource_id: Option<Cow<'a, str>>,
}

impl MediaPrompt<'_> {
    /// Returns the same prompt with strings of its own.
    #[must_use]
    pub fn into_owned(self) -> MediaPrompt<'static> {
        MediaPrompt { uri: owned(self.uri), resource_id: self.resource_id.map(owned) }
    }
}

/// The 1 to 20 prompts of a play, in order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Prompts<'a> {
    prompts: Vec<MediaPrompt<'a>>,
    count: NonZeroU8,
}

impl<'a> Prompts<'a> {
    /// The most prompts of a play: 20.
    pub const MAX: usize = 20;

    pub(super) fn new(prompts: Vec<MediaPrompt<'a>>) -> Option<Self> {
        let count = u8::try_from(prompts.len()).ok().and_then(NonZeroU8::new)?;
        (prompts.len() <= Self::MAX).then_some(Self { prompts, count })
    }

    /// Returns the number of prompts, 1 to 20.
    #[must_use]
    pub const fn count(&self) -> NonZeroU8 {
        self.count
    }

    /// Returns the prompts in order.
    #[must_use]
    pub fn as_slice(&self) -> &[MediaPrompt<'a>] {
        &self.prompts
    }

    /// Takes the prompts out, in order.
    #[must_use]
    pub fn into_vec(self) -> Vec<MediaPrompt<'a>> {
        self.prompts
    }

    pub(super) fn into_owned(self) -> Prompts<'static> {
        let prompts = self.prompts.into_iter().map(MediaPrompt::into_owned).collect();
        Prompts { prompts, count: self.count }
    }
}

pub(super) fn owned(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}
