//! What is told of the rows of a command that are in one run.

use crate::domain::RunId;
use crate::exchange::{Report, ReportRow};
use crate::store::RunRecord;
use crate::submit::Part;

/// What there is to tell of the rows, as the journal has them.
pub(super) fn told(part: &Part, record: RunRecord) -> Vec<ReportRow> {
    let rows = Report::of(record).rows.into_iter();
    rows.filter_map(|row| {
        let index = part.place(row.row.index)?;
        Some(ReportRow { index, ..row })
    })
    .collect()
}

/// The newest of their runs.
pub(super) fn newest(parts: &[Part]) -> Option<RunId> {
    parts.iter().map(|part| part.run).max()
}
