//! The operations on a call's media.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::response::{IntoResponse, Response};
use media_queue::graph::{
    Answer, CancelMediaProcessing, MediaPrompt, OperationKind, PlayPrompt, RecordResponse,
    SubscribeToTone,
};
use uuid::Uuid;

use super::body::RawBody;
use super::error::ApiError;
use super::{Api, Version, obeyed};
use crate::call::{Accepted, Call, Operation};
use crate::http::Unwritten;
use crate::media::{Prompt, RecordingFile};

pub(super) async fn play_prompt(
    State(api): State<Arc<Api>>,
    Path(call): Path<String>,
    version: Extension<Version>,
    unwritten: Extension<Unwritten>,
    body: RawBody,
) -> Result<Response, ApiError> {
    let (id, call) = api.call(&call)?;
    let request: PlayPrompt<'_> = body.request()?;
    let operation = Uuid::new_v4();
    let context = request.client_context.as_deref();
    let prompts = api.prompts(request.prompts.as_slice())?;
    let play = request.play(api.operation(operation, context, prompts, None));
    let accepted = call.ask(|call| call.play(play)).await??;
    let answer = Answer { kind: OperationKind::PlayPrompt, id: operation, client_context: context };
    Ok(api.answer(id, &answer, version.0, accepted, unwritten.0))
}

pub(super) async fn record_response(
    State(api): State<Arc<Api>>,
    Path(call): Path<String>,
    version: Extension<Version>,
    unwritten: Extension<Unwritten>,
    body: RawBody,
) -> Result<Response, ApiError> {
    let (id, call) = api.call(&call)?;
    let request: RecordResponse<'_> = body.request()?;
    let operation = Uuid::new_v4();
    let context = request.client_context.as_deref();
    let prompts = api.prompts(request.prompt.as_slice())?;
    let file = api.services.recordings.reserve().ok_or(ApiError::RecordingsFull)?;
    let record = request.record(api.operation(operation, context, prompts, Some(file)));
    let barge_in = request.barge_in;
    let accepted = call.ask(move |call| call.record(record, barge_in)).await??;
    let answer =
        Answer { kind: OperationKind::RecordResponse, id: operation, client_context: context };
    Ok(api.answer(id, &answer, version.0, accepted, unwritten.0))
}

pub(super) async fn subscribe_to_tone(
    State(api): State<Arc<Api>>,
    Path(call): Path<String>,
    version: Extension<Version>,
    unwritten: Extension<Unwritten>,
    body: RawBody,
) -> Result<Response, ApiError> {
    let (id, call) = api.call(&call)?;
    let request: SubscribeToTone<'_> = body.request()?;
    let accepted = call.ask(Call::subscribe).await??;
    let answer = Answer {
        kind: OperationKind::SubscribeToTone,
        id: Uuid::new_v4(),
        client_context: request.client_context.as_deref(),
    };
    Ok(api.answer(id, &answer, version.0, accepted, unwritten.0))
}

pub(super) async fn cancel_media_processing(
    State(api): State<Arc<Api>>,
    Path(call): Path<String>,
    version: Extension<Version>,
    unwritten: Extension<Unwritten>,
    body: RawBody,
) -> Result<Response, ApiError> {
    let (id, call) = api.call(&call)?;
    let request: CancelMediaProcessing<'_> = body.request()?;
    let accepted = call.ask(Call::cancel).await??;
    let answer = Answer {
        kind: OperationKind::CancelMediaProcessing,
        id: Uuid::new_v4(),
        client_context: request.client_context.as_deref(),
    };
    Ok(api.answer(id, &answer, version.0, accepted, unwritten.0))
}

/// The operation, as long as the call holds it.
pub(super) async fn read(
    State(api): State<Arc<Api>>,
    Path((call, operation)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let (_, call) = api.call(&call)?;
    let id = Uuid::try_parse(&operation).map_err(|_| ApiError::NoSuchOperation)?;
    let view = call.ask(move |call| call.operation(id)).await?;
    let view = view.ok_or(ApiError::NoSuchOperation)?;
    Ok(json(&Answer { kind: view.kind, id, client_context: view.client_context.as_deref() }))
}

impl Api {
    fn operation(
        &self,
        id: Uuid,
        client_context: Option<&str>,
        prompts: Vec<Prompt>,
        recording: Option<RecordingFile>,
    ) -> Operation {
        Operation {
            id,
            client_context: client_context.map(str::to_owned),
            prompts,
            recording,
            accepted: self.services.clock.now(),
            etag: 0,
            kept: None,
        }
    }

    fn prompts(&self, prompts: &[MediaPrompt<'_>]) -> Result<Vec<Prompt>, ApiError> {
        let prompts = prompts.iter().enumerate().map(|(index, prompt)| {
            self.services.prompts.prompt(&prompt.uri, prompt.resource_id.as_deref()).map_err(
                |error| ApiError::Address {
                    member: format!("prompts[{index}].mediaInfo.uri"),
                    error,
                },
            )
        });
        prompts.collect()
    }

    fn answer(
        &self,
        call: Uuid,
        answer: &Answer<'_>,
        Version(version): Version,
        accepted: Accepted,
        unwritten: Unwritten,
    ) -> Response {
        let base = format!("{}{version}", self.services.public_url);
        let location = answer.location(&base, call).to_string();
        obeyed(([(LOCATION, location)], json(answer)), accepted, unwritten)
    }
}

fn json(answer: &Answer<'_>) -> Response {
    match serde_json::to_vec(answer) {
        Ok(body) => ([(CONTENT_TYPE, "application/json")], body).into_response(),
        Err(error) => ApiError::Json(error).into_response(),
    }
}
