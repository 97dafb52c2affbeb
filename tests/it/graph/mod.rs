//! The wire: request bodies in, operations and notifications out.

use core::num::{NonZeroU8, NonZeroU16};

use media_queue::graph::OperationContext;
use media_queue::{
    Completion, Effect, Interrupts, MediaQueue, Millis, Opening, Play, Record, RecordLimits, Tone,
};
use serde::Serialize;
use serde_json::Value;
use uuid::{Uuid, uuid};

mod answers;
mod any_json;
mod limits;
mod notifications;
mod outcomes;
mod requests;
mod wrong_types;

const CALL: Uuid = uuid!("57dab8b1-894c-409a-b240-bd8beae78896");

const OPERATION: Uuid = uuid!("0fe0623f-d628-42ed-b4bd-8ac290072cc5");

const CLIENT_CONTEXT: &str = "d45324c1-fcb5-430a-902c-f20af696537c";

/// What a host keeps of an operation.
#[derive(Clone, Debug, PartialEq)]
struct Context {
    id: Uuid,
    client_context: Option<String>,
}

impl Context {
    fn new() -> Self {
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

type Queue = MediaQueue<Context>;

type Done = Completion<Context>;

/// A queue that holds a play which anything interrupts, at its prompt.
fn playing() -> Queue {
    let mut queue = Queue::new(NonZeroU16::MAX);
    let play = Play::new(Context::new(), NonZeroU8::MIN).interrupted_by(Interrupts::ANYTHING);
    queue.play(play).unwrap();
    queue
}

/// A queue that holds a record stopped by `#`, at its opening.
fn opening(opening: Opening) -> Queue {
    let mut queue = Queue::new(NonZeroU16::MAX);
    let record = Record::new(Context::new(), RecordLimits::new(Millis::MAX));
    queue.record(record.opened_by(opening).stopped_by("#".parse().unwrap())).unwrap();
    queue
}

/// The same at its recording, which the engine has begun.
fn recording() -> Queue {
    let mut queue = opening(Opening::Silence);
    queue.started(queue.wanted().unwrap()).unwrap();
    queue
}

/// The completion of the only operation that this cancels.
fn canceled(mut queue: Queue) -> Done {
    let mut canceled = queue.cancel_all();
    let done = canceled.next().unwrap();
    assert!(canceled.next().is_none());
    done
}

/// What a key completes.
fn completed_by(mut queue: Queue, tone: Tone) -> Done {
    match queue.tone(tone).effect {
        Effect::Completed(done) => done,
        effect => panic!("{effect:?}"),
    }
}

/// What the current step completes when it is told `what`.
fn told<F>(mut queue: Queue, what: F) -> Done
where
    F: FnOnce(&mut Queue, media_queue::Step) -> Result<Option<Done>, media_queue::Stale>,
{
    let step = queue.wanted().unwrap();
    what(&mut queue, step).unwrap().unwrap()
}

/// Renders `value` and holds it against the bytes of a golden file, in which only
/// the layout is free.
#[track_caller]
fn assert_renders<T: Serialize>(value: &T, golden: &str) {
    let json = serde_json::to_string(value).unwrap();
    assert_eq!(parsed(&json), parsed(golden));
    assert_eq!(json, without_layout(golden));
}

#[track_caller]
fn parsed(json: &str) -> Value {
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
