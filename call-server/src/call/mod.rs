//! Calls: one task each, which owns the call's session.

mod actor;
mod engine;
mod operation;
mod requests;
mod switchboard;

pub(crate) use actor::{Call, Services};
pub(crate) use operation::Operation;
pub(crate) use requests::{Accepted, Refusal};
pub use switchboard::{Busy, Switchboard};
pub(crate) use switchboard::{CallHandle, Over};
