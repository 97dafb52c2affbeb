//! What can be asked of a call: a play and a record.

use core::fmt;
use core::num::{NonZeroU8, NonZeroU16};

use crate::time::Millis;
use crate::tone::{Interrupts, ToneSet};

/// A request to play prompts, one after the other.
///
/// The queue counts prompts and does not look at them. The host keeps in its own context
/// which file the third one is.
///
/// ```
/// use core::num::NonZeroU8;
/// use media_queue::{Interrupts, Play, Times};
///
/// let once = Play::new();
/// assert_eq!(once.prompts.get(), 1);
///
/// const THREE: NonZeroU8 = NonZeroU8::new(3).unwrap();
/// let menu = Play::of(THREE)
///     .interrupted_by(Interrupts::on_tones("12".parse()?))
///     .repeated(Times::Forever);
/// assert_eq!(menu.times, Times::Forever);
/// # Ok::<(), media_queue::UnknownTone>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Play {
    /// The number of prompts in the list.
    pub prompts: NonZeroU8,
    /// How often the whole list is played ([P1](crate::MediaQueue#rules)).
    pub times: Times,
    /// The keys or speech that end the play early ([B1](crate::MediaQueue#rules)).
    pub interrupts: Interrupts,
}

impl Play {
    /// Returns a play of one prompt, once, that nothing interrupts.
    #[must_use]
    pub const fn new() -> Self {
        Self::of(NonZeroU8::MIN)
    }

    /// Returns a play of `prompts` prompts, once, that nothing interrupts.
    #[must_use]
    pub const fn of(prompts: NonZeroU8) -> Self {
        Self { prompts, times: Times::ONCE, interrupts: Interrupts::NEVER }
    }

    /// Returns the same play, repeated.
    #[must_use = "the play is not changed in place"]
    pub const fn repeated(self, times: Times) -> Self {
        Self { times, ..self }
    }

    /// Returns the same play, which `interrupts` ends early.
    #[must_use = "the play is not changed in place"]
    pub const fn interrupted_by(self, interrupts: Interrupts) -> Self {
        Self { interrupts, ..self }
    }
}

impl Default for Play {
    /// Returns a play of one prompt, once.
    fn default() -> Self {
        Self::new()
    }
}

/// How often the list of a play is played, the whole list each time
/// ([P1](crate::MediaQueue#rules)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "rule P1 has no third way")]
pub enum Times {
    /// This many times.
    Count(NonZeroU16),
    /// Until the play is interrupted, cancelled, fails, or the call ends.
    Forever,
}

impl Times {
    /// Once.
    pub const ONCE: Self = Self::Count(NonZeroU16::MIN);
}

/// A request to record the caller.
///
/// ```
/// use media_queue::{Interrupts, Millis, Opening, Record, RecordLimits};
///
/// let limits = RecordLimits::new(Millis::from_secs(10)).with_max_silence(Millis::from_secs(2));
/// let answer = Record::new(limits)
///     .opened_by(Opening::PromptThenBeep(Interrupts::NEVER))
///     .stopped_by("#".parse()?);
/// # Ok::<(), media_queue::UnknownTone>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Record {
    /// What the caller hears before the recording ([R1](crate::MediaQueue#rules)).
    pub opening: Opening,
    /// The keys that end the recording ([R3](crate::MediaQueue#rules)).
    pub stop_tones: ToneSet,
    /// When the recording ends by itself ([R4](crate::MediaQueue#rules)).
    pub limits: RecordLimits,
}

impl Record {
    /// Returns a record that begins with a beep and that only its limits end.
    #[must_use]
    pub const fn new(limits: RecordLimits) -> Self {
        Self { opening: Opening::Beep, stop_tones: ToneSet::EMPTY, limits }
    }

    /// Returns the same record with another opening.
    #[must_use = "the record is not changed in place"]
    pub const fn opened_by(self, opening: Opening) -> Self {
        Self { opening, ..self }
    }

    /// Returns the same record with these stop tones.
    #[must_use = "the record is not changed in place"]
    pub const fn stopped_by(self, stop_tones: ToneSet) -> Self {
        Self { stop_tones, ..self }
    }
}

/// What the caller hears before a recording begins ([R1](crate::MediaQueue#rules)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "rule R1 has no fifth way")]
pub enum Opening {
    /// Nothing. The recording is the first step.
    Silence,
    /// A beep.
    Beep,
    /// A prompt, with what interrupts it.
    Prompt(Interrupts),
    /// A prompt, with what interrupts it, and then a beep.
    PromptThenBeep(Interrupts),
}

/// When a recording ends by itself. A limit that is `None` does not apply.
///
/// The queue has no clock, so it does not measure these limits. The media engine does, or
/// a [`RecordClock`](crate::session::RecordClock), which every
/// [`Session`](crate::session::Session) contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct RecordLimits {
    /// The longest recording.
    pub max_duration: Millis,
    /// The longest silence after speech.
    pub max_silence: Option<Millis>,
    /// The longest silence before the first speech.
    pub initial_silence: Option<Millis>,
    /// The longest time without any media from the caller.
    pub media_timeout: Option<Millis>,
}

impl RecordLimits {
    /// Returns limits that only bound the duration of the recording.
    #[must_use]
    pub const fn new(max_duration: Millis) -> Self {
        Self { max_duration, max_silence: None, initial_silence: None, media_timeout: None }
    }

    /// Returns the same limits with a longest silence after speech.
    #[must_use = "the limits are not changed in place"]
    pub const fn with_max_silence(self, span: Millis) -> Self {
        Self { max_silence: Some(span), ..self }
    }

    /// Returns the same limits with a longest silence before the first speech.
    #[must_use = "the limits are not changed in place"]
    pub const fn with_initial_silence(self, span: Millis) -> Self {
        Self { initial_silence: Some(span), ..self }
    }

    /// Returns the same limits with a longest time without media from the caller.
    #[must_use = "the limits are not changed in place"]
    pub const fn with_media_timeout(self, span: Millis) -> Self {
        Self { media_timeout: Some(span), ..self }
    }
}

/// The two kinds of operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a third kind would be another queue")]
pub enum OperationKind {
    /// A [`Play`].
    Play,
    /// A [`Record`].
    Record,
}

impl fmt::Display for OperationKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Play => "play",
            Self::Record => "record",
        })
    }
}
