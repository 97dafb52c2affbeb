//! A host, an engine and the time, and what an answer may say.

use core::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use media_queue::session::Stuck;
use media_queue::{Audio, Completion, OperationId, Play, Record, Step, Time};

use super::engine::{Engine, Phase, Run, Runs};
use super::host::{Answer, Host, Sent};
use crate::key::Key;

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
    pub(crate) closing: Option<Closing>,
    /// The last operation that began.
    began: Option<OperationId>,
    /// What the walk has seen of the answers.
    pub(crate) seen: Rc<RefCell<BTreeSet<&'static str>>>,
    trail: Option<Rc<Trail>>,
}

/// An operation whose file is not complete.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Closing {
    pub(crate) id: OperationId,
    pub(crate) step: Option<Step>,
    pub(crate) cut: Option<Time>,
}

/// How the walk came here, for whoever must find out why.
#[derive(Debug)]
struct Trail {
    edge: String,
    before: Option<Rc<Self>>,
}

impl<H: Host> World<H> {
    pub(crate) fn new(engine: Engine) -> Self {
        Self {
            host: H::new(engine.operations(), engine.settings()),
            now: 1_000,
            engine,
            runs: Runs::default(),
            last: 0,
            open: Vec::new(),
            closing: None,
            began: None,
            seen: Rc::default(),
            trail: None,
        }
    }

    pub(crate) fn now(&self) -> Time {
        Time::from_millis(self.now)
    }

    pub(crate) fn wanted(&self) -> Option<Step> {
        self.host.queue().wanted()
    }

    pub(crate) fn key(&self) -> Key {
        let Self { host, now, engine, runs, last, open, closing, began, .. } = self;
        let wanted = self.wanted();
        let closing = closing.map(|closing| (closing.id, closing.step));
        let started = (host.player().last_started() < wanted, Step::new(*last) < wanted);
        let front = host.queue().operations().next().map(|operation| operation.id);
        let has_begun = front.is_some() && *began == front;
        Key::of(
            format_args!("{host:?}{runs:?}{open:?}{closing:?}{started:?}{has_begun}"),
            wanted,
            *now,
            engine.past(),
        )
    }

    /// A copy that takes `edge`, and then sends what is to be sent.
    pub(crate) fn after(&self, edge: impl Into<String>, take: impl FnOnce(&mut Self)) -> Self {
        let mut next = self.clone();
        let trail = Trail { edge: edge.into(), before: next.trail.take() };
        next.trail = Some(Rc::new(trail));
        take(&mut next);
        next.settle();
        next.runs.forget(self.engine);
        next
    }

    pub(crate) fn play(&mut self) {
        let play = Play::new().interrupted_by(Engine::interrupts().and_speech());
        let id = self.host.play(play);
        self.open.push(id);
    }

    pub(crate) fn record(&mut self) {
        let record = Record::new(self.engine.limits())
            .stopped_by("#".parse().unwrap())
            .opened_by(self.engine.opening());
        let id = self.host.record(record);
        self.open.push(id);
    }

    /// A report about this step, of whatever truth.
    pub(crate) fn report(&mut self, step: Step, report: impl FnOnce(&mut H, Step, Time) -> Answer) {
        let now = self.now();
        let answer = report(&mut self.host, step, now);
        let of = self.runs.get(step).map(|run| run.of);
        self.take(answer, of);
    }

    /// Something that is of the operation in progress, or of the one that is closing.
    pub(crate) fn input(&mut self, input: impl FnOnce(&mut H, Time) -> Answer) {
        let first = self.host.queue().operations().next().map(|operation| operation.id);
        let now = self.now();
        let answer = input(&mut self.host, now);
        let closing = self.closing.map(|closing| closing.id);
        let of = match &answer {
            Answer::Completed(completion) | Answer::Stuck(_, Some(completion))
                if Some(completion.id) == closing =>
            {
                closing
            }
            _ => first,
        };
        self.take(answer, of);
    }

    /// What an answer may say, where it is about the operation `of`.
    fn take(&mut self, answer: Answer, of: Option<OperationId>) {
        self.seen.borrow_mut().insert(answer.name());
        match answer {
            Answer::Nothing | Answer::Stale => {}
            Answer::Stop(step, cut) => self.stop(step, cut),
            Answer::Began(id, step) => {
                self.law(Some(id) == of, "X1: the operation whose step was confirmed begins");
                self.law(Some(step) == self.wanted(), "X1: it begins with its current step");
                self.law(self.began < Some(id), "X1: an operation begins once");
                self.began = Some(id);
            }
            Answer::PromptInterrupted(id) => self.law(Some(id) == of, "B1: the right prompt"),
            Answer::Closing(id, cut) => {
                self.law(Some(id) == of, "no event ends another operation");
                self.law(self.closing.is_none(), "X3: one slot is enough for what is closing");
                let step = self.host.player().busy_with();
                self.closing = Some(Closing { id, step, cut });
            }
            Answer::Completed(completion) => {
                self.law(Some(completion.id) == of, "no completion is taken for another's");
                self.completed(&completion);
            }
            Answer::Stuck(stuck, completion) => self.stuck(&stuck, completion.as_ref()),
        }
    }

    fn stuck(&mut self, stuck: &Stuck, completion: Option<&Completion<()>>) {
        self.law(self.engine != Engine::Honest, "an honest engine is never stuck");
        let (Stuck::Start(step) | Stuck::Stop(step) | Stuck::Prompt(step)) = *stuck;
        let prompt = matches!(stuck, Stuck::Prompt(_));
        let mute = self.engine == Engine::Mute;
        self.law(prompt || !mute, "X9: a mute engine is taken to have done what it was told");
        let busy = self.host.player().busy_with();
        self.law(busy == prompt.then_some(step), "Y5: stuck frees the engine, Y7: a prompt not");
        let run = self.runs.get_mut(step).expect("it was started");
        run.let_go = !prompt;
        let of = run.of;
        if let Some(completion) = completion {
            self.law(completion.id == of, "a stuck step ends its own operation");
            self.completed(completion);
        }
    }

    /// Every operation is handed out once, and with its file complete.
    pub(crate) fn completed(&mut self, completion: &Completion<()>) {
        let id = completion.id;
        let index = self.open.iter().position(|open| *open == id);
        self.law(index.is_some(), "Q3: an operation is handed out once");
        self.open.remove(index.unwrap());
        self.closing = self.closing.filter(|closing| closing.id != id);
        if H::IS_SESSION && matches!(completion.audio(), Some(Audio::Keep | Audio::Partial)) {
            let recording = self.runs.iter().rfind(|run| run.of == id).map(|run| run.step);
            let busy = self.host.player().busy_with();
            self.law(busy.is_none() || busy != recording, "K4: the file is complete");
        }
    }

    /// The host sends what there is to send.
    fn settle(&mut self) {
        if self.engine == Engine::Mute {
            // It is taken to have ended what the player is not busy with.
            let busy = self.host.player().busy_with();
            for run in self.runs.iter_mut().filter(|run| Some(run.step) != busy) {
                run.phase = Phase::Over;
                run.hear_no_more();
            }
        }
        for sent in 0.. {
            self.law(sent < 4, "Y2: reconciling comes to an end");
            match self.host.next_command(self.now()) {
                Some(Sent::Start(step)) => self.start(step),
                Some(Sent::Stop(step, cut)) => self.stop(step, cut),
                None => break,
            }
            self.law(!self.host.is_detached(), "X6: a detached session sends nothing");
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

    fn stop(&mut self, step: Step, cut: Option<Time>) {
        if H::IS_SESSION {
            let closing = self.closing.filter(|closing| closing.step == Some(step));
            let expected = closing.and_then(|closing| closing.cut);
            self.law(cut == expected, "X7: each stop says where to cut what is being closed");
        }
        if let Some(run) = self.runs.get_mut(step) {
            run.stop();
        }
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
