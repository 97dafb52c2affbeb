//! The operations on a call's media.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use media_queue::graph::{
    Answer, CancelMediaProcessing, MediaPrompt, OperationType, PlayPrompt, RecordResponse,
    SubscribeToTone,
};
use uuid::Uuid;

use super::Api;
use super::asked::{Asked, json};
use super::error::ApiError;
use super::unserved::RecordExtras;
use crate::call::{Ended, Operation, OperationView};
use crate::media::{Prompt, RecordingFile};

pub(super) async fn play_prompt(asked: Asked) -> Result<Response, ApiError> {
    let request = asked.body.request::<PlayPrompt<'_>>()?;
    let operation = Uuid::new_v4();
    let context = request.client_context.as_deref();
    let prompts = asked.api.prompts(request.prompts.as_slice())?;
    let held = asked.api.operation(operation, context, prompts, None);
    let held = Operation { repeats: request.repeated, ..held };
    let play = request.play();
    let accepted = asked.call.ask(move |call| call.play(play, held)).await??;
    let answer = Answer::new(OperationType::PlayPrompt, operation, context);
    Ok(asked.operation(&answer, accepted))
}

pub(super) async fn record_response(asked: Asked) -> Result<Response, ApiError> {
    let request = asked.body.request::<RecordResponse<'_>>()?;
    asked.body.extras::<RecordExtras>()?.check()?;
    let operation = Uuid::new_v4();
    let context = request.client_context.as_deref();
    let prompts = asked.api.prompts(request.prompt.as_slice())?;
    let file = asked.api.services.recordings.reserve().ok_or(ApiError::RecordingsFull)?;
    let held = asked.api.operation(operation, context, prompts, Some(file));
    let (record, barge_in) = (request.record(), request.barge_in);
    let accepted = asked.call.ask(move |call| call.record(record, held, barge_in)).await??;
    let answer = Answer::new(OperationType::RecordResponse, operation, context);
    Ok(asked.operation(&answer, accepted))
}

pub(super) async fn subscribe_to_tone(asked: Asked) -> Result<Response, ApiError> {
    let request = asked.body.request::<SubscribeToTone<'_>>()?;
    let context = request.client_context.as_deref();
    let answer = Answer::new(OperationType::SubscribeToTone, Uuid::new_v4(), context);
    let ended = Ended::at_once(answer.operation_type, answer.id, context);
    let accepted = asked.call.ask(|call| call.subscribe(ended)).await??;
    Ok(asked.operation(&answer, accepted))
}

pub(super) async fn cancel_media_processing(asked: Asked) -> Result<Response, ApiError> {
    let request = asked.body.request::<CancelMediaProcessing<'_>>()?;
    let context = request.client_context.as_deref();
    let answer = Answer::new(OperationType::CancelMediaProcessing, Uuid::new_v4(), context);
    let ended = Ended::at_once(answer.operation_type, answer.id, context);
    let accepted = asked.call.ask(|call| call.cancel(ended)).await??;
    Ok(asked.operation(&answer, accepted))
}

/// The operation, as long as its call lives and remembers it.
pub(super) async fn read(
    State(api): State<Arc<Api>>,
    Path((call, operation)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let (_, call) = api.call(&call)?;
    let id = Uuid::try_parse(&operation).map_err(|_| ApiError::NoSuchOperation)?;
    let view = call.ask(move |call| call.operation(id)).await?;
    Ok(match view.ok_or(ApiError::NoSuchOperation)? {
        OperationView::Running { operation_type, client_context } => {
            json(&Answer::new(operation_type, id, client_context.as_deref()))
        }
        OperationView::Ended(ended) => json(&ended),
    })
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
            repeats: false,
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
