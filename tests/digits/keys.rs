//! Which keys a collection gets: the buffer, the terminator, starting over.

use media_queue::Tone;
use media_queue::digits::{
    Begun, CollectEnd, CollectRules, Collector, KeyFate, Keys, Prompt, TypeAhead,
};

use crate::history::{at, collected, ended, press, rules, tones};

#[test]
fn d1_a_key_waits_while_nothing_is_collected_and_is_lost_when_the_buffer_is_full() {
    let mut collector = Collector::with_room(2);
    let fates = ['1', '2', '3'].map(|key| press(&mut collector, key, 0).fate);
    assert_eq!(fates, [KeyFate::Waits, KeyFate::Waits, KeyFate::Lost]);
    assert_eq!(collector.waiting().to_string(), "12");
    assert_eq!(collector.begin(rules(1, 4), Prompt::None, at(1)), Begun::Collecting);
    assert_eq!(press(&mut collector, '4', 1).fate, KeyFate::Used, "a lost key leaves no gap");
    assert_eq!(collector.collecting().unwrap().to_string(), "124");
}

#[test]
fn d1_without_room_every_key_is_lost_that_no_collection_takes() {
    let mut collector = Collector::with_room(0);
    assert_eq!(press(&mut collector, '1', 0).fate, KeyFate::Lost);
    let _ = collector.begin(rules(1, 2), Prompt::None, at(1));
    assert_eq!(press(&mut collector, '2', 1).fate, KeyFate::Used);
    assert_eq!(collected(press(&mut collector, '3', 1).ended), ("23", CollectEnd::MostKeys));
    assert_eq!(press(&mut collector, '4', 1).fate, KeyFate::Lost);
}

#[test]
fn d1_there_is_room_for_as_many_keys_as_a_collection_can_have() {
    for mut collector in [Collector::new(), Collector::default(), Collector::with_room(u8::MAX)] {
        for _ in 0..Keys::MAX {
            assert_eq!(press(&mut collector, '7', 0).fate, KeyFate::Waits);
        }
        assert_eq!(press(&mut collector, '7', 0).fate, KeyFate::Lost);
        assert_eq!(collector.waiting().len(), Keys::MAX);
    }
    assert_eq!(Collector::new(), Collector::with_room(32), "room that cannot be used is no room");
}

#[test]
fn d2_keys_typed_ahead_are_used_in_order_and_those_behind_the_end_go_on_waiting() {
    let mut collector = Collector::new();
    tones("12#345").for_each(|key| assert_eq!(collector.key(key, at(0)).ended, None));
    let one = rules(1, 4).ended_by("#".parse().unwrap()).unwrap();
    let begun = collector.begin(one, Prompt::Plays, at(1));
    assert_eq!(ended(begun), ("12", CollectEnd::Terminator(Tone::Pound)));
    assert_eq!(collector.waiting().to_string(), "345");
    let begun = collector.begin(rules(1, 2), Prompt::Plays, at(2));
    assert_eq!(ended(begun), ("34", CollectEnd::MostKeys));
    let begun = collector.begin(rules(1, 2), Prompt::Plays, at(3));
    assert_eq!(begun, Begun::Collecting, "one key is not enough to end it");
    assert_eq!(collector.collecting().unwrap().to_string(), "5");
    assert!(collector.waiting().is_empty());
}

#[test]
fn d2_collectors_with_the_same_keys_are_equal_however_they_got_them() {
    let mut used = Collector::new();
    tones("12").for_each(|key| assert_eq!(used.key(key, at(0)).ended, None));
    assert_eq!(ended(used.begin(rules(1, 1), Prompt::None, at(0))), ("1", CollectEnd::MostKeys));
    let mut fresh = Collector::new();
    let _ = press(&mut fresh, '2', 0);
    assert_eq!(used, fresh);
}

#[test]
fn d2_keys_typed_ahead_count_as_if_they_were_pressed_at_the_beginning() {
    let mut collector = Collector::new();
    let _ = press(&mut collector, '1', 0);
    let between = rules(2, 4).with_time_between(media_queue::Millis::clamped(10));
    let _ = collector.begin(between, Prompt::None, at(100));
    assert_eq!(collector.deadline(), Some(at(110)));
}

#[test]
fn d2_keys_typed_ahead_are_thrown_away_if_the_rules_say_so() {
    let mut collector = Collector::new();
    let _ = press(&mut collector, '1', 0);
    let fresh = rules(1, 1).with_type_ahead(TypeAhead::Discard);
    assert_eq!(collector.begin(fresh, Prompt::None, at(1)), Begun::Collecting);
    assert!(collector.waiting().is_empty());
    assert_eq!(collected(press(&mut collector, '2', 2).ended), ("2", CollectEnd::MostKeys));
}

#[test]
fn d5_a_terminator_is_kept_out_even_as_the_first_key() {
    for first_keys in ["", "1"] {
        let mut collector = Collector::new();
        let _ = collector.begin(terminated(2, 4), Prompt::None, at(0));
        tones(first_keys).for_each(|key| assert_eq!(collector.key(key, at(1)).ended, None));
        let result = press(&mut collector, '#', 2).ended.unwrap();
        assert_eq!(result.keys.to_string(), first_keys);
        assert_eq!(result.end, CollectEnd::Terminator(Tone::Pound));
        assert!(!result.is_enough());
    }
}

#[test]
fn d5_a_kept_terminator_is_the_last_key_and_does_not_count_towards_the_least() {
    for (first_keys, keys, enough) in [("", "#", false), ("1", "1#", false), ("12", "12#", true)] {
        let mut collector = Collector::new();
        let _ = collector.begin(terminated(2, 4).keeping_terminator(), Prompt::None, at(0));
        tones(first_keys).for_each(|key| assert_eq!(collector.key(key, at(1)).ended, None));
        let result = press(&mut collector, '#', 2).ended.unwrap();
        assert_eq!((result.keys.to_string().as_str(), result.is_enough()), (keys, enough));
    }
}

#[test]
fn d5_there_is_always_room_for_a_kept_terminator() {
    let mut collector = Collector::new();
    let _ = collector.begin(terminated(32, 32).keeping_terminator(), Prompt::None, at(0));
    for _ in 1..Keys::MAX {
        assert_eq!(press(&mut collector, '1', 0).ended, None);
    }
    let result = press(&mut collector, '#', 0).ended.unwrap();
    assert_eq!((result.keys.len(), result.is_enough()), (Keys::MAX, false));
    assert_eq!(result.keys.as_slice().last(), Some(&Tone::Pound));
}

#[test]
fn d6_a_key_that_starts_over_empties_the_keys() {
    let mut collector = Collector::new();
    let over = terminated(1, 3).started_over_by("*".parse().unwrap()).unwrap();
    let _ = collector.begin(over, Prompt::None, at(0));
    for key in ['1', '2', '*'] {
        assert_eq!(press(&mut collector, key, 1).fate, KeyFate::Used);
    }
    assert!(collector.collecting().unwrap().is_empty());
    tones("34").for_each(|key| assert_eq!(collector.key(key, at(2)).ended, None));
    assert_eq!(collected(press(&mut collector, '5', 2).ended), ("345", CollectEnd::MostKeys));
}

#[test]
fn d6_keys_typed_ahead_start_over_too() {
    let mut collector = Collector::new();
    tones("12*3").for_each(|key| assert_eq!(collector.key(key, at(0)).ended, None));
    let over = rules(1, 3).started_over_by("*".parse().unwrap()).unwrap();
    assert_eq!(collector.begin(over, Prompt::Plays, at(1)), Begun::Collecting);
    assert_eq!(collector.collecting().unwrap().to_string(), "3");
}

#[test]
fn d6_a_key_that_gives_up_ends_the_collection_and_is_not_among_its_keys() {
    let mut collector = Collector::new();
    let up = terminated(1, 3).keeping_terminator().given_up_by("0*".parse().unwrap()).unwrap();
    let _ = collector.begin(up, Prompt::None, at(0));
    let _ = press(&mut collector, '1', 1);
    let ended = press(&mut collector, '*', 2).ended;
    assert_eq!(collected(ended), ("1", CollectEnd::GivenUp(Tone::Star)));
}

fn terminated(least: u8, most: u8) -> CollectRules {
    rules(least, most).ended_by("#".parse().unwrap()).unwrap()
}
