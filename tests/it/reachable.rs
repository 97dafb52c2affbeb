//! Rule S1 in small worlds: of all that can be written down, the snapshots accepted
//! are those of the states that inputs lead to.
//!
//! Ids, steps and tone numbers never fall, so every way to a state within the bounds
//! of a world stays within them, and both sets are complete.

use core::num::{NonZeroU8, NonZeroU16};
use std::collections::HashSet;

use media_queue::{
    Failure, Input, Interrupts, Limit, MediaQueue, Millis, Opening, OperationId, OperationV1,
    Phase, Play, Record, RecordLimits, RequestV1, Snapshot, SnapshotV1, Stage, Times, Tone,
};

type Queue = MediaQueue<(), u8>;

struct World {
    limits: &'static [u16],
    requests: Vec<RequestV1<()>>,
    stages: Vec<Stage>,
    /// How many operations a snapshot may list.
    listed: usize,
    last_id: u64,
    last_step: u64,
    tones: u64,
    subscriptions: &'static [u8],
}

#[test]
fn s1_where_one_operation_can_stand() {
    let prompts = (0..3).flat_map(|index| (0..8).map(move |round| Phase::Prompt { index, round }));
    let phases = prompts.chain([Phase::Beep, RECORDING, STARTED]).map(Stage::InProgress);
    let requests = [
        play(2, Times::Count(NonZeroU16::new(2).unwrap())),
        play(1, Times::Forever),
        record(Opening::Silence),
        record(Opening::Beep),
        record(Opening::Prompt(Interrupts::NOTHING)),
        record(Opening::PromptThenBeep(Interrupts::NOTHING)),
    ];
    let world = World {
        requests: requests.into(),
        stages: phases.chain([Stage::Queued]).collect(),
        last_step: 7,
        ..World::SMALL
    };
    assert_eq!(world.check(), 498);
}

#[test]
fn s1_how_ids_lie_in_a_queue_of_any_limit() {
    let world = World {
        limits: &[1, 2, 3],
        requests: vec![play(1, Times::ONCE)],
        stages: vec![Stage::Queued, Stage::InProgress(PROMPT)],
        listed: 4,
        last_id: 4,
        ..World::SMALL
    };
    assert_eq!(world.check(), 298);
}

#[test]
fn s1_what_stands_behind_what() {
    let world = World {
        limits: &[2],
        requests: vec![play(1, Times::ONCE), record(Opening::PromptThenBeep(Interrupts::ANYTHING))],
        stages: [PROMPT, Phase::Beep, RECORDING, STARTED]
            .map(Stage::InProgress)
            .into_iter()
            .chain([Stage::Queued])
            .collect(),
        listed: 3,
        last_step: 4,
        ..World::SMALL
    };
    assert_eq!(world.check(), 172);
}

#[test]
fn s1_tones_and_subscriptions_depend_on_nothing() {
    let world = World {
        requests: vec![play(1, Times::ONCE)],
        stages: vec![Stage::Queued, Stage::InProgress(PROMPT)],
        tones: 2,
        subscriptions: &[1, 2],
        ..World::SMALL
    };
    assert_eq!(world.check(), 216);
}

impl World {
    const SMALL: Self = Self {
        limits: &[1],
        requests: Vec::new(),
        stages: Vec::new(),
        listed: 1,
        last_id: 2,
        last_step: 2,
        tones: 0,
        subscriptions: &[],
    };

    /// Compares the two sets and gives their size.
    fn check(&self) -> usize {
        let reachable = self.reachable();
        let mut accepted = HashSet::new();
        self.candidates(&mut |snapshot| {
            if let Ok(queue) = MediaQueue::try_from(Snapshot::V1(snapshot.clone())) {
                let state = bytes(&queue);
                assert_eq!(state, postcard::to_allocvec(&snapshot).unwrap());
                assert!(reachable.contains(&state), "accepted, not reachable: {snapshot:?}");
                accepted.insert(state);
            }
        });
        if let Some(state) = reachable.difference(&accepted).next() {
            let snapshot: SnapshotV1<(), u8> = postcard::from_bytes(state).unwrap();
            panic!("reachable, not accepted: {snapshot:?}");
        }
        accepted.len()
    }

    /// What breadth-first search finds, each as the bytes of its snapshot.
    fn reachable(&self) -> HashSet<Vec<u8>> {
        let mut frontier: Vec<Queue> = self
            .limits
            .iter()
            .map(|&limit| MediaQueue::new(NonZeroU16::new(limit).unwrap()))
            .collect();
        let mut seen: HashSet<Vec<u8>> = frontier.iter().map(bytes).collect();
        while let Some(queue) = frontier.pop() {
            for input in self.inputs(&queue) {
                let mut next = queue.clone();
                drop(input.apply(&mut next));
                if self.bounds(&next) && seen.insert(bytes(&next)) {
                    frontier.push(next);
                }
            }
        }
        seen
    }

    fn bounds(&self, queue: &Queue) -> bool {
        let Snapshot::V1(snapshot) = queue.snapshot() else { return false };
        snapshot.last_id <= self.last_id
            && snapshot.last_step <= self.last_step
            && snapshot.tones <= self.tones
    }

    fn inputs(&self, queue: &Queue) -> Vec<Input<(), u8>> {
        let mut inputs = vec![
            Input::CancelAll,
            Input::UnsubscribeTones,
            Input::Tone(Tone::Pound),
            Input::SpeechStarted,
            Input::Suspend,
            Input::Resume,
        ];
        inputs.extend(self.requests.iter().map(|request| match *request {
            RequestV1::Play(play) => Input::Play(play),
            RequestV1::Record(record) => Input::Record(record),
        }));
        inputs.extend(self.subscriptions.iter().copied().map(Input::SubscribeTones));
        inputs.extend(queue.operations().map(|operation| Input::Cancel(operation.id)));
        if let Some(step) = queue.wanted() {
            let failure = Failure::Engine;
            let limit = Limit::MaxDuration;
            inputs.extend([
                Input::Started(step),
                Input::Finished(step),
                Input::Failed { step, failure },
                Input::LimitReached { step, limit },
            ]);
        }
        inputs
    }

    /// All that can be written down within the bounds, and an id past them.
    fn candidates(&self, visit: &mut impl FnMut(SnapshotV1<(), u8>)) {
        let mut lists = vec![Vec::new()];
        let mut longest = lists.clone();
        for _ in 0..self.listed {
            longest = longest
                .iter()
                .flat_map(|list| self.operations().map(move |last| [&list[..], &[last]].concat()))
                .collect();
            lists.extend_from_slice(&longest);
        }
        let subscriptions: Vec<_> =
            [None].into_iter().chain(self.subscriptions.iter().copied().map(Some)).collect();
        for operations in lists {
            for &limit in self.limits {
                for suspended in [false, true] {
                    for last_id in 0..=self.last_id {
                        for last_step in 0..=self.last_step {
                            for tones in 0..=self.tones {
                                for &subscription in &subscriptions {
                                    visit(SnapshotV1 {
                                        limit: NonZeroU16::new(limit).unwrap(),
                                        suspended,
                                        last_id,
                                        last_step,
                                        tones,
                                        subscription,
                                        operations: operations.clone(),
                                    });
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn operations(&self) -> impl Iterator<Item = OperationV1<()>> {
        (1..=self.last_id + 1).filter_map(OperationId::new).flat_map(move |id| {
            self.requests.iter().flat_map(move |&request| {
                self.stages.iter().map(move |&stage| OperationV1 { id, stage, request })
            })
        })
    }
}

fn bytes(queue: &Queue) -> Vec<u8> {
    let Snapshot::V1(snapshot) = queue.snapshot() else { panic!("a later version") };
    postcard::to_allocvec(&snapshot).unwrap()
}

fn play(prompts: u8, times: Times) -> RequestV1<()> {
    RequestV1::Play(Play::new((), NonZeroU8::new(prompts).unwrap()).repeated(times))
}

fn record(opening: Opening) -> RequestV1<()> {
    let limits = RecordLimits::new(Millis::MAX);
    RequestV1::Record(Record::new((), limits).opened_by(opening).stopped_by("#".parse().unwrap()))
}

const PROMPT: Phase = Phase::Prompt { index: 0, round: 0 };
const RECORDING: Phase = Phase::Recording { started: false };
const STARTED: Phase = Phase::Recording { started: true };
