//! A task for each call: commands through a channel, and an answer to each.

use media_queue::OperationKind;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::machine::{Done, Full, Machine};
use crate::slots::EqualSlots;

/// The host's end of the task of a call. The task owns a [`SlotQueue`](crate::SlotQueue),
/// so the difference to that one is the cost of the task and the channel.
///
/// The task ends when this is dropped.
#[derive(Debug)]
pub struct CallTask<C> {
    commands: mpsc::Sender<Command<C>>,
    task: JoinHandle<()>,
}

/// The task of the call has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone;

#[derive(Debug)]
enum Command<C> {
    Enqueue(OperationKind, C, oneshot::Sender<Result<u32, Full<C>>>),
    Finish(u32, oneshot::Sender<Option<Done<C>>>),
    FinishFront(oneshot::Sender<Option<Done<C>>>),
    Cancel(u32, oneshot::Sender<Option<Done<C>>>),
    CancelAll(oneshot::Sender<Vec<Done<C>>>),
}

impl<C: Send + 'static> CallTask<C> {
    /// Starts the task on the current runtime.
    #[must_use]
    pub fn spawn(limit: usize) -> Self {
        let (commands, received) = mpsc::channel(COMMANDS_IN_FLIGHT);
        Self { commands, task: tokio::spawn(run(EqualSlots::new(limit), received)) }
    }

    /// Accepts an operation. The context comes back if there is no room.
    ///
    /// # Errors
    ///
    /// [`Gone`] if the task has ended.
    pub async fn enqueue(
        &self,
        kind: OperationKind,
        context: C,
    ) -> Result<Result<u32, Full<C>>, Gone> {
        self.ask(|answer| Command::Enqueue(kind, context, answer)).await
    }

    /// The operation in progress came to its end.
    ///
    /// # Errors
    ///
    /// [`Gone`] if the task has ended.
    pub async fn finish(&self, id: u32) -> Result<Option<Done<C>>, Gone> {
        self.ask(|answer| Command::Finish(id, answer)).await
    }

    /// Whatever is in progress came to its end.
    ///
    /// # Errors
    ///
    /// [`Gone`] if the task has ended.
    pub async fn finish_front(&self) -> Result<Option<Done<C>>, Gone> {
        self.ask(Command::FinishFront).await
    }

    /// Cancels one operation.
    ///
    /// # Errors
    ///
    /// [`Gone`] if the task has ended.
    pub async fn cancel(&self, id: u32) -> Result<Option<Done<C>>, Gone> {
        self.ask(|answer| Command::Cancel(id, answer)).await
    }

    /// Cancels everything.
    ///
    /// # Errors
    ///
    /// [`Gone`] if the task has ended.
    pub async fn cancel_all(&self) -> Result<Vec<Done<C>>, Gone> {
        self.ask(Command::CancelAll).await
    }

    /// Ends the task.
    pub async fn stop(self) {
        let Self { commands, task } = self;
        drop(commands);
        // The runtime has reported a task that panicked.
        task.await.ok();
    }

    async fn ask<A>(
        &self,
        command: impl FnOnce(oneshot::Sender<A>) -> Command<C>,
    ) -> Result<A, Gone> {
        let (answer, answered) = oneshot::channel();
        self.commands.send(command(answer)).await.map_err(|_| Gone)?;
        answered.await.map_err(|_| Gone)
    }
}

/// A caller who has gone away does not want the answer, so a failing `send` is ignored.
async fn run<C>(mut queue: EqualSlots<C>, mut commands: mpsc::Receiver<Command<C>>) {
    while let Some(command) = commands.recv().await {
        match command {
            Command::Enqueue(OperationKind::Play, context, answer) => {
                answer.send(queue.play(context)).ok();
            }
            Command::Enqueue(OperationKind::Record, context, answer) => {
                answer.send(queue.record(context)).ok();
            }
            Command::Finish(id, answer) => {
                answer.send(queue.finish_play(&id)).ok();
            }
            Command::FinishFront(answer) => {
                answer.send(queue.finish_first()).ok();
            }
            Command::Cancel(id, answer) => {
                answer.send(queue.cancel(&id)).ok();
            }
            Command::CancelAll(answer) => {
                let mut canceled = Vec::new();
                queue.cancel_all(|done| canceled.push(done));
                answer.send(canceled).ok();
            }
        }
    }
}

const COMMANDS_IN_FLIGHT: usize = 8;
