//! The page that a person looks at.
#![allow(clippy::unwrap_used, reason = "a test that meets the unexpected should stop")]

use std::fs;
use std::path::Path;

use anstream::adapter::strip_str;
use media_queue_simulator::scenario::Scenario;
use media_queue_simulator::{run, write_timeline};

#[test]
fn the_call_that_is_built_in_is_drawn_on_one_page() {
    let page = page(include_str!("../../../tests/scenarios/main.call"), 80);
    assert_eq!(strip_str(&page).to_string(), MAIN);
    assert!(page.len() > MAIN.len(), "it has colours");
}

#[test]
fn the_example_of_the_readme_is_as_expected_and_is_drawn_like_that() {
    let readme = include_str!("../README.md");
    let mut blocks = readme.split("```text\n").skip(2).map(|block| block.split("```").next());
    let (scenario, drawn) = (blocks.next().unwrap().unwrap(), blocks.next().unwrap().unwrap());
    assert_eq!(run(&Scenario::parse("readme.call", scenario).unwrap()).unwrap().mismatches, []);
    assert_eq!(strip_str(&page(scenario, 80)).to_string(), drawn);
}

#[test]
fn a_slow_engine_is_visible() {
    let text = "engine start=0.5 stop=0.5\nrecord a stop=#\n3.0 key #\n+1 hangup\n";
    assert_eq!(
        strip_str(&page(text, 60)).to_string(),
        concat!(
            "        0s         1s         2s         3s         4s\n",
            "caller                                   #          ╳\n",
            "a       ├░░░░recording━━━━━━━━━━━━━━━━━━━┤░░░░┤ stopped by #\n",
            "        ━ recording  ░ starting, stopping\n",
        ),
    );
}

#[test]
fn an_engine_that_reports_nothing_is_drawn_as_the_host_sees_it() {
    let text = "host confirms=no ends=at-length start=0.5 stop=0.5\n\
                play a prompts=a:1.0,b:1.0\nplay b prompts=c:9.0\n\
                4.0 disconnect\n4.5 reconnect\n5.0 cancel x\n6.0 hangup\n";
    let page = strip_str(&page(text, 80)).to_string();
    assert_eq!(page, MUTE);
}

#[test]
fn every_page_is_as_wide_as_it_may_be_and_no_wider() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/scenarios");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    for path in files.filter(|path| path.extension().is_some_and(|ending| ending == "call")) {
        for width in [60, 80, 133, 250] {
            let page = page(&fs::read_to_string(&path).unwrap(), width);
            let page = strip_str(&page).to_string();
            let widest = page.lines().map(|line| line.trim_end().chars().count()).max().unwrap();
            assert!(widest <= width, "{}: {widest} of {width}", path.display());
            assert!(widest + 12 > width, "{}: {widest} of {width}", path.display());
        }
    }
}

fn page(text: &str, width: usize) -> String {
    let ran = run(&Scenario::parse("x.call", text).unwrap()).unwrap();
    let mut page = Vec::new();
    write_timeline(&ran.log, width, &mut page).unwrap();
    String::from_utf8(page).unwrap()
}

const MAIN: &str = "         0s     1s      2s      3s      4s      5s      6s      7s
caller                       1              ▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂        ╳
keys     ├┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈1┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
menu     ├greeting───────┼opt┤ interrupted by 1
answer   ····················├ask──────•┼recording━━━━━━┤ operationCanceled
thanks   ···············································┤ mediaOperationCanceled
stop-it                                                 ◆ cancelMediaProcessing
sorry                                                    ├sorry──┤ played
         · waiting  ─ prompt  • beep  ━ recording  ▂ speech
";

const MUTE: &str = "        0s      1s       2s       3s       4s       5s       6s
caller                                     ┄┄┄┄              ╳
a       ├░░░a────────┼░░░b────────┤ played
b       ··························├░░░c─────────────┤░░░┤ mediaOperationCanceled
x                                                   ◆ cancelMediaProcessing
        · waiting  ─ prompt  ░ starting, stopping  ┄ disconnected
";
