//! Lists of inputs: the queue against the reference and the laws of its tests.
#![no_main]

mod inputs;
#[path = "../../tests/it/laws.rs"]
mod laws;
#[path = "../../tests/it/laws_state.rs"]
#[allow(dead_code, reason = "one law of three is checked here")]
mod laws_state;
#[path = "../../tests/it/lockstep.rs"]
mod lockstep;
#[path = "../../tests/it/reference.rs"]
mod reference;

use libfuzzer_sys::fuzz_target;

use crate::laws::Edge;
use crate::lockstep::Lockstep;

fuzz_target!(|data: &[u8]| {
    let Some((&limit, bytes)) = data.split_first() else { return };
    let mut call: Lockstep<u8, u8> = Lockstep::new(u16::from(limit % 8) + 1);
    for input in inputs::inputs(bytes) {
        let input = inputs::aimed(&call.queue, input);
        let before = call.queue.clone();
        let answer = call.feed(input);
        Edge { before: &before, input: &input, answer: &answer, after: &call.queue }.check();
    }
    laws_state::restored(&call.queue);
    call.hang_up();
});
