//! When a collection ends by time.

use media_queue::digits::{CollectEnd, CollectRules, Collector, FirstKey, KeyFate, Prompt};
use media_queue::{Millis, Time};

use crate::history::{at, collected, press, replaced, rules};

const FIRST: Millis = Millis::clamped(50);
const BETWEEN: Millis = Millis::clamped(20);

#[test]
fn d7_no_time_runs_while_the_prompt_plays() {
    let mut collector = begun(after_prompt(), Prompt::Plays);
    assert_eq!(collector.deadline(), None);
    let _ = press(&mut collector, '1', 10);
    assert_eq!(collector.deadline(), None, "nor between the keys");
    assert_eq!(collector.expire(at(1_000)), None);
    collector.prompt_over(at(1_000));
    assert_eq!(collector.deadline(), Some(at(1_020)));
}

#[test]
fn d7_the_key_that_interrupts_the_prompt_is_the_first_key() {
    let mut collector = begun(after_prompt(), Prompt::Plays);
    assert_eq!(press(&mut collector, '1', 10).fate, KeyFate::Used);
    collector.prompt_over(at(10));
    assert_eq!(collector.collecting().unwrap().to_string(), "1");
    assert_eq!(collector.deadline(), Some(at(30)));
}

#[test]
fn d7_only_the_first_report_of_the_end_of_the_prompt_counts() {
    let mut collector = begun(after_prompt(), Prompt::Plays);
    collector.prompt_over(at(10));
    collector.prompt_over(at(40));
    assert_eq!(collector.deadline(), Some(at(60)));
    let mut without_prompt = begun(after_prompt(), Prompt::None);
    without_prompt.prompt_over(at(40));
    assert_eq!(without_prompt.deadline(), Some(at(50)));
}

#[test]
fn d7_the_end_of_a_prompt_while_nothing_is_collected_does_nothing() {
    let mut collector = Collector::new();
    collector.prompt_over(at(0));
    assert_eq!(collector, Collector::new());
    let _ = collector.begin(after_prompt(), Prompt::Plays, at(10));
    assert_eq!(collector.deadline(), None);
}

#[test]
fn d7_a_first_key_counted_from_the_beginning_may_run_out_while_the_prompt_plays() {
    let mut collector = begun(from_beginning(), Prompt::Plays);
    assert_eq!(collector.deadline(), Some(at(50)));
    collector.prompt_over(at(40));
    assert_eq!(collector.deadline(), Some(at(50)), "the end of the prompt does not move it");
    collector.prompt_over(at(60));
    assert_eq!(collected(collector.expire(at(60))), ("", CollectEnd::FirstKeyTimeout));

    let mut late = begun(from_beginning(), Prompt::Plays);
    late.prompt_over(at(60));
    assert_eq!(late.deadline(), Some(at(50)), "nor does an end that comes after it");
}

#[test]
fn d8_the_time_to_the_first_key_counts_from_the_end_of_the_prompt_or_from_the_beginning() {
    let mut collector = begun(after_prompt(), Prompt::Plays);
    collector.prompt_over(at(7));
    assert_eq!(collector.deadline(), Some(at(57)));
    assert_eq!(begun(after_prompt(), Prompt::None).deadline(), Some(at(50)));
    assert_eq!(begun(from_beginning(), Prompt::None).deadline(), Some(at(50)));
    assert_eq!(begun(rules(1, 4), Prompt::None).deadline(), None);
    assert_eq!(begun(rules(1, 4).with_time_between(BETWEEN), Prompt::None).deadline(), None);
}

#[test]
fn d8_the_time_between_keys_counts_from_each_key_or_the_end_of_the_prompt() {
    let mut collector = begun(from_beginning(), Prompt::Plays);
    let _ = press(&mut collector, '1', 5);
    assert_eq!(collector.deadline(), None, "it does not run while the prompt plays");
    collector.prompt_over(at(9));
    assert_eq!(collector.deadline(), Some(at(29)));
    let _ = press(&mut collector, '2', 28);
    assert_eq!(collector.deadline(), Some(at(48)));
    assert_eq!(collected(collector.expire(at(48))), ("12", CollectEnd::BetweenTimeout));
    let mut unlimited =
        begun(rules(1, 4).with_first_key(FirstKey::AfterPrompt(FIRST)), Prompt::None);
    let _ = press(&mut unlimited, '1', 5);
    assert_eq!(unlimited.deadline(), None);
}

#[test]
fn d6_after_starting_over_the_time_to_the_first_key_counts_from_that_key() {
    for timed in [after_prompt(), from_beginning()] {
        let over = timed.started_over_by("*".parse().unwrap()).unwrap();
        let mut collector = begun(over, Prompt::None);
        let _ = press(&mut collector, '1', 30);
        let _ = press(&mut collector, '*', 40);
        assert_eq!(collector.deadline(), Some(at(90)));
        assert_eq!(collected(collector.expire(at(90))), ("", CollectEnd::FirstKeyTimeout));
    }
    let over = after_prompt().started_over_by("*".parse().unwrap()).unwrap();
    let mut collector = begun(over, Prompt::Plays);
    let _ = press(&mut collector, '*', 30);
    assert_eq!(collector.deadline(), None, "the prompt still plays");
    collector.prompt_over(at(100));
    assert_eq!(collector.deadline(), Some(at(150)));
}

#[test]
fn d9_a_deadline_passes_at_its_instant_however_late_the_look() {
    for look in [50, 51, u64::MAX] {
        let mut collector = begun(after_prompt(), Prompt::None);
        assert_eq!(collector.expire(at(49)), None);
        assert_eq!(collected(collector.expire(at(look))), ("", CollectEnd::FirstKeyTimeout));
        assert_eq!(collector.expire(at(look)), None);
    }
}

#[test]
fn d9_a_key_before_the_deadline_counts_and_one_at_its_instant_is_too_late() {
    let mut collector = begun(after_prompt(), Prompt::None);
    assert_eq!(press(&mut collector, '1', 49).fate, KeyFate::Used, "though it is passed in late");
    for late in [69, 70] {
        let mut collector = collector.clone();
        let answer = press(&mut collector, '2', late);
        assert_eq!(collected(answer.ended), ("1", CollectEnd::BetweenTimeout));
        assert_eq!(answer.fate, KeyFate::Waits);
        assert_eq!(collector.waiting().to_string(), "2");
    }
    let mut full = Collector::with_room(0);
    let _ = full.begin(after_prompt(), Prompt::None, at(0));
    let answer = press(&mut full, '1', 50);
    assert_eq!(collected(answer.ended), ("", CollectEnd::FirstKeyTimeout));
    assert_eq!(answer.fate, KeyFate::Lost);
}

#[test]
fn d9_a_cancel_an_end_and_a_new_collection_find_that_the_time_has_ended_it() {
    let collector = begun(after_prompt(), Prompt::None);
    let timeout = ("", CollectEnd::FirstKeyTimeout);
    assert_eq!(collected(collector.clone().cancel(at(50))), timeout);
    assert_eq!(collected(collector.clone().hang_up(at(50))), timeout);
    let begun = collector.clone().begin(rules(1, 1), Prompt::None, at(50));
    assert_eq!(replaced(begun), timeout);
    assert_eq!(collected(collector.clone().cancel(at(49))), ("", CollectEnd::Canceled));
    assert_eq!(collected(collector.clone().hang_up(at(49))), ("", CollectEnd::CallEnded));
    let begun = collector.clone().begin(rules(1, 1), Prompt::None, at(49));
    assert_eq!(replaced(begun), ("", CollectEnd::Canceled));
}

#[test]
fn d9_the_last_instant_can_be_a_deadline() {
    let mut collector = Collector::new();
    let last = Time::from_millis(u64::MAX);
    let _ = collector.begin(after_prompt(), Prompt::None, last);
    assert_eq!(collector.deadline(), Some(last));
    assert_eq!(collected(collector.expire(last)), ("", CollectEnd::FirstKeyTimeout));
}

#[test]
fn d12_a_key_dated_back_moves_no_time_back() {
    let mut collector = Collector::new();
    let _ = collector.begin(after_prompt(), Prompt::None, at(100));
    assert_eq!(press(&mut collector, '1', 40).fate, KeyFate::Used, "the order of calls decides");
    assert_eq!(collector.deadline(), Some(at(120)));
    let _ = press(&mut collector, '2', 110);
    let _ = press(&mut collector, '3', 105);
    assert_eq!(collector.deadline(), Some(at(130)));
}

#[test]
fn d12_the_end_of_a_prompt_dated_back_counts_from_the_beginning_or_the_last_key() {
    let mut collector = Collector::new();
    let _ = collector.begin(after_prompt(), Prompt::Plays, at(100));
    collector.prompt_over(at(40));
    assert_eq!(collector.deadline(), Some(at(150)));
    let _ = collector.begin(after_prompt(), Prompt::Plays, at(100));
    let _ = press(&mut collector, '1', 130);
    collector.prompt_over(at(110));
    assert_eq!(collector.deadline(), Some(at(150)));
}

#[test]
fn d13_no_time_runs_while_nobody_listens() {
    for timed in [after_prompt(), from_beginning()] {
        let mut collector = begun(timed, Prompt::None);
        collector.listen_from(at(1_000));
        assert_eq!(collector.deadline(), Some(at(1_050)), "the first deadline has not passed");
        let _ = press(&mut collector, '1', 1_010);
        collector.listen_from(at(2_000));
        assert_eq!(collector.deadline(), Some(at(2_020)));
        collector.listen_from(at(1_500));
        assert_eq!(collector.deadline(), Some(at(2_020)), "it moves nothing back");
    }
    let mut playing = begun(after_prompt(), Prompt::Plays);
    playing.listen_from(at(1_000));
    assert_eq!(playing.deadline(), None);
}

fn after_prompt() -> CollectRules {
    rules(1, 4).with_first_key(FirstKey::AfterPrompt(FIRST)).with_time_between(BETWEEN)
}

fn from_beginning() -> CollectRules {
    after_prompt().with_first_key(FirstKey::AfterBeginning(FIRST))
}

/// A collector whose collection began at 0.
fn begun(rules: CollectRules, prompt: Prompt) -> Collector {
    let mut collector = Collector::new();
    let _ = collector.begin(rules, prompt, at(0));
    collector
}
