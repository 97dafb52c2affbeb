//! Rule X6 in a small world: of all that can be written down about a session, the
//! snapshots accepted are those of the states that inputs lead to.
//!
//! Numbers never fall, so both sets are complete within their bounds. Most inputs are
//! dated at one instant: only the clock depends on instants, and has a test of its own.

use core::num::{NonZeroU8, NonZeroU16};
use std::collections::HashSet;

use media_queue::{
    ClockSnapshot, ClockV1, ClosingV1, Completion, Deadlines, Ended, Failure, Input, Interrupts,
    Limit, MediaQueue, Millis, Opening, OperationId, Phase, Play, PlayOutcome, PlayerV1, Record,
    RecordClock, RecordLimits, RecordOutcome, Session, SessionInput, SessionSnapshot, SessionV1,
    Snapshot, SnapshotV1, SpeechV1, Stage, Step, Time, Tone, Voice,
};

type Call = Session<(), ()>;
type Data = SessionV1<(), ()>;

#[test]
fn x6_what_the_player_is_busy_with() {
    let accepted = accepted(|visit| {
        for queue in queues() {
            for player in players() {
                for unwanted in steps_or_none() {
                    visit(Data { player, unwanted, ..data(queue.clone()) });
                }
            }
        }
    });
    let reachable =
        reachable(|_| steps().map(|step| (START, SessionInput::Started(step))).collect());
    compare(&accepted, &reachable, |data| data.closing.is_none());
}

#[test]
fn x6_what_the_clock_times() {
    let accepted = accepted(|visit| {
        for queue in queues() {
            for player in players() {
                for clock in clocks() {
                    for voice in [Voice::Silent, Voice::Speaking] {
                        visit(Data { player, clock, voice, ..data(queue.clone()) });
                    }
                }
            }
        }
    });
    let reachable = reachable(|call| {
        let mut inputs = starts(call);
        inputs
            .extend([SessionInput::SpeechStarted, SessionInput::SpeechStopped].map(|i| (START, i)));
        inputs
    });
    compare(&accepted, &reachable, |data| data.closing.is_none() && data.unwanted.is_none());
}

#[test]
fn x6_what_is_held_for_its_file() {
    let accepted = accepted(|visit| {
        for queue in queues() {
            for player in players() {
                for closing in closings() {
                    visit(Data { player, closing: Some(closing), ..data(queue.clone()) });
                }
            }
        }
    });
    let reachable = reachable(|call| {
        let mut inputs = starts(call);
        inputs.push((START, SessionInput::Tone(Tone::Pound)));
        for (at, limit) in [
            (START, Limit::MaxDuration),
            (CUT, Limit::MaxDuration),
            (START, Limit::InitialSilence),
            (START, Limit::MediaTimeout),
        ] {
            inputs.extend(steps().map(|step| (at, SessionInput::LimitReached { step, limit })));
        }
        inputs
    });
    compare(&accepted, &reachable, |data| data.closing.is_some() && data.unwanted.is_none());
}

#[test]
fn k3_what_a_clock_has_heard() {
    let at = |millis| (0..=millis).map(Time::from_millis);
    let span = |millis| Millis::new(millis);
    for media_timeout in [None, span(1), span(2), span(3)] {
        for (max_duration, initial_silence) in [(1, 2), (4, 1), (4, 2)] {
            let limits = RecordLimits {
                max_duration: span(max_duration).unwrap(),
                max_silence: span(1),
                initial_silence: span(initial_silence),
                media_timeout,
            };
            let start = Time::from_millis(1);
            let mut reached = Vec::new();
            for voice in [Voice::Silent, Voice::Speaking] {
                reached.push(RecordClock::start(step(1), limits, voice, start));
            }
            let mut looked = 0;
            while let Some(&clock) = reached.get(looked) {
                looked += 1;
                for now in at(7) {
                    let inputs: [fn(&mut RecordClock, Time); 4] = [
                        RecordClock::speech_started,
                        RecordClock::speech_stopped,
                        RecordClock::media_received,
                        |clock, now| _ = clock.expired(now),
                    ];
                    for input in inputs {
                        let mut next = clock;
                        input(&mut next, now);
                        if !reached.contains(&next) {
                            reached.push(next);
                        }
                    }
                }
            }
            let mut accepted = 0;
            for edge in at(7) {
                for media in at(7) {
                    for speech in [SpeechV1::NotYet, SpeechV1::Now, SpeechV1::Past] {
                        for over in [false, true] {
                            let step = step(1);
                            let data = ClockV1 { step, limits, start, speech, edge, media, over };
                            if let Ok(clock) = RecordClock::try_from(ClockSnapshot::V1(data)) {
                                accepted += 1;
                                assert!(reached.contains(&clock), "not reachable: {clock:?}");
                                assert_eq!(clock.snapshot(), ClockSnapshot::V1(data));
                            }
                        }
                    }
                }
            }
            assert_eq!(accepted, reached.len(), "reachable and not accepted: {limits:?}");
        }
    }
}

/// The snapshots among the candidates that are accepted.
fn accepted(candidates: impl FnOnce(&mut dyn FnMut(Data))) -> HashSet<Vec<u8>> {
    let mut accepted = HashSet::new();
    candidates(&mut |data| {
        if let Ok(call) = Call::try_from(SessionSnapshot::V1(data.clone())) {
            assert_eq!(bytes(&call), postcard::to_allocvec(&data).unwrap());
            accepted.insert(bytes(&call));
        }
    });
    accepted
}

/// Compares with what is reachable, in the part of the world the candidates are of.
#[track_caller]
fn compare(
    accepted: &HashSet<Vec<u8>>,
    reachable: &HashSet<Vec<u8>>,
    part: impl Fn(&Data) -> bool,
) {
    let read = |bytes: &Vec<u8>| postcard::from_bytes::<Data>(bytes).unwrap();
    let reachable: HashSet<_> =
        reachable.iter().filter(|state| part(&read(state))).cloned().collect();
    let mut wrong = 0;
    for data in reachable.difference(accepted).map(read).take(5) {
        wrong += 1;
        let error = Call::try_from(SessionSnapshot::V1(data.clone())).err();
        println!("reachable, not accepted: {error:?} {data:?}");
    }
    for data in accepted.difference(&reachable).map(read).filter(&part).take(5) {
        wrong += 1;
        println!("accepted, not reachable: {data:?}");
    }
    assert_eq!(wrong, 0);
    assert!(reachable.len() > 1_000, "a world of {} states", reachable.len());
}

/// What breadth-first search finds with the common inputs and `more`, each as the
/// bytes of its snapshot.
fn reachable(more: impl Fn(&Call) -> Vec<(Time, SessionInput<(), ()>)>) -> HashSet<Vec<u8>> {
    let mut frontier: Vec<Call> = vec![Session::new(NonZeroU16::MIN, DEADLINES)];
    let mut seen: HashSet<Vec<u8>> = frontier.iter().map(bytes).collect();
    while let Some(call) = frontier.pop() {
        for (at, input) in inputs().into_iter().chain(more(&call)) {
            let mut next = call.clone();
            drop(input.apply(&mut next, at));
            if within(&v1(next.queue())) && seen.insert(bytes(&next)) {
                frontier.push(next);
            }
        }
    }
    seen
}

fn inputs() -> Vec<(Time, SessionInput<(), ()>)> {
    let mut inputs: Vec<_> = [
        SessionInput::CancelAll,
        SessionInput::Tone(Tone::Tone1),
        SessionInput::Suspend,
        SessionInput::Resume,
        SessionInput::Adopt(None),
        SessionInput::Command,
    ]
    .into_iter()
    .chain(requests())
    .chain(steps().flat_map(|step| [SessionInput::Ended(step), SessionInput::Adopt(Some(step))]))
    .map(|input| (START, input))
    .collect();
    inputs.push((Time::from_millis(u64::MAX), SessionInput::Expire));
    inputs
}

/// The engine confirms what it was told to start.
fn starts(call: &Call) -> Vec<(Time, SessionInput<(), ()>)> {
    let step = call.player().busy_with();
    step.into_iter().map(|step| (START, SessionInput::Started(step))).collect()
}

fn requests() -> impl Iterator<Item = SessionInput<(), ()>> {
    let play = Play::new((), NonZeroU8::new(2).unwrap());
    [SessionInput::Play(play)].into_iter().chain(records().map(SessionInput::Record))
}

fn records() -> impl Iterator<Item = Record<()>> {
    let key = Interrupts::by_tones("1".parse().unwrap());
    [Opening::Silence, Opening::Prompt(key)]
        .into_iter()
        .map(|opening| Record::new((), LIMITS).opened_by(opening).stopped_by("#".parse().unwrap()))
}

/// What the queue alone can come to.
fn queues() -> Vec<SnapshotV1<(), ()>> {
    let mut frontier = vec![MediaQueue::<(), ()>::new(NonZeroU16::MIN)];
    let mut seen = vec![v1(&frontier[0])];
    while let Some(queue) = frontier.pop() {
        let mut inputs =
            vec![Input::CancelAll, Input::Tone(Tone::Tone1), Input::Suspend, Input::Resume];
        inputs.push(Input::Play(Play::new((), NonZeroU8::new(2).unwrap())));
        inputs.extend(records().map(Input::Record));
        inputs.extend(
            queue
                .wanted()
                .into_iter()
                .flat_map(|step| [Input::Started(step), Input::Finished(step)]),
        );
        for input in inputs {
            let mut next = queue.clone();
            drop(input.apply(&mut next));
            let data = v1(&next);
            if within(&data) && !seen.contains(&data) {
                seen.push(data);
                frontier.push(next);
            }
        }
    }
    seen
}

fn within(queue: &SnapshotV1<(), ()>) -> bool {
    queue.last_id <= LAST_ID && queue.last_step <= LAST_STEP
}

/// A session with this queue, and the clock that it has if it is at its recording.
fn data(queue: SnapshotV1<(), ()>) -> Data {
    let clock = queue.operations.first().and_then(|first| {
        let started = Stage::InProgress(Phase::Recording { started: true });
        (first.stage == started).then(|| ClockV1 {
            step: step(queue.last_step),
            limits: LIMITS,
            start: START,
            speech: SpeechV1::NotYet,
            edge: START,
            media: START,
            over: false,
        })
    });
    Data {
        queue,
        deadlines: DEADLINES,
        player: PlayerV1::Idle { last: None },
        clock,
        voice: Voice::Silent,
        closing: None,
        unwanted: None,
    }
}

fn players() -> Vec<PlayerV1> {
    let mut players = Vec::new();
    players.extend(steps_or_none().map(|last| PlayerV1::Idle { last }));
    for step in steps() {
        let since = START;
        players.push(PlayerV1::Active { step, since });
        for millis in 0..3 {
            let due = Time::from_millis(millis);
            if due <= START.after(DEADLINES.start) {
                players.push(PlayerV1::Starting { step, due, stop: false });
                players.push(PlayerV1::Starting { step, due, stop: true });
            }
            players.push(PlayerV1::Stopping { step, since, due });
        }
    }
    players
}

fn clocks() -> Vec<Option<ClockV1>> {
    let mut clocks = vec![None];
    let other = RecordLimits { max_silence: Some(Millis::MAX), ..LIMITS };
    for step in steps() {
        for speech in [SpeechV1::NotYet, SpeechV1::Now] {
            for (limits, over) in [(LIMITS, false), (LIMITS, true), (other, false)] {
                let (start, edge, media) = (START, START, START);
                clocks.push(Some(ClockV1 { step, limits, start, speech, edge, media, over }));
            }
        }
    }
    clocks
}

fn closings() -> Vec<ClosingV1<()>> {
    let outcomes = [
        RecordOutcome::StopTone(Tone::Pound),
        RecordOutcome::StopTone(Tone::Tone1),
        RecordOutcome::LimitReached(Limit::MaxDuration),
        RecordOutcome::LimitReached(Limit::InitialSilence),
        RecordOutcome::LimitReached(Limit::MediaTimeout),
        RecordOutcome::Failed(Failure::Engine),
        RecordOutcome::Canceled,
    ];
    let stages = [
        Stage::InProgress(Phase::Recording { started: true }),
        Stage::InProgress(Phase::Recording { started: false }),
        Stage::InProgress(Phase::Beep),
    ];
    let mut closings = Vec::new();
    for step in steps() {
        for id in (1..=LAST_ID + 1).filter_map(OperationId::new) {
            let mut push = |stage, ended, cut| {
                closings.push(ClosingV1 { step, completion: Completion { id, stage, ended }, cut });
            };
            for record in records() {
                for outcome in outcomes {
                    push(stages[0], Ended::Record(record, outcome), Some(START));
                }
                // A look at the clock cuts the recording where its limit fell.
                push(stages[0], Ended::Record(record, outcomes[2]), Some(CUT));
                push(stages[0], Ended::Record(record, outcomes[0]), None);
                push(stages[1], Ended::Record(record, outcomes[0]), Some(START));
                push(stages[2], Ended::Record(record, outcomes[0]), Some(START));
            }
            let play = Play::new((), NonZeroU8::MIN);
            push(stages[0], Ended::Play(play, PlayOutcome::Played), Some(START));
        }
    }
    closings
}

fn steps() -> impl Iterator<Item = Step> {
    (1..=LAST_STEP + 1).filter_map(Step::new)
}

fn steps_or_none() -> impl Iterator<Item = Option<Step>> {
    [None].into_iter().chain(steps().map(Some))
}

fn step(number: u64) -> Step {
    Step::new(number).unwrap()
}

fn v1(queue: &MediaQueue<(), ()>) -> SnapshotV1<(), ()> {
    let bytes = postcard::to_allocvec(&queue.snapshot()).unwrap();
    match postcard::from_bytes(&bytes).unwrap() {
        Snapshot::V1(snapshot) => snapshot,
        _ => panic!("a later version"),
    }
}

fn bytes(call: &Call) -> Vec<u8> {
    match call.snapshot() {
        SessionSnapshot::V1(snapshot) => postcard::to_allocvec(&snapshot).unwrap(),
        _ => panic!("a later version"),
    }
}

const LAST_ID: u64 = 2;
const LAST_STEP: u64 = 3;
const START: Time = Time::from_millis(0);
const CUT: Time = Time::from_millis(1);
const LIMITS: RecordLimits = RecordLimits::new(Millis::new(1).unwrap());
const DEADLINES: Deadlines =
    Deadlines { start: Millis::new(1).unwrap(), stop: Millis::new(2).unwrap() };
