//! The operations of a call that have ended.

use std::collections::VecDeque;
use std::num::NonZeroU16;

use media_queue::Completion;
use media_queue::graph::{Answer, OperationResult, OperationType, Status};
use serde::{Serialize, Serializer};
use uuid::Uuid;

use super::operation::{KeptAt, Operation};
use crate::config::Secret;

/// The operations of a call that have ended last. The oldest one makes room for a new one.
#[derive(Debug)]
pub(crate) struct History {
    ended: VecDeque<Ended>,
    max: usize,
}

/// An operation that has ended.
#[derive(Clone, Debug)]
pub(crate) struct Ended {
    id: Uuid,
    operation_type: OperationType,
    client_context: Option<String>,
    /// `None` for an operation that had ended when it was answered.
    result: Option<OperationResult>,
    /// Of a record, if its audio was kept.
    recording: Option<(String, Secret)>,
}

impl History {
    pub(crate) fn new(max: NonZeroU16) -> Self {
        Self { ended: VecDeque::new(), max: max.get().into() }
    }

    pub(crate) fn push(&mut self, ended: Ended) {
        if self.ended.len() >= self.max {
            self.ended.pop_front();
        }
        self.ended.push_back(ended);
    }

    pub(crate) fn find(&self, id: Uuid) -> Option<&Ended> {
        self.ended.iter().rev().find(|ended| ended.id == id)
    }
}

impl Ended {
    /// An operation that is over with its answer: a subscription or a cancel.
    pub(crate) fn at_once(
        operation_type: OperationType,
        id: Uuid,
        client_context: Option<&str>,
    ) -> Self {
        let client_context = client_context.map(str::to_owned);
        Self { id, operation_type, client_context, result: None, recording: None }
    }
}

impl From<&Completion<Operation>> for Ended {
    fn from(completion: &Completion<Operation>) -> Self {
        let operation = &completion.context;
        let kept = operation.kept.as_ref();
        Self {
            id: operation.id,
            operation_type: operation_type(completion.kind()),
            client_context: operation.client_context.clone(),
            result: Some(completion.into()),
            recording: kept.map(|KeptAt { location, token }| (location.clone(), token.clone())),
        }
    }
}

pub(super) const fn operation_type(kind: media_queue::OperationKind) -> OperationType {
    match kind {
        media_queue::OperationKind::Play => OperationType::PlayPrompt,
        media_queue::OperationKind::Record => OperationType::RecordResponse,
    }
}

/// The operation as its notification shows it, or as its answer did if it has no result.
impl Serialize for Ended {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let client_context = self.client_context.as_deref();
        let Some(result) = &self.result else {
            return Answer::new(self.operation_type, self.id, client_context).serialize(serializer);
        };
        let recording = match (self.operation_type, &self.recording) {
            (OperationType::RecordResponse, None) => Some(("", "")),
            (_, recording) => {
                recording.as_ref().map(|(location, token)| (location.as_str(), token.reveal()))
            }
        };
        let resource = Resource {
            odata_type: self.operation_type.odata_type(),
            id: self.id,
            client_context,
            status: result.status,
            result_info: ResultInfo {
                odata_type: "#microsoft.graph.resultInfo",
                code: result.code,
                subcode: result.subcode,
                message: result.message,
            },
            recording_location: recording.map(|(location, _)| location),
            recording_access_token: recording.map(|(_, token)| token),
            completion_reason: result.completion_reason,
        };
        resource.serialize(serializer)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Resource<'a> {
    #[serde(rename = "@odata.type")]
    odata_type: &'a str,
    id: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_context: Option<&'a str>,
    status: Status,
    result_info: ResultInfo<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recording_location: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recording_access_token: Option<&'a str>,
    completion_reason: &'a str,
}

#[derive(Serialize)]
struct ResultInfo<'a> {
    #[serde(rename = "@odata.type")]
    odata_type: &'a str,
    code: u16,
    subcode: u16,
    message: &'a str,
}
