//! A small complete host: one call, on a media engine that is late and loses reports.
//!
//! ```text
//! cargo run --example host
//! ```
//!
//! [`Call`] is the host. Copy its methods: `run` is the loop, `react` acts on what followed
//! from an event, and `hang_up` brings the engine to rest. [`World`] stands for what a real
//! host is connected to: the media engine, the application, the caller and the clock. Time is
//! simulated, so nothing waits.

use core::fmt::Display;
use core::num::NonZeroU16;

use media_queue::session::{
    Command, Completed, EngineSettings, HungUpSession, Reaction, Session, Stop, WindDownReaction,
};
use media_queue::{
    CurrentStep, HeardTone, Interrupts, Media, Millis, Opening, Outcome, Play, PlayOutcome, Record,
    RecordLimits, Step, Time, Tone, ToneReport,
};

fn main() {
    println!("{}", run().join("\n"));
}

/// Runs the call to its end and returns its log.
pub(crate) fn run() -> Vec<String> {
    // A start may take two seconds. A stop, or the report that a prompt is over, half of one.
    let settings = EngineSettings::new(Millis::from_secs(2), Millis::clamped(500));
    let mut call = Call { session: Session::new(LIMIT, settings), world: World::new() };
    call.session.subscribe_tones("tones");
    call.play(Play::new(), "welcome");
    call.play(Play::new().interrupted_by(Interrupts::on_tones(Tone::Tone1.into())), "menu");
    call.run()
}

const LIMIT: NonZeroU16 = NonZeroU16::new(8).unwrap();

/// The host. Its own value for an operation is the name of what it plays or records.
struct Call {
    session: Session<&'static str>,
    world: World,
}

impl Call {
    /// The loop: send the commands, wait for an event or the deadline, act on the reaction.
    fn run(mut self) -> Vec<String> {
        loop {
            while let Some(command) = self.session.next_command(self.world.now) {
                match command {
                    Command::Start(CurrentStep { step, media, context: name, .. }) => {
                        // The engine says how long the prompt is, so that a lost end is noticed.
                        if let Some(length) = self.world.start(step, media, name) {
                            let reaction = self.session.prompt_length(step, length);
                            self.react(reaction);
                        }
                    }
                    Command::Stop(stop) => self.world.stop(&stop),
                }
            }
            let event = self.world.wait(self.session.deadline());
            let now = self.world.now;
            let reaction = match event {
                Event::Deadline => self.session.expire(now),
                Event::Started(step) => self.session.started(step, now),
                Event::Finished(step) => self.session.finished(step, now),
                Event::Key(tone) => {
                    let ToneReport { heard, effect, .. } = self.session.tone(tone, now);
                    if let Some(HeardTone { subscription, number, .. }) = heard {
                        let line =
                            format!("app    <- {subscription}: key {tone} is number {number}");
                        self.world.log(line);
                    }
                    effect
                }
                Event::HangUp => return self.hang_up(),
            };
            self.react(reaction);
        }
    }

    fn react(&mut self, reaction: Reaction<&'static str>) {
        match reaction {
            Reaction::Nothing => {}
            Reaction::Stale(stale) => self.world.log(format!("ignored: {stale}")),
            Reaction::Stop(stop) => self.world.stop(&stop),
            Reaction::Began { id, .. } => self.world.log(format!("operation {id} began")),
            Reaction::PromptInterrupted { id } => {
                self.world.log(format!("operation {id} goes on after its prompt"));
            }
            Reaction::Closing { id, .. } => {
                self.world.log(format!("operation {id} waits for its file"));
            }
            Reaction::Completed(completed) => self.report(completed),
            Reaction::Stuck { stuck, completed } => {
                // The engine may still sound. A real host silences this leg of it.
                self.world.log(format!("STUCK: {stuck}"));
                if let Some(completed) = completed {
                    self.report(completed);
                }
            }
        }
    }

    /// Reports the end of an operation. The application answers with its next request.
    fn report(&mut self, completed: Completed<&'static str>) {
        let Completed { completion, cut, .. } = completed;
        let cut = cut.map_or(String::new(), |cut| format!(", its file is cut at {cut}"));
        self.world.log(format!("app    <- {}: {completion}{cut}", completion.context));
        match (completion.context, completion.outcome) {
            ("menu", Outcome::Play(play, PlayOutcome::Failed(_))) => self.play(play, "menu"),
            ("menu", Outcome::Play(_, PlayOutcome::Interrupted(_))) => {
                let record = Record::new(RecordLimits::new(Millis::from_secs(60)))
                    .opened_by(Opening::PromptThenBeep(Interrupts::NEVER))
                    .stopped_by(Tone::Pound.into());
                let answer = self.session.record(record, "voicemail");
                self.world.answer("voicemail", answer);
            }
            ("voicemail", _) => self.play(Play::new(), "thanks"),
            _ => {}
        }
    }

    fn play(&mut self, play: Play, name: &'static str) {
        let answer = self.session.play(play, name);
        self.world.answer(name, answer);
    }

    /// Ends the call. The results are reported when the engine is at rest, since by then each
    /// file is complete.
    fn hang_up(mut self) -> Vec<String> {
        self.world.log("the caller hangs up");
        let HungUpSession { closing, completions, mut wind_down, .. } =
            self.session.hang_up(self.world.now);
        while !wind_down.is_at_rest() {
            while let Some(stop) = wind_down.next_stop(self.world.now) {
                self.world.stop(&stop);
            }
            let loose = match self.world.wait(wind_down.deadline()) {
                Event::Deadline => wind_down.expire(self.world.now),
                Event::Started(step) => wind_down.started(step, self.world.now),
                Event::Finished(step) => {
                    wind_down.finished(step);
                    WindDownReaction::Nothing
                }
                Event::Key(_) | Event::HangUp => WindDownReaction::Nothing,
            };
            match loose {
                WindDownReaction::Nothing => {}
                WindDownReaction::Stop(stop) => self.world.stop(&stop),
                WindDownReaction::Stuck(stuck) => self.world.log(format!("STUCK: {stuck}")),
            }
        }
        self.world.log("the engine is at rest");
        for completion in closing.map(|closed| closed.completion).into_iter().chain(completions) {
            self.world.log(format!("app    <- {}: {completion}", completion.context));
        }
        self.world.log
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    Deadline,
    Started(Step),
    Finished(Step),
    Key(Tone),
    HangUp,
}

/// The media engine, the application, the caller and the clock.
struct World {
    now: Time,
    /// What will happen, in the order of time.
    coming: Vec<(Time, Event)>,
    log: Vec<String>,
}

impl World {
    /// A caller who presses a key twice and then hangs up.
    fn new() -> Self {
        let keys = [(6_000, Tone::Tone1), (12_000, Tone::Pound)];
        let mut coming = Vec::from(keys.map(|(at, key)| (Time::from_millis(at), Event::Key(key))));
        coming.push((Time::from_millis(12_050), Event::HangUp));
        Self { now: Time::from_millis(0), coming, log: Vec::new() }
    }

    /// Starts a step on the engine and returns its length, unless it is a recording.
    fn start(&mut self, step: Step, media: Media, name: &str) -> Option<Millis> {
        self.log(format!("engine <- start step {step}: {name}, {media}"));
        // The engine takes too long to start step 2.
        let started = self.now.after(Millis::clamped(if step.get() == 2 { 2_500 } else { 40 }));
        self.happens(started, Event::Started(step));
        let length = match media {
            Media::Prompt { .. } => Millis::clamped(if name == "menu" { 4_000 } else { 1_500 }),
            Media::Beep => Millis::clamped(200),
            Media::Recording { .. } => return None,
        };
        // The engine loses its report that step 1 is over.
        if step != Step::FIRST {
            self.happens(started.after(length), Event::Finished(step));
        }
        Some(length)
    }

    /// Stops a step of the engine. A step that has not begun yet is not stopped by this.
    fn stop(&mut self, stop: &Stop) {
        self.log(format!("engine <- {stop}"));
        if self.coming.iter().all(|(_, event)| *event != Event::Started(stop.step)) {
            self.coming.retain(|(_, event)| *event != Event::Finished(stop.step));
            self.happens(self.now.after(Millis::clamped(30)), Event::Finished(stop.step));
        }
    }

    /// Answers a request of the application.
    fn answer(&mut self, name: &str, answer: Result<impl Display, impl Display>) {
        self.log(match answer {
            Ok(id) => format!("app    -> {name}: accepted as operation {id}"),
            Err(refusal) => format!("app    -> {name}: refused, {refusal}"),
        });
    }

    fn happens(&mut self, at: Time, event: Event) {
        let place = self.coming.partition_point(|(other, _)| *other <= at);
        self.coming.insert(place, (at, event));
    }

    /// Waits for the next event or the deadline. A deadline at the same instant comes first.
    fn wait(&mut self, deadline: Option<Time>) -> Event {
        let timer = deadline.map(|due| (due, Event::Deadline));
        let next = self.coming.first().copied();
        // `min` prefers the first of two that are equal.
        let first = timer.into_iter().chain(next).min_by_key(|(at, _)| *at);
        let (now, event) = first.unwrap_or((self.now, Event::HangUp));
        if event != Event::Deadline && next.is_some() {
            self.coming.remove(0);
        }
        self.now = now;
        match event {
            Event::Started(step) => self.log(format!("engine -> started step {step}")),
            Event::Finished(step) => self.log(format!("engine -> finished step {step}")),
            Event::Key(tone) => self.log(format!("caller -> key {tone}")),
            Event::Deadline | Event::HangUp => {}
        }
        event
    }

    fn log(&mut self, line: impl Display) {
        self.log.push(format!("{:>8}  {line}", self.now.to_string()));
    }
}
