//! Notifications: in order per call, sent until they are taken or given up.

mod call_state;
mod delivery;
mod outbox;
mod verdict;

pub(crate) use call_state::{
    AboutCall, CallNotification, CallResource, CallState, MediaState, Party, ResultInfo,
};
pub(crate) use delivery::Delivery;
#[cfg(test)]
pub(crate) use outbox::Item;
pub(crate) use outbox::Outbox;
