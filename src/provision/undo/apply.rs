//! What the ends of calls make of the rows of an undo.

use std::collections::BTreeMap;

use super::{CallEnd, Kind, Row, Sight, Trouble, Undo, UndoResult};
use crate::domain::{Cause, RowIndex, Timestamp, Undone};
use crate::provision::pace::doubled;
use crate::provision::run::RefusalScope;
use crate::provision::step::Ticket;

impl Undo {
    /// Takes note of the end of a call; says which rows came to theirs. Calls that are not under way
    /// are left alone.
    pub fn apply(
        &mut self,
        call: Ticket,
        ended: CallEnd,
        now: Timestamp,
    ) -> Vec<(RowIndex, UndoResult)> {
        let Some((kind, rows)) = self.under_way.end_if(call, |_| true) else {
            return Vec::new();
        };
        let results = match ended {
            CallEnd::Trouble(trouble) => self.trouble(kind, rows, trouble, now),
            answered => {
                self.pacer.clean();
                if kind != Kind::Search {
                    self.fruitless = 0;
                }
                self.answered(kind, rows, answered, now)
            }
        };
        for (_, result) in &results {
            match result {
                UndoResult::Settled(Undone::Deleted) => self.done.deleted += 1,
                UndoResult::Settled(Undone::Gone(_)) => self.done.gone += 1,
                UndoResult::Settled(Undone::Kept(_)) => self.done.kept += 1,
                UndoResult::Settled(Undone::Open(_)) => self.done.left += 1,
                UndoResult::Deletable(_) => {}
            }
        }
        results
    }

    fn answered(
        &mut self,
        kind: Kind,
        rows: Vec<Row>,
        ended: CallEnd,
        now: Timestamp,
    ) -> Vec<(RowIndex, UndoResult)> {
        let mut sights: BTreeMap<RowIndex, Sight> = BTreeMap::new();
        let mut unnamed = Sight::Nothing;
        match ended {
            CallEnd::Seen(seen) => sights.extend(seen),
            CallEnd::Vanished => unnamed = Sight::Gone,
            CallEnd::Deleted { window } => {
                self.done.window = self.done.window.max(window);
                let deleted = rows.iter().map(|row| row.settled(Undone::Deleted));
                return deleted.collect();
            }
            CallEnd::Trouble(_) => {}
        }
        let mut results = Vec::new();
        for mut row in rows {
            // EnOS's word that there was nothing to delete, where a look had just shown it.
            row.vanished |= unnamed == Sight::Gone;
            let sight = sights
                .remove(&row.target.index)
                .unwrap_or_else(|| unnamed.clone());
            // A deletion leaves only after a look that showed the device.
            row.seen |= kind == Kind::Delete || !matches!(sight, Sight::Nothing | Sight::Gone);
            let result = match (kind, sight) {
                (_, Sight::Changed(why)) => Some(row.settled(Undone::Kept(why))),
                (_, Sight::Untouched(blind)) if !self.deletes => {
                    Some((row.target.index, UndoResult::Deletable(blind)))
                }
                (Kind::Search, Sight::Untouched(_)) => {
                    row.listed = true;
                    self.proven.push_back((now, row));
                    None
                }
                (Kind::Search, Sight::Nothing | Sight::Gone) => {
                    row.listed = false;
                    self.gets.push_back(row);
                    None
                }
                (_, Sight::Untouched(_)) if row.attempts >= self.bounds.attempts.max(1) => {
                    let (attempts, after) = (row.attempts, row.last.take().map(Box::new));
                    Some(row.settled(Undone::Open(Cause::NotDeleted { attempts, after })))
                }
                (_, Sight::Untouched(_) | Sight::Nothing) => self.missed(row, false, now),
                (_, Sight::Gone) => self.missed(row, true, now),
            };
            results.extend(result);
        }
        results
    }

    /// A device that is not shown as a deletion needs it, or that EnOS says is gone: it is looked for
    /// again, until that can be believed or has been tried often enough.
    fn missed(
        &mut self,
        mut row: Row,
        gone: bool,
        now: Timestamp,
    ) -> Option<(RowIndex, UndoResult)> {
        row.missing = row.missing.saturating_add(1);
        if row.missing < self.bounds.looks.max(1) {
            let pause = doubled(self.bounds.lag, row.missing - 1);
            self.search(row, now.after(pause));
            return None;
        }
        let gone = gone && !row.listed;
        let undone = if gone && (row.target.unheard || row.vanished || row.target.made_long_ago) {
            let deletion_lost = row.target.unheard;
            Undone::Gone(Cause::Gone { deletion_lost })
        } else if row.seen {
            Undone::Open(Cause::ShownNoMore)
        } else {
            Undone::Open(Cause::NeverShown)
        };
        Some(row.settled(undone))
    }

    fn trouble(
        &mut self,
        kind: Kind,
        rows: Vec<Row>,
        trouble: Trouble,
        now: Timestamp,
    ) -> Vec<(RowIndex, UndoResult)> {
        let Trouble {
            cause,
            scope,
            acted,
        } = trouble;
        match scope {
            RefusalScope::Connection => {
                self.stopped.get_or_insert(cause.clone());
            }
            RefusalScope::Moment { retry_after } => {
                if let Some(asked) = self.pacer.strain(now, &cause, retry_after) {
                    let (seconds, after) = (asked.as_secs(), Box::new(cause.clone()));
                    self.stopped
                        .get_or_insert(Cause::AskedToWait { seconds, after });
                }
                if kind != Kind::Search {
                    self.fruitless = self.fruitless.saturating_add(1);
                }
                if self.pacer.faults().max(self.fruitless) >= self.bounds.faults.max(1) {
                    self.stopped.get_or_insert(cause.clone());
                }
            }
            RefusalScope::Row
            | RefusalScope::Product
            | RefusalScope::Size
            | RefusalScope::SizeOrRow => {
                self.pacer.clean();
                if kind != Kind::Search {
                    let kept = |row: &Row| row.settled(Undone::Kept(cause.clone()));
                    return rows.iter().map(kept).collect();
                }
                // The search cannot be made in this company: each is asked for by itself.
                self.gets.extend(rows);
                return Vec::new();
            }
        }
        for mut row in rows {
            if acted {
                row.attempts = row.attempts.saturating_add(1);
                row.target.unheard = true;
                row.last = Some(cause.clone());
            }
            match kind {
                Kind::Get => self.gets.push_back(row),
                // Whatever it was up to, it is looked up first.
                Kind::Search | Kind::Delete => self.search(row, Timestamp::MIN),
            }
        }
        Vec::new()
    }
}

impl Row {
    fn settled(&self, undone: Undone) -> (RowIndex, UndoResult) {
        (self.target.index, UndoResult::Settled(undone))
    }
}
