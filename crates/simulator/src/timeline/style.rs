//! The colours.

use anstyle::{AnsiColor, Style};

use crate::log::Success;

pub(super) const FAINT: Style = Style::new().dimmed();
pub(super) const TONE: Style = AnsiColor::Magenta.on_default().bold();
pub(super) const SPEECH: Style = AnsiColor::Magenta.on_default();
pub(super) const PROMPT: Style = AnsiColor::Cyan.on_default();
pub(super) const BEEP: Style = AnsiColor::Yellow.on_default();
pub(super) const RECORDING: Style = AnsiColor::Red.on_default();
pub(super) const COMPLETE: Style = AnsiColor::Green.on_default();
pub(super) const CUT: Style = AnsiColor::Yellow.on_default();
pub(super) const FAILED: Style = AnsiColor::Red.on_default().bold();

pub(super) const fn of(success: Success) -> Style {
    match success {
        Success::Complete => COMPLETE,
        Success::Cut => CUT,
        Success::Failed => FAILED,
    }
}
