//! Bytes as the inputs of a call.

use media_queue::{Input, MediaQueue, Step};

/// The inputs that `bytes` begin with, as their data is written.
pub(crate) fn inputs(mut bytes: &[u8]) -> impl Iterator<Item = Input<u8>> {
    core::iter::from_fn(move || {
        let (input, rest) = postcard::take_from_bytes(bytes).ok()?;
        bytes = rest;
        Some(input)
    })
}

/// The same input, about the current step if it was about the first: most reports
/// are, and the fuzzer need not find its number.
pub(crate) fn aimed(queue: &MediaQueue<u8>, input: Input<u8>) -> Input<u8> {
    let at = |step: Step| if step.get() == 1 { queue.wanted().unwrap_or(step) } else { step };
    match input {
        Input::Started(step) => Input::Started(at(step)),
        Input::Finished(step) => Input::Finished(at(step)),
        Input::Failed { step, failure } => Input::Failed { step: at(step), failure },
        Input::LimitReached { step, limit } => Input::LimitReached { step: at(step), limit },
        other => other,
    }
}
