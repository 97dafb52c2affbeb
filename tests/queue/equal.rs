//! Equal inputs, equal states.

use media_queue::{Interrupts, MediaFailure, Opening, RecordLimit, Tone};

use crate::support::*;

/// A call in which everything happens: its answers, and the queue at its end.
fn call() -> (Vec<String>, Queue) {
    let mut queue = limited(3);
    let mut answers = Vec::new();
    let mut note = |answer: &dyn core::fmt::Debug| answers.push(format!("{answer:?}"));
    note(&queue.subscribe_tones("S"));
    note(&queue.play(play(2).interrupted_by(Interrupts::ANYTHING), "A"));
    note(&queue.record(record(Opening::Prompt(on_keys("1"))).stopped_by(keys("#")), "R"));
    note(&queue.play(play(1), "B"));
    note(&queue.play(play(1), "C"));
    note(&finish(&mut queue));
    note(&queue.speech_started());
    note(&queue.tone(Tone::Tone1));
    start(&mut queue);
    note(&reach(&mut queue, RecordLimit::MaxSilence));
    note(&fail(&mut queue, MediaFailure::BadFormat));
    note(&queue.record(record(Opening::Silence), "Q"));
    start(&mut queue);
    note(&queue.suspend());
    note(&queue.play(play(1), "D"));
    note(&queue.resume());
    note(&queue.activity());
    (answers, queue)
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
