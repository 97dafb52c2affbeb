//! A call as the API shows it, and the notification of its state.

use serde::{Serialize, Serializer};
use serde_json::json;
use uuid::Uuid;

/// Where a call stands, in the words of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum CallState {
    Incoming,
    Establishing,
    Established,
    Terminating,
    Terminated,
}

/// A call on the wire. What is `None` is left out.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(tag = "@odata.type", rename = "#microsoft.graph.call", rename_all = "camelCase")]
pub(crate) struct CallResource<'a> {
    pub(crate) id: Uuid,
    pub(crate) state: CallState,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub(crate) about: Option<AboutCall<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) callback_uri: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) media_state: Option<MediaState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) result_info: Option<ResultInfo>,
}

/// Who takes part in a call, by telephone number or address.
#[derive(Clone, Debug)]
pub(crate) struct Party(pub(crate) String);

impl Serialize for Party {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        json!({
            "@odata.type": "#microsoft.graph.participantInfo",
            "identity": {
                "@odata.type": "#microsoft.graph.identitySet",
                "phone": { "@odata.type": "#microsoft.graph.identity", "id": self.0 },
            },
        })
        .serialize(serializer)
    }
}

/// What a call is from its beginning to its end.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AboutCall<'a> {
    direction: &'static str,
    source: &'a Party,
    targets: [&'a Party; 1],
    requested_modalities: [&'static str; 1],
}

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(tag = "@odata.type", rename = "#microsoft.graph.callMediaState")]
pub(crate) struct MediaState {
    audio: &'static str,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(tag = "@odata.type", rename = "#microsoft.graph.resultInfo")]
pub(crate) struct ResultInfo {
    code: u16,
    subcode: u16,
    message: &'static str,
}

impl CallResource<'_> {
    pub(crate) const fn new(id: Uuid, state: CallState) -> Self {
        Self { id, state, about: None, callback_uri: None, media_state: None, result_info: None }
    }
}

impl<'a> AboutCall<'a> {
    pub(crate) const fn incoming(source: &'a Party, target: &'a Party) -> Self {
        let (targets, requested_modalities) = ([target], ["audio"]);
        Self { direction: "incoming", source, targets, requested_modalities }
    }
}

impl MediaState {
    pub(crate) const ACTIVE: Self = Self { audio: "active" };
}

impl ResultInfo {
    pub(crate) const ENDED: Self =
        Self { code: 200, subcode: 5001, message: "The conversation has ended." };
}

/// The callback body that tells of a call's state.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CallNotification<'a>(pub(crate) CallResource<'a>);

impl Serialize for CallNotification<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(call) = self;
        let change_type = match call.state {
            CallState::Incoming => "created",
            CallState::Terminated => "deleted",
            _ => "updated",
        };
        let notification = json!({
            "@odata.type": "#microsoft.graph.commsNotification",
            "changeType": change_type,
            "resourceUrl": format!("/communications/calls/{}", call.id),
            "resourceData": call,
        });
        json!({
            "@odata.type": "#microsoft.graph.commsNotifications",
            "value": [notification],
        })
        .serialize(serializer)
    }
}
