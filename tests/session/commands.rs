//! Commands say all that the engine needs (rule X7).

use media_queue::session::{Command, Reaction, WindDownReaction};
use media_queue::{Media, Opening, Play, Tone};

use crate::calls::{
    at, call, limits, loose_stop, on_keys, play, record, recording, send_start, send_stop, start,
    stop, stops,
};

#[test]
fn x7_a_start_says_what_to_play_or_record_and_for_whom() {
    let mut call = call();
    let interrupts = on_keys("1");
    let request = record(limits()).opened_by(Opening::PromptThenBeep(interrupts));
    call.play(play(2), "play").unwrap();
    let second = call.record(request, "record").unwrap();
    let never = media_queue::Interrupts::NEVER;
    let stop_tones = "#".parse().unwrap();
    for (context, media) in [
        ("play", Media::Prompt { index: 0, round: 0, interrupts: never }),
        ("play", Media::Prompt { index: 1, round: 0, interrupts: never }),
        ("record", Media::Prompt { index: 0, round: 0, interrupts }),
        ("record", Media::Beep),
        ("record", Media::Recording { limits: limits(), stop_tones }),
    ] {
        let Some(Command::Start(start)) = call.next_command(at(0)) else { panic!("it starts") };
        let (step, id) = (start.step, start.id);
        assert_eq!((*start.context, start.media), (context, media));
        assert_eq!(id == second, context == "record");
        assert!(matches!(call.started(step, at(0)), Reaction::Began { .. } | Reaction::Nothing));
        let _ = call.finished(step, at(0));
    }
}

#[test]
fn x7_a_stop_says_where_to_cut_each_time_it_is_sent() {
    let (mut call, _, step) = recording(limits());
    assert!(matches!(call.tone(Tone::Pound, at(100)).effect, Reaction::Closing { .. }));
    let sent = send_stop(&mut call, 110);
    assert_eq!((sent.step, sent.cut), (step, Some(at(100))));
    assert_eq!(call.started(step, at(120)), Reaction::Stop(sent.clone()));
    assert_eq!(call.adopt(Some(step), at(130)), Reaction::Nothing);
    assert_eq!(send_stop(&mut call, 130), sent);

    let mut wind_down = call.hang_up(at(140)).wind_down;
    assert_eq!(loose_stop(wind_down.started(step, at(150))), sent);
    wind_down.adopt(Some(step), at(160));
    assert_eq!(stops(&mut wind_down, 160), [sent]);
}

#[test]
fn x7_a_recording_that_is_cut_in_its_start_is_cut_at_both_stops() {
    let mut call = call();
    call.record(record(limits()), "record").unwrap();
    let step = send_start(&mut call, 0);
    let limit = media_queue::RecordLimit::MaxDuration;
    assert!(matches!(call.limit_reached(step, limit, at(50)), Reaction::Closing { .. }));
    let sent = send_stop(&mut call, 60);
    assert_eq!(sent.cut, Some(at(50)));
    assert_eq!(call.started(step, at(70)), Reaction::Stop(sent));
}

#[test]
fn x7_what_is_not_kept_and_what_is_not_recorded_has_no_cut() {
    let (mut call, ..) = recording(limits());
    assert_eq!(call.cancel_all(at(100)).count(), 1);
    assert_eq!(send_stop(&mut call, 100).cut, None, "a cancelled recording");

    let (mut call, ..) = recording(limits());
    assert!(matches!(call.expire(at(5_000)), Reaction::Completed(_)));
    assert_eq!(send_stop(&mut call, 5_000).cut, None, "nobody spoke");

    let mut call = crate::calls::call();
    call.play(Play::new().interrupted_by(on_keys("1")), "menu").unwrap();
    start(&mut call, 0);
    assert!(matches!(call.tone(Tone::Tone1, at(10)).effect, Reaction::Completed(_)));
    assert_eq!(send_stop(&mut call, 10).cut, None, "a prompt");
}

#[test]
fn x7_the_cut_is_that_of_the_recording_that_is_being_closed() {
    let (mut call, _, recording) = recording(limits());
    call.play(Play::new(), "next").unwrap();
    assert!(matches!(call.tone(Tone::Pound, at(100)).effect, Reaction::Closing { .. }));
    let stranger = crate::calls::step(9);
    let Reaction::Stop(other) = call.started(stranger, at(110)) else { panic!("it is stopped") };
    assert_eq!((other.step, other.cut), (stranger, None));
    assert!(matches!(stop(&mut call, 120), Reaction::Completed(_)));
    start(&mut call, 130);
    assert_eq!(call.cancel_all(at(140)).count(), 1);
    assert_eq!(send_stop(&mut call, 140).cut, None);
    let Reaction::Stop(late) = call.started(recording, at(150)) else { panic!("it is over") };
    assert_eq!(late.cut, None, "its completion has been handed out with the cut");
}

#[test]
fn x7_a_recording_in_progress_is_cut_at_the_hang_up() {
    let (call, _, step) = recording(limits());
    let mut wind_down = call.hang_up(at(700)).wind_down;
    let sent = stops(&mut wind_down, 710);
    assert_eq!(
        sent.iter().map(|stop| (stop.step, stop.cut)).collect::<Vec<_>>(),
        [(step, Some(at(700)))]
    );
    let other = loose_stop(wind_down.started(crate::calls::step(9), at(720)));
    assert_eq!(other.cut, None);
    assert_eq!(wind_down.started(step, at(720)), WindDownReaction::Stop(sent[0].clone()));
}

#[test]
fn x7_a_prompt_in_progress_at_the_hang_up_has_no_cut() {
    let (call, ..) = crate::calls::playing();
    let mut wind_down = call.hang_up(at(700)).wind_down;
    assert_eq!(stops(&mut wind_down, 710)[0].cut, None);
}
