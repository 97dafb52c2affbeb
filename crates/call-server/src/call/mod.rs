//! Calls: one task each, which owns the call's session.

mod actor;
mod engine;
mod history;
mod operation;
mod requests;
mod switchboard;
mod wind_up;

pub(crate) use actor::{Call, EndedBy};
pub(crate) use history::Ended;
pub(crate) use operation::Operation;
pub(crate) use requests::{Accepted, OperationView, Refusal};
pub use switchboard::{Busy, Switchboard};
pub(crate) use switchboard::{CallHandle, Over};
