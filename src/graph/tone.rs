//! The tones by their names on the wire.

use serde::de::SeqAccess;

use super::error::{Refusal, WHOLE};
use super::name::Name;
use super::read::{Checked, Plain, Read, Shape, Slot, skip_list};
use super::scalar::Scalar;
use crate::tone::Tone;
use crate::tone_set::ToneSet;

/// The tone's name in the enumeration
/// [tone](https://learn.microsoft.com/graph/api/resources/toneinfo).
pub(super) const fn name(tone: Tone) -> &'static str {
    match tone {
        Tone::Tone0 => "tone0",
        Tone::Tone1 => "tone1",
        Tone::Tone2 => "tone2",
        Tone::Tone3 => "tone3",
        Tone::Tone4 => "tone4",
        Tone::Tone5 => "tone5",
        Tone::Tone6 => "tone6",
        Tone::Tone7 => "tone7",
        Tone::Tone8 => "tone8",
        Tone::Tone9 => "tone9",
        Tone::Star => "star",
        Tone::Pound => "pound",
        Tone::A => "a",
        Tone::B => "b",
        Tone::C => "c",
        Tone::D => "d",
        Tone::Flash => "flash",
    }
}

/// The tone of a telephone character or a name.
fn tone(text: &str) -> Option<Tone> {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(character), None) => character.try_into().ok(),
        _ => Tone::ALL.into_iter().find(|&tone| name(tone) == text),
    }
}

/// A list of stop tones, and where it goes.
pub(super) struct StopTones<'a>(pub(super) &'a mut Slot<ToneSet>);

impl<'de> Shape<'de> for StopTones<'_> {
    fn scalar(self, value: Scalar<'de>) -> Checked<()> {
        match value {
            Scalar::Null => self.0.fill(None),
            other => {
                return Err(Refusal::new(Name::StopTones.as_str(), other, "a list of tones"));
            }
        }
        Ok(())
    }

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<Checked<()>, A::Error> {
        let mut tones = ToneSet::EMPTY;
        let mut index = 0_usize;
        let mut add = |value: Scalar<'_>| {
            tones = tones.with(stop_tone(value)?);
            Ok(())
        };
        while let Some(added) = list.next_element_seed(Read(Plain(&mut add)))? {
            if let Err(refusal) = added {
                let refusal = refusal.within(format_args!("{}[{index}]", Name::StopTones));
                return skip_list(list).map(|_| Err(refusal));
            }
            index = index.saturating_add(1);
        }
        self.0.fill(Some(tones));
        Ok(Ok(()))
    }
}

fn stop_tone(value: Scalar<'_>) -> Checked<Tone> {
    let tone = match &value {
        Scalar::Text(text) => tone(text),
        _ => None,
    };
    tone.ok_or_else(|| Refusal::new(WHOLE, value, "a telephone character or the name of a tone"))
}
