//! The broken laws and their traces.

use core::cell::{Ref, RefCell};
use core::fmt;
use std::rc::Rc;

use super::host::Host;

/// How the walk came to a state.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trail(Option<Rc<Edge>>);

#[derive(Clone, Debug)]
struct Edge {
    happened: String,
    /// What the session answered, or the command that it gave.
    answered: String,
    breaks: Vec<&'static str>,
    before: Trail,
}

impl Trail {
    pub(crate) fn then(&self, happened: String) -> Self {
        let (answered, breaks) = (String::new(), Vec::new());
        Self(Some(Rc::new(Edge { happened, answered, breaks, before: self.clone() })))
    }

    pub(crate) fn note(&mut self, answered: String) {
        if let Some(edge) = self.0.as_mut() {
            Rc::make_mut(edge).answered = answered;
        }
    }

    pub(crate) fn breaks(&mut self, law: &'static str) {
        if let Some(edge) = self.0.as_mut() {
            Rc::make_mut(edge).breaks.push(law);
        }
    }
}

impl fmt::Display for Trail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut edges = Vec::new();
        let mut trail = self;
        while let Some(edge) = &trail.0 {
            edges.push(edge);
            trail = &edge.before;
        }
        let mut known = Vec::new();
        for (number, edge) in edges.iter().rev().enumerate() {
            write!(f, "  {:2}. {}", number + 1, edge.happened)?;
            if !edge.answered.is_empty() {
                write!(f, " -> {}", edge.answered)?;
            }
            writeln!(f)?;
            for law in edge.breaks.iter().filter(|law| !known.contains(law)) {
                writeln!(f, "      breaks {law}")?;
            }
            known.extend(&edge.breaks);
        }
        Ok(())
    }
}

/// Every broken law, with the first trace that the walk found. The walk goes
/// breadth-first, so no trace is shorter.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found(Rc<RefCell<Broken>>);

#[derive(Debug, Default)]
pub(crate) struct Broken(Vec<(&'static str, String)>);

impl Found {
    pub(crate) fn file(&self, trail: &Trail, host: &Host) {
        for law in trail.0.iter().flat_map(|edge| &edge.breaks) {
            let mut broken = self.0.borrow_mut();
            if broken.0.iter().all(|(known, _)| known != law) {
                broken.0.push((law, format!("{trail}  in {host:?}\n")));
            }
        }
    }

    pub(crate) fn borrow(&self) -> Ref<'_, Broken> {
        self.0.borrow()
    }
}

impl Broken {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (law, trace) in &self.0 {
            writeln!(f, "\nbroken: {law}\nafter:\n{trace}")?;
        }
        Ok(())
    }
}
