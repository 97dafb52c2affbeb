//! JSON lists.

use alloc::format;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use serde::de::{Error, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::object::Object;
use super::prompt::PromptBody;
use super::value::StopTone;
use crate::graph::prompt::{MediaPrompt, Prompts};
use crate::tone::ToneSet;

/// The 1 to 20 prompts of a play.
#[derive(Debug)]
pub(super) struct PlayPrompts<'a>(pub(super) Prompts<'a>);

impl<'de: 'a, 'a> Deserialize<'de> for PlayPrompts<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let allowed = "a list of 1 to 20 prompts";
        let mut prompts = Vec::new();
        let take = |Object(prompt): Object<PromptBody<'a>>| prompts.push(prompt.into());
        let count = deserializer.deserialize_seq(List::new(allowed, Prompts::MAX, take))?;
        Prompts::new(prompts).map(Self).ok_or_else(|| wrong_count(count, allowed))
    }
}

/// The prompt of a record, if its list has one.
#[derive(Debug)]
pub(super) struct RecordPrompt<'a>(pub(super) Option<MediaPrompt<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for RecordPrompt<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut first = None;
        let take = |Object(prompt): Object<PromptBody<'a>>| first = Some(prompt.into());
        deserializer.deserialize_seq(List::new("a list of at most 1 prompt", 1, take))?;
        Ok(Self(first))
    }
}

/// The keys that end a recording.
#[derive(Debug)]
pub(super) struct StopTones(pub(super) ToneSet);

impl<'de> Deserialize<'de> for StopTones {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut tones = ToneSet::EMPTY;
        let take = |StopTone(tone)| tones = tones.with(tone);
        deserializer.deserialize_seq(List::new("a list of tones", usize::MAX, take))?;
        Ok(Self(tones))
    }
}

/// Gives each element to `take`. What is more than `max` is only counted, so a long list
/// takes no memory. The value is the number of elements.
struct List<T, F> {
    allowed: &'static str,
    max: usize,
    take: F,
    element: PhantomData<T>,
}

impl<T, F: FnMut(T)> List<T, F> {
    const fn new(allowed: &'static str, max: usize, take: F) -> Self {
        Self { allowed, max, take, element: PhantomData }
    }
}

impl<'de, T: Deserialize<'de>, F: FnMut(T)> Visitor<'de> for List<T, F> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.allowed)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<usize, A::Error> {
        for count in 0..self.max {
            match list.next_element()? {
                Some(element) => (self.take)(element),
                None => return Ok(count),
            }
        }
        let mut count = self.max;
        while let Some(IgnoredAny) = list.next_element()? {
            count = count.saturating_add(1);
        }
        if count > self.max { Err(wrong_count(count, self.allowed)) } else { Ok(count) }
    }
}

fn wrong_count<E: Error>(count: usize, allowed: &str) -> E {
    E::custom(format!("is a list of {count}: expected {allowed}"))
}
