//! The README's table of codes is the program's own.
//!
//! `cargo test --test readme -- --ignored` writes it anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use enroll::words::codes::{Explanation, all, all_http};

const BEGIN: &str = "<!-- codes: written by the test `readme`; see there -->\n";
const END: &str = "<!-- /codes -->";

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

fn table() -> String {
    let mut table = "\n| code | title | meaning | what to do |\n|---|---|---|---|\n".to_owned();
    let mut add = |prefix: &str, code: i64, means: &Explanation| {
        let (title, meaning, remedy) = (means.title.en(), means.meaning.en(), means.remedy.en());
        writeln!(table, "| {prefix}{code} | {title} | {meaning} | {remedy} |").unwrap();
    };
    for (code, means) in all() {
        add("", code, means);
    }
    for (code, means) in all_http() {
        add("HTTP ", code, means);
    }
    table.push('\n');
    table
}

/// What stands before, in and after the marks.
fn parts(readme: &str) -> (&str, &str, &str) {
    let (before, rest) = readme.split_once(BEGIN).unwrap();
    let (within, after) = rest.split_once(END).unwrap();
    (before, within, after)
}

#[test]
fn the_table_of_codes_is_the_programs() {
    let readme = std::fs::read_to_string(path()).unwrap();
    assert!(
        parts(&readme).1 == table(),
        "the table is stale; write it anew with: cargo test --test readme -- --ignored"
    );
}

#[test]
#[ignore = "writes the README"]
fn write_the_table_of_codes() {
    let readme = std::fs::read_to_string(path()).unwrap();
    let (before, _, after) = parts(&readme);
    let written = format!("{before}{BEGIN}{}{END}{after}", table());
    std::fs::write(path(), written).unwrap();
}
