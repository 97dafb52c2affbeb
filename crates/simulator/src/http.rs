//! The bodies of a call, as HTTP carries them.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use serde_json::ser::{CompactFormatter, PrettyFormatter};

use crate::json;
use crate::log::{Direction, Log};
use crate::seconds::Seconds;

/// Writes every body, one a line.
///
/// # Errors
///
/// Returns the error of writing to `out`.
pub fn write_json(log: &Log, out: &mut impl Write) -> io::Result<()> {
    for message in &log.messages {
        for body in [Some(&message.body), message.answer.body.as_ref()].into_iter().flatten() {
            writeln!(out, "{}", json::rewrite(body, CompactFormatter))?;
        }
    }
    Ok(())
}

/// Writes every request with its answer, for people.
///
/// # Errors
///
/// Returns the error of writing to `out`.
pub fn write_messages(log: &Log, out: &mut impl Write) -> io::Result<()> {
    for message in &log.messages {
        let style = match message.direction {
            Direction::In => REQUEST,
            Direction::Out => NOTIFICATION,
        };
        let at = Seconds::from(message.at);
        writeln!(out, "{at:<6} {style}POST {}{style:#}", message.path)?;
        write_body(&message.body, out)?;
        writeln!(out, "       {style}{}{style:#}", message.answer.status)?;
        if let Some(location) = &message.answer.location {
            writeln!(out, "       Location: {location}")?;
        }
        if let Some(body) = &message.answer.body {
            write_body(body, out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_body(body: &str, out: &mut impl Write) -> io::Result<()> {
    for line in json::rewrite(body, PrettyFormatter::new()).lines() {
        writeln!(out, "       {BODY}{line}{BODY:#}")?;
    }
    Ok(())
}

const REQUEST: Style = AnsiColor::Cyan.on_default().bold();
const NOTIFICATION: Style = AnsiColor::Magenta.on_default().bold();
const BODY: Style = Style::new().dimmed();
