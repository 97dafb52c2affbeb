//! What holds from one state of a call to the next, whatever the input was.

use core::fmt::Debug;

use media_queue::{
    Activity, Audio, Effect, Ended, Input, Limit, MediaQueue, OperationId, Phase, RecordOutcome,
    Snapshot, Stage,
};

use crate::lockstep::Answer;

/// The last numbers given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numbers {
    pub(crate) ids: u64,
    pub(crate) steps: u64,
    pub(crate) tones: u64,
}

impl Numbers {
    pub(crate) fn of<C, S>(queue: &MediaQueue<C, S>) -> Self {
        let Snapshot::V1(state) = queue.snapshot() else { panic!("a later version") };
        Self { ids: state.last_id, steps: state.last_step, tones: state.tones }
    }
}

/// An input, the answer to it, and the queue on both sides of it.
#[derive(Debug)]
pub(crate) struct Edge<'e, C, S> {
    pub(crate) before: &'e MediaQueue<C, S>,
    pub(crate) input: &'e Input<C, S>,
    pub(crate) answer: &'e Answer<C, S>,
    pub(crate) after: &'e MediaQueue<C, S>,
}

impl<C: Debug + PartialEq, S: Debug + PartialEq> Edge<'_, C, S> {
    /// Every law.
    #[track_caller]
    pub(crate) fn check(&self) {
        self.each_operation_is_held_or_handed_out_once_and_in_order();
        self.one_is_in_progress_and_it_is_the_front();
        self.what_ended_stood_where_it_was_shown();
        self.an_outcome_follows_from_its_own_input();
        self.what_does_not_apply_changes_nothing();
        self.nothing_else_is_touched();
        self.numbers_rise_by_one_as_they_are_given_out();
    }

    /// Rules Q1 and Q3.
    fn each_operation_is_held_or_handed_out_once_and_in_order(&self) {
        let held = held(self.before);
        let ended: Vec<_> = self.answer.ended().iter().map(|completion| completion.id).collect();
        assert!(ended.is_sorted_by(|one, next| one < next), "each once, in order: {self:?}");
        assert!(ended.iter().all(|id| held.contains(id)), "what was held: {self:?}");
        let mut expected: Vec<_> = held.into_iter().filter(|id| !ended.contains(id)).collect();
        if let Answer::Accepted(id) = self.answer {
            expected.push(*id);
        }
        assert_eq!(crate::laws::held(self.after), expected, "nothing lost or added: {self:?}");
    }

    /// Rules Q1, Q2 and M1.
    fn one_is_in_progress_and_it_is_the_front(&self) {
        let waits = |stage| stage == Stage::Queued;
        let mut stages = self.after.operations().map(|operation| operation.stage);
        assert!(!stages.next().is_some_and(waits), "the front is in progress: {self:?}");
        assert!(stages.all(waits), "and no other: {self:?}");
        let step = match self.after.activity() {
            Activity::Idle => {
                assert!(self.after.is_empty(), "idle means empty: {self:?}");
                None
            }
            Activity::Suspended => None,
            Activity::Prompt { step, .. }
            | Activity::Beep { step, .. }
            | Activity::Recording { step, .. } => Some(step),
        };
        assert_eq!(self.after.wanted(), step, "one current step: {self:?}");
    }

    /// Rules P2 and H1: the stage of a completion is the one the queue showed.
    fn what_ended_stood_where_it_was_shown(&self) {
        for completion in self.answer.ended() {
            let shown = self.before.operations().find(|operation| operation.id == completion.id);
            let stage = match self.input {
                Input::LimitReached { .. } => Some(STARTED),
                _ => shown.map(|operation| operation.stage),
            };
            assert_eq!(Some(completion.stage), stage, "{self:?}");
            assert_eq!(Some(completion.context()), shown.map(|operation| operation.context));
        }
    }

    /// Rules Q4, Q6, B3 and C2.
    fn what_does_not_apply_changes_nothing(&self) {
        match self.answer {
            Answer::PlayRefused(_) | Answer::RecordRefused(_) => {
                assert_eq!(self.before.len(), usize::from(self.before.limit().get()), "{self:?}");
            }
            Answer::Stale(_)
            | Answer::Speech(Effect::Nothing)
            | Answer::Tone(None, Effect::Nothing) => {}
            _ => return,
        }
        assert_eq!(self.before, self.after, "nothing applied, nothing changes: {self:?}");
    }

    /// Rules C1 and M1: what an input has no business with stays as it is.
    fn nothing_else_is_touched(&self) {
        if !matches!(self.input, Input::SubscribeTones(_) | Input::UnsubscribeTones) {
            let (before, after) = (self.before.tone_subscription(), self.after.tone_subscription());
            assert_eq!(before, after, "the subscription stays: {self:?}");
        }
        let suspended = match self.input {
            Input::Suspend => true,
            Input::Resume => false,
            _ => self.before.activity() == Activity::Suspended,
        };
        assert_eq!(self.after.activity() == Activity::Suspended, suspended, "{self:?}");
        if matches!(self.input, Input::CancelAll) {
            assert!(self.after.is_empty(), "a cancel empties: {self:?}");
        }
    }

    /// Rules R3 to R5 and M2.
    fn an_outcome_follows_from_its_own_input(&self) {
        for completion in self.answer.ended() {
            let Ended::Record(_, outcome) = completion.ended else { continue };
            let (asked_for, audio) = match (outcome, self.input) {
                (RecordOutcome::StopTone(tone), Input::Tone(pressed)) => {
                    (tone == *pressed, Audio::Keep)
                }
                (
                    RecordOutcome::LimitReached(limit),
                    Input::LimitReached { limit: reached, .. },
                ) => {
                    let audio = match limit {
                        Limit::MaxDuration | Limit::MaxSilence => Audio::Keep,
                        Limit::InitialSilence => Audio::Discard,
                        Limit::MediaTimeout => Audio::Partial,
                    };
                    (limit == *reached, audio)
                }
                (RecordOutcome::LimitReached(limit), Input::Suspend) => {
                    (limit == Limit::MediaTimeout, Audio::Partial)
                }
                (RecordOutcome::Failed(why), Input::Failed { failure, .. }) => {
                    (why == *failure, Audio::Partial)
                }
                (RecordOutcome::Canceled, Input::Cancel(_) | Input::CancelAll) => {
                    (true, Audio::Discard)
                }
                _ => (false, Audio::Discard),
            };
            assert!(asked_for, "{self:?}");
            let recorded = completion.stage == STARTED;
            assert_eq!(completion.audio(), recorded.then_some(audio), "{self:?}");
        }
    }

    /// Rules Q5 and T1: as they are seen, and as the state has them.
    fn numbers_rise_by_one_as_they_are_given_out(&self) {
        let seen = Numbers { ids: self.ids(), steps: self.steps(), tones: self.tones() };
        assert_eq!(Numbers::of(self.after), seen, "{self:?}");
    }

    /// Rule Q5: the last id now.
    fn ids(&self) -> u64 {
        let Answer::Accepted(id) = self.answer else { return Numbers::of(self.before).ids };
        assert_eq!(id.get(), Numbers::of(self.before).ids + 1, "ids rise by one: {self:?}");
        id.get()
    }

    /// Rules Q2, Q5 and M1: the last step now. A step is wanted without a break,
    /// or never again.
    fn steps(&self) -> u64 {
        let wanted = self.after.wanted();
        let suspended = self.after.activity() == Activity::Suspended;
        assert_eq!(wanted.is_none(), suspended || self.after.is_empty(), "{self:?}");
        let Some(step) = wanted else { return Numbers::of(self.before).steps };
        let (before, same_phase) = (self.before.wanted(), phase(self.before) == phase(self.after));
        if before == wanted {
            assert!(same_phase, "a step is one phase of one operation: {self:?}");
        } else {
            assert_eq!(
                step.get(),
                Numbers::of(self.before).steps + 1,
                "steps rise by one: {self:?}"
            );
            let again = matches!(self.input, Input::Finished(_) | Input::Resume);
            assert!(again || !same_phase, "a step goes on: {self:?}");
        }
        step.get()
    }

    /// Rule T1: the last tone number now.
    fn tones(&self) -> u64 {
        let Answer::Tone(heard, _) = self.answer else { return Numbers::of(self.before).tones };
        let Input::Tone(pressed) = self.input else { panic!("no tone was fed: {self:?}") };
        assert_eq!(heard.is_some(), self.before.tone_subscription().is_some(), "{self:?}");
        let Some((_, number, tone)) = heard else { return Numbers::of(self.before).tones };
        assert_eq!((*number, tone), (Numbers::of(self.before).tones + 1, pressed), "{self:?}");
        *number
    }
}

fn held<C, S>(queue: &MediaQueue<C, S>) -> Vec<OperationId> {
    queue.operations().map(|operation| operation.id).collect()
}

/// Who is at what; a reported start is no new phase.
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

const STARTED: Stage = Stage::InProgress(Phase::Recording { started: true });
