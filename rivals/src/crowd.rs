//! Many calls at once, under a load that touches them in random order.

use std::thread;

use crate::machine::Machine;
use crate::script::{Context, Guid};

/// The calls of a server, shared out between two threads.
#[derive(Debug)]
pub struct Crowd<M> {
    shares: [Share<M>; 2],
}

#[derive(Debug)]
struct Share<M> {
    calls: Vec<M>,
    dice: Dice,
}

impl<M: Machine<Guid> + Send> Crowd<M> {
    /// So many calls, idle.
    #[must_use]
    pub fn new(calls: usize, call: impl Fn() -> M) -> Self {
        let share =
            |seed| Share { calls: (0..calls / 2).map(|_| call()).collect(), dice: Dice(seed) };
        Self { shares: [share(0x9e37_79b9_7f4a_7c15), share(0xd1b5_4a32_d192_ed03)] }
    }

    /// Gives each thread so many inputs, each to a call that the dice choose. Answers
    /// how many operations have ended.
    ///
    /// # Panics
    ///
    /// If a call does.
    pub fn load(&mut self, inputs: u32) -> u64 {
        thread::scope(|scope| {
            let threads =
                self.shares.each_mut().map(|share| scope.spawn(move || share.load(inputs)));
            threads.into_iter().map(|thread| thread.join().expect("no input panics")).sum()
        })
    }

    /// The same on one thread. Its name is what callgrind is told to count.
    #[inline(never)]
    pub fn load_in_turn(&mut self, inputs: u32) -> u64 {
        self.shares.iter_mut().map(|share| share.load(inputs)).sum()
    }
}

impl<M: Machine<Guid>> Share<M> {
    /// Of 16 inputs 9 ask for something, 6 report an end and 1 cancels everything.
    fn load(&mut self, inputs: u32) -> u64 {
        let Self { calls, dice } = self;
        let mut ended = 0;
        for _ in 0..inputs {
            let thrown = dice.throw();
            let chosen = ((thrown >> 32) * calls.len() as u64) >> 32;
            let call = &mut calls[usize::try_from(chosen).expect("less than there are")];
            match thrown % 16 {
                // What is refused is gone: the queue is full.
                0..5 => drop(call.play(Guid::numbered(thrown))),
                5..9 => drop(call.record(Guid::numbered(thrown))),
                9..15 => ended += u64::from(call.finish_front().is_some()),
                _ => call.cancel_all(|_| ended += 1),
            }
        }
        ended
    }
}

/// Marsaglia's xorshift: cheap, and the same for every contestant.
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
