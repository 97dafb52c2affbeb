//! What is wanted against what the engine does (rules Y1 to Y8).

use core::num::{NonZeroU8, NonZeroU16};

use media_queue::Command::{Start, Stop};
use media_queue::{Deadlines, Failure, MediaQueue, Millis, Play, Player, Ran, Step, Stuck, Time};

const DEADLINES: Deadlines =
    Deadlines { start: Millis::new(500).unwrap(), stop: Millis::new(300).unwrap() };

fn at(millis: u64) -> Time {
    Time::from_millis(millis)
}

fn step(number: u64) -> Step {
    Step::new(number).unwrap()
}

fn player() -> Player {
    Player::new(DEADLINES)
}

/// A player whose engine runs `running` since the instant 0.
#[track_caller]
fn active(running: Step) -> Player {
    let mut player = player();
    assert_eq!(player.reconcile(Some(running), at(0)), Some(Start(running)));
    assert_eq!(player.started(running, at(0)), None);
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

#[test]
fn y1_a_step_is_started_once() {
    let (one, two) = (step(1), step(2));
    let mut player = active(one);
    assert_eq!(player.ended(one, at(10)), Some(Ran { millis: 10 }));
    assert_eq!(player.reconcile(Some(one), at(10)), None);
    assert_eq!(player.reconcile(Some(two), at(10)), Some(Start(two)));
    assert_eq!(player.expire(at(510)), Some(Stuck::Start(two)));
    for over in [one, two] {
        assert_eq!(player.reconcile(Some(over), at(600)), None);
    }
}

#[test]
fn y2_reconciling_again_says_nothing_new() {
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
    assert_eq!(player.reconcile(Some(two), at(10)), Some(Stop(one)));
    assert_eq!(player.reconcile(Some(two), at(20)), None);
    assert_eq!(player.ended(one, at(30)), Some(Ran { millis: 30 }));
    assert_eq!(player.reconcile(Some(two), at(30)), Some(Start(two)));
}

#[test]
fn y4_a_stop_during_the_start_is_sent_again_when_the_start_is_confirmed() {
    let one = step(1);
    let mut player = stopped_in_its_start(one);
    assert_eq!(player.deadline(), Some(at(500)), "the start's");
    assert_eq!(player.started(one, at(400)), Some(Stop(one)));
    assert_eq!(player.deadline(), Some(at(700)), "of the second stop");
    assert_eq!(player.reconcile(None, at(400)), None);
    assert_eq!(player.ended(one, at(450)), Some(Ran { millis: 50 }));
    assert_eq!(player.busy_with(), None);
}

#[test]
fn y4_a_stop_during_the_start_may_also_prevent_it() {
    let one = step(1);
    let mut player = stopped_in_its_start(one);
    assert_eq!(player.ended(one, at(120)), Some(Ran { millis: 0 }));
    assert_eq!(player.started(one, at(130)), Some(Stop(one)), "it began all the same");
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
            assert_eq!(player.started(unwanted, at(10)), Some(Stop(unwanted)));
            assert_eq!(player, before);
        }
    }
}

#[test]
fn y4_a_start_confirmed_twice_is_no_news_and_while_stopping_no_delay() {
    let one = step(1);
    let mut player = active(one);
    assert_eq!(player.started(one, at(10)), None);
    assert_eq!(player.reconcile(None, at(20)), Some(Stop(one)));
    assert_eq!(player.started(one, at(200)), Some(Stop(one)));
    assert_eq!(player.deadline(), Some(at(320)));
}

#[test]
fn y5_a_start_that_is_not_confirmed_is_stuck() {
    let (one, two) = (step(1), step(2));
    let mut player = player();
    assert_eq!(player.reconcile(Some(one), at(0)), Some(Start(one)));
    assert_eq!(player.deadline(), Some(at(500)));
    assert_eq!(player.expire(at(499)), None);
    assert_eq!(player.expire(at(500)), Some(Stuck::Start(one)));
    assert_eq!(player.deadline(), None);
    assert_eq!(player.reconcile(Some(two), at(500)), Some(Start(two)), "the slot is free");
    assert_eq!(player.started(one, at(600)), Some(Stop(one)), "it began after all");
    assert_eq!(player.ended(one, at(650)), None);
    assert_eq!(player.started(two, at(700)), None);
}

#[test]
fn y5_a_stop_that_is_not_confirmed_is_stuck() {
    let (one, two) = (step(1), step(2));
    let mut player = active(one);
    assert_eq!(player.reconcile(Some(two), at(1_000)), Some(Stop(one)));
    assert_eq!(player.deadline(), Some(at(1_300)));
    assert_eq!(player.expire(at(1_299)), None);
    assert_eq!(player.expire(at(1_300)), Some(Stuck::Stop(one)));
    assert_eq!(player.expire(at(1_300)), None);
    assert_eq!(player.reconcile(Some(two), at(1_300)), Some(Start(two)));
}

#[test]
fn y6_an_end_of_another_step_is_ignored() {
    let (one, two) = (step(1), step(2));
    let mut player = active(two);
    let before = player;
    for other in [one, step(3)] {
        assert_eq!(player.ended(other, at(10)), None);
    }
    assert_eq!(player, before);
}

#[test]
fn y7_what_is_active_has_no_deadline() {
    let mut player = active(step(1));
    assert_eq!(player.deadline(), None);
    assert_eq!(player.expire(at(u64::MAX)), None);
    assert_eq!(player.busy_with(), Some(step(1)));
}

#[test]
fn y8_after_a_restart_what_runs_and_is_wanted_goes_on() {
    let five = step(5);
    let mut player = Player::resume(DEADLINES, Some(five), at(0));
    assert_eq!(player.reconcile(Some(five), at(0)), None);
    assert_eq!(player.started(five, at(10)), None, "a late confirmation");
    assert_eq!(player.ended(five, at(70)), Some(Ran { millis: 70 }));
}

#[test]
fn y8_after_a_restart_what_runs_unwanted_is_stopped_and_the_wanted_is_a_new_step() {
    let mut queue: MediaQueue<&str> = MediaQueue::new(NonZeroU16::MIN);
    queue.play(Play::new("menu", NonZeroU8::MIN)).unwrap();
    let lost = queue.wanted().unwrap();
    for running in [None, Some(step(9))] {
        let mut queue = queue.clone();
        assert_eq!(queue.suspend(), None);
        queue.resume();
        let wanted = queue.wanted().unwrap();
        assert!(wanted > lost);
        let mut player = Player::resume(DEADLINES, running, at(0));
        if let Some(running) = running {
            assert_eq!(player.reconcile(None, at(0)), Some(Stop(running)));
            assert_eq!(player.ended(running, at(10)), Some(Ran { millis: 10 }));
        } else {
            assert_eq!(player.reconcile(Some(wanted), at(10)), Some(Start(wanted)));
            assert_eq!(player.started(lost, at(20)), Some(Stop(lost)), "from before");
        }
    }
}

/// The host says itself what such an engine does not say.
#[test]
fn an_engine_that_confirms_nothing_is_confirmed_by_its_host() {
    let mut queue: MediaQueue<&str> = MediaQueue::new(NonZeroU16::MAX);
    let mut player = player();
    let mut sent = Vec::new();
    let mut settle = |queue: &mut MediaQueue<&str>, player: &mut Player, now| {
        while let Some(command) = player.reconcile(queue.wanted(), now) {
            sent.push(command);
            match command {
                Start(step) => {
                    assert_eq!(player.started(step, now), None);
                    queue.started(step).unwrap();
                }
                Stop(step) => assert!(player.ended(step, now).is_some()),
            }
        }
        assert_eq!(player.deadline(), None, "it is never stuck");
    };
    queue.play(Play::new("first", NonZeroU8::MIN)).unwrap();
    queue.play(Play::new("second", NonZeroU8::MIN)).unwrap();
    settle(&mut queue, &mut player, at(0));
    let id = queue.operations().next().unwrap().id;
    assert!(queue.cancel(id).is_some());
    settle(&mut queue, &mut player, at(10));
    assert_eq!(player.ended(step(1), at(20)), None, "should it speak after all");
    assert!(queue.failed(step(2), Failure::Engine).unwrap().is_some());
    settle(&mut queue, &mut player, at(30));
    assert_eq!(sent, [Start(step(1)), Stop(step(1)), Start(step(2)), Stop(step(2))]);
}
