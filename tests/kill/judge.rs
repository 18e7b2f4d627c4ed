//! What was printed, against what EnOS (here: the sandbox) knows.

use std::collections::{BTreeMap, HashMap};

use enroll::sandbox::Truth;
use serde_json::{Value, json};

use crate::world::{DEVICES, FOREIGN, is_taken, key, name};

/// What is wrong with a result. All nothing is right.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// Rows that were not printed.
    pub lost: usize,
    /// Devices made more than once, or for no row.
    pub doubled: usize,
    /// Rows that are not what they were said to be.
    pub misreported: usize,
    /// Rows whose outcome is unknown although the run had ended.
    pub unsettled: usize,
    /// Rows that only a person can settle, which is no fault: somebody else's key, a lost reply, and no device of
    /// the run to compare times with.
    pub a_persons: usize,
    /// The first of them, in words.
    pub told: Vec<String>,
}

impl Faults {
    pub fn add(&mut self, other: &Self) {
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.misreported += other.misreported;
        self.unsettled += other.unsettled;
        self.a_persons += other.a_persons;
        self.told.extend(other.told.iter().cloned());
    }

    /// Whether there are none.
    pub fn are_none(&self) -> bool {
        self.lost + self.doubled + self.misreported + self.unsettled == 0
    }

    fn tell(&mut self, what: String) {
        if self.told.len() < 5 {
            self.told.push(what);
        }
    }
}

/// Judges `--format jsonl`: the last line about a row counts.
pub fn lines(lines: &[Value], truth: &[Truth]) -> Faults {
    let mut rows = BTreeMap::new();
    for line in lines.iter().filter(|line| line["event"] == "row") {
        rows.insert(line["row"].as_u64().unwrap() - 1, line.clone());
    }
    let rows: Vec<Value> = rows.into_values().collect();
    compare(&rows, truth)
}

/// Judges `--format json`.
pub fn object(lines: &[Value], truth: &[Truth]) -> Faults {
    let [object] = lines else {
        panic!("not one object: {lines:?}");
    };
    compare(object["rows"].as_array().unwrap(), truth)
}

fn compare(rows: &[Value], truth: &[Truth]) -> Faults {
    let mut faults = Faults::default();
    let mut by_name: HashMap<&str, Vec<&Truth>> = HashMap::new();
    for device in truth.iter().filter(|device| device.name != FOREIGN) {
        by_name.entry(&device.name).or_default().push(device);
        if device.created.len() != 1 || device.deleted != 0 {
            faults.doubled += 1;
            faults.tell(format!("made more than once: {device:?}"));
        }
    }
    let mut printed: HashMap<u64, Vec<&Value>> = HashMap::new();
    for row in rows {
        printed
            .entry(row["row"].as_u64().unwrap() - 1)
            .or_default()
            .push(row);
    }
    for index in 0..DEVICES {
        let name = name(index);
        let made = by_name.remove(name.as_str()).unwrap_or_default();
        if made.len() > 1 {
            faults.doubled += 1;
            faults.tell(format!("two devices of one row: {made:?}"));
        }
        let printed = printed.remove(&(index as u64)).unwrap_or_default();
        match printed.as_slice() {
            [row] if is_a_persons(index, row, rows) => faults.a_persons += 1,
            [row] if row["outcome"] == "unknown" => {
                faults.unsettled += 1;
                faults.tell(format!("not settled: {row}"));
            }
            [row] if is_true(index, row, made.first().copied()) => {}
            [row] => {
                faults.misreported += 1;
                faults.tell(format!("{row}, but in truth: {made:?}"));
            }
            [] => {
                faults.lost += 1;
                faults.tell(format!("no word of row {index}, made: {made:?}"));
            }
            _ => {
                faults.misreported += 1;
                faults.tell(format!("row {index} is printed twice"));
            }
        }
    }
    for device in by_name.into_values().flatten() {
        faults.doubled += 1;
        faults.tell(format!("a device of no row: {device:?}"));
    }
    faults
}

/// Whether nothing can prove whose the device of a row's key is: of its run no device was made whose time could
/// be compared.
fn is_a_persons(index: usize, row: &Value, rows: &[Value]) -> bool {
    let disputed = row["outcome"] == "unknown" && row["code"] == 11702 && is_taken(index);
    let of_its_run = || rows.iter().filter(|other| other["run"] == row["run"]);
    disputed && of_its_run().all(|other| other["outcome"] != "created")
}

/// Whether a row is as it was printed. One whose key is taken must fail; all others can be made, and must
/// be, as their failure would be nobody's fault.
fn is_true(index: usize, row: &Value, made: Option<&Truth>) -> bool {
    let right_key = key(index).is_none_or(|key| row["deviceKey"] == key);
    let right = match (row["outcome"].as_str(), made) {
        (Some("created"), Some(device)) => {
            !is_taken(index)
                && row["deviceKey"] == device.device_key
                && row["productKey"] == device.product_key
                && device.asset_id.as_deref() == row["assetId"].as_str()
        }
        (Some("failed"), None) => is_taken(index) && row["code"] == 11702,
        _ => false,
    };
    right && right_key
}

/// A run in which everything went well: what was printed, and the truth.
fn well() -> (Vec<Value>, Vec<Truth>) {
    (0..DEVICES)
        .map(|index| {
            let key = key(index).unwrap_or_else(|| format!("auto{index:06}"));
            let made = !is_taken(index);
            let row = json!({
                "row": index + 1,
                "outcome": if made { "created" } else { "failed" },
                "productKey": "P",
                "deviceKey": key,
                "assetId": made.then(|| format!("A{index}")),
                "code": (!made).then_some(11702),
            });
            let truth = Truth {
                product_key: "P".to_owned(),
                device_key: key,
                asset_id: Some(format!("A{index}")),
                name: if made {
                    name(index)
                } else {
                    FOREIGN.to_owned()
                },
                created: vec![format!("r{index}")],
                deleted: 0,
                lives: Vec::new(),
            };
            (row, truth)
        })
        .unzip()
}

#[test]
fn every_kind_of_fault_is_seen() {
    let judged = |spoil: &dyn Fn(&mut Vec<Value>, &mut Vec<Truth>)| {
        let (mut rows, mut truth) = well();
        spoil(&mut rows, &mut truth);
        let faults = compare(&rows, &truth);
        (
            faults.lost,
            faults.doubled,
            faults.misreported,
            faults.unsettled,
        )
    };
    assert_eq!(judged(&|_, _| {}), (0, 0, 0, 0));
    let lost = judged(&|rows, _| drop(rows.remove(7)));
    assert_eq!(lost, (1, 0, 0, 0));
    let made_again = judged(&|_, truth| truth[7].created.push("again".to_owned()));
    assert_eq!(made_again, (0, 1, 0, 0));
    let under_two_keys = judged(&|_, truth| {
        let mut other = truth[7].clone();
        other.device_key = "another".to_owned();
        truth.push(other);
    });
    assert_eq!(under_two_keys, (0, 1, 0, 0));
    let of_no_row = judged(&|_, truth| truth[7].name = "of no row".to_owned());
    assert_eq!(of_no_row, (0, 1, 1, 0));
    for (field, value) in [("assetId", "B"), ("deviceKey", "B"), ("outcome", "failed")] {
        let misreported = judged(&|rows, _| rows[7][field] = json!(value));
        assert_eq!(misreported, (0, 0, 1, 0), "{field}");
    }
    let unsettled = judged(&|rows, _| rows[7]["outcome"] = json!("unknown"));
    assert_eq!(unsettled, (0, 0, 0, 1));
    let twice = judged(&|rows, _| rows.push(rows[7].clone()));
    assert_eq!(twice, (0, 0, 1, 0));
}
