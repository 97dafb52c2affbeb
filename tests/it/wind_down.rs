//! The engine of a call that is over comes to rest (rule X5).

use media_queue::{Command, Player, Report, Step, Stuck, Tone, WindDown};

use crate::session::{Call, at, call, limits, play, recording, start};

/// Sends the start of what is wanted, which the engine does not confirm, at `now`.
#[track_caller]
fn send_start(call: &mut Call, now: u64) -> Step {
    let Some(Command::Start(step)) = call.command(at(now)) else { panic!("nothing starts") };
    assert_eq!(call.command(at(now)), None);
    step
}

/// Everything that is to be stopped at `now`.
fn stops(wind_down: &mut WindDown, now: u64) -> Vec<Step> {
    core::iter::from_fn(|| wind_down.stop(at(now))).collect()
}

#[test]
fn x5_a_hang_up_gives_the_held_completion_the_rest_and_the_engine_to_stop() {
    let mut call = call();
    let held = call.record(recording(limits())).unwrap();
    let rest = call.play(play("rest")).unwrap();
    call.subscribe_tones("tones");
    let step = start(&mut call, 0);
    assert!(matches!(call.tone(Tone::Pound, at(100)).report, Report::Closing { .. }));

    let mut left = call.hang_up();
    assert_eq!(left.closing.unwrap().id, held);
    assert_eq!(left.ended.map(|completion| completion.id).collect::<Vec<_>>(), [rest]);
    assert_eq!(left.tone_subscription, Some("tones"));
    assert!(!left.wind_down.is_at_rest());
    assert_eq!(stops(&mut left.wind_down, 110), [step]);
    assert_eq!(left.wind_down.deadline(), Some(at(410)));
    left.wind_down.ended(step, at(150));
    assert!(left.wind_down.is_at_rest());
    assert_eq!(left.wind_down.deadline(), None);
}

#[test]
fn x5_an_idle_engine_is_at_rest() {
    let mut wind_down = call().hang_up().wind_down;
    assert!(wind_down.is_at_rest());
    assert_eq!((wind_down.stop(at(0)), wind_down.deadline()), (None, None));
    assert_eq!(wind_down.expire(at(9_000)), None);
}

#[test]
fn x5_a_stop_that_was_due_at_the_hang_up_is_not_lost() {
    let mut call = call();
    call.play(play("late")).unwrap();
    let late = send_start(&mut call, 0);
    assert!(matches!(call.expire(at(500)), Report::Stuck { .. }));
    call.play(play("next")).unwrap();
    let next = send_start(&mut call, 500);
    assert!(matches!(call.started(late, at(510)), Report::Stale(_)));

    let mut wind_down = call.hang_up().wind_down;
    assert_eq!(stops(&mut wind_down, 510), [late, next]);
}

#[test]
fn x5_a_start_that_crosses_the_hang_up_is_stopped_twice() {
    let mut call = call();
    call.play(play("crossing")).unwrap();
    let step = send_start(&mut call, 0);
    let mut wind_down = call.hang_up().wind_down;
    assert_eq!(stops(&mut wind_down, 10), [step]);
    wind_down.started(step, at(20));
    assert_eq!(stops(&mut wind_down, 20), [step]);
    assert_eq!(wind_down.deadline(), Some(at(320)));
    wind_down.ended(step, at(30));
    assert!(wind_down.is_at_rest());
}

#[test]
fn x5_an_engine_that_says_nothing_is_given_up_and_stopped_when_it_speaks() {
    let mut call = call();
    call.play(play("silent")).unwrap();
    let step = send_start(&mut call, 0);
    let mut wind_down = call.hang_up().wind_down;
    assert_eq!(stops(&mut wind_down, 10), [step]);
    assert_eq!(wind_down.expire(at(499)), None);
    assert_eq!(wind_down.expire(at(500)), Some(Stuck::Start(step)));
    assert!(wind_down.is_at_rest());

    wind_down.started(step, at(9_000));
    assert!(!wind_down.is_at_rest());
    assert_eq!(stops(&mut wind_down, 9_000), [step]);
    assert!(wind_down.is_at_rest());
}

#[test]
fn x5_a_player_of_ones_own_winds_down_likewise() {
    let step = Step::new(7).unwrap();
    let deadlines = call().player().deadlines();
    let mut wind_down = WindDown::from(Player::resume(deadlines, Some(step), at(0)));
    assert_eq!(stops(&mut wind_down, 0), [step]);
    wind_down.ended(Step::new(6).unwrap(), at(10));
    assert!(!wind_down.is_at_rest(), "the end of another step is not its end");
    wind_down.ended(step, at(20));
    assert!(wind_down.is_at_rest());
}
