//! What happens in a random call.

use core::num::{NonZeroU8, NonZeroU16};

use media_queue::{
    Interrupts, MediaFailure, Millis, Opening, Play, Record, RecordLimit, RecordLimits, Times, Tone,
};
use proptest::prelude::*;
use proptest::sample::select;

/// What happens next. Operations and steps are named by where they are to be found, so
/// that a shrunk call still means what the whole one meant.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    Play(Play),
    Record(Record),
    Cancel(usize),
    CancelAll,
    Suspend,
    Resume,
    Tone(Tone),
    Speech(bool),
    Media,
    Engine(usize, Deed),
    /// The host learns how long the prompt is that it waits for.
    Length(Millis),
    Detach,
    /// The engine is asked. It runs what it runs, or has lost everything.
    Adopt {
        lost: bool,
    },
    Pass(u16),
    /// A late host looks at its timer.
    Look,
    /// A late host sends a command.
    Send,
}

/// What the engine does with one of its steps.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Deed {
    Begins,
    Ends,
    Fails(MediaFailure),
    ReachesLimit(RecordLimit),
    ConfirmsAgain,
    BeginsUnheard,
    EndsUnheard,
}

impl Event {
    pub(crate) fn any() -> impl Strategy<Value = Self> {
        prop_oneof![
            3 => play().prop_map(Self::Play),
            3 => record().prop_map(Self::Record),
            1 => any::<usize>().prop_map(Self::Cancel),
            1 => Just(Self::CancelAll),
            1 => Just(Self::Suspend),
            2 => Just(Self::Resume),
            2 => select(vec![Tone::Pound, Tone::Tone1, Tone::Tone2]).prop_map(Self::Tone),
            3 => any::<bool>().prop_map(Self::Speech),
            2 => Just(Self::Media),
            16 => (any::<usize>(), deed()).prop_map(|(which, deed)| Self::Engine(which, deed)),
            3 => (1..300_u32).prop_map(|length| Self::Length(Millis::clamped(length))),
            1 => Just(Self::Detach),
            2 => any::<bool>().prop_map(|lost| Self::Adopt { lost }),
            8 => (1..250_u16).prop_map(Self::Pass),
            8 => Just(Self::Look),
            12 => Just(Self::Send),
        ]
    }
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => Just(Deed::Begins),
        5 => Just(Deed::Ends),
        1 => Just(Deed::Fails(MediaFailure::Unavailable)),
        1 => select(vec![RecordLimit::MaxDuration, RecordLimit::InitialSilence])
            .prop_map(Deed::ReachesLimit),
        1 => Just(Deed::ConfirmsAgain),
        1 => Just(Deed::BeginsUnheard),
        1 => Just(Deed::EndsUnheard),
    ]
}

fn interrupts() -> impl Strategy<Value = Interrupts> {
    let key = Interrupts::on_tones("1".parse().unwrap());
    select(vec![Interrupts::NEVER, key, key.and_speech(), Interrupts::NEVER.and_ongoing_speech()])
}

fn play() -> impl Strategy<Value = Play> {
    (1..4_u8, 1..3_u16, interrupts()).prop_map(|(prompts, rounds, interrupts)| {
        Play::of(NonZeroU8::new(prompts).unwrap())
            .repeated(Times::Count(NonZeroU16::new(rounds).unwrap()))
            .interrupted_by(interrupts)
    })
}

fn record() -> impl Strategy<Value = Record> {
    let opening = interrupts().prop_flat_map(|interrupts| {
        let prompts = [Opening::Prompt(interrupts), Opening::PromptThenBeep(interrupts)];
        select([&[Opening::Silence, Opening::Beep][..], &prompts].concat())
    });
    let span = || proptest::option::of((20..200_u32).prop_map(Millis::clamped));
    (opening, 50..600_u32, span(), span(), span()).prop_map(
        |(opening, max, silence, initial, media)| {
            let mut limits = RecordLimits::new(Millis::clamped(max));
            limits.max_silence = silence;
            limits.initial_silence = initial;
            limits.media_timeout = media;
            Record::new(limits).opened_by(opening).stopped_by("#".parse().unwrap())
        },
    )
}
