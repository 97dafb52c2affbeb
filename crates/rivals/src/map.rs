//! The obvious queue: a map of operations, and a deque of their ids.

use std::collections::{HashMap, VecDeque};

use media_queue::OperationKind;
use uuid::Uuid;

use crate::machine::{Done, Ending, Full, Machine, Place};

/// Operations by id in a map, and their order in a deque. An id is the text that the
/// application sees.
///
/// A program would take `Uuid::new_v4().to_string()` as the id. Here ids are numbers in
/// the form of a GUID, so that no contestant pays for random numbers.
#[derive(Clone, Debug)]
pub struct MapQueue<C> {
    operations: HashMap<String, Operation<C>>,
    order: VecDeque<String>,
    last_id: u128,
    limit: usize,
}

/// What a [`MapQueue`] reports of an operation that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationResult<C> {
    /// Its id.
    pub id: String,
    /// What became of it.
    pub done: Done<C>,
}

#[derive(Clone, Debug)]
struct Operation<C> {
    kind: OperationKind,
    place: Place,
    context: C,
}

impl<C> MapQueue<C> {
    /// A queue with room for `limit` operations.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self { operations: HashMap::new(), order: VecDeque::new(), last_id: 0, limit }
    }

    /// Accepts an operation and returns its id.
    ///
    /// # Errors
    ///
    /// [`Full`] with the context if there is no room.
    pub fn enqueue(&mut self, kind: OperationKind, context: C) -> Result<String, Full<C>> {
        if self.order.len() >= self.limit {
            return Err(Full(context));
        }
        self.last_id = self.last_id.saturating_add(1);
        let id = Uuid::from_u128(self.last_id).to_string();
        let place = if self.order.is_empty() { Place::InProgress } else { Place::Queued };
        self.operations.insert(id.clone(), Operation { kind, place, context });
        self.order.push_back(id.clone());
        Ok(id)
    }

    /// The operation in progress came to its end.
    pub fn finish(&mut self, id: &str) -> Option<OperationResult<C>> {
        if self.order.front()? != id {
            return None;
        }
        self.finish_first()
    }

    /// Whatever is in progress came to its end.
    pub fn finish_first(&mut self) -> Option<OperationResult<C>> {
        let id = self.order.pop_front()?;
        let result = self.take(id, Ending::Finished);
        self.start_next();
        result
    }

    /// Cancels one operation.
    pub fn cancel_one(&mut self, id: &str) -> Option<OperationResult<C>> {
        let index = self.order.iter().position(|queued| queued == id)?;
        let id = self.order.remove(index)?;
        let result = self.take(id, Ending::Canceled);
        if index == 0 {
            self.start_next();
        }
        result
    }

    /// Cancels everything.
    pub fn cancel_everything(&mut self) -> Vec<OperationResult<C>> {
        let mut results = Vec::with_capacity(self.order.len());
        while let Some(id) = self.order.pop_front() {
            results.extend(self.take(id, Ending::Canceled));
        }
        results
    }

    fn take(&mut self, id: String, ending: Ending) -> Option<OperationResult<C>> {
        let Operation { kind, place, context } = self.operations.remove(&id)?;
        Some(OperationResult { id, done: Done { context, kind, ending, place } })
    }

    fn start_next(&mut self) {
        if let Some(next) = self.order.front().and_then(|id| self.operations.get_mut(id)) {
            next.place = Place::InProgress;
        }
    }
}

impl<C> Machine<C> for MapQueue<C> {
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
