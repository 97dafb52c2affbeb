//! Collects keys.

use super::collected::{CollectEnd, Collected, Keys};
use super::rules::{CollectRules, FirstKey, Meaning, TypeAhead};
use crate::time::Time;
use crate::tone::Tone;

/// Collects the keys of one call.
///
/// Pass in every key of the call, whether or not a collection is in progress. Begin a
/// collection with its rules, say when its prompt is over, and look at it when its
/// [`deadline`](Self::deadline) has come.
///
/// ```
/// use media_queue::digits::{Begun, CollectEnd, CollectRules, Collector, FirstKey, Prompt};
/// use media_queue::{Millis, Time, Tone};
///
/// let at = Time::from_millis;
/// let mut collector = Collector::new();
///
/// let rules = CollectRules::between(1, 6)?
///     .ended_by("#".parse()?)?
///     .with_first_key(FirstKey::AfterPrompt(Millis::from_secs(5)))
///     .with_time_between(Millis::from_secs(3));
/// assert_eq!(collector.begin(rules, Prompt::Plays, at(0)), Begun::Collecting);
/// assert_eq!(collector.deadline(), None, "no time runs while the prompt plays");
///
/// // The first key interrupts the prompt.
/// assert_eq!(collector.key(Tone::Tone4, at(900)).ended, None);
/// collector.prompt_over(at(900));
/// assert_eq!(collector.deadline(), Some(at(3_900)));
/// assert_eq!(collector.key(Tone::Tone2, at(1_400)).ended, None);
///
/// let collected = collector.key(Tone::Pound, at(2_000)).ended.expect("# ends it");
/// assert_eq!(collected.keys.to_string(), "42");
/// assert_eq!(collected.end, CollectEnd::Terminator(Tone::Pound));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Its rules are those of [`digits`](crate::digits#rules).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collector {
    /// How many keys may wait.
    room: u8,
    state: State,
}

/// While a collection is in progress no key waits: it has used them all, or they were thrown
/// away. So no call ends two collections.
#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    Idle { waiting: Keys },
    Collecting(Collection),
}

/// A collection in progress.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Collection {
    rules: CollectRules,
    keys: Keys,
    /// When it began, or was started over.
    since: Time,
    /// When its prompt was over.
    prompt_over: Option<Time>,
    /// When the last key was pressed, or the beginning.
    last: Time,
}

/// Whether a collection begins with a prompt ([D7](crate::digits#rules)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a third way would be another rule")]
pub enum Prompt {
    /// A prompt plays, and [`prompt_over`](Collector::prompt_over) follows.
    Plays,
    /// There is no prompt, or it is over.
    None,
}

/// What the beginning of a collection brought about.
#[must_use = "a collection is handed out once: a result that is dropped is never reported"]
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a host must handle a collection that has ended")]
pub enum Begun {
    /// The collection is in progress.
    Collecting,
    /// The collection is in progress, and this one was in progress before
    /// ([D10](crate::digits#rules)).
    Replaced(Collected),
    /// The keys that waited have ended the collection at once ([D2](crate::digits#rules)). Its
    /// prompt need not play.
    Ended(Collected),
}

/// What became of a key.
#[must_use = "a collection is handed out once: a result that is dropped is never reported"]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeyAnswer {
    /// The collection, if it ended with this key or before it.
    pub ended: Option<Collected>,
    /// What became of the key.
    pub fate: KeyFate,
}

/// What became of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a host must handle a lost key")]
pub enum KeyFate {
    /// It belongs to the collection in progress, or ended it.
    Used,
    /// It waits for the next collection.
    Waits,
    /// There was no room for it, and it is lost ([D1](crate::digits#rules)).
    Lost,
}

impl Collector {
    /// Returns a collector with room for [`Keys::MAX`] keys that wait.
    #[must_use]
    pub const fn new() -> Self {
        Self::with_room(u8::MAX)
    }

    /// Returns a collector with room for `room` keys that wait, or [`Keys::MAX`] if that is
    /// less. With 0 no key waits.
    #[must_use]
    pub const fn with_room(room: u8) -> Self {
        let room = if room < MOST_ROOM { room } else { MOST_ROOM };
        Self { room, state: State::Idle { waiting: Keys::EMPTY } }
    }

    /// Begins a collection. One that is in progress ends ([D10](crate::digits#rules)). The keys
    /// that wait are used or thrown away ([D2](crate::digits#rules)).
    ///
    /// If the new collection is still in progress and has keys
    /// ([`collecting`](Self::collecting)), the caller has typed ahead. The host may then
    /// leave out its prompt and call [`prompt_over`](Self::prompt_over) at once.
    pub fn begin(&mut self, rules: CollectRules, prompt: Prompt, now: Time) -> Begun {
        let replaced = self.cancel(now);
        let mut ahead = match rules.type_ahead() {
            TypeAhead::Use => *self.waiting(),
            TypeAhead::Discard => Keys::EMPTY,
        };
        self.state = State::Collecting(Collection {
            rules,
            keys: Keys::EMPTY,
            since: now,
            prompt_over: match prompt {
                Prompt::Plays => None,
                Prompt::None => Some(now),
            },
            last: now,
        });
        while let Some(key) = ahead.pop_front() {
            if let Some(collected) = self.count(key, now) {
                self.state = State::Idle { waiting: ahead };
                return Begun::Ended(collected);
            }
        }
        replaced.map_or(Begun::Collecting, Begun::Replaced)
    }

    /// The caller pressed `key` at `at`.
    ///
    /// A key dated at or after the deadline comes too late for the collection
    /// ([D9](crate::digits#rules)). A time before the last key or the beginning is moved up to it
    /// ([D12](crate::digits#rules)).
    pub fn key(&mut self, key: Tone, at: Time) -> KeyAnswer {
        let late = self.expire(at);
        let room = usize::from(self.room);
        match &mut self.state {
            State::Collecting(_) => KeyAnswer { ended: self.count(key, at), fate: KeyFate::Used },
            State::Idle { waiting } => {
                let waits = waiting.len() < room && waiting.push(key);
                let fate = if waits { KeyFate::Waits } else { KeyFate::Lost };
                KeyAnswer { ended: late, fate }
            }
        }
    }

    /// The prompt of the collection is over since `at`: heard, interrupted or failed
    /// ([D7](crate::digits#rules)).
    ///
    /// Only the first report counts, and only while a collection is in progress. The host
    /// makes sure that it is the prompt of this collection and not of an earlier one.
    pub fn prompt_over(&mut self, at: Time) {
        if let State::Collecting(collection) = &mut self.state {
            collection.prompt_over.get_or_insert(at);
        }
    }

    /// Returns when to call [`expire`](Self::expire), or `None` if no time runs.
    #[must_use]
    pub fn deadline(&self) -> Option<Time> {
        self.collection().and_then(Collection::deadline)
    }

    /// Ends the collection whose deadline has passed at `now` ([D9](crate::digits#rules)).
    #[must_use = "a collection is handed out once: a result that is dropped is never reported"]
    pub fn expire(&mut self, now: Time) -> Option<Collected> {
        let end = self.timeout(now)?;
        self.end(end)
    }

    /// Cancels the collection in progress, if there is one ([D10](crate::digits#rules)).
    #[must_use = "a collection is handed out once: a result that is dropped is never reported"]
    pub fn cancel(&mut self, now: Time) -> Option<Collected> {
        self.end(self.timeout(now).unwrap_or(CollectEnd::Canceled))
    }

    /// Ends the call ([D10](crate::digits#rules)).
    #[must_use = "a collection is handed out once: a result that is dropped is never reported"]
    pub fn hang_up(mut self, now: Time) -> Option<Collected> {
        self.end(self.timeout(now).unwrap_or(CollectEnd::CallEnded))
    }

    /// Nobody listened until `now`: the times to the first and to the next key count from
    /// there ([D13](crate::digits#rules)).
    pub fn listen_from(&mut self, now: Time) {
        if let State::Collecting(collection) = &mut self.state {
            collection.since = collection.since.max(now);
            collection.last = collection.last.max(now);
        }
    }

    /// Returns the keys of the collection in progress so far, or `None` if there is none.
    #[must_use]
    pub fn collecting(&self) -> Option<&Keys> {
        self.collection().map(|collection| &collection.keys)
    }

    /// Returns the keys that wait for the next collection. There are none while one is in
    /// progress.
    #[must_use]
    pub const fn waiting(&self) -> &Keys {
        match &self.state {
            State::Idle { waiting } => waiting,
            State::Collecting(_) => &Keys::EMPTY,
        }
    }

    const fn collection(&self) -> Option<&Collection> {
        match &self.state {
            State::Idle { .. } => None,
            State::Collecting(collection) => Some(collection),
        }
    }

    /// Counts a key of the collection in progress.
    fn count(&mut self, key: Tone, at: Time) -> Option<Collected> {
        let State::Collecting(collection) = &mut self.state else { return None };
        collection.last = collection.last.max(at);
        match collection.rules.meaning(key) {
            Meaning::Counts => {
                collection.keys.push(key);
                if collection.keys.len() < usize::from(collection.rules.most()) {
                    return None;
                }
                self.end(CollectEnd::MostKeys)
            }
            Meaning::StartsOver => {
                collection.keys = Keys::EMPTY;
                collection.since = collection.last;
                None
            }
            Meaning::Terminates => self.end(CollectEnd::Terminator(key)),
            Meaning::GivesUp => self.end(CollectEnd::GivenUp(key)),
        }
    }

    /// How the collection has ended by time at `now`, if it has.
    fn timeout(&self, now: Time) -> Option<CollectEnd> {
        self.deadline().filter(|&due| due <= now)?;
        let first = self.collecting()?.is_empty();
        Some(if first { CollectEnd::FirstKeyTimeout } else { CollectEnd::BetweenTimeout })
    }

    fn end(&mut self, end: CollectEnd) -> Option<Collected> {
        let Collection { rules, keys, .. } = self.collection()?;
        let collected = rules.collected(*keys, end);
        self.state = State::Idle { waiting: Keys::EMPTY };
        Some(collected)
    }
}

impl Default for Collector {
    fn default() -> Self {
        Self::new()
    }
}

impl Collection {
    fn deadline(&self) -> Option<Time> {
        if !self.keys.is_empty() {
            let from = self.prompt_over?.max(self.last);
            return self.rules.time_between().map(|span| from.after(span));
        }
        match self.rules.first_key() {
            FirstKey::Unlimited => None,
            FirstKey::AfterPrompt(span) => Some(self.prompt_over?.max(self.since).after(span)),
            FirstKey::AfterBeginning(span) => Some(self.since.after(span)),
        }
    }
}

/// The most room that a buffer of [`Keys`] has.
const MOST_ROOM: u8 = 32;
const _: () = assert!(MOST_ROOM as usize == Keys::MAX, "they are the same number");
