//! The call on one page: a bar for every operation.

mod caller;
mod operation;
mod row;
mod scale;
mod style;

use std::io::{self, Write};

use self::row::Row;
use self::scale::Scale;
use self::style::{CUT, FAILED, FAINT, TONE};
use crate::log::{Log, Track, TrackKind};

/// Draws the call, at most `width` columns wide.
///
/// # Errors
///
/// Returns the error of writing to `out`.
pub fn write_timeline(log: &Log, width: usize, out: &mut impl Write) -> io::Result<()> {
    let names = log.tracks.iter().map(|track| track.name.chars().count());
    let margin = names.chain([CALLER.len()]).max().unwrap_or(0).min(LONGEST_NAME);
    let room = width.max(NARROWEST).saturating_sub(margin).saturating_sub(2);
    let scale = Scale::new(log.end, room, |scale| {
        log.tracks.iter().all(|track| row(track, scale).width() <= room)
    });

    let mut rows = vec![("", scale.axis(FAINT))];
    if !log.marks.is_empty() {
        rows.push((CALLER, caller::row(log, &scale)));
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

/// What became of one request.
fn row(track: &Track, scale: &Scale) -> Row {
    let mut row = Row::default();
    let since = scale.column(track.since);
    match &track.kind {
        TrackKind::Operation { bars, end, .. } => {
            let end = end.as_ref().map(|(at, outcome)| (*at, outcome));
            operation::draw(since, bars, end, scale, &mut row);
        }
        TrackKind::Subscription { tones, end } => {
            let end = end.map_or(scale.columns(), |end| scale.column(end));
            row.fill(since, end, '┈', FAINT);
            row.put(since, "├", TONE);
            for &(at, key) in tones {
                row.put(scale.column(at), key.encode_utf8(&mut [0; 4]), TONE);
            }
        }
        TrackKind::Cancel => row.put(since, "◆ cancelMediaProcessing", CUT),
        TrackKind::Refused(why) => row.put(since, &format!("✗ {why}"), FAILED),
    }
    row
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

const CALLER: &str = "caller";

const MEANINGS: [(char, &str); 8] = [
    ('·', "waiting"),
    ('─', "prompt"),
    ('•', "beep"),
    ('━', "recording"),
    ('░', "starting, stopping"),
    ('▂', "speech"),
    ('▒', "hold"),
    ('┄', "disconnected"),
];

const LONGEST_NAME: usize = 16;
const NARROWEST: usize = 60;
