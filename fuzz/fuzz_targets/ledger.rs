//! What a call holds: every operation that was accepted is handed out once, with its context.

use media_queue::{Completion, MediaQueue, OperationId};

/// The operations that were accepted and not handed out, by id.
#[derive(Clone, Debug)]
pub(crate) struct Ledger(Vec<(OperationId, u8)>);

impl Ledger {
    pub(crate) fn of(held: impl Iterator<Item = (OperationId, u8)>) -> Self {
        let mut held: Vec<_> = held.collect();
        held.sort_unstable();
        assert!(held.is_sorted_by(|one, next| one.0 < next.0), "an id is used once: {held:?}");
        Self(held)
    }

    #[track_caller]
    pub(crate) fn accept(&mut self, id: OperationId, context: u8) {
        assert!(self.0.last().is_none_or(|last| last.0 < id), "ids rise: {id}");
        self.0.push((id, context));
    }

    #[track_caller]
    pub(crate) fn hand_out(&mut self, completion: &Completion<u8>) {
        let at = self.0.iter().position(|held| held.0 == completion.id);
        let Some(at) = at else { panic!("it is not held any more: {completion:?}") };
        assert_eq!(self.0.remove(at).1, completion.context, "{completion:?}");
    }

    /// What is held is what the call holds: nothing is lost.
    #[track_caller]
    pub(crate) fn is(&self, held: impl Iterator<Item = (OperationId, u8)>) {
        assert_eq!(self.0, Self::of(held).0, "the ledger, and what is held");
    }
}

/// What a queue holds.
pub(crate) fn held(queue: &MediaQueue<u8>) -> impl Iterator<Item = (OperationId, u8)> {
    queue.operations().map(|held| (held.id, *held.context))
}
