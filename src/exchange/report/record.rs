//! From the journal's record of a run to its report.

use super::{Report, ReportRow};
use crate::domain::{Cause, Counts, Draft, End, Maker, RowState, RunId, RunRow, Sent};
use crate::store::RunRecord;

impl Report {
    /// The report of a run, every row in it, as the journal has it.
    #[must_use]
    pub fn of(record: RunRecord) -> Self {
        let RunRecord { summary, rows } = record;
        let run = Some(summary.id);
        let row = |row: RunRow| ReportRow {
            index: row.index.place(),
            run,
            row: told(row, summary.end.as_ref()),
            device_secret: None,
        };
        let rows = rows.into_iter().map(row).collect();
        Self::new(run, summary.end, rows)
    }

    /// The report over these rows.
    #[must_use]
    pub fn new(run: Option<RunId>, end: Option<End>, rows: Vec<ReportRow>) -> Self {
        let mut counts = Counts::default();
        for row in &rows {
            *counts.of(row.row.state) += 1;
        }
        Self {
            run,
            end,
            counts,
            rows,
        }
    }
}

/// The row as it is told of after its run has ended so.
fn told(mut row: RunRow, end: Option<&End>) -> RunRow {
    let cause = match row.state {
        RowState::InFlight => {
            row.state = RowState::Unknown;
            Cause::UnderWay
        }
        RowState::Queued => Cause::NotSent { end: end.cloned() },
        _ => return row,
    };
    row.cause = Some(Box::new(cause));
    row
}

impl ReportRow {
    /// A row that is not sent, because the one that was `sent` before is its device.
    #[must_use]
    pub fn left_out(index: usize, draft: &Draft, sent: &Sent) -> Self {
        Self {
            index,
            run: Some(sent.run),
            row: RunRow {
                index: sent.row,
                state: RowState::Skipped,
                product_key: draft.product_key.clone(),
                name: draft.device_name.default_value.clone(),
                device_key: sent.device_key.clone(),
                asset_id: sent.asset_id.clone(),
                cause: Some(Box::new(made_already(sent))),
                ..RunRow::default()
            },
            device_secret: None,
        }
    }
}

/// Why a row is not sent that was `sent` before.
pub(in crate::exchange) fn made_already(sent: &Sent) -> Cause {
    let by = Maker {
        run: sent.run,
        row: sent.row,
    };
    Cause::MadeAlready { by }
}
