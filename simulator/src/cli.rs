//! The program.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _, Write as _};
use std::process::ExitCode;

use lexopt::Arg::{Long, Short, Value};
use thiserror::Error;

use crate::check::Mismatch;
use crate::journal::{BadEntry, Journal};
use crate::log::Log;
use crate::run::run;
use crate::scenario::{BadLine, Scenario};
use crate::{http, timeline};

/// Plays the scenarios that the command line names, or else the `embedded` one, of
/// this name and text.
#[must_use]
pub fn main(embedded: (&str, &str)) -> ExitCode {
    let done =
        Options::read(lexopt::Parser::from_env()).and_then(|options| options.carry_out(embedded));
    match done {
        Ok(code) => code,
        // Whoever reads has had enough.
        Err(Failed::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failed) => {
            // Nothing is left to tell if this cannot be told.
            let _ = writeln!(anstream::stderr(), "{failed}");
            ExitCode::from(2)
        }
    }
}

#[derive(Default)]
struct Options {
    help: bool,
    check: bool,
    json: bool,
    journal: Option<OsString>,
    replay: Option<OsString>,
    files: Vec<OsString>,
}

#[derive(Debug, Error)]
enum Failed {
    #[error("{0}: --help tells what there is")]
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
    fn read(mut parser: lexopt::Parser) -> Result<Self, Failed> {
        let mut options = Self::default();
        while let Some(argument) = parser.next()? {
            match argument {
                Short('h') | Long("help") => options.help = true,
                Long("check") => options.check = true,
                Long("json") => options.json = true,
                Long("journal") => options.journal = Some(parser.value()?),
                Long("replay") => options.replay = Some(parser.value()?),
                Value(file) => options.files.push(file),
                _ => return Err(argument.unexpected().into()),
            }
        }
        let wrong = if options.check && options.json {
            "--check or --json, not both"
        } else if options.journal.is_some() && options.files.len() > 1 {
            "--journal takes one call, not several"
        } else if options.replay.is_some()
            && (options.check || options.journal.is_some() || !options.files.is_empty())
        {
            "--replay stands beside nothing but --json"
        } else {
            return Ok(options);
        };
        Err(Failed::Usage(wrong.into()))
    }

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
        writeln!(out, "{name}: as it says")?;
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

/// The width of the terminal; that of a page where there is none.
fn width() -> usize {
    terminal_size::terminal_size().map_or(PAGE, |(width, _)| usize::from(width.0))
}

const PAGE: usize = 80;

const HELP: &str = "\
Plays a call against the media queue, with a simulated engine: prints the JSON
bodies as HTTP carries them, and a timeline.

usage: simulate [--check | --json] [--journal FILE] [FILE]...
       simulate [--json] --replay FILE

  FILE            a scenario; - is the standard input; without one, a call that
                  is built in. simulator/README.md tells how one is written
  --check         prints instead whether what followed is what the lines with =
                  and ! say, and both sides where it is not; exits with 1 then
  --json          prints the JSON bodies alone, one a line
  --journal FILE  also writes what the session was fed, a JSON line each
  --replay FILE   feeds a session what --journal wrote, and prints the same
  --help          prints this

Exits with 2 for a bad line, a bad argument and a file that cannot be used.
";

#[cfg(test)]
mod tests {
    use super::*;

    fn told(arguments: &str) -> String {
        let parser = lexopt::Parser::from_args(arguments.split_whitespace());
        Options::read(parser).map_or_else(|failed| failed.to_string(), |_| "fine".to_owned())
    }

    #[test]
    fn arguments_that_contradict_each_other_are_told() {
        for (arguments, answer) in [
            ("", "fine"),
            ("--check a.call b.call -", "fine"),
            ("--json --journal out a.call", "fine"),
            ("--check --journal out", "fine"),
            ("--json --replay in", "fine"),
            ("--check --json", "--check or --json, not both: --help tells what there is"),
            (
                "--journal out a.call b.call",
                "--journal takes one call, not several: --help tells what there is",
            ),
            (
                "--replay in a.call",
                "--replay stands beside nothing but --json: --help tells what there is",
            ),
            (
                "--replay in --check",
                "--replay stands beside nothing but --json: --help tells what there is",
            ),
            ("--colour", "invalid option '--colour': --help tells what there is"),
            ("--replay", "missing argument for option '--replay': --help tells what there is"),
        ] {
            assert_eq!(told(arguments), answer, "{arguments}");
        }
    }

    #[test]
    fn help_names_every_option_and_fits_a_page() {
        for option in ["--check", "--json", "--journal FILE", "--replay FILE", "--help"] {
            assert!(HELP.contains(&format!("\n  {option} ")), "{option}");
        }
        assert!(HELP.lines().all(|line| line.len() <= PAGE));
    }
}
