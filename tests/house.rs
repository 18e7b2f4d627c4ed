//! The arrows of ARCHITECTURE.md: no folder uses another that it must not know.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

use std::collections::BTreeSet;
use std::path::Path;

const MAY_USE: [(&str, &[&str]); 11] = [
    ("domain", &[]),
    ("provision", &["domain"]),
    ("enos", &["domain"]),
    ("store", &["domain", "whole"]),
    ("catalogue", &["domain", "enos", "store"]),
    ("submit", &["domain", "provision", "enos", "store"]),
    ("words", &["domain", "provision", "enos"]),
    ("exchange", &["domain", "provision", "store", "words"]),
    ("sandbox", &["whole"]),
    ("connect", &["clock", "domain", "enos", "sandbox", "store"]),
    (
        "tui",
        &[
            "catalogue",
            "clock",
            "connect",
            "domain",
            "enos",
            "exchange",
            "provision",
            "store",
            "submit",
            "words",
        ],
    ),
];

/// Every `crate::name` below `folder`.
fn uses(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            uses(&path, found);
        } else {
            let source = std::fs::read_to_string(&path).unwrap();
            for after in source.split("crate::").skip(1) {
                let name: String = after
                    .chars()
                    .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                    .collect();
                found.insert(name);
            }
        }
    }
}

#[test]
fn arrows_point_one_way() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (folder, allowed) in MAY_USE {
        let mut found = BTreeSet::new();
        uses(&src.join(folder), &mut found);
        found.remove("");
        found.remove(folder);
        for name in found {
            assert!(
                allowed.contains(&name.as_str()),
                "src/{folder} uses crate::{name}, which ARCHITECTURE.md does not allow"
            );
        }
    }
}
