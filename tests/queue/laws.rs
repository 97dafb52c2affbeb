//! What holds from one state of a call to the next, whatever the input was.

use core::fmt::Debug;

use media_queue::{
    Activity, Audio, Interruption, MediaQueue, OperationId, Outcome, Phase, Play, PlayOutcome,
    RecordLimit, RecordOutcome, Stage, Tone,
};

use crate::input::{Answer, Did, Input, Over};
use crate::support::STARTED;

/// The last numbers that a queue gave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numbers {
    pub(crate) ids: u64,
    pub(crate) steps: u64,
    pub(crate) tones: u64,
}

impl Numbers {
    /// The numbers that a copy of the queue gives out next, less one.
    pub(crate) fn of<C: Clone + Default, S: Clone + Default>(queue: &MediaQueue<C, S>) -> Self {
        let mut copy = queue.clone();
        drop(copy.cancel_all());
        drop(copy.resume());
        copy.subscribe_tones(S::default());
        let Ok(id) = copy.play(Play::new(), C::default()) else { panic!("no room") };
        let (step, heard) = (copy.wanted().unwrap(), copy.tone(Tone::Tone1).heard.unwrap());
        Self { ids: id.get() - 1, steps: step.get() - 1, tones: heard.number - 1 }
    }
}

/// An input, its answer, and the queue before and after.
#[derive(Debug)]
pub(crate) struct Edge<'e, C, S> {
    pub(crate) before: &'e MediaQueue<C, S>,
    pub(crate) input: &'e Input<C, S>,
    pub(crate) answer: &'e Answer<C, S>,
    pub(crate) after: &'e MediaQueue<C, S>,
}

impl<C, S> Edge<'_, C, S>
where
    C: Clone + Debug + Default + PartialEq,
    S: Clone + Debug + Default + PartialEq,
{
    /// Checks every law.
    #[track_caller]
    pub(crate) fn check(&self) {
        self.each_operation_is_held_or_handed_out_once_and_in_order();
        self.one_is_in_progress_and_it_is_the_front();
        self.what_ended_stood_where_the_queue_showed_it();
        self.an_outcome_follows_from_its_own_input();
        self.an_effect_is_what_happened_to_the_front();
        self.what_does_not_apply_changes_nothing();
        self.nothing_else_is_touched();
        self.numbers_rise_by_one_as_they_are_given_out();
    }

    /// Rules Q1 and Q3.
    #[track_caller]
    fn each_operation_is_held_or_handed_out_once_and_in_order(&self) {
        let held = held(self.before);
        let ended: Vec<_> = self.answer.completions().iter().map(|over| over.id).collect();
        assert!(ended.is_sorted_by(|one, next| one < next), "each once, in order: {self:?}");
        assert!(ended.iter().all(|id| held.contains(id)), "what was held: {self:?}");
        let mut expected: Vec<_> = held.into_iter().filter(|id| !ended.contains(id)).collect();
        if let Answer::Accepted(id) = self.answer {
            expected.push(*id);
        }
        assert_eq!(crate::laws::held(self.after), expected, "nothing lost or added: {self:?}");
    }

    /// Rules Q1, Q2 and M1.
    #[track_caller]
    fn one_is_in_progress_and_it_is_the_front(&self) {
        let waits = |stage| stage == Stage::Queued;
        let mut stages = self.after.operations().map(|held| held.stage);
        assert!(!stages.next().is_some_and(waits), "the front is in progress: {self:?}");
        assert!(stages.all(waits), "and no other: {self:?}");
        let (empty, suspended) = (self.after.is_empty(), self.after.is_suspended());
        let step = match self.after.activity() {
            Activity::Idle => {
                assert!(empty && !suspended, "idle means empty: {self:?}");
                None
            }
            Activity::Suspended => {
                assert!(suspended, "{self:?}");
                None
            }
            Activity::Step(current) => Some(current.step),
        };
        assert_eq!(self.after.wanted(), step, "one current step: {self:?}");
    }

    /// Rules P2 and H1.
    #[track_caller]
    fn what_ended_stood_where_the_queue_showed_it(&self) {
        for over in self.answer.completions() {
            let shown = self.before.operations().find(|held| held.id == over.id);
            let stage = match self.input {
                Input::LimitReached(..) => Some(STARTED),
                _ => shown.map(|held| held.stage),
            };
            assert_eq!(Some(over.stage), stage, "{self:?}");
            assert_eq!(Some(&over.context), shown.map(|held| held.context), "{self:?}");
            assert_eq!(Some(over.outcome.kind()), shown.map(|held| held.kind), "{self:?}");
        }
    }

    /// Rules B1, R3 to R5 and M2.
    #[track_caller]
    fn an_outcome_follows_from_its_own_input(&self) {
        for over in self.answer.completions() {
            let audio = match over.outcome {
                Outcome::Play(_, outcome) => {
                    assert!(self.ends_a_play(outcome), "{self:?}");
                    None
                }
                Outcome::Record(_, outcome) => {
                    assert!(self.ends_a_record(outcome), "{self:?}");
                    (over.stage == STARTED).then(|| audio(outcome))
                }
            };
            assert_eq!(over.audio, audio, "{self:?}");
        }
    }

    fn ends_a_play(&self, outcome: PlayOutcome) -> bool {
        match (outcome, self.input) {
            (PlayOutcome::Interrupted(Interruption::Tone(tone)), Input::Tone(pressed)) => {
                tone == *pressed
            }
            (PlayOutcome::Failed(why), Input::Failed(_, failure)) => why == *failure,
            (PlayOutcome::Played, Input::Finished(_))
            | (PlayOutcome::Interrupted(Interruption::Speech), Input::SpeechStarted)
            | (PlayOutcome::Canceled, Input::Cancel(_) | Input::CancelAll) => true,
            _ => false,
        }
    }

    fn ends_a_record(&self, outcome: RecordOutcome) -> bool {
        match (outcome, self.input) {
            (RecordOutcome::StopTone(tone), Input::Tone(pressed)) => tone == *pressed,
            (RecordOutcome::LimitReached(limit), Input::LimitReached(_, reached)) => {
                limit == *reached
            }
            (RecordOutcome::Failed(why), Input::Failed(_, failure)) => why == *failure,
            (RecordOutcome::LimitReached(RecordLimit::MediaTimeout), Input::Suspend)
            | (RecordOutcome::Canceled, Input::Cancel(_) | Input::CancelAll) => true,
            _ => false,
        }
    }

    /// Rule B3.
    #[track_caller]
    fn an_effect_is_what_happened_to_the_front(&self) {
        let (Answer::Effect(effect) | Answer::Tone(_, effect)) = self.answer else { return };
        let front = |queue: &MediaQueue<C, S>| queue.operations().next().map(|front| front.id);
        let (before, after) = (front(self.before), front(self.after));
        match effect {
            Did::Nothing => assert_eq!(phase(self.before), phase(self.after), "{self:?}"),
            Did::NextStep(id) => {
                assert_eq!((Some(*id), Some(*id)), (before, after), "{self:?}");
                assert_ne!(self.before.wanted(), self.after.wanted(), "{self:?}");
            }
            Did::Completed(Over { id, .. }) => assert_eq!(Some(*id), before, "{self:?}"),
        }
    }

    /// Rules Q4, Q6 and C2.
    #[track_caller]
    fn what_does_not_apply_changes_nothing(&self) {
        match self.answer {
            Answer::PlayRefused(..) | Answer::RecordRefused(..) => {
                assert_eq!(self.before.len(), usize::from(self.before.limit().get()), "{self:?}");
            }
            Answer::Canceled(none) if none.is_empty() => {}
            Answer::Effect(Did::Nothing) if matches!(self.input, Input::SpeechStarted) => {}
            Answer::Stale(_) | Answer::Tone(None, Did::Nothing) | Answer::Shrunk => {}
            _ => return,
        }
        assert_eq!(self.before, self.after, "nothing applied, nothing changes: {self:?}");
    }

    /// Rules C1 and M1.
    #[track_caller]
    fn nothing_else_is_touched(&self) {
        if !matches!(self.input, Input::SubscribeTones(_) | Input::UnsubscribeTones) {
            let (before, after) = (self.before.tone_subscription(), self.after.tone_subscription());
            assert_eq!(before, after, "the subscription stays: {self:?}");
        }
        let suspended = match self.input {
            Input::Suspend => true,
            Input::Resume => false,
            _ => self.before.is_suspended(),
        };
        assert_eq!(self.after.is_suspended(), suspended, "{self:?}");
        assert_eq!(self.after.limit(), self.before.limit(), "{self:?}");
        if matches!(self.input, Input::CancelAll) {
            assert!(self.after.is_empty(), "a cancel empties the queue: {self:?}");
        }
    }

    /// Rules Q5 and T1.
    #[track_caller]
    fn numbers_rise_by_one_as_they_are_given_out(&self) {
        let mut expected = Numbers::of(self.before);
        if let Answer::Accepted(id) = self.answer {
            expected.ids += 1;
            assert_eq!(id.get(), expected.ids, "ids rise by one: {self:?}");
        }
        if let Answer::Tone(heard, _) = self.answer {
            let Input::Tone(pressed) = self.input else { panic!("no tone was fed: {self:?}") };
            assert_eq!(heard.is_some(), self.before.tone_subscription().is_some(), "{self:?}");
            if let Some((_, number, tone)) = heard {
                expected.tones += 1;
                assert_eq!((*number, tone), (expected.tones, pressed), "{self:?}");
            }
        }
        let (before, after) = (self.before.wanted(), self.after.wanted());
        let same_phase = phase(self.before) == phase(self.after);
        if after == before {
            assert!(after.is_none() || same_phase, "a step is of one phase: {self:?}");
        } else if let Some(step) = after {
            expected.steps += 1;
            assert_eq!(step.get(), expected.steps, "steps rise by one: {self:?}");
            let again = matches!(self.input, Input::Finished(_) | Input::Resume);
            assert!(again || !same_phase, "a step goes on: {self:?}");
        }
        assert_eq!(Numbers::of(self.after), expected, "{self:?}");
    }
}

fn held<C, S>(queue: &MediaQueue<C, S>) -> Vec<OperationId> {
    queue.operations().map(|held| held.id).collect()
}

/// Which operation is in progress, and at what. A confirmed start is no new phase.
fn phase<C, S>(queue: &MediaQueue<C, S>) -> Option<(OperationId, Stage)> {
    let front = queue.operations().next()?;
    let stage = match front.stage {
        Stage::InProgress(Phase::Recording { .. }) => {
            Stage::InProgress(Phase::Recording { started: false })
        }
        stage => stage,
    };
    Some((front.id, stage))
}

fn audio(outcome: RecordOutcome) -> Audio {
    match outcome {
        RecordOutcome::StopTone(_)
        | RecordOutcome::LimitReached(RecordLimit::MaxDuration | RecordLimit::MaxSilence) => {
            Audio::Keep
        }
        RecordOutcome::LimitReached(RecordLimit::InitialSilence) | RecordOutcome::Canceled => {
            Audio::Discard
        }
        RecordOutcome::LimitReached(RecordLimit::MediaTimeout)
        | RecordOutcome::Failed(_)
        | RecordOutcome::CallEnded => Audio::Partial,
    }
}
