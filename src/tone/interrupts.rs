//! What interrupts a prompt.

use core::fmt;

use super::key::Tone;
use super::set::{Bits, ToneSet};

/// What interrupts a prompt: a set of tones, speech, both, or nothing
/// ([B1](crate::MediaQueue#rules)).
///
/// Speech that *begins* while the prompt is the operation's current step interrupts it.
/// A caller who was already speaking when the prompt started does not, unless
/// [`and_ongoing_speech`](Self::and_ongoing_speech) asks for it.
///
/// ```
/// use media_queue::{Interruption, Interrupts, Tone, ToneSet};
///
/// let menu = Interrupts::on_tones("12".parse()?).and_speech();
/// assert!(menu.contains(Interruption::Tone(Tone::Tone2)));
/// assert!(menu.contains(Interruption::Speech));
/// assert!(!Interrupts::NEVER.contains(Interruption::Speech));
/// # Ok::<(), media_queue::UnknownTone>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Interrupts(Bits);

impl Interrupts {
    /// Nothing interrupts the prompt.
    pub const NEVER: Self = Self(Bits::NONE);

    /// Every tone interrupts the prompt, and so does speech that begins.
    pub const ANYTHING: Self = Self::on_tones(ToneSet::ALL).and_speech();

    /// Any of `tones` interrupts the prompt.
    #[must_use]
    pub const fn on_tones(tones: ToneSet) -> Self {
        Self(tones.0)
    }

    /// Returns the same, and speech that begins interrupts the prompt too.
    #[must_use]
    pub const fn and_speech(self) -> Self {
        Self(self.0.with(SPEECH))
    }

    /// Returns the same, and so does a caller who is already speaking when the prompt
    /// starts.
    ///
    /// A [`Session`](crate::session::Session) knows whether the caller is speaking and
    /// interrupts the prompt when the engine confirms its start. A host of the bare
    /// queue calls [`speech_started`](crate::MediaQueue::speech_started) itself.
    #[must_use]
    pub const fn and_ongoing_speech(self) -> Self {
        Self(self.and_speech().0.with(ONGOING_SPEECH))
    }

    /// Returns whether `what` interrupts the prompt.
    #[must_use]
    pub const fn contains(self, what: Interruption) -> bool {
        match what {
            Interruption::Tone(tone) => self.0.contains(tone.event()),
            Interruption::Speech => self.0.contains(SPEECH),
        }
    }

    /// Returns whether a caller who is already speaking interrupts the prompt.
    #[must_use]
    pub const fn contains_ongoing_speech(self) -> bool {
        self.0.contains(ONGOING_SPEECH)
    }

    /// Returns the tones that interrupt the prompt.
    #[must_use]
    pub const fn tones(self) -> ToneSet {
        ToneSet(Bits::from_u32(self.0.as_u32() & ToneSet::ALL.0.as_u32()))
    }
}

impl fmt::Debug for Interrupts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let speech = match (self.contains(Interruption::Speech), self.contains_ongoing_speech()) {
            (_, true) => " ongoing speech",
            (true, false) => " speech",
            (false, false) => "",
        };
        write!(f, "Interrupts({}{speech})", self.tones())
    }
}

/// What interrupted a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "rule B1 has no third way")]
pub enum Interruption {
    /// The caller pressed this key.
    Tone(Tone),
    /// The caller spoke.
    Speech,
}

impl fmt::Display for Interruption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tone(tone) => write!(f, "key {tone}"),
            Self::Speech => f.write_str("speech"),
        }
    }
}

/// The bits after those of the tones.
const SPEECH: u8 = Tone::Flash.event() + 1;
const ONGOING_SPEECH: u8 = SPEECH + 1;
