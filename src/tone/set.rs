//! Sets of tones.

use core::fmt::{self, Write as _};
use core::iter::FusedIterator;
use core::ops::{BitOr, BitOrAssign};
use core::str::FromStr;

use super::key::{Tone, UnknownTone};

/// A set of tones.
///
/// It is read from telephone characters in any order, and printed in the order of
/// their event numbers.
///
/// ```
/// use media_queue::{Tone, ToneSet};
///
/// let stop: ToneSet = "#1*".parse()?;
/// assert!(stop.contains(Tone::Pound));
/// assert_eq!(stop.len(), 3);
/// assert_eq!(stop.to_string(), "1*#");
/// assert_eq!(stop, ToneSet::from_iter([Tone::Tone1, Tone::Star]) | Tone::Pound.into());
/// # Ok::<(), media_queue::UnknownTone>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct ToneSet(pub(super) Bits);

impl ToneSet {
    /// The empty set.
    pub const EMPTY: Self = Self(Bits::NONE);

    /// The set of every tone.
    pub const ALL: Self = Self(Bits::from_u32((1 << Tone::ALL.len()) - 1));

    /// The digits 0 to 9.
    pub const DIGITS: Self = Self(Bits::from_u32((1 << 10) - 1));

    /// Returns this set with `tone` added.
    #[must_use]
    pub const fn with(self, tone: Tone) -> Self {
        Self(self.0.with(tone.event()))
    }

    /// Returns whether `tone` is in the set.
    #[must_use]
    pub const fn contains(self, tone: Tone) -> bool {
        self.0.contains(tone.event())
    }

    /// Returns whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0.as_u32() == 0
    }

    /// Returns the number of tones in the set.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.as_u32().count_ones() as usize
    }

    /// Returns the tones in the order of their event numbers.
    #[must_use]
    pub fn iter(self) -> Tones {
        Tones { left: self.0.as_u32() }
    }
}

impl From<Tone> for ToneSet {
    fn from(tone: Tone) -> Self {
        Self::EMPTY.with(tone)
    }
}

impl FromIterator<Tone> for ToneSet {
    fn from_iter<I: IntoIterator<Item = Tone>>(tones: I) -> Self {
        tones.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl Extend<Tone> for ToneSet {
    fn extend<I: IntoIterator<Item = Tone>>(&mut self, tones: I) {
        *self |= tones.into_iter().collect();
    }
}

impl BitOr for ToneSet {
    type Output = Self;

    /// Returns the tones that are in either set.
    fn bitor(self, other: Self) -> Self {
        Self(Bits::from_u32(self.0.as_u32() | other.0.as_u32()))
    }
}

impl BitOrAssign for ToneSet {
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}

impl IntoIterator for ToneSet {
    type Item = Tone;
    type IntoIter = Tones;

    fn into_iter(self) -> Tones {
        self.iter()
    }
}

/// The tones of a [`ToneSet`], in the order of their event numbers.
#[derive(Clone, Debug)]
pub struct Tones {
    left: u32,
}

impl Iterator for Tones {
    type Item = Tone;

    fn next(&mut self) -> Option<Tone> {
        let tone = Tone::from_event(u8::try_from(self.left.trailing_zeros()).ok()?)?;
        // This clears the lowest bit that is set.
        self.left &= self.left.wrapping_sub(1);
        Some(tone)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.left.count_ones() as usize;
        (left, Some(left))
    }
}

impl ExactSizeIterator for Tones {}

impl FusedIterator for Tones {}

impl FromStr for ToneSet {
    type Err = UnknownTone;

    /// Reads telephone characters in any order. The empty text is the empty set.
    ///
    /// # Errors
    ///
    /// Returns [`UnknownTone`] with the first character that is not a key.
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

/// Twenty-four bits with the alignment of a byte.
///
/// Two sets and the limits of a record then fit 24 bytes of a queued operation.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Bits([u8; 3]);

impl Bits {
    pub(super) const NONE: Self = Self([0; 3]);

    pub(super) const fn from_u32(bits: u32) -> Self {
        let [low, middle, high, _] = bits.to_le_bytes();
        Self([low, middle, high])
    }

    pub(super) const fn as_u32(self) -> u32 {
        let [low, middle, high] = self.0;
        u32::from_le_bytes([low, middle, high, 0])
    }

    pub(super) const fn with(self, bit: u8) -> Self {
        Self::from_u32(self.as_u32() | 1 << bit)
    }

    pub(super) const fn contains(self, bit: u8) -> bool {
        self.as_u32() >> bit & 1 == 1
    }
}
