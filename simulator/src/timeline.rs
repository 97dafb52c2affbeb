//! The call on one page: a bar for every operation.

mod row;
mod scale;

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::event::{Outcome, Success};
use crate::log::{Log, Mark, Media, Span, Track, TrackKind};
use row::Row;
use scale::Scale;

/// Draws the call, at most `width` columns wide.
///
/// # Errors
///
/// What writing to `out` fails with.
pub fn write_timeline(log: &Log, width: usize, out: &mut impl Write) -> io::Result<()> {
    let names = log.tracks.iter().map(|track| track.name.chars().count());
    let margin = names.chain([CALLER.len()]).max().unwrap_or(0).min(LONGEST_NAME);
    let room = width.max(NARROWEST).saturating_sub(margin).saturating_sub(2);
    let scale = Scale::new(log.end, room, |scale| {
        log.tracks.iter().all(|track| row(track, scale).width() <= room)
    });

    let mut rows = vec![("", scale.axis(FAINT))];
    if !log.marks.is_empty() {
        rows.push((CALLER, caller(log, &scale)));
    }
    rows.extend(log.tracks.iter().map(|track| (track.name.as_str(), row(track, &scale))));
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
        if rows.iter().any(|(_, row)| row.has(char)) {
            let gap = if legend.width() == 0 { "" } else { "  " };
            let entry = format!("{gap}{char} {meaning}");
            legend.put(legend.width(), &entry, FAINT);
        }
    }
    legend
}

/// What one request came to.
fn row(track: &Track, scale: &Scale) -> Row {
    let mut row = Row::default();
    let asked = scale.column(track.asked);
    match &track.kind {
        TrackKind::Operation { spans, end, .. } => {
            let over = end.as_ref().map_or(scale.columns(), |&(at, _)| scale.column(at));
            row.fill(asked, over, '·', FAINT);
            for span in spans {
                draw(span, over, scale, &mut row);
            }
            if let Some((_, outcome)) = end {
                let style = style(outcome.success);
                row.put(over, "┤", style);
                row.put(row.width().saturating_add(1), &phrase(outcome), style);
            }
        }
        TrackKind::Subscription { tones, end } => {
            let end = end.map_or(scale.columns(), |end| scale.column(end));
            row.fill(asked, end, '┈', FAINT);
            row.put(asked, "├", TONE);
            for &(at, key) in tones {
                row.put(scale.column(at), key.encode_utf8(&mut [0; 4]), TONE);
            }
        }
        TrackKind::Cancel => row.put(asked, "◆ cancel", CUT),
        TrackKind::Refused(why) => row.put(asked, &format!("✗ {why}"), FAILED),
    }
    row
}

/// A step of an operation that was `over` in that column.
fn draw(span: &Span, over: usize, scale: &Scale, row: &mut Row) {
    let (line, style) = match span.media {
        Media::Prompt(_) => ('─', PROMPT),
        Media::Beep(_) => ('•', BEEP),
        Media::Recording => ('━', RECORDING),
    };
    let from = scale.column(span.from);
    let begun = span.begun.map_or(scale.columns(), |at| scale.column(at));
    let to = span.to.map_or(scale.columns(), |at| scale.column(at));
    let follows = row.is(from, '┤');
    row.fill(from, to, '░', style);
    row.fill(begun, to.min(over), line, style);
    let inside = begun.max(from.saturating_add(1));
    let room = to.min(over).saturating_sub(inside);
    let beep = matches!(span.media, Media::Beep(_));
    if room >= SHORTEST_LABEL && !beep {
        let label: String = span.label.chars().take(room).collect();
        row.put(inside, &label, style);
    }
    // A beep of one column is better seen than where it begins.
    if room > 0 || !beep {
        row.put(from, if follows { "┼" } else { "├" }, style);
    }
    if span.to.is_some() && to > from {
        row.put(to, "┤", style);
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

const fn style(success: Success) -> Style {
    match success {
        Success::Whole => WHOLE,
        Success::Cut => CUT,
        Success::Failed => FAILED,
    }
}

/// `interrupted by 1`, `call ended`, `failed: unavailable`
fn phrase(outcome: &Outcome) -> String {
    let words = outcome.word.replace('-', " ");
    let detail = outcome.details.first().and_then(|detail| detail.split_once('='));
    match detail {
        Some(("key" | "by", what)) => format!("{words} by {what}").replace("stop tone", "stopped"),
        Some(("cause", cause)) => format!("{words}: {}", cause.replace('-', " ")),
        _ => words,
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

/// The shortest part of a label that is worth its room.
const SHORTEST_LABEL: usize = 3;

const FAINT: Style = Style::new().dimmed();
const TONE: Style = AnsiColor::Magenta.on_default().bold();
const SPEECH: Style = AnsiColor::Magenta.on_default();
const PROMPT: Style = AnsiColor::Cyan.on_default();
const BEEP: Style = AnsiColor::Yellow.on_default();
const RECORDING: Style = AnsiColor::Red.on_default();
const WHOLE: Style = AnsiColor::Green.on_default();
const CUT: Style = AnsiColor::Yellow.on_default();
const FAILED: Style = AnsiColor::Red.on_default().bold();
