//! Laws of a queue as data, for any source of inputs.

use core::fmt::Debug;
use core::num::{NonZeroU8, NonZeroU16};

use media_queue::{
    Activity, Applied, Completion, Effect, Failure, Input, Interrupts, Limit, MediaQueue, Millis,
    Opening, OperationId, Play, Record, RecordLimits, Snapshot, SnapshotV1, Stage, Stale, Step,
    Times, Tone, ToneReport, ToneSet,
};
use proptest::collection::vec;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A host's value: comparable, and data.
pub(crate) trait Value: Clone + Debug + PartialEq + Serialize + DeserializeOwned {}

impl<T: Clone + Debug + PartialEq + Serialize + DeserializeOwned> Value for T {}

/// S1: the queue that its snapshot restores, which is equal in either format.
#[track_caller]
pub(crate) fn restored<C: Value, S: Value>(queue: &MediaQueue<C, S>) -> MediaQueue<C, S> {
    let bytes = postcard::to_allocvec(&queue.snapshot()).unwrap();
    let snapshot: Snapshot<C, S> = postcard::from_bytes(&bytes).unwrap();
    let text = serde_json::to_string(&queue.snapshot()).unwrap();
    assert_eq!(serde_json::from_str::<Snapshot<C, S>>(&text).unwrap(), snapshot);

    let restored = MediaQueue::try_from(snapshot).unwrap();
    assert_eq!(&restored, queue);
    restored
}

/// S1 and J1 on the way from `queue` through `inputs`: a queue restored before any
/// of them follows to the end, and is told the same and equal after every input.
#[track_caller]
pub(crate) fn follows<C: Value, S: Value>(
    mut queue: MediaQueue<C, S>,
    inputs: impl IntoIterator<Item = Input<C, S>>,
) {
    let mut followers = Vec::new();
    for input in inputs {
        followers.push(restored(&queue));
        let line = serde_json::to_string(&input).unwrap();
        let told = Told::by(input, &mut queue);
        for follower in &mut followers {
            let input: Input<C, S> = serde_json::from_str(&line).unwrap();
            assert_eq!(Told::by(input, follower), told);
            assert_eq!(*follower, queue);
        }
    }
}

/// S1: data that may be anything is refused or is a state, and a state takes any
/// input and is written as it was read.
#[track_caller]
pub(crate) fn refused_or_legal<C: Value, S: Value>(
    snapshot: Snapshot<C, S>,
    inputs: impl IntoIterator<Item = Input<C, S>>,
) {
    let data = postcard::to_allocvec(&snapshot).unwrap();
    if let Ok(queue) = MediaQueue::try_from(snapshot) {
        assert_eq!(postcard::to_allocvec(&queue.snapshot()).unwrap(), data);
        follows(queue, inputs);
    }
}

/// Q5: no id and no step is used again, whatever is restored in between.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    last_id: Option<OperationId>,
    current: Option<(Step, OperationId)>,
    last_step: Option<Step>,
}

impl Numbers {
    /// Looks at the queue after an input that answered with `accepted`.
    #[track_caller]
    pub(crate) fn look<C, S>(&mut self, queue: &MediaQueue<C, S>, accepted: Option<OperationId>) {
        if accepted.is_some() {
            assert!(accepted > self.last_id, "{accepted:?} after {:?}", self.last_id);
            self.last_id = accepted;
        }
        let current = match queue.activity() {
            Activity::Prompt { step, id, .. }
            | Activity::Beep { step, id, .. }
            | Activity::Recording { step, id, .. } => Some((step, id)),
            Activity::Idle | Activity::Suspended => None,
        };
        if current != self.current {
            if let Some((step, _)) = current {
                assert!(Some(step) > self.last_step, "{step} after {:?}", self.last_step);
                self.last_step = Some(step);
            }
            self.current = current;
        }
    }
}

/// What an input brought about, owned, so that it can be compared.
#[derive(Debug, PartialEq)]
pub(crate) struct Told<C, S> {
    pub(crate) accepted: Option<OperationId>,
    pub(crate) refused: bool,
    pub(crate) stale: Option<Stale>,
    pub(crate) heard: Option<(S, u64, Tone)>,
    pub(crate) interrupted: Option<OperationId>,
    pub(crate) completions: Vec<Completion<C>>,
    pub(crate) unsubscribed: Option<S>,
}

impl<C, S: Clone> Told<C, S> {
    pub(crate) fn by(input: Input<C, S>, queue: &mut MediaQueue<C, S>) -> Self {
        Self::from(input.apply(queue))
    }
}

impl<C, S: Clone> From<Applied<'_, C, S>> for Told<C, S> {
    fn from(applied: Applied<'_, C, S>) -> Self {
        let mut told = Self {
            accepted: None,
            refused: false,
            stale: None,
            heard: None,
            interrupted: None,
            completions: Vec::new(),
            unsubscribed: None,
        };
        match applied {
            Applied::Nothing => {}
            Applied::Accepted(id) => told.accepted = Some(id),
            Applied::PlayRefused(_) | Applied::RecordRefused(_) => told.refused = true,
            Applied::Stale(stale) => told.stale = Some(stale),
            Applied::Completed(completion) => told.completions.push(completion),
            Applied::Canceled(canceled) => told.completions.extend(canceled),
            Applied::Tone(ToneReport { heard, effect }) => {
                told.heard = heard.map(|h| (h.subscription.clone(), h.number, h.tone));
                told.effect(effect);
            }
            Applied::Speech(effect) => told.effect(effect),
            Applied::Unsubscribed(value) => told.unsubscribed = Some(value),
        }
        told
    }
}

impl<C, S> Told<C, S> {
    fn effect(&mut self, effect: Effect<C>) {
        match effect {
            Effect::Nothing => {}
            Effect::PromptInterrupted(id) => self.interrupted = Some(id),
            Effect::Completed(completion) => self.completions.push(completion),
        }
    }
}

/// Lists of inputs that mostly mean something: a fact is mostly about the current step.
pub(crate) fn inputs(length: usize) -> impl Strategy<Value = Vec<(Input<u8>, bool)>> {
    vec((input(), prop::bool::weighted(0.9)), 0..length)
}

/// The input, its fact about the current step if there is one and `aim` says so.
pub(crate) fn aimed<C, S>(
    queue: &MediaQueue<C, S>,
    (input, aim): (Input<C, S>, bool),
) -> Input<C, S> {
    let Some(current) = queue.wanted().filter(|_| aim) else { return input };
    match input {
        Input::Started(_) => Input::Started(current),
        Input::Finished(_) => Input::Finished(current),
        Input::Failed { failure, .. } => Input::Failed { step: current, failure },
        Input::LimitReached { limit, .. } => Input::LimitReached { step: current, limit },
        other => other,
    }
}

fn input() -> impl Strategy<Value = Input<u8>> {
    let step = (1..20_u64).prop_map(|number| Step::new(number).unwrap());
    let id = (1..20_u64).prop_map(|number| OperationId::new(number).unwrap());
    let failure =
        prop::sample::select(&[Failure::Unavailable, Failure::BadFormat, Failure::Engine]);
    let limit = prop::sample::select(&[
        Limit::MaxDuration,
        Limit::MaxSilence,
        Limit::InitialSilence,
        Limit::MediaTimeout,
    ]);
    prop_oneof![
        6 => play().prop_map(Input::Play),
        6 => record().prop_map(Input::Record),
        1 => Just(Input::CancelAll),
        2 => id.prop_map(Input::Cancel),
        1 => any::<u8>().prop_map(Input::SubscribeTones),
        1 => Just(Input::UnsubscribeTones),
        6 => step.clone().prop_map(Input::Started),
        8 => step.clone().prop_map(Input::Finished),
        1 => (step.clone(), failure).prop_map(|(step, failure)| Input::Failed { step, failure }),
        1 => (step, limit).prop_map(|(step, limit)| Input::LimitReached { step, limit }),
        4 => prop::sample::select(&[Tone::Tone1, Tone::Pound]).prop_map(Input::Tone),
        1 => Just(Input::SpeechStarted),
        1 => Just(Input::Suspend),
        2 => Just(Input::Resume),
        1 => Just(Input::Shrink),
    ]
}

fn play() -> impl Strategy<Value = Play<u8>> {
    let times = prop_oneof![
        3 => (1..3_u16).prop_map(|times| Times::Count(NonZeroU16::new(times).unwrap())),
        1 => Just(Times::Forever),
    ];
    (any::<u8>(), 1..4_u8, times, interrupts()).prop_map(|(context, prompts, times, interrupts)| {
        Play::new(context, NonZeroU8::new(prompts).unwrap())
            .repeated(times)
            .interrupted_by(interrupts)
    })
}

fn record() -> impl Strategy<Value = Record<u8>> {
    let opening = prop_oneof![
        Just(Opening::Silence),
        Just(Opening::Beep),
        interrupts().prop_map(Opening::Prompt),
        interrupts().prop_map(Opening::PromptThenBeep),
    ];
    let limits = (1..9_u32, 0..9_u32).prop_map(|(duration, silence)| RecordLimits {
        max_silence: Millis::new(silence),
        ..RecordLimits::new(Millis::new(duration).unwrap())
    });
    (any::<u8>(), opening, tones(), limits).prop_map(|(context, opening, stop_tones, limits)| {
        Record::new(context, limits).opened_by(opening).stopped_by(stop_tones)
    })
}

fn interrupts() -> impl Strategy<Value = Interrupts> {
    (tones(), any::<bool>()).prop_map(|(tones, speech)| {
        let tones = Interrupts::by_tones(tones);
        if speech { tones.and_speech() } else { tones }
    })
}

fn tones() -> impl Strategy<Value = ToneSet> {
    prop::sample::select(&["", "1", "#", "1#"]).prop_map(|keys| keys.parse().unwrap())
}

fn small() -> MediaQueue<u8> {
    MediaQueue::new(NonZeroU16::new(4).unwrap())
}

/// The state after `inputs`, and what they were once aimed.
fn run(inputs: Vec<(Input<u8>, bool)>) -> (MediaQueue<u8>, Vec<Input<u8>>) {
    let mut queue = small();
    let fed = inputs
        .into_iter()
        .map(|input| {
            let input = aimed(&queue, input);
            drop(input.apply(&mut queue));
            input
        })
        .collect();
    (queue, fed)
}

fn edit(snapshot: &mut SnapshotV1<u8>, (field, number): (u8, u64), stage: Stage) {
    let at = usize::try_from(number).unwrap() % snapshot.operations.len().max(1);
    match field {
        0 => snapshot.limit = NonZeroU16::MIN.saturating_add(u16::try_from(number).unwrap()),
        1 => snapshot.suspended = !snapshot.suspended,
        2 => snapshot.last_id = number,
        3 => snapshot.last_step = number,
        4 => snapshot.tones = number,
        5 => snapshot.subscription = None,
        6 => snapshot.operations.rotate_left(at),
        7 => snapshot.operations.truncate(at),
        _ => {
            if let Some(operation) = snapshot.operations.get_mut(at) {
                operation.stage = stage;
            }
        }
    }
}

fn stage() -> impl Strategy<Value = Stage> {
    use media_queue::Phase;
    prop_oneof![
        Just(Stage::Queued),
        (0..4_u8, 0..4_u16)
            .prop_map(|(index, round)| Stage::InProgress(Phase::Prompt { index, round })),
        Just(Stage::InProgress(Phase::Beep)),
        any::<bool>().prop_map(|started| Stage::InProgress(Phase::Recording { started })),
    ]
}

proptest! {
    #[test]
    fn j1_a_queue_restored_at_any_point_follows_to_the_end(inputs in inputs(40)) {
        let (_, fed) = run(inputs);
        follows(small(), fed);
    }

    #[test]
    fn q5_no_id_and_no_step_is_used_again_after_a_restore(
        inputs in inputs(60),
        every in 1..8_usize,
    ) {
        let mut queue = small();
        let mut numbers = Numbers::default();
        for (index, input) in inputs.into_iter().enumerate() {
            if index % every == 0 {
                queue = restored(&queue);
            }
            let told = Told::by(aimed(&queue, input), &mut queue);
            numbers.look(&queue, told.accepted);
        }
    }

    #[test]
    fn s1_an_edited_snapshot_is_refused_or_legal(
        inputs in inputs(20),
        edits in vec(((0..9_u8, 0..9_u64), stage()), 1..3),
        then in inputs(10),
    ) {
        let (queue, _) = run(inputs);
        let bytes = postcard::to_allocvec(&queue.snapshot()).unwrap();
        let Ok(Snapshot::V1(mut snapshot)) = postcard::from_bytes(&bytes) else { panic!() };
        for (field, stage) in edits {
            edit(&mut snapshot, field, stage);
        }
        refused_or_legal(Snapshot::V1(snapshot), then.into_iter().map(|(input, _)| input));
    }

    #[test]
    fn s1_flipped_bytes_are_refused_or_legal(
        inputs in inputs(20),
        flips in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        then in inputs(10),
    ) {
        let (queue, _) = run(inputs);
        let mut bytes = postcard::to_allocvec(&queue.snapshot()).unwrap();
        for (index, byte) in flips {
            *index.get_mut(&mut bytes) = byte;
        }
        if let Ok(snapshot) = postcard::from_bytes::<Snapshot<u8>>(&bytes) {
            refused_or_legal(snapshot, then.into_iter().map(|(input, _)| input));
        }
    }
}
