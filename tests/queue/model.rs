//! Long random calls, against the reference and the laws.
//!
//! A failing call is shrunk and printed with one event on each line.

use core::fmt;

use proptest::collection::vec;
use proptest::prelude::*;

use crate::event::{Event, few_requests, input, many_requests};
use crate::laws::Edge;
use crate::lockstep::Lockstep;
use crate::restoring::restored;

proptest! {
    #[test]
    fn a_long_call_follows_the_rules(limit in 1..=8_u16, call in call(few_requests(), 400)) {
        run(limit, call);
    }

    #[test]
    fn q5_no_number_is_used_again_after_a_restore(
        limit in 1..=4_u16,
        call in call(prop_oneof![4 => few_requests(), 1 => Just(Event::Restore)], 60),
    ) {
        run(limit, call);
    }
}

proptest! {
    #![proptest_config(crowded())]

    #[test]
    fn a_crowded_call_follows_the_rules(limit in 100..=600_u16, call in call(many_requests(), 900)) {
        run(limit, call);
    }
}

/// Fewer cases, each of them large.
fn crowded() -> ProptestConfig {
    let config = ProptestConfig::default();
    ProptestConfig { cases: config.cases / 32, ..config }
}

/// It prints one event on each line.
struct Call(Vec<Event>);

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|event| write!(f, "\n    {event:?}"))
    }
}

fn call(event: impl Strategy<Value = Event>, longest: usize) -> impl Strategy<Value = Call> {
    vec(event, 0..longest).prop_map(Call)
}

fn run(limit: u16, Call(events): Call) {
    let mut call: Lockstep<String, String> = Lockstep::new(limit);
    for event in events {
        match event {
            Event::HangUp => {
                call.hang_up();
                call = Lockstep::new(limit);
            }
            Event::Restore => call.queue = restored(&call.queue),
            event => {
                let Some(input) = input(event, &call.queue) else { continue };
                let before = call.queue.clone();
                let answer = call.feed(input.clone());
                let (before, after, input) = (&before, &call.queue, &input);
                Edge { before, input, answer: &answer, after }.check();
            }
        }
    }
    call.hang_up();
}
