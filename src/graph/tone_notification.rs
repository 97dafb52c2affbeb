//! The notification of a tone.

use serde::{Serialize, Serializer};
use uuid::Uuid;

use super::envelope::{Collection, Notification};
use super::tone;
use super::url::call_path;
use crate::report::Heard;
use crate::tone::Tone;

/// The callback body that tells the subscriber of a tone: the call is updated with a
/// [toneInfo](https://learn.microsoft.com/graph/api/resources/toneinfo).
///
/// ```
/// use media_queue::Tone;
/// use media_queue::graph::ToneNotification;
/// use uuid::uuid;
///
/// let call = uuid!("57dab8b1-894c-409a-b240-bd8beae78896");
/// let json = serde_json::to_value(ToneNotification { call, number: 1, tone: Tone::Pound })?;
/// let notification = &json["value"][0];
/// assert_eq!(
///     notification["resourceUrl"],
///     "/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896",
/// );
/// assert_eq!(notification["resourceData"]["toneInfo"]["tone"], "pound");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use = "a notification is there to be sent"]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ToneNotification {
    /// The call.
    pub call: Uuid,
    /// The tone's number in the call, from 1.
    pub number: u64,
    /// The tone.
    pub tone: Tone,
}

impl ToneNotification {
    /// The notification of what the queue says was heard.
    pub const fn new<S>(call: Uuid, heard: &Heard<'_, S>) -> Self {
        Self { call, number: heard.number, tone: heard.tone }
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
                tone: tone::name(self.tone),
            },
        };
        let path = call_path(self.call);
        Collection::new([Notification::new("updated", path.as_str(), call)]).serialize(serializer)
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
