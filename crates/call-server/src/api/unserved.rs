//! What the API has and this server does not serve. It is refused by its name: an
//! application that got a 202 would wait for media that never come.

use serde::Deserialize;
use serde_json::Value;

use super::error::ApiError;
use super::members::{Members, found};

/// Checks that an answer asks for service-hosted audio, or says nothing about media.
pub(super) fn check_answer(answer: &Members) -> Result<(), ApiError> {
    let media = answer.members("mediaConfig")?;
    if let Some(kind) = media.text("@odata.type")? {
        let name = kind.strip_prefix('#').unwrap_or(kind);
        if !name.eq_ignore_ascii_case("microsoft.graph.serviceHostedMediaConfig") {
            let expected = "\"#microsoft.graph.serviceHostedMediaConfig\"";
            return Err(unserved(media.path_of("@odata.type"), kind, expected));
        }
    }
    // The session of media that the application hosts itself.
    if media.text("blob")?.is_some() {
        let (member, found) = (media.path_of("blob"), "given".to_owned());
        return Err(ApiError::Member { member, found, expected: "service-hosted media" });
    }
    for (index, modality) in answer.texts("acceptedModalities")?.into_iter().enumerate() {
        if !modality.eq_ignore_ascii_case("audio") {
            let member = format!("{}[{index}]", answer.path_of("acceptedModalities"));
            return Err(unserved(member, modality, "\"audio\""));
        }
    }
    Ok(())
}

/// The members of a record request that the library does not read.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RecordExtras {
    stream_while_recording: Option<Value>,
}

impl RecordExtras {
    pub(super) fn check(self) -> Result<(), ApiError> {
        match self.stream_while_recording {
            None | Some(Value::Bool(false)) => Ok(()),
            Some(other) => Err(ApiError::Member {
                member: "streamWhileRecording".to_owned(),
                found: found(&other),
                expected: "false: recordings are not streamed",
            }),
        }
    }
}

fn unserved(member: String, found: &str, expected: &'static str) -> ApiError {
    ApiError::Member { member, found: format!("{found:?}"), expected }
}
