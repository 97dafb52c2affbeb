//! From a request of the scenario to its HTTP, and to what it asks of the queue.

use core::num::NonZeroU8;

use media_queue::graph::{
    self, CancelMediaProcessing, PlayPrompt, RecordResponse, SubscribeToTone,
};
use media_queue::{Millis, Opening, Play, Record};

use super::body::Body;
use super::{Call, Context, HttpAction, HttpRequest};
use crate::json;
use crate::scenario::{Ask, Plays, Request, Sound};

/// The lengths of the prompts and beeps of API bodies, which do not say how long they are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lengths {
    pub(crate) prompt: Millis,
    pub(crate) beep: Millis,
}

/// Returns the request as HTTP carries it, and what it asks of the queue.
pub(crate) fn read(request: Request, lengths: Lengths) -> (HttpRequest, Call) {
    let Request { name, id, ask } = request;
    let context = |client_context, sounds, beep| Context {
        name: name.clone(),
        id,
        client_context,
        sounds,
        beep,
    };
    let own_name = Some(name.clone());
    let (action, body, read) = match ask {
        Ask::Play { sounds, times, interrupts } => {
            let body = Body::play(&name, &sounds, times);
            let prompts = u8::try_from(sounds.len()).ok().and_then(NonZeroU8::new);
            let play = Play::of(prompts.unwrap_or(NonZeroU8::MIN))
                .repeated(times)
                .interrupted_by(interrupts);
            let context = context(own_name.clone(), sounds, lengths.beep);
            (HttpAction::PlayPrompt, body, Ok((own_name, Call::Play(play, context))))
        }
        Ask::Record { prompt, interrupts, beep, stop, limits } => {
            let sounds = Vec::from_iter(prompt);
            let body = Body::record(&name, &sounds, beep, stop, limits);
            let opening = match (sounds.is_empty(), beep.is_some()) {
                (true, false) => Opening::Silence,
                (true, true) => Opening::Beep,
                (false, false) => Opening::Prompt(interrupts),
                (false, true) => Opening::PromptThenBeep(interrupts),
            };
            let record = Record::new(limits).opened_by(opening).stopped_by(stop);
            let context = context(own_name.clone(), sounds, beep.unwrap_or(lengths.beep));
            let call = Call::Record { record, context, barge_in: false };
            (HttpAction::RecordResponse, body, Ok((own_name, call)))
        }
        Ask::PlayBody(body) => {
            let read = graph::read::<PlayPrompt<'_>>(body.as_bytes()).map(|request| {
                let own = request.client_context.as_deref().map(str::to_owned);
                let prompts = request.prompts.as_slice();
                let sounds = prompts.iter().map(|prompt| sound(&prompt.uri, lengths)).collect();
                let context = context(own.clone(), sounds, lengths.beep);
                (own, Call::Play(request.play(), context))
            });
            (HttpAction::PlayPrompt, body.clone(), read)
        }
        Ask::RecordBody(body) => {
            let read = graph::read::<RecordResponse<'_>>(body.as_bytes()).map(|request| {
                let own = request.client_context.as_deref().map(str::to_owned);
                let prompt = request.prompt.as_ref();
                let sounds = prompt.map(|prompt| sound(&prompt.uri, lengths)).into_iter().collect();
                let context = context(own.clone(), sounds, lengths.beep);
                let (record, barge_in) = (request.record(), request.barge_in);
                (own, Call::Record { record, context, barge_in })
            });
            (HttpAction::RecordResponse, body.clone(), read)
        }
        Ask::Subscribe(body) => {
            let body = body.unwrap_or_else(|| json::text(&Body::new(&name, &[])));
            let read = graph::read::<SubscribeToTone<'_>>(body.as_bytes())
                .map(|request| (request.client_context.map(String::from), Call::Subscribe));
            (HttpAction::SubscribeToTone, body.clone(), read)
        }
        Ask::Cancel(body) => {
            let body = body.unwrap_or_else(|| json::text(&Body::new(&name, &[])));
            let read = graph::read::<CancelMediaProcessing<'_>>(body.as_bytes())
                .map(|request| (request.client_context.map(String::from), Call::Cancel));
            (HttpAction::CancelMediaProcessing, body.clone(), read)
        }
    };
    let ((client_context, call), refused) = match read {
        Ok(read) => (read, None),
        Err(error) => ((None, Call::Nothing), Some(error.to_string())),
    };
    (HttpRequest { name, id, client_context, action, body, refused }, call)
}

/// The prompt of an API body. It is called by the stem of its file.
fn sound(uri: &str, lengths: Lengths) -> Sound {
    let file = uri.rsplit_once('/').map_or(uri, |(_, file)| file);
    let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
    Sound { name: stem.to_owned(), plays: Plays::For(lengths.prompt) }
}
