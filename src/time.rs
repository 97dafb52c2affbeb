//! Spans and instants, in milliseconds.

use core::num::{NonZeroU16, NonZeroU32};
use core::time::Duration;

use serde::{Deserialize, Serialize};

use crate::error::SpanError;

/// A span of 1 to 4 294 967 295 milliseconds (49.7 days): a limit, a deadline.
///
/// ```
/// use core::time::Duration;
/// use media_queue::Millis;
///
/// let beep = Millis::try_from(Duration::from_millis(200))?;
/// assert_eq!(beep.get(), 200);
/// assert!(Millis::try_from(Duration::ZERO).is_err());
/// # Ok::<(), media_queue::SpanError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millis(NonZeroU32);

impl Millis {
    /// The longest span: 4 294 967 295 milliseconds.
    pub const MAX: Self = Self(NonZeroU32::MAX);

    /// `millis` milliseconds; `None` for 0.
    #[must_use]
    pub const fn new(millis: u32) -> Option<Self> {
        match NonZeroU32::new(millis) {
            Some(millis) => Some(Self(millis)),
            None => None,
        }
    }

    /// `secs` seconds: 1 to 65 535.
    #[must_use]
    pub fn from_secs(secs: NonZeroU16) -> Self {
        Self(NonZeroU32::from(secs).saturating_mul(MILLIS_PER_SECOND))
    }

    /// The number of milliseconds.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0.get()
    }
}

impl TryFrom<Duration> for Millis {
    type Error = SpanError;

    /// The whole milliseconds of `span`; what is below a millisecond is cut off.
    ///
    /// # Errors
    ///
    /// [`SpanError`], if `span` is shorter than a millisecond or longer than [`Millis::MAX`].
    fn try_from(span: Duration) -> Result<Self, SpanError> {
        u32::try_from(span.as_millis()).ok().and_then(Self::new).ok_or(SpanError { span })
    }
}

impl From<Millis> for Duration {
    fn from(span: Millis) -> Self {
        Self::from_millis(u64::from(span.get()))
    }
}

/// An instant: milliseconds since an epoch of the host's choosing.
///
/// Media time, wall time and simulated time all serve, so long as one call keeps
/// to one of them. Unlike `std::time::Instant` it can be written down and read
/// back on another machine.
///
/// ```
/// use media_queue::{Millis, Time};
///
/// let start = Time::from_millis(1_000);
/// let later = start.after(Millis::MAX);
/// assert_eq!(later.since(start), u64::from(u32::MAX));
/// assert_eq!(start.since(later), 0);
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Time(u64);

impl Time {
    /// The instant `millis` milliseconds after the epoch.
    #[must_use]
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the epoch.
    #[must_use]
    pub const fn as_millis(self) -> u64 {
        self.0
    }

    /// The instant a span later; the last instant there is, if that is past it.
    #[must_use]
    pub const fn after(self, span: Millis) -> Self {
        Self(self.0.saturating_add(span.get() as u64))
    }

    /// Milliseconds from `earlier` to this instant; 0 if `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

const MILLIS_PER_SECOND: NonZeroU32 = NonZeroU32::MIN.saturating_add(999);
