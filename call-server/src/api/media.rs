//! The operations on a call's media.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use media_queue::graph::{
    Answer, CancelMediaProcessing, MediaPrompt, OperationKind, PlayPrompt, RecordResponse,
    SubscribeToTone,
};
use uuid::Uuid;

use super::Api;
use super::asked::{Asked, json};
use super::error::ApiError;
use crate::call::{Call, Operation};
use crate::media::{Prompt, RecordingFile};

pub(super) async fn play_prompt(asked: Asked) -> Result<Response, ApiError> {
    let request: PlayPrompt<'_> = asked.body.request()?;
    let operation = Uuid::new_v4();
    let context = request.client_context.as_deref();
    let prompts = asked.api.prompts(request.prompts.as_slice())?;
    let play = request.play(asked.api.operation(operation, context, prompts, None));
    let accepted = asked.call.ask(|call| call.play(play)).await??;
    let answer = Answer { kind: OperationKind::PlayPrompt, id: operation, client_context: context };
    Ok(asked.operation(&answer, accepted))
}

pub(super) async fn record_response(asked: Asked) -> Result<Response, ApiError> {
    let request: RecordResponse<'_> = asked.body.request()?;
    let operation = Uuid::new_v4();
    let context = request.client_context.as_deref();
    let prompts = asked.api.prompts(request.prompt.as_slice())?;
    let file = asked.api.services.recordings.reserve().ok_or(ApiError::RecordingsFull)?;
    let record = request.record(asked.api.operation(operation, context, prompts, Some(file)));
    let barge_in = request.barge_in;
    let accepted = asked.call.ask(move |call| call.record(record, barge_in)).await??;
    let answer =
        Answer { kind: OperationKind::RecordResponse, id: operation, client_context: context };
    Ok(asked.operation(&answer, accepted))
}

pub(super) async fn subscribe_to_tone(asked: Asked) -> Result<Response, ApiError> {
    let request: SubscribeToTone<'_> = asked.body.request()?;
    let accepted = asked.call.ask(Call::subscribe).await??;
    let answer = Answer {
        kind: OperationKind::SubscribeToTone,
        id: Uuid::new_v4(),
        client_context: request.client_context.as_deref(),
    };
    Ok(asked.operation(&answer, accepted))
}

pub(super) async fn cancel_media_processing(asked: Asked) -> Result<Response, ApiError> {
    let request: CancelMediaProcessing<'_> = asked.body.request()?;
    let accepted = asked.call.ask(Call::cancel).await??;
    let answer = Answer {
        kind: OperationKind::CancelMediaProcessing,
        id: Uuid::new_v4(),
        client_context: request.client_context.as_deref(),
    };
    Ok(asked.operation(&answer, accepted))
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
}
