//! The host of the call: what a real one does, and the record of it.

mod answer;
mod entry;
mod notify;
mod over;
mod react;
mod steps;

use media_queue::journal::{self, Applied, Event, Fact};
use media_queue::session::{Command, Reaction, Restored, Session, Stop};
use media_queue::snapshot::SessionSnapshot;
use media_queue::{OperationId, Step, Time};

pub(crate) use self::entry::{Entry, Input};
use self::over::Over;
pub(crate) use self::steps::Known;
use self::steps::Steps;
use crate::json;
use crate::log::{Bar, Log, Mark, Media, TrackKind, What};
use crate::request::Context;
use crate::scenario::Setup;

/// A host with one call.
#[derive(Debug)]
pub(crate) struct Host {
    setup: Setup,
    call: Call,
    pub(crate) steps: Steps,
    pub(crate) log: Log,
    /// What is to be sent at once, because a reaction says so.
    stops: Vec<Stop>,
}

#[derive(Debug)]
enum Call {
    Live(Box<Session<Context, String>>),
    Over(Over),
}

/// A command for the engine.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Order {
    Start { step: Step, media: Media },
    Stop { step: Step },
}

/// The answer to a request.
enum Accepted {
    Yes(Option<OperationId>),
    Full,
}

impl Host {
    pub(crate) fn new(setup: Setup) -> Self {
        let session = Session::new(setup.limit, setup.engine());
        Self {
            setup,
            call: Call::Live(Box::new(session)),
            steps: Steps::default(),
            log: Log::default(),
            stops: Vec::new(),
        }
    }

    /// Returns the id of the operation of this name, if it was accepted.
    pub(crate) fn id_of(&mut self, name: &str) -> Option<OperationId> {
        match self.log.track(name) {
            Some(&mut TrackKind::Operation { id, .. }) => Some(id),
            _ => None,
        }
    }

    /// Returns the step that the engine should be running.
    pub(crate) fn wanted(&self) -> Option<Step> {
        match &self.call {
            Call::Live(session) => session.queue().wanted(),
            Call::Over(_) => None,
        }
    }

    pub(crate) fn deadline(&self) -> Option<Time> {
        match &self.call {
            Call::Live(session) => session.deadline(),
            Call::Over(over) => over.wind_down.deadline(),
        }
    }

    /// Passes on what belongs together, and sends what followed to the application.
    pub(crate) fn feed(&mut self, entry: Entry) {
        let Entry { at: now, http, drop, inputs } = entry;
        self.log.end = now;
        let sent = self.log.messages.len();
        let seen = self.log.events.len();
        let mut accepted = Accepted::Yes(None);
        for input in inputs {
            match input {
                journal::Entry::Input(at, input) => {
                    self.note(at, &input);
                    if let Some(answer) = self.apply(now, at, input) {
                        accepted = answer;
                    }
                }
                journal::Entry::HangUp(at) => self.hang_up(at),
            }
        }
        if let Some(http) = http {
            self.answer(now, http, &accepted, sent);
        }
        match drop {
            Some(name) if self.log.events.len() == seen => {
                self.log.push(now, What::Refused { name, why: "not-here".to_owned() });
            }
            _ => {}
        }
        if let Call::Live(session) = &self.call {
            self.steps.observe(session.queue().current_step());
        }
    }

    /// Returns the commands for the engine that follow from what was fed.
    pub(crate) fn orders(&mut self, now: Time) -> Vec<Order> {
        let mut orders = Vec::new();
        for stop in core::mem::take(&mut self.stops) {
            orders.push(self.send_stop(now, &stop));
        }
        while let Some(order) = self.next_order(now) {
            orders.push(order);
        }
        orders
    }

    /// Comes back after a crash, with the snapshot of its call.
    ///
    /// # Errors
    ///
    /// Returns what is wrong if the call is not as it was.
    pub(crate) fn restart(&mut self) -> Result<(), String> {
        if let Call::Live(session) = &mut self.call {
            **session = restored(session)?.into_session();
        }
        Ok(())
    }

    /// Restores the call from its snapshot, and compares.
    ///
    /// # Errors
    ///
    /// Returns what is wrong if the call is not as it was.
    pub(crate) fn check_snapshot(&self) -> Result<(), String> {
        match &self.call {
            Call::Live(session) => restored(session).map(drop),
            Call::Over(_) => Ok(()),
        }
    }

    fn next_order(&mut self, now: Time) -> Option<Order> {
        let stop = match &mut self.call {
            Call::Live(session) => match session.next_command(now)? {
                Command::Start(start) => {
                    let known = Known::of(start);
                    return Some(self.send_start(now, known));
                }
                Command::Stop(stop) => stop,
            },
            Call::Over(over) => over.wind_down.next_stop(now)?,
        };
        Some(self.send_stop(now, &stop))
    }

    fn send_start(&mut self, now: Time, known: Known) -> Order {
        let Known { step, name, label, media } = known;
        if let Some(TrackKind::Operation { bars, .. }) = self.log.track(&name) {
            let label = label.clone();
            bars.push(Bar { step, label, media, from: now, begun: None, to: None });
        }
        self.log.push(now, What::Start { name, label });
        Order::Start { step, media }
    }

    fn send_stop(&mut self, now: Time, stop: &Stop) -> Order {
        let Stop { step, cut, .. } = *stop;
        if let Some(Known { name, label, .. }) = self.steps.known(step).cloned() {
            self.log.push(now, What::Stop { step, name, label, cut });
        }
        Order::Stop { step }
    }

    /// Notes what the timeline shows of an input.
    fn note(&mut self, at: Time, input: &Input) {
        let Input::Event(event) = input else { return };
        let mark = match *event {
            Event::Fact(Fact::Started(step)) => {
                if let Some(bar) = self.log.bar(step) {
                    bar.begun.get_or_insert(at);
                }
                return;
            }
            Event::Fact(Fact::Finished(step) | Fact::Failed(step, _)) => {
                self.close_bar(step, at);
                self.log
                    .moot(at, |what| matches!(what, What::Stop { step: of, .. } if *of == step));
                return;
            }
            Event::Adopt(running) => {
                self.log.close_bars(at, running.as_slice());
                Mark::Reconnect
            }
            Event::Detach => Mark::Disconnect,
            Event::SpeechStopped => Mark::Silence,
            Event::Fact(Fact::Tone(tone)) => Mark::Key(tone.as_char()),
            Event::Fact(Fact::SpeechStarted) => Mark::Speech,
            Event::Fact(Fact::Suspend) => Mark::Hold,
            Event::Fact(Fact::Resume) => Mark::Resume,
            _ => return,
        };
        self.log.marks.push((at, mark));
    }

    /// Passes on an input of the time `at`. Returns the answer to a request.
    fn apply(&mut self, now: Time, at: Time, input: Input) -> Option<Accepted> {
        let session = match &mut self.call {
            Call::Live(session) => session,
            Call::Over(_) => {
                self.after_the_call(now, &input);
                return None;
            }
        };
        let busy = session.player().busy_with();
        let tone = match &input {
            Input::Event(Event::Fact(Fact::Tone(tone))) => Some(*tone),
            _ => None,
        };
        match input.apply(session, at) {
            Applied::Accepted(id) => return Some(Accepted::Yes(Some(id))),
            Applied::PlayRefused(_) | Applied::RecordRefused(_) => return Some(Accepted::Full),
            Applied::Canceled(completions) => {
                self.ended(now, completions.into_iter().map(|completion| (completion, None)));
            }
            Applied::PreviousSubscription(name) => {
                if let Some(name) = name {
                    self.unsubscribed(now, &name);
                }
            }
            Applied::Tone { number, effect, .. } => {
                if let Some((tone, number)) = tone.zip(number) {
                    self.report_tone(now, tone, number);
                }
                self.react(now, effect);
            }
            Applied::Effect(reaction) => {
                self.follow(at, busy, &reaction);
                self.react(now, reaction);
            }
        }
        None
    }

    /// Notes what the player knows without a report of the engine: what has begun, and what
    /// was over at its length.
    fn follow(&mut self, at: Time, busy: Option<Step>, reaction: &Reaction<Context>) {
        let Call::Live(session) = &self.call else { return };
        let (now_busy, running) = (session.player().busy_with(), session.player().running());
        if let Some((step, since)) = running {
            if let Some(bar) = self.log.bar(step) {
                bar.begun.get_or_insert(since);
            }
        }
        match busy {
            Some(step) if busy != now_busy && !matches!(reaction, Reaction::Stuck { .. }) => {
                self.close_bar(step, at);
            }
            _ => {}
        }
    }

    fn close_bar(&mut self, step: Step, at: Time) {
        if let Some(bar) = self.log.bar(step) {
            bar.to.get_or_insert(at);
        }
    }

    fn name_of(&self, id: OperationId) -> String {
        let track =
            self.log.tracks.iter().find(
                |track| matches!(track.kind, TrackKind::Operation { id: of, .. } if of == id),
            );
        track.map_or_else(|| format!("operation {id}"), |track| track.name.clone())
    }
}

/// Writes the snapshot of a session and reads it back. Both are equal.
fn restored(session: &Session<Context, String>) -> Result<Restored<Context, String>, String> {
    let text = json::text(&session.snapshot());
    let snapshot: SessionSnapshot<Context, String> =
        serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let restored = Restored::try_from(snapshot).map_err(|error| error.to_string())?;
    if restored.session() == session {
        Ok(restored)
    } else {
        Err(format!("the restored session differs: {text}"))
    }
}
