//! What people would write instead of `media-queue`.
//!
//! | | |
//! |---|---|
//! | [`MapQueue`] | what a good engineer writes in an afternoon: a map of operations by id, with text as ids |
//! | [`TextQueue`] | a smaller version of it: one deque of operations, still with text as ids |
//! | [`SlotQueue`] | the floor: a deque of slots and nothing else |
//! | [`CallTask`] | a task for each call, a channel to it, and an answer to each command |
//!
//! Each gives the same results as [`MediaQueue`](media_queue::MediaQueue) for the requests
//! that all of them have ([`Machine`]). The tests check that. The benches of `media-queue`
//! run them side by side in interleaved [`rounds`]. What people write for the JSON is in
//! [`wire`], and a server full of calls is a [`crowd`].

pub mod callgrind;
pub mod crowd;
mod machine;
mod map;
pub mod rounds;
pub mod script;
mod slots;
mod task;
mod text;
pub mod wire;

pub use machine::{Done, Ending, Full, Machine, Place};
pub use map::{MapQueue, OperationResult};
pub use media_queue::OperationKind;
pub use slots::{EqualSlots, SlotQueue, SmallSlots};
pub use task::{CallTask, Gone};
pub use text::TextQueue;
