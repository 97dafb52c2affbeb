//! What a host knows of its media engine.

use crate::time::Millis;

/// What a session has to know of the media engine.
///
/// ```
/// use media_queue::Millis;
/// use media_queue::session::{EngineSettings, PromptEnds};
///
/// // An engine that confirms each command and reports when a prompt is over.
/// let usual = EngineSettings::new(Millis::from_secs(5), Millis::from_secs(2));
///
/// // An engine that says how long a prompt is and never that it is over.
/// let silent = usual.with_prompt_ends(PromptEnds::AtLength { longest: Millis::from_secs(600) });
///
/// // An engine that is told and says nothing.
/// let mute = silent.with_confirmation(media_queue::session::Confirmation::Assumed);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct EngineSettings {
    /// How long a start may take, including the time to fetch a prompt.
    pub start: Millis,
    /// How long a stop may take, including the time to close a file.
    pub stop: Millis,
    /// What it means if a start or a stop is not confirmed in that time.
    pub confirmation: Confirmation,
    /// How the end of a prompt or a beep becomes known.
    pub prompt_ends: PromptEnds,
}

impl EngineSettings {
    /// Returns the settings of an engine that confirms starts and stops within these
    /// spans and reports the end of each prompt.
    ///
    /// A prompt of known length may be late by `stop`. A prompt of unknown length has no
    /// bound: set one with [`with_prompt_ends`](Self::with_prompt_ends) unless the engine
    /// never loses a report.
    #[must_use]
    pub const fn new(start: Millis, stop: Millis) -> Self {
        Self {
            start,
            stop,
            confirmation: Confirmation::Expected,
            prompt_ends: PromptEnds::Reported { grace: stop, longest: None },
        }
    }

    /// Returns the same settings with another meaning of a missing confirmation.
    #[must_use = "the settings are not changed in place"]
    pub const fn with_confirmation(self, confirmation: Confirmation) -> Self {
        Self { confirmation, ..self }
    }

    /// Returns the same settings with another way in which prompts end.
    #[must_use = "the settings are not changed in place"]
    pub const fn with_prompt_ends(self, prompt_ends: PromptEnds) -> Self {
        Self { prompt_ends, ..self }
    }
}

/// What it means if the engine does not confirm a command in time
/// ([Y5](super::Player#rules), [X9](super::Session#rules)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "an engine confirms or does not")]
pub enum Confirmation {
    /// The engine confirms every command. One that it does not confirm in time is
    /// [`Stuck`](super::Stuck).
    Expected,
    /// The engine confirms nothing. A start or a stop is taken as done when its time has
    /// passed, so set the times to what the engine usually takes.
    Assumed,
}

/// How the end of a prompt or a beep becomes known ([Y7](super::Player#rules)).
///
/// The host tells the length of a prompt with
/// [`prompt_length`](super::Session::prompt_length), if it knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "an engine reports ends or does not")]
pub enum PromptEnds {
    /// The engine reports each end. A prompt that has not ended by its length and `grace`
    /// is [`Stuck`](super::Stuck).
    Reported {
        /// How late a report may be.
        grace: Millis,
        /// The longest prompt of unknown length. `None`: it may last for ever.
        longest: Option<Millis>,
    },
    /// The engine reports no end. A prompt is over at its length. Tell the length of each
    /// prompt and each beep. A report of an end is accepted all the same.
    AtLength {
        /// The longest prompt of unknown length. One that lasts longer is
        /// [`Stuck`](super::Stuck).
        longest: Millis,
    },
}
