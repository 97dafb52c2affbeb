//! Random events of a call.

use core::num::NonZeroU8;

use media_queue::{
    Interrupts, MediaFailure, MediaQueue, Millis, Opening, OperationId, Play, Record, RecordLimit,
    RecordLimits, Step, Times, Tone, ToneSet,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::input::Input;
use crate::laws::Numbers;
use crate::support::{FAILURES, REACHED, times as count};

type Queue = MediaQueue<String>;

/// What happens next. Operations and steps are named by where they are found, so that a
/// shrunk call still means what the whole one meant.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    Play(Play, String),
    Record(Record, String),
    CancelAll,
    Cancel(Which),
    Subscribe(String),
    Unsubscribe,
    Started(Which),
    Finished(Which),
    Failed(Which, MediaFailure),
    LimitReached(Which, RecordLimit),
    Tone(Tone),
    SpeechStarted,
    Suspend,
    Resume,
    Shrink,
    /// The call ends, and another begins.
    HangUp,
    /// The call goes on from its stored state.
    Restore,
}

#[derive(Clone, Debug)]
pub(crate) enum Which {
    /// The current step, or the operation in progress.
    Current,
    /// One of those held.
    Held(Index),
    /// Any number given out, or the one after.
    Any(Index),
}

/// The input that an event is for this queue, if it is one.
pub(crate) fn input(event: Event, queue: &Queue) -> Option<Input<String, String>> {
    let numbers = Numbers::of(queue);
    let any = |index: Index, last: u64| {
        u64::try_from(index.index(usize::try_from(last).unwrap() + 1)).unwrap() + 1
    };
    let id = |which| {
        let place = match which {
            Which::Current => 0,
            Which::Held(index) if !queue.is_empty() => index.index(queue.len()),
            Which::Held(index) | Which::Any(index) => {
                return OperationId::new(any(index, numbers.ids)).unwrap();
            }
        };
        let held = queue.operations().nth(place).map(|operation| operation.id);
        held.unwrap_or(OperationId::new(numbers.ids + 1).unwrap())
    };
    let step = |which| match (which, queue.wanted()) {
        (Which::Current, Some(step)) => step,
        (Which::Current, None) => Step::new(numbers.steps + 1).unwrap(),
        (Which::Held(index) | Which::Any(index), _) => {
            Step::new(any(index, numbers.steps)).unwrap()
        }
    };
    Some(match event {
        Event::Play(play, context) => Input::Play(play, context),
        Event::Record(record, context) => Input::Record(record, context),
        Event::CancelAll => Input::CancelAll,
        Event::Cancel(which) => Input::Cancel(id(which)),
        Event::Subscribe(value) => Input::SubscribeTones(value),
        Event::Unsubscribe => Input::UnsubscribeTones,
        Event::Started(which) => Input::Started(step(which)),
        Event::Finished(which) => Input::Finished(step(which)),
        Event::Failed(which, failure) => Input::Failed(step(which), failure),
        Event::LimitReached(which, limit) => Input::LimitReached(step(which), limit),
        Event::Tone(tone) => Input::Tone(tone),
        Event::SpeechStarted => Input::SpeechStarted,
        Event::Suspend => Input::Suspend,
        Event::Resume => Input::Resume,
        Event::Shrink => Input::Shrink,
        Event::HangUp | Event::Restore => return None,
    })
}

/// A short queue: mostly facts about what is in progress.
pub(crate) fn few_requests() -> impl Strategy<Value = Event> {
    prop_oneof![3 => request(), 9 => fact(), 3 => other(), 1 => rare()]
}

/// A long queue: mostly requests.
pub(crate) fn many_requests() -> impl Strategy<Value = Event> {
    prop_oneof![300 => request(), 90 => fact(), 60 => other(), 1 => rare()]
}

fn request() -> impl Strategy<Value = Event> {
    let context = || "[a-z]{0,8}";
    let play = (context(), prompts(), times(), interrupts()).prop_map(
        |(context, prompts, times, interrupts)| {
            Event::Play(Play::of(prompts).repeated(times).interrupted_by(interrupts), context)
        },
    );
    let record = (context(), limits(), opening(), tone_set()).prop_map(
        |(context, limits, opening, stop_tones)| {
            Event::Record(Record::new(limits).opened_by(opening).stopped_by(stop_tones), context)
        },
    );
    prop_oneof![play, record]
}

fn fact() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => which().prop_map(Event::Started),
        6 => which().prop_map(Event::Finished),
        1 => (which(), select(&FAILURES)).prop_map(|(which, why)| Event::Failed(which, why)),
        2 => (which(), select(&REACHED)).prop_map(|(which, limit)| Event::LimitReached(which, limit)),
    ]
}

fn other() -> impl Strategy<Value = Event> {
    prop_oneof![
        6 => tone().prop_map(Event::Tone),
        2 => Just(Event::SpeechStarted),
        2 => which().prop_map(Event::Cancel),
        1 => "[a-z]{0,8}".prop_map(Event::Subscribe),
        1 => Just(Event::Unsubscribe),
        1 => Just(Event::Suspend),
        3 => Just(Event::Resume),
    ]
}

fn rare() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => Just(Event::CancelAll),
        1 => Just(Event::HangUp),
        1 => Just(Event::Restore),
        1 => Just(Event::Shrink),
    ]
}

fn which() -> impl Strategy<Value = Which> {
    prop_oneof![
        8 => Just(Which::Current),
        1 => any::<Index>().prop_map(Which::Held),
        1 => any::<Index>().prop_map(Which::Any),
    ]
}

fn prompts() -> impl Strategy<Value = NonZeroU8> {
    (1..=4_u8).prop_map(|prompts| NonZeroU8::new(prompts).unwrap())
}

fn times() -> impl Strategy<Value = Times> {
    prop_oneof![
        3 => (1..=3_u16).prop_map(count),
        1 => Just(Times::Forever),
    ]
}

fn opening() -> impl Strategy<Value = Opening> {
    prop_oneof![
        Just(Opening::Silence),
        Just(Opening::Beep),
        interrupts().prop_map(Opening::Prompt),
        interrupts().prop_map(Opening::PromptThenBeep),
    ]
}

fn limits() -> impl Strategy<Value = RecordLimits> {
    let span = || any::<u32>().prop_map(Millis::clamped);
    (span(), option::of(span()), option::of(span()), option::of(span())).prop_map(
        |(max_duration, max_silence, initial_silence, media_timeout)| {
            let mut limits = RecordLimits::new(max_duration);
            limits.max_silence = max_silence;
            limits.initial_silence = initial_silence;
            limits.media_timeout = media_timeout;
            limits
        },
    )
}

fn interrupts() -> impl Strategy<Value = Interrupts> {
    (tone_set(), 0..3_u8).prop_map(|(tones, speech)| {
        let tones = Interrupts::on_tones(tones);
        match speech {
            0 => tones,
            1 => tones.and_speech(),
            _ => tones.and_ongoing_speech(),
        }
    })
}

fn tone_set() -> impl Strategy<Value = ToneSet> {
    vec(tone(), 0..4).prop_map(|tones| tones.into_iter().collect())
}

/// They are few enough that those of a caller and of a request meet.
fn tone() -> impl Strategy<Value = Tone> {
    prop_oneof![4 => select(&[Tone::Tone1, Tone::Pound]), 1 => select(&Tone::ALL)]
}
