//! Rule X6: a session as data, restored at any point of a random call.

use core::num::{NonZeroU8, NonZeroU16};

use media_queue::{
    Command, Completion, Deadlines, Failure, Interrupts, Limit, Millis, Opening, OperationId, Play,
    Record, RecordLimits, Report, Session, SessionEntry, SessionInput, SessionSnapshot,
    SessionSnapshotError, Step, Time, Tone,
};
use proptest::collection::vec;
use proptest::prelude::*;

type Call = Session<String, u32>;
type Fed = (Time, SessionInput<String, u32>);

#[test]
fn x6_the_data_of_a_session() {
    let golden = include_str!("../fixtures/snapshot/session.json");
    let written = serde_json::to_string_pretty(&closing().snapshot()).unwrap() + "\n";
    assert_eq!(written, golden);
    let read: SessionSnapshot<String, u32> = serde_json::from_str(golden).unwrap();
    assert_eq!(Session::try_from(read).unwrap(), closing());

    let golden = include_str!("../fixtures/snapshot/session.hex");
    let written = postcard::to_allocvec(&closing().snapshot()).unwrap();
    assert_eq!(format!("{written:02x?}\n"), golden);
}

#[test]
fn x6_the_data_of_a_sessions_inputs() {
    let golden = include_str!("../fixtures/session_journal.jsonl");
    let step = Step::new(7).unwrap();
    let at = Time::from_millis(1_500);
    let play = || Play::new("menu".to_owned(), NonZeroU8::MIN);
    let record = || Record::new("answer".to_owned(), RecordLimits::new(Millis::MAX));
    let inputs = [
        SessionInput::Play(play()),
        SessionInput::Record(record()),
        SessionInput::CancelAll,
        SessionInput::Cancel(OperationId::new(3).unwrap()),
        SessionInput::SubscribeTones(42),
        SessionInput::UnsubscribeTones,
        SessionInput::Started(step),
        SessionInput::Ended(step),
        SessionInput::Failed { step, failure: Failure::Engine },
        SessionInput::LimitReached { step, limit: Limit::MaxSilence },
        SessionInput::Tone(Tone::Star),
        SessionInput::SpeechStarted,
        SessionInput::SpeechStopped,
        SessionInput::MediaReceived,
        SessionInput::Suspend,
        SessionInput::Resume,
        SessionInput::Adopt(Some(step)),
        SessionInput::Adopt(None),
        SessionInput::Expire,
        SessionInput::Command,
        SessionInput::Shrink,
    ];
    let entries: Vec<SessionEntry<String, u32>> = inputs
        .into_iter()
        .map(|input| SessionEntry::Input { at, input })
        .chain([SessionEntry::HangUp])
        .collect();
    let written: String =
        entries.iter().map(|entry| serde_json::to_string(entry).unwrap() + "\n").collect();
    assert_eq!(written, golden);
    let read: Vec<SessionEntry<String, u32>> =
        golden.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(read, entries);

    let golden = include_str!("../fixtures/session_journal.hex");
    let written: Vec<_> = entries
        .iter()
        .map(|entry| format!("{:02x?}", postcard::to_allocvec(entry).unwrap()))
        .collect();
    assert_eq!(written, golden.lines().collect::<Vec<_>>());
}

#[test]
fn x6_a_step_never_handed_out_is_stopped_and_otherwise_ignored() {
    let mut call = Call::new(NonZeroU16::MIN, DEADLINES);
    call.play(Play::new("welcome".to_owned(), NonZeroU8::MIN)).unwrap();
    let now = Time::from_millis(0);
    let stranger = Step::new(9).unwrap();
    assert_eq!(call.adopt(Some(stranger), now).into_completion(), None);
    let commands: Vec<_> = core::iter::from_fn(|| call.command(now)).collect();
    let wanted = call.queue().wanted().unwrap();
    assert_eq!(commands, [Command::Stop(stranger), Command::Start(wanted)]);
}

#[test]
fn x6_a_prompt_runs_on_behind_its_record_only_where_it_could_be_interrupted() {
    let mut call = Call::new(NonZeroU16::MIN, DEADLINES);
    let interrupts = Interrupts::by_tones("1".parse().unwrap());
    let record = Record::new("answer".to_owned(), RecordLimits::new(Millis::MAX));
    call.record(record.opened_by(Opening::PromptThenBeep(interrupts))).unwrap();
    let now = Time::from_millis(0);
    let Some(Command::Start(step)) = call.command(now) else { panic!() };
    assert_eq!(call.started(step, now), Report::Nothing);
    assert!(matches!(call.tone(Tone::Tone1, now).report, Report::PromptInterrupted(_)));

    let text = serde_json::to_string(&call.snapshot()).unwrap();
    let read: SessionSnapshot<String, u32> = serde_json::from_str(&text).unwrap();
    assert_eq!(Session::try_from(read), Ok(call));

    let deaf = text.replacen(r#"{"tones":"1","#, r#"{"tones":"","#, 1);
    assert_ne!(deaf, text);
    let read: SessionSnapshot<String, u32> = serde_json::from_str(&deaf).unwrap();
    assert_eq!(Session::try_from(read), Err(SessionSnapshotError::BusyWithEnded { step }));
}

proptest! {
    #[test]
    fn x6_a_session_restored_at_any_point_follows_to_the_end(choices in choices(40)) {
        let mut call = Call::new(NonZeroU16::new(3).unwrap(), DEADLINES);
        let mut followers = Vec::new();
        let mut now = 0;
        for choice in choices {
            now += u64::from(choice.2);
            followers.push(restored(&call));
            let fed = input(&call, choice, Time::from_millis(now));
            let answer = feed(&mut call, fed.clone());
            for follower in &mut followers {
                prop_assert_eq!(&feed(follower, fed.clone()), &answer);
                prop_assert_eq!(&*follower, &call);
            }
        }
    }

    #[test]
    fn x6_a_spoiled_session_is_refused_or_legal(
        before in choices(25),
        flips in vec((any::<prop::sample::Index>(), any::<u8>()), 1..3),
        then in choices(10),
    ) {
        let mut call = Call::new(NonZeroU16::new(3).unwrap(), DEADLINES);
        for choice in before {
            let fed = input(&call, choice, Time::from_millis(u64::from(choice.2)));
            feed(&mut call, fed);
        }
        let mut bytes = postcard::to_allocvec(&call.snapshot()).unwrap();
        for (index, byte) in flips {
            *index.get_mut(&mut bytes) = byte;
        }
        let Ok(snapshot) = postcard::from_bytes::<SessionSnapshot<String, u32>>(&bytes) else {
            return Ok(());
        };
        let Ok(mut call) = Call::try_from(snapshot) else { return Ok(()) };
        for choice in then {
            let fed = input(&call, choice, Time::from_millis(u64::from(choice.2)));
            feed(&mut call, fed);
            restored(&call);
        }
    }
}

/// The session that its snapshot restores, which is equal in either format.
fn restored(call: &Call) -> Call {
    let bytes = postcard::to_allocvec(&call.snapshot()).unwrap();
    let snapshot: SessionSnapshot<String, u32> = postcard::from_bytes(&bytes).unwrap();
    let text = serde_json::to_string(&call.snapshot()).unwrap();
    assert_eq!(serde_json::from_str::<SessionSnapshot<String, u32>>(&text).unwrap(), snapshot);
    let restored = Call::try_from(snapshot).unwrap();
    assert_eq!(restored, *call);
    restored
}

/// What it answered, as text and as completions.
fn feed(call: &mut Call, (at, input): Fed) -> (String, Vec<Completion<String>>) {
    let applied = input.apply(call, at);
    (format!("{applied:?}"), applied.into_completions().collect())
}

/// Which input, about which step, how much later.
fn choices(length: usize) -> impl Strategy<Value = Vec<(u8, u8, u8)>> {
    vec((0..32_u8, 0..8_u8, 0..6_u8), 0..length)
}

fn input(call: &Call, (which, about, _): (u8, u8, u8), at: Time) -> Fed {
    let known = [call.player().busy_with(), call.queue().wanted()];
    let step = match about {
        0 => Step::new(u64::from(which)).unwrap_or(ONE),
        about => known[usize::from(about % 2)].or(known[0]).unwrap_or(ONE),
    };
    let limits = RecordLimits {
        max_silence: Millis::new(3),
        initial_silence: Millis::new(u32::from(about)),
        media_timeout: Millis::new(9),
        ..RecordLimits::new(Millis::new(20).unwrap())
    };
    let opening = [
        Opening::Silence,
        Opening::Beep,
        Opening::Prompt(Interrupts::NOTHING),
        Opening::PromptThenBeep(Interrupts::ANYTHING),
    ][usize::from(about % 4)];
    let limit = [Limit::MaxDuration, Limit::InitialSilence][usize::from(about % 2)];
    let input = match which {
        0 | 1 => SessionInput::Play(Play::new("menu".to_owned(), NonZeroU8::MIN.saturating_add(1))),
        2..=4 => SessionInput::Record(
            Record::new("answer".to_owned(), limits)
                .opened_by(opening)
                .stopped_by("#".parse().unwrap()),
        ),
        5 => SessionInput::CancelAll,
        6 => match call.queue().operations().next_back() {
            Some(last) => SessionInput::Cancel(last.id),
            None => SessionInput::Shrink,
        },
        7 => SessionInput::SubscribeTones(u32::from(about)),
        8 => SessionInput::UnsubscribeTones,
        9..=12 => SessionInput::Started(step),
        13..=16 => SessionInput::Ended(step),
        17 => SessionInput::Failed { step, failure: Failure::Unavailable },
        18 => SessionInput::LimitReached { step, limit },
        19 => SessionInput::Tone(Tone::Pound),
        20 => SessionInput::Tone(Tone::Tone1),
        21 => SessionInput::SpeechStarted,
        22 => SessionInput::SpeechStopped,
        23 => SessionInput::MediaReceived,
        24 => SessionInput::Suspend,
        25 | 26 => SessionInput::Resume,
        27 => SessionInput::Adopt(Some(step).filter(|_| about > 2)),
        28 => SessionInput::Expire,
        _ => SessionInput::Command,
    };
    (at, input)
}

/// A recording that a key has stopped and that waits for its file, with a play
/// behind it.
fn closing() -> Call {
    let mut call = Call::new(NonZeroU16::new(4).unwrap(), DEADLINES);
    let at = Time::from_millis;
    let limits = RecordLimits::new(Millis::new(10_000).unwrap());
    let record = Record::new("answer".to_owned(), limits).opened_by(Opening::Silence);
    call.record(record.stopped_by("#".parse().unwrap())).unwrap();
    call.play(Play::new("thanks".to_owned(), NonZeroU8::MIN)).unwrap();
    let Some(Command::Start(step)) = call.command(at(0)) else { panic!() };
    assert_eq!(call.started(step, at(20)), Report::Nothing);
    let _closing = call.tone(Tone::Pound, at(3_000));
    assert_eq!(call.command(at(3_000)), Some(Command::Stop(step)));
    call
}

const ONE: Step = Step::new(1).unwrap();
const DEADLINES: Deadlines =
    Deadlines { start: Millis::new(500).unwrap(), stop: Millis::new(4).unwrap() };
