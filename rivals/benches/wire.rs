//! Reading each request body and writing the notifications of a cancel, beside what
//! people write instead. Nanoseconds a body read or an operation written, and the
//! ratio to the crate.
//!
//! `cargo bench -p rivals --bench wire`

use core::hint::black_box;

use media_queue::graph::{
    Body, CancelMediaProcessing, PlayPrompt, RecordResponse, SubscribeToTone,
};
use rivals::rounds::{Heat, Rounds};
use rivals::script::canceled_operations;
use rivals::wire::{self, Canceled, derived, template, value};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

type Owned = String;
type Borrowed = &'static str;
type Context<T> = derived::ContextOnly<T>;

fn main() {
    let rounds = Rounds::from_args();
    notifications(&rounds, "notifications of 1", 1);
    notifications(&rounds, "notifications of 4", 4);
    notifications(&rounds, "notifications of 64", 64);
    notifications(&rounds, "notifications of 4096", 4096);
    bodies::<Body<PlayPrompt<'_>>, derived::Play<Borrowed>, derived::Play<Owned>>(
        &rounds,
        "body of playPrompt",
        PLAY,
        |body| body.check().is_ok(),
    );
    bodies::<Body<RecordResponse<'_>>, derived::Record<Borrowed>, derived::Record<Owned>>(
        &rounds,
        "body of recordResponse",
        RECORD,
        |body| body.check().is_ok(),
    );
    bodies::<Body<SubscribeToTone<'_>>, Context<Borrowed>, Context<Owned>>(
        &rounds,
        "body of subscribeToTone",
        SUBSCRIBE,
        |body| body.check().is_ok(),
    );
    bodies::<Body<CancelMediaProcessing<'_>>, Context<Borrowed>, Context<Owned>>(
        &rounds,
        "body of cancelMediaProcessing",
        CANCEL,
        |body| body.check().is_ok(),
    );
}

fn notifications(rounds: &Rounds, name: &str, count: u32) {
    let completions = canceled_operations(count);
    let told: Vec<_> = completions.iter().map(Canceled::from).collect();
    let mut buffers: [Vec<u8>; 5] = Default::default();
    let [ours, owned, borrowed, values, copied] = &mut buffers;
    let heat = Heat::new()
        .with("media-queue", || {
            ours.clear();
            wire::notifications(ours, CALL, &completions).expect("room");
            black_box(&*ours);
        })
        .with("derived, borrowed strings", || {
            borrowed.clear();
            derived::borrowed(borrowed, CALL, &told).expect("room");
            black_box(&*borrowed);
        })
        .with("derived, owned strings", || {
            owned.clear();
            derived::owned(owned, CALL, &told).expect("room");
            black_box(&*owned);
        })
        .with("json!", || {
            values.clear();
            value::notifications(values, CALL, &told).expect("room");
            black_box(&*values);
        })
        .with("template, copied", || {
            copied.clear();
            template::notifications(copied, CALL, &told);
            black_box(&*copied);
        });
    rounds.heat(name, count, heat);
}

fn bodies<Ours, Lent, Own>(rounds: &Rounds, name: &str, body: &'static str, check: fn(Ours) -> bool)
where
    Ours: Deserialize<'static>,
    Lent: Deserialize<'static>,
    Own: Deserialize<'static>,
{
    fn read<T: Deserialize<'static>>(body: &'static str) -> T {
        serde_json::from_slice(black_box(body.as_bytes())).expect("a body")
    }
    let heat = Heat::new()
        .with("media-queue, checked", || assert!(check(black_box(read::<Ours>(body)))))
        .with("derived, borrowed strings", || drop(black_box(read::<Lent>(body))))
        .with("derived, owned strings", || drop(black_box(read::<Own>(body))))
        .with("serde_json::Value", || drop(black_box(read::<Value>(body))));
    rounds.heat(name, 1, heat);
}

const CALL: Uuid = Uuid::from_u128(0x57da_b8b1_894c_409a_b240_bd8b_eae7_8896);
const PLAY: &str = include_str!("../../tests/fixtures/graph/requests/play-prompt.json");
const RECORD: &str = include_str!("../../tests/fixtures/graph/requests/record-response.json");
const SUBSCRIBE: &str = include_str!("../../tests/fixtures/graph/requests/subscribe-to-tone.json");
const CANCEL: &str =
    include_str!("../../tests/fixtures/graph/requests/cancel-media-processing.json");
