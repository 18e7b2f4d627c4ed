//! How much of what people read is still to be written in Chinese, and that nobody prints a language by himself.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails loudly, and this one tells a number"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_test = path.file_stem().is_some_and(|name| name == "tests");
        if path.is_dir() && !is_test {
            sources(&path, found);
        } else if !is_test && path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
}

/// How often `=` stands where a Chinese text belongs: behind the English one.
fn unwritten(text: &str) -> usize {
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let bare: String = code
        .flat_map(str::chars)
        .filter(|c| !c.is_whitespace())
        .collect();
    ["\",=)", "\",=,"]
        .iter()
        .map(|mark| bare.matches(mark).count())
        .sum()
}

#[test]
fn the_texts_that_are_still_to_be_written_are_counted() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&src, &mut found);
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    for (path, text) in &found {
        let folder = path
            .strip_prefix(&src)
            .unwrap()
            .components()
            .next()
            .unwrap();
        let folder = folder.as_os_str().to_string_lossy().into_owned();
        *left.entry(folder).or_default() += unwritten(text);
    }
    left.retain(|_, count| *count > 0);
    println!("in English only: {} {left:?}", left.values().sum::<usize>());
    assert_eq!(unwritten("say!(\"a\", =), say!(\n\"{b}\", =,\n b)"), 2);
    assert_eq!(unwritten("say!(\"a\", \"甲\"), x = \"a\", y == 1"), 0);
}

/// The commands speak one language, and it is picked in one place.
#[test]
fn the_language_of_the_commands_is_picked_once() {
    let cli = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli");
    let mut found = Vec::new();
    sources(&cli, &mut found);
    let code = found.iter().map(|(_, text)| {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        code.matches("Lang::En").count()
    });
    assert_eq!(code.sum::<usize>(), 1, "`tell::LANG` picks it");
}
