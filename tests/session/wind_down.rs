//! The engine of a call that is over comes to rest (rule X5).

use media_queue::session::{Player, Reaction, Stuck, WindDown, WindDownReaction};
use media_queue::{Millis, Play, Step, Tone};

use crate::calls::{
    SETTINGS, at, call, limits, loose_stop, playing, recording, send_start, step, stops, stuck,
};

/// The steps of every stop that is sent at `now`.
fn stopped(wind_down: &mut WindDown, now: u64) -> Vec<Step> {
    stops(wind_down, now).into_iter().map(|stop| stop.step).collect()
}

#[test]
fn x5_a_hang_up_gives_the_held_completion_the_rest_and_the_engine_to_stop() {
    let (mut call, held, step) = recording(limits());
    let rest = call.play(Play::new(), "rest").unwrap();
    call.subscribe_tones("tones");
    assert!(matches!(call.tone(Tone::Pound, at(100)).effect, Reaction::Closing { .. }));

    let mut left = call.hang_up(at(110));
    let closing = left.closing.unwrap();
    assert_eq!((closing.completion.id, closing.cut), (held, Some(at(100))));
    assert_eq!(left.completions.map(|completion| completion.id).collect::<Vec<_>>(), [rest]);
    assert_eq!(left.tone_subscription, Some("tones"));
    assert!(!left.wind_down.is_at_rest());
    assert_eq!(stopped(&mut left.wind_down, 110), [step]);
    assert_eq!(left.wind_down.deadline(), Some(at(410)));
    left.wind_down.finished(step);
    assert!(left.wind_down.is_at_rest());
    assert_eq!(left.wind_down.deadline(), None);
}

#[test]
fn x5_an_idle_engine_is_at_rest() {
    let mut wind_down = call().hang_up(at(0)).wind_down;
    assert!(wind_down.is_at_rest());
    assert_eq!((wind_down.next_stop(at(0)), wind_down.deadline()), (None, None));
    assert_eq!(wind_down.expire(at(9_000)), WindDownReaction::Nothing);
}

#[test]
fn x5_what_is_found_running_late_is_stopped_beside_what_is_known() {
    let mut call = call();
    call.play(Play::new(), "late").unwrap();
    let late = send_start(&mut call, 0);
    assert_eq!(stuck(call.expire(at(500))).0, Stuck::Start(late));
    call.play(Play::new(), "next").unwrap();
    let next = send_start(&mut call, 500);
    let mut wind_down = call.hang_up(at(505)).wind_down;
    assert_eq!(loose_stop(wind_down.started(late, at(510))).step, late);
    assert_eq!(stopped(&mut wind_down, 510), [next]);
}

#[test]
fn x5_a_start_that_crosses_the_hang_up_is_stopped_twice() {
    let mut call = call();
    call.play(Play::new(), "crossing").unwrap();
    let step = send_start(&mut call, 0);
    let mut wind_down = call.hang_up(at(5)).wind_down;
    let sent = stops(&mut wind_down, 10);
    assert_eq!(wind_down.started(step, at(20)), WindDownReaction::Stop(sent[0].clone()));
    assert_eq!(stops(&mut wind_down, 20), []);
    assert_eq!(wind_down.deadline(), Some(at(320)));
    wind_down.finished(step);
    assert!(wind_down.is_at_rest());
}

#[test]
fn x5_a_start_that_is_confirmed_before_the_stop_is_sent_is_stopped_once() {
    let mut call = call();
    call.play(Play::new(), "crossing").unwrap();
    let step = send_start(&mut call, 0);
    let mut wind_down = call.hang_up(at(5)).wind_down;
    assert_eq!(wind_down.started(step, at(7)), WindDownReaction::Nothing);
    assert_eq!(stopped(&mut wind_down, 10), [step]);
}

#[test]
fn x5_an_engine_that_says_nothing_is_given_up_and_stopped_when_it_speaks() {
    let mut call = call();
    call.play(Play::new(), "silent").unwrap();
    let step = send_start(&mut call, 0);
    let mut wind_down = call.hang_up(at(10)).wind_down;
    assert_eq!(stopped(&mut wind_down, 10), [step]);
    assert_eq!(wind_down.expire(at(499)), WindDownReaction::Nothing);
    assert_eq!(wind_down.expire(at(500)), WindDownReaction::Stuck(Stuck::Start(step)));
    assert!(wind_down.is_at_rest());
    assert_eq!(loose_stop(wind_down.started(step, at(9_000))).step, step);
    assert!(wind_down.is_at_rest(), "the answer was its stop");
}

#[test]
fn x5_a_stop_that_is_not_confirmed_is_given_up() {
    let (call, _, step) = playing();
    let mut wind_down = call.hang_up(at(10)).wind_down;
    assert_eq!(stopped(&mut wind_down, 10), [step]);
    assert_eq!(wind_down.expire(at(310)), WindDownReaction::Stuck(Stuck::Stop(step)));
    assert!(wind_down.is_at_rest());
}

#[test]
fn x5_a_prompt_that_is_overdue_is_stopped_all_the_same() {
    let (mut call, _, step) = playing();
    assert_eq!(call.prompt_length(step, Millis::from_secs(1)), Reaction::Nothing);
    let mut wind_down = call.hang_up(at(10)).wind_down;
    assert_eq!(
        wind_down.expire(at(9_000)),
        WindDownReaction::Stuck(Stuck::Prompt(step)),
        "the host is late"
    );
    assert!(!wind_down.is_at_rest());
    assert_eq!(stopped(&mut wind_down, 9_000), [step]);
    assert_eq!(wind_down.deadline(), Some(at(9_300)));
}

#[test]
fn x5_a_player_of_ones_own_winds_down_likewise() {
    let seven = step(7);
    let mut player = Player::new(SETTINGS);
    player.adopt(Some(seven), at(0));
    let mut wind_down = WindDown::new(player);
    assert_eq!(stopped(&mut wind_down, 0), [seven]);
    wind_down.finished(step(6));
    assert!(!wind_down.is_at_rest(), "the end of another step is not its end");
    wind_down.finished(seven);
    assert!(wind_down.is_at_rest());
}

#[test]
fn x6_the_engine_of_a_detached_call_is_at_rest_when_it_has_been_asked() {
    for running in [None, Some(step(1)), Some(step(9))] {
        let (mut call, ..) = recording(limits());
        call.detach();
        let mut wind_down = call.hang_up(at(100)).wind_down;
        assert!(!wind_down.is_at_rest());
        assert_eq!((wind_down.next_stop(at(100)), wind_down.deadline()), (None, None));
        assert_eq!(wind_down.expire(at(u64::MAX)), WindDownReaction::Nothing);
        wind_down.adopt(running, at(5_000));
        assert_eq!(stopped(&mut wind_down, 5_000), running.into_iter().collect::<Vec<_>>());
        if let Some(running) = running {
            assert_eq!(wind_down.deadline(), Some(at(5_300)));
            wind_down.finished(running);
        }
        assert!(wind_down.is_at_rest());
    }
}

#[test]
fn x6_what_was_starting_or_seemed_idle_is_at_rest_when_the_engine_has_been_asked() {
    let idle = call();
    let mut starting = call();
    starting.play(Play::new(), "prompt").unwrap();
    send_start(&mut starting, 0);
    for mut call in [idle, starting] {
        call.detach();
        let mut wind_down = call.hang_up(at(100)).wind_down;
        assert_eq!(wind_down.expire(at(u64::MAX)), WindDownReaction::Nothing);
        assert!(!wind_down.is_at_rest(), "it may have begun something");
        wind_down.adopt(None, at(5_000));
        assert!(wind_down.is_at_rest());
    }
}
