//! Faults in the entries of a batch's answer, put into the finished body.

use rand::seq::SliceRandom as _;
use serde_json::{Value, json};

use super::super::reply::Answer;
use super::{Fault, Injection};

impl Injection {
    /// Spoils the entries of an answer as the fault says; an answer without any stays as it is.
    pub(super) fn spoil(&self, answer: &mut Answer) {
        let Some(Value::Array(entries)) = answer.body.get_mut("data") else {
            return;
        };
        let middle = entries.len() / 2;
        match self.fault() {
            Fault::ShuffleItems => shuffle(entries, self),
            Fault::MissingItem if middle < entries.len() => drop(entries.remove(middle)),
            Fault::ExtraItem => entries.insert(middle, strange_entry()),
            Fault::WrongCounts => {
                for name in ["successSize", "totalSize"] {
                    if let Some(count) = answer.body.get_mut(name) {
                        *count = json!(count.as_u64().unwrap_or_default().saturating_add(1));
                    }
                }
            }
            _ => {}
        }
    }
}

/// Changes the order; two entries or more never stay as they were.
fn shuffle(entries: &mut [Value], injection: &Injection) {
    let before = entries.to_vec();
    entries.shuffle(&mut injection.rng());
    if entries == before {
        entries.reverse();
    }
}

/// A device that nobody asked for.
fn strange_entry() -> Value {
    json!({
        "code": 0,
        "msg": "OK",
        "data": { "assetId": "NobodysX", "productKey": "nobodys0", "deviceKey": "nobodys-key" },
    })
}
