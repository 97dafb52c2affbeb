//! A body as the library reads it, against the plain reading of it.

use core::fmt::Debug;

use media_queue::graph::{
    self, BodyError, CancelMediaProcessing, Owned, PlayPrompt, RecordResponse, SubscribeToTone,
    or_empty,
};
use media_queue::{Interrupts, Opening, Times};

use crate::json::Json;
use crate::plain::{self, Blamed, Played, Recorded};

/// The member that is to blame, or `None` if the body is not JSON.
type Refused = Option<Blamed>;

/// Reads `bytes` as each of the requests, and compares it with the plain reading.
#[track_caller]
pub(crate) fn assert_plain(bytes: &[u8]) {
    let body = or_empty(bytes);
    let json = Json::parse(body);
    macro_rules! assert_plain {
        ($request:ident, $plain:expr, $found:expr) => {
            let read = graph::read::<$request<'_>>(bytes);
            assert_owned_is_the_same(&read, body, |Owned(request): Owned<$request<'static>>| {
                request
            });
            let found = read.map($found).map_err(|error| refused(&error));
            let plain = json.clone().map_or(Err(None), |json| $plain(json).map_err(Some));
            assert_eq!(found, plain, "{}", String::from_utf8_lossy(bytes));
        };
    }
    assert_plain!(PlayPrompt, plain::played, play);
    assert_plain!(RecordResponse, plain::recorded, record);
    assert_plain!(SubscribeToTone, plain::context_only, |request| request
        .client_context
        .map(String::from));
    assert_plain!(CancelMediaProcessing, plain::context_only, |request| request
        .client_context
        .map(String::from));
}

fn refused(error: &BodyError) -> Refused {
    error.is_json().then(|| error.member().into())
}

/// What comes from a reader is accepted if, and only if, it is accepted from a slice.
fn assert_owned_is_the_same<R, O>(read: &Result<R, BodyError>, body: &[u8], take: fn(O) -> R)
where
    R: Debug + PartialEq,
    O: serde::de::DeserializeOwned,
{
    // `serde_json` does not look into the strings that it passes over.
    if core::str::from_utf8(body).is_ok() {
        let owned = serde_json::from_reader::<_, O>(body).ok().map(take);
        assert_eq!(owned.as_ref(), read.as_ref().ok());
    }
}

fn play(request: PlayPrompt<'_>) -> Played {
    let play = request.play();
    assert_eq!(usize::from(play.prompts.get()), request.prompts.as_slice().len());
    let prompts = request.prompts.into_vec().into_iter();
    Played {
        client_context: request.client_context.map(Into::into),
        prompts: prompts
            .map(|prompt| (prompt.uri.into(), prompt.resource_id.map(Into::into)))
            .collect(),
        for_ever: play.times == Times::Forever,
    }
}

fn record(request: RecordResponse<'_>) -> Recorded {
    let record = request.record();
    let (prompt, beep) = match record.opening {
        Opening::Silence => (false, false),
        Opening::Beep => (false, true),
        Opening::Prompt(Interrupts::NEVER) => (true, false),
        Opening::PromptThenBeep(Interrupts::NEVER) => (true, true),
        opening => panic!("{opening:?}"),
    };
    assert_eq!((prompt, beep), (request.prompt.is_some(), request.play_beep));
    let limits = record.limits;
    Recorded {
        client_context: request.client_context.map(Into::into),
        prompt: request
            .prompt
            .map(|prompt| (prompt.uri.into(), prompt.resource_id.map(Into::into))),
        barge_in: request.barge_in,
        play_beep: request.play_beep,
        stop_tones: record.stop_tones.iter().collect(),
        seconds: [Some(limits.max_duration), limits.max_silence, limits.initial_silence]
            .map(|limit| u64::from(limit.unwrap().get()) / 1_000),
    }
}
