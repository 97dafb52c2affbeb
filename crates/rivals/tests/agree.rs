//! Every contestant gives the same results as the crate.
#![allow(
    missing_docs,
    clippy::expect_used,
    reason = "a test that meets the unexpected should stop"
)]

use core::num::NonZeroU16;

use media_queue::MediaQueue;
use proptest::prelude::*;
use rivals::script::{Context, Contexts, Guid, Labeled, Word, lifecycle, lifecycle_of_task};
use rivals::{
    CallTask, Done, EqualSlots, Full, Gone, Machine, MapQueue, OperationKind, SmallSlots, TextQueue,
};
use tokio::runtime::{Builder, Runtime};

/// What a host does. An operation is named by how many were accepted before it.
#[derive(Clone, Copy, Debug)]
enum Input {
    Play,
    Record,
    Finish,
    FinishFront,
    Cancel(usize),
    CancelAll,
}

/// What the machine answers.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Answer<C> {
    Accepted,
    Full(C),
    Done(Option<Done<C>>),
    Canceled(Vec<Done<C>>),
}

proptest! {
    #[test]
    fn all_answer_alike(inputs in prop::collection::vec(input(), 0..60)) {
        let expected = answers(MediaQueue::<Word>::new(LIMIT), &inputs);
        prop_assert_eq!(&answers(MapQueue::new(ROOM), &inputs), &expected);
        prop_assert_eq!(&answers(TextQueue::new(ROOM), &inputs), &expected);
        prop_assert_eq!(&answers(EqualSlots::new(ROOM), &inputs), &expected);
        prop_assert_eq!(&answers(SmallSlots::new(ROOM), &inputs), &expected);
        prop_assert_eq!(&answers(BlockingTask::new(ROOM), &inputs), &expected);
    }
}

#[test]
fn the_script_runs_on_all_and_gives_every_context_back() {
    script_gives_back::<Word>();
    script_gives_back::<Guid>();
    script_gives_back::<Labeled>();
}

fn input() -> impl Strategy<Value = Input> {
    prop_oneof![
        4 => Just(Input::Play),
        4 => Just(Input::Record),
        2 => Just(Input::Finish),
        2 => Just(Input::FinishFront),
        1 => (0..40_usize).prop_map(Input::Cancel),
        1 => Just(Input::CancelAll),
    ]
}

/// Runs `inputs`, and keeps the books a host keeps: what it asked for, in order.
fn answers<M: Machine<Word>>(mut machine: M, inputs: &[Input]) -> Vec<Answer<Word>> {
    let mut accepted: Vec<(OperationKind, M::Ticket)> = Vec::new();
    let mut held: Vec<usize> = Vec::new();
    (0..)
        .zip(inputs)
        .map(|(context, input)| match input {
            Input::Play | Input::Record => {
                let (kind, result) = match input {
                    Input::Play => (OperationKind::Play, machine.play(context)),
                    _ => (OperationKind::Record, machine.record(context)),
                };
                match result {
                    Ok(ticket) => {
                        held.push(accepted.len());
                        accepted.push((kind, ticket));
                        Answer::Accepted
                    }
                    Err(Full(context)) => Answer::Full(context),
                }
            }
            Input::Finish => {
                let front = (!held.is_empty()).then(|| held.remove(0));
                Answer::Done(front.and_then(|n| accepted.get(n)).and_then(|(kind, ticket)| {
                    match kind {
                        OperationKind::Play => machine.finish_play(ticket),
                        OperationKind::Record => machine.finish_record(ticket),
                    }
                }))
            }
            Input::FinishFront => {
                let front = (!held.is_empty()).then(|| held.remove(0));
                let kind = front.and_then(|n| accepted.get(n)).map(|(kind, _)| *kind);
                // Nothing is in progress if there is no kind, whatever the report says.
                Answer::Done(machine.finish_front(kind.unwrap_or(OperationKind::Play)))
            }
            Input::Cancel(n) => {
                held.retain(|held| held != n);
                Answer::Done(accepted.get(*n).and_then(|(_, ticket)| machine.cancel(ticket)))
            }
            Input::CancelAll => {
                held.clear();
                let mut canceled = Vec::new();
                machine.cancel_all(|done| canceled.push(done));
                Answer::Canceled(canceled)
            }
        })
        .collect()
}

fn script_gives_back<C: Context + PartialEq + core::fmt::Debug>() {
    fn run<C: Context>(mut machine: impl Machine<C>) -> Vec<C> {
        let mut contexts = Contexts::numbered(8);
        lifecycle(&mut machine, &mut contexts).expect("the script fits");
        contexts.ready().to_vec()
    }
    // Taken from the top of one stack, they come back in that order.
    let expected: Vec<C> = (1..=8).rev().map(C::numbered).collect();
    assert_eq!(run(MediaQueue::<C>::new(SCRIPT_LIMIT)), expected);
    assert_eq!(run(MapQueue::<C>::new(8)), expected);
    assert_eq!(run(TextQueue::<C>::new(8)), expected);
    assert_eq!(run(EqualSlots::<C>::new(8)), expected);
    assert_eq!(run(SmallSlots::<C>::new(8)), expected);
    let mut moved = Contexts::<C>::numbered(8);
    runtime().block_on(async {
        let call = CallTask::spawn(8);
        let done = lifecycle_of_task(&call, &mut moved).await;
        assert_eq!(done, Ok(Some(())));
        call.stop().await;
    });
    assert_eq!(moved.ready(), expected);
}

/// A task, with a host that waits for each answer.
struct BlockingTask {
    runtime: Runtime,
    call: CallTask<Word>,
}

impl BlockingTask {
    fn new(limit: usize) -> Self {
        let runtime = runtime();
        let call = runtime.block_on(async { CallTask::spawn(limit) });
        Self { runtime, call }
    }

    fn wait<A>(&self, answer: impl Future<Output = Result<A, Gone>>) -> A {
        self.runtime.block_on(answer).expect("the task lives as long as the call")
    }
}

impl Machine<Word> for BlockingTask {
    type Ticket = u32;

    fn play(&mut self, context: Word) -> Result<u32, Full<Word>> {
        self.wait(self.call.enqueue(OperationKind::Play, context))
    }

    fn record(&mut self, context: Word) -> Result<u32, Full<Word>> {
        self.wait(self.call.enqueue(OperationKind::Record, context))
    }

    fn finish_play(&mut self, ticket: &u32) -> Option<Done<Word>> {
        self.wait(self.call.finish(*ticket))
    }

    fn finish_record(&mut self, ticket: &u32) -> Option<Done<Word>> {
        self.wait(self.call.finish(*ticket))
    }

    fn finish_front(&mut self, _: OperationKind) -> Option<Done<Word>> {
        self.wait(self.call.finish_front())
    }

    fn cancel(&mut self, ticket: &u32) -> Option<Done<Word>> {
        self.wait(self.call.cancel(*ticket))
    }

    fn cancel_all(&mut self, each: impl FnMut(Done<Word>)) {
        self.wait(self.call.cancel_all()).into_iter().for_each(each);
    }
}

fn runtime() -> Runtime {
    Builder::new_current_thread().build().expect("a runtime without I/O")
}

const ROOM: usize = 5;
const SCRIPT_LIMIT: NonZeroU16 = NonZeroU16::new(8).unwrap();
const LIMIT: NonZeroU16 = NonZeroU16::new(5).unwrap();
