//! Inputs of a collector as data, and what it answered.

use media_queue::digits::{
    Begun, CollectEnd, CollectRules, Collected, Collector, FirstKey, KeyAnswer, KeyFate, Prompt,
    TypeAhead,
};
use media_queue::{Millis, Time, Tone};

pub(crate) fn at(millis: u64) -> Time {
    Time::from_millis(millis)
}

#[track_caller]
pub(crate) fn rules(least: u8, most: u8) -> CollectRules {
    CollectRules::between(least, most).unwrap()
}

pub(crate) fn tones(keys: &str) -> impl Iterator<Item = Tone> + '_ {
    keys.chars().map(|key| key.try_into().unwrap())
}

#[track_caller]
pub(crate) fn press(collector: &mut Collector, key: char, millis: u64) -> KeyAnswer {
    collector.key(key.try_into().unwrap(), at(millis))
}

/// The keys and the end of a collection that must have ended.
#[track_caller]
pub(crate) fn collected(result: Option<Collected>) -> (&'static str, CollectEnd) {
    let result = result.expect("the collection has ended");
    (result.keys.to_string().leak(), result.end)
}

/// The same of a collection that the keys before it must have ended.
#[track_caller]
pub(crate) fn ended(begun: Begun) -> (&'static str, CollectEnd) {
    let Begun::Ended(result) = begun else { panic!("{begun:?}") };
    collected(Some(result))
}

/// The same of a collection that a beginning must have replaced.
#[track_caller]
pub(crate) fn replaced(begun: Begun) -> (&'static str, CollectEnd) {
    let Begun::Replaced(result) = begun else { panic!("{begun:?}") };
    collected(Some(result))
}

/// What a key means to a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Counts,
    Terminates,
    StartsOver,
    GivesUp,
}

/// Rules as plain data. The reference reads nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) least: u8,
    pub(crate) most: u8,
    /// The role of each tone, by its event number.
    pub(crate) roles: [Role; 17],
    pub(crate) keeps_terminator: bool,
    pub(crate) first_key: FirstKey,
    pub(crate) time_between: Option<Millis>,
}

impl Plan {
    pub(crate) fn rules(&self, type_ahead: TypeAhead) -> CollectRules {
        let of =
            |role| Tone::ALL.into_iter().filter(move |tone| self.role(*tone) == role).collect();
        let mut rules = CollectRules::between(self.least, self.most)
            .and_then(|rules| rules.ended_by(of(Role::Terminates)))
            .and_then(|rules| rules.started_over_by(of(Role::StartsOver)))
            .and_then(|rules| rules.given_up_by(of(Role::GivesUp)))
            .unwrap()
            .with_first_key(self.first_key)
            .with_type_ahead(type_ahead);
        if self.keeps_terminator {
            rules = rules.keeping_terminator();
        }
        self.time_between.map_or(rules, |span| rules.with_time_between(span))
    }

    pub(crate) fn role(&self, tone: Tone) -> Role {
        self.roles[usize::from(tone.event())]
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    Begin(Plan, Prompt, TypeAhead),
    Key(Tone),
    PromptOver,
    Expire,
    Cancel,
    ListenFrom,
    HangUp,
}

/// What came of an input, and what can be asked afterwards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) ended: Option<End>,
    pub(crate) fate: Option<KeyFate>,
    pub(crate) waiting: Vec<Tone>,
    pub(crate) collecting: Option<Vec<Tone>>,
    pub(crate) deadline: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct End {
    pub(crate) keys: Vec<Tone>,
    pub(crate) why: CollectEnd,
    pub(crate) enough: bool,
}

/// Gives the input to a real collector.
pub(crate) fn apply(collector: &mut Collector, input: &Input, millis: u64) -> Answer {
    let now = at(millis);
    let mut fate = None;
    let ended = match input {
        Input::Begin(plan, prompt, type_ahead) => {
            result(collector.begin(plan.rules(*type_ahead), *prompt, now))
        }
        Input::Key(key) => {
            let answer = collector.key(*key, now);
            fate = Some(answer.fate);
            answer.ended
        }
        Input::PromptOver => {
            collector.prompt_over(now);
            None
        }
        Input::Expire => collector.expire(now),
        Input::Cancel => collector.cancel(now),
        Input::ListenFrom => {
            collector.listen_from(now);
            None
        }
        Input::HangUp => core::mem::replace(collector, Collector::with_room(0)).hang_up(now),
    };
    Answer { ended: ended.as_ref().map(End::of), fate, ..Answer::now(collector) }
}

/// The collection that a beginning has ended.
pub(crate) fn result(begun: Begun) -> Option<Collected> {
    match begun {
        Begun::Collecting => None,
        Begun::Replaced(result) | Begun::Ended(result) => Some(result),
    }
}

impl Answer {
    pub(crate) fn now(collector: &Collector) -> Self {
        Self {
            waiting: collector.waiting().as_slice().to_vec(),
            collecting: collector.collecting().map(|keys| keys.as_slice().to_vec()),
            deadline: collector.deadline().map(Time::as_millis),
            ..Self::default()
        }
    }
}

impl End {
    fn of(result: &Collected) -> Self {
        Self { keys: result.keys.as_slice().to_vec(), enough: result.is_enough(), why: result.end }
    }
}
