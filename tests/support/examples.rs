//! Scenarios to try a client on: the example of every kind of fault, what `faults.toml` adds, and every way to meddle.

use super::{Fault, How, Operation, Scenario};

/// All of them, each with its name.
///
/// A kind's example meets the second batch of a run, as those in the file do; one that no batch can meet holds all
/// the time.
pub(super) fn examples() -> Vec<(String, Scenario)> {
    let kinds = Fault::KINDS.iter().map(|kind| {
        let mut scenario = ruled(&format!("fault = '{}'", kind.name), kind.example);
        let of_batches = |operations: &[_]| operations == [Operation::BatchCreateDevices];
        for rule in &mut scenario.rules {
            if of_batches(&rule.operations) {
                rule.nth = 2..=2;
            }
        }
        (kind.name.to_owned(), scenario)
    });
    let more: toml::Table = toml::from_str(include_str!("faults.toml")).unwrap();
    let more = more.into_iter().map(|(name, text)| {
        let text = toml::to_string(&text).unwrap();
        (name, read(&text))
    });
    kinds.chain(more).chain(others()).collect()
}

/// Somebody else at the devices whose keys end in 3, when they are asked for by Get Device, which is before the
/// answer says how they are.
fn others() -> impl Iterator<Item = (String, Scenario)> {
    How::ALL.iter().map(|how| {
        let place = "operation = 'get-device', keys = '*3'";
        let how_text = format!("fault = 'meddle', how = '{}'", how.name());
        let mut scenario = ruled(&how_text, place);
        if *how == How::Update {
            let shown = "update-time=shown".to_owned();
            scenario.settings.switches.push(shown);
        }
        (format!("others-{}", how.name()), scenario)
    })
}

/// One rule.
fn ruled(fault: &str, settings: &str) -> Scenario {
    let comma = if settings.is_empty() { "" } else { ", " };
    read(&format!("rule = [{{ {fault}{comma}{settings} }}]"))
}

/// Every example has a seed, so that it is the same in every run.
fn read(text: &str) -> Scenario {
    Scenario::parse(&format!("seed = 1\n{text}")).unwrap_or_else(|error| panic!("{error}\n{text}"))
}
