//! Numbers that mean what is there: the fuzzer need not find which step is the current one.

use media_queue::journal::{Event, Fact, Request};
use media_queue::{MediaQueue, OperationId, Step};

/// The same fact, about the step that its number stands for.
pub(crate) fn fact(fact: Fact, at: impl Fn(Step) -> Step) -> Fact {
    match fact {
        Fact::Started(step) => Fact::Started(at(step)),
        Fact::Finished(step) => Fact::Finished(at(step)),
        Fact::Failed(step, failure) => Fact::Failed(at(step), failure),
        Fact::LimitReached(step, limit) => Fact::LimitReached(at(step), limit),
        other => other,
    }
}

/// The same event, about the step that its number stands for.
#[allow(dead_code, reason = "a queue has no events")]
pub(crate) fn event(event: Event, at: impl Fn(Step) -> Step) -> Event {
    match event {
        Event::Fact(fact) => Event::Fact(self::fact(fact, at)),
        Event::PromptLength(step, length) => Event::PromptLength(at(step), length),
        Event::Adopt(step) => Event::Adopt(step.map(at)),
        other => other,
    }
}

/// The same request. A cancel of the first operation ever is one of the last in the queue.
pub(crate) fn request<C, S>(queue: &MediaQueue<C, S>, request: Request<C, S>) -> Request<C, S> {
    match request {
        Request::Cancel(OperationId::FIRST) => {
            let last = queue.operations().next_back();
            Request::Cancel(last.map_or(OperationId::FIRST, |last| last.id))
        }
        other => other,
    }
}
