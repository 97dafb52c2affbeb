//! The paths of calls and operations, in the forms the wire has for them.

use core::fmt;

use uuid::Uuid;

use super::text::Text;

/// The `Location` of an operation, for the header of the answer to its request:
/// dashed, in lower case.
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
pub struct Location<'a> {
    /// What stands before the path: the version, with or without a host.
    pub base: &'a str,
    /// The call.
    pub call: Uuid,
    /// The operation.
    pub operation: Uuid,
}

impl fmt::Display for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { base, call, operation } = self;
        write!(f, "{base}{CALLS}{:x}{OPERATIONS}{:x}", call.hyphenated(), operation.hyphenated())
    }
}

/// The paths of the operations of a call in a notification: undashed, in upper case.
#[derive(Clone, Copy)]
pub(super) struct OperationPaths(Text<OPERATION_PATH>);

impl OperationPaths {
    pub(super) fn new(call: Uuid) -> Self {
        let mut paths = Text::default();
        paths.push(CALLS);
        paths.push(call.simple().encode_upper(&mut [0; 32]));
        paths.push(OPERATIONS);
        Self(paths)
    }

    pub(super) fn of(&self, operation: Uuid) -> Text<OPERATION_PATH> {
        let mut path = self.0;
        path.push(operation.simple().encode_upper(&mut [0; 32]));
        path
    }
}

/// The path of a call in a notification: dashed, in lower case.
pub(super) fn call_path(call: Uuid) -> Text<CALL_PATH> {
    let mut path = Text::default();
    path.push(CALLS);
    path.push(call.hyphenated().encode_lower(&mut [0; 36]));
    path
}

const CALLS: &str = "/communications/calls/";

const OPERATIONS: &str = "/operations/";

/// `/communications/calls/`, 32 digits, `/operations/` and 32 digits.
const OPERATION_PATH: usize = 98;

/// `/communications/calls/` and a dashed GUID.
const CALL_PATH: usize = 58;
