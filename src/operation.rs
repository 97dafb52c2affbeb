//! What can be asked of a call: a play and a record.

use core::num::{NonZeroU8, NonZeroU16};

use serde::{Deserialize, Serialize};

use crate::interrupts::Interrupts;
use crate::time::Millis;
use crate::tone_set::ToneSet;

/// A request to play prompts, one after the other.
///
/// The queue counts prompts and never looks at them: which file the third one is
/// stands in `context`, the host's own value.
///
/// ```
/// use core::num::NonZeroU8;
/// use media_queue::{Interrupts, Play, Times};
///
/// let menu = Play::new("menu", const { NonZeroU8::new(2).unwrap() })
///     .interrupted_by(Interrupts::by_tones("12".parse()?))
///     .repeated(Times::Forever);
/// assert_eq!(menu.prompts.get(), 2);
/// # Ok::<(), media_queue::UnknownTone>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
// As `Record`: the context first, at one place in both, so that it is moved out of a
// completion whole, whatever the kind.
#[repr(C, align(8))]
pub struct Play<C> {
    /// The host's own value: moved in with the request, out with the completion.
    pub context: C,
    /// How many prompts the list has.
    pub prompts: NonZeroU8,
    /// How often the whole list is played (rule P1).
    pub times: Times,
    /// What ends the play before its last prompt has (rule B1).
    pub interrupts: Interrupts,
}

impl<C> Play<C> {
    /// A play of `prompts` prompts, once, to the end.
    pub const fn new(context: C, prompts: NonZeroU8) -> Self {
        Self { context, prompts, times: Times::ONCE, interrupts: Interrupts::NOTHING }
    }

    /// The same play, repeated.
    #[must_use = "the play is not changed in place"]
    pub fn repeated(self, times: Times) -> Self {
        Self { times, ..self }
    }

    /// The same play, interruptible.
    #[must_use = "the play is not changed in place"]
    pub fn interrupted_by(self, interrupts: Interrupts) -> Self {
        Self { interrupts, ..self }
    }
}

/// How often the list of a play is played, the whole list each time (rule P1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Times {
    /// This many times.
    Count(NonZeroU16),
    /// Until it is interrupted, cancelled, fails, or the call ends.
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
/// let limits = RecordLimits {
///     max_silence: Millis::new(2_000),
///     ..RecordLimits::new(Millis::new(10_000).ok_or("0")?)
/// };
/// let answer = Record::new("answer", limits)
///     .opened_by(Opening::PromptThenBeep(Interrupts::NOTHING))
///     .stopped_by("#".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
// As `Play`.
#[repr(C, align(8))]
pub struct Record<C> {
    /// The host's own value: moved in with the request, out with the completion.
    pub context: C,
    /// What the caller hears before the recording (rule R1).
    pub opening: Opening,
    /// The keys that end the recording (rule R3).
    pub stop_tones: ToneSet,
    /// When the recording ends by itself. The queue does not time them: the media
    /// engine or a [`RecordClock`](crate::RecordClock) does (rule R4).
    pub limits: RecordLimits,
}

impl<C> Record<C> {
    /// A record that begins with a beep and is ended by its limits alone.
    pub const fn new(context: C, limits: RecordLimits) -> Self {
        Self { context, opening: Opening::Beep, stop_tones: ToneSet::EMPTY, limits }
    }

    /// The same record with another opening.
    #[must_use = "the record is not changed in place"]
    pub fn opened_by(self, opening: Opening) -> Self {
        Self { opening, ..self }
    }

    /// The same record with these stop tones.
    #[must_use = "the record is not changed in place"]
    pub fn stopped_by(self, stop_tones: ToneSet) -> Self {
        Self { stop_tones, ..self }
    }
}

/// What the caller hears before a recording begins (rule R1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Opening {
    /// Nothing: the recording is the first step.
    Silence,
    /// A beep.
    Beep,
    /// A prompt, which these interrupt.
    Prompt(Interrupts),
    /// A prompt, which these interrupt, then a beep.
    PromptThenBeep(Interrupts),
}

/// When a recording ends by itself. A limit that is `None` does not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
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
    /// A longest recording, and no other limit.
    #[must_use]
    pub const fn new(max_duration: Millis) -> Self {
        Self { max_duration, max_silence: None, initial_silence: None, media_timeout: None }
    }
}
