//! A smaller version of the obvious queue: one deque, and no map.

use std::collections::VecDeque;

use media_queue::OperationKind;
use uuid::Uuid;

use crate::machine::{Done, Ending, Full, Machine, Place};
use crate::map::OperationResult;

/// One deque of operations. An id is the text that the application sees.
///
/// Ids are numbered as in [`MapQueue`](crate::MapQueue).
#[derive(Clone, Debug)]
pub struct TextQueue<C> {
    operations: VecDeque<Operation<C>>,
    last_id: u128,
    limit: usize,
}

#[derive(Clone, Debug)]
struct Operation<C> {
    id: String,
    kind: OperationKind,
    place: Place,
    context: C,
}

impl<C> TextQueue<C> {
    /// A queue with room for `limit` operations.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self { operations: VecDeque::new(), last_id: 0, limit }
    }

    /// Accepts an operation and returns its id.
    ///
    /// # Errors
    ///
    /// [`Full`] with the context if there is no room.
    pub fn enqueue(&mut self, kind: OperationKind, context: C) -> Result<String, Full<C>> {
        if self.operations.len() >= self.limit {
            return Err(Full(context));
        }
        self.last_id = self.last_id.saturating_add(1);
        let id = Uuid::from_u128(self.last_id).to_string();
        let place = if self.operations.is_empty() { Place::InProgress } else { Place::Queued };
        self.operations.push_back(Operation { id: id.clone(), kind, place, context });
        Ok(id)
    }

    /// The operation in progress came to its end.
    pub fn finish(&mut self, id: &str) -> Option<OperationResult<C>> {
        if self.operations.front()?.id != id {
            return None;
        }
        self.finish_first()
    }

    /// Whatever is in progress came to its end.
    pub fn finish_first(&mut self) -> Option<OperationResult<C>> {
        let result = self.operations.pop_front()?.end(Ending::Finished);
        self.start_next();
        Some(result)
    }

    /// Cancels one operation.
    pub fn cancel_one(&mut self, id: &str) -> Option<OperationResult<C>> {
        let index = self.operations.iter().position(|operation| operation.id == id)?;
        let result = self.operations.remove(index)?.end(Ending::Canceled);
        self.start_next();
        Some(result)
    }

    /// Cancels everything.
    pub fn cancel_everything(&mut self) -> Vec<OperationResult<C>> {
        self.operations.drain(..).map(|operation| operation.end(Ending::Canceled)).collect()
    }

    fn start_next(&mut self) {
        if let Some(next) = self.operations.front_mut() {
            next.place = Place::InProgress;
        }
    }
}

impl<C> Operation<C> {
    fn end(self, ending: Ending) -> OperationResult<C> {
        let Self { id, kind, place, context } = self;
        OperationResult { id, done: Done { context, kind, ending, place } }
    }
}

impl<C> Machine<C> for TextQueue<C> {
    type Ticket = String;

    fn play(&mut self, context: C) -> Result<String, Full<C>> {
        self.enqueue(OperationKind::Play, context)
    }

    fn record(&mut self, context: C) -> Result<String, Full<C>> {
        self.enqueue(OperationKind::Record, context)
    }

    fn finish_play(&mut self, ticket: &String) -> Option<Done<C>> {
        self.finish(ticket).map(|result| result.done)
    }

    fn finish_record(&mut self, ticket: &String) -> Option<Done<C>> {
        self.finish(ticket).map(|result| result.done)
    }

    fn finish_front(&mut self, _: OperationKind) -> Option<Done<C>> {
        self.finish_first().map(|result| result.done)
    }

    fn cancel(&mut self, ticket: &String) -> Option<Done<C>> {
        self.cancel_one(ticket).map(|result| result.done)
    }

    fn cancel_all(&mut self, each: impl FnMut(Done<C>)) {
        self.cancel_everything().into_iter().map(|result| result.done).for_each(each);
    }
}
