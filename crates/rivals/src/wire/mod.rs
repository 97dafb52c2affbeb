//! The JSON as people write it: the same bodies by other means.
//!
//! | | writing | reading |
//! |---|---|---|
//! | [`value`] | `json!` | [`serde_json::Value`], and nothing is taken out of it |
//! | owned | derived structs of `String` ([`written::owned`]) | derived structs of `String` ([`bodies`]) |
//! | borrowed | derived structs of `&str` ([`written::borrowed`]) | derived structs of `&str` ([`bodies`]) |
//! | borrowed, checked | | the same, and then [`bodies::Body::check`] |
//! | [`template`] | pieces of text, copied | |

pub mod bodies;
pub mod template;
pub mod value;
pub mod written;

use std::io;

use media_queue::graph::{Notifications, OperationContext};
use media_queue::{Completion, OperationKind};
use uuid::Uuid;

use crate::script::Labeled;

/// Writes the notifications as the crate does.
///
/// It is here beside the rivals, so that all are compiled with the same copy of the
/// functions of `serde_json`. Each crate makes its own copy, and where the loop over the
/// bytes of a string happens to be placed changes the time by a fifth.
///
/// # Errors
///
/// Fails as `out` does.
pub fn notifications(
    out: &mut Vec<u8>,
    call: Uuid,
    canceled: &[Completion<Labeled>],
) -> io::Result<()> {
    Ok(serde_json::to_writer(out, &Notifications::new(call, canceled))?)
}

/// A cancelled operation, as the rivals see it.
#[derive(Clone, Copy, Debug)]
pub struct Canceled<'a> {
    /// Its kind.
    pub kind: OperationKind,
    /// The host's own value.
    pub context: &'a Labeled,
}

impl<'a> From<&'a Completion<Labeled>> for Canceled<'a> {
    fn from(completion: &'a Completion<Labeled>) -> Self {
        Self { kind: completion.kind(), context: &completion.context }
    }
}

impl OperationContext for Labeled {
    #[inline]
    fn id(&self) -> Uuid {
        self.guid
    }

    #[inline]
    fn client_context(&self) -> Option<&str> {
        Some(&self.client_context)
    }
}

/// The type of an operation of this kind.
const fn odata_type(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Play => "#microsoft.graph.playPromptOperation",
        OperationKind::Record => "#microsoft.graph.recordOperation",
    }
}

/// The completion reason of a cancelled operation of this kind.
const fn completion_reason(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Play => "mediaOperationCanceled",
        OperationKind::Record => "operationCanceled",
    }
}

const CANCELED: &str = "Action failed, the operation was cancelled.";
