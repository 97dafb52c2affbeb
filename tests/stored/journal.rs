//! The format of a journal, and that an input answers as its method does.

use core::num::NonZeroU16;

use media_queue::journal::{
    Applied, Entry, Event, Fact, Input, Line, Request, SessionInput, SessionLine,
};
use media_queue::session::{Reaction, Session};
use media_queue::{
    Effect, MediaFailure, MediaQueue, Millis, OperationId, Play, RecordLimit, Step, Tone,
};

use crate::bytes::{golden, read};
use crate::calls::{at, record, settings};

#[test]
fn j1_the_stored_form_of_the_inputs_of_a_queue() {
    let inputs: Vec<_> = requests()
        .into_iter()
        .map(Input::Request)
        .chain(facts().into_iter().map(Input::Fact))
        .collect();
    let mut lines: Vec<Line<&String, &u32>> =
        inputs.iter().map(|input| Line::input(at(1_500), input)).collect();
    lines.push(Line::hang_up(at(1_600)));
    golden("journal", &lines);

    let stored: Vec<Line<String, u32>> = read("journal");
    let entries: Vec<_> = stored.into_iter().map(Line::into_entry).collect();
    let expected = inputs.into_iter().map(|input| Entry::Input(at(1_500), input));
    assert_eq!(entries, expected.chain([Entry::HangUp(at(1_600))]).collect::<Vec<_>>());
}

#[test]
fn j1_the_stored_form_of_the_inputs_of_a_session() {
    let step = Step::FIRST;
    let others = [
        Event::PromptLength(step, Millis::from_secs(3)),
        Event::SpeechStopped,
        Event::MediaReceived,
        Event::Detach,
        Event::Adopt(None),
        Event::Adopt(Some(step)),
        Event::Expire,
        Event::NextCommand,
    ];
    let inputs: Vec<_> = requests()
        .into_iter()
        .map(SessionInput::Request)
        .chain(facts().into_iter().map(Event::Fact).chain(others).map(SessionInput::Event))
        .collect();
    let mut lines: Vec<SessionLine<&String, &u32>> =
        inputs.iter().map(|input| SessionLine::input(at(1_500), input)).collect();
    lines.push(SessionLine::hang_up(at(1_600)));
    golden("session_journal", &lines);

    let stored: Vec<SessionLine<String, u32>> = read("session_journal");
    let entries: Vec<_> = stored.into_iter().map(SessionLine::into_entry).collect();
    let expected = inputs.into_iter().map(|input| Entry::Input(at(1_500), input));
    assert_eq!(entries, expected.chain([Entry::HangUp(at(1_600))]).collect::<Vec<_>>());
}

#[test]
fn j1_an_input_answers_as_its_method_does() {
    let mut queue: MediaQueue<&str, u32> = MediaQueue::new(NonZeroU16::MIN);
    let play = || Input::Request(Request::Play(Play::new(), "welcome"));
    let Applied::Accepted(id) = play().apply(&mut queue) else { panic!() };
    let Applied::PlayRefused(full) = play().apply(&mut queue) else { panic!() };
    assert_eq!((full.request, full.context), (Play::new(), "welcome"));
    let refused = Input::Request(Request::Record(record(), "answer")).apply(&mut queue);
    assert!(matches!(refused, Applied::RecordRefused(full) if full.context == "answer"));

    let step = queue.wanted().unwrap();
    let started = Input::Fact(Fact::Started(step)).apply(&mut queue);
    assert!(matches!(started, Applied::Effect(Ok(Effect::Nothing))));
    let stale = Input::Fact(Fact::LimitReached(step, RecordLimit::MaxDuration));
    assert!(matches!(stale.apply(&mut queue), Applied::Effect(Err(_))));
    let Applied::Effect(Ok(Effect::Completed(played))) =
        Input::Fact(Fact::Finished(step)).apply(&mut queue)
    else {
        panic!()
    };
    assert_eq!((played.id, played.context), (id, "welcome"));

    let mut request = |request| Input::Request(request).apply(&mut queue);
    assert!(matches!(request(Request::SubscribeTones(1)), Applied::PreviousSubscription(None)));
    assert!(matches!(request(Request::SubscribeTones(2)), Applied::PreviousSubscription(Some(1))));
    assert!(matches!(request(Request::CancelAll), Applied::Canceled(none) if none.is_empty()));
    let tone = Input::Fact(Fact::Tone(Tone::Pound)).apply(&mut queue);
    assert!(matches!(
        tone,
        Applied::Tone { tone: Tone::Pound, number: Some(1), effect: Ok(Effect::Nothing) }
    ));
}

#[test]
fn j1_an_applied_session_input_borrows_nothing() {
    struct Host {
        session: Session<&'static str>,
        ended: Vec<OperationId>,
    }

    impl Host {
        fn on(&mut self, input: SessionInput<&'static str>) {
            match input.apply(&mut self.session, at(0)) {
                Applied::Canceled(canceled) => canceled.into_iter().for_each(|c| self.end(c.id)),
                Applied::Effect(reaction) | Applied::Tone { effect: reaction, .. } => {
                    self.react(reaction);
                }
                _ => {}
            }
        }

        fn react(&mut self, reaction: Reaction<&'static str>) {
            if let Some(completed) = reaction.into_completed() {
                self.end(completed.completion.id);
            }
        }

        fn end(&mut self, id: OperationId) {
            self.ended.push(id);
        }
    }

    let session = Session::new(NonZeroU16::MAX, settings());
    let mut host = Host { session, ended: Vec::new() };
    for context in ["one", "two"] {
        host.on(SessionInput::Request(Request::Play(Play::new(), context)));
    }
    host.on(SessionInput::Request(Request::CancelAll));
    assert_eq!(host.ended.iter().map(|id| id.get()).collect::<Vec<_>>(), [1, 2]);
}

fn requests() -> [Request<String, u32>; 6] {
    [
        Request::Play(Play::new(), "menu".into()),
        Request::Record(record(), "answer".into()),
        Request::CancelAll,
        Request::Cancel(OperationId::FIRST),
        Request::SubscribeTones(42),
        Request::UnsubscribeTones,
    ]
}

fn facts() -> [Fact; 13] {
    let step = Step::try_from(7).unwrap();
    [
        Fact::Started(step),
        Fact::Finished(step),
        Fact::Failed(step, MediaFailure::Unavailable),
        Fact::Failed(step, MediaFailure::BadFormat),
        Fact::Failed(step, MediaFailure::Engine),
        Fact::LimitReached(step, RecordLimit::MaxDuration),
        Fact::LimitReached(step, RecordLimit::MaxSilence),
        Fact::LimitReached(step, RecordLimit::InitialSilence),
        Fact::LimitReached(step, RecordLimit::MediaTimeout),
        Fact::Tone(Tone::Star),
        Fact::SpeechStarted,
        Fact::Suspend,
        Fact::Resume,
    ]
}
