//! A prompt as it is on the wire.

use serde::Deserialize;

use super::object::Object;
use super::value::{PromptType, Text};
use crate::graph::prompt::MediaPrompt;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PromptBody<'a> {
    #[serde(rename = "@odata.type")]
    _odata_type: Option<PromptType>,
    // With `deserialize_with`, serde tells a member that is missing from one that is null.
    #[serde(borrow, deserialize_with = "Object::deserialize")]
    media_info: Object<InfoBody<'a>>,
}

impl<'a> From<PromptBody<'a>> for MediaPrompt<'a> {
    fn from(PromptBody { media_info: Object(info), .. }: PromptBody<'a>) -> Self {
        Self { uri: info.uri.0, resource_id: info.resource_id.map(|Text(text)| text) }
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct InfoBody<'a> {
    #[serde(borrow)]
    uri: Text<'a>,
    #[serde(borrow)]
    resource_id: Option<Text<'a>>,
}
