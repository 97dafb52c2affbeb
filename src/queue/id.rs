//! Numbers that are never used twice in the life of a call.

use core::fmt;
use core::num::NonZeroU64;

macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
        pub struct $name(NonZeroU64);

        impl $name {
            /// The first one of a call, number 1.
            pub const FIRST: Self = Self(NonZeroU64::MIN);

            /// Returns the one with this number, or `None` for 0.
            #[must_use]
            pub const fn new(number: u64) -> Option<Self> {
                match NonZeroU64::new(number) {
                    Some(number) => Some(Self(number)),
                    None => None,
                }
            }

            /// Returns its number, from 1.
            #[must_use]
            pub const fn get(self) -> u64 {
                self.0.get()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<$name> for u64 {
            fn from(number: $name) -> Self {
                number.get()
            }
        }

        impl TryFrom<u64> for $name {
            type Error = ZeroNumber;

            /// # Errors
            ///
            /// Returns [`ZeroNumber`] for 0.
            fn try_from(number: u64) -> Result<Self, ZeroNumber> {
                Self::new(number).ok_or(ZeroNumber)
            }
        }
    };
}

number! {
    /// Names one accepted operation of a call.
    ///
    /// Ids rise in the order of acceptance. They are never reused in the life of a call,
    /// even after a restore ([Q5](crate::MediaQueue#rules)).
    OperationId
}

number! {
    /// Names one start of the media engine: one prompt, one repeat of a prompt, a beep or
    /// a recording.
    ///
    /// The queue hands a step out in [`Activity`](crate::Activity), and every fact about
    /// media hands it back. The number rises by one with every step of the call and is
    /// never reused ([Q5](crate::MediaQueue#rules)). So a late or repeated report can never
    /// be taken for the step that runs now ([Q6](crate::MediaQueue#rules)).
    ///
    /// A host may put the number into the names that its engine uses, and read it back with
    /// [`Step::new`]. A number that the queue did not hand out is merely stale.
    Step
}

/// The error for the number 0, which no operation and no step has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ZeroNumber;

impl fmt::Display for ZeroNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the number is 0: expected 1 to {}", u64::MAX)
    }
}

impl core::error::Error for ZeroNumber {}
