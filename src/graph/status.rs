//! The status of an operation on the wire.

use core::fmt;

use serde::{Serialize, Serializer};

/// The status of an operation on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// The operation was accepted. It is queued or in progress.
    Running,
    /// The operation ended as it was meant to.
    Completed,
    /// The operation ended in another way. A cancelled operation has this status, too.
    Failed,
}

impl Status {
    /// Returns the word on the wire, in lower case as the API documents it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Completed => "completed",
            Self::Failed => "failed",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
