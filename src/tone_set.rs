//! Sets of tones.

use core::fmt::{self, Write as _};
use core::str::FromStr;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::UnknownTone;
use crate::tone::Tone;

/// A set of tones, three bytes wide.
///
/// It is written as the telephone characters of its members, in the order of
/// their event numbers, in text and in every serde format.
///
/// ```
/// use media_queue::{Tone, ToneSet};
///
/// let stop: ToneSet = "#1*".parse()?;
/// assert!(stop.contains(Tone::Pound));
/// assert_eq!(stop.to_string(), "1*#");
/// assert_eq!(stop, ToneSet::from_iter([Tone::Tone1, Tone::Star, Tone::Pound]));
/// # Ok::<(), media_queue::UnknownTone>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct ToneSet(pub(crate) Bits);

impl ToneSet {
    /// No tone.
    pub const EMPTY: Self = Self(Bits::NONE);

    /// Every tone.
    pub const ALL: Self = Self(Bits::from_u32((1 << Tone::ALL.len()) - 1));

    /// This set and `tone`.
    #[must_use]
    pub const fn with(self, tone: Tone) -> Self {
        Self(self.0.with(tone.event()))
    }

    /// Whether `tone` is a member.
    #[must_use]
    pub const fn contains(self, tone: Tone) -> bool {
        self.0.contains(tone.event())
    }

    /// Whether there is no member.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0.as_u32() == 0
    }

    /// The members, in the order of their event numbers.
    pub fn iter(self) -> impl Iterator<Item = Tone> {
        Tone::ALL.into_iter().filter(move |&tone| self.contains(tone))
    }
}

impl FromIterator<Tone> for ToneSet {
    fn from_iter<I: IntoIterator<Item = Tone>>(tones: I) -> Self {
        tones.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl FromStr for ToneSet {
    type Err = UnknownTone;

    /// The set of the keys in `keys`, in any order.
    ///
    /// # Errors
    ///
    /// [`UnknownTone`], if a character is no key.
    fn from_str(keys: &str) -> Result<Self, UnknownTone> {
        keys.chars().map(Tone::try_from).collect()
    }
}

impl fmt::Display for ToneSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|tone| f.write_char(tone.as_char()))
    }
}

impl fmt::Debug for ToneSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ToneSet({self})")
    }
}

impl Serialize for ToneSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ToneSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;

        impl Visitor<'_> for Keys {
            type Value = ToneSet;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string of telephone keys")
            }

            fn visit_str<E: de::Error>(self, keys: &str) -> Result<ToneSet, E> {
                keys.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Keys)
    }
}

/// Twenty-four bits with the alignment of a byte, so that two sets and the
/// milliseconds of a recording share 24 bytes of a queued operation.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Bits([u8; 3]);

impl Bits {
    pub(crate) const NONE: Self = Self([0; 3]);

    pub(crate) const fn from_u32(bits: u32) -> Self {
        let [low, middle, high, _] = bits.to_le_bytes();
        Self([low, middle, high])
    }

    pub(crate) const fn as_u32(self) -> u32 {
        let [low, middle, high] = self.0;
        u32::from_le_bytes([low, middle, high, 0])
    }

    pub(crate) const fn with(self, bit: u8) -> Self {
        Self::from_u32(self.as_u32() | 1 << bit)
    }

    pub(crate) const fn contains(self, bit: u8) -> bool {
        self.as_u32() >> bit & 1 == 1
    }
}
