//! One random call: a session, its engine, and what they may do.

use core::num::NonZeroU16;
use std::collections::BTreeMap;

use media_queue::session::{Command, Completed, EngineSettings, PromptEnds, Reaction, Session};
use media_queue::{MediaFailure, OperationId, Step, Time, ToneReport};

use super::event::{Deed, Event};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Host {
    Punctual,
    Late,
}

/// What the engine was told to start and has not ended.
#[derive(Clone, Copy, Debug)]
struct Run {
    step: Step,
    sounds: bool,
    told_to_stop: bool,
}

#[derive(Debug)]
pub(crate) struct Call {
    session: Session<u64>,
    host: Host,
    runs: Vec<Run>,
    now: u64,
    /// What has been accepted and not completed, in order, and whether it has begun.
    open: BTreeMap<OperationId, bool>,
    accepted: u64,
    completed: u64,
    tones: u64,
    last: Option<Step>,
}

impl Call {
    pub(crate) fn new(settings: EngineSettings, host: Host) -> Self {
        let mut session = Session::new(NonZeroU16::new(5).unwrap(), settings);
        assert_eq!(session.subscribe_tones(7), None);
        Self {
            session,
            host,
            runs: Vec::new(),
            now: 1_000,
            open: BTreeMap::new(),
            accepted: 0,
            completed: 0,
            tones: 0,
            last: None,
        }
    }

    pub(crate) fn run(mut self, events: &[Event]) {
        for event in events {
            self.happens(event);
            if self.host == Host::Punctual {
                self.look();
                self.send_all();
            }
            self.check();
        }
        self.comes_to_an_end();
    }

    fn at(&self) -> Time {
        Time::from_millis(self.now)
    }

    fn happens(&mut self, event: &Event) {
        let at = self.at();
        match *event {
            Event::Play(play) => {
                if let Ok(id) = self.session.play(play, self.accepted) {
                    self.accepts(id);
                }
            }
            Event::Record(record) => {
                if let Ok(id) = self.session.record(record, self.accepted) {
                    self.accepts(id);
                }
            }
            Event::Cancel(which) => {
                let held: Vec<_> = self.session.queue().operations().map(|held| held.id).collect();
                if let Some(id) = held.get(which % held.len().max(1)) {
                    let canceled = self.session.cancel(*id, at).expect("it is held");
                    self.completes(canceled.id, canceled.context);
                }
            }
            Event::CancelAll => {
                let canceled: Vec<_> = self.session.cancel_all(at).collect();
                for canceled in canceled {
                    self.completes(canceled.id, canceled.context);
                }
            }
            Event::Suspend => self.take(Session::suspend),
            Event::Resume => self.session.resume(),
            Event::Tone(tone) => {
                let ToneReport { heard, effect, .. } = self.session.tone(tone, at);
                self.tones += 1;
                assert_eq!(heard.map(|heard| heard.number), Some(self.tones));
                self.take(|_, _| effect);
            }
            Event::Speech(true) => self.take(Session::speech_started),
            Event::Speech(false) => self.take(Session::speech_stopped),
            Event::Media => self.take(Session::media_received),
            Event::Engine(which, deed) => {
                if let Some(run) = self.runs.get(which % self.runs.len().max(1)).copied() {
                    self.engine(run, deed);
                }
            }
            Event::Length(length) => {
                if let Some(step) = self.session.player().busy_with() {
                    self.take(|session, _| session.prompt_length(step, length));
                }
            }
            Event::Detach => self.session.detach(),
            Event::Adopt { lost } => {
                if lost {
                    self.runs.clear();
                }
                self.adopt();
            }
            Event::Pass(millis) => self.pass(u64::from(millis)),
            Event::Look => self.look(),
            Event::Send => {
                self.send();
            }
        }
    }

    fn accepts(&mut self, id: OperationId) {
        assert!(self.open.last_key_value().is_none_or(|(last, _)| *last < id), "ids rise");
        self.open.insert(id, false);
        self.accepted += 1;
    }

    fn completes(&mut self, id: OperationId, context: u64) {
        assert!(self.open.remove(&id).is_some(), "operation {id} is handed out once");
        assert_eq!(id.get(), context + 1, "each has its own context");
        self.completed += 1;
    }

    fn take(&mut self, input: impl FnOnce(&mut Session<u64>, Time) -> Reaction<u64>) {
        let at = self.at();
        match input(&mut self.session, at) {
            Reaction::Began { id, step } => {
                assert_eq!(self.open.insert(id, true), Some(false), "operation {id} begins once");
                assert_eq!(self.session.queue().wanted(), Some(step));
            }
            Reaction::Stop(stop) => self.stop(stop.step),
            Reaction::Closing { id, cut } => {
                let closing = self.session.closing().expect("it waits for its file");
                assert_eq!((closing.completion.id, closing.cut), (id, cut));
            }
            other => {
                if let Some(Completed { completion, cut, .. }) = other.into_completed() {
                    assert!(cut.is_none() || completion.audio().is_some(), "only audio is cut");
                    self.completes(completion.id, completion.context);
                }
            }
        }
    }

    fn engine(&mut self, Run { step, sounds, .. }: Run, deed: Deed) {
        let heard = !self.session.is_detached();
        match deed {
            Deed::Begins | Deed::BeginsUnheard if !sounds => {
                self.runs.iter_mut().find(|run| run.step == step).unwrap().sounds = true;
                if heard && matches!(deed, Deed::Begins) {
                    self.take(|session, at| session.started(step, at));
                }
            }
            Deed::ConfirmsAgain if sounds && heard => {
                self.take(|session, at| session.started(step, at));
            }
            Deed::Ends | Deed::EndsUnheard if sounds => {
                self.runs.retain(|run| run.step != step);
                if heard && matches!(deed, Deed::Ends) {
                    self.take(|session, at| session.finished(step, at));
                }
            }
            Deed::Fails(failure) => {
                self.runs.retain(|run| run.step != step);
                if heard {
                    self.take(|session, at| session.failed(step, failure, at));
                }
            }
            Deed::ReachesLimit(limit) if sounds && heard => {
                self.take(|session, at| session.limit_reached(step, limit, at));
            }
            _ => {}
        }
    }

    /// The engine is asked what sounds. It forgets what it has not begun.
    fn adopt(&mut self) {
        self.runs.retain(|run| run.sounds);
        let wanted = self.session.queue().wanted();
        let runs = |step: &Step| self.runs.iter().any(|run| run.step == *step);
        let running = wanted.filter(runs).or(self.runs.last().map(|run| run.step));
        self.take(|session, at| session.adopt(running, at));
        let others: Vec<_> = self.runs.iter().map(|run| run.step).collect();
        for step in others.into_iter().filter(|step| Some(*step) != running) {
            self.take(|session, at| session.started(step, at));
        }
    }

    fn pass(&mut self, millis: u64) {
        let until = self.now + millis;
        if self.host == Host::Punctual {
            while let Some(due) = self.session.deadline().filter(|due| due.as_millis() <= until) {
                self.now = self.now.max(due.as_millis());
                self.look();
                self.send_all();
            }
        }
        self.now = until;
    }

    fn look(&mut self) {
        for looks in 0.. {
            assert!(looks < 8, "expire comes to an end");
            if self.session.deadline().is_none_or(|due| due > self.at()) {
                break;
            }
            self.take(Session::expire);
        }
    }

    fn send_all(&mut self) {
        while self.send() {}
        let session = &self.session;
        let (wanted, busy) = (session.queue().wanted(), session.player().busy_with());
        let waits = wanted.is_none() || busy.is_some() || session.is_detached();
        assert!(waits, "what is wanted is started");
    }

    fn send(&mut self) -> bool {
        let at = self.at();
        let step = match self.session.next_command(at) {
            None => return false,
            Some(Command::Stop(stop)) => {
                self.stop(stop.step);
                return true;
            }
            Some(Command::Start(start)) => start.step,
        };
        assert!(self.last < Some(step), "step {step} is started once");
        assert_eq!(Some(step), self.session.queue().wanted());
        self.last = Some(step);
        self.runs.push(Run { step, sounds: false, told_to_stop: false });
        true
    }

    fn stop(&mut self, step: Step) {
        assert_ne!(Some(step), self.session.queue().wanted().filter(|_| self.last >= Some(step)));
        for run in self.runs.iter_mut().filter(|run| run.step == step) {
            run.told_to_stop = true;
        }
    }

    fn check(&self) {
        let closing = self.session.closing().map(|closing| closing.completion.id);
        let held = self.session.queue().operations().map(|held| held.id);
        assert!(closing.into_iter().chain(held).eq(self.open.keys().copied()), "nothing is lost");
        assert_eq!(self.accepted, self.completed + self.open.len() as u64);
        if self.session.is_detached() {
            assert_eq!(self.session.deadline(), None);
        }
    }

    /// The host does what it has to, the engine what it is told, and it says so unless it
    /// has lost a report before.
    fn comes_to_an_end(mut self) {
        let ends = self.session.player().settings().prompt_ends;
        let may_last = matches!(ends, PromptEnds::Reported { longest: None, .. });
        self.session.resume();
        if self.session.is_detached() || may_last {
            self.adopt();
        }
        self.host = Host::Punctual;
        for _ in 0..400 {
            self.look();
            self.send_all();
            self.check();
            let Some(run) = self.runs.first().copied() else {
                let Some(due) = self.session.deadline() else { break };
                self.now = self.now.max(due.as_millis());
                continue;
            };
            let deed = match run {
                Run { sounds: false, told_to_stop: true, .. } => Deed::Fails(MediaFailure::Engine),
                Run { sounds: false, .. } => Deed::Begins,
                Run { sounds: true, .. } => Deed::Ends,
            };
            self.engine(run, deed);
        }
        self.send_all();
        assert!(self.open.is_empty() && self.session.queue().is_empty(), "all is handed out");
        assert_eq!(self.session.player().busy_with(), None, "the engine is at rest");
        assert_eq!((self.session.deadline(), self.session.closing()), (None, None));
        assert_eq!(self.accepted, self.completed);
        let left = self.session.hang_up(Time::from_millis(self.now));
        assert!(left.closing.is_none() && left.completions.count() == 0);
        assert!(left.wind_down.is_at_rest());
    }
}
