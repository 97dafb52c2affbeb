//! A host, an engine and the time, and the laws that hold wherever they come to.

use std::rc::Rc;

use media_queue::{
    Audio, Command, Completion, Deadlines, Interrupts, OperationId, Play, Record, Report, Step,
    Stuck, Time, WindDown,
};

use super::engine::{Engine, Run, Runs};
use super::host::Host;

#[derive(Clone, Debug)]
pub(crate) struct World<H> {
    pub(crate) host: H,
    pub(crate) now: u64,
    pub(crate) engine: Engine,
    pub(crate) runs: Runs,
    /// The last step the engine was told to start.
    pub(crate) last: u64,
    /// What has been accepted and not completed.
    pub(crate) open: Vec<OperationId>,
    /// What has ended and waits for its file.
    pub(crate) closing: Option<OperationId>,
    trail: Option<Rc<Trail>>,
}

/// How the walk came here, for the one who must find out why.
#[derive(Debug)]
struct Trail {
    edge: String,
    before: Option<Rc<Self>>,
}

impl<H: Host> World<H> {
    pub(crate) fn new(engine: Engine) -> Self {
        let deadlines = Deadlines { start: engine.deadline(), stop: engine.deadline() };
        Self {
            host: H::new(engine.operations(), deadlines),
            now: 1_000,
            engine,
            runs: Runs::default(),
            last: 0,
            open: Vec::new(),
            closing: None,
            trail: None,
        }
    }

    pub(crate) fn now(&self) -> Time {
        Time::from_millis(self.now)
    }

    pub(crate) fn wanted(&self) -> Option<Step> {
        self.host.queue().wanted()
    }

    /// A copy that takes `edge`, then sends what is to be sent, and obeys the laws.
    pub(crate) fn after(&self, edge: impl Into<String>, take: impl FnOnce(&mut Self)) -> Self {
        let mut next = self.clone();
        let trail = Trail { edge: edge.into(), before: next.trail.take() };
        next.trail = Some(Rc::new(trail));
        take(&mut next);
        next.settle();
        next.check();
        next.runs.forget(self.engine);
        next
    }

    pub(crate) fn play(&mut self) {
        let play = Play::new((), 1.try_into().unwrap())
            .interrupted_by(Interrupts::by_tones("#".parse().unwrap()).and_speech());
        self.host.play(play);
        self.accepted();
    }

    pub(crate) fn record(&mut self) {
        let limits = self.engine.limits();
        self.host.record(Record::new((), limits).stopped_by("#".parse().unwrap()));
        self.accepted();
    }

    fn accepted(&mut self) {
        let id = self.host.queue().operations().next_back().unwrap().id;
        self.open.push(id);
    }

    /// A report about this step, of whatever truth.
    pub(crate) fn report(
        &mut self,
        step: Step,
        report: impl FnOnce(&mut H, Step, Time) -> Report<()>,
    ) {
        let now = self.now();
        let report = report(&mut self.host, step, now);
        let of = self.runs.get(step).map(|run| run.of);
        self.take(report, of);
    }

    /// Something that is of the operation in progress, or of the one that is closing.
    pub(crate) fn input(&mut self, input: impl FnOnce(&mut H, Time) -> Report<()>) {
        let first = self.host.queue().operations().next().map(|operation| operation.id);
        let now = self.now();
        let report = input(&mut self.host, now);
        let of = match &report {
            Report::Completed { completion, .. }
            | Report::Stuck { completion: Some(completion), .. }
                if Some(completion.id) == self.closing =>
            {
                self.closing
            }
            _ => first,
        };
        self.take(report, of);
    }

    /// What a report may say, where it is about the operation `of`.
    fn take(&mut self, report: Report<()>, of: Option<OperationId>) {
        match report {
            Report::Nothing | Report::Stale(_) => {}
            Report::PromptInterrupted(id) => self.law(Some(id) == of, "the right prompt"),
            Report::Closing { id, .. } => {
                self.law(Some(id) == of, "no report ends another operation");
                self.law(self.closing.is_none(), "one slot is enough for what is closing");
                self.closing = Some(id);
            }
            Report::Completed { completion, .. } => {
                self.law(Some(completion.id) == of, "no completion is taken for another's");
                self.completed(&completion);
            }
            Report::Stuck { stuck, completion, .. } => {
                self.law(self.engine != Engine::Honest, "an honest engine is never stuck");
                let (Stuck::Start(step) | Stuck::Stop(step)) = stuck;
                self.law(self.host.player().busy_with().is_none(), "stuck frees the slot");
                let run = self.runs.get_mut(step).expect("it was started");
                run.let_go = true;
                let of = run.of;
                if let Some(completion) = completion {
                    self.law(completion.id == of, "a stuck step ends its own operation");
                    self.completed(&completion);
                }
            }
        }
    }

    /// Every operation is handed out once, and with its file whole.
    pub(crate) fn completed(&mut self, completion: &Completion<()>) {
        let id = completion.id;
        let index = self.open.iter().position(|open| *open == id);
        self.law(index.is_some(), "an operation is handed out once");
        self.open.remove(index.unwrap());
        if self.closing == Some(id) {
            self.closing = None;
        }
        if H::HOLDS && matches!(completion.audio(), Some(Audio::Keep | Audio::Partial)) {
            let recording = self.runs.iter().rfind(|run| run.of == id).map(|run| run.step);
            let busy = self.host.player().busy_with();
            self.law(busy.is_none() || busy != recording, "K4: the file is whole");
        }
    }

    /// The host sends what there is to send.
    fn settle(&mut self) {
        for sent in 0.. {
            self.law(sent < 4, "Y2: reconciling comes to an end");
            match self.host.command(self.now()) {
                Some(Command::Start(step)) => self.start(step),
                Some(Command::Stop(step)) => {
                    if let Some(run) = self.runs.get_mut(step) {
                        run.stop();
                    }
                }
                None => break,
            }
        }
    }

    fn start(&mut self, step: Step) {
        self.law(step.get() > self.last, "Y1: no step is started twice");
        self.law(Some(step) == self.wanted(), "only what is wanted is started");
        let alone = self.runs.iter().all(|run| !run.is_live() || run.let_go);
        self.law(alone, "Y3: the next start waits for the end of the last");
        self.last = step.get();
        let of = self.host.queue().operations().next().unwrap().id;
        self.runs.push(Run::told(step, of));
    }

    /// The laws of every state in which nothing is left to send.
    fn check(&self) {
        let wanted = self.wanted();
        let busy = self.host.player().busy_with();
        let due = self.host.player().deadline();
        let deadline = self.now().after(self.engine.deadline());

        self.law(due.is_none_or(|due| due <= deadline), "a deadline is no later than agreed");
        self.law(busy.is_some() || due.is_none(), "an idle player waits for nothing");
        match wanted {
            Some(step) => self.law(
                busy == Some(step) || (busy.is_some() && due.is_some()),
                "what is wanted is started, or waits for an end that has a deadline",
            ),
            None => self.law(busy.is_none() || due.is_some(), "what is not wanted is stopped"),
        }
        for run in self.runs.iter() {
            self.law(
                !run.goes_on_unasked() || Some(run.step) == wanted,
                "what was heard of and is not wanted has been told to stop",
            );
        }
        let live = self.runs.iter().filter(|run| run.is_live() && !run.let_go).count();
        self.law(live <= 1, "at most one step, and those that were stuck");
        if self.engine == Engine::Honest && self.runs.iter().all(Run::is_at_rest) {
            let sounding = self.runs.iter().find(|run| run.is_sounding()).map(|run| run.step);
            self.law(sounding == wanted, "what runs becomes what is wanted");
        }

        let held = self.host.queue().operations().map(|operation| operation.id);
        let held: Vec<_> = self.closing.into_iter().chain(held).collect();
        self.law(self.open == held, "Q3: what is not completed is held, in order");
        let (left, wind_down) = self.host.clone().hang_up();
        self.law(left.iter().map(|left| left.id).eq(held), "X5: a hang-up owes the rest");
        self.comes_to_rest(wind_down, busy);
    }

    /// The call is hung up: the engine, which was busy with a step or not, comes to
    /// rest, whether it confirms what it is told, says nothing more, or begins a step
    /// of which nobody had heard.
    fn comes_to_rest(&self, mut wind_down: WindDown, busy: Option<Step>) {
        let now = self.now();
        let stops: Vec<_> = core::iter::from_fn(|| wind_down.stop(now)).collect();
        self.law(stops.iter().all(|&step| Some(step) == busy), "X5: what runs is stopped");
        self.law(wind_down.is_at_rest() == busy.is_none(), "X5: busy until it has ended");

        let mut silent = wind_down.clone();
        let due = silent.deadline();
        self.law(due.is_some() == busy.is_some(), "X5: what is stopped has a deadline");
        self.law(due.is_none_or(|due| silent.expire(due).is_some()), "Y5: and is given up");
        self.law(silent.is_at_rest(), "X5: the silent engine is at rest");

        for step in self.runs.iter().filter(|run| run.is_live()).map(|run| run.step) {
            wind_down.started(step, now);
            self.law(wind_down.stop(now) == Some(step), "X5: what begins is stopped");
            self.law(wind_down.stop(now).is_none(), "X5: once");
        }
        if let Some(step) = busy {
            wind_down.ended(step, now);
        }
        self.law(wind_down.is_at_rest(), "X5: the engine is at rest");
    }

    #[track_caller]
    pub(crate) fn law(&self, holds: bool, law: &str) {
        if holds {
            return;
        }
        let mut edges = Vec::new();
        let mut trail = self.trail.as_ref();
        while let Some(step) = trail {
            edges.push(step.edge.as_str());
            trail = step.before.as_ref();
        }
        edges.reverse();
        panic!("broken: {law}\nafter: {}\nin {:#?}", edges.join(", "), (&self.host, &self.runs));
    }
}
