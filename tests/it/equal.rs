//! Equal inputs, equal states.

use media_queue::{Failure, Interrupts, Limit, Opening, Tone};

use crate::support::*;

/// A call in which everything happens, with everything that came of it.
fn call() -> (Vec<String>, Queue) {
    let mut queue = limited(3);
    let mut said = Vec::new();
    let mut say = |what: &dyn core::fmt::Debug| said.push(format!("{what:?}"));
    say(&queue.subscribe_tones("S"));
    say(&queue.play(play("A", 2).interrupted_by(Interrupts::ANYTHING)));
    say(&queue.record(record("R", Opening::Prompt(by_keys("1"))).stopped_by(keys("#"))));
    say(&queue.play(play("B", 1)));
    say(&queue.play(play("C", 1)));
    say(&finish(&mut queue));
    say(&queue.speech_started());
    say(&queue.tone(Tone::Tone1));
    start(&mut queue);
    say(&reach(&mut queue, Limit::MaxSilence));
    say(&fail(&mut queue, Failure::BadFormat));
    say(&queue.record(record("Q", Opening::Silence)));
    start(&mut queue);
    say(&queue.suspend());
    say(&queue.play(play("D", 1)));
    queue.resume();
    say(&queue.activity());
    (said, queue)
}

#[test]
fn j1_equal_inputs_give_equal_outputs_and_equal_states() {
    assert_eq!(call(), call());
}

#[test]
fn j1_a_clone_goes_its_own_way() {
    let (_, mut queue) = call();
    let mut copy = queue.clone();
    assert_eq!(finish(&mut copy), finish(&mut queue));
    assert_eq!(copy, queue);
    let _ = copy.tone(Tone::Tone1);
    assert_ne!(copy, queue, "the number of a tone is part of the state");
}
