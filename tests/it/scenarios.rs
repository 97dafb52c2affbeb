//! Every scenario file says exactly what follows.

use core::fmt::Write as _;
use std::fs;
use std::path::Path;

use media_queue_simulator::scenario::Scenario;
use media_queue_simulator::{Journal, Log, run, write_json, write_messages, write_timeline};
use serde_json::Value;

#[test]
fn every_scenario_says_what_follows() {
    let mut wrong = String::new();
    for (name, text) in scenarios() {
        assert!(text.starts_with("# "), "{name} opens with what it shows");
        match Scenario::parse(&name, &text).and_then(|scenario| run(&scenario)) {
            Ok(ran) => {
                for mismatch in ran.mismatches {
                    write!(wrong, "{name}:{}: {mismatch}", mismatch.line).unwrap();
                }
            }
            Err(bad) => writeln!(wrong, "{bad}").unwrap(),
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn j1_every_scenario_prints_the_same_when_it_is_replayed() {
    for (name, text) in scenarios() {
        let ran = run(&Scenario::parse(&name, &text).unwrap()).unwrap();
        let mut journal = Vec::new();
        ran.journal.write(&mut journal).unwrap();
        let read = Journal::read(&name, str::from_utf8(&journal).unwrap()).unwrap();
        assert_eq!(read, ran.journal, "{name}");
        let replayed = read.replay();
        assert_eq!(replayed, ran.log, "{name}");
        assert_eq!(printed(&replayed), printed(&ran.log), "{name}");
    }
}

#[test]
fn the_published_cancel_gives_the_published_notification() {
    let text = include_str!("../scenarios/seed.call");
    let ran = run(&Scenario::parse("seed.call", text).unwrap()).unwrap();
    let mut bodies = Vec::new();
    write_json(&ran.log, &mut bodies).unwrap();
    let told = str::from_utf8(&bodies).unwrap().lines().last().unwrap();
    let golden = include_str!("../fixtures/graph/notifications/canceled-record.json");
    let read = |json| serde_json::from_str::<Value>(json).unwrap();
    assert_eq!(read(told), read(golden));
}

/// Other systems are known to forget what comes after the fifth.
#[test]
fn c1_a_cancel_takes_a_thousand_and_one() {
    let mut text = "queue limit=1001\n".to_owned();
    for number in 0..=1_000 {
        writeln!(text, "play p{number} prompts=a:1.0").unwrap();
    }
    text += "= start p0 a\ncancel stop-it\n= p0 canceled at=a\n";
    for number in 1..=1_000 {
        writeln!(text, "= p{number} canceled at=queued").unwrap();
    }
    text += "= stop-it completed\n";
    let ran = run(&Scenario::parse("thousand.call", &text).unwrap()).unwrap();
    assert_eq!(ran.mismatches, []);
}

fn scenarios() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut scenarios: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    scenarios.sort();
    assert!(!scenarios.is_empty());
    scenarios
}

fn printed(log: &Log) -> String {
    let mut page = Vec::new();
    write_messages(log, &mut page).unwrap();
    write_timeline(log, 80, &mut page).unwrap();
    String::from_utf8(page).unwrap()
}
