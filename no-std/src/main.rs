//! Runs a call without std: exits with 0 if it went as the rules say, with the
//! number of the first check that did not.

#![no_std]
#![no_main]

mod bare;

use core::num::{NonZeroU8, NonZeroU16};

use media_queue::graph::{Body, RecordResponse};
use media_queue::{Effect, Ended, MediaQueue, Play, RecordOutcome, Tone};

extern "C" fn start() -> ! {
    bare::exit(match call() {
        Ok(()) => 0,
        Err(check) => check,
    })
}

fn call() -> Result<(), u64> {
    let mut queue: MediaQueue<&str> = MediaQueue::new(NonZeroU16::MAX);
    queue.subscribe_tones("keys");

    queue.play(Play::new("welcome", NonZeroU8::MIN)).map_err(|_| 1_u64)?;
    let body = br##"{ "clientContext": "answer", "stopTones": ["#"] }"##;
    let body: Body<RecordResponse<'_>> = serde_json::from_slice(body).map_err(|_| 2_u64)?;
    let request = body.check().map_err(|_| 3_u64)?;
    queue.record(request.record("answer")).map_err(|_| 3_u64)?;

    let prompt = queue.wanted().ok_or(4_u64)?;
    let played = queue.finished(prompt).map_err(|_| 5_u64)?.ok_or(6_u64)?;
    if played.into_context() != "welcome" {
        return Err(6);
    }
    let beep = queue.wanted().ok_or(7_u64)?;
    let none = queue.finished(beep).map_err(|_| 8_u64)?;
    let recording = queue.wanted().filter(|_| none.is_none()).ok_or(9_u64)?;
    queue.started(recording).map_err(|_| 10_u64)?;

    let report = queue.tone(Tone::Pound);
    match report.effect {
        Effect::Completed(done) if report.heard.is_some() => match done.ended {
            Ended::Record(_, RecordOutcome::StopTone(Tone::Pound)) => Ok(()),
            _ => Err(11),
        },
        _ => Err(12),
    }
}
