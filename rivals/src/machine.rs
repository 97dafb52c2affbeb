//! The queue of a call, as far as all contestants have it.

use core::num::NonZeroU8;

use media_queue::{
    Activity, Completion, Ended, Kind, Limit, MediaQueue, Millis, Opening, OperationId, Play,
    PlayOutcome, Record, RecordLimits, RecordOutcome, Stage,
};

/// The queue of a call: plays of one prompt, records of one step.
pub trait Machine<C> {
    /// What the host holds of an operation it has asked for.
    type Ticket;

    /// Accepts a play.
    ///
    /// # Errors
    ///
    /// [`Full`], if there is no room.
    fn play(&mut self, context: C) -> Result<Self::Ticket, Full<C>>;

    /// Accepts a record.
    ///
    /// # Errors
    ///
    /// [`Full`], if there is no room.
    fn record(&mut self, context: C) -> Result<Self::Ticket, Full<C>>;

    /// The play in progress came to its end; `None` if it is another that is in progress.
    fn finish_play(&mut self, ticket: &Self::Ticket) -> Option<Done<C>>;

    /// The record in progress came to its end; `None` if it is another that is in progress.
    fn finish_record(&mut self, ticket: &Self::Ticket) -> Option<Done<C>>;

    /// Whatever is in progress came to its end; `None` if nothing is. The rivals need
    /// not compare ids here.
    fn finish_front(&mut self) -> Option<Done<C>>;

    /// Cancels one operation, wherever it stands; `None` if it is not here.
    fn cancel(&mut self, ticket: &Self::Ticket) -> Option<Done<C>>;

    /// Cancels everything and hands it out in order.
    fn cancel_all(&mut self, each: impl FnMut(Done<C>));
}

/// There is no room: the context, given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C, align(8))]
pub struct Full<C>(pub C);

/// What became of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
// The context first and aligned, as in `Full`: a context of mere bytes, as a GUID is,
// would lie across two words, and be stored in parts and loaded whole, over which a
// processor stumbles.
#[repr(C, align(8))]
pub struct Done<C> {
    /// The host's own value.
    pub context: C,
    /// The kind of operation.
    pub kind: Kind,
    /// How it ended.
    pub how: How,
    /// Where it stood.
    pub stood: Stood,
}

/// How an operation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It came to its end.
    Finished,
    /// It was cancelled.
    Canceled,
}

/// Where an operation stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stood {
    /// It waited for its turn.
    Queued,
    /// It was in progress.
    InProgress,
}

/// A host of the crate never looks for an operation when media ends: its engine
/// reports the step it was given. So the ticket is for a cancel alone.
impl<C, S> Machine<C> for MediaQueue<C, S> {
    type Ticket = OperationId;

    #[inline]
    fn play(&mut self, context: C) -> Result<OperationId, Full<C>> {
        MediaQueue::play(self, Play::new(context, NonZeroU8::MIN))
            .map_err(|full| Full(full.request.context))
    }

    #[inline]
    fn record(&mut self, context: C) -> Result<OperationId, Full<C>> {
        let record =
            Record::new(context, RecordLimits::new(Millis::MAX)).opened_by(Opening::Silence);
        MediaQueue::record(self, record).map_err(|full| Full(full.request.context))
    }

    #[inline]
    fn finish_play(&mut self, _: &OperationId) -> Option<Done<C>> {
        let step = self.wanted()?;
        self.finished(step).ok()?.map(done)
    }

    #[inline]
    fn finish_record(&mut self, _: &OperationId) -> Option<Done<C>> {
        let step = self.wanted()?;
        self.limit_reached(step, Limit::MaxDuration).ok()?.map(done)
    }

    #[inline]
    fn finish_front(&mut self) -> Option<Done<C>> {
        match self.activity() {
            Activity::Recording { step, .. } => self.limit_reached(step, Limit::MaxDuration),
            Activity::Prompt { step, .. } | Activity::Beep { step, .. } => self.finished(step),
            Activity::Idle | Activity::Suspended => return None,
        }
        .ok()?
        .map(done)
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
fn done<C>(completion: Completion<C>) -> Done<C> {
    let (kind, canceled) = match &completion.ended {
        Ended::Play(_, outcome) => (Kind::Play, matches!(outcome, PlayOutcome::Canceled)),
        Ended::Record(_, outcome) => (Kind::Record, matches!(outcome, RecordOutcome::Canceled)),
    };
    Done {
        kind,
        how: if canceled { How::Canceled } else { How::Finished },
        stood: match completion.stage {
            Stage::Queued => Stood::Queued,
            Stage::InProgress(_) => Stood::InProgress,
        },
        context: completion.into_context(),
    }
}
