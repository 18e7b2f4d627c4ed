//! The README's figures are those of one run of the benches on one commit.
//!
//! `cargo test --test figures -- --ignored --nocapture` runs the benches and writes the table anew. It takes
//! minutes and wants the machine to itself, and a tree in which all is committed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const BEGIN: &str = "<!-- figures: written by the test `figures`; see there -->\n";
const END: &str = "<!-- /figures -->";

/// In the order of the table.
const BENCHES: [&str; 6] = ["start", "screens", "queue", "rules", "run", "journal"];
/// How a bench begins a line that is meant for the table; its cells are parted by tabs.
const MARK: &str = "figure\t";
const CELLS: usize = 5;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What stands before, in and after the marks.
fn parts(readme: &str) -> (&str, &str, &str) {
    let (before, rest) = readme.split_once(BEGIN).unwrap();
    let (within, after) = rest.split_once(END).unwrap();
    (before, within, after)
}

fn said(command: &mut Command) -> String {
    let done = command
        .current_dir(root())
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert!(done.status.success(), "{command:?} failed: {}", done.status);
    String::from_utf8(done.stdout).unwrap()
}

/// The cells of the lines that are meant for the table.
fn figures(printed: &str) -> Vec<Vec<&str>> {
    let lines = printed.lines().filter_map(|line| line.strip_prefix(MARK));
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split('\t').collect()).collect();
    for row in &rows {
        assert_eq!(row.len(), CELLS, "{row:?}");
    }
    rows
}

fn table(commit: &str, machine: &str, rows: &[Vec<&str>]) -> String {
    let mut table = format!("\nMeasured on commit `{commit}`, release build: {machine}.\n\n");
    table.push_str("| what | figure | beside | bar | met? |\n|---|---|---|---|---|\n");
    for row in rows {
        writeln!(table, "| {} |", row.join(" | ")).unwrap();
    }
    table.push('\n');
    table
}

/// The machine in words that say how much its times are worth.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let noun = if cores == 1 {
        "processor"
    } else {
        "processors"
    };
    let known = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = known.lines().find(|line| line.starts_with("model name"));
    let name = name.and_then(|line| line.split_once(": "));
    let name = name.map_or_else(String::new, |(_, name)| format!(" ({})", name.trim()));
    let (system, kind) = (std::env::consts::OS, std::env::consts::ARCH);
    format!("{system}, {kind}, {cores} {noun}{name}")
}

#[test]
#[ignore = "runs all benches and writes the README"]
fn write_the_figures() {
    let git = |args: &[&str]| said(Command::new("git").args(args));
    let changed = git(&["status", "--porcelain"]);
    assert!(
        changed.is_empty(),
        "figures belong to a commit, and this is not committed:\n{changed}"
    );
    let commit = git(&["rev-parse", "--short=10", "HEAD"]);
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut printed = String::new();
    for bench in BENCHES {
        let ran = said(Command::new(&cargo).args(["bench", "--locked", "--bench", bench]));
        println!("{ran}");
        assert!(
            !figures(&ran).is_empty(),
            "the bench {bench} told no figure"
        );
        printed.push_str(&ran);
    }
    let path = root().join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, _, after) = parts(&readme);
    let table = table(commit.trim(), &machine(), &figures(&printed));
    std::fs::write(path, format!("{before}{BEGIN}{table}{END}{after}")).unwrap();
}

/// Nobody writes into the table by hand, and no bench is left out of it.
#[test]
fn the_table_is_what_the_benches_tell() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let (_, within, _) = parts(&readme);
    let rows: Vec<&str> = within
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"))
        .skip(1)
        .collect();
    let cells = |row: &str| row.split(" | ").map(str::to_owned).collect::<Vec<_>>();
    let known = sources(&root().join("benches"));
    for row in &rows {
        let row = cells(row);
        assert_eq!(row.len(), CELLS, "{row:?}");
        let what = row.first().unwrap();
        // The screens' rows differ in one word, which stands apart.
        let told = known.contains(&format!("\"{what}\""))
            || what.contains(" frame, ") && known.contains("a key press and its frame, {screen}");
        assert!(told, "no bench tells of {what:?}: run the benches again");
        let mark = row.last().unwrap().as_str();
        assert!(matches!(mark, "" | "met" | "**missed**"), "{row:?}");
    }
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    for bench in BENCHES {
        assert!(manifest.contains(&format!("[[bench]]\nname = \"{bench}\"")));
    }
    assert_eq!(manifest.matches("[[bench]]").count(), BENCHES.len());
}

/// All sources below a folder as one text.
fn sources(folder: &Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text.push_str(&sources(&path));
        } else {
            text.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
    text
}

#[test]
fn lines_that_are_meant_for_the_table_become_its_rows() {
    let printed = "start: 3 ms\nfigure\tfirst frame\t5 ms\tsh: 2 ms\t24 ms\tmet\nfigure\tmemory\t16 MiB\t\t\t\n";
    let table = table("abc", "linux", &figures(printed));
    assert!(table.starts_with("\nMeasured on commit `abc`, release build: linux.\n\n| what"));
    assert!(table.ends_with(
        "| first frame | 5 ms | sh: 2 ms | 24 ms | met |\n| memory | 16 MiB |  |  |  |\n\n"
    ));
}
