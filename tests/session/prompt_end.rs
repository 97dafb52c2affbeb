//! A prompt has an end, whatever the engine reports (rule Y7).

use media_queue::session::{
    EngineSettings, Expired, Player, PlayerCommand, PromptEnds, Reaction, Started, Stuck,
};
use media_queue::{
    Interrupts, MediaFailure, Millis, Opening, Play, PlayOutcome, RecordLimit, Stale, Tone,
};

use crate::calls::{
    SETTINGS, STOP, at, call, call_with, completed, limits, play, play_outcome, playing, record,
    recording, send_start, send_stop, start, step, stuck,
};
use crate::player::{active, player};

const LENGTH: Millis = Millis::from_secs(2);
const LONGEST: Millis = Millis::from_secs(60);
const GRACE: Millis = STOP;

/// The engine reports no end.
const AT_LENGTH: EngineSettings =
    SETTINGS.with_prompt_ends(PromptEnds::AtLength { longest: LONGEST });
/// The engine may lose the end of a prompt of unknown length, too.
const BOUNDED: EngineSettings =
    SETTINGS.with_prompt_ends(PromptEnds::Reported { grace: GRACE, longest: Some(LONGEST) });

#[test]
fn y7_a_prompt_of_known_length_that_is_not_reported_over_is_stuck() {
    let (mut call, id, prompt) = playing();
    assert_eq!(call.deadline(), None, "its length is not known");
    assert_eq!(call.prompt_length(prompt, LENGTH), Reaction::Nothing);
    assert_eq!(call.deadline(), Some(at(2_300)));
    assert_eq!(call.expire(at(2_299)), Reaction::Nothing);
    let (what, failed) = stuck(call.expire(at(2_300)));
    let failed = failed.unwrap().completion;
    assert_eq!((what, failed.id), (Stuck::Prompt(prompt), id));
    assert_eq!(play_outcome(&failed), PlayOutcome::Failed(MediaFailure::Engine));

    call.play(Play::new(), "next").unwrap();
    assert_eq!(call.deadline(), None);
    assert_eq!(send_stop(&mut call, 2_310).step, prompt, "it may still sound");
    assert_eq!(call.deadline(), Some(at(2_610)), "its stop has a deadline");
    assert_eq!(stuck(call.expire(at(2_610))), (Stuck::Stop(prompt), None));
    start(&mut call, 2_610);
}

#[test]
fn y7_a_length_that_comes_before_the_confirmed_start_counts_from_it() {
    let mut call = call();
    call.play(Play::new(), "prompt").unwrap();
    let prompt = send_start(&mut call, 0);
    assert_eq!(call.prompt_length(prompt, LENGTH), Reaction::Nothing);
    assert_eq!(call.deadline(), Some(at(500)), "that of the start");
    assert!(matches!(call.started(prompt, at(400)), Reaction::Began { .. }));
    assert_eq!(call.deadline(), Some(at(2_700)));
}

#[test]
fn y7_the_last_length_counts_even_if_it_is_over() {
    let (mut call, _, prompt) = playing();
    assert_eq!(call.prompt_length(prompt, LONGEST), Reaction::Nothing);
    assert_eq!(call.prompt_length(prompt, Millis::clamped(1)), Reaction::Nothing);
    assert_eq!(call.deadline(), Some(at(301)));
    assert_eq!(stuck(call.expire(at(9_000))).0, Stuck::Prompt(prompt));
    let stale = Reaction::Stale(Stale::NotCurrent { step: prompt });
    assert_eq!(call.prompt_length(prompt, LONGEST), stale, "it is over");
}

#[test]
fn y7_an_end_in_time_is_an_end() {
    let (mut call, _, prompt) = playing();
    assert_eq!(call.prompt_length(prompt, LENGTH), Reaction::Nothing);
    assert!(matches!(call.finished(prompt, at(2_299)), Reaction::Completed(_)));
    assert_eq!(call.deadline(), None);
}

#[test]
fn y7_on_an_engine_that_reports_no_end_a_prompt_is_over_at_its_length() {
    let mut call = call_with(AT_LENGTH);
    let id = call.play(play(2), "prompts").unwrap();
    for (number, since) in [(1, 0), (2, 2_000)] {
        let prompt = start(&mut call, since);
        assert_eq!(prompt, step(number));
        assert_eq!(call.prompt_length(prompt, LENGTH), Reaction::Nothing);
        assert_eq!(call.deadline(), Some(at(since + 2_000)));
        assert_eq!(call.expire(at(since + 1_999)), Reaction::Nothing);
        if number == 1 {
            assert_eq!(call.expire(at(since + 2_000)), Reaction::Nothing, "the next prompt");
        }
    }
    let played = completed(call.expire(at(4_000))).completion;
    assert_eq!((played.id, play_outcome(&played)), (id, PlayOutcome::Played));
    assert_eq!((call.deadline(), call.next_command(at(4_000))), (None, None));
}

#[test]
fn y7_a_late_look_finds_the_prompt_over_at_its_length() {
    let mut call = call_with(AT_LENGTH);
    call.play(Play::new(), "prompt").unwrap();
    let prompt = start(&mut call, 0);
    assert_eq!(call.prompt_length(prompt, LENGTH), Reaction::Nothing);
    let played = completed(call.expire(at(50_000))).completion;
    assert_eq!(played.stage.heard(), Some(LENGTH));
}

#[test]
fn y7_prompt_and_beep_of_a_record_end_at_their_length() {
    let mut call = call_with(AT_LENGTH);
    let opening = Opening::PromptThenBeep(Interrupts::NEVER);
    call.record(record(limits()).opened_by(opening), "record").unwrap();
    for since in [0, 2_000] {
        let sound = start(&mut call, since);
        assert_eq!(call.prompt_length(sound, LENGTH), Reaction::Nothing);
        assert_eq!(call.expire(at(since + 2_000)), Reaction::Nothing);
    }
    start(&mut call, 4_000);
    assert_eq!(call.deadline(), Some(at(9_000)), "the initial silence of the recording");
}

#[test]
fn y7_a_prompt_of_unknown_length_is_stuck_after_the_longest() {
    for settings in [AT_LENGTH, BOUNDED] {
        let mut call = call_with(settings);
        call.play(Play::new(), "prompt").unwrap();
        let prompt = start(&mut call, 1_000);
        assert_eq!(call.deadline(), Some(at(61_000)));
        assert_eq!(stuck(call.clone().expire(at(61_000))).0, Stuck::Prompt(prompt));
        assert_eq!(call.prompt_length(prompt, LENGTH), Reaction::Nothing);
        let known = if settings == AT_LENGTH { 3_000 } else { 3_300 };
        assert_eq!(call.deadline(), Some(at(known)), "it becomes known");
    }
}

#[test]
fn y7_a_beep_has_an_end_as_a_prompt_has() {
    let mut call = call_with(BOUNDED);
    let id = call.record(record(limits()).opened_by(Opening::Beep), "record").unwrap();
    let beep = start(&mut call, 0);
    let (what, failed) = stuck(call.expire(at(60_000)));
    assert_eq!((what, failed.unwrap().completion.id), (Stuck::Prompt(beep), id));
}

#[test]
fn y7_a_recording_has_its_clock_instead() {
    for settings in [AT_LENGTH, BOUNDED] {
        let mut call = call_with(settings);
        call.record(record(limits()), "record").unwrap();
        let recording = send_start(&mut call, 0);
        let refused = Reaction::Stale(Stale::NotOfThisStep { step: recording });
        assert_eq!(call.prompt_length(recording, LENGTH), refused);
        assert!(matches!(call.started(recording, at(0)), Reaction::Began { .. }));
        assert_eq!(call.prompt_length(recording, LENGTH), refused);
        assert_eq!(call.deadline(), Some(at(5_000)));
        assert_eq!(call.player().deadline(), None);
    }
}

/// A host that reads reports in a row may pass a length on after the recording has ended.
#[test]
fn y7_a_recording_that_is_still_to_be_stopped_has_no_length() {
    for settings in [AT_LENGTH, BOUNDED] {
        let mut call = call_with(settings);
        call.record(record(limits()), "record").unwrap();
        let step = start(&mut call, 0);
        assert!(matches!(call.tone(Tone::Pound, at(100)).effect, Reaction::Closing { .. }));
        let stale = Reaction::Stale(Stale::NotCurrent { step });
        assert_eq!(call.prompt_length(step, LENGTH), stale);
        assert_eq!(call.expire(at(50_000)), Reaction::Nothing);
        assert!(call.closing().is_some(), "its file is not complete");
    }
}

#[test]
fn y7_a_prompt_that_is_being_stopped_has_the_deadline_of_its_stop() {
    let (mut call, _, prompt) = playing();
    assert_eq!(call.prompt_length(prompt, LENGTH), Reaction::Nothing);
    assert_eq!(call.cancel_all(at(100)).count(), 1);
    assert_eq!(send_stop(&mut call, 100).step, prompt);
    assert_eq!(call.deadline(), Some(at(400)));
    let stale = Reaction::Stale(Stale::NotCurrent { step: prompt });
    assert_eq!(call.prompt_length(prompt, LENGTH), stale);
}

/// The host is late with the stop, and the prompt would be over meanwhile.
#[test]
fn y7_a_cancelled_prompt_that_is_stuck_is_stopped_and_ends_nothing_else() {
    let (mut call, _, prompt) = playing();
    assert_eq!(call.prompt_length(prompt, LENGTH), Reaction::Nothing);
    assert_eq!(call.cancel_all(at(100)).count(), 1);
    call.play(Play::new(), "next").unwrap();
    assert_eq!(stuck(call.expire(at(3_000))), (Stuck::Prompt(prompt), None));
    assert_eq!(send_stop(&mut call, 3_000).step, prompt);
    assert_eq!(call.queue().len(), 1);
}

#[test]
fn y7_a_prompt_that_a_restart_finds_running_has_an_end() {
    let mut call = call_with(BOUNDED);
    call.play(Play::new(), "prompt").unwrap();
    let prompt = call.queue().wanted().unwrap();
    call.detach();
    assert!(matches!(call.adopt(Some(prompt), at(0)), Reaction::Began { .. }));
    assert_eq!(call.deadline(), Some(at(60_000)), "also if its start was not stored");
    assert_eq!(call.prompt_length(prompt, LENGTH), Reaction::Nothing);
    call.detach();
    assert_eq!(call.adopt(Some(prompt), at(1_000)), Reaction::Nothing);
    assert_eq!(call.deadline(), Some(at(2_300)), "what is known of it stays");
}

#[test]
fn y7_a_length_that_came_before_a_restart_counts_from_when_the_prompt_is_found() {
    let mut call = call();
    call.play(Play::new(), "prompt").unwrap();
    let prompt = send_start(&mut call, 0);
    assert_eq!(call.prompt_length(prompt, LENGTH), Reaction::Nothing);
    call.detach();
    assert!(matches!(call.adopt(Some(prompt), at(1_000)), Reaction::Began { .. }));
    assert_eq!(call.deadline(), Some(at(3_300)));
}

#[test]
fn y7_a_prompt_may_be_open_without_a_bound() {
    let mut one = active(step(1));
    assert_eq!(one.deadline(), None, "a recording, or a host that told nothing");
    assert_eq!(one.expire(at(u64::MAX)), None);
    assert_eq!(one.expect_end(step(1), None), Ok(()));
    assert_eq!(one.deadline(), None, "these settings have no longest prompt");
    assert_eq!(one.busy_with(), Some(step(1)));
}

#[test]
fn y7_a_player_of_ones_own_ends_prompts_likewise() {
    let one = step(1);
    for settings in [SETTINGS, AT_LENGTH] {
        let mut player = Player::new(settings);
        assert_eq!(player.reconcile(Some(one), at(0)), Some(PlayerCommand::Start(one)));
        assert_eq!(player.expect_end(one, Some(LENGTH)), Ok(()));
        assert_eq!(player.started(one, at(100)), Started::Runs);
        let (due, expected, busy) = if settings == SETTINGS {
            (at(2_400), Expired::Stuck(Stuck::Prompt(one)), Some(one))
        } else {
            (at(2_100), Expired::Finished { step: one, at: at(2_100) }, None)
        };
        assert_eq!(player.deadline(), Some(due));
        assert_eq!(player.expire(at(9_000)), Some(expected));
        assert_eq!((player.busy_with(), player.deadline()), (busy, None));
        assert_eq!(player.expire(at(u64::MAX)), None, "nothing more is due");
    }
    let (mut idle, stale) = (player(), Err(Stale::NotCurrent { step: one }));
    assert_eq!(idle.expect_end(one, Some(LENGTH)), stale);
}

#[test]
fn y7_a_limit_of_a_recording_is_no_end_of_a_prompt() {
    let (mut call, id, step) = recording(limits());
    let closing = call.limit_reached(step, RecordLimit::MaxSilence, at(10));
    assert_eq!(closing, Reaction::Closing { id, cut: Some(at(10)) });
    assert_eq!(call.deadline(), None);
}
