//! Random presses whose packets are lost, repeated and out of order.

use std::collections::BTreeSet;

use media_queue::Tone;
use media_queue::digits::{Packet, Press};
use proptest::prelude::*;

use crate::packets::Held;

/// What the network does to one packet.
#[derive(Clone, Copy, Debug)]
struct Fate {
    lost: bool,
    delay: u32,
    /// The delay of a second copy.
    again: Option<u32>,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Each press of which a packet arrives gives its key once, with the first of them.
    #[test]
    fn d11_each_press_of_which_a_packet_arrives_is_one_key(
        first in prop_oneof![any::<u32>(), (0_u32..20_000).prop_map(|before| u32::MAX - before)],
        presses in prop::collection::vec((0_u8..3, duration(), 400_u32..4_000), 1..30),
        fates in prop::collection::vec(fate(), 300),
    ) {
        let mut sent = vec![];
        let mut begins = 0_u32;
        for (number, (event, duration, pause)) in presses.into_iter().enumerate() {
            let held = Held { source: 1, event, start: first.wrapping_add(begins), duration };
            sent.extend(held.packets().into_iter().map(|(at, packet)| (begins + at, number, packet)));
            begins += duration + pause;
        }
        let mut arriving: Vec<(u32, usize, Packet)> = vec![];
        for ((at, number, packet), fate) in sent.into_iter().zip(fates.into_iter().cycle()) {
            if !fate.lost {
                arriving.push((at + fate.delay, number, packet));
                arriving.extend(fate.again.map(|delay| (at + delay, number, packet)));
            }
        }
        arriving.sort_by_key(|(at, ..)| *at);
        let mut press = Press::new();
        let mut pressed = BTreeSet::new();
        for (at, number, packet) in &arriving {
            let expected = pressed.insert(*number).then_some(packet.event);
            let reported = press.packet(*packet).map(Tone::event);
            prop_assert_eq!(reported, expected, "press {} at {}: {:?}", number, at, packet);
        }
        prop_assert_eq!(press.repeats(), (arriving.len() - pressed.len()) as u64);
    }
}

/// 20 ms to 0.4 s, and now and then a key that is held for up to 25 s.
fn duration() -> impl Strategy<Value = u32> {
    prop_oneof![
        40 => (1_u32..20).prop_map(|n| n * 160),
        1 => (400_u32..1_250).prop_map(|n| n * 160),
    ]
}

/// Up to 0.4 s late. That many presses cannot begin meanwhile that one would be forgotten.
fn fate() -> impl Strategy<Value = Fate> {
    (prop::bool::weighted(0.4), delay(), prop::option::weighted(0.2, delay()))
        .prop_map(|(lost, delay, again)| Fate { lost, delay, again })
}

fn delay() -> impl Strategy<Value = u32> {
    prop_oneof![3 => 0_u32..200, 1 => 0_u32..3_200]
}
