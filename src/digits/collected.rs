//! What a collection came to.

use core::fmt::{self, Write as _};

use crate::tone::Tone;

/// Keys in the order in which they were pressed, at most [`Keys::MAX`].
///
/// They are printed as telephone characters.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Keys {
    keys: [Tone; Keys::MAX],
    len: u8,
}

impl Keys {
    /// The most keys that fit: 32.
    pub const MAX: usize = 32;

    /// No keys.
    pub const EMPTY: Self = Self { keys: [Tone::Tone0; Self::MAX], len: 0 };

    /// Returns the keys.
    #[must_use]
    pub fn as_slice(&self) -> &[Tone] {
        self.keys.get(..usize::from(self.len)).unwrap_or_default()
    }

    /// Returns how many keys there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len as usize
    }

    /// Returns whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Adds a key at the end, unless there is no room: then `false`.
    pub(super) fn push(&mut self, key: Tone) -> bool {
        match self.keys.get_mut(usize::from(self.len)) {
            Some(room) => {
                *room = key;
                self.len = self.len.saturating_add(1);
                true
            }
            None => false,
        }
    }

    /// Takes the first key out.
    pub(super) fn pop_front(&mut self) -> Option<Tone> {
        let first = *self.as_slice().first()?;
        self.keys.rotate_left(1);
        self.len = self.len.saturating_sub(1);
        self.blank();
        Some(first)
    }

    /// Equal keys are equal values: what is behind them is always the same.
    fn blank(&mut self) {
        let len = usize::from(self.len);
        self.keys.iter_mut().skip(len).for_each(|key| *key = Tone::Tone0);
    }
}

impl Default for Keys {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl fmt::Display for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().iter().try_for_each(|key| f.write_char(key.as_char()))
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({self})")
    }
}

/// The one result of a collection ([D3](crate::digits#rules)).
#[must_use = "a collection is handed out once: a result that is dropped is never reported"]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Collected {
    /// The keys, in the order in which they were pressed.
    pub keys: Keys,
    /// Why the collection ended.
    pub end: CollectEnd,
    enough: bool,
}

impl Collected {
    pub(super) const fn new(keys: Keys, end: CollectEnd, enough: bool) -> Self {
        Self { keys, end, enough }
    }

    /// Returns whether there are at least as many keys as the rules ask for. A terminating
    /// key that is kept does not count ([D5](crate::digits#rules)).
    #[must_use]
    pub const fn is_enough(&self) -> bool {
        self.enough
    }
}

impl fmt::Display for Collected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let few = if self.enough { "" } else { ", too few" };
        write!(f, "\"{}\"{few}, by {}", self.keys, self.end)
    }
}

/// Why a collection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a host must handle every ending")]
pub enum CollectEnd {
    /// It had the most keys ([D4](crate::digits#rules)).
    MostKeys,
    /// The caller pressed this terminating key ([D5](crate::digits#rules)).
    Terminator(Tone),
    /// The caller pressed no first key in time, or none after starting over
    /// ([D8](crate::digits#rules)).
    FirstKeyTimeout,
    /// The caller pressed no further key in time ([D8](crate::digits#rules)).
    BetweenTimeout,
    /// The caller gave up with this key ([D6](crate::digits#rules)).
    GivenUp(Tone),
    /// It was cancelled, or another collection began ([D10](crate::digits#rules)).
    Canceled,
    /// The call ended ([D10](crate::digits#rules)).
    CallEnded,
}

impl fmt::Display for CollectEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MostKeys => f.write_str("most keys"),
            Self::Terminator(key) => write!(f, "terminator {key}"),
            Self::FirstKeyTimeout => f.write_str("time to the first key"),
            Self::BetweenTimeout => f.write_str("time between keys"),
            Self::GivenUp(key) => write!(f, "giving up with {key}"),
            Self::Canceled => f.write_str("cancel"),
            Self::CallEnded => f.write_str("end of the call"),
        }
    }
}
