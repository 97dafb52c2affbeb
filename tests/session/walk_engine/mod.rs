//! Queue, player, clock and engine together, in every state they can come to, under a
//! host that sends everything at once.
//!
//! The host is a session, or a queue and a player that the test puts together. The
//! engine is honest, faulty, lying or mute; what is assumed of it stands at [`Engine`],
//! the laws in [`World`] and in `laws`. The caller presses a key, speaks and falls silent,
//! the host loses the engine or restarts at any point, time passes.

mod edges;
mod engine;
mod host;
mod laws;
mod parts;
mod world;

use media_queue::session::Session;

use self::engine::Engine;
use self::host::Host;
use self::parts::Parts;
use self::world::World;
use crate::breadth_first::walk;

/// What every walk sees.
const ALWAYS: [&str; 6] = [
    "Nothing",
    "Completed",
    "Stop",
    "Stale",
    "WindDownReaction::Nothing",
    "WindDownReaction::Stop",
];
/// What a record with a prompt says.
const PROMPT: [&str; 1] = ["PromptInterrupted"];
/// What only a session says.
const SESSION: [&str; 2] = ["Began", "Closing"];
/// What an engine can be that has to confirm, once the call is over.
const GIVEN_UP: [&str; 3] = [
    "WindDownReaction::Stuck::Start",
    "WindDownReaction::Stuck::Stop",
    "WindDownReaction::Stuck::Prompt",
];
/// What an engine is that does not confirm in time.
const STUCK: [&str; 3] = ["Stuck::Start", "Stuck::Stop", "Stuck::Prompt"];
/// What an engine is that need not confirm.
const OVERDUE: [&str; 2] = ["Stuck::Prompt", "WindDownReaction::Stuck::Prompt"];

#[test]
fn an_honest_engine_under_a_session() {
    walk_with::<Session<()>>(Engine::Honest, &[&ALWAYS, &PROMPT, &SESSION, &GIVEN_UP]);
}

#[test]
fn an_honest_engine_under_a_queue_and_a_player() {
    walk_with::<Parts>(Engine::Honest, &[&ALWAYS, &PROMPT, &GIVEN_UP]);
}

#[test]
fn a_faulty_engine_under_a_session() {
    walk_with::<Session<()>>(Engine::Faulty, &[&ALWAYS, &PROMPT, &SESSION, &GIVEN_UP, &STUCK]);
}

#[test]
fn a_faulty_engine_under_a_queue_and_a_player() {
    walk_with::<Parts>(Engine::Faulty, &[&ALWAYS, &PROMPT, &GIVEN_UP, &STUCK]);
}

#[test]
fn a_lying_engine_under_a_session() {
    walk_with::<Session<()>>(Engine::Lying, &[&ALWAYS, &SESSION, &GIVEN_UP, &STUCK]);
}

#[test]
fn a_lying_engine_under_a_queue_and_a_player() {
    walk_with::<Parts>(Engine::Lying, &[&ALWAYS, &GIVEN_UP, &STUCK]);
}

#[test]
fn a_mute_engine_under_a_session() {
    walk_with::<Session<()>>(Engine::Mute, &[&ALWAYS, &PROMPT, &SESSION, &OVERDUE]);
}

#[test]
fn a_mute_engine_under_a_queue_and_a_player() {
    walk_with::<Parts>(Engine::Mute, &[&ALWAYS, &PROMPT, &OVERDUE]);
}

/// Walks through every state, and sees every one of these answers and no other.
fn walk_with<H: Host>(engine: Engine, expected: &[&[&'static str]]) {
    let world = World::<H>::new(engine);
    let seen = world.seen.clone();
    let walked = walk(world, World::key, edges::of);
    let seen = seen.borrow();
    println!("{engine:?} engine: {} states, {} edges, {seen:?}", walked.states, walked.edges);
    assert_eq!(*seen, expected.concat().into_iter().collect());
}
