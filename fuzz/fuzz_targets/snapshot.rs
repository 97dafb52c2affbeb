//! A snapshot of anything, and inputs: it is refused, or a queue that can be
//! written, restored and followed.
#![no_main]

#[allow(dead_code, reason = "a follower gets the inputs as they are")]
mod inputs;
#[path = "../../tests/it/laws_state.rs"]
mod laws_state;
#[path = "../../tests/it/lockstep.rs"]
#[allow(dead_code, reason = "a restored queue has no reference")]
mod lockstep;
#[path = "../../tests/it/reference.rs"]
#[allow(dead_code, reason = "a restored queue has no reference")]
mod reference;

use libfuzzer_sys::fuzz_target;
use media_queue::Snapshot;

fuzz_target!(|data: &[u8]| {
    let Ok((snapshot, bytes)) = postcard::take_from_bytes::<Snapshot<u8>>(data) else { return };
    laws_state::refused_or_legal(snapshot, inputs::inputs(bytes).take(16));
});
