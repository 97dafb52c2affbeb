//! A host that appends, applies and only then emits, and crashes wherever it can.

use media_queue::journal::{Entry, SessionLine};
use media_queue::session::Restored;
use media_queue::snapshot::SessionSnapshot;
use media_queue::{OperationId, Time};
use proptest::prelude::*;
use std::collections::BTreeSet;

use crate::random::{Choice, choices, ended, input, restored, small};

/// What survives a crash, and what the application has heard.
struct World {
    snapshot: Vec<u8>,
    journal: Vec<Vec<u8>>,
    /// Each operation that the application was told to have ended.
    told: Vec<OperationId>,
    accepted: BTreeSet<OperationId>,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Nothing is lost, whichever two of its points the host crashes at.
    #[test]
    fn j1_nothing_is_lost_whichever_two_points_the_host_crashes_at(script in choices(14)) {
        let points = 3 * script.len();
        for first in 0..points {
            for second in (first + 1..points).step_by(2) {
                let world = run(&script, [first, second]);
                let told: BTreeSet<_> = world.told.iter().copied().collect();
                prop_assert_eq!(told, world.accepted);
            }
        }
    }
}

/// Runs the script. Each input has three points: before it is appended, before it is
/// applied, and before its effects leave the host.
fn run(script: &[Choice], crashes: [usize; 2]) -> World {
    let call = small();
    let mut world = World {
        snapshot: postcard::to_allocvec(&call.snapshot()).unwrap(),
        journal: Vec::new(),
        told: Vec::new(),
        accepted: BTreeSet::new(),
    };
    let mut call = restored(&call).into_session();
    drop(call.adopt(None, Time::from_millis(0)));
    world.compact(&call);
    let mut now = 0;
    for (index, choice) in script.iter().enumerate() {
        let dies_at = |point| crashes.contains(&(3 * index + point));
        now += u64::from(choice.2);
        let at = Time::from_millis(now);
        let input = input(&call, *choice);
        if dies_at(0) {
            call = world.restart(at);
            continue;
        }
        let line = postcard::to_allocvec(&SessionLine::input(at, &input)).unwrap();
        world.journal.push(line);
        if dies_at(1) {
            call = world.restart(at);
            continue;
        }
        let answer = input.apply(&mut call, at);
        if dies_at(2) {
            call = world.restart(at);
            continue;
        }
        world.emit(answer);
    }
    let left = call.hang_up(Time::from_millis(now));
    world.told.extend(left.closing.map(|closing| closing.completion.id));
    world.told.extend(left.completions.map(|completion| completion.id));
    world
}

impl World {
    /// The host comes back: it restores, applies the journal, tells again what the journal
    /// says, asks the engine, and adopts. The engine runs nothing.
    fn restart(&mut self, now: Time) -> crate::calls::Call {
        let snapshot: SessionSnapshot<String, u32> = postcard::from_bytes(&self.snapshot).unwrap();
        let mut restored = Restored::try_from(snapshot).unwrap();
        for line in core::mem::take(&mut self.journal) {
            let line: SessionLine<String, u32> = postcard::from_bytes(&line).unwrap();
            let Entry::Input(at, input) = line.into_entry() else { panic!() };
            let answer = restored.apply(input, at);
            self.emit(answer);
        }
        let mut call = restored.into_session();
        let reaction = call.adopt(None, now);
        self.told.extend(reaction.into_completed().map(|completed| completed.completion.id));
        self.compact(&call);
        call
    }

    fn compact(&mut self, call: &crate::calls::Call) {
        self.snapshot = postcard::to_allocvec(&call.snapshot()).unwrap();
        self.journal.clear();
    }

    fn emit(
        &mut self,
        answer: media_queue::journal::Applied<String, u32, media_queue::session::Reaction<String>>,
    ) {
        if let media_queue::journal::Applied::Accepted(id) = answer {
            self.accepted.insert(id);
            return;
        }
        self.told.extend(ended(answer));
    }
}
