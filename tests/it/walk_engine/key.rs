//! What makes two states the same: of steps and ids only their order counts, of
//! instants only how far they are from now.

use core::fmt::{self, Write};

use super::host::Host;
use super::world::World;

/// The state of a world: its text without its numbers, and its numbers.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    text: String,
    numbers: Vec<(Kind, u64)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    /// Counts by its rank among the steps, or ids, of the world.
    Step,
    Id,
    /// Counts by its distance from now; past every limit it is as good as any other.
    Instant,
    /// Is handed out and decides nothing here.
    Reported,
    Plain,
}

pub(crate) fn of<H: Host>(world: &World<H>) -> Key {
    let World { host, runs, now, last, open, closing, .. } = world;
    let mut key = Key::default();
    write!(key, "{host:?}{runs:?}Step({last}){open:?}{closing:?}").unwrap();
    let ranks = |kind| {
        let numbers = key.numbers.iter().filter(|number| number.0 == kind);
        let mut numbers: Vec<_> = numbers.map(|number| number.1).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    };
    let (steps, ids) = (ranks(Kind::Step), ranks(Kind::Id));
    for (kind, number) in &mut key.numbers {
        *number = match kind {
            Kind::Step => steps.binary_search(number).unwrap() as u64,
            Kind::Id => ids.binary_search(number).unwrap() as u64,
            Kind::Instant => *number + OLD - *now.min(&(*number + OLD)),
            Kind::Reported => 0,
            Kind::Plain => *number,
        }
    }
    key
}

/// Takes the pieces of what `Debug` writes: a number comes as a piece of its own.
impl Write for Key {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        if let Ok(number) = piece.parse() {
            let named = |(name, _): &&(&str, Kind)| self.text.ends_with(*name);
            let kind = KINDS.iter().find(named).map_or(Kind::Plain, |(_, kind)| *kind);
            self.numbers.push((kind, number));
        } else {
            self.text.push_str(piece);
        }
        Ok(())
    }
}

/// What a number is by what stands before it; the first that fits.
const KINDS: [(&str, Kind); 8] = [
    ("Step(", Kind::Step),
    ("last_step: ", Kind::Step),
    ("OperationId(", Kind::Id),
    ("last_id: ", Kind::Id),
    ("since: Time(", Kind::Reported),
    ("cut: Some(Time(", Kind::Reported),
    ("media: Time(", Kind::Reported),
    ("Time(", Kind::Instant),
];

/// Past every limit and deadline of the walk, and a late look.
const OLD: u64 = 4;
