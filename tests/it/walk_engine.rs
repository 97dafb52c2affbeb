//! Queue, player, clock and engine together, in every state they can come to.
//!
//! The host is a session, or a queue and a player that the test puts together. The
//! engine is honest, faulty or lying; what is assumed of it stands at [`Engine`], the
//! laws in [`World`]. The caller presses a key, speaks and falls silent, the host
//! restarts at any point, time passes.

mod edges;
mod engine;
mod host;
mod key;
mod world;

use media_queue::Session;

use self::engine::Engine;
use self::host::{Host, Parts};
use self::world::World;
use crate::breadth_first::{Walked, walk};

#[test]
fn an_honest_engine_under_a_session() {
    walk_with::<Session<()>>(Engine::Honest, Walked { states: 1_438, edges: 15_556 });
}

#[test]
fn an_honest_engine_under_a_queue_and_a_player() {
    walk_with::<Parts>(Engine::Honest, Walked { states: 398, edges: 4_224 });
}

#[test]
fn a_faulty_engine_under_a_session() {
    walk_with::<Session<()>>(Engine::Faulty, Walked { states: 13_684, edges: 158_222 });
}

#[test]
fn a_faulty_engine_under_a_queue_and_a_player() {
    walk_with::<Parts>(Engine::Faulty, Walked { states: 9_896, edges: 113_596 });
}

#[test]
fn a_lying_engine_under_a_session() {
    walk_with::<Session<()>>(Engine::Lying, Walked { states: 16_140, edges: 255_514 });
}

#[test]
fn a_lying_engine_under_a_queue_and_a_player() {
    walk_with::<Parts>(Engine::Lying, Walked { states: 11_484, edges: 181_406 });
}

fn walk_with<H: Host>(engine: Engine, far: Walked) {
    let walked = walk(World::<H>::new(engine), key::of, edges::of);
    println!("{engine:?} engine: {} states, {} edges", walked.states, walked.edges);
    assert_eq!(walked, far);
}
