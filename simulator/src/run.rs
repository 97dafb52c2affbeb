//! A scenario, carried out.

use media_queue::{Command, SessionEntry, SessionInput, Step, Time};

use crate::asked::{self, Asked, Call};
use crate::check::{Check, Mismatch};
use crate::engine::Engine;
use crate::host::{Host, Known};
use crate::journal::{Entry, Journal};
use crate::log::Log;
use crate::scenario::{Act, BadLine, Fact, Problem, Request, Scenario, StepName, Survivor};

/// What came of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    /// The record of the call.
    pub log: Log,
    /// Where the scenario says otherwise.
    pub mismatches: Vec<Mismatch>,
    /// What the session was fed.
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
/// [`BadLine`]: a line names a step that there is not, or more happens than can be
/// shown.
pub fn run(scenario: &Scenario) -> Result<Ran, BadLine> {
    let mut run = Run::new(scenario);
    for line in &scenario.lines {
        run.line(line.number, line.at, &line.act).map_err(|problem| BadLine {
            scenario: scenario.name.clone(),
            line: line.number,
            problem,
        })?;
    }
    run.check.end(&run.host.log);
    let journal = Journal { setup: scenario.setup, entries: run.journal };
    Ok(Ran { log: run.host.log, mismatches: run.check.mismatches, journal })
}

type Input = SessionInput<Asked, String>;

struct Run {
    host: Host,
    engine: Engine,
    check: Check,
    journal: Vec<Entry>,
    /// When the caller, who is speaking for a while, falls silent.
    silence: Option<Time>,
    /// Until when the host looks at no timer.
    busy: Time,
}

impl Run {
    fn new(scenario: &Scenario) -> Self {
        Self {
            host: Host::new(scenario.setup),
            engine: Engine::new(),
            check: Check::default(),
            journal: Vec::new(),
            silence: None,
            busy: Time::default(),
        }
    }

    fn line(&mut self, number: usize, now: Time, act: &Act) -> Result<(), Problem> {
        if let Act::Said(line) = act {
            self.advance(now)?;
            self.check.say(number, now, line);
            return Ok(());
        }
        self.check.close(&self.host.log);
        self.advance(now)?;
        self.act(now, act)?;
        self.advance(now)
    }

    /// Lets everything happen that happens of itself by `to`: what the engine reports,
    /// then what the caller does, then the timer, at one instant.
    fn advance(&mut self, to: Time) -> Result<(), Problem> {
        loop {
            let timer = self.host.deadline().map(|deadline| deadline.max(self.busy));
            let next = [self.engine.next(), self.silence, timer].into_iter().flatten().min();
            let Some(now) = next.filter(|&next| next <= to) else {
                return Ok(());
            };
            let now = now.max(self.host.log.end);
            if let Some((step, fact)) = self.engine.report(now) {
                self.feed(now, input(step, fact));
            } else if let Some(silence) = self.silence.take_if(|silence| *silence <= now) {
                self.feed_at(now, silence, Input::SpeechStopped);
            } else {
                self.feed(now, Input::Expire);
            }
            if self.host.log.events.len() > LONGEST_LOG || self.journal.len() > LONGEST_LOG {
                return Err(Problem::TooMuch { limit: LONGEST_LOG });
            }
        }
    }

    fn act(&mut self, now: Time, act: &Act) -> Result<(), Problem> {
        let input = match act {
            Act::Request(request) => {
                self.request(now, request.clone());
                return Ok(());
            }
            Act::Unsubscribe => Input::UnsubscribeTones,
            Act::Drop(name) => {
                let input = self.host.id_of(name).map(Input::Cancel);
                let inputs = input.map(|input| SessionEntry::Input { at: now, input });
                self.write(Entry {
                    at: now,
                    http: None,
                    drop: Some(name.clone()),
                    inputs: Vec::from_iter(inputs),
                });
                return Ok(());
            }
            Act::Key(tone) => Input::Tone(*tone),
            Act::Speak(span) => {
                self.silence = Some(now.after(*span));
                Input::SpeechStarted
            }
            Act::Speech(at) => {
                self.silence = None;
                self.feed_at(now, at.unwrap_or(now), Input::SpeechStarted);
                return Ok(());
            }
            Act::Silence(at) => {
                self.silence = None;
                self.feed_at(now, at.unwrap_or(now), Input::SpeechStopped);
                return Ok(());
            }
            Act::Media => Input::MediaReceived,
            Act::Hold => Input::Suspend,
            Act::Resume => Input::Resume,
            Act::HangUp => {
                self.silence = None;
                self.write(Entry {
                    at: now,
                    http: None,
                    drop: None,
                    inputs: vec![SessionEntry::HangUp],
                });
                return Ok(());
            }
            Act::Busy(span) => {
                self.busy = now.after(*span);
                return Ok(());
            }
            Act::Restart(survivor) => {
                if *survivor == Survivor::Nobody {
                    self.engine.crash();
                }
                self.host.restart(now);
                Input::Adopt(self.engine.running())
            }
            Act::Engine(change) => {
                self.engine.change(*change);
                return Ok(());
            }
            Act::Report(name, fact) => {
                let Known { step, media, .. } = self.step(name)?;
                self.engine.told(step, *fact, media, now);
                input(step, *fact)
            }
            Act::Said(_) => return Ok(()),
        };
        self.feed(now, input);
        Ok(())
    }

    fn request(&mut self, now: Time, request: Request) {
        let (http, call) = asked::read(request, self.engine.lengths());
        let inputs = match call {
            Call::Play(play) => vec![Input::Play(play)],
            Call::Record { record, barge_in: false } => vec![Input::Record(record)],
            Call::Record { record, barge_in: true } => {
                vec![Input::CancelAll, Input::Record(record)]
            }
            Call::Subscribe => vec![Input::SubscribeTones(http.name.clone())],
            Call::Cancel => vec![Input::CancelAll],
            Call::Nothing => Vec::new(),
        };
        let inputs = inputs.into_iter().map(|input| SessionEntry::Input { at: now, input });
        self.write(Entry { at: now, http: Some(http), drop: None, inputs: inputs.collect() });
    }

    fn feed(&mut self, now: Time, input: Input) {
        self.feed_at(now, now, input);
    }

    /// Feeds what is told now, and was so `at` another time.
    fn feed_at(&mut self, now: Time, at: Time, input: Input) {
        let inputs = vec![SessionEntry::Input { at, input }];
        self.write(Entry { at: now, http: None, drop: None, inputs });
    }

    /// Writes it down, feeds it, and has the engine do what follows.
    fn write(&mut self, entry: Entry) {
        let now = entry.at;
        self.journal.push(entry.clone());
        self.host.feed(entry);
        while let Some(command) = self.host.command(now) {
            match command {
                Command::Start(step) => {
                    if let Some(&Known { media, .. }) = self.host.steps.known(step) {
                        self.engine.start(step, media, now);
                    }
                }
                Command::Stop(step) => self.engine.stop(step, now),
            }
        }
    }

    fn step(&self, step: &StepName) -> Result<Known, Problem> {
        let mut steps = self.host.steps.of(&step.name);
        let known = match step.ordinal {
            Some(ordinal) => steps.nth(ordinal.saturating_sub(1)),
            None => steps.next_back(),
        };
        known.cloned().ok_or_else(|| Problem::NoStep {
            name: step.name.clone(),
            ordinal: step.ordinal.unwrap_or(1),
        })
    }
}

const fn input(step: Step, fact: Fact) -> Input {
    match fact {
        Fact::Started => Input::Started(step),
        Fact::Finished => Input::Ended(step),
        Fact::Failed(failure) => Input::Failed { step, failure },
        Fact::LimitReached(limit) => Input::LimitReached { step, limit },
    }
}

const LONGEST_LOG: usize = 10_000;
