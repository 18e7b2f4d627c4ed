//! The READMEs' tables of codes are the program's own.
//!
//! `cargo test --test readme -- --ignored` writes it anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use enroll::said::{Lang, label};
use enroll::words::codes::{Explanation, all, all_http};

const BEGIN: &str = "<!-- codes: written by the test `readme`; see there -->\n";
const END: &str = "<!-- /codes -->";

/// The READMEs, each in its language.
const READMES: [(&str, Lang); 2] = [("README.md", Lang::En), ("README.zh-CN.md", Lang::Zh)];

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn table(lang: Lang) -> String {
    let heading = label!(
        "code | title | meaning | what to do",
        "错误码 | 标题 | 含义 | 处理办法"
    );
    let mut table = format!("\n| {} |\n|---|---|---|---|\n", heading.to(lang));
    let mut add = |prefix: &str, code: i64, means: &Explanation| {
        let Explanation {
            title,
            meaning,
            remedy,
        } = means;
        let [title, meaning, remedy] = [title, meaning, remedy].map(|said| said.to(lang));
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
fn the_tables_of_codes_are_the_programs() {
    for (name, lang) in READMES {
        let readme = std::fs::read_to_string(path(name)).unwrap();
        assert!(
            parts(&readme).1 == table(lang),
            "the table of {name} is stale; write it anew with: cargo test --test readme -- --ignored"
        );
    }
}

#[test]
#[ignore = "writes the READMEs"]
fn write_the_tables_of_codes() {
    for (name, lang) in READMES {
        let readme = std::fs::read_to_string(path(name)).unwrap();
        let (before, _, after) = parts(&readme);
        let written = format!("{before}{BEGIN}{}{END}{after}", table(lang));
        std::fs::write(path(name), written).unwrap();
    }
}
