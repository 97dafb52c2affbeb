//! Calls that went wrong elsewhere. The rows that need a prompt or a subscriber are told here
//! as far as the collector goes.

use media_queue::digits::{
    CollectEnd, CollectRules, Collected, Collector, FirstKey, KeyFate, Prompt, TypeAhead,
};
use media_queue::{Millis, Tone};

use crate::history::{at, result, rules, tones};

/// What happens in a row.
enum Do {
    Collect(CollectRules, Prompt),
    Keys(&'static str),
    Lost(char),
    PromptOver,
    Pass(u64),
    Cancel,
    HangUp,
    Ends(&'static str, CollectEnd),
    TooFew(&'static str, CollectEnd),
}

use Do::*;

#[test]
fn restcomm_play_collect_that_no_key_interrupts() {
    run(&[
        Collect(with_pound(1, 9), Prompt::Plays),
        Keys("5"),
        PromptOver,
        Keys("#"),
        Ends("5", CollectEnd::Terminator(Tone::Pound)),
    ]);
}

#[test]
fn restcomm_play_collect_that_a_key_interrupts() {
    run(&[
        Collect(with_pound(1, 9), Prompt::Plays),
        Keys("5"),
        PromptOver,
        Keys("5#"),
        Ends("55", CollectEnd::Terminator(Tone::Pound)),
    ]);
}

#[test]
fn restcomm_first_digit_timeout() {
    run(&[
        Collect(
            rules(0, 9).with_first_key(FirstKey::AfterPrompt(Millis::clamped(500))),
            Prompt::Plays,
        ),
        Pass(10_000),
        PromptOver,
        Pass(600),
        Ends("", CollectEnd::FirstKeyTimeout),
    ]);
}

#[test]
fn restcomm_inter_digit_timeout() {
    run(&[
        Collect(rules(2, 9).with_time_between(Millis::from_secs(3)), Prompt::None),
        Keys("9"),
        Pass(3_100),
        TooFew("9", CollectEnd::BetweenTimeout),
    ]);
}

#[test]
fn botframework_telephony_25() {
    run(&[
        Collect(rules(1, 1), Prompt::Plays),
        Keys("1"),
        Ends("1", CollectEnd::MostKeys),
        PromptOver,
    ]);
}

#[test]
fn kazoo_4011_and_6760() {
    run(&[
        Keys("1234"),
        Lost('5'),
        Collect(rules(4, 4), Prompt::Plays),
        Ends("1234", CollectEnd::MostKeys),
    ]);
}

#[test]
fn jambonz_107_and_597() {
    run(&[
        Keys("12#"),
        Collect(with_pound(1, 9), Prompt::Plays),
        Ends("12", CollectEnd::Terminator(Tone::Pound)),
        Collect(with_pound(1, 9), Prompt::Plays),
        Cancel,
        TooFew("", CollectEnd::Canceled),
    ]);
}

#[test]
fn mscml_cleardigits() {
    run(&[
        Keys("12"),
        Collect(rules(1, 9).with_type_ahead(TypeAhead::Discard), Prompt::Plays),
        Cancel,
        TooFew("", CollectEnd::Canceled),
    ]);
}

#[test]
fn azure_sdk_for_net_40858() {
    run(&[
        Collect(rules(4, 4), Prompt::None),
        Keys("123"),
        Pass(150),
        Keys("4"),
        Ends("1234", CollectEnd::MostKeys),
        Pass(10_000),
    ]);
}

#[test]
fn telnyx_and_twilio_gather_with_the_terminator_first() {
    run(&[
        Collect(with_pound(1, 9), Prompt::None),
        Keys("#"),
        TooFew("", CollectEnd::Terminator(Tone::Pound)),
    ]);
}

#[test]
fn a_cancel_a_hang_up_and_a_new_collection_in_the_middle() {
    run(&[
        Collect(rules(1, 9), Prompt::Plays),
        Keys("12"),
        Collect(rules(1, 9), Prompt::Plays),
        Ends("12", CollectEnd::Canceled),
        Keys("3"),
        Cancel,
        Ends("3", CollectEnd::Canceled),
        Collect(rules(1, 9), Prompt::Plays),
        Keys("4"),
        HangUp,
        Ends("4", CollectEnd::CallEnded),
    ]);
}

fn with_pound(least: u8, most: u8) -> CollectRules {
    rules(least, most).ended_by("#".parse().unwrap()).unwrap()
}

/// Plays a row on a collector with room for four keys. Keys are 50 ms apart. Every result
/// must be expected, in order.
#[track_caller]
fn run(row: &[Do]) {
    let mut collector = Collector::with_room(4);
    let mut results: Vec<Collected> = vec![];
    let mut expected = vec![];
    let mut now = 0;
    for event in row {
        match event {
            Collect(rules, prompt) => {
                results.extend(result(collector.begin(*rules, *prompt, at(now))));
            }
            Keys(keys) => {
                for key in tones(keys) {
                    now += 50;
                    let answer = collector.key(key, at(now));
                    assert_ne!(answer.fate, KeyFate::Lost);
                    results.extend(answer.ended);
                }
            }
            Lost(key) => {
                let answer = collector.key((*key).try_into().unwrap(), at(now));
                assert_eq!((answer.ended, answer.fate), (None, KeyFate::Lost));
            }
            PromptOver => collector.prompt_over(at(now)),
            Pass(millis) => {
                now += millis;
                results.extend(collector.expire(at(now)));
            }
            Cancel => results.extend(collector.cancel(at(now))),
            HangUp => results.extend(core::mem::take(&mut collector).hang_up(at(now))),
            Ends(keys, end) => expected.push(((*keys).to_owned(), *end, true)),
            TooFew(keys, end) => expected.push(((*keys).to_owned(), *end, false)),
        }
    }
    let results: Vec<_> = results
        .into_iter()
        .map(|result| (result.keys.to_string(), result.end, result.is_enough()))
        .collect();
    assert_eq!(results, expected);
}
