//! Rules that contradict themselves, and how values print.

use media_queue::digits::{CollectRules, Collected, Keys, RulesError};
use media_queue::{Tone, ToneSet};

use crate::history::rules;

#[test]
fn rules_name_what_is_wrong() {
    for (least, most) in [(0, 0), (3, 2), (0, 33), (33, 33), (1, u8::MAX)] {
        let error = CollectRules::between(least, most).unwrap_err();
        assert_eq!(error, RulesError::Count { least, most });
    }
    assert_eq!(
        CollectRules::between(3, 2).unwrap_err().to_string(),
        "3 to 2 keys are out of range: expected the most to be 1 to 32, \
         and the least to be no more than the most"
    );
    assert!(CollectRules::exactly(0).is_err());
    for (least, most) in [(0, 1), (1, 1), (32, 32)] {
        let rules = CollectRules::between(least, most).unwrap();
        assert_eq!((rules.least(), rules.most()), (least, most));
    }
    assert_eq!(CollectRules::exactly(4), CollectRules::between(4, 4));
}

#[test]
fn a_key_has_one_meaning() {
    let set = |keys: &str| keys.parse::<ToneSet>().unwrap();
    let two = RulesError::TwoMeanings { key: Tone::Star };
    let some = rules(1, 1).ended_by(set("#*")).unwrap();
    assert_eq!(some.started_over_by(set("1*")), Err(two));
    assert_eq!(some.given_up_by(set("1*")), Err(two));
    assert_eq!(rules(1, 1).given_up_by(set("*")).unwrap().started_over_by(set("*")), Err(two));
    assert_eq!(rules(1, 1).started_over_by(set("*")).unwrap().ended_by(set("*")), Err(two));
    let replaced = some.ended_by(set("#")).unwrap();
    assert!(replaced.started_over_by(set("*")).is_ok(), "a second set replaces the first");
    assert_eq!(
        two.to_string(),
        "key * has two meanings: expected it to end, start over or give up, and only one of them"
    );
}

#[test]
fn keys_print_as_telephone_characters() {
    assert_eq!((Keys::EMPTY.to_string().as_str(), Keys::default().len()), ("", 0));
    assert_eq!(format!("{:?}", Keys::EMPTY), "Keys()");
    assert!(Keys::EMPTY.is_empty() && Keys::EMPTY.as_slice().is_empty());
}

/// What is handed out once cannot be used twice by accident.
#[test]
fn a_result_is_not_copied_by_accident() {
    const fn is_clone<T: Clone>() {}
    is_clone::<Collected>();
    // `Copy` would be seen by this call, which only compiles while one of the two applies.
    <Collected as NotCopy<_>>::check();
}

trait NotCopy<Why> {
    fn check() {}
}
struct Is;
impl<T> NotCopy<()> for T {}
impl<T: Copy> NotCopy<Is> for T {}
