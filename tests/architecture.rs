//! The layers: ARCHITECTURE.md says which layer imports which, and the imports say the same.
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

type Layers = BTreeMap<String, BTreeSet<String>>;

#[test]
fn the_imports_are_those_of_the_picture() {
    assert_eq!(imports(), documented());
}

#[test]
fn every_import_points_down() {
    let order: Vec<String> = rows().into_iter().map(|(layer, _)| layer).collect();
    for (layer, imported) in imports() {
        let place = order.iter().position(|other| *other == layer).unwrap();
        for below in imported {
            assert!(order[place..].contains(&below), "{layer} imports {below}, which is above it");
        }
    }
}

/// Which layer imports which, by the code.
fn imports() -> Layers {
    let names: Vec<String> = rows().into_iter().map(|(layer, _)| layer).collect();
    let mut layers = Layers::new();
    for path in files(&root().join("src")) {
        let inside = path.strip_prefix(root().join("src")).unwrap();
        let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
        let layer = first.trim_end_matches(".rs").to_owned();
        if !names.contains(&layer) {
            continue;
        }
        let imported = layers.entry(layer.clone()).or_default();
        let text = fs::read_to_string(&path).unwrap();
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for target in line.split("crate::").skip(1) {
                let name = target.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next();
                let name = name.unwrap().to_owned();
                if names.contains(&name) && name != layer {
                    imported.insert(name);
                }
            }
        }
    }
    layers
}

/// Which layer imports which, by ARCHITECTURE.md.
fn documented() -> Layers {
    rows().into_iter().collect()
}

fn rows() -> Vec<(String, BTreeSet<String>)> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let table = text.split("| layer | imports |").nth(1).unwrap();
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let mut names = row.split('`').skip(1).step_by(2).map(str::to_owned);
        (names.next().unwrap(), names.collect())
    })
    .collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}
