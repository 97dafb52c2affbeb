//! HTTP connections: accepted, bounded, and known to have been written to.

mod listener;
mod written;

pub(crate) use listener::serve;
pub(crate) use written::{Held, Hold, Unwritten, after};
