//! What callgrind counts in a run of this program.

use std::env;
use std::process::Command;

/// The counts of a run, by callgrind's names of events.
#[derive(Clone, Debug)]
pub struct Counts {
    counts: Vec<(String, f64)>,
}

impl Counts {
    /// Runs this program under callgrind with these `options` and `arguments`.
    ///
    /// # Panics
    ///
    /// Panics if valgrind is not installed or the run fails.
    #[must_use]
    pub fn of_run(options: &[&str], arguments: &[&str]) -> Self {
        let program = env::current_exe().expect("this program has a path");
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .args(options)
            .arg(program)
            .args(arguments)
            .output()
            .expect("valgrind is installed");
        let report = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "callgrind failed on {arguments:?}: {report}");
        let words = |title| {
            let line = report.lines().find_map(|line| line.split_once(title));
            line.expect("callgrind prints what it collected").1.split_whitespace()
        };
        let counts = words("Collected :").map(|count| count.parse().expect("a number"));
        Self { counts: words("Events    :").map(String::from).zip(counts).collect() }
    }

    /// Returns how often this event happened.
    ///
    /// # Panics
    ///
    /// Panics if callgrind does not count it.
    #[must_use]
    pub fn of(&self, event: &str) -> f64 {
        self.counts.iter().find(|(name, _)| name == event).expect("an event it counts").1
    }
}
