//! One line of the page.

use std::io::{self, Write};

use anstyle::Style;

/// One line of the page.
#[derive(Default)]
pub(super) struct Row {
    cells: Vec<(char, Style)>,
}

impl Row {
    /// How many columns it has.
    pub(super) fn width(&self) -> usize {
        self.cells.len()
    }

    /// Whether it has this character anywhere.
    pub(super) fn has(&self, char: char) -> bool {
        self.cells.iter().any(|&(here, _)| here == char)
    }

    pub(super) fn put(&mut self, column: usize, text: &str, style: Style) {
        for (index, char) in text.chars().enumerate() {
            self.set(column.saturating_add(index), char, style);
        }
    }

    pub(super) fn fill(&mut self, from: usize, to: usize, char: char, style: Style) {
        for column in from..to {
            self.set(column, char, style);
        }
    }

    fn set(&mut self, column: usize, char: char, style: Style) {
        if column >= self.cells.len() {
            self.cells.resize(column.saturating_add(1), (' ', Style::new()));
        }
        if let Some(cell) = self.cells.get_mut(column) {
            // The prompt of a body may have any name, and no name may move the cursor.
            *cell = (if char.is_control() { '?' } else { char }, style);
        }
    }

    /// Whether it has this character in this column.
    pub(super) fn is(&self, column: usize, char: char) -> bool {
        self.cells.get(column).is_some_and(|&(here, _)| here == char)
    }

    pub(super) fn write(&self, room: usize, out: &mut impl Write) -> io::Result<()> {
        let cells = self.cells.get(..room).unwrap_or(&self.cells);
        for run in cells.chunk_by(|(_, one), (_, other)| one == other) {
            let text: String = run.iter().map(|(char, _)| char).collect();
            let style = run.first().map_or(Style::new(), |&(_, style)| style);
            write!(out, "{style}{text}{style:#}")?;
        }
        writeln!(out)
    }
}
