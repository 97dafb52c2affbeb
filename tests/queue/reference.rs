//! The rules once more, written down naively: an operation is the list of the steps that it
//! has left, and a call is a list of operations.
//!
//! It shares no code with the queue except for the types of its answers.

use media_queue::{
    Audio, Interruption, Interrupts, Media, MediaFailure, Opening, OperationId, OperationKind,
    Outcome, Phase, Play, PlayOutcome, Record, RecordLimit, RecordOutcome, Stage, Stale, Step,
    Times,
};

use crate::input::{Answer, Did, Input, Over};

#[derive(Clone, Debug)]
pub(crate) struct Reference<C, S> {
    limit: usize,
    list: Vec<Held<C>>,
    /// The step that is to be carried out, if there is one.
    current: Option<u64>,
    suspended: bool,
    subscription: Option<S>,
    /// How many operations were accepted, steps begun, tones reported.
    ids: u64,
    steps: u64,
    tones: u64,
}

#[derive(Clone, Debug)]
struct Held<C> {
    id: OperationId,
    context: C,
    request: Request,
    /// The steps that are left. If the operation has begun, the first is in progress.
    left: Vec<Phase>,
    begun: bool,
}

#[derive(Clone, Copy, Debug)]
enum Request {
    Play(Play),
    Record(Record),
}

impl<C: Clone, S: Clone> Reference<C, S> {
    pub(crate) fn new(limit: u16) -> Self {
        Self {
            limit: limit.into(),
            list: Vec::new(),
            current: None,
            suspended: false,
            subscription: None,
            ids: 0,
            steps: 0,
            tones: 0,
        }
    }

    pub(crate) fn apply(&mut self, input: Input<C, S>) -> Answer<C, S> {
        match input {
            Input::Play(play, context) => {
                match self.accept(Request::Play(play), round(play, 0), context) {
                    Ok(id) => Answer::Accepted(id),
                    Err(context) => Answer::PlayRefused(play, context),
                }
            }
            Input::Record(record, context) => {
                match self.accept(Request::Record(record), steps(record.opening), context) {
                    Ok(id) => Answer::Accepted(id),
                    Err(context) => Answer::RecordRefused(record, context),
                }
            }
            Input::CancelAll => {
                self.current = None;
                Answer::Canceled(self.list.drain(..).map(canceled).collect())
            }
            Input::Cancel(id) => Answer::Canceled(self.cancel(id).into_iter().collect()),
            Input::SubscribeTones(value) => Answer::Unsubscribed(self.subscription.replace(value)),
            Input::UnsubscribeTones => Answer::Unsubscribed(self.subscription.take()),
            Input::Started(step) => self.fact(step, |call| {
                if let Phase::Recording { started } = &mut call.list[0].left[0] {
                    *started = true;
                }
                Some(Did::Nothing)
            }),
            Input::Finished(step) => self.fact(step, |call| match call.list[0].left[0] {
                Phase::Recording { .. } => None,
                Phase::Prompt { .. } | Phase::Beep => Some(call.next_phase()),
            }),
            Input::Failed(step, failure) => self.fact(step, |call| Some(call.fail(failure))),
            Input::LimitReached(step, limit) => {
                self.fact(step, |call| match call.list[0].left[0] {
                    Phase::Recording { .. } => Some(call.reach(limit)),
                    Phase::Prompt { .. } | Phase::Beep => None,
                })
            }
            Input::Tone(tone) => {
                let effect = self.hear(Interruption::Tone(tone));
                let heard = self.subscription.clone().map(|subscription| {
                    self.tones += 1;
                    (subscription, self.tones, tone)
                });
                Answer::Tone(heard, effect)
            }
            Input::SpeechStarted => Answer::Effect(self.hear(Interruption::Speech)),
            Input::Suspend => Answer::Effect(self.suspend()),
            Input::Resume => Answer::Effect(self.resume()),
            Input::Shrink => Answer::Shrunk,
        }
    }

    pub(crate) fn hang_up(self) -> (Vec<Over<C>>, Option<S>) {
        let ended = |held| end(held, PlayOutcome::CallEnded, RecordOutcome::CallEnded);
        (self.list.into_iter().map(ended).collect(), self.subscription)
    }

    pub(crate) fn current_step(&self) -> Option<(Step, OperationId, &C, Media)> {
        let step = Step::new(self.current?)?;
        let Held { id, context, request, left, .. } = &self.list[0];
        let media = match (left[0], request) {
            (Phase::Prompt { index, round, .. }, request) => {
                Media::Prompt { index, round, interrupts: request.interrupts() }
            }
            (Phase::Beep, _) => Media::Beep,
            (Phase::Recording { .. }, Request::Record(Record { limits, stop_tones, .. })) => {
                Media::Recording { limits: *limits, stop_tones: *stop_tones }
            }
            (Phase::Recording { .. }, Request::Play(_)) => panic!("a play records nothing"),
        };
        Some((step, *id, context, media))
    }

    pub(crate) const fn is_suspended(&self) -> bool {
        self.suspended
    }

    pub(crate) fn operations(&self) -> Vec<(OperationId, OperationKind, Stage, Interrupts, &C)> {
        self.list
            .iter()
            .map(|held| {
                let Held { id, context, request, .. } = held;
                (*id, request.kind(), held.stage(), request.interrupts(), context)
            })
            .collect()
    }

    pub(crate) const fn tone_subscription(&self) -> Option<&S> {
        self.subscription.as_ref()
    }

    fn accept(&mut self, request: Request, left: Vec<Phase>, context: C) -> Result<OperationId, C> {
        if self.list.len() == self.limit {
            return Err(context);
        }
        self.ids += 1;
        let id = OperationId::new(self.ids).unwrap();
        self.list.push(Held { id, context, request, left, begun: false });
        if self.list.len() == 1 {
            self.begin();
        }
        Ok(id)
    }

    fn cancel(&mut self, id: OperationId) -> Option<Over<C>> {
        let index = self.list.iter().position(|held| held.id == id)?;
        let held = self.list.remove(index);
        if index == 0 {
            self.begin();
        }
        Some(canceled(held))
    }

    fn suspend(&mut self) -> Did<C> {
        let recording = |front: &Held<C>| front.left[0] == Phase::Recording { started: true };
        let lost = !self.suspended && self.list.first().is_some_and(recording);
        self.suspended = true;
        self.current = None;
        if lost { self.reach(RecordLimit::MediaTimeout) } else { Did::Nothing }
    }

    fn resume(&mut self) -> Did<C> {
        if !self.suspended {
            return Did::Nothing;
        }
        self.suspended = false;
        self.next_step();
        self.list.first().map_or(Did::Nothing, |front| Did::NextStep(front.id))
    }

    /// Whatever is first now is in progress.
    fn begin(&mut self) {
        if let Some(front) = self.list.first_mut() {
            front.begun = true;
        }
        self.next_step();
    }

    fn next_step(&mut self) {
        self.current = None;
        if !self.suspended && !self.list.is_empty() {
            self.steps += 1;
            self.current = Some(self.steps);
        }
    }

    /// What a fact does. `None` means that the step cannot have it.
    fn fact(&mut self, step: Step, then: impl FnOnce(&mut Self) -> Option<Did<C>>) -> Answer<C, S> {
        if self.current != Some(step.get()) {
            return Answer::Stale(Stale::NotCurrent { step });
        }
        then(self).map_or(Answer::Stale(Stale::NotOfThisStep { step }), Answer::Effect)
    }

    /// The first phase of the front is over.
    fn next_phase(&mut self) -> Did<C> {
        let front = &mut self.list[0];
        let id = front.id;
        let over = front.left.remove(0);
        if let (Request::Play(play), Phase::Prompt { round: last, .. }) = (front.request, over) {
            let again = match play.times {
                Times::Count(times) => last + 1 < times.get(),
                Times::Forever => true,
            };
            if front.left.is_empty() && again {
                front.left = round(play, last.saturating_add(1));
            }
        }
        if front.left.is_empty() {
            front.left.push(over);
            return self.end_front(PlayOutcome::Played, RecordOutcome::Canceled);
        }
        self.next_step();
        Did::NextStep(id)
    }

    fn hear(&mut self, what: Interruption) -> Did<C> {
        if self.suspended || self.list.is_empty() {
            return Did::Nothing;
        }
        let Held { request, left, .. } = &self.list[0];
        let interrupts = request.interrupts();
        let interrupted = match what {
            Interruption::Tone(tone) => interrupts.tones().iter().any(|one| one == tone),
            Interruption::Speech => interrupts.contains(Interruption::Speech),
        };
        match (left[0], request, what) {
            (Phase::Prompt { .. }, Request::Play(_), _) if interrupted => {
                self.end_front(PlayOutcome::Interrupted(what), RecordOutcome::Canceled)
            }
            (Phase::Prompt { .. }, Request::Record(_), _) if interrupted => self.next_phase(),
            (
                Phase::Recording { started: true },
                Request::Record(Record { stop_tones, .. }),
                Interruption::Tone(tone),
            ) if stop_tones.iter().any(|one| one == tone) => {
                self.end_front(PlayOutcome::Canceled, RecordOutcome::StopTone(tone))
            }
            _ => Did::Nothing,
        }
    }

    fn fail(&mut self, failure: MediaFailure) -> Did<C> {
        self.end_front(PlayOutcome::Failed(failure), RecordOutcome::Failed(failure))
    }

    /// A recording that reached a limit had started.
    fn reach(&mut self, limit: RecordLimit) -> Did<C> {
        self.list[0].left[0] = Phase::Recording { started: true };
        self.end_front(PlayOutcome::Canceled, RecordOutcome::LimitReached(limit))
    }

    fn end_front(&mut self, play: PlayOutcome, record: RecordOutcome) -> Did<C> {
        let front = self.list.remove(0);
        self.begin();
        Did::Completed(end(front, play, record))
    }
}

impl<C> Held<C> {
    fn stage(&self) -> Stage {
        if self.begun { Stage::InProgress(self.left[0]) } else { Stage::Queued }
    }
}

impl Request {
    const fn kind(self) -> OperationKind {
        match self {
            Self::Play(_) => OperationKind::Play,
            Self::Record(_) => OperationKind::Record,
        }
    }

    const fn interrupts(self) -> Interrupts {
        match self {
            Self::Play(play) => play.interrupts,
            Self::Record(record) => match record.opening {
                Opening::Prompt(interrupts) | Opening::PromptThenBeep(interrupts) => interrupts,
                Opening::Silence | Opening::Beep => Interrupts::NEVER,
            },
        }
    }
}

/// Every prompt of one round of a play.
fn round(play: Play, round: u16) -> Vec<Phase> {
    (0..play.prompts.get()).map(|index| Phase::Prompt { index, round, heard: None }).collect()
}

/// Every step of a record.
fn steps(opening: Opening) -> Vec<Phase> {
    let (prompt, beep) = (Phase::Prompt { index: 0, round: 0, heard: None }, Phase::Beep);
    let recording = Phase::Recording { started: false };
    match opening {
        Opening::Silence => vec![recording],
        Opening::Beep => vec![beep, recording],
        Opening::Prompt(_) => vec![prompt, recording],
        Opening::PromptThenBeep(_) => vec![prompt, beep, recording],
    }
}

fn canceled<C>(held: Held<C>) -> Over<C> {
    end(held, PlayOutcome::Canceled, RecordOutcome::Canceled)
}

fn end<C>(held: Held<C>, play: PlayOutcome, record: RecordOutcome) -> Over<C> {
    let stage = held.stage();
    let Held { id, context, request, .. } = held;
    let outcome = match request {
        Request::Play(request) => Outcome::Play(request, play),
        Request::Record(request) => Outcome::Record(request, record),
    };
    let recorded = stage == Stage::InProgress(Phase::Recording { started: true });
    Over { id, context, stage, outcome, audio: recorded.then(|| audio(record)) }
}

fn audio(outcome: RecordOutcome) -> Audio {
    match outcome {
        RecordOutcome::StopTone(_) => Audio::Keep,
        RecordOutcome::LimitReached(limit) => match limit {
            RecordLimit::MaxDuration | RecordLimit::MaxSilence => Audio::Keep,
            RecordLimit::MediaTimeout => Audio::Partial,
            RecordLimit::InitialSilence => Audio::Discard,
        },
        RecordOutcome::Failed(_) | RecordOutcome::CallEnded => Audio::Partial,
        RecordOutcome::Canceled => Audio::Discard,
    }
}
