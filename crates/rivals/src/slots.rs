//! The floor: a deque of slots that does nothing that the rules of a media queue ask for.

use std::collections::VecDeque;

use media_queue::OperationKind;

use crate::machine::{Done, Ending, Full, Machine, Place};

/// Slots as large as an entry of the crate: 32 bytes beside the context. A test compares
/// them.
pub type EqualSlots<C> = SlotQueue<C, 26>;

/// The smallest slots: 8 bytes beside a context of one word.
pub type SmallSlots<C> = SlotQueue<C, 0>;

/// A deque of slots: the context, a number, a kind, a place, and `REST` bytes for
/// everything else that a request says.
#[derive(Clone, Debug)]
pub struct SlotQueue<C, const REST: usize> {
    slots: VecDeque<Slot<C, REST>>,
    last_id: u32,
    limit: usize,
    /// They make this as large as a queue of the crate, which has two counters more.
    _counters: [u64; 2],
}

#[derive(Clone, Copy, Debug)]
// The context stands first and aligned, as in `Done` and for the same reason.
#[repr(C, align(8))]
struct Slot<C, const REST: usize> {
    context: C,
    id: u32,
    kind: OperationKind,
    place: Place,
    rest: [u8; REST],
}

impl<C, const REST: usize> SlotQueue<C, REST> {
    /// A queue with room for `limit` operations.
    #[must_use]
    pub const fn new(limit: usize) -> Self {
        Self { slots: VecDeque::new(), last_id: 0, limit, _counters: [0; 2] }
    }

    /// The size of a slot.
    #[must_use]
    pub const fn slot_size() -> usize {
        size_of::<Slot<C, REST>>()
    }

    /// Returns everything else that the request in progress says.
    #[must_use]
    pub fn rest(&self) -> Option<&[u8; REST]> {
        self.slots.front().map(|slot| &slot.rest)
    }

    #[inline]
    fn enqueue(&mut self, kind: OperationKind, context: C) -> Result<u32, Full<C>> {
        if self.slots.len() >= self.limit {
            return Err(Full(context));
        }
        self.last_id = self.last_id.wrapping_add(1);
        let id = self.last_id;
        let place = if self.slots.is_empty() { Place::InProgress } else { Place::Queued };
        self.slots.push_back(Slot { context, id, kind, place, rest: [0; REST] });
        Ok(id)
    }

    #[inline]
    fn finish(&mut self, id: u32) -> Option<Done<C>> {
        if self.slots.front()?.id != id {
            return None;
        }
        self.finish_first()
    }

    #[inline]
    pub(crate) fn finish_first(&mut self) -> Option<Done<C>> {
        let done = self.slots.pop_front()?.end(Ending::Finished);
        self.start_next();
        Some(done)
    }

    #[inline]
    fn start_next(&mut self) {
        if let Some(next) = self.slots.front_mut() {
            next.place = Place::InProgress;
        }
    }
}

impl<C, const REST: usize> Slot<C, REST> {
    #[inline]
    fn end(self, ending: Ending) -> Done<C> {
        Done { context: self.context, kind: self.kind, ending, place: self.place }
    }
}

impl<C, const REST: usize> Machine<C> for SlotQueue<C, REST> {
    type Ticket = u32;

    #[inline]
    fn play(&mut self, context: C) -> Result<u32, Full<C>> {
        self.enqueue(OperationKind::Play, context)
    }

    #[inline]
    fn record(&mut self, context: C) -> Result<u32, Full<C>> {
        self.enqueue(OperationKind::Record, context)
    }

    #[inline]
    fn finish_play(&mut self, ticket: &u32) -> Option<Done<C>> {
        self.finish(*ticket)
    }

    #[inline]
    fn finish_record(&mut self, ticket: &u32) -> Option<Done<C>> {
        self.finish(*ticket)
    }

    #[inline]
    fn finish_front(&mut self, _: OperationKind) -> Option<Done<C>> {
        self.finish_first()
    }

    #[inline]
    fn cancel(&mut self, ticket: &u32) -> Option<Done<C>> {
        let index = self.slots.iter().position(|slot| slot.id == *ticket)?;
        let done = self.slots.remove(index)?.end(Ending::Canceled);
        self.start_next();
        Some(done)
    }

    #[inline]
    fn cancel_all(&mut self, each: impl FnMut(Done<C>)) {
        self.slots.drain(..).map(|slot| slot.end(Ending::Canceled)).for_each(each);
    }
}
