//! When a recording must end.

use serde::{Deserialize, Serialize};

use crate::id::Step;
use crate::operation::RecordLimits;
use crate::outcome::Limit;
use crate::time::{Millis, Time};

/// The limits of one recording against what is heard of the caller.
///
/// For a media engine that reports speech and silence and leaves the limits to the
/// host. The clock is started with the recording, told what is heard, and looked at
/// when its [`deadline`](Self::deadline) has come:
///
/// ```
/// use media_queue::{Limit, Millis, RecordClock, RecordLimits, Step, Time, Voice};
///
/// let at = Time::from_millis;
/// let limits = RecordLimits {
///     max_silence: Millis::new(2_000),
///     ..RecordLimits::new(Millis::new(30_000).ok_or("0")?)
/// };
/// let step = Step::new(3).ok_or("0")?;
///
/// let mut clock = RecordClock::start(step, limits, Voice::Silent, at(10_000));
/// clock.speech_started(at(11_500));
/// clock.speech_stopped(at(14_000));
/// assert_eq!(clock.deadline(), at(16_000));
/// assert_eq!(clock.expired(at(15_999)), None);
/// assert_eq!(clock.expired(at(16_020)), Some((Limit::MaxSilence, at(16_000))));
/// # Ok::<(), &str>(())
/// ```
///
/// # Guarantees
///
/// | | rule |
/// |---|---|
/// | K1 | Maximum duration counts from the start. Initial silence counts from there until the first speech; who is already speaking has none. Maximum silence counts from each end of speech, the media timeout from the last media received, or the start. A tone is not speech. |
/// | K2 | The deadline that fell first wins, however late the look; at equal instants in the order of [`Limit`]. Once a deadline has been seen to pass, by a look or by a report dated at or past it, nothing later revives the recording. |
/// | K3 | Speech may be dated back, for detectors report late; only an instant before the start, or before the previous edge, is moved up to it. Who fell silent at or before the start counts as silent at the start. |
///
/// An end of speech whose beginning was not reported is one all the same: the
/// caller has spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordClock {
    pub(crate) step: Step,
    pub(crate) limits: RecordLimits,
    pub(crate) start: Time,
    pub(crate) speech: Speech,
    /// When `speech` became what it is.
    pub(crate) edge: Time,
    /// When media last arrived, or the start.
    pub(crate) media: Time,
    /// A deadline has been seen to pass, and nothing changes any more.
    pub(crate) over: bool,
}

/// Whether the caller is speaking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Voice {
    /// The caller is silent, as far as is known.
    #[default]
    Silent,
    /// The caller is speaking.
    Speaking,
}

/// What has been heard of the caller since the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Speech {
    NotYet,
    Now,
    Past,
}

impl RecordClock {
    /// The clock of the recording `step`, which the engine began at `now`.
    #[must_use]
    pub const fn start(step: Step, limits: RecordLimits, voice: Voice, now: Time) -> Self {
        let speech = match voice {
            Voice::Silent => Speech::NotYet,
            Voice::Speaking => Speech::Now,
        };
        Self { step, limits, start: now, speech, edge: now, media: now, over: false }
    }

    /// The caller began to speak at `at`.
    pub fn speech_started(&mut self, at: Time) {
        let at = at.max(self.edge);
        if self.goes_on_at(at) {
            self.speech = Speech::Now;
            self.edge = at;
        }
    }

    /// The caller fell silent at `at`.
    pub fn speech_stopped(&mut self, at: Time) {
        let at = at.max(self.edge);
        if self.goes_on_at(at) {
            self.speech = if at == self.start { Speech::NotYet } else { Speech::Past };
            self.edge = at;
        }
    }

    /// Media from the caller arrived at `at`: a packet of audio, silence included.
    pub fn media_received(&mut self, at: Time) {
        if self.goes_on_at(at) {
            self.media = self.media.max(at);
        }
    }

    /// The recording it times.
    #[must_use]
    pub const fn step(&self) -> Step {
        self.step
    }

    /// When to look again.
    #[must_use]
    pub fn deadline(&self) -> Time {
        self.first().1
    }

    /// The limit the recording ran into, and the instant at which to cut it; `None`
    /// if it goes on at `now`. Once it has said a limit it always says that one.
    #[must_use = "a recording that ran into a limit must be reported to the queue"]
    pub fn expired(&mut self, now: Time) -> Option<(Limit, Time)> {
        if self.goes_on_at(now) { None } else { Some(self.first()) }
    }

    /// Whether no deadline has passed at `now`. The first that has ends the clock.
    fn goes_on_at(&mut self, now: Time) -> bool {
        self.over = self.over || self.deadline() <= now;
        !self.over
    }

    /// The deadline that falls first, in the order of the limits at equal instants.
    fn first(&self) -> (Limit, Time) {
        let RecordLimits { max_duration, max_silence, initial_silence, media_timeout } =
            self.limits;
        let (max_silence, initial_silence) = match self.speech {
            Speech::NotYet => (None, initial_silence),
            Speech::Now => (None, None),
            Speech::Past => (max_silence, None),
        };
        let due =
            |limit, since: Time, span: Option<Millis>| span.map(|span| (limit, since.after(span)));
        [
            due(Limit::MaxSilence, self.edge, max_silence),
            due(Limit::InitialSilence, self.start, initial_silence),
            due(Limit::MediaTimeout, self.media, media_timeout),
        ]
        .into_iter()
        .flatten()
        .fold((Limit::MaxDuration, self.start.after(max_duration)), |first, other| {
            if other.1 < first.1 { other } else { first }
        })
    }
}
