//! A record: prompt, beep, recording.

use media_queue::{
    Activity, Audio, Effect, Interrupts, Media, MediaFailure, Opening, OperationKind, Outcome,
    Record, RecordLimit, RecordOutcome, Stale, Tone,
};

use crate::support::*;

const PROMPT: Opening = Opening::Prompt(Interrupts::NEVER);
const PROMPT_THEN_BEEP: Opening = Opening::PromptThenBeep(Interrupts::NEVER);

/// The phases of a record before its recording.
const OPENINGS: [(Opening, &[At]); 4] = [
    (Opening::Silence, &[]),
    (Opening::Beep, &[Beep("R")]),
    (PROMPT, &[Prompt("R", 0, 0)]),
    (PROMPT_THEN_BEEP, &[Prompt("R", 0, 0), Beep("R")]),
];

#[test]
fn r1_a_record_runs_prompt_beep_recording_as_asked() {
    for (opening, phases) in OPENINGS {
        let mut queue = queue();
        queue.record(record(opening), "R").unwrap();
        let mut step = 0;
        for &phase in phases {
            step += 1;
            assert_eq!((at(&queue), now(&queue).get()), (phase, step));
            start(&mut queue);
            assert_eq!((at(&queue), now(&queue).get()), (phase, step), "a start moves nothing");
            go_on(&mut queue);
        }
        step += 1;
        assert_eq!((at(&queue), now(&queue).get()), (Recording("R", false), step));
        start(&mut queue);
        assert_eq!((at(&queue), now(&queue).get()), (Recording("R", true), step));
        start(&mut queue);
        assert_eq!(at(&queue), Recording("R", true), "a second report changes nothing");
    }
}

#[test]
fn r1_a_record_begins_with_a_beep_unless_asked_otherwise() {
    let mut queue = queue();
    queue.record(Record::new(LIMITS), "R").unwrap();
    assert_eq!(at(&queue), Beep("R"));
}

#[test]
fn r2_a_failing_prompt_or_beep_ends_the_record_before_its_recording() {
    for failure in FAILURES {
        for (opening, phases) in OPENINGS {
            for (failing, &phase) in phases.iter().enumerate() {
                let mut queue = queue();
                queue.record(record(opening), "R").unwrap();
                queue.play(play(1), "next").unwrap();
                for _ in &phases[..failing] {
                    go_on(&mut queue);
                }
                let done = fail(&mut queue, failure);
                assert_eq!(ending(&done), ("R", Recorded(RecordOutcome::Failed(failure))));
                let stage = if phase == Beep("R") { IN_BEEP } else { in_prompt(0, 0) };
                assert_eq!((done.stage, done.audio()), (stage, None));
                assert_eq!(at(&queue), Prompt("next", 0, 0));
            }
        }
    }
}

#[test]
fn r2_a_failing_recording_ends_the_record_started_or_not() {
    for (started, stage, audio) in [(false, ARMED, None), (true, STARTED, Some(Audio::Partial))] {
        let mut queue = queue();
        queue.record(record(Opening::Silence), "R").unwrap();
        if started {
            start(&mut queue);
        }
        let done = fail(&mut queue, MediaFailure::Engine);
        assert_eq!(ending(&done), ("R", Recorded(RecordOutcome::Failed(MediaFailure::Engine))));
        assert_eq!((done.stage, done.audio()), (stage, audio));
    }
}

#[test]
fn r3_a_stop_tone_ends_a_recording_that_has_started() {
    let mut queue = recording(record(Opening::Silence).stopped_by(keys("1#")));
    assert_eq!(queue.tone(Tone::Tone2).effect, Effect::Nothing);
    let done = completed(queue.tone(Tone::Pound).effect);
    assert_eq!(ending(&done), ("R", Recorded(RecordOutcome::StopTone(Tone::Pound))));
    assert_eq!((done.stage, done.audio()), (STARTED, Some(Audio::Keep)));
    assert_eq!(at(&queue), Idle);
}

#[test]
fn r3_a_stop_tone_before_the_recording_has_started_ends_nothing() {
    let mut queue = queue();
    queue.record(record(PROMPT_THEN_BEEP).stopped_by(keys("#")), "R").unwrap();
    for phase in [Prompt("R", 0, 0), Beep("R"), Recording("R", false)] {
        assert_eq!(at(&queue), phase);
        let before = queue.clone();
        assert_eq!(queue.tone(Tone::Pound).effect, Effect::Nothing);
        assert_eq!(queue, before);
        if phase != Recording("R", false) {
            go_on(&mut queue);
        }
    }
}

#[test]
fn r3_the_order_of_a_stop_tone_and_a_limit_decides() {
    let asked = record(Opening::Silence).stopped_by(keys("#"));

    let mut tone_first = recording(asked);
    let step = now(&tone_first);
    assert!(matches!(tone_first.tone(Tone::Pound).effect, Effect::Completed(_)));
    assert_eq!(
        tone_first.limit_reached(step, RecordLimit::MaxDuration),
        Err(Stale::NotCurrent { step })
    );

    let mut limit_first = recording(asked);
    let done = reach(&mut limit_first, RecordLimit::MaxDuration);
    assert_eq!(
        ending(&done),
        ("R", Recorded(RecordOutcome::LimitReached(RecordLimit::MaxDuration)))
    );
    assert_eq!(limit_first.tone(Tone::Pound).effect, Effect::Nothing);
}

#[test]
fn r3_a_tone_stops_nothing_but_the_recording_in_progress() {
    let mut queue = playing(&["A"]);
    queue.record(record(Opening::Silence).stopped_by(keys("#")), "R").unwrap();
    assert_eq!(queue.tone(Tone::Pound).effect, Effect::Nothing);
    assert_eq!(names(&queue), ["A", "R"]);
}

#[test]
fn r4_each_limit_ends_the_recording() {
    for limit in REACHED {
        let mut queue = recording(record(Opening::Silence));
        let done = reach(&mut queue, limit);
        assert_eq!(ending(&done), ("R", Recorded(RecordOutcome::LimitReached(limit))));
        assert_eq!(done.stage, STARTED);
    }
}

#[test]
fn r4_a_limit_reached_means_that_the_recording_had_begun() {
    let mut queue = queue();
    queue.record(record(Opening::Silence), "R").unwrap();
    let done = reach(&mut queue, RecordLimit::MaxSilence);
    assert_eq!((done.stage, done.audio()), (STARTED, Some(Audio::Keep)));
}

#[test]
fn r4_a_prompt_or_a_beep_runs_into_no_limit() {
    let mut queue = queue();
    queue.record(record(PROMPT_THEN_BEEP), "R").unwrap();
    for limit in REACHED {
        for _ in 0..2 {
            let step = now(&queue);
            let before = queue.clone();
            assert_eq!(queue.limit_reached(step, limit), Err(Stale::NotOfThisStep { step }));
            assert_eq!(queue, before);
            if at(&queue) != Beep("R") {
                go_on(&mut queue);
            }
        }
    }
}

type End<'t> = &'t dyn Fn(&mut Queue) -> Done;

#[test]
fn r5_what_becomes_of_the_audio_follows_from_the_outcome() {
    let stopped = |queue: &mut Queue| completed(queue.tone(Tone::Star).effect);
    let table: [(End<'_>, Audio); 9] = [
        (&stopped, Audio::Keep),
        (&|queue| reach(queue, RecordLimit::MaxDuration), Audio::Keep),
        (&|queue| reach(queue, RecordLimit::MaxSilence), Audio::Keep),
        (&|queue| reach(queue, RecordLimit::InitialSilence), Audio::Discard),
        (&|queue| reach(queue, RecordLimit::MediaTimeout), Audio::Partial),
        (&|queue| completed(queue.suspend()), Audio::Partial),
        (&|queue| fail(queue, MediaFailure::Engine), Audio::Partial),
        (&|queue| queue.cancel_all().next().unwrap(), Audio::Discard),
        (&|queue| queue.clone().hang_up().completions.next().unwrap(), Audio::Partial),
    ];
    for (end, audio) in table {
        let mut queue = recording(record(Opening::Silence).stopped_by(keys("*")));
        let done = end(&mut queue);
        assert_eq!(done.audio(), Some(audio), "{done:?}");
    }
}

#[test]
fn r5_a_recording_that_never_started_left_no_audio() {
    for (opening, _) in OPENINGS {
        let mut queue = queue();
        queue.record(record(opening), "R").unwrap();
        loop {
            let canceled = queue.clone().cancel_all().next().unwrap();
            assert_eq!(canceled.audio(), None, "{canceled:?}");
            if matches!(at(&queue), Recording(..)) {
                break;
            }
            go_on(&mut queue);
        }
    }
}

#[test]
fn q3_the_record_is_given_back_whole() {
    let asked = record(PROMPT_THEN_BEEP).stopped_by(keys("12"));
    let mut queue = recording(asked);
    let done = reach(&mut queue, RecordLimit::InitialSilence);
    assert_eq!(
        done.outcome,
        Outcome::Record(asked, RecordOutcome::LimitReached(RecordLimit::InitialSilence))
    );
    assert_eq!((done.context, done.kind()), ("R", OperationKind::Record));
}

#[test]
fn r1_a_step_says_what_the_engine_is_to_do() {
    let interrupts = on_keys("1").and_speech();
    let asked = record(Opening::PromptThenBeep(interrupts)).stopped_by(keys("#"));
    let mut queue = queue();
    let id = queue.record(asked, "R").unwrap();
    for media in [
        Media::Prompt { index: 0, round: 0, interrupts },
        Media::Beep,
        Media::Recording { limits: LIMITS, stop_tones: keys("#") },
    ] {
        let current = queue.current_step().unwrap();
        assert_eq!((current.step, current.id), (now(&queue), id));
        assert_eq!((*current.context, current.media), ("R", media));
        assert_eq!(queue.activity(), Activity::Step(current));
        if !matches!(media, Media::Recording { .. }) {
            go_on(&mut queue);
        }
    }
}
