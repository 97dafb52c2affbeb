//! The messages for a bad scenario, and for one that expects something else.
#![allow(clippy::unwrap_used, reason = "a test that meets the unexpected should stop")]

use media_queue_simulator::scenario::Scenario;
use media_queue_simulator::{Journal, Mismatch, run, write_json};

#[test]
fn a_word_that_may_not_stand_there_is_reported_with_those_that_may() {
    let verbs = "queue, host, engine, play, record, subscribe, unsubscribe, cancel, drop, \
                 key, speak, speech, silence, media, hold, resume, hangup, busy, restart, \
                 disconnect, reconnect, started, finished, failed, limit, = or !";
    report(&[
        ("sing a", 1, &format!(r#""sing": expected {verbs}"#)),
        ("\n\n0.0 play menu interupt=1", 3, r#""interupt": expected prompts, times or interrupt"#),
        (
            "record a beeep=1",
            1,
            r#""beeep": expected prompt, interrupt, beep, silence, initial, max, media or stop"#,
        ),
        ("subscribe a to=b", 1, r#""to": expected id"#),
        ("queue size=3", 1, r#""size": expected limit, call or etag"#),
        ("host begin=3", 1, r#""begin": expected start, stop, confirms, ends, grace or longest"#),
        ("host confirms=maybe", 1, r#""maybe": expected yes or no"#),
        ("host ends=sometimes", 1, r#""sometimes": expected reported or at-length"#),
        ("engine speed=3", 1, r#""speed": expected start, stop, prompt, beep, lengths or ends"#),
        ("engine lengths=some", 1, r#""some": expected known or unknown"#),
        ("engine ends=some", 1, r#""some": expected reported or lost"#),
        ("speech from=3", 1, r#""from": expected at"#),
        (
            "record a\nfailed a cause=bored",
            2,
            r#""bored": expected unavailable, bad-format or engine"#,
        ),
        (
            "record a\nlimit a patience",
            2,
            r#""patience": expected max-duration, max-silence, initial-silence or media-timeout"#,
        ),
    ]);
}

#[test]
fn a_bad_value_is_reported_with_what_it_may_be() {
    let many = format!("play a prompts=a:1{}", ",a:1".repeat(255));
    report(&[
        ("1.2345 hold", 1, r#""1.2345": expected seconds from 0 to 86400"#),
        ("+ hold", 1, r#""": expected seconds from 0 to 86400"#),
        ("86400.001 hold", 1, r#""86400.001": expected seconds from 0 to 86400"#),
        ("speak soon", 1, r#""soon": expected seconds from 0.001 to 86400"#),
        ("busy 0", 1, r#""0": expected seconds from 0.001 to 86400"#),
        ("engine stop=never", 1, r#""never": expected seconds from 0 to 86400, or lost"#),
        ("queue limit=0", 1, r#""0": expected a number from 1 to 65535"#),
        ("restart engine=new", 1, r#""new": expected lost"#),
        ("reconnect engine=new", 1, r#""new": expected lost"#),
        ("queue call=me", 1, r#""me": expected a GUID"#),
        ("queue etag=W/1", 1, r#""W/1": expected a number"#),
        ("play a prompts=a:1 times=0", 1, r#""0": expected a number from 1 to 65535, or forever"#),
        (
            "play a prompts=a",
            1,
            r#""a": expected NAME:SECONDS or NAME:CAUSE, such as welcome:2.1 or welcome:unavailable"#,
        ),
        (
            "play a prompts=a:0",
            1,
            r#""a:0": expected NAME:SECONDS or NAME:CAUSE, such as welcome:2.1 or welcome:unavailable"#,
        ),
        (
            "play a prompts=a:1 interrupt=x",
            1,
            r#""x": expected keys, speech and ongoing-speech with commas between, or anything"#,
        ),
        ("record a stop=x", 1, r#""x": expected keys of 0 to 9, *, #, A to D and !"#),
        ("key 12", 1, r#""12": expected a key: 0 to 9, *, #, A to D or !"#),
        ("play a=b prompts=a:1", 1, r#""a=b": expected a name without = and #"#),
        ("record a\nstarted a#0", 2, r#""a#0": expected NAME or NAME#STEP, steps from 1"#),
        ("play a prompts=a:1 {}", 1, r#""prompts": expected nothing beside a body but id"#),
        (
            &many,
            1,
            &format!(
                "{:?}: expected at most 255 prompts",
                many.trim_start_matches("play a prompts=")
            ),
        ),
    ]);
}

#[test]
fn a_line_that_ends_too_early_is_reported_with_what_is_missing() {
    report(&[
        ("1.0", 1, r#""TIME" ends too early: expected what happens then"#),
        ("play", 1, r#""play" ends too early: expected a name"#),
        ("play a", 1, r#""play" ends too early: expected a body or prompts= after the name"#),
        ("key", 1, r#""key" ends too early: expected a key: 0 to 9, *, #, A to D or !"#),
        ("record a\nfailed a", 2, r#""failed" ends too early: expected cause= after the name"#),
        (
            "record a\nlimit a # which?",
            2,
            r#""limit" ends too early: expected which limit, after the name"#,
        ),
        ("finished", 1, r#""finished" ends too early: expected the name of a play or record"#),
        ("=", 1, r#""=" ends too early: expected what followed, or nothing"#),
    ]);
}

#[test]
fn what_may_not_stand_there_is_reported() {
    report(&[
        ("hold on", 1, r#""on": expected the end of the line"#),
        ("record a max=1 max=2", 1, r#""max" is given twice"#),
        ("2.0 hold\n1.5 resume", 2, r#""1.5" is before 2.0, the time above"#),
        ("record a\nplay a prompts=a:1", 2, r#""a" is already the name of line 1"#),
        ("started a", 1, r#""a": no play or record above has this name"#),
        ("subscribe a\ndrop a", 2, r#""a": no play or record above has this name"#),
        (
            "hold\nqueue limit=1",
            2,
            r#""queue" must stand above everything that happens, and only once"#,
        ),
        ("host\nhost", 2, r#""host" must stand above everything that happens, and only once"#),
        ("hangup\nkey 1", 2, r#""key": the call ended at line 1"#),
        ("hangup\ndisconnect", 2, r#""disconnect": the call ended at line 1"#),
        ("play a {\n\"prompts\": oops}", 2, "body: expected value"),
        ("play a {", 1, "body: EOF while parsing an object"),
    ]);
}

#[test]
fn what_cannot_be_carried_out_is_reported() {
    report(&[
        ("record a\nstarted a#2", 2, r#""a#2": a has not had this step"#),
        ("record a\nrecord b\nstarted b", 3, r#""b#1": b has not had this step"#),
        (
            "play a prompts=a:0.001 times=forever\n+3600 = nothing",
            2,
            "more than 10000 things have happened by now",
        ),
    ]);
}

#[test]
fn a_difference_shows_both_sides() {
    let text = "play a prompts=a:1.0\n= start a a\n1.0 = a played at=b\n= nothing\n";
    assert_eq!(
        differences(text),
        concat!(
            "3: the scenario expects\n",
            "    0.0    = start a a\n",
            "  > 1.0    = a played at=b\n",
            "what followed\n",
            "    0.0    = start a a\n",
            "  > 1.0    = a played at=a heard=1.0 200/0 completedSuccessfully\n",
        ),
    );
}

#[test]
fn a_block_has_everything_that_followed_and_nothing_else() {
    let played = "play a prompts=a:1.0\n= start a a\n";
    for (rest, line) in [
        // Nothing was to follow.
        ("2.0 = nothing\n", 3),
        // It followed at another time.
        ("1.1 = a played\n", 3),
        // More was to follow.
        ("1.0 = a played\n= start b b\n", 4),
        // More followed, after the last block.
        ("1.0 hangup\n", 2),
        // Its details are different, or in another order.
        ("1.0 = a played keep\n", 3),
        ("1.0 = a played 200/0 at=a\n", 3),
    ] {
        let shown = differences(&format!("{played}{rest}"));
        assert!(shown.starts_with(&format!("{line}: ")), "{rest}: {shown}");
    }
    assert_eq!(differences(&format!("{played}1.0 = a played 200/0\n")), "");
    assert_eq!(differences(&format!("{played}0.9 = nothing\n")), "");
    // A scenario without a line that expects something is never as expected.
    assert_ne!(differences("play a prompts=a:1.0\n"), "");
    assert_ne!(differences(""), "");
}

/// Each text, its bad line, and the message.
#[track_caller]
fn report(table: &[(&str, usize, &str)]) {
    for (text, line, problem) in table {
        let bad = Scenario::parse("x.call", text).and_then(|scenario| run(&scenario));
        assert_eq!(bad.unwrap_err().to_string(), format!("x.call:{line}: {problem}"), "{text}");
    }
}

fn differences(text: &str) -> String {
    let ran = run(&Scenario::parse("x.call", text).unwrap()).unwrap();
    let show = |all: String, mismatch: &Mismatch| format!("{all}{}: {mismatch}", mismatch.line);
    ran.mismatches.iter().fold(String::new(), show)
}

#[test]
fn a_bad_line_of_a_journal_is_named() {
    let scenario = Scenario::parse("x.call", "play a prompts=a:1.0").unwrap();
    let mut journal = Vec::new();
    run(&scenario).unwrap().journal.write(&mut journal).unwrap();
    let journal = String::from_utf8(journal).unwrap();
    assert!(Journal::read("x.jsonl", &journal).is_ok());
    for (text, message) in [
        ("", "x.jsonl:1: EOF while parsing a value"),
        ("{}", "x.jsonl:1: missing field `limit`"),
        (&format!("{journal}oops"), "x.jsonl:5: expected value"),
    ] {
        assert_eq!(Journal::read("x.jsonl", text).unwrap_err().to_string(), message);
    }
}

#[test]
fn a_line_about_what_began_may_be_left_out() {
    let text = |began: &str| {
        format!("engine start=0.5\nplay a prompts=a:1.0\n= start a a\n0.5 {began}\n1.5 = a played")
    };
    assert_eq!(differences(&text("= a began")), "");
    assert_eq!(differences(&text("= nothing")), "");
    assert!(differences(&text("= b began")).starts_with("4: "));
    let early = text("= a began").replace("0.5 =", "0.4 =");
    assert!(differences(&early).starts_with("4: "), "it is compared if it is there");
}

#[test]
fn a_byte_order_mark_before_a_scenario_or_a_body_is_passed_over() {
    let text = "\u{feff}record a \u{feff}{\"playBeep\": false}\n= start a recording\n\
                1.0 record b \u{feff}{\"playBeep\": 1}\n\
                ! b playBeep: invalid type: integer `1`, expected a boolean\n5.0 = a max-duration\n";
    assert_eq!(differences(text), "");
    let ran = run(&Scenario::parse("x.call", text).unwrap()).unwrap();
    let mut bodies = Vec::new();
    write_json(&ran.log, &mut bodies).unwrap();
    assert!(bodies.starts_with(b"{\"playBeep\":false}\n"));

    let mut journal = "\u{feff}".as_bytes().to_vec();
    ran.journal.write(&mut journal).unwrap();
    let read = Journal::read("x.jsonl", &String::from_utf8(journal).unwrap()).unwrap();
    assert_eq!(read, ran.journal);
}
