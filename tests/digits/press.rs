//! One press, one key: by example.

use media_queue::Tone;
use media_queue::digits::{Packet, Press};

use crate::packets::{Held, KEY, keys};

#[test]
fn d11_eight_packets_of_one_press_are_one_key() {
    let packets: Vec<Packet> = KEY.packets().into_iter().map(|(_, packet)| packet).collect();
    assert_eq!(packets.len(), 7);
    assert_eq!(keys(packets.clone()), "5");
    let late = [packets.clone(), vec![packets[6]]].concat();
    let mut press = Press::new();
    let reported: Vec<_> = late.iter().map(|packet| press.packet(*packet)).collect();
    assert_eq!(reported[0], Some(Tone::Tone5), "the first packet brings the key at once");
    assert_eq!(press.repeats(), 7);
    assert_eq!(keys(packets.into_iter().rev()), "5", "the end may come first");
}

#[test]
fn d11_two_presses_of_one_key_are_two_keys() {
    let first = Held { duration: 320, ..KEY };
    let second = Held { start: KEY.start + 640, ..first };
    let both = first.packets().into_iter().chain(second.packets());
    assert_eq!(keys(both.map(|(_, packet)| packet)), "55", "80 ms apart");
    let ends = [first.packet(0, 320, true), second.packet(0, 320, true)];
    assert_eq!(keys(ends), "5", "a repeated end up to 40 ms behind the press is no press");
    let ends =
        [first.packet(0, 320, true), Held { start: KEY.start + 641, ..first }.packet(0, 320, true)];
    assert_eq!(keys(ends), "55");
}

#[test]
fn d11_only_an_end_that_lasted_equally_long_is_taken_for_a_repeated_one() {
    let end = KEY.packet(0, 800, true);
    for (packet, expected) in [
        (KEY.packet(1_120, 800, true), "5"),
        (KEY.packet(1_121, 800, true), "55"),
        (KEY.packet(1_120, 801, true), "55"),
        (KEY.packet(1_120, 640, true), "55"),
        (KEY.packet(1_120, 800, false), "55"),
    ] {
        assert_eq!(keys([end, packet]), expected, "{packet:?}");
    }
    assert_eq!(keys([KEY.packet(0, 800, false), KEY.packet(1_120, 800, true)]), "55");
}

#[test]
fn d11_a_key_held_for_long_is_one_press() {
    let long = Held { duration: 150_000, ..KEY };
    let mut press = Press::new();
    let packets = long.packets();
    assert_eq!(packets.iter().filter(|(_, packet)| packet.end).count(), 3);
    let reported = packets.iter().filter_map(|(_, packet)| press.packet(*packet)).count();
    assert_eq!(reported, 1);
    for (_, packet) in packets {
        assert_eq!(press.packet(packet), None, "late packets of every segment");
    }
}

#[test]
fn d11_the_next_segment_is_known_though_the_last_reports_were_lost() {
    let first = KEY.packet(0, 60_000, false);
    assert_eq!(keys([first, KEY.packet(0xFFFF, 160, false)]), "5");
    assert_eq!(keys([first, KEY.packet(60_000, 160, false)]), "5", "shorter segments");
    assert_eq!(keys([first, KEY.packet(60_001, 160, false)]), "55");
    let ended = KEY.packet(0, 60_000, true);
    assert_eq!(keys([ended, KEY.packet(0xFFFF, 160, false)]), "55", "the press had ended");
    assert_eq!(keys([ended, KEY.packet(60_000, 160, false)]), "55");
}

/// A report of the same trackers: the last two packets get a new timestamp each.
#[test]
fn d11_repeated_ends_with_new_timestamps_are_no_presses() {
    for redated in [20, 160, 400, 800, 960, 1_120] {
        let mut packets: Vec<Packet> =
            KEY.packets().into_iter().map(|(_, packet)| packet).collect();
        packets[5].timestamp += redated;
        packets[6].timestamp += 2 * redated;
        let next = Held { start: packets[6].timestamp + 1_600, ..KEY };
        packets.extend(next.packets().into_iter().map(|(_, packet)| packet));
        assert_eq!(keys(packets), "55", "redated by {redated}");
    }
}

/// Another: the timestamp rises with every packet, as that of sound does.
#[test]
fn d11_a_timestamp_that_rises_within_a_press_makes_no_presses() {
    let rising = |held: Held| (1..=6).map(move |n| held.packet(160 * (n - 1), 160 * n, n == 6));
    let next = Held { start: KEY.start + 2_000, ..KEY };
    assert_eq!(keys(rising(KEY)), "5");
    assert_eq!(keys(rising(KEY).chain(rising(next))), "55");
}

/// A sender may overstate durations. The first packets of the next press are short.
#[test]
fn d11_a_press_within_a_duration_that_was_overstated_is_a_press() {
    let first = [KEY.packet(0, 960, false), KEY.packet(0, 4_800, true)];
    let second = [KEY.packet(2_000, 960, false), KEY.packet(2_000, 4_800, true)];
    assert_eq!(keys(first.into_iter().chain(second)), "55");
}

#[test]
fn d11_different_keys_with_one_timestamp_are_told_apart() {
    let one = Held { event: 1, ..KEY };
    let packets = KEY.packets().into_iter().chain(one.packets()).map(|(_, packet)| packet);
    assert_eq!(keys(packets), "51");
    assert_eq!(
        keys([KEY.packet(0, 160, false), one.packet(0, 160, false), KEY.packet(0, 320, true)]),
        "51"
    );
}

#[test]
fn d11_sources_are_told_apart_and_the_old_one_is_forgotten_first() {
    let other = Held { source: 8, ..KEY };
    assert_eq!(keys([KEY.packet(0, 160, false), other.packet(0, 160, false)]), "55");
    let mut press = Press::new();
    for n in 0..8 {
        assert!(press.packet(Held { start: n * 2_000, ..KEY }.packet(0, 160, true)).is_some());
    }
    for n in 0..8 {
        let other = Held { start: (1 << 20) + n * 2_000, ..other };
        assert!(press.packet(other.packet(0, 160, false)).is_some());
        for earlier in 0..=n {
            let repeated = Held { start: (1 << 20) + earlier * 2_000, ..other };
            assert_eq!(press.packet(repeated.packet(0, 160, true)), None, "{earlier} of {n}");
        }
    }
}

#[test]
fn d11_the_newest_press_of_the_old_source_is_forgotten_last() {
    let mut press = Press::new();
    let presses = (0..9).map(|n| Held { start: n * 2_000, ..KEY });
    for held in presses.clone() {
        assert!(press.packet(held.packet(0, 160, false)).is_some());
    }
    for n in 0..7 {
        let other = Held { source: 8, start: n * 2_000, ..KEY };
        assert!(press.packet(other.packet(0, 160, true)).is_some());
        for held in presses.clone().skip(n as usize + 2) {
            assert_eq!(press.packet(held.packet(0, 160, true)), None, "after {n}: {held:?}");
        }
    }
}

#[test]
fn d11_a_packet_later_than_eight_presses_is_dropped() {
    let presses: Vec<Held> = (0..9).map(|n| Held { start: n * 2_000, ..KEY }).collect();
    let mut press = Press::new();
    for held in &presses {
        assert!(press.packet(held.packet(0, 160, false)).is_some());
    }
    for held in &presses {
        assert_eq!(press.packet(held.packet(0, 800, true)), None);
    }
    // What is forgotten is the earliest press, in whatever order they are reported.
    for order in [[1, 0, 2, 3, 4, 5, 6, 7, 8], [0, 1, 2, 3, 4, 5, 6, 8, 7]] {
        let mut press = Press::new();
        for n in order {
            assert!(press.packet(presses[n].packet(0, 160, false)).is_some());
        }
        for held in &presses {
            assert_eq!(press.packet(held.packet(0, 800, true)), None);
        }
    }
}

#[test]
fn d11_nothing_else_is_dropped_though_eight_presses_are_known() {
    let mut press = Press::new();
    for n in 0..8 {
        let held = Held { start: 10_000 + n * 2_000, ..KEY };
        assert!(press.packet(held.packet(0, 160, false)).is_some());
    }
    let other_key = Held { start: 10_000, event: 1, ..KEY };
    assert!(press.clone().packet(other_key.packet(0, 160, false)).is_some());
    let other_source = Held { start: 9_000, source: 8, ..KEY };
    assert!(press.clone().packet(other_source.packet(0, 160, false)).is_some());
    let much_earlier = Held { start: 10_000_u32.wrapping_sub(0x1_0001), ..KEY };
    assert!(press.clone().packet(much_earlier.packet(0, 160, false)).is_some());
    let earlier = Held { start: 9_000, ..KEY };
    assert!(press.packet(earlier.packet(0, 160, false)).is_none());
}

#[test]
fn d11_a_timestamp_that_jumps_back_loses_no_key() {
    let mut press = Press::new();
    for n in 0..20 {
        let held = Held { start: 0x4000_0000 + n * 2_000, ..KEY };
        assert!(press.packet(held.packet(0, 160, true)).is_some());
    }
    for n in 0..20 {
        let held = Held { start: 5_000 + n * 2_000, ..KEY };
        assert!(press.packet(held.packet(0, 160, true)).is_some(), "press {n} after the jump");
        assert_eq!(press.packet(held.packet(0, 160, true)), None);
    }
}

#[test]
fn d11_a_pause_of_days_loses_no_key() {
    let mut press = Press::new();
    for n in 0..40_u32 {
        // More than half the way around, so that each looks earlier than the one before.
        let held = Held { start: n.wrapping_mul(0x9000_0000 + 4_000), ..KEY };
        assert!(press.packet(held.packet(0, 160, true)).is_some(), "press {n}");
        assert_eq!(press.packet(held.packet(0, 160, true)), None);
    }
}

#[test]
fn d11_the_timestamp_wraps_around_within_and_between_presses() {
    let held = Held { start: u32::MAX - 100, ..KEY };
    let next = Held { start: held.start.wrapping_add(2_000), ..KEY };
    let packets = held.packets().into_iter().chain(next.packets()).map(|(_, packet)| packet);
    assert_eq!(keys(packets), "55");
    let long = Held { start: u32::MAX - 70_000, duration: 150_000, ..KEY };
    assert_eq!(keys(long.packets().into_iter().map(|(_, packet)| packet)), "5");
}

#[test]
fn d11_an_event_that_is_no_key_is_neither_a_key_nor_a_repeat() {
    let mut press = Press::new();
    for event in [17, 32, 66, 255] {
        assert_eq!(press.packet(Held { event, ..KEY }.packet(0, 160, false)), None);
        assert_eq!(press.packet(Held { event, ..KEY }.packet(0, 160, true)), None);
    }
    assert_eq!((press.repeats(), press), (0, Press::default()));
    let every: String =
        (0..=16).map(|event| keys([Held { event, ..KEY }.packet(0, 0, false)])).collect();
    assert_eq!(every, "0123456789*#ABCD!", "a duration of zero does not matter");
}
