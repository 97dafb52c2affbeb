//! The library's time on the runtime's clock.

use std::time::Duration;

use media_queue::Time;
use tokio::time::Instant;

/// Milliseconds since the server began.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    epoch: Instant,
}

impl Clock {
    pub(crate) fn start() -> Self {
        Self { epoch: Instant::now() }
    }

    /// The time now.
    #[must_use]
    pub fn now(self) -> Time {
        let millis = self.epoch.elapsed().as_millis();
        Time::from_millis(u64::try_from(millis).unwrap_or(u64::MAX))
    }

    /// When the runtime reaches `time`, rounded up: whoever wakes then finds it passed.
    pub(crate) fn instant(self, time: Time) -> Instant {
        let since = Duration::from_millis(time.as_millis());
        self.epoch.checked_add(since).unwrap_or_else(far)
    }
}

/// Thirty years away.
fn far() -> Instant {
    let now = Instant::now();
    now.checked_add(Duration::from_hours(30 * 365 * 24)).unwrap_or(now)
}
