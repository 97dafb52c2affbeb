//! Every scenario of this folder says exactly what follows.
#![allow(clippy::unwrap_used, reason = "a test that meets the unexpected should stop")]

use core::fmt::Write as _;
use std::fs;
use std::path::Path;

use media_queue_simulator::scenario::Scenario;
use media_queue_simulator::{Journal, Log, Ran, run, write_json, write_messages, write_timeline};
use serde_json::Value;

#[test]
fn what_every_scenario_expects_follows() {
    let mut wrong = String::new();
    for (name, text) in scenarios() {
        assert!(text.starts_with("# "), "{name} begins with what it shows");
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
fn j1_a_replay_of_every_scenario_prints_the_same() {
    for (name, text) in scenarios() {
        let ran = ran(&name, &text);
        let journal = stored(&name, &ran.journal);
        assert_eq!(journal, ran.journal, "{name}");
        let replayed = journal.replay();
        assert_eq!(replayed, ran.log, "{name}");
        assert_eq!(printed(&replayed), printed(&ran.log), "{name}");
    }
}

#[test]
fn s1_every_scenario_can_be_restored_after_every_input() {
    for (name, text) in scenarios() {
        assert_eq!(ran(&name, &text).journal.check_snapshots(), Ok(()), "{name}");
    }
}

#[test]
fn the_published_cancel_gives_the_published_notification() {
    let ran = ran("seed.call", include_str!("seed.call"));
    let mut bodies = Vec::new();
    write_json(&ran.log, &mut bodies).unwrap();
    let bodies = String::from_utf8(bodies).unwrap();
    let golden = include_str!("../fixtures/graph/notifications/canceled-record.json");
    let read = |json| serde_json::from_str::<Value>(json).unwrap();
    assert_eq!(read(bodies.lines().last().unwrap()), read(golden));
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
    assert_eq!(ran("thousand.call", &text).mismatches, []);
}

fn scenarios() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut scenarios: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "call"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    scenarios.sort();
    println!("{} scenarios", scenarios.len());
    assert!(!scenarios.is_empty());
    scenarios
}

#[track_caller]
fn ran(name: &str, text: &str) -> Ran {
    run(&Scenario::parse(name, text).unwrap()).unwrap()
}

/// The journal, written and read back.
#[track_caller]
fn stored(name: &str, journal: &Journal) -> Journal {
    let mut text = Vec::new();
    journal.write(&mut text).unwrap();
    Journal::read(name, &String::from_utf8(text).unwrap()).unwrap()
}

fn printed(log: &Log) -> String {
    let mut page = Vec::new();
    write_messages(log, &mut page).unwrap();
    write_timeline(log, 80, &mut page).unwrap();
    String::from_utf8(page).unwrap()
}
