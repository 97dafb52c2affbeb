//! When a recording must end, computed from what the host could hear.
//!
//! This is the meaning of rules K1, K5, X4 and X6, written without the library's clock.

use media_queue::{RecordLimit, RecordLimits, Step, Time};

/// What the host has heard of the caller.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ear {
    /// The caller is speaking.
    speaking: bool,
    /// The recording in progress, from its confirmed start.
    pub(crate) recording: Option<Recording>,
}

/// A recording that runs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Recording {
    pub(crate) step: Step,
    start: Time,
    /// The caller has spoken since the start.
    spoke: bool,
    /// The host was told that the caller is silent although nobody was speaking. That
    /// changes nothing (rule K5).
    told_twice: bool,
    /// Silence counts from here: the start, the last end of speech, or the last
    /// adoption.
    quiet_since: Time,
    /// Missing media counts from here.
    media_since: Time,
}

impl Ear {
    /// Whether the host was told of a silence that changes nothing for the recording.
    pub(crate) fn told_twice(&self) -> bool {
        self.recording.is_some_and(|recording| recording.told_twice)
    }

    /// A recording that is already running goes on.
    pub(crate) fn recording_starts(&mut self, step: Step, now: Time) {
        if self.recording.is_none_or(|recording| recording.step != step) {
            self.recording = Some(Recording {
                step,
                start: now,
                spoke: self.speaking,
                told_twice: false,
                quiet_since: now,
                media_since: now,
            });
        }
    }

    /// The recording is over unless it is `wanted`.
    pub(crate) fn only(&mut self, wanted: Option<Step>) {
        self.recording = self.recording.filter(|recording| Some(recording.step) == wanted);
    }

    pub(crate) fn speech(&mut self) {
        self.speaking = true;
        if let Some(recording) = &mut self.recording {
            recording.spoke = true;
            recording.told_twice = false;
        }
    }

    /// A caller who was not speaking does not fall silent (rule K5). A caller who falls
    /// silent in the instant of the start has not spoken (rule K3).
    pub(crate) fn silence(&mut self, now: Time) {
        let was_speaking = core::mem::take(&mut self.speaking);
        let Some(recording) = &mut self.recording else { return };
        if was_speaking {
            recording.spoke = now != recording.start;
            recording.quiet_since = now;
        } else {
            recording.told_twice = true;
        }
    }

    pub(crate) fn media(&mut self, now: Time) {
        if let Some(recording) = &mut self.recording {
            recording.media_since = now;
        }
    }

    /// The caller counts as silent.
    pub(crate) fn forget(&mut self) {
        self.speaking = false;
        self.recording = None;
    }

    /// The host is back, and the recording goes on. Nobody listened meanwhile, so
    /// silence and missing media count from now (rule X6).
    pub(crate) fn listens_again(&mut self, now: Time) {
        if let Some(recording) = &mut self.recording {
            recording.quiet_since = now;
            recording.media_since = now;
        }
    }

    /// The limit that falls first, and when.
    pub(crate) fn due(&self, limits: RecordLimits) -> Option<(RecordLimit, Time)> {
        let recording = self.recording?;
        let initial = limits.initial_silence.filter(|_| !recording.spoke);
        let silence = limits.max_silence.filter(|_| recording.spoke && !self.speaking);
        [
            (RecordLimit::MaxDuration, recording.start, Some(limits.max_duration)),
            (RecordLimit::MaxSilence, recording.quiet_since, silence),
            (RecordLimit::InitialSilence, recording.quiet_since, initial),
            (RecordLimit::MediaTimeout, recording.media_since, limits.media_timeout),
        ]
        .into_iter()
        .filter_map(|(limit, since, span)| Some((limit, since.after(span?))))
        .min_by_key(|(limit, due)| (*due, *limit))
    }
}
