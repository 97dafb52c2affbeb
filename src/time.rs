//! Spans and instants, in milliseconds.

use core::fmt;
use core::num::NonZeroU32;
use core::time::Duration;

/// A span of 1 to 4,294,967,295 milliseconds (49.7 days), such as a limit or a deadline.
///
/// ```
/// use core::time::Duration;
/// use media_queue::Millis;
///
/// assert_eq!(Millis::from_secs(2), Millis::clamped(2_000));
/// assert_eq!(Millis::try_from(Duration::from_millis(200))?.get(), 200);
/// assert!(Millis::try_from(Duration::ZERO).is_err());
/// assert_eq!(Millis::clamped(1_500).to_string(), "1500 ms");
/// # Ok::<(), media_queue::SpanError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Millis(NonZeroU32);

impl Millis {
    /// The longest span: 4,294,967,295 milliseconds.
    pub const MAX: Self = Self(NonZeroU32::MAX);

    /// Returns a span of `millis` milliseconds, or `None` for 0.
    #[must_use]
    pub const fn new(millis: u32) -> Option<Self> {
        match NonZeroU32::new(millis) {
            Some(millis) => Some(Self(millis)),
            None => None,
        }
    }

    /// Returns a span of `millis` milliseconds, and of 1 millisecond for 0.
    ///
    /// Use it for constants. Check a number from outside with [`new`](Self::new) or
    /// `try_from`.
    #[must_use]
    pub const fn clamped(millis: u32) -> Self {
        match Self::new(millis) {
            Some(span) => span,
            None => Self(NonZeroU32::MIN),
        }
    }

    /// Returns a span of `secs` seconds, and of 1 millisecond for 0.
    #[must_use]
    pub const fn from_secs(secs: u16) -> Self {
        Self::clamped((secs as u32).saturating_mul(1_000))
    }

    /// Returns the number of milliseconds.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0.get()
    }
}

impl fmt::Display for Millis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ms", self.0)
    }
}

impl TryFrom<Duration> for Millis {
    type Error = SpanError;

    /// Takes the whole milliseconds of `span` and drops the rest.
    ///
    /// # Errors
    ///
    /// Returns [`SpanError`] if `span` is shorter than a millisecond or longer than
    /// [`Millis::MAX`].
    fn try_from(span: Duration) -> Result<Self, SpanError> {
        u32::try_from(span.as_millis()).ok().and_then(Self::new).ok_or(SpanError { span })
    }
}

impl From<Millis> for Duration {
    fn from(span: Millis) -> Self {
        Self::from_millis(u64::from(span.get()))
    }
}

/// The error for a [`Duration`] that does not fit [`Millis`] or [`Time`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct SpanError {
    /// The refused span.
    pub span: Duration,
}

impl fmt::Display for SpanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is out of range: expected 1 to {} milliseconds for a span, \
             at most {} for an instant",
            self.span,
            u32::MAX,
            u64::MAX
        )
    }
}

impl core::error::Error for SpanError {}

/// An instant: the number of milliseconds since an epoch that the host chooses.
///
/// The host may use media time, wall-clock time or simulated time, as long as it uses
/// the same for the whole call. Unlike `std::time::Instant`, an instant can be stored
/// and read back on another machine.
///
/// ```
/// use media_queue::{Millis, Time};
///
/// let start = Time::from_millis(1_000);
/// let later = start.after(Millis::from_secs(2));
/// assert_eq!(later.since(start), 2_000);
/// assert_eq!(start.since(later), 0);
/// assert_eq!(later.to_string(), "3.000 s");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Time(u64);

impl Time {
    /// Returns the instant `millis` milliseconds after the epoch.
    #[must_use]
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// Returns the milliseconds since the epoch.
    #[must_use]
    pub const fn as_millis(self) -> u64 {
        self.0
    }

    /// Returns the instant `span` later. It saturates at the last instant.
    #[must_use]
    pub const fn after(self, span: Millis) -> Self {
        Self(self.0.saturating_add(span.get() as u64))
    }

    /// Returns the milliseconds from `earlier` to this instant, and 0 if `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl Time {
    /// The span from this instant to `later`, or `None` if it is shorter than a
    /// millisecond. It saturates at the longest span.
    pub(crate) fn span_until(self, later: Self) -> Option<Millis> {
        Millis::new(u32::try_from(later.since(self)).unwrap_or(u32::MAX))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:03} s", self.0 / 1_000, self.0 % 1_000)
    }
}

impl TryFrom<Duration> for Time {
    type Error = SpanError;

    /// Takes the whole milliseconds since the epoch and drops the rest.
    ///
    /// # Errors
    ///
    /// Returns [`SpanError`] if there are more than `u64::MAX` milliseconds.
    fn try_from(since_epoch: Duration) -> Result<Self, SpanError> {
        let error = SpanError { span: since_epoch };
        u64::try_from(since_epoch.as_millis()).map(Self).map_err(|_| error)
    }
}

impl From<Time> for Duration {
    /// Returns the time since the epoch.
    fn from(time: Time) -> Self {
        Self::from_millis(time.0)
    }
}
