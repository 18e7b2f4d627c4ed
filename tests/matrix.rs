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
#[path = "matrix/whose.rs"]
mod whose;
#[path = "matrix/world.rs"]
mod world;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use enroll::sandbox::{Fault, Pick, Rule, Scenario, Settings, examples};
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
    let scenarios = examples().into_iter().chain(combined());
    let lines: Vec<Line> = stream::iter(scenarios)
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
        "{:<26}{:<44}{:<44}\n",
        "fault", "in this process", "the command line"
    );
    for line in &lines {
        let (engine, program) = (line.engine.to_string(), line.program.to_string());
        let _ = writeln!(table, "{:<26}{engine:<44}{program:<44}", line.fault);
    }
    println!("{table}");
    let wrong: Vec<&str> = lines
        .iter()
        .filter(|line| !line.engine.is_true() || !line.program.is_true())
        .map(|line| line.fault)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}\n{table}");
    let kinds: BTreeSet<&str> = examples()
        .iter()
        .flat_map(|(_, scenario)| scenario.rules.iter().map(|rule| rule.fault.name()))
        .collect();
    assert_eq!(kinds.len(), Fault::KINDS.len(), "every kind is met");
}

/// Faults that are worse together.
fn combined() -> Vec<(&'static str, Scenario)> {
    let lost = |minutes: i64, more: Vec<Rule>| {
        let dropped = Rule {
            nth: 2..=3,
            ..Rule::new(Fault::DropReply)
        };
        Scenario {
            seed: Some(1),
            settings: Settings {
                clock_offset: minutes * 60_000,
                ..Settings::default()
            },
            rules: [vec![dropped], more].concat(),
        }
    };
    let pick = Pick::Share(0.5);
    let some = Rule {
        nth: 4..=5,
        ..Rule::new(Fault::FailItems {
            code: 11714,
            acted: false,
            pick,
        })
    };
    vec![
        ("lost, clock 10 min ahead", lost(10, vec![])),
        ("lost, clock 10 min back", lost(-10, vec![])),
        (
            "lost, then shuffled",
            lost(0, vec![some, Rule::new(Fault::ShuffleItems)]),
        ),
        (
            "lost, then a bad row",
            lost(
                0,
                vec![Rule {
                    keys: Some("*7".to_owned()),
                    ..Rule::new(Fault::Code {
                        code: 99400,
                        acted: false,
                    })
                }],
            ),
        ),
    ]
}
