//! Lists of session inputs in any order, on engines of every kind, under the laws of a call.
#![no_main]

mod aim;
mod call;
mod ledger;
mod lines;
#[allow(dead_code, reason = "a queue alone is another target")]
mod stored;

use core::num::NonZeroU16;

use libfuzzer_sys::fuzz_target;
use media_queue::journal::{Entry, Event, SessionLine};
use media_queue::session::{Confirmation, EngineSettings, PromptEnds, Session};
use media_queue::{Millis, Time};

use crate::call::Call;

fuzz_target!(|data: &[u8]| {
    let [limit, engine, bytes @ ..] = data else { return };
    let limit = NonZeroU16::MIN.saturating_add(u16::from(limit % 4));
    let new = || Call::of(Session::new(limit, settings(*engine)));
    // Clocks that go on by small steps, or that say anything.
    let steady = engine & 128 == 0;
    let (mut call, mut now) = (new(), 0_u64);
    for line in lines::lines::<SessionLine<u8>>(bytes) {
        let entry = line.into_entry();
        let (Entry::Input(at, _) | Entry::HangUp(at)) = entry;
        now = if steady { now + at.as_millis() % 4_096 } else { at.as_millis() };
        match entry {
            Entry::Input(_, input) => call.feed(&call.aimed(input), Time::from_millis(now)),
            Entry::HangUp(_) => {
                core::mem::replace(&mut call, new()).hang_up(Time::from_millis(now));
            }
        }
    }
    let now = Time::from_millis(now);
    call.clone().settle(now, None);
    let mut away = call.clone();
    away.feed(&Event::Detach.into(), now);
    away.settle(now, call.busy_with());
    call.hang_up(now);
});

/// Four kinds of engines, of which some are in no time.
fn settings(engine: u8) -> EngineSettings {
    let span = |bit: u8, millis: u32| {
        if engine & bit == 0 { Millis::clamped(millis) } else { Millis::clamped(0) }
    };
    let prompt_ends = match engine >> 5 & 3 {
        0 => PromptEnds::Reported { grace: span(4, 300), longest: None },
        1 => PromptEnds::Reported { grace: span(4, 300), longest: Some(span(8, 5_000)) },
        _ => PromptEnds::AtLength { longest: span(8, 5_000) },
    };
    let confirmation =
        if engine & 16 == 0 { Confirmation::Expected } else { Confirmation::Assumed };
    EngineSettings::new(span(1, 500), span(2, 400))
        .with_confirmation(confirmation)
        .with_prompt_ends(prompt_ends)
}
