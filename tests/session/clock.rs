//! When a recording must end (rules K1, K2, K3 and K5).

use media_queue::session::{RecordClock, Voice};
use media_queue::{Millis, RecordLimit, RecordLimits, Step, Time};

const START: u64 = 10_000;

/// 10 s in all, 2 s of silence, 5 s before the first word.
const LIMITS: RecordLimits = RecordLimits::new(millis(10_000))
    .with_max_silence(millis(2_000))
    .with_initial_silence(millis(5_000));

const fn millis(millis: u32) -> Millis {
    Millis::clamped(millis)
}

/// This long after the start.
fn after(millis: u64) -> Time {
    Time::from_millis(START + millis)
}

fn before(millis: u64) -> Time {
    Time::from_millis(START - millis)
}

fn clock(limits: RecordLimits, voice: Voice) -> RecordClock {
    RecordClock::start(Step::FIRST, limits, voice, after(0))
}

fn silent() -> RecordClock {
    clock(LIMITS, Voice::Silent)
}

fn speaking() -> RecordClock {
    clock(LIMITS, Voice::Speaking)
}

/// What a late look says.
fn end(mut clock: RecordClock) -> (RecordLimit, Time) {
    clock.expired(after(100_000)).unwrap()
}

#[test]
fn k1_initial_silence_counts_from_the_start_until_the_first_speech() {
    assert_eq!(end(silent()), (RecordLimit::InitialSilence, after(5_000)));
    let mut clock = silent();
    clock.speech_started(after(4_999));
    assert_eq!(end(clock), (RecordLimit::MaxDuration, after(10_000)));
}

#[test]
fn k1_who_is_already_speaking_has_no_initial_silence() {
    let mut clock = speaking();
    assert_eq!(end(clock), (RecordLimit::MaxDuration, after(10_000)));
    clock.speech_stopped(after(1));
    assert_eq!(end(clock), (RecordLimit::MaxSilence, after(2_001)));
}

#[test]
fn k1_maximum_silence_counts_from_each_end_of_speech() {
    let mut clock = speaking();
    clock.speech_stopped(after(1_000));
    assert_eq!(clock.deadline(), after(3_000));
    clock.speech_started(after(2_500));
    assert_eq!(clock.deadline(), after(10_000));
    clock.speech_stopped(after(4_000));
    assert_eq!(end(clock), (RecordLimit::MaxSilence, after(6_000)));
}

#[test]
fn k1_the_media_timeout_counts_from_the_last_media() {
    let mut clock = clock(LIMITS.with_media_timeout(millis(3_000)), Voice::Speaking);
    assert_eq!(end(clock), (RecordLimit::MediaTimeout, after(3_000)));
    clock.media_received(after(2_900));
    assert_eq!(end(clock), (RecordLimit::MediaTimeout, after(5_900)));
    clock.media_received(after(100));
    assert_eq!(clock.deadline(), after(5_900), "an older packet that comes late");
}

#[test]
fn k1_a_limit_that_is_none_does_not_apply() {
    let unlimited = RecordLimits::new(millis(10_000));
    for voice in [Voice::Silent, Voice::Speaking] {
        let mut clock = clock(unlimited, voice);
        clock.speech_stopped(after(1_000));
        assert_eq!(end(clock), (RecordLimit::MaxDuration, after(10_000)));
    }
}

#[test]
fn k2_a_late_look_gives_the_deadline_that_fell_first() {
    let mut clock = speaking();
    clock.speech_stopped(after(1_000));
    assert_eq!(clock.expired(after(2_999)), None);
    assert_eq!(clock.expired(after(60_000)), Some((RecordLimit::MaxSilence, after(3_000))));
}

#[test]
fn k2_at_one_instant_maximum_duration_then_silence_then_media() {
    let silence = |max| RecordLimits::new(millis(max)).with_max_silence(millis(1_000));
    let mut spoke = clock(silence(2_000), Voice::Speaking);
    spoke.speech_stopped(after(1_000));
    assert_eq!(end(spoke), (RecordLimit::MaxDuration, after(2_000)));

    let media = silence(9_000).with_media_timeout(millis(2_000));
    let mut spoke = clock(media, Voice::Speaking);
    spoke.speech_stopped(after(1_000));
    assert_eq!(end(spoke), (RecordLimit::MaxSilence, after(2_000)));

    let both = clock(media.with_initial_silence(millis(2_000)), Voice::Silent);
    assert_eq!(end(both), (RecordLimit::InitialSilence, after(2_000)));
}

#[test]
fn k2_nothing_revives_a_recording_whose_end_was_looked_at() {
    let mut clock = silent();
    let over = Some((RecordLimit::InitialSilence, after(5_000)));
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
            assert_eq!(clock.expired(after(0)), Some((RecordLimit::InitialSilence, after(5_000))));
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
        assert_eq!(end(clock), (RecordLimit::InitialSilence, after(5_000)));
    }
}

#[test]
fn k5_silence_that_ends_no_speech_neither_ends_the_initial_silence_nor_moves_it() {
    let mut clock = silent();
    for millis in [0, 20, 3_000] {
        clock.speech_stopped(after(millis));
        assert_eq!(clock.deadline(), after(5_000));
    }
    assert_eq!(end(clock), (RecordLimit::InitialSilence, after(5_000)));
}

#[test]
fn k5_repeated_silence_does_not_move_the_end() {
    let mut clock = speaking();
    for millis in [1_000, 2_000, 2_999] {
        clock.speech_stopped(after(millis));
        assert_eq!(clock.deadline(), after(3_000));
    }
    assert_eq!(end(clock), (RecordLimit::MaxSilence, after(3_000)));
}

#[test]
fn k5_repeated_speech_does_not_move_the_edge() {
    let mut clock = silent();
    clock.speech_started(after(1_000));
    clock.speech_started(after(3_000));
    clock.speech_stopped(after(2_000));
    assert_eq!(end(clock), (RecordLimit::MaxSilence, after(4_000)), "silent since 2 s");
}

#[test]
fn x6_silence_and_missing_media_count_from_when_somebody_listens() {
    let media = LIMITS.with_media_timeout(millis(3_000));
    let mut never_spoke = clock(media.with_media_timeout(millis(5_000)), Voice::Silent);
    never_spoke.listen_from(after(4_000));
    assert_eq!(end(never_spoke), (RecordLimit::InitialSilence, after(9_000)));

    let mut fell_silent = speaking();
    fell_silent.speech_stopped(after(1_000));
    fell_silent.listen_from(after(7_000));
    assert_eq!(end(fell_silent), (RecordLimit::MaxSilence, after(9_000)));

    let mut no_media = clock(media, Voice::Speaking);
    no_media.listen_from(after(6_000));
    assert_eq!(end(no_media), (RecordLimit::MediaTimeout, after(9_000)));
}

#[test]
fn x6_the_maximum_duration_goes_on_while_nobody_listens() {
    let mut clock = silent();
    clock.listen_from(after(12_000));
    assert_eq!(end(clock), (RecordLimit::MaxDuration, after(10_000)));
}

#[test]
fn x6_who_was_speaking_goes_on_speaking_while_nobody_listens() {
    let mut clock = speaking();
    clock.listen_from(after(7_000));
    assert_eq!(clock.deadline(), after(10_000));
    clock.speech_stopped(after(7_500));
    assert_eq!(end(clock), (RecordLimit::MaxSilence, after(9_500)));
}

#[test]
fn x6_speech_dated_to_when_nobody_listened_is_moved_up() {
    let mut clock = speaking();
    clock.listen_from(after(7_000));
    clock.speech_stopped(after(3_000));
    assert_eq!(end(clock), (RecordLimit::MaxSilence, after(9_000)));
}

#[test]
fn x6_an_earlier_instant_moves_nothing() {
    let mut clock = speaking();
    clock.speech_stopped(after(1_000));
    clock.listen_from(after(500));
    assert_eq!(clock.deadline(), after(3_000));
}

#[test]
fn k2_listening_again_does_not_revive_a_recording_whose_end_was_seen() {
    let mut clock = silent();
    let over = clock.expired(after(5_000));
    clock.listen_from(after(6_000));
    assert_eq!(clock.expired(after(6_000)), over);
}

#[test]
fn time_that_has_an_end_is_no_trouble() {
    let last = Time::from_millis(u64::MAX);
    let mut clock = RecordClock::start(Step::FIRST, LIMITS, Voice::Silent, last);
    clock.speech_started(last);
    assert_eq!(clock.expired(last), Some((RecordLimit::MaxDuration, last)));
}
