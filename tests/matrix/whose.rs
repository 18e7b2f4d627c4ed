//! Gateways that leave open whose a device is: times that prove little, and successes that do not say what
//! was made. No row that the run made is called failed, and nobody else's device is called created.

use enroll::sandbox::{Fault, Rule, Scenario, Settings};
use futures::StreamExt as _;
use futures::stream;

use super::cases::Case;
use super::verdict::Verdict;
use super::world::World;
use super::{AT_ONCE, engine, program};

/// Times that a device of the run with a reply makes comparable.
const COMPARABLE: [&str; 7] = ["ms", "s", "us", "iso", "east", "west", "behind"];
const OTHER: [&str; 4] = ["years", "zero", "negative", "null"];
const DATES: [&str; 4] = ["own", "unreadable", "front", "epoch"];

/// A case, and whether everything can be proven.
type Open = (Case, bool);

fn case(switches: &[String], lost: Option<Rule>, provable: bool) -> Open {
    let settings = Settings {
        switches: switches.to_vec(),
        ..Settings::default()
    };
    let scenario = Scenario {
        seed: Some(1),
        settings,
        rules: lost.into_iter().collect(),
    };
    let case = Case {
        undo: Vec::new(),
        ..Case::new(&switches.join(" "), scenario)
    };
    (case, provable)
}

/// Replies are lost, some or all of them.
fn times() -> Vec<Open> {
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

fn items() -> Vec<Open> {
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
    let mut cases: Vec<Open> = ways.map(|way| case(&[way], None, true)).into();
    cases.push(case(&swapped, None, true));
    cases
}

fn judge((case, provable): &Open, verdict: Verdict) -> Option<String> {
    let good = if *provable {
        verdict.is_true()
    } else {
        verdict.is_honest()
    };
    (!good).then(|| format!("{}: {verdict}", case.name))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_gateway_leaves_open_fails_no_row_of_the_run() {
    let wrong: Vec<Option<String>> = stream::iter(times().into_iter().chain(items()))
        .map(|open| async move { judge(&open, engine::play(&World::new(&open.0).await).await) })
        .buffered(AT_ONCE)
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
    let cases = cases.filter(|(case, _)| picked.contains(&case.name.as_str()));
    let wrong: Vec<Option<String>> = stream::iter(cases)
        .map(|open| async move { judge(&open, program::play(&World::new(&open.0).await).await) })
        .buffered(AT_ONCE)
        .collect()
        .await;
    let wrong: Vec<String> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
