//! The column of a time.

use anstyle::Style;
use media_queue::Time;

use super::row::Row;
use crate::seconds::Seconds;

/// How many columns a call of this length has.
pub(super) struct Scale {
    end: u64,
    columns: usize,
}

impl Scale {
    /// Returns the widest scale of at most `room` columns that `fits` accepts.
    pub(super) fn new(end: Time, room: usize, fits: impl Fn(&Self) -> bool) -> Self {
        let end = end.as_millis().max(1);
        let scale = |columns| Self { end, columns };
        let widest = (NARROWEST..room).rev().map(scale).find(fits);
        widest.unwrap_or(scale(NARROWEST))
    }

    /// The column after the last.
    pub(super) const fn columns(&self) -> usize {
        self.columns
    }

    pub(super) fn column(&self, at: Time) -> usize {
        let last = u64::try_from(self.columns).unwrap_or(u64::MAX).saturating_sub(1);
        let column = at.as_millis().min(self.end).saturating_mul(last).checked_div(self.end);
        column.and_then(|column| usize::try_from(column).ok()).unwrap_or(0)
    }

    /// A row of times.
    pub(super) fn axis(&self, style: Style) -> Row {
        let mut row = Row::default();
        let step = STEPS
            .into_iter()
            .find(|&step| self.column(Time::from_millis(step)) >= TICK || step >= self.end);
        let step = step.unwrap_or(self.end);
        let mut at = 0;
        while at <= self.end {
            let label = format!("{}s", Seconds(at));
            let label = label.replace(".0s", "s");
            row.put(self.column(Time::from_millis(at)), &label, style);
            at = at.saturating_add(step);
        }
        row
    }

    /// Fills the columns from a time to another, at least one, if there is a first time.
    pub(super) fn stretch(
        &self,
        from: Option<Time>,
        to: Time,
        char: char,
        style: Style,
        row: &mut Row,
    ) {
        if let Some(from) = from.map(|from| self.column(from)) {
            row.fill(from, self.column(to).max(from.saturating_add(1)), char, style);
        }
    }
}

const NARROWEST: usize = 20;

/// The least distance between two times on the axis, in columns.
const TICK: usize = 7;

/// The possible distances, in milliseconds.
const STEPS: [u64; 15] = [
    100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000,
    3_600_000, 21_600_000,
];
