//! The modules: each imports only those below it, so there is no circle.
#![allow(clippy::unwrap_used, reason = "a test that meets the unexpected should stop")]

use std::fs;
use std::path::{Path, PathBuf};

/// The modules, from the top.
const MODULES: [&str; 13] = [
    "cli", "timeline", "http", "run", "journal", "host", "engine", "check", "log", "request",
    "scenario", "seconds", "json",
];

#[test]
fn every_import_points_down() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in files(&src) {
        let inside = path.strip_prefix(&src).unwrap();
        let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
        let module = first.trim_end_matches(".rs");
        if module == "lib" {
            continue;
        }
        let place = MODULES.iter().position(|other| *other == module).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        for target in text.split("crate::").skip(1) {
            // `crate::a::..` or `crate::{a, b}`
            let list = target.strip_prefix('{').and_then(|list| list.split('}').next());
            for name in list.unwrap_or(target).split(", ") {
                let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap();
                let below = MODULES.iter().skip(place).any(|other| *other == name);
                assert!(below, "{} imports {name:?}", inside.display());
                if list.is_none() {
                    break;
                }
            }
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}
