//! A second collector, written from the rules alone. It keeps everything that happened to a
//! collection and counts milliseconds one by one.

use media_queue::digits::{CollectEnd, FirstKey, KeyFate, Prompt, TypeAhead};
use media_queue::{Millis, Tone};

use crate::history::{Answer, End, Input, Plan, Role};

/// Replays a whole history on a collector with so much room. Returns the answer to each
/// input, and what is left at the end.
pub(crate) fn replay(room: usize, history: &[(u64, Input)]) -> (Vec<Answer>, Reference) {
    let mut reference = Reference { room, waiting: vec![], current: None };
    let answers = history.iter().map(|(at, input)| reference.take(*at, input)).collect();
    (answers, reference)
}

pub(crate) struct Reference {
    room: usize,
    waiting: Vec<Tone>,
    current: Option<Current>,
}

/// All that happened since a collection began.
struct Current {
    plan: Plan,
    began: u64,
    prompt_over: Option<u64>,
    /// Every key, whatever it meant, and when it counts as pressed.
    pressed: Vec<(u64, Tone)>,
    listening_since: u64,
}

impl Reference {
    fn take(&mut self, at: u64, input: &Input) -> Answer {
        let mut answer = Answer::default();
        let looks = !matches!(input, Input::PromptOver | Input::ListenFrom);
        if looks && self.deadline().is_some_and(|due| due <= at) {
            let none = self.current.as_ref().is_some_and(|current| current.keys().is_empty());
            let why = if none { CollectEnd::FirstKeyTimeout } else { CollectEnd::BetweenTimeout };
            self.end(why, &mut answer);
            if let Input::Key(key) = input {
                answer.fate = Some(self.wait(*key));
                return self.asked(answer);
            }
        }
        match input {
            Input::Begin(plan, prompt, type_ahead) => {
                self.end(CollectEnd::Canceled, &mut answer);
                self.current = Some(Current {
                    plan: plan.clone(),
                    began: at,
                    prompt_over: (*prompt == Prompt::None).then_some(at),
                    pressed: vec![],
                    listening_since: 0,
                });
                if *type_ahead == TypeAhead::Discard {
                    self.waiting.clear();
                }
                while self.current.is_some() && !self.waiting.is_empty() {
                    let key = self.waiting.remove(0);
                    self.press(key, at, &mut answer);
                }
            }
            Input::Key(key) if self.current.is_some() => {
                self.press(*key, at, &mut answer);
                answer.fate = Some(KeyFate::Used);
            }
            Input::Key(key) => answer.fate = Some(self.wait(*key)),
            Input::PromptOver => {
                if let Some(current) = &mut self.current {
                    current.prompt_over = current.prompt_over.or(Some(at));
                }
            }
            Input::ListenFrom => {
                if let Some(current) = &mut self.current {
                    current.listening_since = current.listening_since.max(at);
                }
            }
            Input::Expire => {}
            Input::Cancel => self.end(CollectEnd::Canceled, &mut answer),
            Input::HangUp => {
                self.end(CollectEnd::CallEnded, &mut answer);
                *self = Self { room: 0, waiting: vec![], current: None };
            }
        }
        self.asked(answer)
    }

    /// All that what follows can depend on.
    pub(crate) fn state(&self) -> String {
        let current = self.current.as_ref().map(|current| {
            let Current { prompt_over, listening_since, .. } = current;
            (current.keys(), current.last(), prompt_over, listening_since)
        });
        format!("{:?} {current:?}", self.waiting)
    }

    fn asked(&self, answer: Answer) -> Answer {
        Answer {
            waiting: self.waiting.clone(),
            collecting: self.current.as_ref().map(Current::keys),
            deadline: self.deadline(),
            ..answer
        }
    }

    fn wait(&mut self, key: Tone) -> KeyFate {
        if self.waiting.len() == self.room {
            return KeyFate::Lost;
        }
        self.waiting.push(key);
        KeyFate::Waits
    }

    fn press(&mut self, key: Tone, at: u64, answer: &mut Answer) {
        let current = self.current.as_mut().unwrap();
        current.pressed.push((at.max(current.last()), key));
        let why = match current.plan.role(key) {
            Role::Counts if current.keys().len() == usize::from(current.plan.most) => {
                CollectEnd::MostKeys
            }
            Role::Counts | Role::StartsOver => return,
            Role::Terminates => CollectEnd::Terminator(key),
            Role::GivesUp => CollectEnd::GivenUp(key),
        };
        self.end(why, answer);
    }

    fn end(&mut self, why: CollectEnd, answer: &mut Answer) {
        let Some(current) = self.current.take() else { return };
        let mut keys = current.keys();
        let enough = keys.len() >= usize::from(current.plan.least);
        if let CollectEnd::Terminator(key) = why {
            keys.extend(current.plan.keeps_terminator.then_some(key));
        }
        let earlier = answer.ended.replace(End { keys, why, enough });
        assert_eq!(earlier, None, "one input ends one collection");
    }

    fn deadline(&self) -> Option<u64> {
        self.current.as_ref()?.deadline()
    }
}

impl Current {
    /// The keys that count: those after the last one that started over.
    fn keys(&self) -> Vec<Tone> {
        let role = |(_, key): &(u64, Tone)| self.plan.role(*key);
        let from = self.pressed.iter().rposition(|pressed| role(pressed) == Role::StartsOver);
        let since = &self.pressed[from.map_or(0, |over| over + 1)..];
        since.iter().filter(|pressed| role(pressed) == Role::Counts).map(|(_, key)| *key).collect()
    }

    /// When the last key was pressed, or the beginning.
    fn last(&self) -> u64 {
        self.pressed.last().map_or(self.began, |(at, _)| *at)
    }

    /// Counts the milliseconds since the last key, or the beginning, in which the caller was
    /// expected to press one. The deadline is the millisecond that makes it enough.
    fn deadline(&self) -> Option<u64> {
        let (span, even_in_prompt): (Millis, bool) = match self.plan.first_key {
            _ if !self.keys().is_empty() => (self.plan.time_between?, false),
            FirstKey::Unlimited => return None,
            FirstKey::AfterPrompt(span) => (span, false),
            FirstKey::AfterBeginning(span) => (span, true),
        };
        if !even_in_prompt && self.prompt_over.is_none() {
            return None;
        }
        let mut left = span.get();
        for millisecond in self.last() + 1.. {
            let in_prompt = self.prompt_over.is_none_or(|over| millisecond <= over);
            let heard = millisecond > self.listening_since;
            if heard && (even_in_prompt || !in_prompt) {
                left -= 1;
            }
            if left == 0 {
                return Some(millisecond);
            }
        }
        None
    }
}
