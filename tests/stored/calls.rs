//! Some queues and sessions worth storing.

use core::num::{NonZeroU8, NonZeroU16};

use media_queue::session::{Command, EngineSettings, PromptEnds, Session};
use media_queue::{
    Interrupts, MediaQueue, Millis, Opening, Play, Record, RecordLimits, Step, Time, Times, Tone,
};

pub(crate) type Queue = MediaQueue<String, u32>;
pub(crate) type Call = Session<String, u32>;

pub(crate) const FOUR: NonZeroU16 = NonZeroU16::new(4).unwrap();
const TWO: NonZeroU8 = NonZeroU8::new(2).unwrap();

pub(crate) const fn at(millis: u64) -> Time {
    Time::from_millis(millis)
}

/// A queue whose only operation was cancelled, with a subscription that has heard a tone.
pub(crate) fn idle() -> Queue {
    let mut queue = Queue::new(FOUR);
    queue.play(Play::new(), "gone".into()).unwrap();
    assert_eq!(queue.cancel_all().len(), 1);
    queue.subscribe_tones(42);
    assert!(queue.tone(Tone::Tone1).heard.is_some());
    queue
}

/// A menu in its second prompt, a record and an endless play behind it.
pub(crate) fn menu() -> Queue {
    let mut queue = Queue::new(FOUR);
    let keys = Interrupts::on_tones("12".parse().unwrap());
    let thrice = Times::Count(NonZeroU16::new(3).unwrap());
    let menu = Play::of(TWO).interrupted_by(keys.and_ongoing_speech()).repeated(thrice);
    queue.play(menu, "menu".into()).unwrap();
    queue.record(record(), "answer".into()).unwrap();
    queue.play(Play::new().repeated(Times::Forever), "music".into()).unwrap();
    let step = queue.wanted().unwrap();
    assert!(queue.finished(step).unwrap().into_completion().is_none());
    queue
}

/// A suspended queue whose record stands at its beep.
pub(crate) fn suspended() -> Queue {
    let mut queue = Queue::new(FOUR);
    queue.record(record(), "answer".into()).unwrap();
    let step = queue.wanted().unwrap();
    assert!(queue.finished(step).unwrap().into_completion().is_none());
    assert!(queue.suspend().into_completion().is_none());
    queue
}

/// A recording in which the caller speaks.
pub(crate) fn recording() -> Call {
    let mut call = started(record().opened_by(Opening::Silence));
    drop(call.speech_started(at(1_000)));
    drop(call.media_received(at(1_200)));
    call
}

/// A recording that a key has stopped and that waits for its file, with a play behind it.
pub(crate) fn closing() -> Call {
    let mut call = started(record().opened_by(Opening::Silence));
    call.play(Play::new(), "thanks".into()).unwrap();
    drop(call.tone(Tone::Pound, at(3_000)).effect);
    assert!(matches!(call.next_command(at(3_000)), Some(Command::Stop(_))));
    call
}

/// A prompt of known length on an engine that reports no ends, while the engine is away.
pub(crate) fn detached() -> Call {
    let ends = PromptEnds::AtLength { longest: Millis::from_secs(60) };
    let mut call = Call::new(FOUR, settings().with_prompt_ends(ends));
    call.play(Play::of(TWO), "welcome".into()).unwrap();
    let step = start(&mut call, at(0));
    drop(call.started(step, at(20)));
    drop(call.prompt_length(step, Millis::from_secs(3)));
    call.detach();
    call
}

pub(crate) fn settings() -> EngineSettings {
    EngineSettings::new(Millis::clamped(500), Millis::clamped(400))
}

pub(crate) fn record() -> Record {
    let limits = RecordLimits::new(Millis::from_secs(10))
        .with_max_silence(Millis::from_secs(2))
        .with_initial_silence(Millis::from_secs(5))
        .with_media_timeout(Millis::from_secs(8));
    Record::new(limits)
        .opened_by(Opening::PromptThenBeep(Interrupts::ANYTHING))
        .stopped_by("#".parse().unwrap())
}

/// Sends the start that is due, and returns its step.
#[track_caller]
pub(crate) fn start(call: &mut Call, now: Time) -> Step {
    match call.next_command(now) {
        Some(Command::Start(start)) => start.step,
        other => panic!("{other:?}"),
    }
}

fn started(record: Record) -> Call {
    let mut call = Call::new(FOUR, settings());
    call.record(record, "answer".into()).unwrap();
    let step = start(&mut call, at(0));
    drop(call.started(step, at(20)));
    call
}
