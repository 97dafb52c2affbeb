//! What makes two states of a walk the same: of steps and ids only their order counts, of
//! instants only how far they are from now.

use core::fmt::{self, Write};

use media_queue::Step;

/// A state: its text without its numbers, and its numbers.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    text: String,
    numbers: Vec<(Kind, u64)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    /// Counts by its rank among the steps of the state.
    Step,
    /// Counts by its rank among the ids of the state.
    Id,
    /// Is the wanted step if there is one. The next one is later than all others.
    LastStep,
    /// Counts by its distance from now. Past every limit it is as good as any other.
    Instant,
    /// Is an instant if the end of what has run since then is due.
    Since,
    /// Is handed out, or counts in another way that the walk writes down, and decides
    /// nothing here.
    Reported,
    Plain,
}

/// What a number is, by what stands before it. The first that fits counts.
const KINDS: [(&str, Kind); 9] = [
    ("last: Some(Step(", Kind::Reported),
    ("Step(", Kind::Step),
    ("last_step: ", Kind::LastStep),
    ("began: Some(OperationId(", Kind::Reported),
    ("OperationId(", Kind::Id),
    ("last_id: ", Kind::Reported),
    ("), since: Time(", Kind::Since),
    ("cut: Some(Time(", Kind::Reported),
    ("Time(", Kind::Instant),
];

impl Key {
    /// Returns the key of what `Debug` writes of a state in which `wanted` is wanted. What
    /// is longer ago than `past` is all the same.
    ///
    /// The text must also say whether the last step that was started is earlier than the
    /// wanted one, and whether the operation in progress has begun: only that counts of
    /// them.
    pub(crate) fn of(state: fmt::Arguments<'_>, wanted: Option<Step>, now: u64, past: u64) -> Self {
        let mut key = Self { text: String::with_capacity(2_048), numbers: Vec::with_capacity(64) };
        key.write_fmt(state).unwrap();
        // Only where an end is due does it matter since when a step has run.
        let open_ended = key.text.contains("length: Open");
        let (steps, ids) = (key.ranks(Kind::Step), key.ranks(Kind::Id));
        for (kind, number) in &mut key.numbers {
            *number = match kind {
                Kind::Step => steps.binary_search(number).unwrap() as u64,
                Kind::Id => ids.binary_search(number).unwrap() as u64,
                Kind::Since if open_ended => 0,
                Kind::LastStep if wanted.is_none() => 0,
                Kind::LastStep => steps.binary_search(number).map_or(u64::MAX, |rank| rank as u64),
                Kind::Instant | Kind::Since => (*number + past).saturating_sub(now),
                Kind::Reported => 0,
                Kind::Plain => *number,
            }
        }
        key
    }

    fn ranks(&self, kind: Kind) -> Vec<u64> {
        let numbers = self.numbers.iter().filter(|number| number.0 == kind);
        let mut numbers: Vec<_> = numbers.map(|number| number.1).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

/// Takes what `Debug` writes piece by piece. A number comes as a piece of its own.
impl Write for Key {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        let is_number = piece.as_bytes().first().is_some_and(u8::is_ascii_digit);
        if let Some(number) = is_number.then(|| piece.parse().ok()).flatten() {
            let named = |(name, _): &&(&str, Kind)| self.text.ends_with(*name);
            let kind = KINDS.iter().find(named).map_or(Kind::Plain, |(_, kind)| *kind);
            self.numbers.push((kind, number));
        } else {
            self.text.push_str(piece);
        }
        Ok(())
    }
}
