//! The row of the caller: keys and speech, holds, the hang-up.

use super::row::Row;
use super::scale::Scale;
use super::style::{FAINT, SPEECH, TONE};
use crate::log::{Log, Mark};

pub(super) fn row(log: &Log, scale: &Scale) -> Row {
    let mut row = Row::default();
    for (from, to, char, style) in [
        (Mark::Speech, Mark::Silence, '▂', SPEECH),
        (Mark::Disconnect, Mark::Reconnect, '┄', FAINT),
        (Mark::Hold, Mark::Resume, '▒', FAINT),
    ] {
        let mut since = None;
        for (at, mark) in log.marks.iter().copied().chain([(log.end, to)]) {
            if mark == from {
                since = since.or(Some(at));
            } else if mark == to {
                scale.stretch(since.take(), at, char, style, &mut row);
            }
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
