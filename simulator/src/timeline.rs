//! The call on one page: a bar for every operation.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use media_queue::Time;

use crate::event::{Outcome, Success};
use crate::log::{Log, Mark, Span, Track, TrackKind};
use crate::seconds::Seconds;

/// Draws the call, at most `width` columns wide.
///
/// # Errors
///
/// What writing to `out` fails with.
pub fn write_timeline(log: &Log, width: usize, out: &mut impl Write) -> io::Result<()> {
    let names = log.tracks.iter().map(|track| track.name.chars().count());
    let margin = names.chain([CALLER.len()]).max().unwrap_or(0).min(LONGEST_NAME);
    let room = width.max(NARROWEST).saturating_sub(margin).saturating_sub(2);
    let scale = Scale::new(log, room);

    let mut rows = vec![("", scale.axis())];
    if !log.marks.is_empty() {
        rows.push((CALLER, caller(log, &scale)));
    }
    rows.extend(log.tracks.iter().map(|track| (track.name.as_str(), scale.track(track))));
    rows.push(("", legend(&rows)));
    for (name, row) in rows {
        let name: String = name.chars().take(margin).collect();
        write!(out, "{name:<margin$}  ")?;
        row.write(room, out)?;
    }
    Ok(())
}

/// What the characters of the rows mean.
fn legend(rows: &[(&str, Row)]) -> Row {
    let mut legend = Row::default();
    for (char, meaning) in MEANINGS {
        if rows.iter().any(|(_, row)| row.cells.iter().any(|&(cell, _)| cell == char)) {
            let gap = if legend.cells.is_empty() { "" } else { "  " };
            let entry = format!("{gap}{char} {meaning}");
            legend.put(legend.cells.len(), &entry, FAINT);
        }
    }
    legend
}

/// Where a time stands in a row.
struct Scale {
    end: u64,
    columns: usize,
}

impl Scale {
    /// The widest at which every row fits into `room`.
    fn new(log: &Log, room: usize) -> Self {
        let end = log.end.as_millis().max(1);
        let fits = |columns: usize| {
            let scale = Self { end, columns };
            log.tracks.iter().all(|track| scale.track(track).cells.len() <= room)
        };
        let columns = (SHORTEST..=room.saturating_sub(1)).rev().find(|&columns| fits(columns));
        Self { end, columns: columns.unwrap_or(SHORTEST) }
    }

    fn column(&self, at: Time) -> usize {
        let last = u64::try_from(self.columns).unwrap_or(u64::MAX).saturating_sub(1);
        let column = at.as_millis().min(self.end).saturating_mul(last).checked_div(self.end);
        column.and_then(|column| usize::try_from(column).ok()).unwrap_or(0)
    }

    fn axis(&self) -> Row {
        let mut row = Row::default();
        let step = STEPS
            .into_iter()
            .find(|&step| self.column(Time::from_millis(step)) >= TICK || step >= self.end);
        let step = step.unwrap_or(self.end);
        let mut at = 0;
        while at <= self.end {
            let label = format!("{}s", Seconds(at));
            let label = label.replace(".0s", "s");
            row.put(self.column(Time::from_millis(at)), &label, FAINT);
            at = at.saturating_add(step);
        }
        row
    }

    fn track(&self, track: &Track) -> Row {
        let mut row = Row::default();
        let asked = self.column(track.asked);
        match &track.kind {
            TrackKind::Operation { spans, end, .. } => {
                self.bar(asked, spans, end.as_ref(), &mut row);
            }
            TrackKind::Subscription { tones, end } => {
                let end = end.map_or(self.columns, |end| self.column(end));
                row.fill(asked, end, '┈', FAINT);
                row.put(asked, "├", TONE);
                for &(at, key) in tones {
                    row.put(self.column(at), key.encode_utf8(&mut [0; 4]), TONE);
                }
            }
            TrackKind::Cancel => {
                row.put(asked, "◆ cancel", CUT);
            }
            TrackKind::Refused(why) => {
                row.put(asked, "✗ ", FAILED);
                row.put(asked.saturating_add(2), why, FAILED);
            }
        }
        row
    }

    /// Fills one column at least, from a time on that there may be.
    fn stretch(&self, from: Option<Time>, to: Time, char: char, style: Style, row: &mut Row) {
        if let Some(from) = from.map(|from| self.column(from)) {
            row.fill(from, self.column(to).max(from.saturating_add(1)), char, style);
        }
    }

    fn bar(&self, asked: usize, spans: &[Span], end: Option<&(Time, Outcome)>, row: &mut Row) {
        let over = end.map_or(self.columns, |&(at, _)| self.column(at));
        row.fill(asked, over, '·', FAINT);
        for span in spans {
            let style = style_of(span);
            let from = self.column(span.from);
            let begun = span.begun.map_or(self.columns, |at| self.column(at));
            let to = span.to.map_or(self.columns, |at| self.column(at));
            let follows = row.is(from, '┤');
            row.fill(from, to, '░', style);
            row.fill(begun, to.min(over), line_of(span), style);
            let inside = begun.max(from.saturating_add(1));
            let room = to.min(over).saturating_sub(inside);
            if room >= SHORTEST_LABEL {
                let label: String = span.label.chars().take(room).collect();
                row.put(inside, &label, style);
            }
            // A beep of one column is better seen than where it begins.
            if room > 0 || line_of(span) != '•' {
                row.put(from, if follows { "┼" } else { "├" }, style);
            }
            if span.to.is_some() && to > from {
                row.put(to, "┤", style);
            }
        }
        if let Some((_, outcome)) = end {
            let style = match outcome.success {
                Success::Whole => WHOLE,
                Success::Cut => CUT,
                Success::Failed => FAILED,
            };
            row.put(over, "┤", style);
            row.put(row.cells.len().saturating_add(1), &phrase(outcome), style);
        }
    }
}

/// The keys and the speech of the caller, holds, the hang-up.
fn caller(log: &Log, scale: &Scale) -> Row {
    let mut row = Row::default();
    let mut speech = None;
    for (at, mark) in log.marks.iter().copied().chain([(log.end, Mark::Silence)]) {
        match mark {
            Mark::Speech => speech = speech.or(Some(at)),
            Mark::Silence => scale.stretch(speech.take(), at, '▂', SPEECH, &mut row),
            _ => {}
        }
    }
    let mut hold = None;
    for (at, mark) in log.marks.iter().copied().chain([(log.end, Mark::Resume)]) {
        match mark {
            Mark::Hold => hold = hold.or(Some(at)),
            Mark::Resume => scale.stretch(hold.take(), at, '▒', FAINT, &mut row),
            _ => {}
        }
    }
    for &(at, mark) in &log.marks {
        match mark {
            Mark::Key(key) => row.put(scale.column(at), key.encode_utf8(&mut [0; 4]), TONE),
            Mark::HangUp => row.put(scale.column(at), "╳", FAINT),
            _ => {}
        }
    }
    row
}

fn style_of(span: &Span) -> Style {
    match span.label.as_str() {
        "recording" => RECORDING,
        "beep" => BEEP,
        _ => PROMPT,
    }
}

fn line_of(span: &Span) -> char {
    match span.label.as_str() {
        "recording" => '━',
        "beep" => '•',
        _ => '─',
    }
}

/// `interrupted by 1`, `call ended`, `failed: unavailable`
fn phrase(outcome: &Outcome) -> String {
    let words = outcome.outcome.replace('-', " ");
    let detail = outcome.details.first().and_then(|detail| detail.split_once('='));
    match detail {
        Some(("key" | "by", what)) => format!("{words} by {what}").replace("stop tone", "stopped"),
        Some(("cause", cause)) => format!("{words}: {}", cause.replace('-', " ")),
        _ => words,
    }
}

/// One line of the page.
#[derive(Default)]
struct Row {
    cells: Vec<(char, Style)>,
}

impl Row {
    fn put(&mut self, column: usize, text: &str, style: Style) {
        for (index, char) in text.chars().enumerate() {
            self.set(column.saturating_add(index), char, style);
        }
    }

    fn fill(&mut self, from: usize, to: usize, char: char, style: Style) {
        for column in from..to {
            self.set(column, char, style);
        }
    }

    fn set(&mut self, column: usize, char: char, style: Style) {
        if column >= self.cells.len() {
            self.cells.resize(column.saturating_add(1), (' ', Style::new()));
        }
        if let Some(cell) = self.cells.get_mut(column) {
            *cell = (char, style);
        }
    }

    fn is(&self, column: usize, char: char) -> bool {
        self.cells.get(column).is_some_and(|&(here, _)| here == char)
    }

    fn write(&self, room: usize, out: &mut impl Write) -> io::Result<()> {
        let cells = self.cells.get(..room).unwrap_or(&self.cells);
        for run in cells.chunk_by(|(_, one), (_, other)| one == other) {
            let text: String = run.iter().map(|(char, _)| char).collect();
            let style = run.first().map_or(Style::new(), |&(_, style)| style);
            write!(out, "{style}{text}{style:#}")?;
        }
        writeln!(out)
    }
}

const CALLER: &str = "caller";
const MEANINGS: [(char, &str); 7] = [
    ('·', "waiting"),
    ('─', "prompt"),
    ('•', "beep"),
    ('━', "recording"),
    ('░', "starting, stopping"),
    ('▂', "speech"),
    ('▒', "hold"),
];

const LONGEST_NAME: usize = 16;
const NARROWEST: usize = 60;
const SHORTEST: usize = 20;

/// The shortest part of a label that is worth its room.
const SHORTEST_LABEL: usize = 3;

/// The least distance between two times on the axis, in columns.
const TICK: usize = 7;

/// The distances there may be, in milliseconds.
const STEPS: [u64; 15] = [
    100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000,
    3_600_000, 21_600_000,
];

const FAINT: Style = Style::new().dimmed();
const TONE: Style = AnsiColor::Magenta.on_default().bold();
const SPEECH: Style = AnsiColor::Magenta.on_default();
const PROMPT: Style = AnsiColor::Cyan.on_default();
const BEEP: Style = AnsiColor::Yellow.on_default();
const RECORDING: Style = AnsiColor::Red.on_default();
const WHOLE: Style = AnsiColor::Green.on_default();
const CUT: Style = AnsiColor::Yellow.on_default();
const FAILED: Style = AnsiColor::Red.on_default().bold();
