//! Long random histories against the reference.

use media_queue::digits::{Collector, FirstKey, Prompt, TypeAhead};
use media_queue::{Millis, Tone};
use proptest::prelude::*;

use crate::history::{Input, Plan, Role, apply};
use crate::reference::replay;

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_random_history_goes_as_in_the_reference(
        room in 0_u8..40,
        steps in prop::collection::vec((-3_i64..12, input()), 1..250),
    ) {
        let mut now = 1_000_i64;
        let history: Vec<(u64, Input)> = steps
            .into_iter()
            .map(|(later, input)| {
                now += later;
                (u64::try_from(now).unwrap(), input)
            })
            .collect();
        let (expected, _) = replay(usize::from(room).min(32), &history);
        let mut collector = Collector::with_room(room);
        for (number, ((at, input), expected)) in history.iter().zip(&expected).enumerate() {
            let answer = apply(&mut collector, input, *at);
            prop_assert_eq!(&answer, expected, "input {} of {:?}", number, &history[..=number]);
        }
    }
}

fn input() -> impl Strategy<Value = Input> {
    prop_oneof![
        4 => (plan(), prop::bool::ANY, prop::bool::ANY).prop_map(|(plan, plays, uses)| {
            let prompt = if plays { Prompt::Plays } else { Prompt::None };
            let type_ahead = if uses { TypeAhead::Use } else { TypeAhead::Discard };
            Input::Begin(plan, prompt, type_ahead)
        }),
        30 => key().prop_map(Input::Key),
        5 => Just(Input::PromptOver),
        5 => Just(Input::Expire),
        1 => Just(Input::Cancel),
        1 => Just(Input::ListenFrom),
    ]
}

fn plan() -> impl Strategy<Value = Plan> {
    let counts = (1_u8..=32).prop_flat_map(|most| (0..=most, Just(most)));
    let role = prop_oneof![
        12 => Just(Role::Counts),
        1 => Just(Role::Terminates),
        1 => Just(Role::StartsOver),
        1 => Just(Role::GivesUp),
    ];
    let span = || (1_u32..60).prop_map(Millis::clamped);
    let first_key = prop_oneof![
        Just(FirstKey::Unlimited),
        span().prop_map(FirstKey::AfterPrompt),
        span().prop_map(FirstKey::AfterBeginning),
    ];
    (counts, prop::array::uniform17(role), prop::bool::ANY, first_key, prop::option::of(span()))
        .prop_map(|((least, most), roles, keeps_terminator, first_key, time_between)| Plan {
            least,
            most,
            roles,
            keeps_terminator,
            first_key,
            time_between,
        })
}

fn key() -> impl Strategy<Value = Tone> {
    prop::sample::select(Tone::ALL.to_vec())
}
