//! Scenario files: read or refused by line. What is carried out can be restored after every
//! input, and its journal is read back and replayed to the same record.
#![no_main]

use libfuzzer_sys::fuzz_target;
use media_queue_simulator::scenario::Scenario;
use media_queue_simulator::{Journal, run};

fuzz_target!(|text: &str| {
    let scenario = match Scenario::parse("fuzz", text) {
        Ok(scenario) => scenario,
        Err(bad) => return assert!(bad.to_string().starts_with("fuzz:")),
    };
    let Ok(ran) = run(&scenario) else { return };
    let mut written = Vec::new();
    ran.journal.write(&mut written).expect("a Vec takes all");
    let written = str::from_utf8(&written).expect("JSON is text");
    let journal = Journal::read("fuzz", written).expect("what was written is read");
    assert_eq!(journal, ran.journal);
    assert_eq!(journal.clone().check_snapshots(), Ok(()));
    assert_eq!(journal.replay(), ran.log);
});
