//! Numbers that are never used twice in the life of a call.

use core::fmt;
use core::num::NonZeroU64;

use serde::{Deserialize, Serialize};

macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(NonZeroU64);

        impl $name {
            /// The one with this number; `None` for 0.
            #[must_use]
            pub const fn new(number: u64) -> Option<Self> {
                match NonZeroU64::new(number) {
                    Some(number) => Some(Self(number)),
                    None => None,
                }
            }

            /// Its number, from 1.
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
    };
}

number! {
    /// Names one accepted operation of a call.
    ///
    /// Ids rise in the order of acceptance and are never reused in the life of a
    /// call, restores included (rule Q5).
    OperationId
}

number! {
    /// Names one start of the media engine: one prompt, one repeat of it, a beep,
    /// a recording.
    ///
    /// The queue hands a step out in [`Activity`](crate::Activity), and every fact
    /// about media hands it back. Its number rises by one with every step of the
    /// call and is never reused (rule Q5), so a late or doubled report can never be
    /// taken for what plays now (rule Q6).
    ///
    /// A host may print the number into its engine's own names and read it back
    /// with [`Step::new`]; a number the queue did not hand out is merely stale.
    Step
}
