//! A session and the laws that hold whatever it is fed.

use media_queue::journal::{Applied, Entry, Event, Fact, Request, SessionInput, SessionLine};
use media_queue::session::{
    Command, Completed, EngineSettings, HungUpSession, PromptEnds, Reaction, Restored, Session,
};
use media_queue::snapshot::{SessionSnapshot, SessionSnapshotError, SnapshotError};
use media_queue::{Audio, Media, OperationId, Step, Time};

use crate::ledger::{self, Ledger};
use crate::{aim, stored};

pub(crate) type Input = SessionInput<u8>;

#[derive(Clone, Debug)]
pub(crate) struct Call {
    session: Session<u8>,
    ledger: Ledger,
    /// The last operation that was reported as begun, and the last step started.
    began: Option<OperationId>,
    started: Option<Step>,
}

impl Call {
    pub(crate) fn of(session: Session<u8>) -> Self {
        let ledger = Ledger::of(held(&session));
        Self { session, ledger, began: None, started: None }
    }

    pub(crate) fn busy_with(&self) -> Option<Step> {
        self.session.player().busy_with()
    }

    /// The same input, about what is there. Step 1 stands for what the engine is busy with,
    /// step 2 for what is wanted.
    pub(crate) fn aimed(&self, input: Input) -> Input {
        let session = &self.session;
        let at = |step: Step| match step.get() {
            1 => self.busy_with().unwrap_or(step),
            2 => session.queue().wanted().unwrap_or(step),
            _ => step,
        };
        match input {
            Input::Request(request) => Input::Request(aim::request(session.queue(), request)),
            Input::Event(event) => Input::Event(aim::event(event, at)),
        }
    }

    /// Feeds one input and checks every law.
    #[track_caller]
    pub(crate) fn feed(&mut self, input: &Input, at: Time) {
        let before = self.session.clone();
        if let Input::Event(Event::NextCommand) = input {
            self.command(at);
        } else {
            let answer = input.clone().apply(&mut self.session, at);
            self.answer(input, &before, answer);
        }
        self.follows(&before, input, at);
        self.ledger.is(held(&self.session));
        if self.session.is_detached() {
            assert_eq!(self.session.deadline(), None);
        }
        self.time_passes(at);
    }

    /// One command, if there is one. It counts as sent.
    #[track_caller]
    fn command(&mut self, at: Time) -> bool {
        let (before, wanted) = (self.session.clone(), self.session.queue().wanted());
        let closing = before.closing().map(|closing| closing.cut);
        match self.session.next_command(at) {
            None => {
                assert_eq!(self.session.next_command(at), None);
                return false;
            }
            Some(Command::Start(start)) => {
                assert_eq!(Some(start.step), wanted);
                assert_eq!(before.player().busy_with(), None, "one step at a time");
                assert!(self.started < Some(start.step), "a step is started once");
                self.started = Some(start.step);
            }
            Some(Command::Stop(stop)) => {
                assert_ne!(Some(stop.step), wanted);
                assert_eq!(Some(stop.step), before.player().busy_with());
                // What is held back waits for the step that the engine is busy with.
                assert_eq!(stop.cut, closing.flatten());
            }
        }
        assert!(!before.is_detached(), "a detached session sends nothing");
        true
    }

    #[track_caller]
    fn answer(
        &mut self,
        input: &Input,
        before: &Session<u8>,
        answer: Applied<u8, u8, Reaction<u8>>,
    ) {
        let subscriber = before.queue().tone_subscription().copied();
        match (answer, input) {
            (
                Applied::Accepted(id),
                Input::Request(Request::Play(_, context) | Request::Record(_, context)),
            ) => self.ledger.accept(id, *context),
            (Applied::PlayRefused(full), Input::Request(Request::Play(play, context))) => {
                assert_eq!((full.request, full.context), (*play, *context));
                assert_eq!(self.session, *before);
            }
            (Applied::RecordRefused(full), Input::Request(Request::Record(record, context))) => {
                assert_eq!((full.request, full.context), (*record, *context));
                assert_eq!(self.session, *before);
            }
            (Applied::Canceled(canceled), Input::Request(_)) => {
                canceled.iter().for_each(|completion| self.ledger.hand_out(completion));
            }
            (Applied::PreviousSubscription(value), Input::Request(_)) => assert_eq!(value, subscriber),
            (Applied::Tone { number, effect, .. }, Input::Event(Event::Fact(Fact::Tone(_)))) => {
                assert_eq!(number.is_some(), subscriber.is_some());
                self.reaction(before, effect);
            }
            (Applied::Effect(reaction), Input::Event(_)) => self.reaction(before, reaction),
            (answer, _) => panic!("{input:?} does not answer {answer:?}"),
        }
    }

    #[track_caller]
    fn reaction(&mut self, before: &Session<u8>, reaction: Reaction<u8>) {
        let session = &self.session;
        let front = session.queue().operations().next().map(|front| front.id);
        match reaction {
            Reaction::Nothing | Reaction::Stop(_) => {}
            Reaction::Stale(stale) => assert_eq!(session, before, "{stale}"),
            Reaction::Began { id, step } => {
                assert!(self.began < Some(id), "an operation begins once");
                self.began = Some(id);
                assert_eq!(Some(id), front);
                assert_eq!(Some(step), session.queue().wanted());
                assert_eq!(Some(step), session.player().running().map(|(step, _)| step));
            }
            Reaction::PromptInterrupted { id } => assert_eq!(Some(id), front),
            Reaction::Closing { id, cut } => {
                assert_eq!(before.closing(), None, "one slot is enough");
                let closing = session.closing().expect("it is held back");
                assert_eq!((id, cut), (closing.completion.id, closing.cut));
                let audio = closing.completion.audio();
                assert!(matches!(audio, Some(Audio::Keep | Audio::Partial)), "{audio:?}");
            }
            Reaction::Completed(completed) => self.completed(&completed),
            Reaction::Stuck { completed, .. } => {
                if let Some(completed) = completed {
                    self.completed(&completed);
                }
            }
        }
    }

    #[track_caller]
    fn completed(&mut self, Completed { completion, cut, .. }: &Completed<u8>) {
        assert!(cut.is_none() || completion.audio().is_some(), "there is nothing to cut");
        self.ledger.hand_out(completion);
    }

    /// What a snapshot restores is equal, and the line of the input takes it to where the
    /// session is.
    #[track_caller]
    fn follows(&self, before: &Session<u8>, input: &Input, at: Time) {
        let Some(mut follower) = restored(before) else { return };
        let line: SessionLine<u8> = stored::through(&SessionLine::input(at, input));
        let Entry::Input(read, input) = line.into_entry() else { panic!("it is an input") };
        assert_eq!(read, at);
        drop(follower.apply(input, at));
        assert_eq!(*follower.session(), self.session);
    }

    /// `expire` comes to an end, wherever the session stands.
    #[track_caller]
    fn time_passes(&self, now: Time) {
        let mut session = self.session.clone();
        for _ in 0..8 {
            if session.deadline().is_none_or(|deadline| deadline > now) {
                return;
            }
            drop(session.expire(now));
        }
        panic!("the deadline stays at {:?}, now it is {now}", session.deadline());
    }

    /// From any state a call comes to its end though the engine says nothing more, unless a
    /// prompt may last for ever. A detached one finds that the engine runs `running`.
    #[track_caller]
    pub(crate) fn settle(mut self, mut now: Time, running: Option<Step>) {
        self.feed(&Fact::Resume.into(), now);
        if self.session.is_detached() {
            self.feed(&Event::Adopt(running).into(), now);
        }
        let inputs = 12 * (self.session.queue().len() + 2);
        for _ in 0..inputs {
            while self.command(now) {}
            let Some(deadline) = self.session.deadline() else {
                let EngineSettings { prompt_ends, .. } = self.session.player().settings();
                let bounded = !matches!(prompt_ends, PromptEnds::Reported { longest: None, .. });
                let (player, queue) = (self.session.player(), self.session.queue());
                if bounded || player.running().is_none() {
                    assert!(queue.is_empty(), "nothing happens any more");
                    assert_eq!(player.busy_with(), None);
                }
                let records = queue
                    .current_step()
                    .is_some_and(|current| matches!(current.media, Media::Recording { .. }));
                assert!(!records, "a recording has an end");
                return;
            };
            now = now.max(deadline);
            self.feed(&Event::Expire.into(), now);
        }
        panic!("the call does not come to an end: {self:?}");
    }

    /// The end hands out all that is left, and the engine comes to rest.
    #[track_caller]
    pub(crate) fn hang_up(mut self, mut now: Time) {
        let (subscription, detached) =
            (self.session.queue().tone_subscription().copied(), self.session.is_detached());
        let mut left: HungUpSession<u8, u8> = self.session.hang_up(now);
        if let Some(closing) = &left.closing {
            self.ledger.hand_out(&closing.completion);
        }
        left.completions.by_ref().for_each(|completion| self.ledger.hand_out(&completion));
        self.ledger.is(core::iter::empty());
        assert_eq!(left.tone_subscription, subscription);

        let mut engine = left.wind_down;
        if detached {
            assert!(!engine.is_at_rest());
            assert_eq!((engine.next_stop(now), engine.deadline()), (None, None));
            engine.adopt(self.started, now);
        }
        for _ in 0..8 {
            while engine.next_stop(now).is_some() {}
            let Some(deadline) = engine.deadline() else {
                return assert!(engine.is_at_rest(), "{engine:?}");
            };
            now = now.max(deadline);
            drop(engine.expire(now));
        }
        panic!("the engine does not come to rest: {engine:?}");
    }
}

/// What a session holds: the operation that waits for its file, too.
fn held(session: &Session<u8>) -> impl Iterator<Item = (OperationId, u8)> {
    let closing = session.closing().map(|closing| &closing.completion);
    let closing = closing.map(|completion| (completion.id, completion.context));
    closing.into_iter().chain(ledger::held(session.queue()))
}

/// The session that its snapshot restores, which is equal: see [`stored::restored`].
#[track_caller]
fn restored(session: &Session<u8>) -> Option<Restored<u8>> {
    let snapshot: SessionSnapshot<u8> = stored::through(&session.snapshot());
    let restored = match Restored::try_from(snapshot) {
        Err(SessionSnapshotError::Queue(SnapshotError::TooManySteps { .. })) => return None,
        restored => restored.expect("a state is restored"),
    };
    assert_eq!(restored.session(), session);
    Some(restored)
}
