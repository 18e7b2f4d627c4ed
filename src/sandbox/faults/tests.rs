//! Which requests meet which fault.

use std::ops::RangeInclusive;

use axum::http::{HeaderMap, Method, Uri};
use serde_json::json;

use super::super::call::Call;
use super::{Faults, Operation};
use crate::sandbox::scenario::{Fault, Rule};

const BATCH: Operation = Operation::BatchCreateDevices;

fn call(query: &str, body: &str) -> Call {
    let uri: Uri = format!("/path?{query}").parse().unwrap();
    let mut call = Call::new(Method::POST, &uri, HeaderMap::new());
    call.body = body.to_owned().into();
    call
}

/// Which of the first 20 batches meet the rule.
fn met(rule: Rule) -> Vec<u64> {
    let faults = Faults::new(vec![rule], 1);
    let empty = call("", "");
    (1..=20).filter(|_| meets(&faults, BATCH, &empty)).collect()
}

/// Whether a request meets a fault; the asset id `As` is that of `INV-0s`.
fn meets(faults: &Faults, operation: Operation, call: &Call) -> bool {
    let key_of = |asset: &str| Some(format!("INV-0{}", asset.strip_prefix('A')?));
    faults.meet(operation, call, &key_of).fault.is_some()
}

fn reset() -> Rule {
    Rule::new(Fault::Reset)
}

#[test]
fn counts_choose_among_the_requests() {
    let nth = |nth: RangeInclusive<u64>| Rule { nth, ..reset() };
    assert_eq!(met(nth(2..=2)), [2]);
    assert_eq!(met(nth(3..=5)), [3, 4, 5]);
    assert_eq!(
        met(Rule {
            every: 6,
            ..reset()
        }),
        [6, 12, 18]
    );
    assert_eq!(
        met(Rule {
            every: 6,
            ..nth(7..=99)
        }),
        [12, 18]
    );
    assert_eq!(
        met(Rule {
            times: 2,
            ..reset()
        }),
        [1, 2]
    );
    assert_eq!(
        met(Rule {
            from_batch: 19,
            ..reset()
        }),
        [19, 20]
    );
    let second = nth(2..=2);
    assert_eq!(
        met(Rule {
            from_batch: 19,
            ..second
        }),
        [20]
    );
    assert!(
        met(Rule {
            every: 0,
            ..reset()
        })
        .is_empty(),
        "none is a multiple of nothing"
    );
}

#[test]
fn chance_keeps_to_its_probability_and_repeats_with_the_seed() {
    let rule = || Rule {
        probability: 0.3,
        ..reset()
    };
    let empty = call("", "");
    let draws = |seed: u64, between: bool| -> Vec<bool> {
        let other = Rule {
            operations: vec![Operation::GetToken],
            ..rule()
        };
        let faults = Faults::new(vec![rule(), other], seed);
        (0..1_000)
            .map(|_| {
                if between {
                    meets(&faults, Operation::GetToken, &empty);
                }
                meets(&faults, BATCH, &empty)
            })
            .collect()
    };
    assert_eq!(draws(1, false), draws(1, false));
    assert_eq!(
        draws(1, false),
        draws(1, true),
        "other requests between make no difference"
    );
    assert_ne!(draws(1, false), draws(2, false));
    let hits = draws(1, false).iter().filter(|hit| **hit).count();
    assert!((200..400).contains(&hits), "{hits}");
    assert!(
        met(Rule {
            probability: 0.0,
            ..reset()
        })
        .is_empty()
    );
}

#[test]
fn of_all_rules_that_match_the_first_is_followed_and_all_count() {
    let first = Rule {
        every: 2,
        ..reset()
    };
    let second = Rule {
        nth: 3..=4,
        ..Rule::new(Fault::DropReply)
    };
    let faults = Faults::new(vec![first, second], 1);
    let names: Vec<_> = (1..=4)
        .map(|_| {
            let met = faults.meet(BATCH, &call("", ""), &|_| None);
            met.fault.map_or("-", |injection| injection.fault().name())
        })
        .collect();
    assert_eq!(names, ["-", "reset", "drop-reply", "reset"]);
}

#[test]
fn operations_and_keys_must_match() {
    let rule = Rule {
        operations: vec![BATCH, Operation::SearchDevices, Operation::DeleteDevice],
        keys: Some("INV-0*".into()),
        ..reset()
    };
    let faults = Faults::new(vec![rule], 1);
    let meets = |operation, query: &str, body: serde_json::Value| {
        super::tests::meets(&faults, operation, &call(query, &body.to_string()))
    };
    let list = |key: &str| json!({ "deviceList": [{ "deviceKey": "x" }, { "deviceKey": key }] });
    assert!(meets(BATCH, "", list("INV-01")));
    assert!(!meets(BATCH, "", list("INV-1")));
    assert!(!meets(BATCH, "", json!({ "deviceList": [{}, 3, null] })));
    assert!(!meets(
        Operation::CreateDevice,
        "",
        json!({ "deviceKey": "INV-01" })
    ));
    assert!(meets(
        Operation::DeleteDevice,
        "deviceKey=INV-01",
        json!({})
    ));
    assert!(!meets(Operation::DeleteDevice, "deviceKey=", json!({})));
    assert!(meets(Operation::DeleteDevice, "assetId=A7", json!({})));
    assert!(!meets(Operation::DeleteDevice, "assetId=B7", json!({})));
    let by_key = Faults::new(
        vec![Rule {
            keys: Some("*A7".into()),
            ..reset()
        }],
        1,
    );
    let by_asset = call("assetId=A7", "");
    let met = super::tests::meets(&by_key, BATCH, &by_asset);
    assert!(!met, "the id itself is no key");
    let search = |text: &str| json!({ "expression": text });
    let wanted = "productKey = 'p' and deviceKey in (\"a\", 'INV-07')";
    assert!(meets(Operation::SearchDevices, "", search(wanted)));
    assert!(!meets(
        Operation::SearchDevices,
        "",
        search("deviceKey = 'a' or INV-07")
    ));
}

#[test]
fn bodies_are_looked_into_only_for_keys() {
    let keyed = Rule {
        keys: Some("*".into()),
        ..reset()
    };
    assert!(!Faults::new(vec![reset()], 1).looks_into(BATCH));
    let faults = Faults::new(vec![reset(), keyed], 1);
    assert!(faults.looks_into(BATCH));
    assert!(!faults.looks_into(Operation::GetToken));
}
