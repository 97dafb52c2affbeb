//! The JSON beside what people write instead. It prints the nanoseconds of a body that is
//! read or of an operation that is written, and the ratio to the crate.
//!
//! What each contestant checks of a body is in `rivals::wire::bodies`. The one to compare
//! with is "derived, borrowed, checked".
//!
//! `cargo bench --bench wire`
#![allow(clippy::expect_used, reason = "a bench stops at what it does not expect")]

use core::hint::black_box;

use media_queue::graph::{
    self, CancelMediaProcessing, Owned, PlayPrompt, RecordResponse, Request, SubscribeToTone,
};
use rivals::rounds::{Comparison, Rounds};
use rivals::script::canceled_operations;
use rivals::wire::bodies::{Body, ContextOnly, Play, Record};
use rivals::wire::{self, Canceled, template, value, written};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

fn main() {
    let rounds = Rounds::from_args();
    notifications(&rounds, "notifications of 1", 1);
    notifications(&rounds, "notifications of 4", 4);
    notifications(&rounds, "notifications of 64", 64);
    notifications(&rounds, "notifications of 4096", 4096);
    bodies::<PlayPrompt<'_>, Play<&str>, Play<String>>(&rounds, "body of playPrompt", PLAY);
    bodies::<RecordResponse<'_>, Record<&str>, Record<String>>(
        &rounds,
        "body of recordResponse",
        RECORD,
    );
    bodies::<SubscribeToTone<'_>, ContextOnly<&str>, ContextOnly<String>>(
        &rounds,
        "body of subscribeToTone",
        SUBSCRIBE,
    );
    bodies::<CancelMediaProcessing<'_>, ContextOnly<&str>, ContextOnly<String>>(
        &rounds,
        "body of cancelMediaProcessing",
        CANCEL,
    );
}

fn notifications(rounds: &Rounds, name: &str, count: u32) {
    let completions = canceled_operations(count);
    let canceled: Vec<_> = completions.iter().map(Canceled::from).collect();
    let mut buffers: [Vec<u8>; 5] = Default::default();
    let [ours, borrowed, owned, values, copied] = &mut buffers;
    let comparison = Comparison::new()
        .with("media-queue", || {
            ours.clear();
            wire::notifications(ours, CALL, &completions).expect("room");
            black_box(&*ours);
        })
        .with("derived, borrowed", || {
            borrowed.clear();
            written::borrowed(borrowed, CALL, &canceled).expect("room");
            black_box(&*borrowed);
        })
        .with("derived, owned", || {
            owned.clear();
            written::owned(owned, CALL, &canceled).expect("room");
            black_box(&*owned);
        })
        .with("json!", || {
            values.clear();
            value::notifications(values, CALL, &canceled).expect("room");
            black_box(&*values);
        })
        .with("template, copied", || {
            copied.clear();
            template::notifications(copied, CALL, &canceled);
            black_box(&*copied);
        });
    rounds.run(name, count, comparison);
}

fn bodies<Ours, Borrowed, Own>(rounds: &Rounds, name: &str, body: &'static str)
where
    Ours: Request<'static>,
    Owned<Ours>: Deserialize<'static>,
    Borrowed: Body + Deserialize<'static>,
    Own: Deserialize<'static>,
{
    /// As a web framework does it.
    fn from_slice<T: Deserialize<'static>>(body: &'static str) -> T {
        serde_json::from_slice(black_box(body.as_bytes())).expect("a body")
    }
    let comparison = Comparison::new()
        .with("media-queue", || {
            let body = black_box(body.as_bytes());
            drop(black_box(graph::read::<Ours>(body).expect("a body")));
        })
        .with("media-queue, owned", || drop(black_box(from_slice::<Owned<Ours>>(body))))
        .with("derived, borrowed, checked", || {
            let body = black_box(from_slice::<Borrowed>(body));
            assert!(body.check(), "a valid body");
        })
        .with("derived, borrowed", || drop(black_box(from_slice::<Borrowed>(body))))
        .with("derived, owned", || drop(black_box(from_slice::<Own>(body))))
        .with("serde_json::Value", || drop(black_box(from_slice::<Value>(body))));
    rounds.run(name, 1, comparison);
}

const CALL: Uuid = Uuid::from_u128(0x57da_b8b1_894c_409a_b240_bd8b_eae7_8896);
const PLAY: &str = include_str!("../tests/fixtures/graph/requests/play-prompt.json");
const RECORD: &str = include_str!("../tests/fixtures/graph/requests/record-response.json");
const SUBSCRIBE: &str = include_str!("../tests/fixtures/graph/requests/subscribe-to-tone.json");
const CANCEL: &str = include_str!("../tests/fixtures/graph/requests/cancel-media-processing.json");
