//! What a collection asks for.

use core::fmt;
use core::num::NonZeroU8;

use super::collected::{CollectEnd, Collected, Keys};
use crate::time::Millis;
use crate::tone::{Tone, ToneSet};

/// What a collection asks for, and when it ends.
///
/// ```
/// use media_queue::Millis;
/// use media_queue::digits::{CollectRules, FirstKey};
///
/// // A PIN of four to six keys. The caller may end it with #, or start over with *.
/// let pin = CollectRules::between(4, 6)?
///     .ended_by("#".parse()?)?
///     .started_over_by("*".parse()?)?
///     .with_first_key(FirstKey::AfterPrompt(Millis::from_secs(5)))
///     .with_time_between(Millis::from_secs(3));
/// assert_eq!((pin.least(), pin.most()), (4, 6));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CollectRules {
    least: u8,
    most: NonZeroU8,
    terminators: ToneSet,
    keeps_terminator: bool,
    start_over: ToneSet,
    give_up: ToneSet,
    first_key: FirstKey,
    time_between: Option<Millis>,
    type_ahead: TypeAhead,
}

/// How long the caller may take to press the first key ([D8](crate::digits#rules)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a fourth way would be another rule")]
pub enum FirstKey {
    /// As long as it takes.
    #[default]
    Unlimited,
    /// This long after the end of the prompt, or after the beginning without a prompt.
    AfterPrompt(Millis),
    /// This long after the beginning of the collection, even if its prompt still plays. The
    /// prompt does not stop by itself: that is for the host to do.
    AfterBeginning(Millis),
}

/// What a collection does with the keys that wait for it ([D2](crate::digits#rules)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a third way would be another rule")]
pub enum TypeAhead {
    /// It uses them.
    #[default]
    Use,
    /// It throws them away.
    Discard,
}

impl CollectRules {
    /// Asks for exactly `count` keys.
    ///
    /// # Errors
    ///
    /// Returns [`RulesError`] unless `count` is 1 to [`Keys::MAX`].
    pub const fn exactly(count: u8) -> Result<Self, RulesError> {
        Self::between(count, count)
    }

    /// Asks for `least` to `most` keys.
    ///
    /// A collection that ends with fewer keys than `least` has a result like any other. The
    /// result says that there were too few
    /// ([`Collected::is_enough`](super::Collected::is_enough)).
    ///
    /// # Errors
    ///
    /// Returns [`RulesError`] unless `most` is 1 to [`Keys::MAX`] and `least` is at most
    /// `most`.
    pub const fn between(least: u8, most: u8) -> Result<Self, RulesError> {
        match NonZeroU8::new(most) {
            Some(known) if most as usize <= Keys::MAX && least <= most => Ok(Self {
                least,
                most: known,
                terminators: ToneSet::EMPTY,
                keeps_terminator: false,
                start_over: ToneSet::EMPTY,
                give_up: ToneSet::EMPTY,
                first_key: FirstKey::Unlimited,
                time_between: None,
                type_ahead: TypeAhead::Use,
            }),
            _ => Err(RulesError::Count { least, most }),
        }
    }

    /// Returns the same rules; any of `keys` ends the collection ([D5](crate::digits#rules)). A
    /// second call replaces the keys of the first.
    ///
    /// # Errors
    ///
    /// Returns [`RulesError`] if a key has another meaning already.
    pub fn ended_by(self, keys: ToneSet) -> Result<Self, RulesError> {
        Self { terminators: keys, ..self }.checked()
    }

    /// Returns the same rules; the terminating key is kept as the last of the keys
    /// ([D5](crate::digits#rules)).
    #[must_use = "the rules are not changed in place"]
    pub const fn keeping_terminator(self) -> Self {
        Self { keeps_terminator: true, ..self }
    }

    /// Returns the same rules; any of `keys` starts the collection over
    /// ([D6](crate::digits#rules)).
    ///
    /// # Errors
    ///
    /// Returns [`RulesError`] if a key has another meaning already.
    pub fn started_over_by(self, keys: ToneSet) -> Result<Self, RulesError> {
        Self { start_over: keys, ..self }.checked()
    }

    /// Returns the same rules; any of `keys` gives the collection up ([D6](crate::digits#rules)).
    ///
    /// # Errors
    ///
    /// Returns [`RulesError`] if a key has another meaning already.
    pub fn given_up_by(self, keys: ToneSet) -> Result<Self, RulesError> {
        Self { give_up: keys, ..self }.checked()
    }

    /// Returns the same rules with another time to the first key ([D8](crate::digits#rules)).
    #[must_use = "the rules are not changed in place"]
    pub const fn with_first_key(self, first_key: FirstKey) -> Self {
        Self { first_key, ..self }
    }

    /// Returns the same rules with a longest time between keys ([D8](crate::digits#rules)).
    #[must_use = "the rules are not changed in place"]
    pub const fn with_time_between(self, span: Millis) -> Self {
        Self { time_between: Some(span), ..self }
    }

    /// Returns the same rules with another use of the keys that wait ([D2](crate::digits#rules)).
    #[must_use = "the rules are not changed in place"]
    pub const fn with_type_ahead(self, type_ahead: TypeAhead) -> Self {
        Self { type_ahead, ..self }
    }

    /// Returns how many keys are enough.
    #[must_use]
    pub const fn least(&self) -> u8 {
        self.least
    }

    /// Returns how many keys end the collection.
    #[must_use]
    pub const fn most(&self) -> u8 {
        self.most.get()
    }

    pub(super) const fn first_key(&self) -> FirstKey {
        self.first_key
    }

    pub(super) const fn time_between(&self) -> Option<Millis> {
        self.time_between
    }

    pub(super) const fn type_ahead(&self) -> TypeAhead {
        self.type_ahead
    }

    /// What a key means to a collection with these rules.
    pub(super) const fn meaning(&self, key: Tone) -> Meaning {
        if self.terminators.contains(key) {
            Meaning::Terminates
        } else if self.start_over.contains(key) {
            Meaning::StartsOver
        } else if self.give_up.contains(key) {
            Meaning::GivesUp
        } else {
            Meaning::Counts
        }
    }

    /// What a collection by these rules comes to.
    pub(super) fn collected(&self, mut keys: Keys, end: CollectEnd) -> Collected {
        let enough = keys.len() >= usize::from(self.least);
        match end {
            CollectEnd::Terminator(key) if self.keeps_terminator => {
                // There is room: with the most keys the collection would have ended before.
                keys.push(key);
            }
            _ => {}
        }
        Collected::new(keys, end, enough)
    }

    fn checked(self) -> Result<Self, RulesError> {
        let sets = [self.terminators, self.start_over, self.give_up];
        let twice = Tone::ALL
            .into_iter()
            .find(|&key| sets.iter().filter(|set| set.contains(key)).count() > 1);
        twice.map_or(Ok(self), |key| Err(RulesError::TwoMeanings { key }))
    }
}

/// What a key means to a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Counts,
    Terminates,
    StartsOver,
    GivesUp,
}

/// The error for rules that contradict themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RulesError {
    /// The numbers of keys are out of range.
    Count {
        /// The least number of keys.
        least: u8,
        /// The most.
        most: u8,
    },
    /// A key has two meanings.
    TwoMeanings {
        /// The key.
        key: Tone,
    },
}

impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count { least, most } => write!(
                f,
                "{least} to {most} keys are out of range: expected the most to be 1 to {}, \
                 and the least to be no more than the most",
                Keys::MAX
            ),
            Self::TwoMeanings { key } => write!(
                f,
                "key {key} has two meanings: expected it to end, start over or give up, \
                 and only one of them"
            ),
        }
    }
}

impl core::error::Error for RulesError {}
