//! A short way to read bodies, to end operations and to compare JSON.

use core::num::NonZeroU16;

use media_queue::graph::{self, BodyError, OperationContext, Request};
use media_queue::{
    Completion, Effect, Interrupts, MediaQueue, Millis, Opening, Play, Record, RecordLimits, Stale,
    Step, Tone,
};
use serde::Serialize;
use serde_json::Value;
use uuid::{Uuid, uuid};

pub(crate) const CALL: Uuid = uuid!("57dab8b1-894c-409a-b240-bd8beae78896");

pub(crate) const OPERATION: Uuid = uuid!("0fe0623f-d628-42ed-b4bd-8ac290072cc5");

pub(crate) const CLIENT_CONTEXT: &str = "d45324c1-fcb5-430a-902c-f20af696537c";

pub(crate) fn read<'a, T: Request<'a>>(json: &'a str) -> Result<T, BodyError> {
    graph::read(json.as_bytes())
}

/// Why `json` is not a valid request.
#[track_caller]
pub(crate) fn refused<'a, T: Request<'a>>(json: &'a str) -> BodyError {
    let Err(error) = read::<T>(json) else { panic!("valid: {json}") };
    assert!(error.is_json(), "{error}: {json}");
    error
}

/// What a host keeps of an operation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Context {
    pub(crate) id: Uuid,
    pub(crate) client_context: Option<String>,
}

impl Context {
    pub(crate) fn new() -> Self {
        Self { id: OPERATION, client_context: Some(CLIENT_CONTEXT.into()) }
    }
}

impl OperationContext for Context {
    fn id(&self) -> Uuid {
        self.id
    }

    fn client_context(&self) -> Option<&str> {
        self.client_context.as_deref()
    }
}

pub(crate) type Queue = MediaQueue<Context>;

pub(crate) type Done = Completion<Context>;

/// A queue at the prompt of a play that anything interrupts.
pub(crate) fn playing() -> Queue {
    let mut queue = Queue::new(NonZeroU16::MAX);
    queue.play(Play::new().interrupted_by(Interrupts::ANYTHING), Context::new()).unwrap();
    queue
}

/// A queue at the opening of a record that `#` stops.
pub(crate) fn opening(opening: Opening) -> Queue {
    let mut queue = Queue::new(NonZeroU16::MAX);
    let record = Record::new(RecordLimits::new(Millis::MAX)).opened_by(opening);
    queue.record(record.stopped_by("#".parse().unwrap()), Context::new()).unwrap();
    queue
}

/// A queue at a recording that has started.
pub(crate) fn recording() -> Queue {
    let mut queue = opening(Opening::Silence);
    let step = queue.wanted().unwrap();
    let _ = queue.started(step).unwrap();
    queue
}

/// The completion of the only operation that this cancels.
pub(crate) fn canceled(mut queue: Queue) -> Done {
    let mut canceled = queue.cancel_all();
    let done = canceled.next().unwrap();
    assert!(canceled.next().is_none());
    done
}

/// What a key completes.
pub(crate) fn completed_by(mut queue: Queue, tone: Tone) -> Done {
    queue.tone(tone).effect.into_completion().unwrap()
}

/// What a fact about the current step completes.
pub(crate) fn after<F>(mut queue: Queue, fact: F) -> Done
where
    F: FnOnce(&mut Queue, Step) -> Result<Effect<Context>, Stale>,
{
    let step = queue.wanted().unwrap();
    fact(&mut queue, step).unwrap().into_completion().unwrap()
}

pub(crate) fn call_ended(queue: Queue) -> Done {
    queue.hang_up().completions.next().unwrap()
}

/// Renders `value` and compares it with the bytes of a golden file, of which only the
/// layout is free.
#[track_caller]
pub(crate) fn assert_renders<T: Serialize>(value: &T, golden: &str) {
    let json = serde_json::to_string(value).unwrap();
    assert_eq!(parsed(&json), parsed(golden));
    assert_eq!(json, without_layout(golden));
}

#[track_caller]
pub(crate) fn parsed(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

fn without_layout(json: &str) -> String {
    let (mut text, mut escaped) = (false, false);
    json.chars()
        .filter(|&character| {
            let keep = text || !character.is_ascii_whitespace();
            text ^= character == '"' && !escaped;
            escaped = character == '\\' && !escaped;
            keep
        })
        .collect()
}
