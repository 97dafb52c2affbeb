//! The completions of many operations at once: a cancel, a hang-up.

use alloc::collections::vec_deque;
use core::fmt;
use core::iter::FusedIterator;

use crate::entry::Entry;
use crate::id::OperationId;
use crate::outcome::Completion;

/// The operations a [`cancel_all`](crate::MediaQueue::cancel_all) took, in order,
/// each with its completion (rule C1).
///
/// The call has cancelled them, not the iteration: however little of it is read,
/// the queue is empty (rule C2). While it lives the queue is borrowed, so nothing
/// can be accepted in the middle of a cancel:
///
/// ```compile_fail,E0499
/// # use core::num::{NonZeroU8, NonZeroU16};
/// # use media_queue::{MediaQueue, Play};
/// let mut queue: MediaQueue<&str> = MediaQueue::new(NonZeroU16::MIN);
/// let canceled = queue.cancel_all();
/// let _ = queue.play(Play::new("too early", NonZeroU8::MIN));
/// drop(canceled);
/// ```
///
/// It allocates nothing, and the queue keeps its memory.
#[must_use = "these operations are over: what is not read here is never reported"]
pub struct Canceled<'q, C> {
    pub(crate) front: Option<OperationId>,
    pub(crate) entries: vec_deque::Drain<'q, Entry<C>>,
}

/// The operations a call still held when it ended, in order, each with its
/// completion (rule H1).
#[must_use = "these operations are over: what is not read here is never reported"]
pub struct CallEnded<C> {
    pub(crate) front: Option<OperationId>,
    pub(crate) entries: vec_deque::IntoIter<Entry<C>>,
}

/// What a call leaves behind (rule H1).
#[must_use = "the call is over: what is not read here is never reported"]
#[derive(Debug)]
pub struct HungUp<C, S> {
    /// What the queue still held.
    pub ended: CallEnded<C>,
    /// The value of the tone subscription, if there was one.
    pub tone_subscription: Option<S>,
}

macro_rules! completions {
    ([$($generics:tt)*] $name:ident<$($arguments:tt),*>, $complete:expr) => {
        impl<$($generics)*> Iterator for $name<$($arguments),*> {
            type Item = Completion<C>;

            #[inline]
            fn next(&mut self) -> Option<Completion<C>> {
                self.entries.next().map(|entry| $complete(entry, self.front))
            }

            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.entries.size_hint()
            }
        }

        impl<$($generics)*> DoubleEndedIterator for $name<$($arguments),*> {
            #[inline]
            fn next_back(&mut self) -> Option<Completion<C>> {
                self.entries.next_back().map(|entry| $complete(entry, self.front))
            }
        }

        impl<$($generics)*> ExactSizeIterator for $name<$($arguments),*> {}

        impl<$($generics)*> FusedIterator for $name<$($arguments),*> {}

        impl<$($generics)*> fmt::Debug for $name<$($arguments),*> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({} operations)"), self.len())
            }
        }
    };
}

completions!(['q, C] Canceled<'q, C>, Entry::cancel);
completions!([C] CallEnded<C>, Entry::end_with_call);
