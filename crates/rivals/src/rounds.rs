//! Contestants side by side: interleaved rounds in one process, with ratios.
//!
//! A busy machine slows a whole round down, so the ratio within a round is stable even
//! where the nanoseconds are not. Each figure is the median over the rounds. The
//! well-known harnesses measure one contestant to its end and then the next one.

use std::env;
use std::fmt::{self, Write as _};
use std::time::{Duration, Instant};

/// How a bench was asked to run, from its command line.
///
/// With `--bench`, which `cargo bench` passes, it measures. Without it, or with `--test`,
/// each contestant runs once, as a test. Any other argument selects the comparisons whose
/// name contains it.
#[derive(Clone, Debug)]
pub struct Rounds {
    measure: bool,
    only: Vec<String>,
}

/// One comparison: contestants that do the same work.
#[derive(Default)]
pub struct Comparison<'a> {
    contestants: Vec<(&'static str, Run<'a>)>,
}

/// Does the work this many times, and returns how long that took.
type Run<'a> = Box<dyn FnMut(u32) -> Duration + 'a>;

impl Rounds {
    /// Reads the command line.
    #[must_use]
    pub fn from_args() -> Self {
        let (flags, only): (Vec<_>, Vec<_>) =
            env::args().skip(1).partition(|argument| argument.starts_with("--"));
        let has = |flag| flags.iter().any(|given| given == flag);
        Self { measure: has("--bench") && !has("--test"), only }
    }

    /// Returns whether this is a measurement. Otherwise it is a test that everything runs.
    #[must_use]
    pub const fn measuring(&self) -> bool {
        self.measure
    }

    /// Runs one comparison, of which each turn does `work` pieces of work. Prints the
    /// nanoseconds of a piece, and the ratio to the first contestant.
    pub fn run(&self, name: &str, work: u32, comparison: Comparison<'_>) {
        if !self.only.is_empty() && !self.only.iter().any(|only| name.contains(only)) {
            return;
        }
        let mut contestants = comparison.contestants;
        if !self.measure {
            for (_, run) in &mut contestants {
                run(1);
            }
            println!("{name}: runs");
            return;
        }
        let turns: Vec<u32> = contestants.iter_mut().map(|(_, run)| turns_of(run)).collect();
        let mut times = vec![Vec::with_capacity(ROUNDS); contestants.len()];
        for round in 0..ROUNDS {
            for place in 0..contestants.len() {
                // Each round begins with another contestant, so that nobody always runs first.
                let index = (round + place) % contestants.len();
                let took = contestants[index].1(turns[index]);
                times[index].push(took.as_secs_f64() * 1e9 / f64::from(turns[index]));
            }
        }
        print!("{}", table(name, work, &contestants, &times));
    }
}

impl fmt::Debug for Comparison<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.contestants.iter().map(|(name, _)| name)).finish()
    }
}

impl<'a> Comparison<'a> {
    /// Returns a comparison without contestants. The first one that is added is what the
    /// others are compared with.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a contestant, which does the work once in a turn.
    #[must_use]
    pub fn with(self, name: &'static str, mut turn: impl FnMut() + 'a) -> Self {
        self.with_batch(name, move |turns| {
            for _ in 0..turns {
                turn();
            }
        })
    }

    /// Adds a contestant, which does several turns in a batch.
    #[must_use]
    pub fn with_batch(self, name: &'static str, mut batch: impl FnMut(u32) + 'a) -> Self {
        self.push(name, move |turns| timed(|| batch(turns)))
    }

    /// Adds a contestant, which does the work on each of `states` in a turn. Each state is
    /// prepared first, and that is not measured.
    #[must_use]
    pub fn with_prepared<T: 'a>(
        self,
        name: &'static str,
        mut states: Vec<T>,
        prepare: impl Fn(&mut T) + 'a,
        mut work: impl FnMut(&mut T) + 'a,
    ) -> Self {
        self.push(name, move |turns| {
            (0..turns)
                .map(|_| {
                    states.iter_mut().for_each(&prepare);
                    timed(|| states.iter_mut().for_each(&mut work))
                })
                .sum()
        })
    }

    fn push(mut self, name: &'static str, run: impl FnMut(u32) -> Duration + 'a) -> Self {
        self.contestants.push((name, Box::new(run)));
        self
    }
}

/// How many turns fill a round.
fn turns_of(run: &mut Run<'_>) -> u32 {
    let mut turns = 1;
    while run(turns) < ROUND / 2 && turns < u32::MAX / 2 {
        turns *= 2;
    }
    turns
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn table(
    name: &str,
    work: u32,
    contestants: &[(&'static str, Run<'_>)],
    times: &[Vec<f64>],
) -> String {
    let mut text = format!("{name}\n");
    for ((contestant, _), own) in contestants.iter().zip(times) {
        let ratios = own.iter().zip(&times[0]).map(|(own, first)| own / first).collect();
        let piece = median(own.clone()) / f64::from(work);
        let ratio = median(ratios);
        // Writing into a string does not fail.
        let _ = writeln!(text, "    {contestant:<28} {piece:>10.2} ns   x {ratio:>7.3}");
    }
    text
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

const ROUNDS: usize = 101;
const ROUND: Duration = Duration::from_millis(2);
