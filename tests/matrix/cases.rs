//! What is tried: every example of a fault, faults that are worse together, and what meets an undo alone.

use super::examples::examples;
use super::undoing;
use enroll::sandbox::{Fault, Operation, Pick, Rule, Scenario, Settings};

/// Codes after which the same connection would get no further: the run stops and keeps its rows.
const LASTING: [i64; 4] = [99403, 99497, 99498, 99501];

/// What goes wrong with a run and with the undo after it.
#[derive(Clone)]
pub struct Case {
    pub name: String,
    pub scenario: Scenario,
    /// The rules that are followed once the run is over.
    pub undo: Vec<Rule>,
    /// Whether EnOS makes the keys: what became of a row without one cannot be proven.
    pub keyless: bool,
    /// So many untouched devices an undo may leave, as the gateway does not let it go on.
    pub spares: usize,
}

impl Case {
    /// The faults of a run, and the same at the calls of an undo.
    pub fn new(name: &str, scenario: Scenario) -> Self {
        let undo: Vec<Rule> = scenario.rules.iter().flat_map(for_undo).collect();
        Self {
            name: name.to_owned(),
            spares: undo.iter().filter(|rule| refuses(&rule.fault)).count(),
            undo,
            scenario,
            keyless: false,
        }
    }

    /// Whether the run has to stop at its first batch, all rows kept.
    pub fn stops(&self) -> bool {
        self.scenario.rules.iter().any(|rule| {
            matches!(rule.fault, Fault::Code { code, acted: false } if LASTING.contains(&code))
                && *rule.nth.start() == 1
        })
    }
}

/// All of them.
pub fn all() -> Vec<Case> {
    let single = examples();
    let single = single.iter();
    let mut all: Vec<Case> = single
        .clone()
        .map(|(name, scenario)| Case::new(name, scenario.clone()))
        .collect();
    all.extend(combined());
    all.extend(
        single
            .filter(|(name, _)| is_doubt(name))
            .map(|(name, scenario)| Case {
                name: format!("{name}, no keys"),
                keyless: true,
                ..Case::new(name, scenario.clone())
            }),
    );
    all.extend(undoing::cases());
    all
}

/// Whether nobody hears of what was made: the examples to be tried without keys, too.
fn is_doubt(name: &str) -> bool {
    name.ends_with("-acted")
        || name.ends_with("-made")
        || ["drop-reply", "cut-reply", "code-99503", "missing-item"].contains(&name)
}

/// Whether the gateway says no to this one request, and would again.
fn refuses(fault: &Fault) -> bool {
    const PASSING: [i64; 7] = [99401, 99429, 99500, 99503, 99504, 99701, 99702];
    match *fault {
        Fault::Status { status, .. } => status == 400 || status == 413,
        Fault::Code { code, acted } => {
            let known = (11_000..12_000).contains(&code) || (99_400..99_602).contains(&code);
            let doubted = [99430, 99599].contains(&code);
            known && !doubted && !acted && !PASSING.contains(&code) && !LASTING.contains(&code)
        }
        _ => false,
    }
}

/// The same fault at the calls of an undo, as far as it can meet them: each of these has a count of its own.
fn for_undo(rule: &Rule) -> Vec<Rule> {
    if matches!(rule.fault, Fault::Meddle(_)) {
        return vec![rule.clone()];
    }
    let of_run = |operation: &Operation| *operation == Operation::BatchCreateDevices;
    let operations = if rule.operations.iter().any(of_run) {
        let calls = [
            Operation::SearchDevices,
            Operation::GetDevice,
            Operation::DeleteDevice,
        ];
        let possible = rule.fault.operations();
        let met = calls.into_iter().filter(|call| possible.contains(call));
        // A search that is refused for good leaves nothing to be undone.
        let left = |call: &Operation| *call != Operation::SearchDevices || !refuses(&rule.fault);
        met.filter(left).collect()
    } else {
        rule.operations.clone()
    };
    let at = |operation| Rule {
        operations: vec![operation],
        from_batch: 0,
        ..rule.clone()
    };
    operations.into_iter().map(at).collect()
}

/// Faults that are worse together.
fn combined() -> Vec<Case> {
    let lost = |name: &str, minutes: i64, more: Vec<Rule>| {
        let dropped = Rule {
            nth: 2..=3,
            ..Rule::new(Fault::DropReply)
        };
        let scenario = Scenario {
            seed: Some(1),
            settings: Settings {
                clock_offset: minutes * 60_000,
                ..Settings::default()
            },
            rules: [vec![dropped], more].concat(),
        };
        Case::new(name, scenario)
    };
    let some = Rule {
        nth: 4..=5,
        ..Rule::new(Fault::FailItems {
            code: 11714,
            acted: false,
            pick: Pick::Share(0.5),
        })
    };
    let bad_row = Rule {
        keys: Some("*7".to_owned()),
        ..Rule::new(Fault::Code {
            code: 99400,
            acted: false,
        })
    };
    vec![
        lost("lost, clock 10 min ahead", 10, vec![]),
        lost("lost, clock 10 min back", -10, vec![]),
        lost(
            "lost, then shuffled",
            0,
            vec![some, Rule::new(Fault::ShuffleItems)],
        ),
        lost("lost, then a bad row", 0, vec![bad_row]),
    ]
}
