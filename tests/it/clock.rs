//! When a recording must end (rules K1 to K3).

use media_queue::{Limit, Millis, RecordClock, RecordLimits, Step, Time, Voice};

const START: u64 = 10_000;

/// 10 s in all, 2 s of silence, 5 s before the first word, 3 s without media.
const LIMITS: RecordLimits = RecordLimits {
    max_duration: millis(10_000),
    max_silence: Some(millis(2_000)),
    initial_silence: Some(millis(5_000)),
    media_timeout: None,
};

const fn millis(millis: u32) -> Millis {
    Millis::new(millis).unwrap()
}

/// This long after the start.
fn after(millis: u64) -> Time {
    Time::from_millis(START + millis)
}

fn before(millis: u64) -> Time {
    Time::from_millis(START - millis)
}

fn clock(limits: RecordLimits, voice: Voice) -> RecordClock {
    RecordClock::start(Step::new(3).unwrap(), limits, voice, after(0))
}

fn silent() -> RecordClock {
    clock(LIMITS, Voice::Silent)
}

fn speaking() -> RecordClock {
    clock(LIMITS, Voice::Speaking)
}

/// What a late look says.
fn end(mut clock: RecordClock) -> (Limit, Time) {
    clock.expired(after(100_000)).unwrap()
}

#[test]
fn k1_initial_silence_counts_from_the_start_until_the_first_speech() {
    assert_eq!(end(silent()), (Limit::InitialSilence, after(5_000)));
    let mut clock = silent();
    clock.speech_started(after(4_999));
    assert_eq!(end(clock), (Limit::MaxDuration, after(10_000)));
}

#[test]
fn k1_who_is_already_speaking_has_no_initial_silence() {
    let mut clock = speaking();
    assert_eq!(end(clock), (Limit::MaxDuration, after(10_000)));
    clock.speech_stopped(after(1));
    assert_eq!(end(clock), (Limit::MaxSilence, after(2_001)));
}

#[test]
fn k1_maximum_silence_counts_from_each_end_of_speech() {
    let mut clock = speaking();
    clock.speech_stopped(after(1_000));
    assert_eq!(clock.deadline(), after(3_000));
    clock.speech_started(after(2_500));
    assert_eq!(clock.deadline(), after(10_000));
    clock.speech_stopped(after(4_000));
    assert_eq!(end(clock), (Limit::MaxSilence, after(6_000)));
}

#[test]
fn k1_an_end_of_speech_is_heard_though_its_beginning_was_not() {
    let mut clock = silent();
    clock.speech_stopped(after(3_000));
    assert_eq!(end(clock), (Limit::MaxSilence, after(5_000)));
    clock.speech_stopped(after(4_500));
    assert_eq!(end(clock), (Limit::MaxSilence, after(6_500)));
}

#[test]
fn k1_the_media_timeout_counts_from_the_last_media() {
    let mut clock =
        clock(RecordLimits { media_timeout: Some(millis(3_000)), ..LIMITS }, Voice::Speaking);
    assert_eq!(end(clock), (Limit::MediaTimeout, after(3_000)));
    clock.media_received(after(2_900));
    assert_eq!(end(clock), (Limit::MediaTimeout, after(5_900)));
    clock.media_received(after(100));
    assert_eq!(clock.deadline(), after(5_900), "an older packet that comes late");
}

#[test]
fn k1_a_limit_that_is_none_does_not_apply() {
    let unlimited = RecordLimits::new(millis(10_000));
    for voice in [Voice::Silent, Voice::Speaking] {
        let mut clock = clock(unlimited, voice);
        clock.speech_stopped(after(1_000));
        assert_eq!(end(clock), (Limit::MaxDuration, after(10_000)));
    }
}

#[test]
fn k2_a_late_look_gives_the_deadline_that_fell_first() {
    let mut clock = speaking();
    clock.speech_stopped(after(1_000));
    assert_eq!(clock.expired(after(2_999)), None);
    assert_eq!(clock.expired(after(60_000)), Some((Limit::MaxSilence, after(3_000))));
}

#[test]
fn k2_at_one_instant_maximum_duration_then_silence_then_media() {
    let same = |initial_silence, media_timeout| RecordLimits {
        max_duration: millis(2_000),
        max_silence: Some(millis(1_000)),
        initial_silence,
        media_timeout,
    };
    let mut spoke = clock(same(None, None), Voice::Speaking);
    spoke.speech_stopped(after(1_000));
    assert_eq!(end(spoke), (Limit::MaxDuration, after(2_000)));

    let later = |limits| RecordLimits { max_duration: millis(9_000), ..limits };
    let mut spoke = clock(later(same(None, Some(millis(2_000)))), Voice::Speaking);
    spoke.speech_stopped(after(1_000));
    assert_eq!(end(spoke), (Limit::MaxSilence, after(2_000)));

    let both = same(Some(millis(2_000)), Some(millis(2_000)));
    assert_eq!(end(clock(later(both), Voice::Silent)), (Limit::InitialSilence, after(2_000)));
}

#[test]
fn k2_nothing_revives_a_recording_whose_end_was_looked_at() {
    let mut clock = silent();
    let over = Some((Limit::InitialSilence, after(5_000)));
    assert_eq!(clock.expired(after(5_000)), over);
    clock.speech_started(after(4_000));
    clock.speech_stopped(after(6_000));
    clock.media_received(after(6_000));
    assert_eq!(clock.expired(after(4_500)), over);
    assert_eq!(clock.deadline(), after(5_000));
}

#[test]
fn k2_a_report_dated_past_the_deadline_has_seen_it() {
    type Report = fn(&mut RecordClock, Time);
    let reports: [Report; 3] =
        [RecordClock::speech_started, RecordClock::speech_stopped, RecordClock::media_received];
    for report in reports {
        for late in [5_000, 5_001, 8_000] {
            let mut clock = silent();
            report(&mut clock, after(late));
            clock.speech_started(after(4_000));
            assert_eq!(clock.expired(after(0)), Some((Limit::InitialSilence, after(5_000))));
        }
        let mut clock = silent();
        report(&mut clock, after(4_999));
        clock.speech_started(after(4_999));
        assert_eq!(clock.deadline(), after(10_000));
    }
}

#[test]
fn k3_speech_may_be_dated_back() {
    let mut clock = silent();
    assert_eq!(clock.expired(after(1_900)), None);
    clock.speech_started(after(200));
    clock.speech_stopped(after(700));
    assert_eq!(clock.deadline(), after(2_700));
}

#[test]
fn k3_speech_before_the_start_or_the_previous_edge_is_moved_up_to_it() {
    let mut clock = silent();
    clock.speech_started(before(300));
    assert_eq!(clock.deadline(), after(10_000));
    clock.speech_stopped(after(1_000));
    clock.speech_started(after(900));
    clock.speech_stopped(after(800));
    assert_eq!(clock.deadline(), after(3_000));
}

#[test]
fn k3_who_fell_silent_at_the_start_or_before_it_counts_as_silent_at_the_start() {
    for stop in [before(400), after(0)] {
        let mut clock = speaking();
        clock.speech_stopped(stop);
        assert_eq!(end(clock), (Limit::InitialSilence, after(5_000)));
    }
}

#[test]
fn time_that_has_an_end_is_no_trouble() {
    let last = Time::from_millis(u64::MAX);
    let mut clock = RecordClock::start(Step::new(1).unwrap(), LIMITS, Voice::Silent, last);
    clock.speech_started(last);
    assert_eq!(clock.expired(last), Some((Limit::MaxDuration, last)));
}
