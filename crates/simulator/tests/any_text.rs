//! No text makes the simulator panic, and every run can be replayed and restored.
#![allow(clippy::unwrap_used, reason = "a test that meets the unexpected should stop")]

use std::fs;
use std::path::Path;

use media_queue_simulator::scenario::Scenario;
use media_queue_simulator::{Journal, run, write_json, write_messages, write_timeline};
use proptest::prelude::*;
use proptest::sample::{Index, select};

proptest! {
    #[test]
    fn a_scenario_with_other_lines_never_panics(
        (text, edits) in (select(scenarios()), prop::collection::vec((any::<Index>(), line()), 0..8)),
    ) {
        let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
        for (index, line) in edits {
            lines.insert(index.index(lines.len()), line);
        }
        carry_out(&lines.join("\n"));
    }

    #[test]
    fn a_scenario_with_other_characters_never_panics(
        text in select(scenarios()),
        edits in prop::collection::vec((any::<Index>(), any::<char>()), 0..4),
    ) {
        let mut chars: Vec<_> = text.chars().collect();
        for (index, char) in edits {
            *index.get_mut(&mut chars) = char;
        }
        carry_out(&chars.into_iter().collect::<String>());
    }
}

/// A line that can probably be read, whatever it means at its new place.
fn line() -> impl Strategy<Value = String> {
    select(scenarios())
        .prop_flat_map(|text| select(text.lines().map(str::to_owned).collect::<Vec<_>>()))
        .prop_map(|line| {
            let verb = line.trim_start_matches(|c: char| c.is_ascii_digit() || " .+".contains(c));
            verb.to_owned()
        })
}

fn carry_out(text: &str) {
    let Ok(scenario) = Scenario::parse("any.call", text) else { return };
    let Ok(ran) = run(&scenario) else { return };
    let mut journal = Vec::new();
    ran.journal.write(&mut journal).unwrap();
    let read = Journal::read("any.jsonl", &String::from_utf8(journal).unwrap()).unwrap();
    assert_eq!(read.clone().replay(), ran.log);
    assert_eq!(read.check_snapshots(), Ok(()));
    let mut page = Vec::new();
    write_messages(&ran.log, &mut page).unwrap();
    write_json(&ran.log, &mut page).unwrap();
    for width in [0, 80, 200] {
        write_timeline(&ran.log, width, &mut page).unwrap();
    }
}

fn scenarios() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/scenarios");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let calls = files.filter(|path| path.extension().is_some_and(|ending| ending == "call"));
    calls.map(|path| fs::read_to_string(path).unwrap()).collect()
}
