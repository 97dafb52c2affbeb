//! What interrupts a prompt.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::outcome::Interruption;
use crate::tone::Tone;
use crate::tone_set::{Bits, ToneSet};

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

/// The bit after those of the tones.
const SPEECH: u8 = Tone::Flash.event() + 1;
