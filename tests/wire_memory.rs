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

use core::num::NonZeroU16;
use std::alloc::System;

use media_queue::graph::{
    self, Answer, CancelMediaProcessing, Extras, Notifications, OperationContext, OperationType,
    PlayPrompt, RecordResponse, Recording, Request, SubscribeToTone, ToneNotification,
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
    a_long_body_is_not_kept();
    nothing_is_allocated_in_writing();
}

fn a_client_context_is_read_without_memory() {
    for json in [&br#"{"all": true, "clientContext": "stop-it"}"#[..], b"{}", b""] {
        assert_eq!(read::<CancelMediaProcessing<'_>>(json), Stats::default());
        assert_eq!(read::<SubscribeToTone<'_>>(json), Stats::default());
    }
}

/// The list of a play is kept. A record has at most one prompt and needs no list.
fn prompts_take_one_list() {
    let stats = read::<PlayPrompt<'_>>(include_bytes!("fixtures/graph/requests/play-prompt.json"));
    assert_eq!((stats.allocations, stats.reallocations, stats.deallocations), (1, 0, 0));
    let record = include_bytes!("fixtures/graph/requests/record-response.json");
    assert_eq!(read::<RecordResponse<'_>>(record), Stats::default());
}

/// What reading a request allocates.
fn read<T: Request<'static>>(body: &'static [u8]) -> Stats {
    let (request, stats) = counted(|| graph::read::<T>(body));
    assert!(request.is_ok());
    stats
}

/// What is too long is only counted. A path takes a text for each member that is read.
fn a_long_body_is_not_kept() {
    let prompt = r#"{"mediaInfo":{"uri":""}}"#;
    let many = |element: &str| vec![element; 10_000].join(",");
    let long = "a".repeat(30_000);
    for (body, times) in [
        (format!(r#"{{"prompts":[{}]}}"#, many(prompt)), 1),
        (format!(r#"{{"prompts":[{}]}}"#, many("0")), 1),
        (format!(r#"{{"prompts":[{prompt},{}]}}"#, many("0")), 1),
        (format!(r#"{{"stopTones":[{},0]}}"#, many(r#""1""#)), 1),
        (format!(r#"{{"loop":[{}],"prompts":0}}"#, many("0")), 1),
        // `serde_json` keeps a byte for each level, and reads a refused body three times.
        (format!(r#"{{"unknown":{}{}}}"#, "[".repeat(10_000), "]".repeat(10_000)), 3),
        // serde repeats a text in its error, which is then passed on and cut.
        (format!(r#"{{"stopTones":["{long}"]}}"#), 10),
        (format!(r#"{{"playBeep":"{long}"}}"#), 10),
        (format!(r#"{{"clientContext":"{long}","prompts":[{prompt}]}}"#), 1),
    ] {
        assert_allocates_at_most::<PlayPrompt<'_>>(&body, times);
        assert_allocates_at_most::<RecordResponse<'_>>(&body, times);
    }
}

/// Counts everything that is allocated, even if it is freed at once.
#[track_caller]
fn assert_allocates_at_most<'a, T: Request<'a>>(body: &'a str, times: usize) {
    let (read, stats) = counted(|| graph::read::<T>(body.as_bytes()).is_ok());
    let allocated = stats.bytes_allocated;
    let start = body.get(..24).unwrap();
    println!("{} bytes of {start}: {read}, {allocated} bytes", body.len());
    assert!(allocated <= times * body.len(), "{start}: {stats:?}");
}

fn nothing_is_allocated_in_writing() {
    let call = Uuid::from_u128(1);
    let mut queue: MediaQueue<Context> = MediaQueue::new(NonZeroU16::MAX);
    for id in 0..32 {
        queue.play(Play::new(), Context(Uuid::from_u128(id))).unwrap();
        let limits = RecordLimits::new(Millis::MAX);
        queue.record(Record::new(limits), Context(Uuid::from_u128(id))).unwrap();
    }
    let completions: Vec<_> = queue.cancel_all().collect();
    let recording = Recording { location: "https://files.example/1.wav", access_token: "secret" };
    let notifications = Notifications::new(call, &completions)
        .with(|done| Extras::new().with_recording(recording).with_etag(done.id.get()));
    assert_writes_without_memory(&notifications);
    queue.subscribe_tones(Context(call));
    let heard = queue.tone(Tone::Pound).heard.unwrap();
    assert_writes_without_memory(&ToneNotification::new(call, &heard));
    assert_writes_without_memory(&Answer::new(OperationType::RecordResponse, call, Some("a")));
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
