//! The bodies of a call, as HTTP carries them.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use serde_json::Value;

use crate::log::{Direction, Log};
use crate::seconds::Seconds;

/// Every body, one a line.
///
/// # Errors
///
/// What writing to `out` fails with.
pub fn write_json(log: &Log, out: &mut impl Write) -> io::Result<()> {
    for message in &log.messages {
        for body in [Some(&message.body), message.answer.body.as_ref()].into_iter().flatten() {
            match serde_json::from_str::<Value>(body) {
                Ok(body) => writeln!(out, "{body}")?,
                Err(_) => writeln!(out, "{}", body.trim())?,
            }
        }
    }
    Ok(())
}

/// Every request with its answer, for people.
///
/// # Errors
///
/// What writing to `out` fails with.
pub fn write_messages(log: &Log, out: &mut impl Write) -> io::Result<()> {
    for message in &log.messages {
        let style = match message.direction {
            Direction::In => ASKED,
            Direction::Out => TOLD,
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
    let pretty = serde_json::from_str::<Value>(body).map(|body| format!("{body:#}"));
    for line in pretty.as_deref().unwrap_or(body).lines() {
        writeln!(out, "       {BODY}{line}{BODY:#}")?;
    }
    Ok(())
}

const ASKED: Style = AnsiColor::Cyan.on_default().bold();
const TOLD: Style = AnsiColor::Magenta.on_default().bold();
const BODY: Style = Style::new().dimmed();
