//! The wire, as people write it: the same bodies by other means.
//!
//! | | writing | reading |
//! |---|---|---|
//! | [`value`] | `json!` | [`serde_json::Value`], read and no further |
//! | [`derived`], owned | derived structs of `String` | derived structs of `String` |
//! | [`derived`], borrowed | derived structs of `&str` | derived structs of `&str`, which hold no escape |
//! | [`template`] | pieces of text, copied | |

pub mod derived;
pub mod template;
pub mod value;

use std::io;

use media_queue::graph::{Notifications, OperationContext};
use media_queue::{Completion, Ended, Kind};
use uuid::Uuid;

use crate::script::Labeled;

/// Writes the notifications as the crate does.
///
/// It stands beside the rivals, so that all are compiled with the same copy of
/// `serde_json`'s functions: each crate makes its own, and where the loop over a string's
/// bytes comes to lie is worth a fifth of the time.
///
/// # Errors
///
/// As `out`.
pub fn notifications(
    out: &mut Vec<u8>,
    call: Uuid,
    canceled: &[Completion<Labeled>],
) -> io::Result<()> {
    Ok(serde_json::to_writer(out, &Notifications::new(call, canceled))?)
}

/// A cancelled operation, as the rivals are told of it.
#[derive(Clone, Copy, Debug)]
pub struct Canceled<'a> {
    /// Its kind.
    pub kind: Kind,
    /// The host's own value.
    pub context: &'a Labeled,
}

impl<'a> From<&'a Completion<Labeled>> for Canceled<'a> {
    fn from(completion: &'a Completion<Labeled>) -> Self {
        let kind = match completion.ended {
            Ended::Play(..) => Kind::Play,
            Ended::Record(..) => Kind::Record,
        };
        Self { kind, context: completion.context() }
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

/// What the two kinds are called.
const fn odata_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Play => "#microsoft.graph.playPromptOperation",
        Kind::Record => "#microsoft.graph.recordOperation",
    }
}

/// Why a cancelled operation of a kind is completed.
const fn completion_reason(kind: Kind) -> &'static str {
    match kind {
        Kind::Play => "mediaOperationCanceled",
        Kind::Record => "operationCanceled",
    }
}

const CANCELED: &str = "Action failed, the operation was cancelled.";
