//! Scenario files: read or refused by line, carried out, and the journal of what
//! was fed replayed to the same log.
#![no_main]

use libfuzzer_sys::fuzz_target;
use media_queue_simulator::scenario::Scenario;
use media_queue_simulator::run;

fuzz_target!(|text: &str| {
    match Scenario::parse("fuzz", text) {
        Ok(scenario) => {
            if let Ok(ran) = run(&scenario) {
                assert_eq!(ran.journal.replay(), ran.log);
            }
        }
        Err(bad) => assert!(!bad.to_string().is_empty()),
    }
});
