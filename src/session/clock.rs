//! When a recording must end.

#[cfg(feature = "serde")]
pub(super) mod stored;

use crate::queue::{RecordLimit, RecordLimits, Step};
use crate::time::{Millis, Time};

/// Measures the limits of one recording against what is heard of the caller.
///
/// It serves a media engine that reports speech and silence and leaves the limits to the
/// host. Create it when the recording starts, pass in what is heard, and look at it when
/// its [`deadline`](Self::deadline) has come. A [`Session`](super::Session) does all that.
///
/// ```
/// use media_queue::session::{RecordClock, Voice};
/// use media_queue::{Millis, RecordLimit, RecordLimits, Step, Time};
///
/// let at = Time::from_millis;
/// let limits = RecordLimits::new(Millis::from_secs(30)).with_max_silence(Millis::from_secs(2));
///
/// let mut clock = RecordClock::start(Step::FIRST, limits, Voice::Silent, at(10_000));
/// clock.speech_started(at(11_500));
/// clock.speech_stopped(at(14_000));
/// assert_eq!(clock.deadline(), at(16_000));
/// assert_eq!(clock.expired(at(15_999)), None);
/// assert_eq!(clock.expired(at(16_020)), Some((RecordLimit::MaxSilence, at(16_000))));
/// ```
///
/// # Rules
///
/// | | rule |
/// |---|---|
/// | K1 | The clock starts at the confirmed start of the recording, or when a session finds it running. Maximum duration counts from there. Initial silence counts from there until the first speech; a caller who is already speaking has none. Maximum silence counts from each end of speech, the media timeout from the last media received or from the start. A tone is not speech. |
/// | K2 | The deadline that fell first wins, however late the look. At equal instants the order is that of [`RecordLimit`]. Once any call has seen a limit pass, the clock ignores everything reported later. |
/// | K3 | Speech may be dated back, because detectors report late. If the instant is before the start or before the last change of speech, the clock uses that later one. A `speech_stopped` dated at or before the start means that the caller was silent when the recording began. |
/// | K5 | An end of speech counts only if the caller was speaking. A detector that reports silence at the start, or repeats it, neither ends the initial silence nor moves a deadline. |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordClock {
    step: Step,
    limits: RecordLimits,
    start: Time,
    speech: Speech,
    /// Since when `speech` has been what it is, as far as somebody listened.
    edge: Time,
    /// When media last arrived, or the start.
    media: Time,
    /// A limit has been seen to pass, and nothing changes any more.
    over: bool,
}

/// Whether the caller is speaking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a caller speaks or does not")]
pub enum Voice {
    /// The caller is silent, as far as is known.
    #[default]
    Silent,
    /// The caller is speaking.
    Speaking,
}

/// What has been heard of the caller since the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Speech {
    NotYet,
    Now,
    Past,
}

impl RecordClock {
    /// Returns the clock of the recording `step`, which the engine started at `now`.
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
        if self.goes_on_at(at) && self.speech != Speech::Now {
            self.speech = Speech::Now;
            self.edge = at;
        }
    }

    /// The caller fell silent at `at`.
    pub fn speech_stopped(&mut self, at: Time) {
        let at = at.max(self.edge);
        if self.goes_on_at(at) && self.speech == Speech::Now {
            self.speech = if at == self.start { Speech::NotYet } else { Speech::Past };
            self.edge = at;
        }
    }

    /// Media from the caller arrived at `at`: a packet of audio, even of silence.
    pub fn media_received(&mut self, at: Time) {
        if self.goes_on_at(at) {
            self.media = self.media.max(at);
        }
    }

    /// Nobody listened to the caller until `now`. Silence and missing media count from
    /// `now`, and the maximum duration goes on. Speech that is dated before `now` is moved
    /// up to it ([X6](super::Session#rules)).
    pub fn listen_from(&mut self, now: Time) {
        if !self.over {
            self.edge = self.edge.max(now);
            self.media = self.media.max(now);
        }
    }

    /// Returns the recording that this clock measures.
    #[must_use]
    pub const fn step(&self) -> Step {
        self.step
    }

    /// Returns when to look again.
    #[must_use]
    pub fn deadline(&self) -> Time {
        self.first().1
    }

    /// Returns the limit that the recording reached, and the instant at which to cut it.
    /// Returns `None` if the recording goes on at `now`.
    ///
    /// Once it has returned a limit, it always returns that one.
    #[must_use = "the queue must hear of a limit that was reached"]
    pub fn expired(&mut self, now: Time) -> Option<(RecordLimit, Time)> {
        if self.goes_on_at(now) { None } else { Some(self.first()) }
    }

    /// Whether no limit has passed at `now`. The first one that has ends the clock.
    fn goes_on_at(&mut self, now: Time) -> bool {
        self.over = self.over || self.deadline() <= now;
        !self.over
    }

    /// The deadline that falls first. At equal instants the order is that of the limits.
    fn first(&self) -> (RecordLimit, Time) {
        let RecordLimits { max_duration, max_silence, initial_silence, media_timeout } =
            self.limits;
        let silence = match self.speech {
            Speech::NotYet => (RecordLimit::InitialSilence, initial_silence),
            Speech::Now => (RecordLimit::MaxSilence, None),
            Speech::Past => (RecordLimit::MaxSilence, max_silence),
        };
        let due = |(limit, span): (RecordLimit, Option<Millis>), since: Time| {
            span.map(|span| (limit, since.after(span)))
        };
        let duration = (RecordLimit::MaxDuration, self.start.after(max_duration));
        [due(silence, self.edge), due((RecordLimit::MediaTimeout, media_timeout), self.media)]
            .into_iter()
            .flatten()
            .fold(duration, |first, other| if other.1 < first.1 { other } else { first })
    }
}
