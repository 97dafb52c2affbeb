//! The keys of a telephone, sets of them, and what interrupts a prompt.

mod interrupts;
mod key;
mod set;
#[cfg(feature = "serde")]
pub(crate) mod stored;

pub use self::interrupts::{Interruption, Interrupts};
pub use self::key::{Tone, UnknownTone};
pub use self::set::{ToneSet, Tones};
