//! The rules once more, written down naively: an operation is the list of what is
//! left of it, a call is a list of operations, and nothing is clever.
//!
//! It shares no code with the queue beyond the types of its answers.

use media_queue::{
    Activity, Completion, Effect, Ended, Failure, Input, Interruption, Interrupts, Kind, Limit,
    Opening, Operation, OperationId, Phase, Play, PlayOutcome, Record, RecordOutcome, Stage, Stale,
    Step, Times, Tone,
};

use crate::lockstep::Answer;

#[derive(Clone, Debug)]
pub(crate) struct Reference<C, S> {
    limit: usize,
    list: Vec<Asked<C>>,
    /// The step that is to be carried out, if one is.
    current: Option<u64>,
    suspended: bool,
    subscription: Option<S>,
    /// How many operations were accepted, steps begun, tones reported.
    ids: u64,
    steps: u64,
    tones: u64,
}

#[derive(Clone, Debug)]
struct Asked<C> {
    id: OperationId,
    request: Request<C>,
    /// What is left to do, the first of it in progress if `begun`.
    left: Vec<Phase>,
    begun: bool,
}

#[derive(Clone, Debug)]
enum Request<C> {
    Play(Play<C>),
    Record(Record<C>),
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
            Input::Play(play) => {
                let left = round(&play, 0);
                match self.accept(Request::Play(play), left) {
                    Ok(id) => Answer::Accepted(id),
                    Err(Request::Play(play)) => Answer::PlayRefused(play),
                    Err(Request::Record(_)) => panic!("a play was asked"),
                }
            }
            Input::Record(record) => {
                let left = parts(record.opening);
                match self.accept(Request::Record(record), left) {
                    Ok(id) => Answer::Accepted(id),
                    Err(Request::Record(record)) => Answer::RecordRefused(record),
                    Err(Request::Play(_)) => panic!("a record was asked"),
                }
            }
            Input::CancelAll => {
                self.current = None;
                Answer::Ended(self.list.drain(..).map(canceled).collect())
            }
            Input::Cancel(id) => match self.list.iter().position(|asked| asked.id == id) {
                None => Answer::Ended(vec![]),
                Some(index) => {
                    let asked = self.list.remove(index);
                    if index == 0 {
                        self.begin();
                    }
                    Answer::Ended(vec![canceled(asked)])
                }
            },
            Input::SubscribeTones(value) => Answer::Unsubscribed(self.subscription.replace(value)),
            Input::UnsubscribeTones => Answer::Unsubscribed(self.subscription.take()),
            Input::Started(step) => self.fact(step, |call| {
                if let Phase::Recording { started } = &mut call.list[0].left[0] {
                    *started = true;
                }
                Some(vec![])
            }),
            Input::Finished(step) => self.fact(step, |call| match call.list[0].left[0] {
                Phase::Recording { .. } => None,
                Phase::Prompt { .. } | Phase::Beep => Some(call.next_phase()),
            }),
            Input::Failed { step, failure } => {
                self.fact(step, |call| Some(vec![call.fail(failure)]))
            }
            Input::LimitReached { step, limit } => {
                self.fact(step, |call| match call.list[0].left[0] {
                    Phase::Recording { .. } => Some(vec![call.reach(limit)]),
                    Phase::Prompt { .. } | Phase::Beep => None,
                })
            }
            Input::Tone(tone) => {
                let effect = self.heard(Interruption::Tone(tone));
                let heard = self.subscription.clone().map(|subscription| {
                    self.tones += 1;
                    (subscription, self.tones, tone)
                });
                Answer::Tone(heard, effect)
            }
            Input::SpeechStarted => Answer::Speech(self.heard(Interruption::Speech)),
            Input::Suspend => {
                let lost = !self.suspended
                    && self
                        .list
                        .first()
                        .is_some_and(|front| front.left[0] == Phase::Recording { started: true });
                self.suspended = true;
                self.current = None;
                Answer::Ended(if lost { vec![self.reach(Limit::MediaTimeout)] } else { vec![] })
            }
            Input::Resume => {
                if self.suspended {
                    self.suspended = false;
                    self.next_step();
                }
                Answer::Ended(vec![])
            }
            Input::Shrink => Answer::Ended(vec![]),
        }
    }

    pub(crate) fn hang_up(self) -> (Vec<Completion<C>>, Option<S>) {
        let ended = |asked| end(asked, PlayOutcome::CallEnded, RecordOutcome::CallEnded);
        (self.list.into_iter().map(ended).collect(), self.subscription)
    }

    pub(crate) fn activity(&self) -> Activity<'_, C> {
        if self.suspended {
            return Activity::Suspended;
        }
        let Some(Asked { id, request, left, .. }) = self.list.first() else {
            return Activity::Idle;
        };
        let (id, context, step) = (*id, request.context(), self.wanted().unwrap());
        match (left[0], request) {
            (Phase::Prompt { index, round }, request) => {
                let interrupts = request.interrupts();
                Activity::Prompt { step, id, context, index, round, interrupts }
            }
            (Phase::Beep, _) => Activity::Beep { step, id, context },
            (Phase::Recording { started }, Request::Record(record)) => {
                let Record { limits, stop_tones, .. } = *record;
                Activity::Recording { step, id, context, limits, stop_tones, started }
            }
            (Phase::Recording { .. }, Request::Play(_)) => panic!("a play records nothing"),
        }
    }

    pub(crate) fn wanted(&self) -> Option<Step> {
        self.current.and_then(Step::new)
    }

    pub(crate) fn operations(&self) -> impl Iterator<Item = Operation<'_, C>> {
        self.list.iter().map(|asked| Operation {
            id: asked.id,
            kind: match asked.request {
                Request::Play(_) => Kind::Play,
                Request::Record(_) => Kind::Record,
            },
            stage: asked.stage(),
            context: asked.request.context(),
        })
    }

    pub(crate) fn tone_subscription(&self) -> Option<&S> {
        self.subscription.as_ref()
    }

    fn accept(&mut self, request: Request<C>, left: Vec<Phase>) -> Result<OperationId, Request<C>> {
        if self.list.len() == self.limit {
            return Err(request);
        }
        self.ids += 1;
        let id = OperationId::new(self.ids).unwrap();
        self.list.push(Asked { id, request, left, begun: false });
        if self.list.len() == 1 {
            self.begin();
        }
        Ok(id)
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

    /// What became of a fact; `None`: the step cannot have it.
    fn fact(
        &mut self,
        step: Step,
        then: impl FnOnce(&mut Self) -> Option<Vec<Completion<C>>>,
    ) -> Answer<C, S> {
        if self.current != Some(step.get()) {
            return Answer::Stale(Stale::NotCurrent { step });
        }
        then(self).map_or(Answer::Stale(Stale::NotOfThisStep { step }), Answer::Ended)
    }

    /// The first phase of the front is over.
    fn next_phase(&mut self) -> Vec<Completion<C>> {
        let front = &mut self.list[0];
        let over = front.left.remove(0);
        if let (Request::Play(play), Phase::Prompt { round: last, .. }) = (&front.request, over) {
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
            return vec![self.end_front(PlayOutcome::Played, RecordOutcome::Canceled)];
        }
        self.next_step();
        vec![]
    }

    fn heard(&mut self, what: Interruption) -> Effect<C> {
        if self.suspended || self.list.is_empty() {
            return Effect::Nothing;
        }
        let front = &self.list[0];
        let id = front.id;
        let by = front.request.interrupts();
        let interrupted = match what {
            Interruption::Tone(tone) => by.tones().iter().any(|one| one == tone),
            Interruption::Speech => by.by_speech(),
        };
        match (front.left[0], &front.request, what) {
            (Phase::Prompt { .. }, Request::Play(_), _) if interrupted => Effect::Completed(
                self.end_front(PlayOutcome::Interrupted(what), RecordOutcome::Canceled),
            ),
            (Phase::Prompt { .. }, Request::Record(_), _) if interrupted => {
                self.next_phase();
                Effect::PromptInterrupted(id)
            }
            (
                Phase::Recording { started: true },
                Request::Record(Record { stop_tones, .. }),
                Interruption::Tone(tone),
            ) if stop_tones.iter().any(|one| one == tone) => Effect::Completed(self.stop(tone)),
            _ => Effect::Nothing,
        }
    }

    fn fail(&mut self, failure: Failure) -> Completion<C> {
        self.end_front(PlayOutcome::Failed(failure), RecordOutcome::Failed(failure))
    }

    fn stop(&mut self, tone: Tone) -> Completion<C> {
        self.end_front(PlayOutcome::Canceled, RecordOutcome::StopTone(tone))
    }

    /// A recording that ran into a limit had begun.
    fn reach(&mut self, limit: Limit) -> Completion<C> {
        self.list[0].left[0] = Phase::Recording { started: true };
        self.end_front(PlayOutcome::Canceled, RecordOutcome::LimitReached(limit))
    }

    fn end_front(&mut self, play: PlayOutcome, record: RecordOutcome) -> Completion<C> {
        let front = self.list.remove(0);
        self.begin();
        end(front, play, record)
    }
}

impl<C> Asked<C> {
    fn stage(&self) -> Stage {
        if self.begun { Stage::InProgress(self.left[0]) } else { Stage::Queued }
    }
}

impl<C> Request<C> {
    fn context(&self) -> &C {
        match self {
            Self::Play(play) => &play.context,
            Self::Record(record) => &record.context,
        }
    }

    fn interrupts(&self) -> Interrupts {
        match self {
            Self::Play(play) => play.interrupts,
            Self::Record(record) => match record.opening {
                Opening::Prompt(interrupts) | Opening::PromptThenBeep(interrupts) => interrupts,
                Opening::Silence | Opening::Beep => Interrupts::NOTHING,
            },
        }
    }
}

/// Every prompt of one round of a play.
fn round<C>(play: &Play<C>, round: u16) -> Vec<Phase> {
    (0..play.prompts.get()).map(|index| Phase::Prompt { index, round }).collect()
}

fn parts(opening: Opening) -> Vec<Phase> {
    let (prompt, beep) = (Phase::Prompt { index: 0, round: 0 }, Phase::Beep);
    let recording = Phase::Recording { started: false };
    match opening {
        Opening::Silence => vec![recording],
        Opening::Beep => vec![beep, recording],
        Opening::Prompt(_) => vec![prompt, recording],
        Opening::PromptThenBeep(_) => vec![prompt, beep, recording],
    }
}

fn canceled<C>(asked: Asked<C>) -> Completion<C> {
    end(asked, PlayOutcome::Canceled, RecordOutcome::Canceled)
}

fn end<C>(asked: Asked<C>, play: PlayOutcome, record: RecordOutcome) -> Completion<C> {
    let (id, stage) = (asked.id, asked.stage());
    let ended = match asked.request {
        Request::Play(request) => Ended::Play(request, play),
        Request::Record(request) => Ended::Record(request, record),
    };
    Completion { id, stage, ended }
}
