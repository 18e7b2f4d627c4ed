//! The fault matrix: every kind of fault on demand, met by a run and its undo in this process and by the command
//! line alone, and what both say compared with what the sandbox really holds.
//!
//! `cargo test --test matrix -- --nocapture` prints the table: for a run the rows created and failed, and how
//! often it was wrong (lost, doubled, misreported); for the undo the devices deleted by it and gone already, kept
//! and left open, and how often it was wrong (deleted though not ours or touched, misreported, left).
//! `ENROLL_MATRIX=remade` plays only the cases whose names contain that.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails loudly"
)]

#[path = "matrix/cases.rs"]
mod cases;
#[path = "matrix/engine.rs"]
mod engine;
#[path = "support/examples.rs"]
mod examples;
#[path = "matrix/program.rs"]
mod program;
#[path = "matrix/undoing.rs"]
mod undoing;
#[path = "support/undone.rs"]
mod undone;
#[path = "matrix/verdict.rs"]
mod verdict;
#[path = "matrix/whose.rs"]
mod whose;
#[path = "matrix/world.rs"]
mod world;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

use cases::Case;
use enroll::sandbox::{Fault, How, Operation, Scenario};
use futures::StreamExt as _;
use futures::stream;
use tokio::time::timeout;
use verdict::Verdict;
use world::World;

/// Cases at a time: most of the time each waits.
const AT_ONCE: usize = 6;

/// How long a case may take, which takes a second or two on a machine that is not busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the two say of one case.
struct Line {
    case: String,
    engine: Verdict,
    program: Verdict,
}

impl Line {
    async fn of(case: Case) -> Self {
        let endless = |_| Verdict {
            endless: true,
            ..Verdict::default()
        };
        let world = World::new(&case).await;
        let engine = timeout(PATIENCE, engine::play(&world)).await;
        let world = World::new(&case).await;
        let program = timeout(PATIENCE, program::play(&world)).await;
        Self {
            case: case.name,
            engine: engine.unwrap_or_else(endless),
            program: program.unwrap_or_else(endless),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_ends_with_the_truth() {
    let only = std::env::var("ENROLL_MATRIX").unwrap_or_default();
    let cases = cases::all().into_iter();
    let cases = cases.filter(|case| case.name.contains(&only));
    let lines: Vec<Line> = stream::iter(cases)
        .map(Line::of)
        .buffered(AT_ONCE)
        .collect()
        .await;

    let heads = ["in this process", "the command line"].map(|by| format!("{by} | undo"));
    let mut table = format!("{:<28}{:<66}{}\n", "fault", heads[0], heads[1]);
    for line in &lines {
        let (engine, program) = (line.engine.to_string(), line.program.to_string());
        let _ = writeln!(table, "{:<28}{engine:<66}{program}", line.case);
    }
    println!("{table}{} cases", lines.len());
    let wrong: Vec<&str> = lines
        .iter()
        .filter(|line| !line.engine.is_true() || !line.program.is_true())
        .map(|line| line.case.as_str())
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}\n{table}");
}

#[test]
fn every_kind_of_fault_is_met() {
    let cases = cases::all();
    let rules = cases.iter().flat_map(|case| &case.scenario.rules);
    let kinds: BTreeSet<&str> = rules.map(|rule| rule.fault.name()).collect();
    assert_eq!(kinds.len(), Fault::KINDS.len());
    let rules = cases.iter().flat_map(|case| &case.undo);
    let kinds: BTreeSet<&str> = rules.map(|rule| rule.fault.name()).collect();
    let of_batches = [
        "fail-items",
        "shuffle-items",
        "missing-item",
        "extra-item",
        "wrong-counts",
    ];
    assert_eq!(kinds.len() + of_batches.len(), Fault::KINDS.len());
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names.len(), cases.len(), "each has a name of its own");
}
