//! The program.

mod options;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _, Write as _};
use std::process::ExitCode;

use thiserror::Error;

use self::options::{HELP, Options, PAGE};
use crate::check::Mismatch;
use crate::journal::{BadEntry, Journal};
use crate::log::Log;
use crate::run::run;
use crate::scenario::{BadLine, Scenario};
use crate::{http, timeline};

/// Plays the scenarios that the command line names. Without one it plays the `embedded` one,
/// which is given by its name and its text.
#[must_use]
pub fn main(embedded: (&str, &str)) -> ExitCode {
    let options = Options::read(lexopt::Parser::from_env()).map_err(Failed::from);
    match options.and_then(|options| options.carry_out(embedded)) {
        Ok(code) => code,
        // Whoever reads the output has stopped reading.
        Err(Failed::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failed) => {
            // There is nowhere left to report that this cannot be written.
            let _ = writeln!(anstream::stderr(), "{failed}");
            ExitCode::from(2)
        }
    }
}

#[derive(Debug, Error)]
enum Failed {
    #[error("{0}: --help lists the options")]
    Usage(#[from] lexopt::Error),
    #[error(transparent)]
    BadLine(#[from] BadLine),
    #[error(transparent)]
    BadEntry(#[from] BadEntry),
    #[error("{name}: {error}")]
    File { name: String, error: io::Error },
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Options {
    fn carry_out(&self, embedded: (&str, &str)) -> Result<ExitCode, Failed> {
        if self.help {
            write!(anstream::stdout(), "{HELP}")?;
            return Ok(ExitCode::SUCCESS);
        }
        if let Some(file) = &self.replay {
            let (name, text) = read(file)?;
            return self.print(&Journal::read(&name, &text)?.replay());
        }
        if self.files.is_empty() {
            let (name, text) = embedded;
            return self.scenario(name, text);
        }
        let mut code = ExitCode::SUCCESS;
        for file in &self.files {
            let (name, text) = read(file)?;
            if self.scenario(&name, &text)? != ExitCode::SUCCESS {
                code = ExitCode::FAILURE;
            }
        }
        Ok(code)
    }

    fn scenario(&self, name: &str, text: &str) -> Result<ExitCode, Failed> {
        let scenario = Scenario::parse(name, text)?;
        let ran = run(&scenario)?;
        if let Some(file) = &self.journal {
            write_journal(file, &ran.journal)?;
        }
        if self.check { check(name, &ran.mismatches) } else { self.print(&ran.log) }
    }

    fn print(&self, log: &Log) -> Result<ExitCode, Failed> {
        let mut out = anstream::stdout().lock();
        if self.json {
            http::write_json(log, &mut out)?;
        } else {
            http::write_messages(log, &mut out)?;
            timeline::write_timeline(log, width(), &mut out)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn check(name: &str, mismatches: &[Mismatch]) -> Result<ExitCode, Failed> {
    let mut out = anstream::stdout().lock();
    if mismatches.is_empty() {
        writeln!(out, "{name}: as expected")?;
        return Ok(ExitCode::SUCCESS);
    }
    for mismatch in mismatches {
        write!(out, "{name}:{}: {mismatch}", mismatch.line)?;
    }
    Ok(ExitCode::FAILURE)
}

fn write_journal(file: &OsStr, journal: &Journal) -> Result<(), Failed> {
    let write = || {
        let mut out = BufWriter::new(File::create(file)?);
        journal.write(&mut out)?;
        out.flush()
    };
    write().map_err(|error| Failed::File { name: file.to_string_lossy().into_owned(), error })
}

fn read(file: &OsStr) -> Result<(String, String), Failed> {
    let name = if file == "-" { "stdin".to_owned() } else { file.to_string_lossy().into_owned() };
    let mut text = String::new();
    let read = if file == "-" {
        io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(file)
    };
    match read {
        Ok(text) => Ok((name, text)),
        Err(error) => Err(Failed::File { name, error }),
    }
}

/// The width of the terminal, or of a page if there is no terminal.
fn width() -> usize {
    terminal_size::terminal_size().map_or(PAGE, |(width, _)| usize::from(width.0))
}
