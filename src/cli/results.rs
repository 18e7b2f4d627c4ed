//! From a run's outcomes to the report that is printed.

use std::collections::BTreeMap;

use crate::domain::{Draft, Failure, Outcome};
use crate::enos::explain;
use crate::exchange::{Report, ReportRow, Verdict};
use crate::store::RunId;

/// The results of `run` over `devices`; a row without an outcome was never sent, because of `unsent`.
pub fn report(
    run: RunId,
    devices: &[Draft],
    outcomes: &BTreeMap<u32, Outcome>,
    unsent: &str,
) -> Report {
    let rows: Vec<ReportRow> = (0_u32..)
        .zip(devices)
        .enumerate()
        .map(|(index, (row, device))| self::row(index, device, outcomes.get(&row), unsent))
        .collect();
    let count = |verdict| rows.iter().filter(|row| row.outcome == verdict).count();
    Report {
        run: Some(run),
        created: count(Verdict::Created),
        failed: count(Verdict::Failed),
        unknown: count(Verdict::Unknown),
        rows,
    }
}

/// What to do about a row that is not created.
pub fn remedy(row: &ReportRow) -> Option<String> {
    let failure = || Failure {
        code: row.code,
        msg: row.msg.clone(),
        request_id: None,
    };
    match row.outcome {
        Verdict::Created => None,
        Verdict::Failed if row.msg.starts_with(NOT_SENT) => None,
        Verdict::Failed | Verdict::Unknown => Some(explain(&failure()).remedy),
    }
}

const NOT_SENT: &str = "not sent: ";

fn row(index: usize, device: &Draft, outcome: Option<&Outcome>, unsent: &str) -> ReportRow {
    let (outcome, failure) = match outcome {
        Some(Outcome::Created(created)) => {
            return ReportRow {
                index,
                outcome: Verdict::Created,
                product_key: created.product_key.clone(),
                device_key: Some(created.device_key.clone()),
                asset_id: Some(created.asset_id.clone()),
                code: None,
                msg: String::new(),
                request_id: created.request_id.clone(),
                name: device.device_name.default_value.clone(),
                device_secret: None,
            };
        }
        Some(Outcome::Failed(failure) | Outcome::Skipped(failure)) => {
            (Verdict::Failed, failure.clone())
        }
        Some(Outcome::Unknown(failure)) => (Verdict::Unknown, failure.clone()),
        None => (
            Verdict::Failed,
            Failure {
                msg: format!("{NOT_SENT}{unsent}"),
                ..Failure::default()
            },
        ),
    };
    ReportRow {
        index,
        outcome,
        product_key: device.product_key.clone(),
        device_key: device.device_key.clone(),
        asset_id: None,
        code: failure.code,
        msg: failure.msg,
        request_id: failure.request_id,
        name: device.device_name.default_value.clone(),
        device_secret: None,
    }
}
