//! The inputs as data.

use core::num::{NonZeroU8, NonZeroU16};

use media_queue::{
    Applied, Completion, Ended, Failure, Input, Interrupts, JournalEntry, Limit, MediaQueue,
    Millis, Opening, Play, PlayOutcome, Record, RecordLimits, Step, Times, Tone,
};

type Entry = JournalEntry<String, u32>;

#[test]
fn j1_the_json_of_every_entry() {
    let golden = include_str!("../fixtures/journal.jsonl");
    let written: String =
        every_entry().iter().map(|entry| serde_json::to_string(entry).unwrap() + "\n").collect();
    assert_eq!(written, golden);

    let read: Vec<Entry> = golden.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(read, every_entry());
}

#[test]
fn j1_the_bytes_of_every_entry() {
    let golden = include_str!("../fixtures/journal.hex");
    let written: Vec<_> = every_entry()
        .iter()
        .map(|entry| format!("{:02x?}", postcard::to_allocvec(entry).unwrap()))
        .collect();
    assert_eq!(written, golden.lines().collect::<Vec<_>>());
}

#[test]
fn j1_an_input_answers_as_its_method_does() {
    let mut queue: MediaQueue<String, u32> = MediaQueue::new(NonZeroU16::MIN);
    let welcome = Play::new("welcome".to_owned(), NonZeroU8::MIN);

    let Applied::Accepted(id) = Input::Play(welcome.clone()).apply(&mut queue) else { panic!() };
    assert_eq!(queue.operations().next().map(|operation| operation.id), Some(id));
    let Applied::PlayRefused(full) = Input::Play(welcome.clone()).apply(&mut queue) else {
        panic!()
    };
    assert_eq!(full.request, welcome);

    let step = queue.wanted().unwrap();
    assert!(matches!(Input::Started(step).apply(&mut queue), Applied::Nothing));
    let reached = Input::LimitReached { step, limit: Limit::MaxDuration };
    assert!(matches!(reached.apply(&mut queue), Applied::Stale(_)));
    let Applied::Completed(completion) = Input::Finished(step).apply(&mut queue) else { panic!() };
    assert_eq!(
        (completion.id, &completion.ended),
        (id, &Ended::Play(welcome, PlayOutcome::Played))
    );

    assert!(matches!(Input::SubscribeTones(1).apply(&mut queue), Applied::Nothing));
    assert!(matches!(Input::SubscribeTones(2).apply(&mut queue), Applied::Unsubscribed(1)));
    let Applied::Tone(report) = Input::Tone(Tone::Pound).apply(&mut queue) else { panic!() };
    assert_eq!(report.heard.map(|heard| (*heard.subscription, heard.number)), Some((2, 1)));
    assert!(matches!(Input::UnsubscribeTones.apply(&mut queue), Applied::Unsubscribed(2)));
}

#[test]
fn j1_the_completions_of_an_answer() {
    let mut queue: MediaQueue<&str> = MediaQueue::new(NonZeroU16::MAX);
    for context in ["one", "two", "three", "four"] {
        let interrupts = Interrupts::ANYTHING;
        let play = Play::new(context, NonZeroU8::MIN).interrupted_by(interrupts);
        assert_eq!(Input::Play(play).apply(&mut queue).into_completions().count(), 0);
    }
    let mut ended = Vec::new();
    for input in [
        Input::Finished(queue.wanted().unwrap()),
        Input::SpeechStarted,
        Input::Tone(Tone::Star),
        Input::CancelAll,
        Input::SpeechStarted,
    ] {
        ended.extend(input.apply(&mut queue).into_completions().map(Completion::into_context));
    }
    assert_eq!(ended, ["one", "two", "three", "four"]);
}

fn every_entry() -> Vec<Entry> {
    let step = Step::new(7).unwrap();
    let context = || "menu".to_owned();
    let two = NonZeroU8::new(2).unwrap();
    let interrupts = Interrupts::by_tones("12".parse().unwrap()).and_speech();
    let ten_seconds = RecordLimits::new(Millis::new(10_000).unwrap());
    let limits = RecordLimits { initial_silence: Millis::new(5_000), ..ten_seconds };
    let twice = Times::Count(NonZeroU16::new(2).unwrap());
    let inputs = [
        Input::Play(Play::new(context(), two).repeated(twice)),
        Input::Play(Play::new(context(), two).repeated(Times::Forever).interrupted_by(interrupts)),
        Input::Record(Record::new(context(), ten_seconds)),
        Input::Record(
            Record::new(context(), limits)
                .opened_by(Opening::PromptThenBeep(interrupts))
                .stopped_by("#*".parse().unwrap()),
        ),
        Input::CancelAll,
        Input::Cancel(media_queue::OperationId::new(3).unwrap()),
        Input::SubscribeTones(42),
        Input::UnsubscribeTones,
        Input::Started(step),
        Input::Finished(step),
        Input::Failed { step, failure: Failure::BadFormat },
        Input::LimitReached { step, limit: Limit::InitialSilence },
        Input::Tone(Tone::Pound),
        Input::SpeechStarted,
        Input::Suspend,
        Input::Resume,
        Input::Shrink,
    ];
    inputs.into_iter().map(JournalEntry::Input).chain([JournalEntry::HangUp]).collect()
}
