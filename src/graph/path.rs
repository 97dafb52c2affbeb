//! The paths of calls and operations.

use core::fmt;

use serde::ser::Error;
use serde::{Serialize, Serializer};
use uuid::Uuid;

/// The `Location` of an operation, for the header of the answer to its request.
///
/// It prints as a path with dashed ids in lower case.
///
/// ```
/// use media_queue::graph::Location;
/// use uuid::uuid;
///
/// let location = Location {
///     base: "/v1.0",
///     call: uuid!("57dab8b1-894c-409a-b240-bd8beae78896"),
///     operation: uuid!("0fe0623f-d628-42ed-b4bd-8ac290072cc5"),
/// };
/// assert_eq!(
///     location.to_string(),
///     "/v1.0/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896\
///      /operations/0fe0623f-d628-42ed-b4bd-8ac290072cc5",
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_structs, reason = "the path has no other parts")]
pub struct Location<'a> {
    /// What stands before the path: the version, with or without a scheme and host.
    pub base: &'a str,
    /// The id of the call.
    pub call: Uuid,
    /// The id of the operation.
    pub operation: Uuid,
}

impl fmt::Display for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { base, call, operation } = self;
        write!(f, "{base}{CALLS}{:x}{OPERATIONS}{:x}", call.hyphenated(), operation.hyphenated())
    }
}

/// The path of an operation in a notification: ids without dashes, in upper case.
///
/// It is written into a copy of its own shape, so nothing is cut off or allocated.
#[derive(Clone, Copy)]
pub(super) struct OperationPath([u8; 98]);

impl OperationPath {
    /// Returns the path of the operation 0 of `call`.
    pub(super) fn new(call: Uuid) -> Self {
        let mut path = *b"/communications/calls/00000000000000000000000000000000\
            /operations/00000000000000000000000000000000";
        call.simple().encode_upper(&mut path[22..54]);
        Self(path)
    }

    /// Returns the path of another operation of the same call.
    pub(super) fn of(&self, operation: Uuid) -> Self {
        let Self(mut path) = *self;
        operation.simple().encode_upper(&mut path[66..98]);
        Self(path)
    }

    pub(super) fn as_str<E: Error>(&self) -> Result<&str, E> {
        core::str::from_utf8(&self.0).map_err(E::custom)
    }
}

/// The path of a call in a notification: dashed, in lower case.
#[derive(Clone, Copy)]
pub(super) struct CallPath(pub(super) Uuid);

impl Serialize for CallPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{CALLS}{:x}", self.0.hyphenated()))
    }
}

const CALLS: &str = "/communications/calls/";

const OPERATIONS: &str = "/operations/";
