//! A session under a late host, in every state that the two can come to.
//!
//! The host of `walk_engine` is perfect: it sends every command after every input. The
//! host here is allowed what real hosts do:
//!
//! - It reads several reports of the engine in a row before it sends a command. Sending
//!   one command is an input of its own.
//! - It looks at its timer late.
//! - It loses the engine for a time, in any state. The engine goes on meanwhile, and the
//!   host hears neither the engine nor the caller. Then the host is back and calls
//!   `adopt` with what the engine really runs.
//! - It misses reports, and reads false ones.
//! - It passes on that the caller speaks or falls silent in every state, also when the
//!   queue is idle, and also that a caller fell silent who never spoke.
//!
//! Each test walks one small world. The walk goes breadth-first and does not end at a
//! broken law. At the end the test prints every broken law once, with the shortest trace
//! that leads to it.
//!
//! In the first edition all four walks fail. They find that only the last of several
//! steps is stopped, that a recording or a prompt ends although it was found running,
//! that a voice outlives an adoption, and that a repeated silence moves a deadline.
//!
//! | file | contents |
//! |---|---|
//! | `worlds` | the worlds: what the application asks for, and what may happen |
//! | `host` | every call of the library, and its answers in the words of the walk |
//! | `engine` | the simulated media engine |
//! | `ear` | when a recording must end, computed from what the host could hear |
//! | `away` | what is remembered of the time without the engine |
//! | `world` | all of these together, and what an answer may say |
//! | `laws` | the laws, by name, and those of every state |
//! | `edges` | what can happen next |
//! | `found` | the broken laws and their traces |

mod away;
mod ear;
mod edges;
mod engine;
mod found;
mod host;
mod laws;
mod world;
mod worlds;

use self::world::World;
use self::worlds::Settings;
use crate::breadth_first::{Walked, walk};

#[test]
fn a_late_host_reads_reports_in_a_row() {
    walk_in(&worlds::REPORTS);
}

#[test]
fn a_late_host_misses_reports() {
    walk_in(&worlds::LOST_REPORTS);
}

#[test]
fn a_late_host_reads_lies_in_a_row() {
    walk_in(&worlds::LIES);
}

#[test]
fn a_late_host_hears_nothing() {
    walk_in(&worlds::MUTE);
}

#[test]
fn a_late_host_loses_the_engine() {
    walk_in(&worlds::AWAY);
}

#[test]
fn a_late_host_loses_the_caller_of_a_recording() {
    walk_in(&worlds::AWAY_FROM_A_CALLER);
}

#[test]
fn a_late_host_loses_the_media_of_a_recording() {
    walk_in(&worlds::AWAY_FROM_MEDIA);
}

fn walk_in(settings: &'static Settings) {
    let world = World::new(settings);
    let (found, seen) = (world.found.clone(), world.seen.clone());
    let walked = walk(world, World::key, edges::of);
    let seen = seen.borrow();
    let Walked { states, edges } = walked;
    println!("{}: {states} states, {edges} edges, {seen:?}", settings.name);
    let found = found.borrow();
    assert!(found.is_empty(), "{}\n{found}", settings.name);
    assert_eq!(*seen, settings.answers.iter().copied().collect(), "{}", settings.name);
}
