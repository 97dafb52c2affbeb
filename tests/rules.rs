//! The rules: each code that is cited is defined, each link leads to its table, and each
//! rule has a test that names it.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that meets the unexpected should stop"
)]
#![allow(clippy::std_instead_of_alloc, reason = "tests have std")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The files whose documentation has a table of rules, and the last part of a link to it.
const TABLES: [(&str, &str); 6] = [
    ("src/queue/mod.rs", "MediaQueue"),
    ("src/session/mod.rs", "Session"),
    ("src/session/player.rs", "Player"),
    ("src/session/clock.rs", "RecordClock"),
    ("src/digits/mod.rs", "digits"),
    ("src/snapshot.rs", "snapshot"),
];

#[test]
fn each_cited_rule_is_defined_where_its_link_leads() {
    let defined = defined();
    let mut cited = 0;
    for path in files("src").into_iter().chain(files("docs")) {
        let text = read(&path);
        for (code, target) in links(&text) {
            cited += 1;
            let place = defined.get(code).unwrap_or_else(|| panic!("{path:?}: {code} is unknown"));
            let page = target.trim_end_matches("#rules");
            let page = if page.is_empty() { page_of(&path) } else { last_part(page) };
            assert_eq!(page, *place, "{path:?}: the link of {code} leads elsewhere");
        }
        for code in mentions(&text) {
            assert!(defined.contains_key(code), "{path:?}: rule {code} is unknown");
        }
    }
    println!("{} rules defined, {cited} links to them", defined.len());
    assert!(cited > 0);
}

#[test]
fn each_rule_has_a_test_that_names_it() {
    let mut tested = BTreeSet::new();
    for path in files("tests") {
        for line in read(&path).lines() {
            if let Some(name) = line.trim_start().strip_prefix("fn ") {
                tested.extend(name.split('_').map_while(code_of_a_test));
            }
        }
    }
    let defined: BTreeSet<_> = defined().keys().map(|code| (*code).to_owned()).collect();
    let untested: Vec<_> = defined.difference(&tested).collect();
    assert_eq!(untested, Vec::<&String>::new(), "rules without a test");
    let unknown: Vec<_> = tested.difference(&defined).collect();
    assert_eq!(unknown, Vec::<&String>::new(), "tests of rules that do not exist");
}

/// The codes of the tables, with the page that each stands on.
fn defined() -> BTreeMap<&'static str, &'static str> {
    let mut codes = BTreeMap::new();
    for (file, page) in TABLES {
        let text: &'static str = read(Path::new(file)).leak();
        for line in text.lines() {
            let line = line.trim_start_matches(['/', '!', ' ']);
            let row = line.strip_prefix("| ").and_then(|row| row.split_once(" |"));
            if let Some((code, _)) = row.filter(|(code, _)| is_code(code)) {
                assert_eq!(codes.insert(code, page), None, "{code} is defined twice");
            }
        }
    }
    codes
}

/// The links such as `[Q1](crate::MediaQueue#rules)`.
fn links(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split('[').filter_map(|part| {
        let (code, rest) = part.split_once("](")?;
        let (target, _) = rest.split_once(')')?;
        (is_code(code) && target.ends_with("#rules")).then_some((code, target))
    })
}

/// The codes behind the word *rule*.
fn mentions(text: &str) -> impl Iterator<Item = &str> {
    text.split("rule ").skip(1).filter_map(|rest| {
        let code = rest.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
        is_code(code).then_some(code)
    })
}

fn is_code(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|first| first.is_ascii_uppercase())
        && (2..=3).contains(&text.len())
        && characters.all(|c| c.is_ascii_digit())
}

fn code_of_a_test(part: &str) -> Option<String> {
    let code = part.to_ascii_uppercase();
    (is_code(&code) && !matches!(code.as_str(), "V1" | "X86")).then_some(code)
}

/// The page that `#rules` alone means in a file.
fn page_of(path: &Path) -> &'static str {
    let path = path.to_string_lossy();
    let table = TABLES.iter().find(|(file, _)| path.ends_with(file));
    match table {
        Some((_, page)) => page,
        None if path.contains("src/queue/") => "MediaQueue",
        None if path.contains("src/session/") => "Session",
        None => panic!("{path}: this file has no table of its own"),
    }
}

fn last_part(target: &str) -> &str {
    target.rsplit("::").next().unwrap_or(target)
}

fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "md") {
                found.push(path);
            }
        }
    }
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}
