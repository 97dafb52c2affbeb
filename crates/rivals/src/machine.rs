//! The queue of a call, as far as all contestants have it.

use media_queue::{
    Completion, Effect, MediaQueue, Millis, Opening, OperationId, OperationKind, Play, Record,
    RecordLimit, RecordLimits, Stage,
};

/// The queue of a call: plays of one prompt, and records that begin with the recording.
pub trait Machine<C> {
    /// What the host keeps of an operation that was accepted.
    type Ticket;

    /// Accepts a play.
    ///
    /// # Errors
    ///
    /// [`Full`] if there is no room.
    fn play(&mut self, context: C) -> Result<Self::Ticket, Full<C>>;

    /// Accepts a record.
    ///
    /// # Errors
    ///
    /// [`Full`] if there is no room.
    fn record(&mut self, context: C) -> Result<Self::Ticket, Full<C>>;

    /// The play in progress came to its end. Returns `None` if it is not in progress.
    fn finish_play(&mut self, ticket: &Self::Ticket) -> Option<Done<C>>;

    /// The record in progress came to its end. Returns `None` if it is not in progress.
    fn finish_record(&mut self, ticket: &Self::Ticket) -> Option<Done<C>>;

    /// Whatever is in progress came to its end, and the report of the engine names its
    /// kind. Returns `None` if nothing is in progress. The rivals need not compare
    /// anything here.
    fn finish_front(&mut self, kind: OperationKind) -> Option<Done<C>>;

    /// Cancels one operation, wherever it stands. Returns `None` if it is not here.
    fn cancel(&mut self, ticket: &Self::Ticket) -> Option<Done<C>>;

    /// Cancels everything and hands it out in order.
    fn cancel_all(&mut self, each: impl FnMut(Done<C>));
}

/// There is no room. It gives the context back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C, align(8))]
pub struct Full<C>(pub C);

/// What became of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
// The context stands first and aligned, here and in `Full`. A context of bytes, such as a
// GUID, would otherwise cross a word: it would be stored in parts and loaded as a whole,
// which stalls a processor. That would be a trap for the rivals.
#[repr(C, align(8))]
pub struct Done<C> {
    /// The host's own value.
    pub context: C,
    /// The kind of operation.
    pub kind: OperationKind,
    /// How it ended.
    pub ending: Ending,
    /// Where it stood.
    pub place: Place,
}

/// How an operation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It came to its end.
    Finished,
    /// It was cancelled.
    Canceled,
}

/// Where an operation stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It waited for its turn.
    Queued,
    /// It was in progress.
    InProgress,
}

/// A host of the crate never looks for an operation when media ends, because its engine
/// reports the step. So the ticket is only for a cancel.
impl<C, S> Machine<C> for MediaQueue<C, S> {
    type Ticket = OperationId;

    #[inline]
    fn play(&mut self, context: C) -> Result<OperationId, Full<C>> {
        MediaQueue::play(self, Play::new(), context).map_err(|full| Full(full.context))
    }

    #[inline]
    fn record(&mut self, context: C) -> Result<OperationId, Full<C>> {
        let record = Record::new(RecordLimits::new(Millis::MAX)).opened_by(Opening::Silence);
        MediaQueue::record(self, record, context).map_err(|full| Full(full.context))
    }

    #[inline]
    fn finish_play(&mut self, _: &OperationId) -> Option<Done<C>> {
        let step = self.wanted()?;
        done_by(self.finished(step).ok()?)
    }

    #[inline]
    fn finish_record(&mut self, _: &OperationId) -> Option<Done<C>> {
        let step = self.wanted()?;
        done_by(self.limit_reached(step, RecordLimit::MaxDuration).ok()?)
    }

    #[inline]
    fn finish_front(&mut self, kind: OperationKind) -> Option<Done<C>> {
        let step = self.wanted()?;
        let effect = match kind {
            OperationKind::Play => self.finished(step),
            OperationKind::Record => self.limit_reached(step, RecordLimit::MaxDuration),
        };
        done_by(effect.ok()?)
    }

    #[inline]
    fn cancel(&mut self, ticket: &OperationId) -> Option<Done<C>> {
        MediaQueue::cancel(self, *ticket).map(done)
    }

    #[inline]
    fn cancel_all(&mut self, each: impl FnMut(Done<C>)) {
        MediaQueue::cancel_all(self).map(done).for_each(each);
    }
}

#[inline]
fn done_by<C>(effect: Effect<C>) -> Option<Done<C>> {
    effect.into_completion().map(done)
}

#[inline]
fn done<C>(completion: Completion<C>) -> Done<C> {
    Done {
        kind: completion.kind(),
        ending: if completion.outcome.is_canceled() { Ending::Canceled } else { Ending::Finished },
        place: match completion.stage {
            Stage::Queued => Place::Queued,
            Stage::InProgress(_) => Place::InProgress,
        },
        context: completion.context,
    }
}
