//! What is wanted against what the engine does (rules Y1 to Y6 and Y8).

use core::num::NonZeroU16;

use media_queue::session::PlayerCommand::{Start, Stop};
use media_queue::session::{Expired, Player, Started, Stuck};
use media_queue::{Effect, MediaQueue, Play, Stale, Step};

use crate::calls::{SETTINGS, at, step};

pub(crate) fn player() -> Player {
    Player::new(SETTINGS)
}

/// A player whose engine has run `running` since the instant 0.
#[track_caller]
pub(crate) fn active(running: Step) -> Player {
    let mut player = player();
    assert_eq!(player.reconcile(Some(running), at(0)), Some(Start(running)));
    assert_eq!(player.started(running, at(0)), Started::Runs);
    player
}

/// A player that was told to stop `starting` at 100, before it had started.
#[track_caller]
fn stopped_in_its_start(starting: Step) -> Player {
    let mut player = player();
    assert_eq!(player.reconcile(Some(starting), at(0)), Some(Start(starting)));
    assert_eq!(player.reconcile(None, at(100)), Some(Stop(starting)));
    player
}

fn not_current(step: Step) -> Result<(), Stale> {
    Err(Stale::NotCurrent { step })
}

#[test]
fn y1_a_step_is_started_once() {
    let (one, two) = (step(1), step(2));
    let mut player = active(one);
    assert_eq!(player.finished(one), Ok(()));
    assert_eq!(player.reconcile(Some(one), at(10)), None);
    assert_eq!(player.reconcile(Some(two), at(10)), Some(Start(two)));
    assert_eq!(player.last_started(), Some(two));
    assert_eq!(player.expire(at(510)), Some(Expired::Stuck(Stuck::Start(two))));
    for over in [one, two] {
        assert_eq!(player.reconcile(Some(over), at(600)), None);
    }
}

#[test]
fn y1_what_ran_before_a_restart_is_not_started_again() {
    let five = step(5);
    let mut player = player();
    player.adopt(Some(five), at(0));
    assert_eq!(player.reconcile(Some(five), at(0)), None);
    assert_eq!(player.finished(five), Ok(()));
    assert_eq!(player.reconcile(Some(five), at(10)), None);
}

#[test]
fn y1_a_strangers_number_keeps_nothing_from_starting() {
    let (wanted, stranger) = (step(2), step(9));
    let mut player = player();
    player.adopt(Some(stranger), at(0));
    assert_eq!(player.reconcile(Some(wanted), at(0)), Some(Stop(stranger)));
    assert_eq!(player.finished(stranger), Ok(()));
    assert_eq!(player.reconcile(Some(wanted), at(10)), Some(Start(wanted)));
}

#[test]
fn y2_reconciling_again_brings_nothing_new() {
    let one = step(1);
    let mut player = player();
    assert_eq!(player.reconcile(None, at(0)), None);
    assert_eq!(player.reconcile(Some(one), at(0)), Some(Start(one)));
    assert_eq!(player.reconcile(Some(one), at(1)), None);
    assert_eq!(player.reconcile(None, at(2)), Some(Stop(one)));
    assert_eq!(player.reconcile(None, at(3)), None);
    assert_eq!(player.reconcile(Some(step(2)), at(3)), None);
    let mut player = active(one);
    assert_eq!(player.reconcile(Some(one), at(1)), None);
    assert_eq!(player.reconcile(None, at(2)), Some(Stop(one)));
    assert_eq!(player.reconcile(None, at(3)), None);
}

#[test]
fn y3_the_next_start_waits_for_the_end_of_the_last() {
    let (one, two) = (step(1), step(2));
    let mut player = active(one);
    assert_eq!(player.running(), Some((one, at(0))));
    assert_eq!(player.reconcile(Some(two), at(10)), Some(Stop(one)));
    assert_eq!(player.reconcile(Some(two), at(20)), None);
    assert_eq!(player.running(), None, "it is being stopped");
    assert_eq!(player.finished(one), Ok(()));
    assert_eq!(player.reconcile(Some(two), at(30)), Some(Start(two)));
}

#[test]
fn y4_a_stop_during_the_start_is_sent_again_when_the_start_is_confirmed() {
    let one = step(1);
    let mut player = stopped_in_its_start(one);
    assert_eq!(player.deadline(), Some(at(500)), "that of the start");
    assert_eq!(player.started(one, at(400)), Started::Stop);
    assert_eq!(player.deadline(), Some(at(700)), "that of the second stop");
    assert_eq!(player.reconcile(None, at(400)), None);
    assert_eq!(player.finished(one), Ok(()));
    assert_eq!(player.busy_with(), None);
}

#[test]
fn y4_a_stop_during_the_start_may_also_prevent_it() {
    let one = step(1);
    let mut player = stopped_in_its_start(one);
    assert_eq!(player.finished(one), Ok(()));
    assert_eq!(player.started(one, at(130)), Started::Stop, "it began all the same");
}

#[test]
fn y4_a_start_of_what_is_not_to_run_is_answered_with_a_stop_in_every_state() {
    let (one, two, other) = (step(1), step(2), step(7));
    let mut starting = player();
    assert_eq!(starting.reconcile(Some(two), at(0)), Some(Start(two)));
    let mut stopping = active(two);
    assert_eq!(stopping.reconcile(None, at(0)), Some(Stop(two)));
    for mut player in [player(), starting, active(two), stopped_in_its_start(two), stopping] {
        let before = player;
        for unwanted in [one, other] {
            assert_eq!(player.started(unwanted, at(10)), Started::Stop);
            assert_eq!(player, before);
        }
    }
}

#[test]
fn y4_a_start_confirmed_twice_changes_nothing_and_delays_no_stop() {
    let one = step(1);
    let mut player = active(one);
    assert_eq!(player.started(one, at(10)), Started::Runs);
    assert_eq!(player.running(), Some((one, at(0))));
    assert_eq!(player.reconcile(None, at(20)), Some(Stop(one)));
    assert_eq!(player.started(one, at(200)), Started::Stop);
    assert_eq!(player.deadline(), Some(at(320)));
}

#[test]
fn y5_a_start_that_is_not_confirmed_is_stuck() {
    let (one, two) = (step(1), step(2));
    let mut player = player();
    assert_eq!(player.reconcile(Some(one), at(0)), Some(Start(one)));
    assert_eq!(player.deadline(), Some(at(500)));
    assert_eq!(player.expire(at(499)), None);
    assert_eq!(player.expire(at(500)), Some(Expired::Stuck(Stuck::Start(one))));
    assert_eq!(player.deadline(), None);
    assert_eq!(player.reconcile(Some(two), at(500)), Some(Start(two)), "the engine is free");
    assert_eq!(player.started(one, at(600)), Started::Stop, "it began after all");
    assert_eq!(player.finished(one), not_current(one));
    assert_eq!(player.started(two, at(700)), Started::Runs);
}

#[test]
fn y5_a_stop_that_is_not_confirmed_is_stuck() {
    let (one, two) = (step(1), step(2));
    let mut player = active(one);
    assert_eq!(player.reconcile(Some(two), at(1_000)), Some(Stop(one)));
    assert_eq!(player.deadline(), Some(at(1_300)));
    assert_eq!(player.expire(at(1_299)), None);
    assert_eq!(player.expire(at(1_300)), Some(Expired::Stuck(Stuck::Stop(one))));
    assert_eq!(player.expire(at(1_300)), None);
    assert_eq!(player.reconcile(Some(two), at(1_300)), Some(Start(two)));
}

#[test]
fn y6_an_end_of_another_step_is_ignored() {
    let (one, two) = (step(1), step(2));
    let mut player = active(two);
    let before = player;
    for other in [one, step(3)] {
        assert_eq!(player.finished(other), not_current(other));
        assert_eq!(player.expect_end(other, None), not_current(other));
    }
    assert_eq!(player, before);
}

#[test]
fn y8_after_a_restart_what_runs_and_is_wanted_goes_on() {
    let five = step(5);
    let mut player = player();
    player.adopt(Some(five), at(0));
    assert_eq!(player.reconcile(Some(five), at(0)), None);
    assert_eq!(player.started(five, at(10)), Started::Runs, "a late confirmation");
    assert_eq!(player.running(), Some((five, at(0))));
    assert_eq!(player.finished(five), Ok(()));
}

#[test]
fn y8_what_was_starting_or_stopping_runs_if_the_engine_runs_it() {
    let one = step(1);
    let mut stopping = active(one);
    assert_eq!(stopping.reconcile(None, at(10)), Some(Stop(one)));
    for mut player in [stopped_in_its_start(one), stopping] {
        player.adopt(Some(one), at(1_000));
        assert_eq!(player.deadline(), None);
        assert_eq!(player.reconcile(None, at(1_000)), Some(Stop(one)), "it is sent again");
        assert_eq!(player.deadline(), Some(at(1_300)));
    }
}

#[test]
fn y8_after_a_restart_what_runs_unwanted_is_stopped_and_the_wanted_is_a_new_step() {
    let mut queue: MediaQueue<&str> = MediaQueue::new(NonZeroU16::MIN);
    queue.play(Play::new(), "menu").unwrap();
    let lost = queue.wanted().unwrap();
    for running in [None, Some(step(9))] {
        let mut queue = queue.clone();
        assert_eq!(queue.suspend(), Effect::Nothing);
        assert!(matches!(queue.resume(), Effect::NextStep(_)));
        let wanted = queue.wanted().unwrap();
        assert!(wanted > lost);
        let mut player = active(lost);
        player.adopt(running, at(0));
        if let Some(running) = running {
            assert_eq!(player.reconcile(Some(wanted), at(0)), Some(Stop(running)));
            assert_eq!(player.finished(running), Ok(()));
        }
        assert_eq!(player.reconcile(Some(wanted), at(10)), Some(Start(wanted)));
        assert_eq!(player.started(lost, at(20)), Started::Stop, "from before");
    }
}
