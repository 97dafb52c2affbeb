//! An engine that confirms nothing (rule X9).

use media_queue::session::{
    Confirmation, EngineSettings, Expired, Player, PlayerCommand, PromptEnds, Reaction, Started,
    Stuck, WindDownReaction,
};
use media_queue::{Interrupts, Millis, Opening, Play, RecordOutcome, Tone};

use crate::calls::{
    SETTINGS, at, call_with, completed, limits, play, record, recorded, send_start, send_stop,
    step, stops, stuck,
};

/// It takes 500 ms to start and 300 ms to stop, and says nothing at all.
const MUTE: EngineSettings = SETTINGS
    .with_confirmation(Confirmation::Assumed)
    .with_prompt_ends(PromptEnds::AtLength { longest: Millis::from_secs(60) });

#[test]
fn x9_a_start_is_taken_as_done_at_its_deadline() {
    let mut call = call_with(MUTE);
    let id = call.play(play(2), "prompts").unwrap();
    let first = send_start(&mut call, 0);
    assert_eq!(call.prompt_length(first, Millis::from_secs(2)), Reaction::Nothing);
    assert_eq!(call.deadline(), Some(at(500)));
    assert_eq!(call.expire(at(499)), Reaction::Nothing);
    assert_eq!(call.expire(at(900)), Reaction::Began { id, step: first });
    assert_eq!(call.deadline(), Some(at(2_500)), "it has run since 500");
    assert_eq!(call.expire(at(2_500)), Reaction::Nothing, "the next prompt");
    let second = send_start(&mut call, 2_500);
    assert_eq!(call.prompt_length(second, Millis::from_secs(1)), Reaction::Nothing);
    assert_eq!(call.expire(at(3_000)), Reaction::Nothing, "it began long ago");
    let played = completed(call.expire(at(4_000))).completion;
    assert_eq!((played.id, played.stage.heard()), (id, Some(Millis::from_secs(1))));
    assert_eq!(call.deadline(), None);
}

#[test]
fn x9_one_late_look_after_the_other_catches_up() {
    let mut call = call_with(MUTE);
    let id = call.play(Play::new(), "prompt").unwrap();
    let step = send_start(&mut call, 0);
    assert_eq!(call.prompt_length(step, Millis::from_secs(2)), Reaction::Nothing);
    let late = at(30_000);
    assert_eq!(call.expire(late), Reaction::Began { id, step });
    assert_eq!(completed(call.expire(late)).completion.id, id);
    assert_eq!((call.deadline(), call.expire(late)), (None, Reaction::Nothing));
}

#[test]
fn x9_a_stop_is_taken_as_done_at_its_deadline_and_the_file_as_complete() {
    let mut call = call_with(MUTE);
    let id = call.record(record(limits()), "record").unwrap();
    call.play(Play::new(), "next").unwrap();
    let step = send_start(&mut call, 0);
    assert_eq!(call.expire(at(500)), Reaction::Began { id, step });
    assert_eq!(call.deadline(), Some(at(5_500)), "its clock runs since 500");
    let closing = call.tone(Tone::Pound, at(1_000)).effect;
    assert_eq!(closing, Reaction::Closing { id, cut: Some(at(1_000)) });
    assert_eq!(send_stop(&mut call, 1_000).cut, Some(at(1_000)));
    assert_eq!(call.deadline(), Some(at(1_300)));
    let stopped = (RecordOutcome::StopTone(Tone::Pound), Some(at(1_000)));
    assert_eq!(recorded(call.expire(at(1_300))), stopped);
    assert!(send_start(&mut call, 1_300) > step);
}

#[test]
fn x9_the_second_stop_comes_from_the_timer() {
    let mut call = call_with(MUTE);
    call.play(Play::new(), "prompt").unwrap();
    send_start(&mut call, 0);
    assert_eq!(call.cancel_all(at(100)).count(), 1);
    let sent = send_stop(&mut call, 100);
    assert_eq!(call.deadline(), Some(at(500)));
    assert_eq!(call.expire(at(500)), Reaction::Stop(sent));
    assert_eq!(call.next_command(at(500)), None);
    assert_eq!(call.deadline(), Some(at(800)));
    assert_eq!(call.expire(at(800)), Reaction::Nothing);
    assert_eq!((call.deadline(), call.player().busy_with()), (None, None));
}

#[test]
fn x9_a_start_that_is_no_longer_wanted_is_stopped_by_the_next_command() {
    let mut call = call_with(MUTE);
    call.play(Play::new(), "prompt").unwrap();
    let step = send_start(&mut call, 0);
    assert_eq!(call.cancel_all(at(100)).count(), 1);
    assert_eq!(call.expire(at(500)), Reaction::Nothing, "the host was late with the stop");
    assert_eq!(send_stop(&mut call, 500).step, step);
    assert_eq!(call.expire(at(800)), Reaction::Nothing);
    assert_eq!(call.player().busy_with(), None);
}

#[test]
fn x9_only_a_prompt_of_unknown_length_can_be_stuck() {
    let mut call = call_with(MUTE);
    let id = call.play(Play::new(), "prompt").unwrap();
    let step = send_start(&mut call, 0);
    assert_eq!(call.expire(at(500)), Reaction::Began { id, step });
    let (what, failed) = stuck(call.expire(at(60_500)));
    assert_eq!((what, failed.unwrap().completion.id), (Stuck::Prompt(step), id));
    assert_eq!(send_stop(&mut call, 60_500).step, step);
    assert_eq!(call.expire(at(60_800)), Reaction::Nothing, "its stop is taken as done");
    assert_eq!(call.deadline(), None);
}

#[test]
fn x9_ongoing_speech_interrupts_what_is_taken_as_started() {
    let mut call = call_with(MUTE);
    let request = Opening::Prompt(Interrupts::NEVER.and_ongoing_speech());
    assert_eq!(call.speech_started(at(0)), Reaction::Nothing);
    let id = call.record(record(limits()).opened_by(request), "record").unwrap();
    send_start(&mut call, 10);
    assert_eq!(call.expire(at(510)), Reaction::PromptInterrupted { id });
}

#[test]
fn x9_a_call_that_is_over_comes_to_rest_without_a_word_of_the_engine() {
    let mut call = call_with(MUTE);
    call.play(Play::new(), "prompt").unwrap();
    let prompt = send_start(&mut call, 0);
    let mut wind_down = call.hang_up(at(100)).wind_down;
    let sent = stops(&mut wind_down, 100);
    assert_eq!(sent.iter().map(|stop| stop.step).collect::<Vec<_>>(), [prompt]);
    assert_eq!(wind_down.expire(at(499)), WindDownReaction::Nothing);
    assert_eq!(wind_down.expire(at(500)), WindDownReaction::Stop(sent[0].clone()));
    assert_eq!(wind_down.deadline(), Some(at(800)));
    assert_eq!(wind_down.expire(at(800)), WindDownReaction::Nothing);
    assert!(wind_down.is_at_rest());
}

#[test]
fn x9_a_player_of_ones_own_assumes_likewise() {
    let one = step(1);
    let mut player = Player::new(MUTE);
    assert_eq!(player.reconcile(Some(one), at(0)), Some(PlayerCommand::Start(one)));
    let started = Expired::Started { step: one, at: at(500), started: Started::Runs };
    assert_eq!(player.expire(at(700)), Some(started));
    assert_eq!(player.running(), Some((one, at(500))));
    assert_eq!(player.reconcile(None, at(800)), Some(PlayerCommand::Stop(one)));
    assert_eq!(player.expire(at(1_200)), Some(Expired::Finished { step: one, at: at(1_100) }));
    assert_eq!((player.busy_with(), player.expire(at(u64::MAX))), (None, None));
}
