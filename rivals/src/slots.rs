//! The floor: a deque of slots, and nothing that the rules of a media queue ask for.

use std::collections::VecDeque;

use media_queue::Kind;

use crate::machine::{Done, Full, How, Machine, Stood};

/// Slots as large as an entry of the crate: 32 bytes beside the context.
pub type EqualSlots<C> = SlotQueue<C, 26>;

/// Slots as small as they come: 8 bytes beside a context of one word.
pub type SmallSlots<C> = SlotQueue<C, 0>;

/// A deque of slots: a number, a kind, a state, the context, and `REST` bytes of
/// whatever else a request says.
#[derive(Clone, Debug)]
pub struct SlotQueue<C, const REST: usize> {
    slots: VecDeque<Slot<C, REST>>,
    last_id: u32,
    limit: usize,
    /// As large as a queue of the crate, whose counters these bytes would hold.
    _counters: [u64; 2],
}

#[derive(Clone, Copy, Debug)]
struct Slot<C, const REST: usize> {
    context: C,
    id: u32,
    kind: Kind,
    stood: Stood,
    rest: [u8; REST],
}

impl<C, const REST: usize> SlotQueue<C, REST> {
    /// A queue with room for `limit` operations.
    #[must_use]
    pub const fn new(limit: usize) -> Self {
        Self { slots: VecDeque::new(), last_id: 0, limit, _counters: [0; 2] }
    }

    /// How large a slot is.
    #[must_use]
    pub const fn slot_size() -> usize {
        size_of::<Slot<C, REST>>()
    }

    /// What else the request in progress says.
    #[must_use]
    pub fn rest(&self) -> Option<&[u8; REST]> {
        self.slots.front().map(|slot| &slot.rest)
    }

    #[inline]
    fn enqueue(&mut self, kind: Kind, context: C) -> Result<u32, Full<C>> {
        if self.slots.len() >= self.limit {
            return Err(Full(context));
        }
        self.last_id = self.last_id.wrapping_add(1);
        let id = self.last_id;
        let stood = if self.slots.is_empty() { Stood::InProgress } else { Stood::Queued };
        self.slots.push_back(Slot { context, id, kind, stood, rest: [0; REST] });
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
    fn finish_first(&mut self) -> Option<Done<C>> {
        let done = self.slots.pop_front()?.end(How::Finished);
        self.start_next();
        Some(done)
    }

    #[inline]
    fn start_next(&mut self) {
        if let Some(next) = self.slots.front_mut() {
            next.stood = Stood::InProgress;
        }
    }
}

impl<C, const REST: usize> Slot<C, REST> {
    #[inline]
    fn end(self, how: How) -> Done<C> {
        Done { context: self.context, kind: self.kind, how, stood: self.stood }
    }
}

impl<C, const REST: usize> Machine<C> for SlotQueue<C, REST> {
    type Ticket = u32;

    #[inline]
    fn play(&mut self, context: C) -> Result<u32, Full<C>> {
        self.enqueue(Kind::Play, context)
    }

    #[inline]
    fn record(&mut self, context: C) -> Result<u32, Full<C>> {
        self.enqueue(Kind::Record, context)
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
    fn finish_front(&mut self) -> Option<Done<C>> {
        self.finish_first()
    }

    #[inline]
    fn cancel(&mut self, ticket: &u32) -> Option<Done<C>> {
        let index = self.slots.iter().position(|slot| slot.id == *ticket)?;
        let done = self.slots.remove(index)?.end(How::Canceled);
        self.start_next();
        Some(done)
    }

    #[inline]
    fn cancel_all(&mut self, mut each: impl FnMut(Done<C>)) {
        while let Some(slot) = self.slots.pop_front() {
            each(slot.end(How::Canceled));
        }
    }
}
