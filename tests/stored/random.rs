//! Random calls: each state is restored to an equal one, and what is spoiled is refused or
//! harmless.

use core::num::NonZeroU16;

use media_queue::journal::{Applied, Entry, Event, Fact, Request, SessionInput, SessionLine};
use media_queue::session::{Reaction, Restored};
use media_queue::snapshot::{SessionSnapshot, Snapshot};
use media_queue::{
    Interrupts, MediaFailure, MediaQueue, Millis, Opening, OperationId, Play, Record, RecordLimit,
    RecordLimits, Step, Time, Tone,
};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::bytes::through;
use crate::calls::{Call, Queue, settings};

type Input = SessionInput<String, u32>;

/// Which input, about which step, how much later.
pub(crate) type Choice = (u8, u8, u8);

proptest! {
    #[test]
    fn s1_j1_a_session_restored_at_any_point_follows_to_the_end(choices in choices(40)) {
        let mut call = small();
        let mut followers: Vec<Restored<String, u32>> = Vec::new();
        let mut now = 0;
        for choice in choices {
            now += u64::from(choice.2);
            followers.push(restored(&call));
            let input = input(&call, choice);
            let line: SessionLine<String, u32> =
                through(&SessionLine::input(Time::from_millis(now), &input));
            let answer = format!("{:?}", input.apply(&mut call, Time::from_millis(now)));
            let Entry::Input(at, input) = line.into_entry() else { panic!() };
            for follower in &mut followers {
                prop_assert_eq!(&format!("{:?}", follower.apply(input.clone(), at)), &answer);
                prop_assert_eq!(follower.session(), &call);
            }
        }
    }

    #[test]
    fn s1_a_spoiled_session_is_refused_or_harmless(
        before in choices(25),
        flips in vec((any::<prop::sample::Index>(), any::<u8>()), 1..3),
        then in choices(20),
    ) {
        let mut call = small();
        feed(&mut call, before);
        let mut bytes = postcard::to_allocvec(&call.snapshot()).unwrap();
        for (index, byte) in flips {
            *index.get_mut(&mut bytes) = byte;
        }
        let Ok(snapshot) = postcard::from_bytes::<SessionSnapshot<String, u32>>(&bytes) else {
            return Ok(());
        };
        if let Ok(restored) = Restored::try_from(snapshot) {
            let mut call = restored.into_session();
            let held: Vec<OperationId> = ids(&call);
            drop(call.adopt(None, Time::from_millis(0)));
            let ended = feed(&mut call, then);
            harmless(&call, &held, &ended);
        }
    }

    #[test]
    fn s1_a_spoiled_queue_is_refused_or_harmless(
        before in choices(25),
        flips in vec((any::<prop::sample::Index>(), any::<u8>()), 1..3),
    ) {
        let mut call = small();
        feed(&mut call, before);
        let mut bytes = postcard::to_allocvec(&call.queue().snapshot()).unwrap();
        for (index, byte) in flips {
            *index.get_mut(&mut bytes) = byte;
        }
        let Ok(snapshot) = postcard::from_bytes::<Snapshot<String, u32>>(&bytes) else {
            return Ok(());
        };
        let Ok(mut queue) = Queue::try_from(snapshot) else { return Ok(()) };
        let held: Vec<OperationId> = queue.operations().map(|held| held.id).collect();
        prop_assert!(held.len() <= usize::from(queue.limit().get()));
        prop_assert!(held.is_sorted());
        prop_assert!(queue.suspend().into_completion().is_none() || !held.is_empty());
        drop(queue.resume());
        // Everything that is held comes to an end, in order, and nothing else.
        let mut ended = Vec::new();
        while let Some(step) = queue.wanted() {
            let effect = queue.failed(step, MediaFailure::Engine).unwrap();
            ended.push(effect.into_completion().unwrap().id);
        }
        prop_assert!(held.ends_with(&ended));
        prop_assert!(queue.is_empty());
        let again: Snapshot<String, u32> = through(&queue.snapshot());
        prop_assert_eq!(MediaQueue::try_from(again).unwrap(), queue);
    }
}

pub(crate) fn small() -> Call {
    Call::new(NonZeroU16::new(3).unwrap(), settings())
}

pub(crate) fn choices(length: usize) -> impl Strategy<Value = Vec<Choice>> {
    vec((0..34_u8, 0..8_u8, 0..200_u8), 0..length)
}

/// The session that its snapshot restores, which is an equal one.
pub(crate) fn restored(call: &Call) -> Restored<String, u32> {
    let snapshot: SessionSnapshot<String, u32> = through(&call.snapshot());
    let restored = Restored::try_from(snapshot).unwrap();
    assert_eq!(restored.session(), call);
    restored
}

/// The operations whose completions an answer contains.
pub(crate) fn ended(answer: Applied<String, u32, Reaction<String>>) -> Vec<OperationId> {
    match answer {
        Applied::Canceled(canceled) => canceled.into_iter().map(|c| c.id).collect(),
        Applied::Effect(reaction) | Applied::Tone { effect: reaction, .. } => {
            reaction.into_completed().map(|c| c.completion.id).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The input that a choice means in this state.
pub(crate) fn input(call: &Call, (which, about, _): Choice) -> Input {
    let known = [call.player().busy_with(), call.queue().wanted()];
    let step = match about {
        0 => Step::new(u64::from(which)).unwrap_or(Step::FIRST),
        about => known[usize::from(about % 2)].or(known[0]).unwrap_or(Step::FIRST),
    };
    let limits = RecordLimits::new(Millis::clamped(2_000))
        .with_max_silence(Millis::clamped(300))
        .with_initial_silence(Millis::clamped(100 * u32::from(about)))
        .with_media_timeout(Millis::clamped(900));
    let opening = [
        Opening::Silence,
        Opening::Beep,
        Opening::Prompt(Interrupts::NEVER),
        Opening::PromptThenBeep(Interrupts::ANYTHING.and_ongoing_speech()),
    ][usize::from(about % 4)];
    let limit = [RecordLimit::MaxDuration, RecordLimit::InitialSilence][usize::from(about % 2)];
    let fact = |fact| SessionInput::Event(Event::Fact(fact));
    let play = Play::of(core::num::NonZeroU8::MIN.saturating_add(about % 2));
    match which {
        0 | 1 => SessionInput::Request(Request::Play(play, "menu".into())),
        2..=4 => {
            let record = Record::new(limits).opened_by(opening).stopped_by("#".parse().unwrap());
            SessionInput::Request(Request::Record(record, "answer".into()))
        }
        5 => SessionInput::Request(Request::CancelAll),
        6 => {
            let last = call.queue().operations().next_back().map_or(OperationId::FIRST, |o| o.id);
            SessionInput::Request(Request::Cancel(last))
        }
        7 => SessionInput::Request(Request::SubscribeTones(u32::from(about))),
        8 => SessionInput::Request(Request::UnsubscribeTones),
        9..=12 => fact(Fact::Started(step)),
        13..=16 => fact(Fact::Finished(step)),
        17 => fact(Fact::Failed(step, MediaFailure::Unavailable)),
        18 => fact(Fact::LimitReached(step, limit)),
        19 => fact(Fact::Tone(Tone::Pound)),
        20 => fact(Fact::Tone(Tone::Tone1)),
        21 => fact(Fact::SpeechStarted),
        22 => SessionInput::Event(Event::SpeechStopped),
        23 => SessionInput::Event(Event::MediaReceived),
        24 => fact(Fact::Suspend),
        25 | 26 => fact(Fact::Resume),
        27 => SessionInput::Event(Event::Adopt(Some(step).filter(|_| about > 2))),
        28 => SessionInput::Event(Event::Expire),
        29 => SessionInput::Event(Event::Detach),
        30 => SessionInput::Event(Event::PromptLength(step, Millis::clamped(400))),
        _ => SessionInput::Event(Event::NextCommand),
    }
}

/// Feeds the choices, and returns which operations were handed out.
fn feed(call: &mut Call, choices: Vec<Choice>) -> Vec<OperationId> {
    let mut now = 0;
    let mut all = Vec::new();
    for choice in choices {
        now += u64::from(choice.2);
        let input = input(call, choice);
        all.extend(ended(input.apply(call, Time::from_millis(now))));
        let _equal = restored(call);
    }
    all
}

fn ids(call: &Call) -> Vec<OperationId> {
    let closing = call.closing().map(|closing| closing.completion.id);
    closing.into_iter().chain(call.queue().operations().map(|held| held.id)).collect()
}

/// Nothing is handed out twice, and nothing that was held is lost.
fn harmless(call: &Call, held: &[OperationId], ended: &[OperationId]) {
    let left = ids(call);
    for id in held {
        let times = ended.iter().chain(&left).filter(|other| *other == id).count();
        assert!(times <= 1, "operation {id} is here {times} times");
    }
    let mut once = ended.to_vec();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), ended.len(), "an operation was handed out twice");
}
