//! Runs that went well, and what meets their undo: somebody else at every moment, and a gateway that hides,
//! forgets, refuses or loses.

use std::time::Duration;

use enroll::sandbox::{Fault, How, Meddle, Operation, Rule, Scenario, Settings, When};

use super::cases::Case;
use super::world::DEVICES;

const LOOKS: [Operation; 2] = [Operation::SearchDevices, Operation::GetDevice];
const CALLS: [Operation; 3] = [
    Operation::SearchDevices,
    Operation::GetDevice,
    Operation::DeleteDevice,
];

pub fn cases() -> Vec<Case> {
    let mut all = others();
    all.extend(hidden());
    all.extend(troubled());
    all
}

fn case(name: &str, undo: Vec<Rule>) -> Case {
    let settings = Settings {
        switches: vec!["update-time=shown".to_owned()],
        ..Settings::default()
    };
    let scenario = Scenario {
        seed: Some(1),
        settings,
        rules: Vec::new(),
    };
    Case {
        undo,
        ..Case::new(name, scenario)
    }
}

fn at(operations: &[Operation], fault: Fault) -> Rule {
    Rule {
        operations: operations.to_vec(),
        ..Rule::new(fault)
    }
}

fn meddle(operation: Operation, how: How, when: When, share: f64) -> Rule {
    at(&[operation], Fault::Meddle(Meddle { how, when, share }))
}

/// Every way to meddle, each with another device.
fn every_way(operation: Operation, when: When, nth: u64) -> Vec<Rule> {
    let ways = How::ALL.iter().enumerate();
    let rules = ways.map(|(device, how)| Rule {
        keys: Some(format!("INV-M{device:03}")),
        nth: nth..=nth,
        ..meddle(operation, *how, when, 1.0)
    });
    rules.collect()
}

/// Somebody else, at every moment of an undo.
fn others() -> Vec<Case> {
    let search = Operation::SearchDevices;
    let (get, delete) = (Operation::GetDevice, Operation::DeleteDevice);
    let remade = |when| meddle(delete, How::Remake, when, 0.5);
    let lost = at(&[delete], Fault::DropReply);
    let every_other = Rule { every: 2, ..lost };
    let gone = Rule {
        times: 1,
        ..meddle(search, How::Delete, When::After, 0.7)
    };
    vec![
        case("others before the look", every_way(search, When::Before, 1)),
        case("others after look 1", every_way(search, When::After, 1)),
        case("others after look 2", every_way(search, When::After, 2)),
        case("others after look 3", every_way(search, When::After, 3)),
        case("others before the get", every_way(get, When::Before, 1)),
        case("others after the get", every_way(get, When::After, 1)),
        case("others at the deletion", every_way(delete, When::Before, 1)),
        case(
            "re-made, then lost",
            vec![remade(When::Before), every_other.clone()],
        ),
        case("lost, then re-made", vec![remade(When::After), every_other]),
        case(
            "others, and a bad link",
            [
                every_way(get, When::Before, 1),
                vec![Rule {
                    probability: 0.15,
                    ..at(&CALLS, Fault::DropReply)
                }],
            ]
            .concat(),
        ),
        case(
            "most gone, a quarter lost",
            vec![
                gone,
                Rule {
                    probability: 0.25,
                    ..at(&CALLS, Fault::DropReply)
                },
            ],
        ),
    ]
}

/// EnOS does not show what there is: nothing is deleted, and nothing is called so.
fn hidden() -> Vec<Case> {
    let spared = |case: Case| Case {
        spares: DEVICES,
        ..case
    };
    let mut lagged = case("an hour of lag", Vec::new());
    lagged.scenario.settings.lag = Some(Duration::from_secs(3_600));
    let switches = &mut lagged.scenario.settings.switches;
    switches.push("get-device=lagged".to_owned());
    let denied = |operations: &[Operation]| {
        let fault = Fault::Code {
            code: 99403,
            acted: false,
        };
        vec![at(operations, fault)]
    };
    let page = Fault::HtmlPage {
        status: 200,
        acted: false,
    };
    let looks = |fault| vec![at(&LOOKS, fault)];
    let all = vec![
        lagged,
        case("no device is shown", looks(Fault::Stale)),
        case("no right to look", denied(&LOOKS)),
        case("no right to search", denied(&LOOKS[..1])),
        case("no right to get", denied(&LOOKS[1..])),
        case("no right to delete", denied(&CALLS[2..])),
        case("a page for every look", looks(page)),
        case("no JSON for any look", looks(Fault::MalformedJson)),
        case("half a reply for every look", looks(Fault::CutReply)),
    ];
    let mut all: Vec<Case> = all.into_iter().map(spared).collect();
    let passing = |operations: &[Operation]| Rule {
        times: 4,
        ..at(operations, Fault::Stale)
    };
    all.push(case("not shown for a while", vec![passing(&LOOKS)]));
    all
}

/// Trouble that passes, at all calls.
fn troubled() -> Vec<Case> {
    let every = |every, fault| Rule {
        every,
        ..at(&CALLS, fault)
    };
    let by_chance = |probability, fault| Rule {
        probability,
        ..at(&CALLS, fault)
    };
    let code = |code, acted| Fault::Code { code, acted };
    vec![
        case("token-thief", vec![every(3, Fault::TokenRenewed)]),
        case("busy", vec![by_chance(0.2, code(99429, false))]),
        case("in doubt", vec![by_chance(0.2, code(99504, true))]),
        // Chance may meet every attempt at one device: it stays, and the row says so.
        Case {
            spares: 3,
            ..case("not done", vec![by_chance(0.2, code(99503, false))])
        },
        case("half replies", vec![by_chance(0.2, Fault::CutReply)]),
    ]
}
