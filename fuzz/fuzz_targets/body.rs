//! Request bodies: whatever the bytes are, a body is read if they are JSON, a request
//! keeps to the limits of the API, and what the queue makes of it is written as JSON
//! that says the same.
#![no_main]

use std::num::NonZeroU16;

use libfuzzer_sys::fuzz_target;
use media_queue::graph::{
    Body, BodyError, CancelMediaProcessing, MediaPrompt, Notifications, OperationContext,
    PlayPrompt, Prompts, RecordResponse, SubscribeToTone,
};
use media_queue::{MediaQueue, Millis};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

fuzz_target!(|json: &[u8]| {
    let mut queue = MediaQueue::new(NonZeroU16::MIN);
    if let Some(request) = read::<PlayPrompt<'_>>(json) {
        let prompts = request.prompts.as_slice();
        assert!((1..=Prompts::MAX).contains(&prompts.len()));
        let play = request.play(Context::of(request.client_context.as_deref()));
        assert_eq!(usize::from(play.prompts.get()), prompts.len());
        queue.play(play).expect("an idle queue has room");
        written(&mut queue);
    }
    if let Some(request) = read::<RecordResponse<'_>>(json) {
        let limits = request.limits;
        let seconds = |limit: Millis| {
            assert_eq!(limit.get() % 1_000, 0);
            assert!((1..=120).contains(&(limit.get() / 1_000)));
        };
        seconds(limits.max_duration);
        seconds(limits.max_silence.expect("a record has this limit"));
        seconds(limits.initial_silence.expect("a record has this limit"));
        let _: &Option<MediaPrompt<'_>> = &request.prompt;
        let record = request.record(Context::of(request.client_context.as_deref()));
        assert_eq!((record.limits, record.stop_tones), (limits, request.stop_tones));
        queue.record(record).expect("an idle queue has room");
        written(&mut queue);
    }
    if let Some(request) = read::<SubscribeToTone<'_>>(json) {
        Context::of(request.client_context.as_deref());
    }
    if let Some(request) = read::<CancelMediaProcessing<'_>>(json) {
        Context::of(request.client_context.as_deref());
    }
});

/// The request, if the bytes are JSON of one.
fn read<'a, T>(json: &'a [u8]) -> Option<T>
where
    Body<T>: Deserialize<'a>,
{
    let body: Body<T> = match serde_json::from_slice(json) {
        Ok(body) => body,
        Err(error) => {
            assert!(serde_json::from_slice::<Value>(json).is_err(), "it is JSON: {error}");
            return None;
        }
    };
    match body.check() {
        Ok(request) => Some(request),
        Err(error) => {
            let BodyError { member, allowed, .. } = &error;
            let text = error.to_string();
            assert!(text.starts_with(&**member) && text.ends_with(allowed));
            None
        }
    }
}

/// What became of the only operation is written with its client context.
fn written(queue: &mut MediaQueue<Context>) {
    let canceled: Vec<_> = queue.cancel_all().collect();
    let written = serde_json::to_string(&Notifications::new(CALL, &canceled)).expect("no I/O");
    let read: Value = serde_json::from_str(&written).expect("what is written is JSON");
    let operation = &read["value"][0]["resourceData"];
    assert_eq!(operation["resultInfo"]["subcode"], 8508);
    assert_eq!(operation["clientContext"].as_str(), canceled[0].context().client_context());
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
