//! Host, engine, caller and time together, and what an answer may say.

use core::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use media_queue::{OperationId, RecordLimit, Step, Time};

use super::away::Away;
use super::ear::Ear;
use super::engine::Engine;
use super::found::{Found, Trail};
use super::host::{Answer, HandedOut, Host, Sent};
use super::laws;
use super::worlds::{Beside, Settings};
use crate::key::Key;

#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) host: Host,
    pub(crate) engine: Engine,
    pub(crate) ear: Ear,
    pub(crate) away: Option<Away>,
    pub(crate) now: u64,
    /// What has been accepted and not completed, in order.
    pub(crate) open: Vec<OperationId>,
    /// The recording that has ended and whose file is awaited.
    pub(crate) closing: Option<(OperationId, Step)>,
    /// The last step that the engine was told to start.
    pub(crate) last: Option<Step>,
    pub(crate) settings: &'static Settings,
    pub(crate) found: Found,
    /// The names of the answers.
    pub(crate) seen: Rc<RefCell<BTreeSet<&'static str>>>,
    /// The last operation that began.
    began: Option<OperationId>,
    trail: Trail,
}

/// Longer ago than every span of the worlds and the longest time away.
const PAST: u64 = 6;

/// Whether an answer may end a recording by a limit that has not been reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ends {
    /// The limit must have been reached.
    ByItsLimits,
    /// The recording is lost, and that is called a media timeout (rule M2).
    Lost,
}

impl World {
    pub(crate) fn new(settings: &'static Settings) -> Self {
        Self {
            host: Host::new(settings),
            engine: Engine::default(),
            ear: Ear::default(),
            away: None,
            now: 1_000,
            open: Vec::new(),
            closing: None,
            last: None,
            settings,
            found: Found::default(),
            seen: Rc::default(),
            began: None,
            trail: Trail::default(),
        }
    }

    pub(crate) fn now(&self) -> Time {
        Time::from_millis(self.now)
    }

    pub(crate) fn key(&self) -> Key {
        let Self { host, engine, ear, away, now, open, closing, last, began, .. } = self;
        let wanted = host.wanted();
        let started = (host.last_started() < wanted, *last < wanted);
        let has_begun = began.is_some() && began.as_ref() == host.operations().first();
        Key::of(
            format_args!(
                "{host:?}{engine:?}{ear:?}{away:?}{open:?}{closing:?}{started:?}{has_begun}"
            ),
            wanted,
            *now,
            PAST,
        )
    }

    /// The limit that the recording in progress reaches first, and when.
    pub(crate) fn due(&self) -> Option<(RecordLimit, Time)> {
        self.ear.due(self.settings.record)
    }

    /// A copy in which `edge` happened and the laws were checked.
    pub(crate) fn after(&self, edge: impl Into<String>, take: impl FnOnce(&mut Self)) -> Self {
        let mut next = self.clone();
        next.trail = self.trail.then(edge.into());
        take(&mut next);
        if next.settings.have(Beside::IsMute) {
            next.engine.only(next.host.busy_with());
        }
        next.ear.only(next.host.wanted());
        laws::check(&mut next);
        next.found.file(&next.trail, &next.host);
        next
    }

    /// The application asks for something.
    pub(crate) fn asks(&mut self, ask: impl FnOnce(&mut Self)) {
        ask(self);
        let wanted = self.host.wanted();
        if let Some(away) = &mut self.away {
            away.asked(wanted);
        }
    }

    /// The host tells the session something that does not lose a recording.
    pub(crate) fn tell(&mut self, tell: impl FnOnce(&mut Host, Time) -> Answer) {
        self.tell_of(Ends::ByItsLimits, tell);
    }

    /// The host tells the session something that may lose a recording.
    pub(crate) fn tell_of(&mut self, ends: Ends, tell: impl FnOnce(&mut Host, Time) -> Answer) {
        let now = self.now();
        let answer = tell(&mut self.host, now);
        self.trail.note(answer.to_string());
        if ends == Ends::ByItsLimits && self.settings.hears_starts() {
            self.ended_in_time(&answer);
        }
        if !answer.name.is_empty() {
            self.seen.borrow_mut().insert(answer.name);
        }
        if let Some(id) = answer.began {
            self.law(self.began < Some(id) && self.open.contains(&id), laws::BEGINS_ONCE);
            self.began = Some(id);
        }
        if let Some(step) = answer.stuck {
            self.engine.give_up(step);
        }
        if let Some(step) = answer.stop {
            self.engine.stop(step);
        }
        if let (Some(id), Some(recording)) = (answer.closing, self.ear.recording) {
            self.closing = Some((id, recording.step));
        }
        for operation in &answer.completed {
            self.completed(operation);
        }
    }

    /// What has timed out has had its time.
    fn ended_in_time(&mut self, answer: &Answer) {
        let is_known = |closing: (OperationId, Step)| answer.hands_out(closing.0);
        let limit = answer.limit.filter(|_| !self.closing.is_some_and(is_known));
        if self.away.is_some() {
            let stuck = answer.stuck.or(answer.overdue);
            self.law(limit.is_none() && stuck.is_none(), laws::NOTHING_ENDS_AWAY);
        } else if let Some(limit) = limit {
            let reached = self.due().filter(|(_, due)| *due <= self.now());
            self.law(reached.is_some(), laws::not_too_early(limit, self.ear.told_twice()));
            self.law(reached.is_none_or(|(first, _)| first == limit), laws::FIRST_LIMIT);
        }
    }

    fn completed(&mut self, operation: &HandedOut) {
        let index = self.open.iter().position(|open| *open == operation.id);
        self.law(index.is_some(), laws::HANDED_OUT_ONCE);
        if let Some(index) = index {
            self.open.remove(index);
        }
        if operation.keeps_audio {
            let closing = self.closing.take_if(|(id, _)| *id == operation.id);
            let step = closing.map(|(_, step)| step);
            let step = step.or(self.ear.recording.map(|recording| recording.step));
            let records = step.is_some_and(|step| self.engine.is_awaited(step));
            self.law(!records, laws::FILE_IS_WHOLE);
        }
    }

    /// The engine has ended `step`, or says so. The host waits for it no longer.
    pub(crate) fn ends(&mut self, step: Step) {
        if self.settings.have(Beside::Lies) {
            self.engine.says_ended(step);
        } else {
            self.engine.end(step);
        }
    }

    /// The host has the engine back and tells the session what runs.
    pub(crate) fn is_back(&mut self, running: Option<Step>) {
        let away = self.away.take();
        self.engine.found(running);
        let goes_on = running.is_some() && running == self.host.wanted();
        let mut is_over = false;
        if goes_on {
            self.recording_starts(running);
            self.ear.listens_again(self.now());
            is_over = self.due().is_some_and(|(_, due)| due <= self.now());
            self.tell(|host, now| host.adopt(running, now));
        } else {
            self.tell_of(Ends::Lost, |host, now| host.adopt(running, now));
            self.ear.forget();
        }
        if running.is_some() && running == away.and_then(|away| away.wanted) {
            self.law(is_over || self.host.wanted() == running, laws::FOUND_RUNNING_GOES_ON);
        }
    }

    /// The host hears that `step` runs.
    pub(crate) fn recording_starts(&mut self, step: Option<Step>) {
        if !self.settings.hears_starts() {
            return;
        }
        let wanted = self.host.wanted().filter(|_| self.host.wants_a_recording());
        if let Some(step) = step.filter(|_| step == wanted) {
            self.ear.recording_starts(step, self.now());
        }
    }

    /// The host asks for one command and sends it.
    pub(crate) fn send(&mut self) {
        let command = self.host.command(self.now());
        match command {
            Some(Sent::Start(step)) => self.start(step),
            Some(Sent::Stop(step)) => {
                self.law(Some(step) != self.host.wanted(), laws::ONLY_THE_UNWANTED);
                self.engine.stop(step);
            }
            None => {}
        }
        self.trail.note(command.map_or_else(String::new, |command| match command {
            Sent::Start(step) => format!("Start({step})"),
            Sent::Stop(step) => format!("Stop({step})"),
        }));
    }

    fn start(&mut self, step: Step) {
        let is_new = self.last.is_none_or(|last| step > last);
        self.law(is_new && Some(step) == self.host.wanted(), laws::ONLY_THE_WANTED);
        self.law(self.engine.iter().all(|run| run.given_up), laws::ONE_AT_A_TIME);
        self.last = Some(step);
        if let Some(of) = self.host.operations().first() {
            self.engine.start(step, *of);
        }
    }

    pub(crate) fn law(&mut self, holds: bool, law: &'static str) {
        if !holds {
            self.trail.breaks(law);
        }
    }
}
