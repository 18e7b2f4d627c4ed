//! The fault matrix: every kind of fault on demand, met by a run in this process and by the command line
//! alone, and what both say compared with what the sandbox really holds.
//!
//! `cargo test --test matrix -- --nocapture` prints the table.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails loudly"
)]

#[path = "matrix/engine.rs"]
mod engine;
#[path = "matrix/program.rs"]
mod program;
#[path = "matrix/world.rs"]
mod world;

use std::fmt::Write as _;

use enroll::sandbox::examples;
use futures::StreamExt as _;
use futures::stream;
use world::{Verdict, World};

/// What the two say of one fault.
struct Line {
    fault: &'static str,
    engine: Verdict,
    program: Verdict,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_ends_with_the_truth() {
    let lines: Vec<Line> = stream::iter(examples())
        .map(|(fault, scenario)| async move {
            let world = World::new(fault, scenario.clone()).await;
            let said = engine::run(&world).await;
            let engine = world.judge(&said);
            let world = World::new(fault, scenario).await;
            let said = program::run(&world).await;
            let program = world.judge(&said);
            Line {
                fault,
                engine,
                program,
            }
        })
        .buffered(4)
        .collect()
        .await;

    let mut table = format!(
        "{:<24}{:<44}{:<44}\n",
        "fault", "in this process", "the command line"
    );
    for line in &lines {
        let (engine, program) = (line.engine.to_string(), line.program.to_string());
        let _ = writeln!(table, "{:<24}{engine:<44}{program:<44}", line.fault);
    }
    println!("{table}");
    let wrong: Vec<&str> = lines
        .iter()
        .filter(|line| !line.engine.is_true() || !line.program.is_true())
        .map(|line| line.fault)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}\n{table}");
    assert!(lines.len() > 40, "all the examples are there");
}
