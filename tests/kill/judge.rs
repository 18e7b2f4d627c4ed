//! What was printed, against what EnOS (here: the sandbox) knows.

use std::collections::{BTreeMap, HashMap};

use enroll::sandbox::Truth;
use serde_json::Value;

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
    /// The first of them, in words.
    pub told: Vec<String>,
}

impl Faults {
    pub fn add(&mut self, other: &Self) {
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.misreported += other.misreported;
        self.unsettled += other.unsettled;
        self.told.extend(other.told.iter().cloned());
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
        rows.insert(line["index"].as_u64().unwrap(), line.clone());
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
            .entry(row["index"].as_u64().unwrap())
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
