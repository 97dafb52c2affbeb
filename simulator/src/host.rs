//! The host of the call: what a real one does, and a record of it.

mod over;
mod steps;
mod tell;

use media_queue::{
    Applied, Command, Completion, Heard, OperationId, Report, Session, SessionApplied,
    SessionEntry, SessionInput, SessionSnapshot, SessionTone, Stale, Stuck, Time, Tone,
};

use crate::asked::Asked;
use crate::event::What;
use crate::journal::Entry;
use crate::json;
use crate::log::{Log, Mark, Span, TrackKind};
use crate::scenario::Setup;
use over::Over;
pub(crate) use steps::Known;
use steps::Steps;

/// A host with one call.
#[derive(Debug)]
pub(crate) struct Host {
    setup: Setup,
    call: Call,
    pub(crate) steps: Steps,
    pub(crate) log: Log,
}

#[derive(Debug)]
enum Call {
    Live(Box<Session<Asked, String>>),
    Over(Over),
}

/// What a request came to.
enum Accepted {
    Yes(Option<OperationId>),
    Full,
}

/// What an input brought about, out of the hands of the session.
enum Followed {
    Nothing,
    Answer(Accepted),
    Ended(Vec<Completion<Asked>>),
    Unsubscribed(String),
    Tone { name: String, tone: Tone, number: u64, report: Report<Asked> },
    Report(Report<Asked>),
}

impl From<SessionApplied<'_, Asked, String>> for Followed {
    fn from(applied: SessionApplied<'_, Asked, String>) -> Self {
        match applied {
            SessionApplied::Request(Applied::Accepted(id)) => Self::Answer(Accepted::Yes(Some(id))),
            SessionApplied::Request(Applied::PlayRefused(_) | Applied::RecordRefused(_)) => {
                Self::Answer(Accepted::Full)
            }
            SessionApplied::Request(Applied::Canceled(canceled)) => Self::Ended(canceled.collect()),
            SessionApplied::Request(Applied::Completed(ended)) => Self::Ended(vec![ended]),
            SessionApplied::Request(Applied::Unsubscribed(name)) => Self::Unsubscribed(name),
            SessionApplied::Tone(SessionTone { heard: Some(heard), report }) => {
                let Heard { subscription, number, tone } = heard;
                Self::Tone { name: subscription.clone(), tone, number, report }
            }
            SessionApplied::Report(report)
            | SessionApplied::Tone(SessionTone { heard: None, report }) => Self::Report(report),
            SessionApplied::Request(_) | SessionApplied::Command(_) => Self::Nothing,
        }
    }
}

impl Host {
    pub(crate) fn new(setup: Setup) -> Self {
        let session = Session::new(setup.limit, setup.deadlines);
        let call = Call::Live(Box::new(session));
        Self { setup, call, steps: Steps::default(), log: Log::default() }
    }

    /// The id of the operation of this name, if it was accepted.
    pub(crate) fn id_of(&mut self, name: &str) -> Option<OperationId> {
        match self.log.track(name) {
            Some(&mut TrackKind::Operation { id, .. }) => Some(id),
            _ => None,
        }
    }

    pub(crate) fn deadline(&self) -> Option<Time> {
        match &self.call {
            Call::Live(session) => session.deadline(),
            Call::Over(over) => over.wind_down.deadline(),
        }
    }

    /// Feeds what belongs together.
    pub(crate) fn feed(&mut self, entry: Entry) {
        let Entry { at: now, http, drop, inputs } = entry;
        self.log.end = now;
        let sent = self.log.messages.len();
        let seen = self.log.events.len();
        let mut accepted = Accepted::Yes(None);
        for input in inputs {
            match input {
                SessionEntry::Input { at, input } => {
                    self.note(at, &input);
                    if let Some(answer) = self.apply(now, at, input) {
                        accepted = answer;
                    }
                }
                SessionEntry::HangUp => self.hang_up(now),
            }
        }
        if let Some(http) = http {
            self.answer(now, http, &accepted, sent);
        }
        if let Some(name) = drop
            && self.log.events.len() == seen
        {
            self.log.push(now, What::Refused { name, why: "not-here".to_owned() });
        }
        if let Call::Live(session) = &self.call {
            self.steps.observe(session.queue().activity());
        }
    }

    /// Comes back after a crash, with what it had written down of its call.
    pub(crate) fn restart(&mut self, now: Time) {
        let Call::Live(session) = &mut self.call else { return };
        let written = json::text(&session.snapshot());
        let read: Result<SessionSnapshot<Asked, String>, _> = serde_json::from_str(&written);
        let restored = read
            .map_err(|error| error.to_string())
            .and_then(|read| Session::try_from(read).map_err(|error| error.to_string()));
        match restored {
            Ok(restored) => **session = restored,
            Err(why) => self.log.push(now, What::Refused { name: "restart".to_owned(), why }),
        }
    }

    /// The next command for the engine, if there is one.
    pub(crate) fn command(&mut self, now: Time) -> Option<Command> {
        let command = match &mut self.call {
            Call::Live(session) => session.command(now),
            Call::Over(over) => over.wind_down.stop(now).map(Command::Stop),
        }?;
        let (Command::Start(step) | Command::Stop(step)) = command;
        let Some(Known { name, label, media, .. }) = self.steps.known(step).cloned() else {
            return Some(command);
        };
        if matches!(command, Command::Start(_)) {
            if let Some(TrackKind::Operation { spans, .. }) = self.log.track(&name) {
                let label = label.clone();
                spans.push(Span { step, label, media, from: now, begun: None, to: None });
            }
            self.log.push(now, What::Start { name, label });
        } else {
            self.log.push(now, What::Stop { step, name, label });
        }
        Some(command)
    }

    /// What the page shows of an input itself.
    fn note(&mut self, at: Time, input: &SessionInput<Asked, String>) {
        let mark = match *input {
            SessionInput::Started(step) => {
                if let Some(span) = self.log.span(step) {
                    span.begun.get_or_insert(at);
                }
                return;
            }
            SessionInput::Ended(step) | SessionInput::Failed { step, .. } => {
                if let Some(span) = self.log.span(step) {
                    span.to.get_or_insert(at);
                }
                self.log
                    .moot(at, |what| matches!(what, What::Stop { step: of, .. } if *of == step));
                return;
            }
            SessionInput::Adopt(running) => {
                self.log.close_spans(at, running);
                return;
            }
            SessionInput::Tone(tone) => Mark::Key(tone.as_char()),
            SessionInput::SpeechStarted => Mark::Speech,
            SessionInput::SpeechStopped => Mark::Silence,
            SessionInput::Suspend => Mark::Hold,
            SessionInput::Resume => Mark::Resume,
            _ => return,
        };
        self.log.marks.push((at, mark));
    }

    /// Feeds the session an input of the time `at`.
    fn apply(
        &mut self,
        now: Time,
        at: Time,
        input: SessionInput<Asked, String>,
    ) -> Option<Accepted> {
        let session = match &mut self.call {
            Call::Live(session) => session,
            Call::Over(_) => {
                self.after_the_call(now, &input);
                return None;
            }
        };
        match Followed::from(input.apply(session, at)) {
            Followed::Answer(accepted) => return Some(accepted),
            Followed::Ended(completions) => self.ended(now, &completions, None),
            Followed::Unsubscribed(name) => self.unsubscribed(now, &name),
            Followed::Tone { name, tone, number, report } => {
                self.told(now, name, tone, number);
                self.report(now, report);
            }
            Followed::Report(report) => self.report(now, report),
            Followed::Nothing => {}
        }
        None
    }

    fn report(&mut self, now: Time, report: Report<Asked>) {
        match report {
            Report::Nothing => {}
            Report::Stale(stale) => {
                let (step, why) = match stale {
                    Stale::NotCurrent { step } => (step, "stale"),
                    Stale::NotOfThisStep { step } => (step, "not-of-this-step"),
                };
                let name = self.steps.ordinal(step);
                self.log.push(now, What::Refused { name, why: why.to_owned() });
            }
            Report::PromptInterrupted(id) => {
                let name = self.name(id);
                self.log.push(now, What::PromptInterrupted { name });
            }
            Report::Closing { id, .. } => {
                let name = self.name(id);
                self.log.push(now, What::Closing { name });
            }
            Report::Completed { completion, cut } => self.ended(now, &[completion], cut),
            Report::Stuck { stuck, completion, cut } => {
                self.stuck(now, stuck);
                self.ended(now, completion.as_slice(), cut);
            }
        }
    }

    fn stuck(&mut self, now: Time, stuck: Stuck) {
        let (command, step) = match stuck {
            Stuck::Start(step) => ("start", step),
            Stuck::Stop(step) => ("stop", step),
        };
        if let (Stuck::Start(_), Some(span)) = (stuck, self.log.span(step)) {
            span.to.get_or_insert(now);
        }
        if let Some(Known { name, label, .. }) = self.steps.known(step).cloned() {
            self.log.push(now, What::Stuck { command, name, label });
        }
    }

    fn name(&self, id: OperationId) -> String {
        let track =
            self.log.tracks.iter().find(
                |track| matches!(track.kind, TrackKind::Operation { id: of, .. } if of == id),
            );
        track.map_or_else(|| format!("operation {id}"), |track| track.name.clone())
    }
}
