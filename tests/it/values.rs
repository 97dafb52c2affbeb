//! The small values: keys, sets of them, spans, instants.

use core::num::NonZeroU16;
use core::time::Duration;

use media_queue::{Interruption, Interrupts, Millis, SpanError, Time, Tone, ToneSet, UnknownTone};

use crate::support::{by_keys, keys};

const KEYS: &str = "0123456789*#ABCD!";

#[test]
fn a_tone_is_its_character_and_its_event_number() {
    for (event, (key, tone)) in (0..).zip(KEYS.chars().zip(Tone::ALL)) {
        assert_eq!((tone.event(), Tone::from_event(event)), (event, Some(tone)));
        assert_eq!((tone.as_char(), tone.to_string()), (key, key.to_string()));
        assert_eq!(Tone::try_from(key), Ok(tone));
        assert_eq!(Tone::try_from(key.to_ascii_lowercase()), Ok(tone));
    }
    assert_eq!((Tone::from_event(17), Tone::from_event(u8::MAX)), (None, None));
}

#[test]
fn a_character_that_is_no_key_is_refused_by_name() {
    for key in ['E', 'é', ' ', '+', '٣'] {
        assert_eq!(Tone::try_from(key), Err(UnknownTone { key }));
    }
    assert_eq!(
        "12x".parse::<ToneSet>().unwrap_err().to_string(),
        "'x' is no telephone key: expected 0 to 9, *, #, A to D or !"
    );
}

#[test]
fn a_set_holds_what_was_put_into_it() {
    assert_eq!((ToneSet::EMPTY, ToneSet::ALL), (keys(""), keys(KEYS)));
    assert_eq!((ToneSet::EMPTY.is_empty(), ToneSet::ALL.is_empty()), (true, false));
    assert_eq!((ToneSet::EMPTY, Interrupts::NOTHING), Default::default());
    for tone in Tone::ALL {
        let one = ToneSet::EMPTY.with(tone);
        assert!(!one.is_empty());
        assert_eq!(one.iter().collect::<Vec<_>>(), [tone]);
        assert_eq!(one.with(tone), one);
        assert!(Tone::ALL.into_iter().all(|other| one.contains(other) == (other == tone)));
    }
    assert_eq!(Tone::ALL.into_iter().collect::<ToneSet>(), ToneSet::ALL);
    assert_eq!(keys("#1*1").to_string(), "1*#");
    assert_eq!(format!("{:?}", keys("#1*1")), "ToneSet(1*#)");
}

#[test]
fn a_set_is_a_string_in_every_format() {
    assert_eq!(serde_json::to_string(&keys("a#")).unwrap(), r##""#A""##);
    assert_eq!(serde_json::from_str::<ToneSet>(r#""A#""#).unwrap(), keys("a#"));
    let refused = serde_json::from_str::<ToneSet>(r#""1x""#).unwrap_err();
    assert!(refused.to_string().starts_with("'x' is no telephone key"), "{refused}");
    let refused = serde_json::from_str::<ToneSet>("7").unwrap_err();
    assert!(refused.to_string().contains("a string of telephone keys"), "{refused}");
}

#[test]
fn interrupts_are_tones_and_speech() {
    let both = by_keys("1#").and_speech();
    assert_eq!((both.tones(), both.by_speech()), (keys("1#"), true));
    assert_eq!((by_keys("1#").tones(), by_keys("1#").by_speech()), (keys("1#"), false));
    assert_eq!(Interrupts::NOTHING.and_speech().tones(), ToneSet::EMPTY);
    for tone in Tone::ALL {
        assert!(Interrupts::ANYTHING.by(Interruption::Tone(tone)));
        assert!(!Interrupts::NOTHING.and_speech().by(Interruption::Tone(tone)));
    }
    assert!(Interrupts::ANYTHING.by(Interruption::Speech));
    assert!(!Interrupts::by_tones(ToneSet::ALL).by(Interruption::Speech));
    assert_eq!(format!("{both:?}"), "Interrupts(1# speech)");
    assert_eq!(format!("{:?}", by_keys("1")), "Interrupts(1)");
}

#[test]
fn interrupts_are_written_as_both_parts() {
    for (interrupts, json) in [
        (by_keys("1#").and_speech(), r#"{"tones":"1#","speech":true}"#),
        (by_keys("2"), r#"{"tones":"2","speech":false}"#),
    ] {
        assert_eq!(serde_json::to_string(&interrupts).unwrap(), json);
        assert_eq!(serde_json::from_str::<Interrupts>(json).unwrap(), interrupts);
    }
}

#[test]
fn a_span_has_1_to_4_294_967_295_milliseconds() {
    assert_eq!((Millis::new(0), Millis::new(u32::MAX)), (None, Some(Millis::MAX)));
    assert_eq!(Millis::new(1).unwrap().get(), 1);
    assert_eq!(Millis::from_secs(NonZeroU16::MIN).get(), 1_000);
    assert_eq!(Millis::from_secs(NonZeroU16::MAX).get(), 65_535_000);
    let longest = Duration::from_millis(u32::MAX.into());
    assert_eq!(
        (Millis::try_from(longest), Duration::from(Millis::MAX)),
        (Ok(Millis::MAX), longest)
    );
    assert_eq!(Millis::try_from(Duration::from_micros(1_999)), Ok(Millis::new(1).unwrap()));
    for span in [
        Duration::ZERO,
        Duration::from_micros(999),
        longest + Duration::from_millis(1),
        Duration::MAX,
    ] {
        assert_eq!(Millis::try_from(span), Err(SpanError { span }));
    }
    assert_eq!(
        SpanError { span: Duration::ZERO }.to_string(),
        "0ns is outside 1 to 4294967295 milliseconds"
    );
}

#[test]
fn an_instant_neither_overflows_nor_runs_backwards() {
    let (early, late) = (Time::from_millis(1_000), Time::from_millis(1_250));
    assert_eq!((late.since(early), early.since(late)), (250, 0));
    assert_eq!(early.after(Millis::new(250).unwrap()), late);
    assert_eq!(Time::from_millis(u64::MAX - 1).after(Millis::MAX).as_millis(), u64::MAX);
}
