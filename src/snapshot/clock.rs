//! A recording's clock as data.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::clock::{RecordClock, Speech};
use crate::id::Step;
use crate::operation::RecordLimits;
use crate::time::Time;

/// The state of a [`RecordClock`] as data, by version of the format.
///
/// ```
/// use media_queue::{ClockSnapshot, Millis, RecordClock, RecordLimits, Step, Time, Voice};
///
/// let limits = RecordLimits::new(Millis::MAX);
/// let step = Step::new(1).ok_or("0")?;
/// let clock = RecordClock::start(step, limits, Voice::Silent, Time::from_millis(500));
///
/// let text = serde_json::to_string(&clock.snapshot())?;
/// let read: ClockSnapshot = serde_json::from_str(&text)?;
/// assert_eq!(RecordClock::try_from(read)?, clock);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum ClockSnapshot {
    /// The first version.
    V1(ClockV1),
}

/// The first version of a [`ClockSnapshot`]. It does not change any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClockV1 {
    /// The recording it times.
    pub step: Step,
    /// Its limits.
    pub limits: RecordLimits,
    /// When the engine began it.
    pub start: Time,
    /// What has been heard of the caller.
    pub speech: SpeechV1,
    /// When that was last heard, or the start.
    pub edge: Time,
    /// When media last arrived, or the start.
    pub media: Time,
    /// Whether a deadline has been seen to pass.
    pub over: bool,
}

/// What has been heard of the caller since the start of a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SpeechV1 {
    /// No speech.
    NotYet,
    /// The caller is speaking.
    Now,
    /// The caller has spoken, and is silent.
    Past,
}

/// What is wrong with a [`ClockSnapshot`]: no clock comes to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum ClockSnapshotError {
    /// Nothing was said, and yet there is an edge of speech after the start (rule K3).
    #[error("no speech is heard and its last edge is at {}: expected the start, {}", .edge.as_millis(), .start.as_millis())]
    EdgeWithoutSpeech {
        /// The last edge.
        edge: Time,
        /// The start.
        start: Time,
    },
    /// Who fell silent at the start has not spoken (rule K3).
    #[error("speech is past and ended at the start, {}: expected later", .start.as_millis())]
    PastAtStart {
        /// The start.
        start: Time,
    },
    /// An instant is before the start (rule K3).
    #[error("speech or media is at {}: expected at least the start, {}", .at.as_millis(), .start.as_millis())]
    BeforeStart {
        /// The instant.
        at: Time,
        /// The start.
        start: Time,
    },
    /// Something is heard when the recording was over (rule K2).
    #[error("speech or media is at {}: expected less than the deadline before it, {}", .at.as_millis(), .deadline.as_millis())]
    AfterDeadline {
        /// The instant.
        at: Time,
        /// The deadline that had passed.
        deadline: Time,
    },
}

impl RecordClock {
    /// The state as data.
    #[must_use]
    pub const fn snapshot(&self) -> ClockSnapshot {
        ClockSnapshot::V1(self.v1())
    }

    pub(super) const fn v1(&self) -> ClockV1 {
        let &Self { step, limits, start, speech, edge, media, over } = self;
        let speech = match speech {
            Speech::NotYet => SpeechV1::NotYet,
            Speech::Now => SpeechV1::Now,
            Speech::Past => SpeechV1::Past,
        };
        ClockV1 { step, limits, start, speech, edge, media, over }
    }
}

impl TryFrom<ClockSnapshot> for RecordClock {
    type Error = ClockSnapshotError;

    /// The clock of which this is the snapshot.
    ///
    /// # Errors
    ///
    /// [`ClockSnapshotError`], if no clock comes to this state.
    fn try_from(snapshot: ClockSnapshot) -> Result<Self, ClockSnapshotError> {
        let ClockSnapshot::V1(v1) = snapshot;
        check(&v1)?;
        let ClockV1 { step, limits, start, speech, edge, media, over } = v1;
        let speech = match speech {
            SpeechV1::NotYet => Speech::NotYet,
            SpeechV1::Now => Speech::Now,
            SpeechV1::Past => Speech::Past,
        };
        Ok(Self { step, limits, start, speech, edge, media, over })
    }
}

/// While the caller speaks neither silence limits anything, so all that is heard can
/// be heard then, and only the maximum duration and the media timeout bound it.
fn check(clock: &ClockV1) -> Result<(), ClockSnapshotError> {
    let &ClockV1 { limits, start, speech, edge, media, .. } = clock;
    for at in [edge, media] {
        if at < start {
            return Err(ClockSnapshotError::BeforeStart { at, start });
        }
        before(at, start, start.after(limits.max_duration))?;
    }
    if let Some(timeout) = limits.media_timeout {
        before(edge, start, media.after(timeout))?;
        // Media that must arrive every millisecond cannot arrive later than that.
        if timeout.get() == 1 {
            before(media, start, start.after(timeout))?;
        }
    }
    match speech {
        SpeechV1::NotYet if edge > start => {
            Err(ClockSnapshotError::EdgeWithoutSpeech { edge, start })
        }
        SpeechV1::Past if edge == start => Err(ClockSnapshotError::PastAtStart { start }),
        _ => Ok(()),
    }
}

/// What is heard at the start is heard before any deadline.
fn before(at: Time, start: Time, deadline: Time) -> Result<(), ClockSnapshotError> {
    if at == start || at < deadline {
        Ok(())
    } else {
        Err(ClockSnapshotError::AfterDeadline { at, deadline })
    }
}
