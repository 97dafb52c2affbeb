//! A scenario, carried out.

mod action;

use media_queue::journal::{self, Event, Fact};
use media_queue::{Step, Time};

use crate::check::{Check, Mismatch};
use crate::engine::Engine;
use crate::host::{Entry, Host, Input, Order};
use crate::journal::Journal;
use crate::log::Log;
use crate::scenario::{Action, BadLine, EngineReport, Problem, Scenario};

/// What came of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ran {
    /// The record of the call.
    pub log: Log,
    /// Where the scenario expects something else.
    pub mismatches: Vec<Mismatch>,
    /// What the host passed to its session.
    pub journal: Journal,
}

/// Carries out a scenario.
///
/// ```
/// use media_queue_simulator::run;
/// use media_queue_simulator::scenario::Scenario;
///
/// let text = "play menu prompts=welcome:2.1\n= start menu welcome\n2.1 = menu played\n";
/// let ran = run(&Scenario::parse("menu.call", text)?)?;
/// assert_eq!(ran.mismatches, []);
/// # Ok::<(), media_queue_simulator::scenario::BadLine>(())
/// ```
///
/// # Errors
///
/// Returns [`BadLine`] if a line names a step that does not exist, or if too much happens.
pub fn run(scenario: &Scenario) -> Result<Ran, BadLine> {
    let mut run = Run {
        host: Host::new(scenario.setup),
        engine: Engine::new(&scenario.setup),
        connected: true,
        check: Check::default(),
        journal: Vec::new(),
        silence: None,
        busy: Time::default(),
    };
    for line in &scenario.lines {
        run.line(line.number, line.at, &line.action).map_err(|problem| BadLine {
            scenario: scenario.name.clone(),
            line: line.number,
            problem,
        })?;
    }
    run.check.end(&run.host.log);
    let journal = Journal { setup: scenario.setup, entries: run.journal };
    Ok(Ran { log: run.host.log, mismatches: run.check.mismatches, journal })
}

struct Run {
    host: Host,
    engine: Engine,
    /// Whether the reports of the engine reach the host.
    connected: bool,
    check: Check,
    journal: Vec<Entry>,
    /// When the caller, who is speaking for a while, falls silent.
    silence: Option<Time>,
    /// Until when the host looks at no timer.
    busy: Time,
}

impl Run {
    fn line(&mut self, number: usize, now: Time, action: &Action) -> Result<(), Problem> {
        if let Action::Expect(line) = action {
            self.advance(now)?;
            self.check.expect(number, now, line);
            return Ok(());
        }
        self.check.close(&self.host.log);
        self.advance(now)?;
        self.act(now, action)?;
        self.advance(now)
    }

    /// Lets everything happen that happens by itself up to `to`. At one instant the engine
    /// comes first, then the caller, then the timer.
    fn advance(&mut self, to: Time) -> Result<(), Problem> {
        loop {
            let timer = self.host.deadline().map(|deadline| deadline.max(self.busy));
            let next = [self.engine.next(), self.silence, timer].into_iter().flatten().min();
            let Some(now) = next.filter(|&next| next <= to) else {
                return Ok(());
            };
            let now = now.max(self.host.log.end);
            if self.engine.next().is_some_and(|next| next <= now) {
                if let Some((step, report)) = self.engine.advance(now) {
                    self.report(now, step, report);
                }
            } else if let Some(silence) = self.silence.take_if(|silence| *silence <= now) {
                self.feed_at(now, silence, Event::SpeechStopped);
            } else {
                self.feed(now, Event::Expire);
            }
            if self.host.log.events.len() > LONGEST_LOG || self.journal.len() > LONGEST_LOG {
                return Err(Problem::TooMuch { limit: LONGEST_LOG });
            }
        }
    }

    /// The engine reports something. It is lost without a connection.
    fn report(&mut self, now: Time, step: Step, report: EngineReport) {
        if !self.connected {
            return;
        }
        let fact = match report {
            EngineReport::Started => Fact::Started(step),
            EngineReport::Finished => Fact::Finished(step),
            EngineReport::Failed(failure) => Fact::Failed(step, failure),
            EngineReport::LimitReached(limit) => Fact::LimitReached(step, limit),
        };
        self.feed(now, Event::Fact(fact));
    }

    fn feed(&mut self, now: Time, event: Event) {
        self.feed_at(now, now, event);
    }

    /// Passes on what is known now, and was so `at` another time.
    fn feed_at(&mut self, now: Time, at: Time, event: Event) {
        self.write(Entry::of(now, vec![journal::Entry::Input(at, Input::Event(event))]));
    }

    /// Writes the entry down, passes it on, and has the engine do what follows.
    fn write(&mut self, entry: Entry) {
        let now = entry.at;
        self.journal.push(entry.clone());
        self.host.feed(entry);
        let mut lengths = Vec::new();
        for order in self.host.orders(now) {
            match order {
                Order::Start { step, media } => {
                    let length = self.engine.start(step, media, now);
                    lengths.extend(length.map(|length| Event::PromptLength(step, length)));
                }
                Order::Stop { step } => self.engine.stop(step, now),
            }
        }
        for length in lengths {
            self.feed(now, length);
        }
    }
}

const LONGEST_LOG: usize = 10_000;
