//! The worlds. Each is small: it has what one idea needs, and spans of a few ms.

use media_queue::session::{Confirmation, EngineSettings, PromptEnds};
use media_queue::{Millis, RecordLimits};

/// How large a world is, and what may happen there.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) name: &'static str,
    /// How many operations the queue holds at most.
    pub(crate) operations: u16,
    /// The limits of a record. It has neither prompt nor beep.
    pub(crate) record: RecordLimits,
    /// What the session is told of the engine.
    pub(crate) engine: EngineSettings,
    /// How late the host looks at its timer at most, in ms.
    pub(crate) late: u64,
    /// How long the host may be away, in ms. At 0 it never is.
    pub(crate) away: u64,
    /// What may happen beside what happens in every world.
    pub(crate) beside: &'static [Beside],
    /// The answers that are seen in this world.
    pub(crate) answers: &'static [&'static str],
}

/// What may happen in some worlds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beside {
    /// The application asks for plays, not only for records.
    Plays,
    /// The application suspends and resumes the queue.
    Suspends,
    /// The engine confirms the same start more than once.
    ConfirmsAgain,
    /// The host hears the caller speak and fall silent.
    Voice,
    /// The host hears packets of media from the caller.
    Media,
    /// The host may learn how long a prompt is.
    Lengths,
    /// The engine begins and ends steps, and its report is lost.
    LosesReports,
    /// The engine reports what is not so.
    Lies,
    /// The engine reports nothing at all.
    IsMute,
}

impl Settings {
    pub(crate) fn have(&self, beside: Beside) -> bool {
        self.beside.contains(&beside)
    }

    /// Whether the host hears when a recording starts, so that the walk knows when it must
    /// end.
    pub(crate) fn hears_starts(&self) -> bool {
        !self.have(Beside::IsMute) && !self.have(Beside::Lies)
    }

    pub(crate) fn bounds_prompts(&self) -> bool {
        !matches!(self.engine.prompt_ends, PromptEnds::Reported { longest: None, .. })
    }
}

const ONE: Millis = Millis::clamped(1);
const PROMPT: EngineSettings = EngineSettings::new(ONE, ONE);
/// Even a prompt of unknown length has an end.
const BOUNDED: EngineSettings =
    PROMPT.with_prompt_ends(PromptEnds::Reported { grace: ONE, longest: Some(ONE) });

/// The host reads several reports before it sends a command.
pub(crate) const REPORTS: Settings = Settings {
    name: "reports in a row",
    operations: 1,
    record: RecordLimits::new(ONE),
    engine: PROMPT,
    late: 1,
    away: 0,
    beside: &[Beside::Plays, Beside::Suspends, Beside::ConfirmsAgain],
    answers: &[
        "Nothing",
        "Stop",
        "Began",
        "Closing",
        "Completed",
        "Stale",
        "Stuck::Start",
        "Stuck::Stop",
    ],
};

/// Reports are lost, those of ends too.
pub(crate) const LOST_REPORTS: Settings = Settings {
    name: "lost reports",
    engine: BOUNDED,
    beside: &[Beside::Plays, Beside::Lengths, Beside::LosesReports],
    answers: &[
        "Nothing",
        "Stop",
        "Began",
        "Closing",
        "Completed",
        "Stale",
        "Stuck::Start",
        "Stuck::Stop",
        "Stuck::Prompt",
    ],
    ..REPORTS
};

/// The engine reports anything of what it was told to start, several times in a row.
pub(crate) const LIES: Settings = Settings {
    name: "lies in a row",
    engine: BOUNDED,
    beside: &[Beside::Plays, Beside::Lengths, Beside::Lies],
    ..LOST_REPORTS
};

/// The engine says nothing.
pub(crate) const MUTE: Settings = Settings {
    name: "a mute engine",
    operations: 2,
    engine: PROMPT
        .with_confirmation(Confirmation::Assumed)
        .with_prompt_ends(PromptEnds::AtLength { longest: Millis::clamped(2) }),
    away: 1,
    beside: &[Beside::Plays, Beside::Suspends, Beside::Lengths, Beside::IsMute],
    answers: &["Nothing", "Stop", "Began", "Closing", "Completed", "Stale", "Stuck::Prompt"],
    ..REPORTS
};

/// The host is away while an engine starts, plays and records.
pub(crate) const AWAY: Settings = Settings {
    name: "away from the engine",
    operations: 2,
    record: RecordLimits::new(ONE),
    engine: PROMPT,
    late: 0,
    away: 1,
    beside: &[Beside::Plays],
    answers: &[
        "Nothing",
        "Stop",
        "Began",
        "Closing",
        "Completed",
        "Stale",
        "Stuck::Start",
        "Stuck::Stop",
    ],
};

/// The host is away while the engine records a caller who speaks or is silent.
pub(crate) const AWAY_FROM_A_CALLER: Settings = Settings {
    name: "away from a caller",
    operations: 1,
    record: RecordLimits::new(Millis::clamped(3))
        .with_initial_silence(Millis::clamped(2))
        .with_max_silence(ONE),
    late: 0,
    away: 2,
    beside: &[Beside::Voice],
    ..AWAY
};

/// The host is away while it should hear packets of media.
pub(crate) const AWAY_FROM_MEDIA: Settings = Settings {
    name: "away from media",
    record: RecordLimits::new(Millis::clamped(3)).with_media_timeout(Millis::clamped(2)),
    late: 1,
    beside: &[Beside::Media],
    ..AWAY_FROM_A_CALLER
};
