//! The examples do what they say.
#![cfg(feature = "serde")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected should stop"
)]

#[path = "../examples/host.rs"]
#[expect(dead_code, reason = "`main` only prints")]
mod host;

#[path = "../examples/restart.rs"]
#[expect(dead_code, reason = "`main` only prints")]
mod restart;

/// The log is compared word for word, since readers learn from it.
#[test]
fn the_host_gets_through_its_call() {
    let expected = include_str!("fixtures/host.log");
    assert_eq!(host::run(), expected.lines().collect::<Vec<_>>());
}

#[test]
fn the_restarted_host_gets_through_its_call() {
    let expected = include_str!("fixtures/restart.log");
    let world = restart::run(vec![restart::KILL]).unwrap();
    assert_eq!(world.log, expected.lines().collect::<Vec<_>>());
}

/// Wherever the host is killed, and wherever it is killed again after that, each accepted
/// operation gets one result, and it is the result of a call in which nothing happened.
#[test]
fn a_host_loses_nothing_whichever_two_points_it_is_killed_at() {
    let calm = outcomes(&restart::run(vec![]).unwrap());
    // Whether the call came to its end after it had been killed as often as it should.
    let survives = |kills: Vec<u32>| {
        let world = restart::run(kills.clone()).unwrap();
        assert_eq!(outcomes(&world), calm, "killed at {kills:?}");
        world.kills.is_empty()
    };
    let (mut points, mut pairs) = (0, 0);
    while survives(vec![points]) {
        let mut again = 0;
        while survives(vec![again, points]) {
            again += 1;
        }
        (points, pairs) = (points + 1, pairs + again);
    }
    println!("killed at each of {points} points, and at {pairs} pairs of them");
    assert!(points > 0 && pairs > points);
}

/// What became of each operation that was accepted.
fn outcomes(world: &restart::World) -> Vec<String> {
    let mut accepted: Vec<_> = world.accepted.iter().collect();
    accepted.sort_unstable();
    assert_eq!(accepted.len(), world.results.len());
    accepted.into_iter().map(|id| world.results[id].outcome.to_string()).collect()
}
