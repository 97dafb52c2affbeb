//! Lists of inputs: the queue against the reference and the laws of its tests.
#![no_main]

mod aim;
#[path = "../../tests/queue/input.rs"]
#[allow(dead_code, reason = "a journal has no `shrink`")]
mod input;
#[path = "../../tests/queue/laws.rs"]
mod laws;
mod lines;
#[path = "../../tests/queue/lockstep.rs"]
mod lockstep;
#[path = "../../tests/queue/reference.rs"]
mod reference;
mod stored;
#[path = "../../tests/queue/support.rs"]
#[allow(dead_code, unused_imports, reason = "the laws need one constant of it")]
mod support;

use libfuzzer_sys::fuzz_target;
use media_queue::journal::{Entry, Fact, Input, Line, Request};

use crate::laws::Edge;
use crate::lockstep::Lockstep;

fuzz_target!(|data: &[u8]| {
    let Some((&limit, bytes)) = data.split_first() else { return };
    let limit = u16::from(limit % 8) + 1;
    let mut call: Lockstep<u8, u8> = Lockstep::new(limit);
    for line in lines::lines::<Line<u8>>(bytes) {
        let Entry::Input(at, input) = line.into_entry() else {
            call.hang_up();
            call = Lockstep::new(limit);
            continue;
        };
        let input = match input {
            Input::Request(request) => Input::Request(aim::request(&call.queue, request)),
            Input::Fact(fact) => Input::Fact(aim::fact(fact, |step| {
                call.queue.wanted().filter(|_| step.get() == 1).unwrap_or(step)
            })),
        };
        let before = call.queue.clone();
        let fed = method(input.clone());
        let answer = call.feed(fed.clone());
        Edge { before: &before, input: &fed, answer: &answer, after: &call.queue }.check();
        stored::follows(before, at, &input, &call.queue);
    }
    call.hang_up();
});

/// The method that an input of the journal stands for, as the tests write it.
fn method(input: Input<u8>) -> input::Input<u8, u8> {
    use crate::input::Input as To;

    match input {
        Input::Request(request) => match request {
            Request::Play(play, context) => To::Play(play, context),
            Request::Record(record, context) => To::Record(record, context),
            Request::CancelAll => To::CancelAll,
            Request::Cancel(id) => To::Cancel(id),
            Request::SubscribeTones(value) => To::SubscribeTones(value),
            Request::UnsubscribeTones => To::UnsubscribeTones,
            other => panic!("the tests do not know {other:?}"),
        },
        Input::Fact(fact) => match fact {
            Fact::Started(step) => To::Started(step),
            Fact::Finished(step) => To::Finished(step),
            Fact::Failed(step, failure) => To::Failed(step, failure),
            Fact::LimitReached(step, limit) => To::LimitReached(step, limit),
            Fact::Tone(tone) => To::Tone(tone),
            Fact::SpeechStarted => To::SpeechStarted,
            Fact::Suspend => To::Suspend,
            Fact::Resume => To::Resume,
            other => panic!("the tests do not know {other:?}"),
        },
    }
}
