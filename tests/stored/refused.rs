//! Which snapshots are refused, and which are merely odd.

use media_queue::session::Restored;
use media_queue::snapshot::{SessionSnapshot, Snapshot};
use serde_json::{Value, json};

use crate::calls::{Queue, closing, idle, menu, recording, suspended};

type Spoil = fn(&mut Value);

#[test]
fn s1_a_queue_that_would_break_a_rule_is_refused() {
    let refused: [(Spoil, &str); 12] = [
        (|q| q["limit"] = json!(2), "the queue holds 3 operations: expected at most its limit, 2"),
        (
            |q| q["operations"][2]["id"] = json!(2),
            "operation 2 stands behind operation 2: expected rising ids",
        ),
        (
            |q| q["lastId"] = json!(2),
            "operation 3 is held: expected at most the last id given out, 2",
        ),
        (
            |q| q["lastStep"] = json!(0),
            "the last step is 0: expected at least 1, since an operation is in progress",
        ),
        (
            |q| q["lastStep"] = json!((1_u64 << 63) + 1),
            "the last step is 9223372036854775809: expected at most 2^63",
        ),
        (
            |q| q["operations"][0]["work"]["play"]["at"]["index"] = json!(2),
            "play 1 is at prompt 2: expected less than its 2 prompts",
        ),
        (
            |q| q["operations"][0]["work"]["play"]["at"]["round"] = json!(3),
            "play 1 is in round 3: expected less than its 3 rounds",
        ),
        (
            |q| q["operations"][1]["work"]["record"]["opening"] = json!("beep"),
            "record 2 is at a prompt or beep that it does not have",
        ),
        (
            |q| {
                q["operations"][1]["work"]["record"]["at"] = json!("beep");
                q["operations"][1]["work"]["record"]["opening"] = json!("silence");
            },
            "record 2 is at a prompt or beep that it does not have",
        ),
        (
            |q| q["operations"][1]["work"]["record"]["at"] = json!("armed"),
            "operation 2 has begun: expected only the first operation to have begun",
        ),
        (
            |q| q["operations"][2]["work"]["play"]["at"]["round"] = json!(1),
            "operation 3 has begun: expected only the first operation to have begun",
        ),
        (
            |q| {
                q["operations"].as_array_mut().unwrap().remove(0);
                q["operations"][0]["work"]["record"]["at"] = json!("recording");
                q["suspended"] = json!(true);
            },
            "record 2 has started to record: expected no recording while suspended",
        ),
    ];
    for (spoil, reason) in refused {
        assert_eq!(restore_queue(&menu(), spoil).unwrap_err(), reason);
    }
}

#[test]
fn s1_a_queue_that_is_merely_odd_is_restored() {
    let odd: [(Queue, Spoil); 6] = [
        // No call of today comes to these, and none of them breaks a rule.
        (menu(), |q| q["lastStep"] = json!(1)),
        (menu(), |q| q["lastStep"] = json!(1_u64 << 63)),
        (menu(), |q| {
            q["limit"] = json!(3);
            q["lastId"] = json!(9);
        }),
        (idle(), |q| {
            q["lastId"] = json!(0);
            q["lastStep"] = json!(7);
        }),
        (suspended(), |q| q["lastStep"] = json!(0)),
        (menu(), |q| q["lastId"] = json!(u64::MAX)),
    ];
    for (queue, spoil) in odd {
        assert_eq!(restore_queue(&queue, spoil).map(|_| ()), Ok(()));
    }
}

#[test]
fn s1_a_session_that_would_break_a_rule_is_refused() {
    let recording: [(Spoil, &str); 6] = [
        (
            |s| s["queue"]["lastId"] = json!(0),
            "operation 1 is held: expected at most the last id given out, 0",
        ),
        (
            |s| s["clock"]["step"] = json!(2),
            "the clock measures step 2: expected the recording in progress",
        ),
        (
            |s| s["queue"]["operations"][0]["work"]["record"]["at"] = json!("armed"),
            "the clock measures step 1: expected the recording in progress",
        ),
        (
            |s| s["clock"]["media"] = json!(19),
            "speech or media was heard at 0.019 s: expected no time before the start, 0.020 s",
        ),
        (
            |s| s["player"]["last"] = json!(2),
            "step 2 was started: expected at most the last step begun, 1",
        ),
        (|s| s["began"] = json!(2), "operation 2 began: expected at most the last id given out, 1"),
    ];
    for (spoil, reason) in recording {
        assert_eq!(restore_session(&crate::calls::recording(), spoil).unwrap_err(), reason);
    }
    let waiting: [(Spoil, &str); 6] = [
        (
            |s| {
                s["closing"]["step"] = json!(2);
                s["player"]["state"]["stopping"]["step"] = json!(2);
            },
            "a completion waits for step 2: expected one before 2, which is not started",
        ),
        (
            |s| s["player"]["last"] = json!(2),
            "a completion waits for step 1: expected one before 2, which is not started",
        ),
        (
            |s| s["closing"]["step"] = json!(2),
            "a completion waits for step 2: expected the step the engine is busy with",
        ),
        (
            |s| s["player"]["state"] = json!("idle"),
            "a completion waits for step 1: expected the step the engine is busy with",
        ),
        (
            |s| s["closing"]["id"] = json!(2),
            "operation 2 has ended: expected one that was accepted and is not held",
        ),
        (
            |s| s["closing"]["id"] = json!(3),
            "operation 3 has ended: expected one that was accepted and is not held",
        ),
    ];
    for (spoil, reason) in waiting {
        assert_eq!(restore_session(&closing(), spoil).unwrap_err(), reason);
    }
}

#[test]
fn s1_a_session_that_is_merely_odd_is_restored() {
    let odd: [Spoil; 4] = [
        |s| s["clock"] = Value::Null,
        |s| s["clock"]["edge"] = json!(20_000),
        |s| s["player"]["state"] = json!("idle"),
        |s| s["began"] = Value::Null,
    ];
    for spoil in odd {
        assert_eq!(restore_session(&recording(), spoil), Ok(()));
    }
}

fn restore_queue(queue: &Queue, spoil: Spoil) -> Result<Queue, String> {
    let mut value = serde_json::to_value(queue.snapshot()).unwrap();
    spoil(&mut value["v1"]);
    let snapshot: Snapshot<String, u32> = serde_json::from_value(value).unwrap();
    Queue::try_from(snapshot).map_err(|error| error.to_string())
}

fn restore_session(call: &crate::calls::Call, spoil: Spoil) -> Result<(), String> {
    let mut value = serde_json::to_value(call.snapshot()).unwrap();
    spoil(&mut value["v1"]);
    let snapshot: SessionSnapshot<String, u32> = serde_json::from_value(value).unwrap();
    Restored::try_from(snapshot).map(|_| ()).map_err(|error| error.to_string())
}
