//! Runs a call without std: exits with 0 if it went as the rules say, with the
//! number of the first check that did not.

#![no_std]
#![no_main]

mod bare;

use core::num::NonZeroU16;

use media_queue::graph::{self, RecordResponse};
use media_queue::snapshot::Snapshot;
use media_queue::{Effect, MediaQueue, Outcome, Play, RecordOutcome, Tone};

extern "C" fn start() -> ! {
    bare::exit(match call() {
        Ok(()) => 0,
        Err(check) => check,
    })
}

fn call() -> Result<(), u64> {
    let mut queue: MediaQueue<&str> = MediaQueue::new(NonZeroU16::MAX);
    queue.subscribe_tones("keys");

    queue.play(Play::new(), "welcome").map_err(|_| 1_u64)?;
    let body = br##"{ "clientContext": "answer", "stopTones": ["#"] }"##;
    let request = graph::read::<RecordResponse<'_>>(body).map_err(|_| 2_u64)?;
    queue.record(request.record(), "answer").map_err(|_| 3_u64)?;

    let prompt = queue.wanted().ok_or(4_u64)?;
    match queue.finished(prompt).map_err(|_| 5_u64)? {
        Effect::Completed(played) if played.context == "welcome" => {}
        _ => return Err(6),
    }
    let beep = queue.wanted().ok_or(7_u64)?;
    if !matches!(queue.finished(beep).map_err(|_| 8_u64)?, Effect::NextStep(_)) {
        return Err(8);
    }

    // The call is stored and restored in the middle of it.
    let text = serde_json::to_string(&queue.snapshot()).map_err(|_| 9_u64)?;
    let snapshot: Snapshot<&str> = serde_json::from_str(&text).map_err(|_| 9_u64)?;
    let mut queue = MediaQueue::try_from(snapshot).map_err(|_| 9_u64)?;

    let recording = queue.wanted().ok_or(10_u64)?;
    if queue.started(recording) != Ok(Effect::Nothing) {
        return Err(10);
    }
    let report = queue.tone(Tone::Pound);
    match report.effect {
        Effect::Completed(done) if report.heard.is_some() => match done.outcome {
            Outcome::Record(_, RecordOutcome::StopTone(Tone::Pound)) => Ok(()),
            _ => Err(11),
        },
        _ => Err(12),
    }
}
