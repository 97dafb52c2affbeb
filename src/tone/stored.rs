//! Tones as they are stored: as telephone characters.

use core::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Interruption, Interrupts, Tone, ToneSet};

impl Serialize for Tone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_char(self.as_char())
    }
}

impl<'de> Deserialize<'de> for Tone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        char::deserialize(deserializer)?.try_into().map_err(D::Error::custom)
    }
}

impl Serialize for ToneSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ToneSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = ToneSet;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string of telephone characters")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<ToneSet, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Text)
    }
}

/// [`Interrupts`] in version 1 of the stored format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct InterruptsV1 {
    tones: ToneSet,
    speech: bool,
    ongoing_speech: bool,
}

impl InterruptsV1 {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde lends the field")]
    pub(crate) fn serialize<S: Serializer>(
        live: &Interrupts,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let stored = Self {
            tones: live.tones(),
            speech: live.contains(Interruption::Speech),
            ongoing_speech: live.contains_ongoing_speech(),
        };
        Serialize::serialize(&stored, serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Interrupts, D::Error> {
        let Self { tones, speech, ongoing_speech } = Deserialize::deserialize(deserializer)?;
        let tones = Interrupts::on_tones(tones);
        Ok(match (speech, ongoing_speech) {
            (_, true) => tones.and_ongoing_speech(),
            (true, false) => tones.and_speech(),
            (false, false) => tones,
        })
    }
}
