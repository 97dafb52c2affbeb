//! Notifications: in order per call, sent until they are taken.

mod call_state;
mod delivery;
mod outbox;

pub(crate) use call_state::{
    AboutCall, CallNotification, CallResource, CallState, MediaState, Party, ResultInfo,
};
pub(crate) use delivery::Delivery;
pub(crate) use outbox::Outbox;
