//! What the lines of a scenario do.

use media_queue::Time;
use media_queue::journal::{self, Event, Fact, Request as Ask};

use super::Run;
use crate::host::{Entry, Input, Known};
use crate::log::What;
use crate::request::{self, Call, Context};
use crate::scenario::{Action, Problem, Request, StepName, Survivor};

impl Run {
    pub(super) fn act(&mut self, now: Time, action: &Action) -> Result<(), Problem> {
        let event = match action {
            Action::Request(request) => {
                self.request(now, request.clone());
                return Ok(());
            }
            Action::Unsubscribe => {
                self.write(Entry::of(now, vec![input(now, Ask::UnsubscribeTones)]));
                return Ok(());
            }
            Action::Drop(name) => {
                let cancel = self.host.id_of(name).map(|id| input(now, Ask::Cancel(id)));
                let inputs = Vec::from_iter(cancel);
                self.write(Entry { drop: Some(name.clone()), ..Entry::of(now, inputs) });
                return Ok(());
            }
            Action::HangUp => {
                self.silence = None;
                self.write(Entry::of(now, vec![journal::Entry::HangUp(now)]));
                return Ok(());
            }
            Action::Speech(at) => {
                self.silence = None;
                self.feed_at(now, at.unwrap_or(now), Event::Fact(Fact::SpeechStarted));
                return Ok(());
            }
            Action::Silence(at) => {
                self.silence = None;
                self.feed_at(now, at.unwrap_or(now), Event::SpeechStopped);
                return Ok(());
            }
            Action::Restart(survivor) => {
                self.feed(now, Event::Detach);
                if let Err(why) = self.host.restart() {
                    self.host.log.push(now, What::Refused { name: "restart".to_owned(), why });
                }
                self.reconnect(now, *survivor);
                return Ok(());
            }
            Action::Reconnect(survivor) => {
                self.reconnect(now, *survivor);
                return Ok(());
            }
            &Action::Busy(span) => {
                self.busy = now.after(span);
                return Ok(());
            }
            Action::Engine(change) => {
                self.engine.change(*change);
                return Ok(());
            }
            Action::Report(name, report) => {
                let Known { step, media, .. } = self.step(name)?;
                self.engine.reported(step, *report, media, now);
                self.report(now, step, *report);
                return Ok(());
            }
            Action::Expect(_) => return Ok(()),
            Action::Disconnect => {
                self.connected = false;
                Event::Detach
            }
            &Action::Speak(span) => {
                self.silence = Some(now.after(span));
                Event::Fact(Fact::SpeechStarted)
            }
            Action::Key(tone) => Event::Fact(Fact::Tone(*tone)),
            Action::Media => Event::MediaReceived,
            Action::Hold => Event::Fact(Fact::Suspend),
            Action::Resume => Event::Fact(Fact::Resume),
        };
        self.feed(now, event);
        Ok(())
    }

    fn request(&mut self, now: Time, request: Request) {
        let (http, call) = request::read(request, self.engine.lengths_of_bodies());
        let asks = match call {
            Call::Play(play, context) => vec![Ask::Play(play, context)],
            Call::Record { record, context, barge_in: false } => {
                vec![Ask::Record(record, context)]
            }
            Call::Record { record, context, barge_in: true } => {
                vec![Ask::CancelAll, Ask::Record(record, context)]
            }
            Call::Subscribe => vec![Ask::SubscribeTones(http.name.clone())],
            Call::Cancel => vec![Ask::CancelAll],
            Call::Nothing => Vec::new(),
        };
        let inputs = asks.into_iter().map(|ask| input(now, ask)).collect();
        self.write(Entry { http: Some(http), ..Entry::of(now, inputs) });
    }

    /// The host asks the engine what it runs. The session takes one step, the wanted one if
    /// it runs. Each of the others is reported as started, and stopped for that.
    fn reconnect(&mut self, now: Time, survivor: Survivor) {
        if survivor == Survivor::Nobody {
            self.engine.crash();
        }
        self.connected = true;
        let mut running = self.engine.running();
        let wanted = self.host.wanted();
        let adopted = running.iter().position(|step| Some(*step) == wanted);
        let adopted = match adopted {
            Some(index) => Some(running.remove(index)),
            None => running.pop(),
        };
        self.feed(now, Event::Adopt(adopted));
        for step in running {
            self.feed(now, Event::Fact(Fact::Started(step)));
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

fn input(at: Time, ask: Ask<Context, String>) -> journal::Entry<Input> {
    journal::Entry::Input(at, Input::Request(ask))
}
