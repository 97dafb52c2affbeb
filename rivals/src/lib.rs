//! What people would write instead of `media-queue`, and how much each costs.
//!
//! | | |
//! |---|---|
//! | [`MapQueue`] | what a good engineer writes in an afternoon: a map of operations by id, ids as text |
//! | [`TextQueue`] | its leaner sister: one deque of operations, ids still as text |
//! | [`SlotQueue`] | the floor: a deque of slots and nothing else |
//! | [`CallTask`] | a task for each call, a channel to it, an answer to each command |
//!
//! Each gives the same results as [`MediaQueue`](media_queue::MediaQueue) for the
//! requests they share ([`Machine`]), which the tests hold them to. The benches
//! run them side by side, in interleaved [`rounds`]. What people write for the
//! JSON is in [`wire`]; a server full of calls is a [`crowd`].

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

pub use machine::{Done, Full, How, Machine, Stood};
pub use map::{MapQueue, OperationResult};
pub use media_queue::Kind;
pub use slots::{EqualSlots, SlotQueue, SmallSlots};
pub use task::{CallTask, Gone};
pub use text::TextQueue;
