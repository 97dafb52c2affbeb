//! The command line.

use std::ffi::OsString;

use lexopt::Arg::{Long, Short, Value};

/// What the command line asks for.
#[derive(Default)]
pub(super) struct Options {
    pub(super) help: bool,
    pub(super) check: bool,
    pub(super) json: bool,
    pub(super) journal: Option<OsString>,
    pub(super) replay: Option<OsString>,
    pub(super) files: Vec<OsString>,
}

impl Options {
    pub(super) fn read(mut parser: lexopt::Parser) -> Result<Self, lexopt::Error> {
        let mut options = Self::default();
        while let Some(argument) = parser.next()? {
            match argument {
                Short('h') | Long("help") => options.help = true,
                Long("check") => options.check = true,
                Long("json") => options.json = true,
                Long("journal") => options.journal = Some(parser.value()?),
                Long("replay") => options.replay = Some(parser.value()?),
                Value(file) => options.files.push(file),
                _ => return Err(argument.unexpected()),
            }
        }
        let beside_replay = options.check || options.journal.is_some() || !options.files.is_empty();
        if options.check && options.json {
            Err("use --check or --json, not both".into())
        } else if options.journal.is_some() && options.files.len() > 1 {
            Err("--journal takes one call, not several".into())
        } else if options.replay.is_some() && beside_replay {
            Err("--replay goes with no other option but --json".into())
        } else {
            Ok(options)
        }
    }
}

/// The width of a page.
pub(super) const PAGE: usize = 80;

pub(super) const HELP: &str = "\
Plays a call against the media queue, with a simulated media engine. It prints
the JSON bodies as HTTP carries them, and a timeline.

usage: simulate [--check | --json] [--journal FILE] [FILE]...
       simulate [--json] --replay FILE

  FILE            a scenario, or - for the standard input. Without one it plays
                  a call that is built in. crates/simulator/README.md describes
                  the language
  --check         compares what followed with the lines of = and !, and prints
                  both where they differ. Then it exits with 1
  --json          prints the JSON bodies alone, one a line
  --journal FILE  also writes what the session was given, one JSON line each
  --replay FILE   gives a session what --journal wrote, and prints the same
  --help          prints this

It exits with 2 for a bad line, a bad option and a file that cannot be used.
";

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(arguments: &str) -> String {
        let parser = lexopt::Parser::from_args(arguments.split_whitespace());
        Options::read(parser).map_or_else(|error| error.to_string(), |_| "fine".to_owned())
    }

    #[test]
    fn arguments_that_contradict_each_other_are_refused() {
        let (both, alone) =
            ("use --check or --json, not both", "--replay goes with no other option but --json");
        for (arguments, expected) in [
            ("", "fine"),
            ("--check a.call b.call -", "fine"),
            ("--json --journal out a.call", "fine"),
            ("--check --journal out", "fine"),
            ("--json --replay in", "fine"),
            ("--check --json", both),
            ("--journal out a.call b.call", "--journal takes one call, not several"),
            ("--replay in a.call", alone),
            ("--replay in --check", alone),
            ("--colour", "invalid option '--colour'"),
            ("--replay", "missing argument for option '--replay'"),
        ] {
            assert_eq!(answer(arguments), expected, "{arguments}");
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
