//! What is set up before the call.

use core::num::NonZeroU16;

use media_queue::Millis;
use media_queue::session::{Confirmation, EngineSettings, PromptEnds};
use serde::{Deserialize, Serialize};
use uuid::{Uuid, uuid};

/// What is set up before the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Setup {
    /// How many operations the queue holds.
    pub(crate) limit: NonZeroU16,
    /// The GUID of the call.
    pub(crate) call: Uuid,
    /// The number in the etag of the first notification. Each later notification has the
    /// next. `None`: there are no etags.
    pub(crate) etag: Option<u64>,
    /// How long the engine may take to confirm a start.
    pub(crate) start: Millis,
    /// How long the engine may take to confirm a stop.
    pub(crate) stop: Millis,
    /// Whether the engine confirms starts and stops.
    pub(crate) confirms: bool,
    /// Whether the engine reports when a prompt is over.
    pub(crate) reports_ends: bool,
    /// How late the engine may report that a prompt is over.
    pub(crate) grace: Option<Millis>,
    /// The longest prompt of unknown length.
    pub(crate) longest: Option<Millis>,
}

impl Setup {
    pub(crate) const USUAL: Self = Self {
        limit: NonZeroU16::MIN.saturating_add(15),
        call: uuid!("57dab8b1-894c-409a-b240-bd8beae78896"),
        etag: None,
        start: Millis::from_secs(5),
        stop: Millis::from_secs(2),
        confirms: true,
        reports_ends: true,
        grace: None,
        longest: None,
    };

    /// Returns what the session has to know of the engine.
    pub(crate) fn engine(&self) -> EngineSettings {
        let confirmation =
            if self.confirms { Confirmation::Expected } else { Confirmation::Assumed };
        let ends = if self.reports_ends {
            PromptEnds::Reported { grace: self.grace.unwrap_or(self.stop), longest: self.longest }
        } else {
            PromptEnds::AtLength { longest: self.longest.unwrap_or(TEN_MINUTES) }
        };
        EngineSettings::new(self.start, self.stop)
            .with_confirmation(confirmation)
            .with_prompt_ends(ends)
    }
}

const TEN_MINUTES: Millis = Millis::from_secs(600);
