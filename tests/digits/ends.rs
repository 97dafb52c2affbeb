//! How a collection ends, and that it ends once.

use media_queue::digits::{CollectEnd, Collector, FirstKey, KeyFate, Prompt};
use media_queue::{Millis, Tone};

use crate::history::{at, collected, ended, press, replaced, rules};

#[test]
fn d3_a_collection_has_one_result() {
    let mut collector = Collector::new();
    let timed = rules(1, 2)
        .with_first_key(FirstKey::AfterPrompt(Millis::clamped(5)))
        .with_time_between(Millis::clamped(5));
    let _ = collector.begin(timed, Prompt::None, at(0));
    assert_eq!(press(&mut collector, '1', 1).ended, None);
    assert_eq!(collected(press(&mut collector, '2', 2).ended), ("12", CollectEnd::MostKeys));
    assert_eq!((collector.deadline(), collector.collecting()), (None, None));
    let after = press(&mut collector, '3', 3);
    assert_eq!((after.ended, after.fate), (None, KeyFate::Waits), "a key after the end");
    collector.prompt_over(at(3));
    collector.listen_from(at(3));
    assert_eq!(collector.expire(at(100)), None);
    assert_eq!(collector.cancel(at(100)), None);
    assert_eq!(collector.hang_up(at(100)), None);
}

#[test]
fn d3_each_end_is_named() {
    let ends = [
        (CollectEnd::MostKeys, "most keys"),
        (CollectEnd::Terminator(Tone::Pound), "terminator #"),
        (CollectEnd::FirstKeyTimeout, "time to the first key"),
        (CollectEnd::BetweenTimeout, "time between keys"),
        (CollectEnd::GivenUp(Tone::Star), "giving up with *"),
        (CollectEnd::Canceled, "cancel"),
        (CollectEnd::CallEnded, "end of the call"),
    ];
    for (end, name) in ends {
        assert_eq!(end.to_string(), name);
    }
}

#[test]
fn d4_the_last_of_the_most_keys_ends_it_and_a_terminator_behind_it_waits() {
    let mut collector = Collector::new();
    let exact = rules(2, 2).ended_by("#".parse().unwrap()).unwrap().keeping_terminator();
    let _ = collector.begin(exact, Prompt::None, at(0));
    assert_eq!(press(&mut collector, '1', 1).ended, None);
    assert_eq!(collected(press(&mut collector, '2', 1).ended), ("12", CollectEnd::MostKeys));
    let terminator = press(&mut collector, '#', 1);
    assert_eq!((terminator.ended, terminator.fate), (None, KeyFate::Waits));
    let next = collector.begin(exact, Prompt::Plays, at(2));
    assert_eq!(ended(next), ("#", CollectEnd::Terminator(Tone::Pound)));
}

#[test]
fn d10_a_cancel_and_the_end_of_the_call_give_the_keys_so_far() {
    let begun = || {
        let mut collector = Collector::new();
        let _ = collector.begin(rules(2, 4), Prompt::Plays, at(0));
        let _ = press(&mut collector, '1', 1);
        collector
    };
    let mut canceled = begun();
    let result = canceled.cancel(at(2)).unwrap();
    assert_eq!(
        (result.is_enough(), result.to_string().as_str()),
        (false, "\"1\", too few, by cancel")
    );
    assert_eq!(canceled.cancel(at(2)), None);
    assert_eq!(collected(begun().hang_up(at(2))), ("1", CollectEnd::CallEnded));
    assert_eq!(Collector::new().hang_up(at(2)), None);
}

#[test]
fn d10_a_new_collection_replaces_the_one_in_progress_and_starts_empty() {
    let mut collector = Collector::new();
    let _ = collector.begin(rules(2, 4), Prompt::None, at(0));
    let _ = press(&mut collector, '1', 1);
    let begun = collector.begin(rules(1, 1), Prompt::Plays, at(2));
    assert_eq!(replaced(begun), ("1", CollectEnd::Canceled));
    let none = collector.collecting().unwrap().is_empty();
    assert!(none, "the keys of the first are not typed ahead of the second");
}

/// The waiting keys that would end the second can only have come after the end of the first.
#[test]
fn d3_a_beginning_ends_one_collection_at_most() {
    let mut collector = Collector::new();
    let timed = rules(1, 3).with_time_between(Millis::clamped(5));
    let _ = collector.begin(timed, Prompt::None, at(0));
    assert_eq!(press(&mut collector, '1', 1).ended, None);
    assert_eq!(collected(press(&mut collector, '2', 6).ended), ("1", CollectEnd::BetweenTimeout));
    let begun = collector.begin(rules(1, 1), Prompt::None, at(7));
    assert_eq!(ended(begun), ("2", CollectEnd::MostKeys));
}
