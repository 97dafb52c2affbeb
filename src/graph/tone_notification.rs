//! The notification of a tone.

use serde::{Serialize, Serializer};
use uuid::Uuid;

use super::envelope::{Collection, Notification};
use super::path::CallPath;
use super::tone_name;
use crate::queue::HeardTone;
use crate::tone::Tone;

/// The callback body for a tone that the caller pressed: the call is updated with a
/// [toneInfo](https://learn.microsoft.com/graph/api/resources/toneinfo).
///
/// Serialize it and `POST` it to the application that subscribed to tones.
///
/// ```
/// use core::num::NonZeroU16;
///
/// use media_queue::graph::ToneNotification;
/// use media_queue::{MediaQueue, Tone};
/// use uuid::uuid;
///
/// let mut queue: MediaQueue<()> = MediaQueue::new(NonZeroU16::MIN);
/// queue.subscribe_tones(());
///
/// let call = uuid!("57dab8b1-894c-409a-b240-bd8beae78896");
/// if let Some(heard) = queue.tone(Tone::Pound).heard {
///     let json = serde_json::to_value(ToneNotification::new(call, &heard))?;
///     let info = &json["value"][0]["resourceData"]["toneInfo"];
///     assert_eq!((&info["sequenceId"], &info["tone"]), (&1.into(), &"pound".into()));
/// }
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use = "a notification does nothing until it is sent"]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ToneNotification {
    /// The id of the call.
    pub call: Uuid,
    /// The number of the tone in the call, from 1 ([T1](crate::MediaQueue#rules)).
    pub number: u64,
    /// The tone.
    pub tone: Tone,
}

impl ToneNotification {
    /// Returns the notification of a tone that the queue reported.
    pub const fn new<S>(call: Uuid, heard: &HeardTone<'_, S>) -> Self {
        Self { call, number: heard.number, tone: heard.tone }
    }

    /// Returns the notification of a tone with its number, for a host that has them from a
    /// journal: [`Applied::Tone`](crate::journal::Applied::Tone).
    pub const fn numbered(call: Uuid, number: u64, tone: Tone) -> Self {
        Self { call, number, tone }
    }
}

impl Serialize for ToneNotification {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let call = Call {
            odata_type: "#microsoft.graph.call",
            state: "established",
            tone_info: ToneInfo {
                odata_type: "#microsoft.graph.toneInfo",
                sequence_id: self.number,
                tone: tone_name::of(self.tone),
            },
        };
        let notification = Notification::new("updated", CallPath(self.call), call);
        Collection::new([notification]).serialize(serializer)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Call {
    #[serde(rename = "@odata.type")]
    odata_type: &'static str,
    state: &'static str,
    tone_info: ToneInfo,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ToneInfo {
    #[serde(rename = "@odata.type")]
    odata_type: &'static str,
    sequence_id: u64,
    tone: &'static str,
}
