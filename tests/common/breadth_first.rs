//! Every state that can be reached, each looked at once.

use core::hash::Hash;
use std::collections::{HashSet, VecDeque};

/// How far a walk came before it found nothing new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Walked {
    pub(crate) states: usize,
    pub(crate) edges: usize,
}

/// Walks from `first` along `next` until every state has been seen. Two states with
/// the same `key` are the same.
pub(crate) fn walk<W, K: Eq + Hash>(
    first: W,
    key: impl Fn(&W) -> K,
    next: impl Fn(&W, &mut dyn FnMut(W)),
) -> Walked {
    let mut seen = HashSet::from([key(&first)]);
    let mut ahead = VecDeque::from([first]);
    let mut edges = 0;
    while let Some(state) = ahead.pop_front() {
        next(&state, &mut |new| {
            edges += 1;
            if seen.insert(key(&new)) {
                ahead.push_back(new);
            }
        });
    }
    Walked { states: seen.len(), edges }
}
