//! Gateways that leave open whose a device is: times that prove little, and successes that do not say what
//! was made. No row that the run made is called failed, and nobody else's device is called created.

use enroll::sandbox::{Fault, Rule, Scenario, Settings};
use futures::StreamExt as _;
use futures::stream;

use super::world::{Verdict, World};
use super::{engine, program};

/// Times that a device of the run with a reply makes comparable.
const COMPARABLE: [&str; 7] = ["ms", "s", "us", "iso", "east", "west", "behind"];
const OTHER: [&str; 4] = ["years", "zero", "negative", "null"];
const DATES: [&str; 4] = ["own", "unreadable", "front", "epoch"];

struct Case {
    scenario: Scenario,
    /// Whether everything can be proven.
    provable: bool,
}

impl Case {
    fn name(&self) -> String {
        self.scenario.settings.switches.join(" ")
    }
}

fn case(switches: &[String], lost: Option<Rule>, provable: bool) -> Case {
    let settings = Settings {
        switches: switches.to_vec(),
        ..Settings::default()
    };
    Case {
        scenario: Scenario {
            seed: Some(1),
            settings,
            rules: lost.into_iter().collect(),
        },
        provable,
    }
}

/// Replies are lost, some or all of them.
fn times() -> Vec<Case> {
    let some = || Rule {
        nth: 2..=3,
        ..Rule::new(Fault::DropReply)
    };
    let mut cases = Vec::new();
    for date in DATES {
        for time in COMPARABLE.into_iter().chain(OTHER) {
            let switches = [format!("create-time={time}"), format!("date={date}")];
            let comparable = COMPARABLE.contains(&time);
            cases.push(case(&switches, Some(some()), comparable));
            if matches!(date, "own" | "unreadable") {
                let by_date = date == "own" && matches!(time, "ms" | "s" | "us" | "iso");
                cases.push(case(&switches, Some(Rule::new(Fault::DropReply)), by_date));
            }
        }
    }
    cases
}

fn items() -> Vec<Case> {
    let ways = [
        "no-keys",
        "no-product",
        "no-asset",
        "one-asset",
        "lower-case",
        "blank",
    ];
    let ways = ways.map(|way| format!("made-item={way}"));
    let swapped = [
        "made-item=no-keys".to_owned(),
        "item-order=reversed".to_owned(),
    ];
    let mut cases: Vec<Case> = ways.map(|way| case(&[way], None, true)).into();
    cases.push(case(&swapped, None, true));
    cases
}

fn judge(case: &Case, verdict: Verdict) -> Option<String> {
    let good = if case.provable {
        verdict.is_true()
    } else {
        verdict.is_honest()
    };
    (!good).then(|| format!("{}: {verdict}", case.name()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_gateway_leaves_open_fails_no_row_of_the_run() {
    let wrong: Vec<Option<String>> = stream::iter(times().into_iter().chain(items()))
        .map(|case| async move {
            let world = World::after(2, "", case.scenario.clone()).await;
            let said = engine::run(&world).await;
            judge(&case, world.judge(&said))
        })
        .buffered(4)
        .collect()
        .await;
    let wrong: Vec<String> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nor_does_the_program_by_itself() {
    let picked = [
        "create-time=west date=own",
        "create-time=zero date=unreadable",
        "made-item=no-keys",
    ];
    let cases = times().into_iter().chain(items());
    let cases = cases.filter(|case| picked.contains(&case.name().as_str()));
    let wrong: Vec<Option<String>> = stream::iter(cases)
        .map(|case| async move {
            let world = World::after(2, "", case.scenario.clone()).await;
            let said = program::run(&world).await;
            judge(&case, world.judge(&said))
        })
        .buffered(3)
        .collect()
        .await;
    let wrong: Vec<String> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
