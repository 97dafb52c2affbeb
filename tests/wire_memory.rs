//! What the wire allocates, by a counting allocator.
//!
//! A test binary of its own: the count is of the whole process.
#![cfg(feature = "graph")]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "a test that meets the unexpected should stop"
)]

use core::num::{NonZeroU8, NonZeroU16};
use std::alloc::System;

use media_queue::graph::{
    Answer, Body, CancelMediaProcessing, Extras, Notifications, OperationContext, OperationKind,
    PlayPrompt, RecordResponse, Recording, SubscribeToTone, ToneNotification, or_empty,
};
use media_queue::{MediaQueue, Millis, Play, Record, RecordLimits, Tone};
use serde::Serialize;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, Stats, StatsAlloc};
use uuid::Uuid;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

struct Context(Uuid);

impl OperationContext for Context {
    fn id(&self) -> Uuid {
        self.0
    }

    fn client_context(&self) -> Option<&str> {
        Some("d45324c1-fcb5-430a-902c-f20af696537c")
    }
}

#[test]
fn what_the_wire_allocates() {
    a_client_context_is_read_without_memory();
    prompts_take_one_list();
    nothing_is_allocated_in_writing();
}

fn a_client_context_is_read_without_memory() {
    for json in [&br#"{"all": true, "clientContext": "stop-it"}"#[..], b"{}", b""] {
        let (request, stats) = counted(|| {
            serde_json::from_slice::<Body<CancelMediaProcessing<'_>>>(or_empty(json))
                .unwrap()
                .check()
        });
        assert!(request.is_ok());
        assert_eq!(stats, Stats::default());
        let (request, stats) = counted(|| {
            serde_json::from_slice::<Body<SubscribeToTone<'_>>>(or_empty(json)).unwrap().check()
        });
        assert!(request.is_ok());
        assert_eq!(stats, Stats::default());
    }
}

fn prompts_take_one_list() {
    let json = include_bytes!("fixtures/graph/requests/play-prompt.json");
    let (request, stats) =
        counted(|| serde_json::from_slice::<Body<PlayPrompt<'_>>>(json).unwrap().check());
    assert!(request.is_ok());
    assert_eq!((stats.allocations, stats.reallocations, stats.deallocations), (1, 0, 0));

    let json = include_bytes!("fixtures/graph/requests/record-response.json");
    let (request, stats) =
        counted(|| serde_json::from_slice::<Body<RecordResponse<'_>>>(json).unwrap().check());
    assert!(request.is_ok());
    assert_eq!((stats.allocations, stats.reallocations, stats.deallocations), (1, 0, 1));
}

fn nothing_is_allocated_in_writing() {
    let call = Uuid::from_u128(1);
    let mut queue: MediaQueue<Context> = MediaQueue::new(NonZeroU16::MAX);
    for id in 0..32 {
        queue.play(Play::new(Context(Uuid::from_u128(id)), NonZeroU8::MIN)).unwrap();
        let limits = RecordLimits::new(Millis::MAX);
        queue.record(Record::new(Context(Uuid::from_u128(id)), limits)).unwrap();
    }
    let completions: Vec<_> = queue.cancel_all().collect();
    let recording = Recording { location: "https://files.example/1.wav", access_token: "secret" };
    let notifications = Notifications::new(call, &completions)
        .with(|done| Extras { recording: Some(recording), etag: Some(done.id.get()) });
    assert_writes_without_memory(&notifications);
    assert_writes_without_memory(&ToneNotification { call, number: 7, tone: Tone::Pound });
    let answer =
        Answer { kind: OperationKind::RecordResponse, id: call, client_context: Some("a") };
    assert_writes_without_memory(&answer);
}

fn assert_writes_without_memory<T: Serialize>(value: &T) {
    let mut json = Vec::new();
    serde_json::to_writer(&mut json, value).unwrap();
    let written = json.clone();
    let ((), stats) = counted(|| {
        json.clear();
        serde_json::to_writer(&mut json, value).unwrap();
    });
    assert_eq!(json, written);
    assert_eq!(stats, Stats::default());
}

/// What `work` gives, and what it allocates. The test harness has threads of its own
/// that allocate now and then, so of several runs the least counts.
fn counted<T>(mut work: impl FnMut() -> T) -> (T, Stats) {
    let runs = (0..16).map(|_| {
        let region = Region::new(ALLOCATOR);
        let value = work();
        (value, region.change())
    });
    runs.min_by_key(|(_, stats)| stats.allocations + stats.reallocations + stats.deallocations)
        .unwrap()
}
