//! Tones: who hears them, under which number.

use media_queue::{Effect, HeardTone, Interrupts, Opening, RecordOutcome, Tone, ToneReport};

use crate::support::*;

#[test]
fn t1_every_tone_is_reported_once_whatever_the_queue_is_doing() {
    let mut queue = queue();
    queue.subscribe_tones("S");
    let mut count = 0;
    let mut heard = |queue: &mut Queue| {
        count += 1;
        assert_eq!(report(queue.tone(Tone::Tone7).heard), Some(("S", count, Tone::Tone7)));
    };
    heard(&mut queue);
    queue.play(play(1).interrupted_by(on_keys("7")), "A").unwrap();
    queue.record(record(Opening::PromptThenBeep(on_keys("7"))).stopped_by(keys("7")), "R").unwrap();
    heard(&mut queue);
    assert_eq!(at(&queue), Prompt("R", 0, 0));
    heard(&mut queue);
    assert_eq!(at(&queue), Beep("R"));
    heard(&mut queue);
    go_on(&mut queue);
    heard(&mut queue);
    suspend(&mut queue);
    heard(&mut queue);
    resume(&mut queue);
    start(&mut queue);
    heard(&mut queue);
    assert_eq!(at(&queue), Idle);
}

#[test]
fn t1_a_tone_without_a_subscription_takes_no_number() {
    let mut queue = queue();
    assert_eq!(number(&mut queue, Tone::Tone1), None);
    assert_eq!(queue.subscribe_tones("S"), None);
    assert_eq!(number(&mut queue, Tone::Tone2), Some(1));
    assert_eq!(queue.unsubscribe_tones(), Some("S"));
    assert_eq!(queue.unsubscribe_tones(), None);
    let before = queue.clone();
    assert_eq!(number(&mut queue, Tone::Tone3), None);
    assert_eq!(queue, before);
    queue.subscribe_tones("T");
    assert_eq!(number(&mut queue, Tone::Tone4), Some(2));
}

#[test]
fn t1_a_replaced_subscription_goes_on_counting() {
    let mut queue = queue();
    queue.subscribe_tones("S");
    assert_eq!(number(&mut queue, Tone::A), Some(1));
    assert_eq!(queue.subscribe_tones("T"), Some("S"));
    assert_eq!(queue.tone_subscription(), Some(&"T"));
    let heard = queue.tone(Tone::Flash).heard.unwrap();
    assert_eq!((*heard.subscription, heard.number), ("T", 2));
}

#[test]
fn t1_every_key_is_a_tone() {
    let mut queue = queue();
    queue.subscribe_tones("S");
    for tone in Tone::ALL {
        assert_eq!(queue.tone(tone).heard.unwrap().tone, tone);
    }
    assert_eq!(number(&mut queue, Tone::Tone0), Some(18));
}

#[test]
fn t2_a_stop_tone_reaches_the_subscriber_and_ends_the_recording() {
    let mut queue = recording(record(Opening::Silence).stopped_by(keys("#")));
    queue.subscribe_tones("S");
    let ToneReport { heard, effect, .. } = queue.tone(Tone::Pound);
    assert_eq!(report(heard), Some(("S", 1, Tone::Pound)));
    let Effect::Completed(done) = effect else { panic!("{effect:?}") };
    assert_eq!(ending(&done), ("R", Recorded(RecordOutcome::StopTone(Tone::Pound))));
}

#[test]
fn t2_an_interrupting_tone_reaches_the_subscriber_too() {
    let mut queue = queue();
    queue.subscribe_tones("S");
    queue.play(play(1).interrupted_by(Interrupts::ANYTHING), "A").unwrap();
    let ToneReport { heard, effect, .. } = queue.tone(Tone::D);
    assert_eq!(heard.map(|heard| heard.number), Some(1));
    assert!(matches!(effect, Effect::Completed(_)));
}

#[test]
fn t1_without_a_subscription_a_tone_still_stops_a_recording() {
    let mut queue = recording(record(Opening::Silence).stopped_by(keys("#")));
    let ToneReport { heard, effect, .. } = queue.tone(Tone::Pound);
    assert_eq!(heard, None);
    assert!(matches!(effect, Effect::Completed(_)));
}

fn report(heard: Option<HeardTone<'_, &'static str>>) -> Option<(&'static str, u64, Tone)> {
    heard.map(|heard| (*heard.subscription, heard.number, heard.tone))
}
