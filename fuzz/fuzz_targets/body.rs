//! Request bodies: whatever the bytes are, they are read as a plain reading reads them, a
//! request keeps to the limits of the API, and what becomes of it is written as JSON.
#![no_main]

#[path = "../../tests/graph/compare.rs"]
mod compare;
#[path = "../../tests/graph/json.rs"]
mod json;
#[path = "../../tests/graph/plain.rs"]
mod plain;

use core::num::NonZeroU16;

use libfuzzer_sys::fuzz_target;
use media_queue::graph::{
    self, CancelMediaProcessing, Notifications, OperationContext, PlayPrompt, Prompts,
    RecordResponse, Request, SubscribeToTone,
};
use media_queue::{MediaQueue, Millis};
use serde_json::Value;
use uuid::Uuid;

fuzz_target!(|body: &[u8]| {
    compare::assert_plain(body);
    let mut queue = MediaQueue::new(NonZeroU16::MIN);
    if let Some(request) = read::<PlayPrompt<'_>>(body) {
        assert!((1..=Prompts::MAX).contains(&request.prompts.as_slice().len()));
        let context = Context::of(request.client_context.as_deref());
        queue.play(request.play(), context).expect("an idle queue has room");
        written(&mut queue);
    }
    if let Some(request) = read::<RecordResponse<'_>>(body) {
        let limits = request.limits;
        for limit in [Some(limits.max_duration), limits.max_silence, limits.initial_silence] {
            let limit = limit.expect("a request has each of them").get();
            assert!(limit % 1_000 == 0 && (1..=120).contains(&(limit / 1_000)));
        }
        assert_eq!(limits.media_timeout, None::<Millis>);
        let context = Context::of(request.client_context.as_deref());
        queue.record(request.record(), context).expect("an idle queue has room");
        written(&mut queue);
    }
    if let Some(request) = read::<SubscribeToTone<'_>>(body) {
        Context::of(request.client_context.as_deref());
    }
    if let Some(request) = read::<CancelMediaProcessing<'_>>(body) {
        Context::of(request.client_context.as_deref());
    }
});

/// The request, if the bytes are one. If not, the error names the member first.
fn read<'a, T: Request<'a>>(body: &'a [u8]) -> Option<T> {
    let error = match graph::read::<T>(body) {
        Ok(request) => return Some(request),
        Err(error) => error,
    };
    let text = error.to_string();
    let first = if error.is_json() { error.member() } else { "the body is not JSON: " };
    assert!(text.starts_with(first), "{text}");
    None
}

/// What became of the only operation is written with its client context.
fn written(queue: &mut MediaQueue<Context>) {
    let canceled: Vec<_> = queue.cancel_all().collect();
    let written = serde_json::to_string(&Notifications::new(CALL, &canceled)).expect("no I/O");
    let read: Value = serde_json::from_str(&written).expect("what is written is JSON");
    let operation = &read["value"][0]["resourceData"];
    assert_eq!(operation["resultInfo"]["subcode"], 8508);
    assert_eq!(operation["clientContext"].as_str(), canceled[0].context.client_context());
}

struct Context(Option<String>);

impl Context {
    fn of(client_context: Option<&str>) -> Self {
        assert!(client_context.is_none_or(|context| context.chars().count() <= 256));
        Self(client_context.map(String::from))
    }
}

impl OperationContext for Context {
    fn id(&self) -> Uuid {
        CALL
    }

    fn client_context(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

const CALL: Uuid = Uuid::from_u128(0x57da_b8b1_894c_409a_b240_bd8b_eae7_8896);
