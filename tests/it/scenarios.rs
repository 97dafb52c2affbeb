//! Every scenario file says exactly what follows.

use core::fmt::Write as _;
use std::fs;
use std::path::Path;

use media_queue_simulator::run;
use media_queue_simulator::scenario::Scenario;

#[test]
fn every_scenario_says_what_follows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut wrong = String::new();
    for file in &files {
        let name = file.file_name().unwrap().to_string_lossy();
        let text = fs::read_to_string(file).unwrap();
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
    assert!(!files.is_empty(), "no scenario is found");
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
