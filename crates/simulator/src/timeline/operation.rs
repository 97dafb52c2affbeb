//! The row of a play or record.

use media_queue::Time;

use super::row::Row;
use super::scale::Scale;
use super::style::{self, BEEP, FAINT, PROMPT, RECORDING};
use crate::log::{Bar, Media, Outcome};

/// Draws an operation that was asked for in the column `since`.
pub(super) fn draw(
    since: usize,
    bars: &[Bar],
    end: Option<(Time, &Outcome)>,
    scale: &Scale,
    row: &mut Row,
) {
    let over = end.map_or(scale.columns(), |(at, _)| scale.column(at));
    row.fill(since, over, '·', FAINT);
    for bar in bars {
        draw_bar(bar, over, scale, row);
    }
    if let Some((_, outcome)) = end {
        let style = style::of(outcome.success);
        row.put(over, "┤", style);
        row.put(row.width().saturating_add(1), &phrase(outcome), style);
    }
}

/// Draws a step of an operation that was over in the column `over`.
fn draw_bar(bar: &Bar, over: usize, scale: &Scale, row: &mut Row) {
    let (line, style) = match bar.media {
        Media::Prompt(_) => ('─', PROMPT),
        Media::Beep(_) => ('•', BEEP),
        Media::Recording => ('━', RECORDING),
    };
    let from = scale.column(bar.from);
    let begun = bar.begun.map_or(scale.columns(), |at| scale.column(at));
    let to = bar.to.map_or(scale.columns(), |at| scale.column(at));
    let follows = row.is(from, '┤');
    row.fill(from, to, '░', style);
    row.fill(begun, to.min(over), line, style);
    let inside = begun.max(from.saturating_add(1));
    let room = to.min(over).saturating_sub(inside);
    let beep = matches!(bar.media, Media::Beep(_));
    if room >= SHORTEST_LABEL && !beep {
        let label: String = bar.label.chars().take(room).collect();
        row.put(inside, &label, style);
    }
    // A beep of one column is more important than the mark of its beginning.
    if room > 0 || !beep {
        row.put(from, if follows { "┼" } else { "├" }, style);
    }
    if bar.to.is_some() && to > from {
        row.put(to, "┤", style);
    }
}

/// `interrupted by 1`, `operationCanceled`, `failed: unavailable`
fn phrase(outcome: &Outcome) -> String {
    if outcome.word == "canceled" {
        return outcome.reason.to_owned();
    }
    let words = outcome.word.replace('-', " ");
    let detail = outcome.details.first().and_then(|detail| detail.split_once('='));
    match detail {
        Some(("key" | "by", what)) => format!("{words} by {what}").replace("stop tone", "stopped"),
        Some(("cause", cause)) => format!("{words}: {}", cause.replace('-', " ")),
        _ => words,
    }
}

/// The shortest part of a label that is worth its room.
const SHORTEST_LABEL: usize = 3;
