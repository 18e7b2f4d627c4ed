//! The run in view: its rows, and what of them is counted. Counts follow the rows as these change: a frame
//! never counts.

use super::causes::Causes;
use crate::domain::{RowIndex, RowState, RunRow};
use crate::store::{RunRecord, RunSummary};
use crate::tui::widgets::rows::Rows;

/// A run with its rows.
#[derive(Debug)]
pub struct Shown {
    /// The run, and how many of its rows stand where.
    pub summary: RunSummary,
    rows: Rows<Vec<RunRow>>,
    /// The counts that no state tells.
    pub tally: Tally,
    /// Why rows failed.
    pub causes: Causes,
    /// The indexes of the rows that failed or are unknown, in their order.
    pub troubled: Vec<RowIndex>,
}

/// How many rows there are of some kinds that no state tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Unknown rows that only a person can settle: see [`RunRow::needs_person`].
    pub by_eye: usize,
    /// Devices that are marked to be deleted and still there.
    pub marked: usize,
    /// Devices that the run itself made and that are still there.
    pub made: usize,
    /// Devices that it found and took for its own.
    pub adopted: usize,
}

impl Tally {
    /// Takes a step, up or down, at each count that the row belongs to.
    fn count(&mut self, row: &RunRow, step: fn(usize, usize) -> usize) {
        let there = row.state == RowState::Created;
        for (count, belongs) in [
            (&mut self.by_eye, row.needs_person()),
            (&mut self.marked, row.is_to_be_deleted()),
            (&mut self.made, there && !row.adopted),
            (&mut self.adopted, row.adopted),
        ] {
            *count = step(*count, usize::from(belongs));
        }
    }
}

impl Shown {
    /// The rows, counted once.
    pub(super) fn new(record: RunRecord) -> Self {
        let RunRecord { summary, rows } = record;
        let rows = Rows::from(rows);
        let mut tally = Tally::default();
        let mut troubled_rows = Vec::new();
        let mut causes = Causes::default();
        for row in rows.iter() {
            causes.add(row);
            tally.count(row, usize::saturating_add);
            if troubled(row.state) {
                troubled_rows.push(row.index);
            }
        }
        Self {
            summary,
            rows,
            tally,
            causes,
            troubled: troubled_rows,
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row with this index.
    #[must_use]
    pub fn row(&self, index: RowIndex) -> Option<&RunRow> {
        self.rows.get(index.place())
    }

    /// Changes rows and what is counted of them.
    pub(super) fn change<T>(
        &mut self,
        rows: impl IntoIterator<Item = (RowIndex, T)>,
        change: impl Fn(&mut RunRow, T),
    ) {
        let mut turned = Vec::new();
        for (index, given) in rows {
            let Some(row) = self.rows.get_mut(index.place()) else {
                continue;
            };
            let before = row.state;
            self.tally.count(row, usize::saturating_sub);
            self.causes.remove(row);
            change(row, given);
            self.causes.add(row);
            self.tally.count(row, usize::saturating_add);
            if troubled(before) != troubled(row.state) {
                turned.push(index);
            }
            let counts = &mut self.summary.counts;
            *counts.of(before) = counts.of(before).saturating_sub(1);
            *counts.of(row.state) += 1;
        }
        if !turned.is_empty() {
            self.list(turned);
        }
    }

    /// Lists those that have turned to trouble, and no longer those that have turned from it.
    fn list(&mut self, mut turned: Vec<RowIndex>) {
        turned.sort_unstable();
        turned.dedup();
        self.troubled
            .retain(|index| turned.binary_search(index).is_err());
        let now = |index: &RowIndex| self.row(*index).is_some_and(|row| troubled(row.state));
        turned.retain(now);
        self.troubled.extend(turned);
        self.troubled.sort_unstable();
    }
}

/// Whether a row needs somebody's attention.
#[must_use]
pub(super) fn troubled(state: RowState) -> bool {
    matches!(state, RowState::Failed | RowState::Unknown)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::Counts;

    const ROWS: u32 = 40;

    fn record(rows: Vec<RunRow>) -> RunRecord {
        let mut counts = Counts::default();
        for row in &rows {
            *counts.of(row.state) += 1;
        }
        RunRecord {
            summary: RunSummary {
                counts,
                ..RunSummary::default()
            },
            rows,
        }
    }

    fn row(index: u32, (state, keyed, adopted, undo): (usize, bool, bool, bool)) -> RunRow {
        RunRow {
            index: RowIndex(index),
            state: RowState::ALL[state],
            product_key: "P".to_owned(),
            device_key: keyed.then(|| format!("K{index}")),
            name: String::new(),
            adopted,
            undo,
            cause: keyed.then(|| Box::new(crate::domain::Cause::CutShort)),
            ..RunRow::default()
        }
    }

    fn look() -> impl Strategy<Value = (usize, bool, bool, bool)> {
        (
            0..RowState::ALL.len(),
            any::<bool>(),
            any::<bool>(),
            any::<bool>(),
        )
    }

    proptest! {
        /// Whatever happens to the rows, what is kept is what counting anew would give.
        #[test]
        fn counts_that_are_kept_are_those_that_would_be_counted(
            first in prop::collection::vec(look(), ROWS as usize),
            changes in prop::collection::vec(
                prop::collection::vec((0..ROWS + 2, look()), 0..12), 0..12),
        ) {
            let rows = (0..).zip(first).map(|(index, look)| row(index, look)).collect();
            let mut shown = Shown::new(record(rows));
            for change in changes {
                let looks = change.into_iter().map(|(index, look)| (RowIndex(index), look));
                shown.change(looks, |changed, look| *changed = row(changed.index.0, look));
            }
            let anew = Shown::new(record(shown.rows.iter().cloned().collect()));
            prop_assert_eq!(shown.tally, anew.tally);
            prop_assert_eq!(shown.causes.counts(), anew.causes.counts());
            prop_assert_eq!(shown.troubled, anew.troubled);
            prop_assert_eq!(shown.summary.counts, anew.summary.counts);
        }
    }
}
