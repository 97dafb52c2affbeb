//! The telephone keys, and sets of them.

use core::fmt::{self, Write as _};
use core::str::FromStr;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::UnknownTone;
use crate::outcome::Interruption;

/// One key of the telephone, or the hook flash: the seventeen DTMF events of
/// [RFC 4733, section 3.2](https://www.rfc-editor.org/rfc/rfc4733#section-3.2).
///
/// It is read from, and shown as, its telephone character; the hook flash is `!`.
///
/// ```
/// use media_queue::Tone;
///
/// assert_eq!('#'.try_into(), Ok(Tone::Pound));
/// assert_eq!(Tone::Star.to_string(), "*");
/// assert_eq!(Tone::from_event(16), Some(Tone::Flash));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[repr(u8)]
pub enum Tone {
    /// `0`
    Tone0,
    /// `1`
    Tone1,
    /// `2`
    Tone2,
    /// `3`
    Tone3,
    /// `4`
    Tone4,
    /// `5`
    Tone5,
    /// `6`
    Tone6,
    /// `7`
    Tone7,
    /// `8`
    Tone8,
    /// `9`
    Tone9,
    /// `*`
    Star,
    /// `#`
    Pound,
    /// `A`
    A,
    /// `B`
    B,
    /// `C`
    C,
    /// `D`
    D,
    /// The hook flash, written `!`.
    Flash,
}

impl Tone {
    /// Every tone, in the order of its event number.
    pub const ALL: [Self; 17] = [
        Self::Tone0,
        Self::Tone1,
        Self::Tone2,
        Self::Tone3,
        Self::Tone4,
        Self::Tone5,
        Self::Tone6,
        Self::Tone7,
        Self::Tone8,
        Self::Tone9,
        Self::Star,
        Self::Pound,
        Self::A,
        Self::B,
        Self::C,
        Self::D,
        Self::Flash,
    ];

    /// The tone of an RFC 4733 event number, 0 to 16.
    #[must_use]
    pub fn from_event(event: u8) -> Option<Self> {
        Self::ALL.get(usize::from(event)).copied()
    }

    /// The RFC 4733 event number, 0 to 16.
    #[must_use]
    pub const fn event(self) -> u8 {
        self as u8
    }

    /// The telephone character.
    #[must_use]
    pub const fn as_char(self) -> char {
        match self {
            Self::Tone0 => '0',
            Self::Tone1 => '1',
            Self::Tone2 => '2',
            Self::Tone3 => '3',
            Self::Tone4 => '4',
            Self::Tone5 => '5',
            Self::Tone6 => '6',
            Self::Tone7 => '7',
            Self::Tone8 => '8',
            Self::Tone9 => '9',
            Self::Star => '*',
            Self::Pound => '#',
            Self::A => 'A',
            Self::B => 'B',
            Self::C => 'C',
            Self::D => 'D',
            Self::Flash => '!',
        }
    }
}

impl fmt::Display for Tone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char(self.as_char())
    }
}

impl TryFrom<char> for Tone {
    type Error = UnknownTone;

    /// The key with this character; letters in either case.
    ///
    /// # Errors
    ///
    /// [`UnknownTone`], if no key has this character.
    fn try_from(key: char) -> Result<Self, UnknownTone> {
        Self::ALL
            .into_iter()
            .find(|tone| tone.as_char() == key.to_ascii_uppercase())
            .ok_or(UnknownTone { key })
    }
}

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
pub struct ToneSet(Bits);

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

/// What interrupts a prompt: a set of tones, speech, both, or nothing (rule B1).
///
/// ```
/// use media_queue::{Interruption, Interrupts, Tone};
///
/// let menu = Interrupts::by_tones("12".parse()?).and_speech();
/// assert!(menu.by(Interruption::Tone(Tone::Tone2)));
/// assert!(menu.by(Interruption::Speech));
/// assert!(!Interrupts::NOTHING.by(Interruption::Speech));
/// # Ok::<(), media_queue::UnknownTone>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "InterruptsData", into = "InterruptsData")]
pub struct Interrupts(Bits);

impl Interrupts {
    /// Nothing: the prompt is heard to its end.
    pub const NOTHING: Self = Self(Bits::NONE);

    /// Every tone, and speech.
    pub const ANYTHING: Self = Self::by_tones(ToneSet::ALL).and_speech();

    /// Any of `tones`.
    #[must_use]
    pub const fn by_tones(tones: ToneSet) -> Self {
        Self(tones.0)
    }

    /// These, and speech.
    #[must_use]
    pub const fn and_speech(self) -> Self {
        Self(self.0.with(SPEECH))
    }

    /// Whether `what` interrupts.
    #[must_use]
    pub const fn by(self, what: Interruption) -> bool {
        match what {
            Interruption::Tone(tone) => self.0.contains(tone.event()),
            Interruption::Speech => self.by_speech(),
        }
    }

    /// Whether speech interrupts.
    #[must_use]
    pub const fn by_speech(self) -> bool {
        self.0.contains(SPEECH)
    }

    /// The tones that interrupt.
    #[must_use]
    pub const fn tones(self) -> ToneSet {
        ToneSet(Bits::from_u32(self.0.as_u32() & ToneSet::ALL.0.as_u32()))
    }
}

impl fmt::Debug for Interrupts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let speech = if self.by_speech() { " speech" } else { "" };
        write!(f, "Interrupts({}{speech})", self.tones())
    }
}

/// The bit after those of the tones.
const SPEECH: u8 = Tone::Flash.event() + 1;

/// Twenty-four bits with the alignment of a byte, so that two sets and the
/// milliseconds of a recording share 24 bytes of a queued operation.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
struct Bits([u8; 3]);

impl Bits {
    const NONE: Self = Self([0; 3]);

    const fn from_u32(bits: u32) -> Self {
        let [low, middle, high, _] = bits.to_le_bytes();
        Self([low, middle, high])
    }

    const fn as_u32(self) -> u32 {
        let [low, middle, high] = self.0;
        u32::from_le_bytes([low, middle, high, 0])
    }

    const fn with(self, bit: u8) -> Self {
        Self::from_u32(self.as_u32() | 1 << bit)
    }

    const fn contains(self, bit: u8) -> bool {
        self.as_u32() >> bit & 1 == 1
    }
}

/// [`Interrupts`] as data.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Interrupts", rename_all = "camelCase", deny_unknown_fields)]
struct InterruptsData {
    tones: ToneSet,
    speech: bool,
}

impl From<Interrupts> for InterruptsData {
    fn from(interrupts: Interrupts) -> Self {
        Self { tones: interrupts.tones(), speech: interrupts.by_speech() }
    }
}

impl From<InterruptsData> for Interrupts {
    fn from(data: InterruptsData) -> Self {
        let tones = Self::by_tones(data.tones);
        if data.speech { tones.and_speech() } else { tones }
    }
}
