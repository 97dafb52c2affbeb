//! Many calls at once, under a load that touches them in random order.

use std::thread;

use media_queue::OperationKind;

use crate::machine::Machine;
use crate::script::{Context, Guid};

/// The calls of a server, divided between two threads.
#[derive(Debug)]
pub struct Crowd<M> {
    shares: [Share<M>; 2],
}

/// The calls of one thread.
#[derive(Debug)]
// Two shares never lie on one cache line, nor on a pair of lines that a processor fetches
// together. Otherwise each throw of the dice would slow the other thread down.
#[repr(align(128))]
struct Share<M> {
    calls: Vec<M>,
    dice: Dice,
}

impl<M: Machine<Guid> + Send> Crowd<M> {
    /// Returns this many calls, all idle.
    #[must_use]
    pub fn new(calls: usize, call: impl Fn() -> M) -> Self {
        let share =
            |seed| Share { calls: (0..calls / 2).map(|_| call()).collect(), dice: Dice(seed) };
        Self { shares: [share(0x9e37_79b9_7f4a_7c15), share(0xd1b5_4a32_d192_ed03)] }
    }

    /// Gives each thread this many inputs. The dice choose the call for each of them.
    /// Returns how many operations have ended.
    ///
    /// # Panics
    ///
    /// Panics if a call does.
    pub fn load(&mut self, inputs: u32) -> u64 {
        thread::scope(|scope| {
            let threads =
                self.shares.each_mut().map(|share| scope.spawn(move || share.load(inputs)));
            threads.into_iter().map(|thread| thread.join().expect("no input panics")).sum()
        })
    }

    /// The same on one thread. Callgrind finds this function by its name.
    #[inline(never)]
    pub fn load_in_turn(&mut self, inputs: u32) -> u64 {
        self.shares.iter_mut().map(|share| share.load(inputs)).sum()
    }
}

impl<M: Machine<Guid>> Share<M> {
    /// Of 16 inputs 9 are requests, 6 are ends and 1 cancels everything. Every second call
    /// plays and the others record, because the report of an engine names what ended: the
    /// host need not look into its call for that.
    fn load(&mut self, inputs: u32) -> u64 {
        let Self { calls, dice } = self;
        let mut ended = 0;
        for _ in 0..inputs {
            let thrown = dice.throw();
            let chosen = ((thrown >> 32) * calls.len() as u64) >> 32;
            let call = &mut calls[usize::try_from(chosen).expect("less than there are")];
            let kind = if chosen % 2 == 0 { OperationKind::Play } else { OperationKind::Record };
            match (thrown % 16, kind) {
                // A full queue refuses the request, which is then dropped.
                (0..9, OperationKind::Play) => drop(call.play(Guid::numbered(thrown))),
                (0..9, OperationKind::Record) => drop(call.record(Guid::numbered(thrown))),
                (9..15, _) => ended += u64::from(call.finish_front(kind).is_some()),
                _ => call.cancel_all(|_| ended += 1),
            }
        }
        ended
    }
}

/// Marsaglia's xorshift. It is cheap, and the same for every contestant.
#[derive(Debug)]
struct Dice(u64);

impl Dice {
    fn throw(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}
