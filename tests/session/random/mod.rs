//! Long random calls with a slow engine that loses reports, under two hosts.
//!
//! The punctual host sends everything at once and looks at its timer in time. The late host
//! sends and looks when it comes to it. Under both, nothing that was accepted is lost or
//! reported twice, no step is started twice, and in the end the engine is at rest.

mod call;
mod event;

use media_queue::Millis;
use media_queue::session::{Confirmation, EngineSettings, PromptEnds};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use self::call::{Call, Host};
use self::event::Event;

const EVENTS: core::ops::Range<usize> = 1..160;

fn settings() -> impl Strategy<Value = EngineSettings> {
    let millis = Millis::clamped;
    let usual = EngineSettings::new(millis(100), millis(60));
    let bounded = PromptEnds::Reported { grace: millis(50), longest: Some(millis(400)) };
    let at_length = PromptEnds::AtLength { longest: millis(400) };
    select(vec![
        usual,
        usual.with_prompt_ends(bounded),
        usual.with_prompt_ends(at_length),
        usual.with_prompt_ends(bounded).with_confirmation(Confirmation::Assumed),
        usual.with_prompt_ends(at_length).with_confirmation(Confirmation::Assumed),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_punctual_host_loses_nothing(
        settings in settings(),
        events in vec(Event::any(), EVENTS),
    ) {
        Call::new(settings, Host::Punctual).run(&events);
    }

    #[test]
    fn a_late_host_loses_nothing(settings in settings(), events in vec(Event::any(), EVENTS)) {
        Call::new(settings, Host::Late).run(&events);
    }
}
