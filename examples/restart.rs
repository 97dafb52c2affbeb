//! A host that is killed in the middle of a recording, and comes back.
//!
//! ```text
//! cargo run --example restart
//! ```
//!
//! [`Host`] keeps a snapshot and a journal on a [`Disk`]. It appends each input to the journal,
//! applies it, and only then lets its effects out. A new process restores the snapshot, applies
//! the journal again, and asks the engine what it runs. So no operation is lost. Some results
//! are sent twice, and the application knows them by their id.

use core::error::Error;
use core::fmt::{self, Display};
use core::num::NonZeroU16;
use std::collections::{HashMap, HashSet};

use media_queue::journal::{Applied, Entry, Event, Fact, Request, SessionInput, SessionLine};
use media_queue::session::{Command, EngineSettings, Reaction, Restored, Session, Stop};
use media_queue::snapshot::SessionSnapshot;
use media_queue::{
    Completion, CurrentStep, Media, Millis, OperationId, Play, Record, RecordLimits, Step, Time,
    Tone,
};

fn main() -> Result<(), Box<dyn Error>> {
    println!("{}", run(vec![KILL])?.log.join("\n"));
    Ok(())
}

/// Runs the call to its end. The host is killed after so many points of its work as the last
/// number of `kills` says, then after so many more as the number before it says, and so on.
pub(crate) fn run(kills: Vec<u32>) -> Result<World, Box<dyn Error>> {
    let mut disk = Disk::default();
    let mut world = World::new(kills)?;
    loop {
        match serve(&mut disk, &mut world) {
            Ok(()) => return Ok(world),
            Err(error) if error.is::<Killed>() => {
                world.now = world.now.after(Millis::from_secs(1));
                world.log("KILLED. A new process takes over:");
            }
            Err(error) => return Err(error),
        }
    }
}

/// One life of the process.
fn serve(disk: &mut Disk, world: &mut World) -> Result<(), Box<dyn Error>> {
    let mut host = if disk.snapshot.is_empty() {
        let settings = EngineSettings::new(Millis::from_secs(2), Millis::clamped(500));
        let mut host = Host { session: Session::new(LIMIT, settings), disk, world };
        host.save()?;
        host
    } else {
        Host::restore(disk, world)?
    };
    while let Some(inputs) = host.world.wait(host.session.deadline()) {
        host.feed(inputs)?;
        // A short journal is read quickly.
        if host.disk.journal.len() > 9 {
            host.save()?;
        }
    }
    Ok(())
}

/// By then the application has asked for the thanks and has no answer yet.
pub(crate) const KILL: u32 = 25;

const LIMIT: NonZeroU16 = NonZeroU16::new(8).unwrap();

type Input = SessionInput<String>;

/// What survives the process. It stands for a database: a write is there whole or not at all.
#[derive(Default)]
struct Disk {
    snapshot: String,
    journal: Vec<String>,
}

struct Host<'a> {
    session: Session<String>,
    disk: &'a mut Disk,
    world: &'a mut World,
}

impl<'a> Host<'a> {
    /// Appends inputs that belong together, applies them, and lets their effects out.
    fn feed(&mut self, inputs: Vec<Input>) -> Result<(), Box<dyn Error>> {
        let now = self.world.now;
        let lines: Vec<_> = inputs.iter().map(|input| SessionLine::input(now, input)).collect();
        let lines = serde_json::to_string(&lines)?;
        self.world.may_be_killed()?;
        self.disk.journal.push(lines);
        self.world.taken(&inputs);
        for input in inputs {
            let applied = input.apply(&mut self.session, now);
            self.world.emit(applied)?;
        }
        while let Some(command) = self.session.next_command(now) {
            self.world.may_be_killed()?;
            match command {
                Command::Start(CurrentStep { step, media, context: name, .. }) => {
                    self.world.start(step, media, name);
                }
                Command::Stop(stop) => self.world.stop(&stop),
            }
        }
        Ok(())
    }

    /// Replaces snapshot and journal in one write. All effects have been let out before.
    fn save(&mut self) -> Result<(), Box<dyn Error>> {
        let snapshot = serde_json::to_string(&self.session.snapshot())?;
        self.world.may_be_killed()?;
        *self.disk = Disk { snapshot, journal: Vec::new() };
        self.world.may_be_killed()?;
        Ok(())
    }

    /// Restores the snapshot, applies the journal, and asks the engine what it runs.
    fn restore(disk: &'a mut Disk, world: &'a mut World) -> Result<Self, Box<dyn Error>> {
        let snapshot: SessionSnapshot<String> = serde_json::from_str(&disk.snapshot)?;
        let mut restored = Restored::try_from(snapshot)?;
        for lines in &disk.journal {
            let lines: Vec<SessionLine<String>> = serde_json::from_str(lines)?;
            let mut now = world.now;
            for line in lines {
                // This example has no hang-up. After one, call `restored.hang_up(at)`.
                let Entry::Input(at, input) = line.into_entry() else {
                    return Err("this call is over".into());
                };
                now = at;
                world.emit(restored.apply(input, at))?;
            }
            // `feed` asked for commands after each write.
            restored.drop_commands(now);
        }
        let mut host = Host { session: restored.into_session(), disk, world };
        host.save()?;
        let running = host.world.running();
        host.world.log(format!("the engine runs {running:?}"));
        host.feed(vec![SessionInput::Event(Event::Adopt(running))])?;
        Ok(host)
    }
}

/// The process ends here.
#[derive(Debug)]
struct Killed;

impl Display for Killed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the process was killed")
    }
}

impl Error for Killed {}

/// The media engine, the application, the caller and the clock. They survive the host, and
/// each sends an input until the host has written it down.
pub(crate) struct World {
    now: Time,
    coming: Vec<(Time, Vec<Input>)>,
    /// What the engine runs, and until when.
    busy: Option<(Step, Option<Time>)>,
    /// The operations that were accepted, as far as the application knows.
    pub(crate) accepted: HashSet<OperationId>,
    /// What became of each operation, as far as the application knows.
    pub(crate) results: HashMap<OperationId, Completion<String>>,
    pub(crate) kills: Vec<u32>,
    pub(crate) log: Vec<String>,
}

impl World {
    /// The application plays the news, then records instead, then says thanks.
    fn new(kills: Vec<u32>) -> Result<Self, Box<dyn Error>> {
        let play = |name: &str| SessionInput::Request(Request::Play(Play::new(), name.to_owned()));
        let record = Record::new(RecordLimits::new(Millis::from_secs(60))).stopped_by("#".parse()?);
        let barge_in = vec![
            SessionInput::Request(Request::CancelAll),
            SessionInput::Request(Request::Record(record, "voicemail".to_owned())),
        ];
        let script = [
            (0, vec![play("news")]),
            (2_000, barge_in),
            (5_000, vec![play("thanks")]),
            (8_000, vec![fact(Fact::Tone(Tone::Pound))]),
        ];
        let coming = script.map(|(at, inputs)| (Time::from_millis(at), inputs)).into();
        let (accepted, results) = (HashSet::new(), HashMap::new());
        let log = Vec::new();
        Ok(Self { now: Time::default(), coming, busy: None, accepted, results, kills, log })
    }

    /// What follows from an input leaves the host.
    fn emit(
        &mut self,
        applied: Applied<String, String, Reaction<String>>,
    ) -> Result<(), Box<dyn Error>> {
        self.may_be_killed()?;
        match applied {
            Applied::Accepted(id) => {
                let again = if self.accepted.insert(id) { "" } else { " (known)" };
                self.log(format!("app    -> operation {id} is accepted{again}"));
            }
            Applied::PlayRefused(full) => self.log(format!("app    -> refused: {full}")),
            Applied::RecordRefused(full) => self.log(format!("app    -> refused: {full}")),
            Applied::Canceled(completions) => {
                completions.into_iter().try_for_each(|completion| self.report(completion))?;
            }
            Applied::PreviousSubscription(_) => {}
            Applied::Tone { effect: reaction, .. } | Applied::Effect(reaction) => match reaction {
                Reaction::Stop(stop) => self.stop(&stop),
                Reaction::Stale(stale) => self.log(format!("ignored: {stale}")),
                reaction => {
                    if let Reaction::Stuck { stuck, .. } = &reaction {
                        self.log(format!("STUCK: {stuck}"));
                    }
                    if let Some(completed) = reaction.into_completed() {
                        self.report(completed.completion)?;
                    }
                }
            },
        }
        Ok(())
    }

    /// The application is told what became of an operation.
    fn report(&mut self, completion: Completion<String>) -> Result<(), Killed> {
        self.may_be_killed()?;
        let known = self.results.get(&completion.id);
        assert!(known.is_none_or(|known| *known == completion), "one id, one result");
        let again = if known.is_some() { " (known)" } else { "" };
        self.log(format!("app    <- {}: {completion}{again}", completion.context));
        self.results.insert(completion.id, completion);
        Ok(())
    }

    fn start(&mut self, step: Step, media: Media, name: &str) {
        self.log(format!("engine <- start step {step}: {name}, {media}"));
        let started = self.now.after(Millis::clamped(40));
        let mut report = vec![fact(Fact::Started(step))];
        self.busy = Some((step, None));
        if let Media::Prompt { .. } | Media::Beep = media {
            let length = Millis::clamped(if name == "news" { 10_000 } else { 1_000 });
            let end = started.after(length);
            report.insert(0, SessionInput::Event(Event::PromptLength(step, length)));
            self.busy = Some((step, Some(end)));
            self.happens(end, vec![fact(Fact::Finished(step))]);
        }
        self.happens(started, report);
    }

    fn stop(&mut self, stop: &Stop) {
        self.log(format!("engine <- {stop}"));
        if self.running() == Some(stop.step) {
            let of_it = [fact(Fact::Started(stop.step)), fact(Fact::Finished(stop.step))];
            self.coming.retain(|(_, inputs)| !inputs.iter().any(|input| of_it.contains(input)));
            self.busy = None;
            let end = self.now.after(Millis::clamped(30));
            self.happens(end, vec![fact(Fact::Finished(stop.step))]);
        }
    }

    /// What the engine runs.
    fn running(&self) -> Option<Step> {
        let (step, end) = self.busy?;
        if end.is_none_or(|end| self.now < end) { Some(step) } else { None }
    }

    fn happens(&mut self, at: Time, inputs: Vec<Input>) {
        let place = self.coming.partition_point(|(other, _)| *other <= at);
        self.coming.insert(place, (at, inputs));
    }

    /// Waits for the next inputs or the deadline. A deadline at the same instant comes first.
    fn wait(&mut self, deadline: Option<Time>) -> Option<Vec<Input>> {
        let timer = deadline.map(|due| (due, vec![SessionInput::Event(Event::Expire)]));
        let next = self.coming.first().cloned();
        let (at, inputs) = timer.into_iter().chain(next).min_by_key(|(at, _)| *at)?;
        self.now = self.now.max(at);
        Some(inputs)
    }

    /// The host has written these inputs down.
    fn taken(&mut self, inputs: &[Input]) {
        if self.coming.first().is_some_and(|(_, first)| first == inputs) {
            self.coming.remove(0);
        }
        for input in inputs {
            self.log(match input {
                SessionInput::Request(Request::Play(_, name)) => format!("journal <- play {name}"),
                SessionInput::Request(Request::Record(_, name)) => {
                    format!("journal <- record {name}")
                }
                input => format!("journal <- {input:?}"),
            });
        }
    }

    fn may_be_killed(&mut self) -> Result<(), Killed> {
        match self.kills.last_mut() {
            Some(0) => {
                self.kills.pop();
                Err(Killed)
            }
            Some(left) => {
                *left = left.saturating_sub(1);
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn log(&mut self, line: impl Display) {
        self.log.push(format!("{:>8}  {line}", self.now.to_string()));
    }
}

fn fact(fact: Fact) -> Input {
    SessionInput::Event(Event::Fact(fact))
}
