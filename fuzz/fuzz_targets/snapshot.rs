//! A snapshot of anything, and inputs: it is refused, or it is a queue or a session that can
//! be stored again and that follows the laws of a call.
#![no_main]

mod aim;
mod call;
mod ledger;
mod lines;
mod stored;

use libfuzzer_sys::fuzz_target;
use media_queue::MediaQueue;
use media_queue::journal::{Applied, Entry, Event, Input, Line, Request, SessionLine};
use media_queue::session::Restored;
use media_queue::snapshot::{SessionSnapshot, Snapshot};
use media_queue::{Effect, Stale, Time};

use crate::call::Call;
use crate::ledger::Ledger;

fuzz_target!(|data: &[u8]| match data {
    [0, data @ ..] => queue(data),
    [1, data @ ..] => session(data),
    _ => {}
});

fn queue(data: &[u8]) {
    let Ok((snapshot, bytes)) = postcard::take_from_bytes::<Snapshot<u8>>(data) else { return };
    let Ok(mut queue) = MediaQueue::try_from(snapshot) else { return };
    let mut ledger = Ledger::of(ledger::held(&queue));
    for line in lines::lines::<Line<u8>>(bytes).take(16) {
        let Entry::Input(at, input) = line.into_entry() else { continue };
        let input = match input {
            Input::Request(request) => Input::Request(aim::request(&queue, request)),
            Input::Fact(fact) => Input::Fact(aim::fact(fact, |step| {
                queue.wanted().filter(|_| step.get() == 1).unwrap_or(step)
            })),
        };
        let before = queue.clone();
        answer(&mut ledger, &input, input.clone().apply(&mut queue));
        ledger.is(ledger::held(&queue));
        stored::follows(before, at, &input, &queue);
    }
    stored::restored(&queue);
    let mut left = queue.hang_up();
    left.completions.by_ref().for_each(|completion| ledger.hand_out(&completion));
    ledger.is(core::iter::empty());
}

fn answer(
    ledger: &mut Ledger,
    input: &Input<u8>,
    answer: Applied<u8, u8, Result<Effect<u8>, Stale>>,
) {
    match (answer, input) {
        (
            Applied::Accepted(id),
            Input::Request(Request::Play(_, context) | Request::Record(_, context)),
        ) => ledger.accept(id, *context),
        (Applied::Canceled(canceled), _) => {
            canceled.iter().for_each(|completion| ledger.hand_out(completion));
        }
        (Applied::Effect(effect) | Applied::Tone { effect, .. }, _) => {
            if let Ok(Effect::Completed(completion)) = effect {
                ledger.hand_out(&completion);
            }
        }
        _ => {}
    }
}

fn session(data: &[u8]) {
    let Ok((snapshot, bytes)) = postcard::take_from_bytes::<SessionSnapshot<u8>>(data) else {
        return;
    };
    let Ok(restored) = Restored::try_from(snapshot) else { return };
    let (mut call, mut now) = (Call::of(restored.session().clone()), Time::from_millis(0));
    for line in lines::lines::<SessionLine<u8>>(bytes).take(16) {
        let Entry::Input(at, input) = line.into_entry() else {
            // The journal is over.
            call.feed(&Event::Detach.into(), now);
            continue;
        };
        now = at;
        call.feed(&call.aimed(input), now);
    }
    // The journal is over at the latest now, and the engine is asked.
    call.feed(&Event::Detach.into(), now);
    call.clone().settle(now, None);
    call.clone().settle(now, call.busy_with());
    call.hang_up(now);
}
