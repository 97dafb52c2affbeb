//! The script of a call that all contestants run, and the contexts that move through it.

use core::num::NonZeroU16;
use std::hint::black_box;

use media_queue::{Completion, MediaQueue, OperationKind};
use tokio::runtime::Builder;
use uuid::Uuid;

use crate::machine::{Done, Machine};
use crate::task::{CallTask, Gone};

/// How many operations a lifecycle has.
pub const OPERATIONS: usize = 8;

/// A context of one word.
pub type Word = u64;

/// A context of a GUID.
pub type Guid = Uuid;

/// A context of a GUID and the application's own text of 36 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labeled {
    /// The GUID by which the application knows the operation.
    pub guid: Uuid,
    /// The application's own text, which it gets back with the result.
    pub client_context: String,
}

/// A context that can be made from a number.
pub trait Context: Clone + Send + 'static {
    /// Returns the context with this number.
    fn numbered(number: u64) -> Self;
}

impl Context for Word {
    fn numbered(number: u64) -> Self {
        number
    }
}

impl Context for Guid {
    fn numbered(number: u64) -> Self {
        Uuid::from_u128(number.into())
    }
}

impl Context for Labeled {
    fn numbered(number: u64) -> Self {
        let guid = Guid::numbered(number);
        Self { guid, client_context: guid.to_string() }
    }
}

/// The contexts of a call, before and after they have moved through its queue.
///
/// There are two stacks, so that no context is used again right after it came back. No
/// host does that, and it would stall a processor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contexts<C> {
    ready: Vec<C>,
    back: Vec<C>,
}

impl<C: Context> Contexts<C> {
    /// Returns the contexts from 1 to `count`.
    #[must_use]
    pub fn numbered(count: usize) -> Self {
        let ready = (1..).map(C::numbered).take(count).collect();
        Self { ready, back: Vec::with_capacity(count) }
    }
}

impl<C> Contexts<C> {
    /// Returns those that are ready to move. The next one is the last.
    #[must_use]
    pub fn ready(&self) -> &[C] {
        &self.ready
    }

    /// Makes those that came back ready again.
    #[inline]
    fn turn(&mut self) {
        core::mem::swap(&mut self.ready, &mut self.back);
    }

    /// It looks at what became of the operation, as a host does to report it.
    #[inline]
    fn give_back(&mut self, done: Done<C>) {
        black_box((done.kind, done.ending, done.place));
        self.back.push(done.context);
    }
}

/// Accepts eight operations, play and record in turn, finishes four and cancels the other
/// four. It takes the contexts from `contexts` and puts them back there. Returns `None` if
/// the machine refuses any of it.
#[inline]
pub fn lifecycle<C, M: Machine<C>>(machine: &mut M, contexts: &mut Contexts<C>) -> Option<()> {
    let mut pair = || {
        let play = machine.play(contexts.ready.pop()?).ok()?;
        let record = machine.record(contexts.ready.pop()?).ok()?;
        Some((play, record))
    };
    let in_time = [pair()?, pair()?];
    let too_late = [pair()?, pair()?];
    for (play, record) in &in_time {
        contexts.give_back(machine.finish_play(play)?);
        contexts.give_back(machine.finish_record(record)?);
    }
    machine.cancel_all(|done| contexts.give_back(done));
    drop(too_late);
    contexts.turn();
    Some(())
}

/// Returns what a cancel hands out from a queue of `count` operations, play and record in
/// turn.
#[must_use]
pub fn canceled_operations(count: u32) -> Vec<Completion<Labeled>> {
    let mut queue: MediaQueue<Labeled> = MediaQueue::new(NonZeroU16::MAX);
    for number in 0..count {
        let context = Labeled::numbered(number.into());
        let accepted = match number % 2 {
            0 => Machine::play(&mut queue, context),
            _ => Machine::record(&mut queue, context),
        };
        debug_assert!(accepted.is_ok(), "more than a queue holds");
    }
    queue.cancel_all().collect()
}

/// [`lifecycle`] for a call that is a task.
///
/// # Errors
///
/// [`Gone`] if the task has ended.
pub async fn lifecycle_of_task<C: Send + 'static>(
    call: &CallTask<C>,
    contexts: &mut Contexts<C>,
) -> Result<Option<()>, Gone> {
    let mut ids = [0; OPERATIONS];
    for (id, kind) in
        ids.iter_mut().zip([OperationKind::Play, OperationKind::Record].into_iter().cycle())
    {
        let Some(context) = contexts.ready.pop() else { return Ok(None) };
        let Ok(accepted) = call.enqueue(kind, context).await? else { return Ok(None) };
        *id = accepted;
    }
    for id in ids.into_iter().take(OPERATIONS / 2) {
        let Some(done) = call.finish(id).await? else { return Ok(None) };
        contexts.give_back(done);
    }
    for done in call.cancel_all().await? {
        contexts.give_back(done);
    }
    contexts.turn();
    Ok(Some(()))
}

/// Returns what runs [`lifecycle_of_task`] this many times, on a runtime of one thread.
///
/// # Panics
///
/// Panics if there is no runtime, or if the task refuses any of it.
pub fn lifecycles_of_task<C: Context>() -> impl FnMut(u32) {
    let runtime = Builder::new_current_thread().build().expect("a runtime without I/O");
    let call = runtime.block_on(async { CallTask::spawn(OPERATIONS) });
    let mut contexts = Contexts::<C>::numbered(OPERATIONS);
    move |turns| {
        runtime.block_on(async {
            for _ in 0..turns {
                let done = lifecycle_of_task(&call, &mut contexts).await;
                done.ok().flatten().expect("the script fits the task");
            }
        });
    }
}
