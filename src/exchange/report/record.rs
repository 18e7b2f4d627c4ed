//! From the journal's record of a run to its report.

use super::{Report, ReportRow, Verdict};
use crate::domain::{Draft, Outcome, RowState, Sent, number};
use crate::store::{RunId, RunRecord, RunRow};

impl Report {
    /// The report of a run, every row in it, as the journal has it.
    ///
    /// The message of a row that is queued says why it was not sent; one whose reply is awaited counts
    /// as unknown.
    #[must_use]
    pub fn of(record: &RunRecord) -> Self {
        let unsent = match record.summary.end.as_deref() {
            // Rows are queued all the same: they were put back after the run had ended.
            None | Some("finished") => "still queued",
            Some(end) => end,
        };
        let run = Some(record.summary.id);
        let rows = record.rows.iter().map(|row| ReportRow {
            run,
            ..ReportRow::of(row, unsent)
        });
        Self::new(run, rows.collect())
    }

    /// The report over these rows.
    #[must_use]
    pub fn new(run: Option<RunId>, rows: Vec<ReportRow>) -> Self {
        let count = |outcome| rows.iter().filter(|row| row.outcome == outcome).count();
        Self {
            run,
            created: count(Verdict::Created),
            failed: count(Verdict::Failed),
            unknown: count(Verdict::Unknown),
            skipped: count(Verdict::Skipped),
            deleted: count(Verdict::Deleted),
            unsent: count(Verdict::Unsent),
            rows,
        }
    }
}

impl ReportRow {
    /// A row that is not sent, because the one that was `sent` before is its device.
    #[must_use]
    pub fn left_out(index: usize, draft: &Draft, sent: &Sent) -> Self {
        Self {
            index,
            outcome: Verdict::Skipped,
            product_key: draft.product_key.clone(),
            device_key: sent.device_key.clone(),
            asset_id: sent.asset_id.clone(),
            msg: made_text(sent),
            run: Some(sent.run),
            place: sent.row,
            name: draft.device_name.default_value.clone(),
            ..Self::default()
        }
    }

    /// Takes over an outcome that is newer than the record.
    pub fn settle(&mut self, outcome: &Outcome) {
        let (verdict, failure) = match outcome {
            Outcome::Created(created) => {
                self.outcome = Verdict::Created;
                self.device_key = Some(created.device_key.clone());
                self.asset_id = Some(created.asset_id.clone());
                self.code = None;
                self.msg = created_text(created.adopted, "");
                self.request_id.clone_from(&created.request_id);
                self.adopted = created.adopted;
                return;
            }
            Outcome::Failed(failure) => (Verdict::Failed, failure),
            Outcome::Skipped(failure) => (Verdict::Skipped, failure),
            Outcome::Unknown(failure) => (Verdict::Unknown, failure),
        };
        self.outcome = verdict;
        self.code = failure.code;
        self.msg.clone_from(&failure.msg);
        self.request_id.clone_from(&failure.request_id);
    }

    fn of(row: &RunRow, unsent: &str) -> Self {
        let (outcome, msg) = match row.state {
            RowState::Created => (Verdict::Created, created_text(row.adopted, &row.msg)),
            RowState::Failed => (Verdict::Failed, row.msg.clone()),
            RowState::Skipped => (Verdict::Skipped, row.msg.clone()),
            RowState::Deleted => (Verdict::Deleted, row.msg.clone()),
            RowState::Unknown => (Verdict::Unknown, row.msg.clone()),
            RowState::InFlight => (Verdict::Unknown, "under way: no reply yet".to_owned()),
            RowState::Queued => (Verdict::Unsent, format!("not sent: {unsent}")),
        };
        Self {
            index: usize::try_from(row.index).unwrap_or(usize::MAX),
            outcome,
            product_key: row.product_key.clone(),
            device_key: row.device_key.clone(),
            asset_id: row.asset_id.clone(),
            code: row.code,
            msg,
            request_id: row.request_id.clone(),
            automatic: row.automatic,
            adopted: row.adopted,
            run: None,
            place: row.index,
            name: row.name.clone(),
            device_secret: None,
        }
    }
}

/// What there is to say of a created row: why its device was kept when the run was undone, or that
/// it is older than the run.
fn created_text(adopted: bool, kept: &str) -> String {
    if adopted && kept.is_empty() {
        "it existed already, just as the row says, and was adopted".to_owned()
    } else {
        kept.to_owned()
    }
}

/// Why a row without a key is left out.
pub(in crate::exchange) fn made_text(sent: &Sent) -> String {
    format!(
        "created already, as row {} of run {}; --again creates another",
        number(sent.row),
        sent.run
    )
}
