//! The host of the call: what a real one does, and a record of it.

use media_queue::graph::{
    Answer as OperationAnswer, Extras, Notifications, Recording, ToneNotification,
};
use media_queue::{
    Activity, Command, Completion, EndedSession, OperationId, Player, Report, Session, SessionTone,
    Stale, Step, Stuck, Time,
};

use crate::asked::{Asked, Http};
use crate::event::{Outcome, What};
use crate::journal::{Entry, Input};
use crate::json;
use crate::log::{Answer, Direction, Log, Mark, Media, Message, Span, TrackKind};
use crate::scenario::{Plays, Setup};

/// A host with one call.
#[derive(Debug)]
pub(crate) struct Host {
    setup: Setup,
    call: Call,
    steps: Vec<Known>,
    pub(crate) log: Log,
}

/// A step that was handed out.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) step: Step,
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) media: Media,
}

#[derive(Debug)]
enum Call {
    Live(Box<Session<Asked, String>>),
    /// After the hang-up the engine is still to be stopped.
    Over {
        player: Player,
        unwanted: Option<Step>,
        /// What waits for its file.
        held: Vec<Completion<Asked>>,
    },
}

/// What a request came to.
enum Accepted {
    Yes(Option<OperationId>),
    Full,
}

impl Host {
    pub(crate) fn new(setup: Setup) -> Self {
        let session = Session::new(setup.limit, setup.deadlines);
        let call = Call::Live(Box::new(session));
        Self { setup, call, steps: Vec::new(), log: Log::default() }
    }

    /// The steps of the operation of this name, in order.
    pub(crate) fn steps_of(&self, name: &str) -> impl DoubleEndedIterator<Item = &Known> {
        self.steps.iter().filter(move |known| known.name == name)
    }

    pub(crate) fn known(&self, step: Step) -> Option<&Known> {
        self.steps.iter().rev().find(|known| known.step == step)
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
            Call::Over { player, .. } => player.deadline(),
        }
    }

    /// Feeds what belongs together.
    pub(crate) fn feed(&mut self, entry: Entry) {
        let Entry { at: now, http, inputs } = entry;
        self.log.end = now;
        let sent = self.log.messages.len();
        let mut accepted = Accepted::Yes(None);
        for input in inputs {
            if let Some(answer) = self.apply(now, input) {
                accepted = answer;
            }
        }
        if let Some(http) = http {
            self.answer(now, http, &accepted, sent);
        }
        self.observe();
    }

    /// The next command for the engine, if there is one.
    pub(crate) fn command(&mut self, now: Time) -> Option<Command> {
        let command = match &mut self.call {
            Call::Live(session) => session.command(now),
            Call::Over { player, unwanted, .. } => match unwanted.take() {
                Some(step) => Some(Command::Stop(step)),
                None => player.reconcile(None, now),
            },
        }?;
        let (Command::Start(step) | Command::Stop(step)) = command;
        if let Some(Known { name, label, media, .. }) = self.known(step).cloned() {
            if let Command::Start(_) = command {
                let label_of = label.clone();
                let span = Span { step, label: label_of, media, from: now, begun: None, to: None };
                if let Some(TrackKind::Operation { spans, .. }) = self.log.track(&name) {
                    spans.push(span);
                }
                self.log.push(now, What::Start { name, label });
            } else {
                self.log.push(now, What::Stop { step, name, label });
            }
        }
        Some(command)
    }

    fn apply(&mut self, now: Time, input: Input) -> Option<Accepted> {
        match input {
            Input::Started(step) => {
                if let Some(span) = self.log.span(step) {
                    span.begun.get_or_insert(now);
                }
            }
            Input::Ended(step) | Input::Failed(step, _) => {
                if let Some(span) = self.log.span(step) {
                    span.to.get_or_insert(now);
                }
                self.log.forget(
                    now,
                    |what| matches!(what, What::Stop { step: stopped, .. } if *stopped == step),
                );
            }
            Input::Tone(tone) => self.log.marks.push((now, Mark::Key(tone.as_char()))),
            Input::SpeechStarted(at) => self.log.marks.push((at, Mark::Speech)),
            Input::SpeechStopped(at) => self.log.marks.push((at, Mark::Silence)),
            Input::Suspend => self.log.marks.push((now, Mark::Hold)),
            Input::Resume => self.log.marks.push((now, Mark::Resume)),
            Input::HangUp => {
                self.log.marks.push((now, Mark::HangUp));
                self.hang_up(now);
                return None;
            }
            _ => {}
        }
        let session = match &mut self.call {
            Call::Live(session) => session,
            Call::Over { .. } => {
                self.after_the_call(now, &input);
                return None;
            }
        };
        let report = match input {
            Input::Play(play) => {
                return Some(
                    session.play(play).map_or(Accepted::Full, |id| Accepted::Yes(Some(id))),
                );
            }
            Input::Record(record) => {
                let answer = session.record(record);
                return Some(answer.map_or(Accepted::Full, |id| Accepted::Yes(Some(id))));
            }
            Input::CancelAll => {
                let canceled: Vec<_> = session.cancel_all().collect();
                self.ended(now, &canceled, None);
                return None;
            }
            Input::Cancel(id) => {
                match session.cancel(id) {
                    Some(canceled) => self.ended(now, &[canceled], None),
                    None => self.not_here(now, self.name(id)),
                }
                return None;
            }
            Input::SubscribeTones(name) => {
                let replaced = session.subscribe_tones(name);
                self.unsubscribed(now, replaced);
                return None;
            }
            Input::UnsubscribeTones => {
                let ended = session.unsubscribe_tones();
                self.unsubscribed(now, ended);
                return None;
            }
            Input::Resume => {
                session.resume();
                return None;
            }
            Input::Tone(tone) => {
                let SessionTone { heard, report } = session.tone(tone, now);
                if let Some(heard) = heard {
                    let name = heard.subscription.clone();
                    let told = ToneNotification::new(self.setup.call, &heard);
                    let number = heard.number;
                    let body = json::text(&told);
                    self.notify(now, body);
                    if let Some(TrackKind::Subscription { tones, .. }) = self.log.track(&name) {
                        tones.push((now, tone.as_char()));
                    }
                    self.log.push(now, What::Tone { name, tone, number });
                }
                report
            }
            Input::Started(step) => session.started(step, now),
            Input::Ended(step) => session.ended(step, now),
            Input::Failed(step, failure) => session.failed(step, failure, now),
            Input::LimitReached(step, limit) => session.limit_reached(step, limit, now),
            Input::SpeechStarted(at) => session.speech_started(at),
            Input::SpeechStopped(at) => session.speech_stopped(at),
            Input::MediaReceived => session.media_received(now),
            Input::Suspend => session.suspend(now),
            Input::Expire => session.expire(now),
            Input::HangUp => Report::Nothing,
        };
        self.report(now, report);
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
                let name = self.step_name(step);
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
        if let Some(Known { name, label, .. }) = self.known(step).cloned() {
            self.log.push(now, What::Stuck { command, name, label });
        }
    }

    fn hang_up(&mut self, now: Time) {
        let over = Call::Over {
            player: Player::new(self.setup.deadlines),
            unwanted: None,
            held: Vec::new(),
        };
        let Call::Live(session) = core::mem::replace(&mut self.call, over) else { return };
        let EndedSession { closing, ended, tone_subscription, player } = session.hang_up();
        // In order, once the file of the recording is whole.
        let mut held: Vec<_> = closing.into_iter().chain(ended).collect();
        let waits = held.iter().any(|completion| completion.audio().is_some());
        if !waits || player.busy_with().is_none() {
            self.ended(now, &core::mem::take(&mut held), None);
        }
        self.call = Call::Over { player, unwanted: None, held };
        self.unsubscribed(now, tone_subscription);
    }

    /// Only the engine is still heard of.
    fn after_the_call(&mut self, now: Time, input: &Input) {
        let Call::Over { player, unwanted, held } = &mut self.call else { return };
        let mut stuck = None;
        match *input {
            Input::Started(step) => {
                *unwanted = player.started(step, now).map(|_| step);
                return;
            }
            Input::Ended(step) | Input::Failed(step, _) => {
                if player.ended(step, now).is_none() {
                    return;
                }
            }
            Input::Expire => stuck = player.expire(now),
            _ => return,
        }
        let held = core::mem::take(held);
        if let Some(stuck) = stuck {
            self.stuck(now, stuck);
        }
        self.ended(now, &held, None);
    }

    /// Tells the application of operations that have ended.
    fn ended(&mut self, now: Time, completions: &[Completion<Asked>], cut: Option<Time>) {
        if completions.is_empty() {
            return;
        }
        let first = self.setup.etag;
        let files: Vec<_> = completions.iter().map(file).collect();
        let body =
            json::text(&Notifications::new(self.setup.call, completions).with(|completion| {
                let index = completions.iter().position(|other| other.id == completion.id);
                let file = index.and_then(|index| files.get(index));
                let recording =
                    file.map(|file| Recording { location: file, access_token: "token" });
                let number = index.and_then(|index| u64::try_from(index).ok());
                let etag = first.zip(number).map(|(first, number)| first.saturating_add(number));
                Extras { recording, etag }
            }));
        let told = u64::try_from(completions.len()).unwrap_or(u64::MAX);
        self.setup.etag = first.map(|first| first.saturating_add(told));
        self.notify(now, body);
        for completion in completions {
            let outcome = Outcome::new(completion, cut);
            self.log.forget(
                now,
                |what| matches!(what, What::Closing { name } if *name == outcome.name),
            );
            if let Some(TrackKind::Operation { end, .. }) = self.log.track(&outcome.name) {
                *end = Some((cut.unwrap_or(now), outcome.clone()));
            }
            self.log.push(now, What::Ended(outcome));
        }
    }

    /// No operation of this name is held, to be cancelled.
    pub(crate) fn not_here(&mut self, now: Time, name: String) {
        self.log.push(now, What::Refused { name, why: "not-here".to_owned() });
    }

    fn unsubscribed(&mut self, now: Time, name: Option<String>) {
        let track = name.and_then(|name| self.log.track(&name));
        if let Some(TrackKind::Subscription { end, .. }) = track {
            *end = Some(now);
        }
    }

    fn notify(&mut self, at: Time, body: String) {
        let answer = Answer { status: "204 No Content", location: None, body: None };
        let path = "https://app.example/callback".to_owned();
        self.log.messages.push(Message { at, direction: Direction::Out, path, body, answer });
    }

    /// Answers a request; what has been sent since message `sent` followed from it.
    fn answer(&mut self, at: Time, http: Http, accepted: &Accepted, sent: usize) {
        let call = self.setup.call;
        let path = format!("/v1.0/communications/calls/{call}/{}", http.action);
        let refused = |status, code: &str, message: &str| Answer {
            status,
            location: None,
            body: Some(
                serde_json::json!({ "error": { "code": code, "message": message } }).to_string(),
            ),
        };
        let (answer, kind, what) = match (&http.refused, accepted) {
            (Some(why), _) => (
                refused("400 Bad Request", "BadRequest", why),
                TrackKind::Refused("refused".to_owned()),
                Some(What::Refused { name: http.name.clone(), why: why.clone() }),
            ),
            (None, Accepted::Full) => {
                let limit = self.setup.limit;
                let message = format!("The queue holds {limit} operations already.");
                (
                    refused("409 Conflict", "QueueFull", &message),
                    TrackKind::Refused("queue full".to_owned()),
                    Some(What::Refused {
                        name: http.name.clone(),
                        why: format!("queue-full limit={limit}"),
                    }),
                )
            }
            (None, &Accepted::Yes(id)) => {
                let client_context = http.client_context.as_deref();
                let answer = OperationAnswer { kind: http.kind(), id: http.id, client_context };
                let location = answer.location("/v1.0", call).to_string();
                let kind = match id {
                    Some(id) => TrackKind::Operation { id, spans: Vec::new(), end: None },
                    None if http.is_cancel() => TrackKind::Cancel,
                    None => TrackKind::Subscription { tones: Vec::new(), end: None },
                };
                let done = http.is_cancel().then(|| What::Answered { name: http.name.clone() });
                let body = Some(json::text(&answer));
                (Answer { status: "200 OK", location: Some(location), body }, kind, done)
            }
        };
        self.log.request(at, &http, kind);
        let message = Message { at, direction: Direction::In, path, body: http.body, answer };
        self.log.messages.insert(sent.min(self.log.messages.len()), message);
        if let Some(what) = what {
            self.log.push(at, what);
        }
    }

    /// Takes note of the step that is current now.
    fn observe(&mut self) {
        let Call::Live(session) = &self.call else { return };
        let (step, context, label, media) = match session.queue().activity() {
            Activity::Prompt { step, context, index, .. } => {
                let sound = context.sounds.get(usize::from(index));
                let plays = sound.map_or(Plays::For(context.beep), |sound| sound.plays);
                (step, context, context.sound(index), Media::Prompt(plays))
            }
            Activity::Beep { step, context, .. } => {
                (step, context, "beep", Media::Beep(context.beep))
            }
            Activity::Recording { step, context, .. } => {
                (step, context, "recording", Media::Recording)
            }
            Activity::Idle | Activity::Suspended => return,
        };
        if self.steps.last().is_none_or(|known| known.step != step) {
            let (name, label) = (context.name.clone(), label.to_owned());
            self.steps.push(Known { step, name, label, media });
        }
    }

    fn name(&self, id: OperationId) -> String {
        let track =
            self.log.tracks.iter().find(
                |track| matches!(track.kind, TrackKind::Operation { id: of, .. } if of == id),
            );
        track.map_or_else(|| format!("operation {id}"), |track| track.name.clone())
    }

    /// `NAME#ORDINAL`
    fn step_name(&self, step: Step) -> String {
        let Some(Known { name, .. }) = self.known(step) else {
            return format!("step {step}");
        };
        let ordinal = self.steps_of(name).take_while(|known| known.step <= step).count();
        format!("{name}#{ordinal}")
    }
}

/// Where a recording lies.
fn file(completion: &Completion<Asked>) -> String {
    format!("https://recordings.example/{}.wav", completion.context().name)
}
