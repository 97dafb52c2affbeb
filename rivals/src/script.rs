//! The common script of a call, and the contexts that move through it.

use std::hint::black_box;

use media_queue::Kind;
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
    /// The GUID the application knows the operation by.
    pub guid: Uuid,
    /// The text the application asked to have back.
    pub client_context: String,
}

/// A context that can be made from a number.
pub trait Context: Clone + Send + 'static {
    /// The context with this number.
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

/// A stack of contexts, for a script to move through a queue and back.
pub fn contexts<C: Context>(count: usize) -> Vec<C> {
    (1..).map(C::numbered).take(count).collect()
}

/// Accepts eight operations, play and record in turn, finishes four and cancels
/// the other four. The contexts are taken from `contexts` and put back there.
/// `None` if the machine refused any of it.
#[inline]
pub fn lifecycle<C, M: Machine<C>>(machine: &mut M, contexts: &mut Vec<C>) -> Option<()> {
    let mut pair = || {
        let play = machine.play(contexts.pop()?).ok()?;
        let record = machine.record(contexts.pop()?).ok()?;
        Some((play, record))
    };
    let in_time = [pair()?, pair()?];
    let too_late = [pair()?, pair()?];
    for (play, record) in &in_time {
        give_back(contexts, machine.finish_play(play)?);
        give_back(contexts, machine.finish_record(record)?);
    }
    machine.cancel_all(|done| give_back(contexts, done));
    drop(too_late);
    Some(())
}

/// [`lifecycle`] for a call that is a task.
///
/// # Errors
///
/// [`Gone`], if the task has ended.
pub async fn lifecycle_of_task<C: Send + 'static>(
    call: &CallTask<C>,
    contexts: &mut Vec<C>,
) -> Result<Option<()>, Gone> {
    let mut ids = [0; OPERATIONS];
    for (id, kind) in ids.iter_mut().zip([Kind::Play, Kind::Record].into_iter().cycle()) {
        let Some(context) = contexts.pop() else { return Ok(None) };
        let Ok(accepted) = call.enqueue(kind, context).await? else { return Ok(None) };
        *id = accepted;
    }
    for id in ids.into_iter().take(OPERATIONS / 2) {
        let Some(done) = call.finish(id).await? else { return Ok(None) };
        give_back(contexts, done);
    }
    for done in call.cancel_all().await? {
        give_back(contexts, done);
    }
    Ok(Some(()))
}

/// What became of the operation is looked at, as a host must to report it.
#[inline]
fn give_back<C>(contexts: &mut Vec<C>, done: Done<C>) {
    black_box((done.kind, done.how, done.stood));
    contexts.push(done.context);
}
