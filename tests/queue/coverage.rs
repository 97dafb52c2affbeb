//! Which variants of the queue's types a walk has produced.

use std::collections::BTreeSet;

use media_queue::{
    Activity, Audio, CurrentStep, Interruption, Media, MediaFailure, MediaQueue, Outcome, Phase,
    PlayOutcome, RecordLimit, RecordOutcome, Stage, Stale,
};

use crate::input::{Answer, Did};

/// The variants that have not been produced yet.
#[derive(Debug)]
pub(crate) struct Coverage {
    missing: BTreeSet<&'static str>,
}

impl Coverage {
    pub(crate) fn new() -> Self {
        let all = [ANSWERS, EFFECTS, OUTCOMES, STAGES, ACTIVITIES, AUDIO, STALE];
        Self { missing: all.concat().into_iter().collect() }
    }

    pub(crate) fn see<C, S>(&mut self, answer: &Answer<C, S>, after: &MediaQueue<C, S>) {
        self.produced(name_of_answer(answer));
        match answer {
            Answer::Effect(effect) | Answer::Tone(_, effect) => {
                self.produced(name_of_effect(effect));
            }
            Answer::Stale(stale) => self.produced(name_of_stale(*stale)),
            _ => {}
        }
        for over in answer.completions() {
            self.see_completion(over.stage, over.outcome, over.audio);
        }
        self.produced(name_of_activity(&after.activity()));
    }

    pub(crate) fn see_completion(&mut self, stage: Stage, outcome: Outcome, audio: Option<Audio>) {
        self.produced(name_of_stage(stage));
        self.produced(name_of_outcome(outcome));
        self.produced(name_of_audio(audio));
    }

    /// Fails if a variant was never produced.
    #[track_caller]
    pub(crate) fn check(&self) {
        assert_eq!(self.missing, BTreeSet::new(), "variants that no edge produced");
    }

    fn produced(&mut self, name: &'static str) {
        self.missing.remove(name);
    }
}

/// A name for each variant, and the list of the names. A variant without a name does not
/// compile.
macro_rules! variants {
    ($all:ident, $name_of:ident $(<$($generic:ident),+>)? ($type:ty):
        $($pattern:pat => $name:literal),+ $(,)?) => {
        const $all: &[&str] = &[$($name),+];

        fn $name_of $(<$($generic),+>)? (value: $type) -> &'static str {
            match value {
                $($pattern => $name),+
            }
        }
    };
}

variants! { ANSWERS, name_of_answer<C, S>(&Answer<C, S>):
    Answer::Accepted(_) => "accepted",
    Answer::PlayRefused(..) => "play refused",
    Answer::RecordRefused(..) => "record refused",
    Answer::Stale(_) => "stale",
    Answer::Effect(_) => "effect",
    Answer::Tone(None, _) => "tone, unheard",
    Answer::Tone(Some(_), _) => "tone, heard",
    Answer::Canceled(_) => "canceled",
    Answer::Unsubscribed(_) => "unsubscribed",
    Answer::Shrunk => "shrunk",
}

variants! { EFFECTS, name_of_effect<C>(&Did<C>):
    Did::Nothing => "nothing",
    Did::NextStep(_) => "next step",
    Did::Completed(_) => "completed",
}

variants! { OUTCOMES, name_of_outcome(Outcome):
    Outcome::Play(_, PlayOutcome::Played) => "play: played",
    Outcome::Play(_, PlayOutcome::Interrupted(Interruption::Tone(_))) => "play: tone",
    Outcome::Play(_, PlayOutcome::Interrupted(Interruption::Speech)) => "play: speech",
    Outcome::Play(_, PlayOutcome::Failed(MediaFailure::Unavailable)) => "play: unavailable",
    Outcome::Play(_, PlayOutcome::Failed(MediaFailure::BadFormat)) => "play: bad format",
    Outcome::Play(_, PlayOutcome::Failed(MediaFailure::Engine)) => "play: engine",
    Outcome::Play(_, PlayOutcome::Canceled) => "play: canceled",
    Outcome::Play(_, PlayOutcome::CallEnded) => "play: call ended",
    Outcome::Record(_, RecordOutcome::StopTone(_)) => "record: stop tone",
    Outcome::Record(_, RecordOutcome::LimitReached(RecordLimit::MaxDuration)) => "record: duration",
    Outcome::Record(_, RecordOutcome::LimitReached(RecordLimit::MaxSilence)) => "record: silence",
    Outcome::Record(_, RecordOutcome::LimitReached(RecordLimit::InitialSilence)) => "record: mute",
    Outcome::Record(_, RecordOutcome::LimitReached(RecordLimit::MediaTimeout)) => "record: lost",
    Outcome::Record(_, RecordOutcome::Failed(MediaFailure::Unavailable)) => "record: unavailable",
    Outcome::Record(_, RecordOutcome::Failed(MediaFailure::BadFormat)) => "record: bad format",
    Outcome::Record(_, RecordOutcome::Failed(MediaFailure::Engine)) => "record: engine",
    Outcome::Record(_, RecordOutcome::Canceled) => "record: canceled",
    Outcome::Record(_, RecordOutcome::CallEnded) => "record: call ended",
}

variants! { STAGES, name_of_stage(Stage):
    Stage::Queued => "ended while queued",
    Stage::InProgress(Phase::Prompt { .. }) => "ended in a prompt",
    Stage::InProgress(Phase::Beep) => "ended in a beep",
    Stage::InProgress(Phase::Recording { started: false }) => "ended before recording",
    Stage::InProgress(Phase::Recording { started: true }) => "ended while recording",
}

variants! { ACTIVITIES, name_of_activity<C>(&Activity<'_, C>):
    Activity::Idle => "idle",
    Activity::Suspended => "suspended",
    Activity::Step(CurrentStep { media: Media::Prompt { .. }, .. }) => "in a prompt",
    Activity::Step(CurrentStep { media: Media::Beep, .. }) => "in a beep",
    Activity::Step(CurrentStep { media: Media::Recording { .. }, .. }) => "in a recording",
}

variants! { AUDIO, name_of_audio(Option<Audio>):
    None => "no audio",
    Some(Audio::Keep) => "audio to keep",
    Some(Audio::Partial) => "partial audio",
    Some(Audio::Discard) => "audio to discard",
}

variants! { STALE, name_of_stale(Stale):
    Stale::NotCurrent { .. } => "not current",
    Stale::NotOfThisStep { .. } => "not of this step",
}
