//! A collector in every state that can be reached within small bounds, each with every
//! input, against the reference.

use std::collections::{BTreeSet, HashSet, VecDeque};

use media_queue::digits::{CollectEnd, Collector, FirstKey, KeyFate, Prompt, TypeAhead};
use media_queue::{Millis, Tone};

use crate::history::{Answer, Input, Plan, Role, apply, at};
use crate::reference::replay;

const START: u64 = 1;
/// The last instant that is reached. A look may come after it.
const END: u64 = 4;
const KEYS: [Tone; 3] = [Tone::Tone1, Tone::Pound, Tone::Star];

#[test]
fn every_reachable_collector_answers_as_the_reference_does() {
    let mut walk = Walk::default();
    for (number, plan) in plans().into_iter().enumerate() {
        walk.from(&plan, u8::try_from(number % 3).unwrap());
    }
    let Walk { plans, states, edges, seen } = walk;
    println!("{plans} sets of rules, {states} states, {edges} edges");
    println!("seen: {}", seen.iter().cloned().collect::<Vec<_>>().join(", "));
    let missing: Vec<_> = COVERED.iter().filter(|what| !seen.contains(**what)).collect();
    assert_eq!(missing, Vec::<&&str>::new(), "what the walk is to come across");
}

/// Every end, fate, role of a key, option of the rules, and what was hard to get right.
const COVERED: [&str; 30] = [
    "most keys",
    "terminator",
    "time to the first key",
    "time between keys",
    "giving up",
    "cancel",
    "end of the call",
    "used",
    "waits",
    "lost",
    "counts",
    "starts over",
    "terminates first",
    "terminator kept",
    "terminator not kept",
    "enough",
    "too few",
    "unlimited first key",
    "first key after the prompt",
    "first key after the beginning",
    "first key too late while the prompt plays",
    "no time between",
    "typed ahead used",
    "typed ahead thrown away",
    "typed ahead ends it",
    "replaced",
    "replaced after its deadline",
    "a key too late",
    "a key dated back",
    "listens again after a deadline",
];

/// The rules that the walk begins collections with.
fn plans() -> Vec<Plan> {
    let mut plans = vec![];
    let span = Millis::clamped(2);
    for (least, most) in [(0, 1), (1, 2), (2, 2)] {
        for star in [Role::StartsOver, Role::GivesUp, Role::Counts] {
            for first_key in
                [FirstKey::Unlimited, FirstKey::AfterPrompt(span), FirstKey::AfterBeginning(span)]
            {
                for (time_between, keeps_terminator) in
                    [(None, true), (Some(Millis::clamped(1)), false), (Some(span), true)]
                {
                    let mut roles = [Role::Counts; 17];
                    roles[usize::from(Tone::Pound.event())] = Role::Terminates;
                    roles[usize::from(Tone::Star.event())] = star;
                    plans.push(Plan {
                        least,
                        most,
                        roles,
                        keeps_terminator,
                        first_key,
                        time_between,
                    });
                }
            }
        }
    }
    plans
}

#[derive(Default)]
struct Walk {
    plans: usize,
    states: usize,
    edges: usize,
    seen: BTreeSet<String>,
}

#[derive(Clone)]
struct Node {
    collector: Collector,
    history: Vec<(u64, Input)>,
    /// That of the reference.
    state: String,
    now: u64,
}

impl Walk {
    fn from(&mut self, plan: &Plan, room: u8) {
        self.plans += 1;
        let first = Node {
            collector: Collector::with_room(room),
            history: vec![],
            state: String::new(),
            now: START,
        };
        let mut known = HashSet::new();
        let mut ahead = VecDeque::from([first]);
        while let Some(node) = ahead.pop_front() {
            let mut nexts: Vec<Node> = inputs(plan, node.now)
                .into_iter()
                .map(|(at, input)| self.edge(&node, room, at, input))
                .collect();
            nexts.extend((node.now < END).then(|| Node { now: node.now + 1, ..node.clone() }));
            for next in nexts {
                self.edges += 1;
                if next.history.last().is_some_and(|(_, input)| *input == Input::HangUp) {
                    continue;
                }
                // Equal collectors with equal references and clocks have an equal future.
                let same = format!("{} {:?} {}", next.now, next.collector, next.state);
                if known.insert(same) {
                    ahead.push_back(next);
                }
            }
        }
        self.states += known.len();
    }

    fn edge(&mut self, node: &Node, room: u8, at: u64, input: Input) -> Node {
        let mut next = node.clone();
        let before = Answer::now(&node.collector);
        next.history.push((at, input));
        let (_, input) = next.history.last().unwrap();
        let answer = apply(&mut next.collector, input, at);
        let (expected, reference) = replay(usize::from(room), &next.history);
        next.state = reference.state();
        assert_eq!(Some(&answer), expected.last(), "{:?}", next.history);
        self.note(&before, &node.history, at, input, &answer);
        look_around_the_deadline(&next.collector);
        next
    }

    fn note(
        &mut self,
        before: &Answer,
        history: &[(u64, Input)],
        at: u64,
        input: &Input,
        answer: &Answer,
    ) {
        let due = before.deadline.is_some_and(|due| due <= at);
        let begun = history.iter().rev().find_map(|(began, input)| match input {
            Input::Begin(plan, prompt, _) => Some((*began, plan, *prompt)),
            _ => None,
        });
        let was_collecting = before.collecting.is_some();
        if let Some(end) = &answer.ended {
            let name = match end.why {
                CollectEnd::MostKeys => "most keys",
                CollectEnd::Terminator(_) => "terminator",
                CollectEnd::FirstKeyTimeout => "time to the first key",
                CollectEnd::BetweenTimeout => "time between keys",
                CollectEnd::GivenUp(_) => "giving up",
                CollectEnd::Canceled => "cancel",
                CollectEnd::CallEnded => "end of the call",
            };
            self.see(true, name);
            self.see(end.enough, "enough");
            self.see(!end.enough, "too few");
            if let CollectEnd::Terminator(key) = end.why {
                let kept = end.keys.last() == Some(&key);
                self.see(kept, "terminator kept");
                self.see(!kept, "terminator not kept");
                self.see(end.keys.len() == usize::from(kept), "terminates first");
            }
            if let (CollectEnd::FirstKeyTimeout, Some((_, plan, prompt))) = (end.why, begun) {
                let plays = prompt == Prompt::Plays
                    && !history.iter().any(|(_, input)| *input == Input::PromptOver);
                self.see(plays, "first key too late while the prompt plays");
                match plan.first_key {
                    FirstKey::AfterPrompt(_) => self.see(true, "first key after the prompt"),
                    FirstKey::AfterBeginning(_) => self.see(true, "first key after the beginning"),
                    FirstKey::Unlimited => panic!("it has no deadline"),
                }
            }
        }
        match answer.fate {
            Some(KeyFate::Used) => self.see(true, "used"),
            Some(KeyFate::Waits) => self.see(true, "waits"),
            Some(KeyFate::Lost) => self.see(true, "lost"),
            None => {}
        }
        match input {
            Input::Key(_) => {
                let longer = answer.collecting.as_ref().map(Vec::len)
                    > before.collecting.as_ref().map(Vec::len);
                self.see(longer, "counts");
                let none = answer.collecting.as_ref().is_some_and(Vec::is_empty);
                self.see(none, "starts over");
                self.see(due && answer.fate != Some(KeyFate::Used), "a key too late");
                let back = begun.is_some_and(|(began, ..)| at < began);
                self.see(was_collecting && back, "a key dated back");
            }
            Input::Begin(plan, _, type_ahead) => {
                self.see(was_collecting && !due, "replaced");
                self.see(was_collecting && due, "replaced after its deadline");
                let uses = !before.waiting.is_empty() && *type_ahead == TypeAhead::Use;
                self.see(uses, "typed ahead used");
                self.see(uses && answer.collecting.is_none(), "typed ahead ends it");
                let discards = !before.waiting.is_empty() && *type_ahead == TypeAhead::Discard;
                self.see(discards, "typed ahead thrown away");
                self.see(plan.first_key == FirstKey::Unlimited, "unlimited first key");
                self.see(plan.time_between.is_none(), "no time between");
            }
            Input::ListenFrom => self.see(due, "listens again after a deadline"),
            _ => {}
        }
    }

    fn see(&mut self, really: bool, what: &str) {
        if really && !self.seen.contains(what) {
            self.seen.insert(what.to_owned());
        }
    }
}

fn inputs(plan: &Plan, now: u64) -> Vec<(u64, Input)> {
    let mut inputs = vec![];
    for prompt in [Prompt::Plays, Prompt::None] {
        for type_ahead in [TypeAhead::Use, TypeAhead::Discard] {
            inputs.push((now, Input::Begin(plan.clone(), prompt, type_ahead)));
        }
    }
    for at in [now, now - 1] {
        inputs.extend(KEYS.map(|key| (at, Input::Key(key))));
        inputs.push((at, Input::PromptOver));
    }
    for input in [Input::Expire, Input::Cancel, Input::ListenFrom, Input::HangUp] {
        inputs.push((now, input));
    }
    inputs
}

/// Nothing ends before the deadline. At it and after it the collection ends, once.
#[track_caller]
fn look_around_the_deadline(collector: &Collector) {
    match collector.deadline() {
        Some(due) => {
            let mut looked = collector.clone();
            assert_eq!(looked.expire(at(due.as_millis() - 1)), None);
            assert_eq!(looked, *collector, "a look too early changes nothing");
            for late in [0, 1, 100] {
                let mut looked = collector.clone();
                assert!(looked.expire(at(due.as_millis() + late)).is_some());
                assert_eq!(looked.expire(at(u64::MAX)), None);
            }
        }
        None => assert_eq!(collector.clone().expire(at(u64::MAX)), None),
    }
}
