//! The telephone keys.

use core::fmt::{self, Write as _};
use core::str::FromStr;

/// One key of the telephone, or the hook flash.
///
/// These are the seventeen DTMF events of
/// [RFC 4733, section 3.2](https://www.rfc-editor.org/rfc/rfc4733#section-3.2). A tone
/// is read from its telephone character and printed as one. The hook flash is `!`.
///
/// ```
/// use media_queue::Tone;
///
/// assert_eq!("#".parse(), Ok(Tone::Pound));
/// assert_eq!('b'.try_into(), Ok(Tone::B));
/// assert_eq!(Tone::Star.to_string(), "*");
/// assert_eq!(Tone::from_event(16), Some(Tone::Flash));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a telephone has no other keys")]
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

    /// Returns the tone with this RFC 4733 event number, or `None` above 16.
    #[must_use]
    pub fn from_event(event: u8) -> Option<Self> {
        Self::ALL.get(usize::from(event)).copied()
    }

    /// Returns the RFC 4733 event number, 0 to 16.
    #[must_use]
    pub const fn event(self) -> u8 {
        self as u8
    }

    /// Returns the telephone character.
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

    /// Returns the key with this character. Letters may be of either case.
    ///
    /// # Errors
    ///
    /// Returns [`UnknownTone`] if no key has this character.
    fn try_from(key: char) -> Result<Self, UnknownTone> {
        Self::ALL
            .into_iter()
            .find(|tone| tone.as_char() == key.to_ascii_uppercase())
            .ok_or(UnknownTone { found: Some(key) })
    }
}

impl FromStr for Tone {
    type Err = UnknownTone;

    /// Reads exactly one telephone character.
    ///
    /// # Errors
    ///
    /// Returns [`UnknownTone`] with the first character that is too many or no key.
    fn from_str(text: &str) -> Result<Self, UnknownTone> {
        let mut characters = text.chars();
        let tone = characters.next().ok_or(UnknownTone { found: None })?.try_into()?;
        match characters.next() {
            None => Ok(tone),
            found => Err(UnknownTone { found }),
        }
    }
}

/// The error for text that is not a telephone key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct UnknownTone {
    /// The first character that does not belong there, or `None` if the text is empty.
    pub found: Option<char>,
}

impl fmt::Display for UnknownTone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.found {
            Some(found) => write!(f, "{found:?} is not")?,
            None => f.write_str("an empty text is not")?,
        }
        f.write_str(" a telephone key: expected 0 to 9, *, #, A to D or !")
    }
}

impl core::error::Error for UnknownTone {}
