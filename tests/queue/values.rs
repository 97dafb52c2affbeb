//! The small values: keys, sets of them, spans, instants.

use core::time::Duration;

use media_queue::{
    Interruption, Interrupts, Millis, Opening, OperationId, Play, Record, RecordLimits, Step, Time,
    Times, Tone, ToneSet, ZeroNumber,
};

use crate::support::{LIMITS, keys, on_keys};

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
fn a_tone_is_read_from_exactly_one_character() {
    for tone in Tone::ALL {
        assert_eq!(tone.to_string().parse(), Ok(tone));
    }
    for (text, found) in [("", None), ("1x", Some('x')), ("12", Some('2')), ("x1", Some('x'))] {
        assert_eq!(text.parse::<Tone>().unwrap_err().found, found, "{text:?}");
    }
}

#[test]
fn a_character_that_is_no_key_is_refused_by_name() {
    for key in ['E', 'é', ' ', '+', '٣'] {
        assert_eq!(Tone::try_from(key).unwrap_err().found, Some(key));
    }
    assert_eq!("12x".parse::<ToneSet>().unwrap_err().found, Some('x'));
}

#[test]
fn a_set_holds_what_was_put_into_it() {
    assert_eq!((ToneSet::EMPTY, ToneSet::ALL), (keys(""), keys(KEYS)));
    assert_eq!((ToneSet::EMPTY.is_empty(), ToneSet::ALL.is_empty()), (true, false));
    assert_eq!((ToneSet::EMPTY, Interrupts::NEVER), Default::default());
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
fn a_set_is_a_collection_of_tones() {
    let pressed = [Tone::Pound, Tone::Tone1, Tone::Pound];
    assert_eq!(ToneSet::from_iter(pressed), keys("1#"));
    assert_eq!(ToneSet::from(Tone::Star), keys("*"));
    assert_eq!((ToneSet::EMPTY.len(), keys("1#").len(), ToneSet::ALL.len()), (0, 2, 17));
    assert_eq!(ToneSet::DIGITS, keys("0123456789"));

    let mut set = keys("1");
    set.extend(pressed);
    assert_eq!(set, keys("1#"), "what was in it stays");
    assert_eq!(set | keys("#2"), keys("12#"));
    set |= keys("A");
    assert_eq!(set, keys("1#A"));

    let mut tones = Vec::new();
    for tone in set {
        tones.push(tone);
    }
    assert_eq!(tones, [Tone::Tone1, Tone::Pound, Tone::A]);
    let mut tones = set.iter();
    assert_eq!((tones.len(), tones.next(), tones.len()), (3, Some(Tone::Tone1), 2));
    assert_eq!(tones.by_ref().count(), 2);
    assert_eq!((tones.next(), tones.next(), tones.size_hint()), (None, None, (0, Some(0))));
}

#[test]
fn interrupts_are_tones_and_speech() {
    let tones = on_keys("1#");
    let (speech, ongoing) = (tones.and_speech(), tones.and_ongoing_speech());
    for (interrupts, by_speech, by_ongoing_speech, text) in [
        (tones, false, false, "Interrupts(1#)"),
        (speech, true, false, "Interrupts(1# speech)"),
        (ongoing, true, true, "Interrupts(1# ongoing speech)"),
    ] {
        assert_eq!(interrupts.tones(), keys("1#"));
        assert_eq!(interrupts.contains(Interruption::Speech), by_speech);
        assert_eq!(interrupts.contains_ongoing_speech(), by_ongoing_speech);
        assert_eq!(format!("{interrupts:?}"), text);
        for tone in Tone::ALL {
            let contained = interrupts.contains(Interruption::Tone(tone));
            assert_eq!(contained, keys("1#").contains(tone));
        }
    }
    assert_eq!(Interrupts::NEVER.and_ongoing_speech().tones(), ToneSet::EMPTY);
    assert_eq!(Interrupts::ANYTHING, Interrupts::on_tones(ToneSet::ALL).and_speech());
}

#[test]
fn a_span_has_1_to_4_294_967_295_milliseconds() {
    assert_eq!((Millis::new(0), Millis::new(u32::MAX)), (None, Some(Millis::MAX)));
    assert_eq!((Millis::clamped(0).get(), Millis::clamped(7).get()), (1, 7));
    assert_eq!((Millis::from_secs(0).get(), Millis::from_secs(1).get()), (1, 1_000));
    assert_eq!(Millis::from_secs(u16::MAX).get(), 65_535_000);
}

#[test]
fn a_span_is_a_duration_and_back() {
    let longest = Duration::from_millis(u32::MAX.into());
    for (span, duration) in [
        (Millis::clamped(1), Duration::from_millis(1)),
        (Millis::from_secs(2), Duration::from_secs(2)),
        (Millis::MAX, longest),
    ] {
        assert_eq!(Duration::from(span), duration);
        assert_eq!(Millis::try_from(duration), Ok(span));
    }
    assert_eq!(Millis::try_from(Duration::from_micros(1_999)), Ok(Millis::clamped(1)));
    for span in [
        Duration::ZERO,
        Duration::from_micros(999),
        longest + Duration::from_millis(1),
        Duration::MAX,
    ] {
        assert_eq!(Millis::try_from(span).unwrap_err().span, span);
    }
}

#[test]
fn an_instant_is_a_duration_and_back() {
    let last = Duration::from_millis(u64::MAX);
    for (time, duration) in [
        (Time::from_millis(0), Duration::ZERO),
        (Time::from_millis(1_500), Duration::from_millis(1_500)),
        (Time::from_millis(u64::MAX), last),
    ] {
        assert_eq!(Duration::from(time), duration);
        assert_eq!(Time::try_from(duration), Ok(time));
    }
    assert_eq!(Time::try_from(Duration::from_micros(999)), Ok(Time::default()));
    let late = last + Duration::from_millis(1);
    assert_eq!(Time::try_from(late).unwrap_err().span, late);
}

#[test]
fn an_instant_neither_overflows_nor_runs_backwards() {
    let (early, late) = (Time::from_millis(1_000), Time::from_millis(1_250));
    assert_eq!((late.since(early), early.since(late)), (250, 0));
    assert_eq!(early.after(Millis::clamped(250)), late);
    assert_eq!(Time::from_millis(u64::MAX - 1).after(Millis::MAX).as_millis(), u64::MAX);
}

#[test]
fn a_number_is_read_from_an_integer_except_0() {
    for number in [1, 7, u64::MAX] {
        let (id, step) = (OperationId::try_from(number), Step::try_from(number));
        assert_eq!(
            (id, step),
            (Ok(OperationId::new(number).unwrap()), Ok(Step::new(number).unwrap()))
        );
        assert_eq!((u64::from(id.unwrap()), u64::from(step.unwrap())), (number, number));
    }
    let refused: [ZeroNumber; 2] =
        [OperationId::try_from(0).unwrap_err(), Step::try_from(0).unwrap_err()];
    assert_eq!(refused[0], refused[1]);
}

#[test]
fn a_play_is_one_prompt_once_unless_asked_otherwise() {
    assert_eq!(Play::default(), Play::new());
    let Play { prompts, times, interrupts, .. } = Play::default();
    assert_eq!((prompts.get(), times, interrupts), (1, Times::ONCE, Interrupts::NEVER));
}

#[test]
fn a_record_begins_with_a_beep_and_only_its_limits_end_it() {
    let Record { opening, stop_tones, limits, .. } = Record::new(LIMITS);
    assert_eq!((opening, stop_tones, limits), (Opening::Beep, ToneSet::EMPTY, LIMITS));
}

#[test]
fn a_limit_that_is_not_set_does_not_apply() {
    let [duration, silence, initial, media] = [1, 2, 3, 4].map(Millis::from_secs);
    let none = RecordLimits::new(duration);
    assert_eq!((none.max_duration, none.max_silence), (duration, None));
    assert_eq!((none.initial_silence, none.media_timeout), (None, None));
    let all =
        none.with_max_silence(silence).with_initial_silence(initial).with_media_timeout(media);
    assert_eq!((all.max_duration, all.max_silence), (duration, Some(silence)));
    assert_eq!((all.initial_silence, all.media_timeout), (Some(initial), Some(media)));
}
