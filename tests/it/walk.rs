//! Every input from every state.
//!
//! A breadth-first walk on the real queue until nothing new is reached. A state is
//! the whole snapshot, in which ids, steps and tone numbers count only by their rank,
//! and the rounds of a play for ever only by whether there was one. So the states are
//! finite in number. Each is restored from its data, and each edge is held against
//! the reference and the laws.

use core::cell::Cell;

use core::num::{NonZeroU8, NonZeroU16};

use media_queue::{
    Failure, Input, Interrupts, Limit, Opening, OperationId, Phase, Play, Record, RequestV1,
    Snapshot, Stage, Step, Times, Tone,
};

use serde::{Deserialize, Serialize};

use crate::breadth_first::{Walked, walk};
use crate::laws::{Edge, Numbers};
use crate::laws_state::restored;
use crate::lockstep::{Lockstep, feed};
use crate::support::{LIMITS, REACHED, by_keys, keys};

const LIMIT: u16 = 3;
const SUBSCRIBERS: [u8; 2] = [1, 2];
const TONES: [Tone; 3] = [Tone::Tone1, Tone::Pound, Tone::Tone5];

#[test]
fn all_inputs_from_all_states() {
    let far = walk(Node { call: Lockstep::new(LIMIT) }, Node::key, Node::next);
    println!("{} states, {} edges", far.states, far.edges);
    // Three subscriptions; idle or suspended without an operation; or one of the 18
    // places at which the six requests can be in progress, of which 14 can be
    // suspended, before each list of at most two that wait.
    assert_eq!(far.states, 3 * (2 + (18 + 14) * (1 + 6 + 6 * 6)));
    assert_eq!(far, Walked { states: 4_134, edges: 174_465 });
}

/// A state.
struct Node {
    call: Lockstep<Tracked, u8>,
}

impl Node {
    fn next(&self, reach: &mut dyn FnMut(Self)) {
        restored(&self.call.queue);
        for input in self.inputs() {
            reach(self.follow(&input));
        }
        for way in WAYS {
            reach(self.cancel(way));
        }
        self.hang_up();
    }

    /// The state, all of it, with its numbers made relative.
    fn key(&self) -> Vec<u8> {
        let Snapshot::V1(mut state) = self.call.queue.snapshot() else { panic!("a later version") };
        (state.last_id, state.last_step, state.tones) = (0, 0, 0);
        for (rank, operation) in (1..).zip(&mut state.operations) {
            operation.id = OperationId::new(rank).unwrap();
            if let (RequestV1::Play(play), Stage::InProgress(Phase::Prompt { round, .. })) =
                (&operation.request, &mut operation.stage)
                && play.times == Times::Forever
            {
                *round = (*round).min(1);
            }
        }
        postcard::to_allocvec(&state).unwrap()
    }

    /// Every input that means something here, and for each kind those that do not.
    fn inputs(&self) -> Vec<Input<Tracked, u8>> {
        let queue = &self.call.queue;
        let mut inputs = requests();
        inputs.extend([Input::CancelAll, Input::UnsubscribeTones, Input::SpeechStarted]);
        inputs.extend([Input::Suspend, Input::Resume, Input::Shrink]);
        inputs.extend(SUBSCRIBERS.map(Input::SubscribeTones));
        inputs.extend(TONES.map(Input::Tone));

        let Numbers { ids, steps, .. } = Numbers::of(queue);

        // The operations held, the last that is not held any more, one never accepted.
        let held: Vec<_> = queue.operations().map(|operation| operation.id.get()).collect();
        let gone = (1..=ids).rev().find(|id| !held.contains(id));
        let named = held.into_iter().chain(gone).chain([ids + 1]);
        inputs.extend(named.filter_map(OperationId::new).map(Input::Cancel));

        // The current step, the last that is not current any more, one never begun.
        let current = queue.wanted().map(Step::get);
        let past = (1..=steps).rev().find(|&step| Some(step) != current);
        let named = current.into_iter().chain(past).chain([steps + 1]);
        for step in named.filter_map(Step::new) {
            inputs.extend([Input::Started(step), Input::Finished(step)]);
            inputs.push(Input::Failed { step, failure: Failure::Engine });
            inputs.extend(REACHED.map(|limit: Limit| Input::LimitReached { step, limit }));
        }
        inputs
    }

    /// Feeds the input, holds the answer against the reference and the laws.
    fn follow(&self, input: &Input<Tracked, u8>) -> Self {
        let mut call = self.call.clone();
        let expected = call.reference.apply(input.clone());
        let fed = input.clone();
        let alive = Tracked::alive();
        let answer = feed(&mut call.queue, fed);
        assert_eq!(Tracked::alive(), alive, "contexts are moved, not copied or dropped");
        assert_eq!(answer, expected, "the answer: queue, reference");
        call.compare();
        let (before, after) = (&self.call.queue, &call.queue);
        Edge { before, input, answer: &answer, after }.check();
        Self { call }
    }

    /// Rule C2: however little of it is read, a cancel cancels.
    fn cancel(&self, way: Way) -> Self {
        let mut expected = self.call.clone();
        let held = expected.feed(Input::CancelAll).ended().len();
        let mut call = Lockstep { reference: expected.reference, ..self.call.clone() };
        let alive = Tracked::alive();
        let mut canceled = call.queue.cancel_all();
        assert_eq!(canceled.len(), held);
        let half = held / 2;
        let read = match way {
            Way::DropUnread | Way::ForgetUnread => 0,
            Way::DropHalfRead | Way::ForgetHalfRead => canceled.by_ref().take(half).count(),
            Way::DropReadFromTheBack => canceled.by_ref().rev().take(half).count(),
        };
        let lost = if matches!(way, Way::ForgetUnread | Way::ForgetHalfRead) {
            core::mem::forget(canceled);
            held - read
        } else {
            drop(canceled);
            0
        };
        assert_eq!(Tracked::alive(), alive - held + lost, "each is dropped once");
        assert_eq!(call.queue, expected.queue);
        assert_eq!(call.queue.cancel_all().count(), 0, "a second cancel finds nothing");
        Self { call }
    }

    /// Rule H1.
    fn hang_up(&self) {
        let call = self.call.clone();
        let held: Vec<_> = call.queue.operations().map(|o| (o.id, o.stage)).collect();
        let subscription = call.queue.tone_subscription().copied();
        let (ended, given_back) = call.hang_up();
        assert!(ended.iter().map(|completion| (completion.id, completion.stage)).eq(held));
        assert_eq!(given_back, subscription);
    }
}

/// How the answer to a cancel may be treated.
#[derive(Clone, Copy)]
enum Way {
    DropUnread,
    DropHalfRead,
    DropReadFromTheBack,
    ForgetUnread,
    ForgetHalfRead,
}

const WAYS: [Way; 5] = [
    Way::DropUnread,
    Way::DropHalfRead,
    Way::DropReadFromTheBack,
    Way::ForgetUnread,
    Way::ForgetHalfRead,
];

/// One request of each kind that the queue tells apart; the context is its number.
fn requests() -> Vec<Input<Tracked, u8>> {
    let play = |at, prompts| Play::new(Tracked::new(at), NonZeroU8::new(prompts).unwrap());
    let record = |at, opening| Record::new(Tracked::new(at), LIMITS).opened_by(opening);
    let twice = Times::Count(NonZeroU16::new(2).unwrap());
    let by_speech = Interrupts::NOTHING.and_speech();
    vec![
        Input::Play(play(0, 2).repeated(twice).interrupted_by(by_keys("1").and_speech())),
        Input::Play(play(1, 1).repeated(Times::Forever)),
        Input::Record(record(2, Opening::Silence).stopped_by(keys("#"))),
        Input::Record(record(3, Opening::Beep)),
        Input::Record(record(4, Opening::Prompt(by_keys("1"))).stopped_by(keys("1"))),
        Input::Record(record(5, Opening::PromptThenBeep(by_speech)).stopped_by(keys("1#"))),
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
    fn new(at: usize) -> Self {
        ALIVE.set(Self::alive() + 1);
        Self(at)
    }

    fn alive() -> usize {
        ALIVE.get()
    }
}

impl From<usize> for Tracked {
    fn from(at: usize) -> Self {
        Self::new(at)
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
