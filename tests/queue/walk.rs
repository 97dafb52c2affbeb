//! Every input from every state.
//!
//! A breadth-first walk on the real queue until nothing new is reached. Ids, steps and tone
//! numbers are no part of a state, and of the rounds of an endless play it only counts
//! whether there was one before. So there are finitely many states. Each edge is compared
//! with the reference, the laws and the table of transitions.

use core::cell::{Cell, RefCell};

use media_queue::{
    MediaFailure, Opening, OperationId, Phase, Play, Record, Stage, Step, Times, Tone,
};
use serde::{Deserialize, Serialize};

use crate::breadth_first::walk;
use crate::coverage::Coverage;
use crate::input::{Answer, Input};
use crate::laws::{Edge, Numbers};
use crate::lockstep::Lockstep;
use crate::restoring::restored;
use crate::support::{FAILURES, LIMITS, REACHED, keys, on_keys, play as prompts, times};
use crate::table::Table;

const LIMIT: u16 = 3;
const SUBSCRIBERS: [u8; 2] = [1, 2];
const TONES: [Tone; 3] = [Tone::Tone1, Tone::Pound, Tone::Tone5];

#[test]
fn every_input_from_every_state() {
    let seen = Seen { coverage: Coverage::new().into(), table: Table::documented().into() };
    let far = walk(Node(Lockstep::new(LIMIT)), Node::key, |node, reach| node.next(&seen, reach));
    println!("{} states, {} edges", far.states, far.edges);
    seen.coverage.into_inner().check();
    seen.table.into_inner().check();
}

/// What the walk has met.
struct Seen {
    coverage: RefCell<Coverage>,
    table: RefCell<Table>,
}

/// A state.
struct Node(Lockstep<Tracked, u8>);

/// What tells two states apart: whether media is suspended, who is subscribed, and each
/// operation with its stage. A context stands for its request.
type Key = (bool, Option<u8>, Vec<(usize, Stage)>);

impl Node {
    fn next(&self, seen: &Seen, reach: &mut dyn FnMut(Self)) {
        assert_eq!(restored(&self.0.queue), self.0.queue);
        for input in self.inputs() {
            reach(self.follow(&input, seen));
        }
        for way in WAYS {
            reach(self.cancel(way));
        }
        self.hang_up(seen);
    }

    fn key(&self) -> Key {
        let queue = &self.0.queue;
        let operations = queue.operations().map(|held| {
            let endless = held.context.0 == ENDLESS;
            let stage = match held.stage {
                Stage::InProgress(Phase::Prompt { index, round, heard }) if endless => {
                    Stage::InProgress(Phase::Prompt { index, round: round.min(1), heard })
                }
                stage => stage,
            };
            (held.context.0, stage)
        });
        (queue.is_suspended(), queue.tone_subscription().copied(), operations.collect())
    }

    /// Every input that means something here, and for each kind one that does not.
    fn inputs(&self) -> Vec<Input<Tracked, u8>> {
        let queue = &self.0.queue;
        let mut inputs = requests();
        inputs.extend([Input::CancelAll, Input::UnsubscribeTones, Input::SpeechStarted]);
        inputs.extend([Input::Suspend, Input::Resume, Input::Shrink]);
        inputs.extend(SUBSCRIBERS.map(Input::SubscribeTones));
        inputs.extend(TONES.map(Input::Tone));

        let Numbers { ids, steps, .. } = Numbers::of(queue);

        // The operations held, the last that is no longer held, one that was never accepted.
        let held: Vec<_> = queue.operations().map(|held| held.id.get()).collect();
        let gone = (1..=ids).rev().find(|id| !held.contains(id));
        let named = held.into_iter().chain(gone).chain([ids + 1]);
        inputs.extend(named.filter_map(OperationId::new).map(Input::Cancel));

        // The current step, the last that is no longer current, one that has not begun.
        let current = queue.wanted().map(Step::get);
        let past = (1..=steps).rev().find(|&step| Some(step) != current);
        let named = current.into_iter().chain(past).chain([steps + 1]);
        for step in named.filter_map(Step::new) {
            inputs.extend([Input::Started(step), Input::Finished(step)]);
            inputs.extend(FAILURES.map(|failure: MediaFailure| Input::Failed(step, failure)));
            inputs.extend(REACHED.map(|limit| Input::LimitReached(step, limit)));
        }
        inputs
    }

    /// Feeds the input and checks the answer.
    fn follow(&self, input: &Input<Tracked, u8>, seen: &Seen) -> Self {
        let mut call = self.0.clone();
        let expected = call.reference.apply(input.clone());
        let fed = input.clone();
        let alive = Tracked::alive();
        let answer = fed.apply(&mut call.queue);
        assert_eq!(Tracked::alive(), alive, "contexts are moved, not copied or dropped");
        assert_eq!(answer, expected, "the answer: queue, reference");
        call.compare();
        let (before, after) = (&self.0.queue, &call.queue);
        Edge { before, input, answer: &answer, after }.check();
        seen.coverage.borrow_mut().see(&answer, after);
        seen.table.borrow_mut().see(before, input, &answer, after);
        Self(call)
    }

    /// Rule C2: however little of it is read, a cancel cancels.
    fn cancel(&self, way: Way) -> Self {
        let mut expected = self.0.clone();
        let Answer::Canceled(all) = expected.feed(Input::CancelAll) else { panic!("a list") };
        let held = all.len();
        let mut call = Lockstep { reference: expected.reference, ..self.0.clone() };
        drop(all);
        let alive = Tracked::alive();
        let mut canceled = call.queue.cancel_all();
        assert_eq!(canceled.len(), held);
        match way {
            Way::Unread => {}
            Way::HalfRead => canceled.by_ref().take(held / 2).for_each(drop),
            Way::HalfReadFromTheBack => canceled.by_ref().rev().take(held / 2).for_each(drop),
        }
        drop(canceled);
        assert_eq!(Tracked::alive(), alive - held, "each is dropped once");
        assert_eq!(call.queue, expected.queue);
        assert_eq!(call.queue.cancel_all().count(), 0, "a second cancel finds nothing");
        Self(call)
    }

    /// Rule H1.
    fn hang_up(&self, seen: &Seen) {
        let queue = &self.0.queue;
        let held: Vec<_> = queue.operations().map(|held| (held.id, held.stage)).collect();
        let (left, given_back) = self.0.clone().hang_up();
        assert!(left.iter().map(|over| (over.id, over.stage)).eq(held));
        assert_eq!(given_back, queue.tone_subscription().copied());
        for over in &left {
            seen.coverage.borrow_mut().see_completion(over.stage, over.outcome, over.audio);
        }
        seen.table.borrow_mut().see_hang_up(queue, &left);
    }
}

/// What may happen to the list of a cancel.
#[derive(Clone, Copy)]
enum Way {
    Unread,
    HalfRead,
    HalfReadFromTheBack,
}

const WAYS: [Way; 3] = [Way::Unread, Way::HalfRead, Way::HalfReadFromTheBack];

/// The context of the play that is repeated for ever.
const ENDLESS: usize = 1;

/// One request of each kind that the queue tells apart. Its context is its number.
fn requests() -> Vec<Input<Tracked, u8>> {
    let play = |number, play| Input::Play(play, Tracked::new(number));
    let record = |number, opening, stop| {
        let record = Record::new(LIMITS).opened_by(opening).stopped_by(keys(stop));
        Input::Record(record, Tracked::new(number))
    };
    let interrupts = on_keys("1").and_speech();
    let ongoing = on_keys("5").and_ongoing_speech();
    vec![
        play(0, prompts(2).repeated(times(2)).interrupted_by(interrupts)),
        play(ENDLESS, Play::new().repeated(Times::Forever)),
        record(2, Opening::Silence, "#"),
        record(3, Opening::Beep, ""),
        record(4, Opening::Prompt(on_keys("1")), "1"),
        record(5, Opening::PromptThenBeep(ongoing), "1#"),
    ]
}

/// A context that knows how many of its kind are alive.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "usize", into = "usize")]
struct Tracked(usize);

thread_local! {
    static ALIVE: Cell<usize> = const { Cell::new(0) };
}

impl Tracked {
    fn new(number: usize) -> Self {
        ALIVE.set(Self::alive() + 1);
        Self(number)
    }

    fn alive() -> usize {
        ALIVE.get()
    }
}

impl Default for Tracked {
    fn default() -> Self {
        Self::new(usize::MAX)
    }
}

impl From<usize> for Tracked {
    fn from(number: usize) -> Self {
        Self::new(number)
    }
}

impl From<Tracked> for usize {
    fn from(tracked: Tracked) -> Self {
        tracked.0
    }
}

impl Clone for Tracked {
    fn clone(&self) -> Self {
        Self::new(self.0)
    }
}

impl Drop for Tracked {
    fn drop(&mut self) {
        ALIVE.set(Self::alive() - 1);
    }
}
