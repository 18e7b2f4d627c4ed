//! The state machine of an undo: told what it heard, it says which devices to look up or delete next.
//!
//! A device is deleted only after a look that proved it unchanged, and soon after: proofs expire, so
//! that no pause lies between the two. Calls are told apart by numbers, so an answer counts once.

mod io;
mod pace;
mod proof;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use crate::domain::Bounds;
use crate::provision::KEYS_A_LOOK;
use crate::provision::pace::{doubled, later};
use crate::provision::run::{End, Wish};

pub use io::{CallId, Fate, Heard, Progress, Sight, Step, Trouble};
pub use proof::judge;

use pace::Pace;

/// How long a look proves that a device is unchanged, ms.
const PROOF_LIFE: i64 = 10_000;

/// An undo, or only the look before it: its rows, and how fast it goes.
#[derive(Debug)]
pub struct Undo {
    /// Rows to be looked up, in the order of their turns.
    looks: BTreeMap<Turn, Tries>,
    /// Rows whose devices are proven unchanged, each with when that was, the oldest first.
    proven: VecDeque<(i64, Row)>,
    under_way: BTreeMap<CallId, Vec<Row>>,
    last_call: CallId,
    pace: Pace,
    wish: Wish,
    /// Whether proven devices are deleted.
    deletes: bool,
    lag: Duration,
    most_looks: u16,
    most_attempts: u16,
    deleted: usize,
    kept: usize,
}

/// When a row is looked up and among whom: one look asks for one product.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    /// Not before this time, Unix ms.
    at: i64,
    product: Arc<str>,
    row: u32,
}

/// What was tried with a row.
#[derive(Clone, Debug, Default)]
struct Tries {
    /// How many looks in a row did not find it.
    missing: u16,
    /// How many deletions were perhaps acted upon.
    attempts: u16,
    /// What came of the last one.
    words: String,
}

#[derive(Clone, Debug)]
struct Row {
    index: u32,
    product: Arc<str>,
    tries: Tries,
}

impl Undo {
    /// An undo of these rows, each with its product.
    #[must_use]
    pub fn new(rows: impl IntoIterator<Item = (u32, Arc<str>)>, bounds: &Bounds) -> Self {
        let turns = rows.into_iter().map(|(row, product)| Turn {
            at: i64::MIN,
            product,
            row,
        });
        Self {
            looks: turns.map(|turn| (turn, Tries::default())).collect(),
            proven: VecDeque::new(),
            under_way: BTreeMap::new(),
            last_call: 0,
            pace: Pace::new(bounds),
            wish: Wish::Go,
            deletes: true,
            lag: bounds.lag,
            most_looks: bounds.looks.max(1),
            most_attempts: bounds.attempts.max(1),
            deleted: 0,
            kept: 0,
        }
    }

    /// Only looks: rows end as [`Fate::Deletable`] where an undo would delete.
    #[must_use]
    pub fn only_looking(self) -> Self {
        Self {
            deletes: false,
            ..self
        }
    }

    /// Takes note of what the user wants.
    pub fn wish(&mut self, wish: Wish) {
        self.wish = wish;
    }

    /// What to do now; a call that this names is under way from here on.
    pub fn step(&mut self, now: i64) -> Step {
        let stopped = self.pace.stopped();
        if stopped.is_some() || self.wish == Wish::Cancel || self.open() == 0 {
            return match stopped {
                _ if !self.under_way.is_empty() => Step::Wait { until: None },
                _ if self.open() == 0 => Step::Done(End::Finished),
                Some(failure) => Step::Done(End::Stopped(failure.clone())),
                None => Step::Done(End::Cancelled),
            };
        }
        if self.wish == Wish::Pause || self.under_way.len() >= self.pace.at_once() {
            return Step::Wait { until: None };
        }
        self.drop_old_proofs(now);
        let turn = match self.looks.keys().next() {
            _ if !self.proven.is_empty() => i64::MIN,
            Some(turn) => turn.at,
            None => return Step::Wait { until: None },
        };
        let until = turn.max(self.pace.resting_until());
        if until > now {
            return Step::Wait { until: Some(until) };
        }
        self.last_call += 1;
        let call = self.last_call;
        if let Some((_, row)) = self.proven.pop_front() {
            let step = Step::Delete {
                call,
                row: row.index,
            };
            self.under_way.insert(call, vec![row]);
            return step;
        }
        let rows = self.take_looks(now);
        let step = Step::Look {
            call,
            rows: rows.iter().map(|row| row.index).collect(),
        };
        self.under_way.insert(call, rows);
        step
    }

    /// Takes note of the end of a call; says which rows came to theirs. Calls that are not under way
    /// are left alone.
    pub fn hear(&mut self, call: CallId, heard: Heard, now: i64) -> Vec<(u32, Fate)> {
        let Some(rows) = self.under_way.remove(&call) else {
            return Vec::new();
        };
        let fates = match heard {
            Heard::Seen(sights) => self.seen(rows, sights, now),
            Heard::Deleted => all(rows, &Fate::Deleted),
            Heard::Refused(why) => all(rows, &Fate::Kept(why)),
            Heard::Trouble(trouble) => {
                self.trouble(rows, &trouble);
                self.pace.faltered(trouble, now);
                Vec::new()
            }
        };
        for (_, fate) in &fates {
            match fate {
                Fate::Deleted => self.deleted += 1,
                Fate::Kept(_) => self.kept += 1,
                Fate::Deletable => {}
            }
        }
        if !fates.is_empty() {
            self.pace.recovered();
        }
        fates
    }

    /// Where it stands.
    #[must_use]
    pub fn progress(&self, now: i64) -> Progress {
        let rest = self.pace.resting_until();
        Progress {
            open: self.open(),
            deleted: self.deleted,
            kept: self.kept,
            under_way: self.under_way.len(),
            resting_until: (rest > now).then_some(rest),
            slowed: self.pace.slowed().map(str::to_owned),
            paused: self.wish == Wish::Pause,
        }
    }

    fn open(&self) -> usize {
        let under_way: usize = self.under_way.values().map(Vec::len).sum();
        self.looks.len() + self.proven.len() + under_way
    }

    /// The rows whose turn it is, of one product.
    fn take_looks(&mut self, now: i64) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        while rows.len() < KEYS_A_LOOK
            && let Some(entry) = self.looks.first_entry()
            && entry.key().at <= now
            && rows
                .first()
                .is_none_or(|row| row.product == entry.key().product)
        {
            let (Turn { product, row, .. }, tries) = entry.remove_entry();
            rows.push(Row {
                index: row,
                product,
                tries,
            });
        }
        rows
    }

    fn seen(&mut self, rows: Vec<Row>, sights: Vec<(u32, Sight)>, now: i64) -> Vec<(u32, Fate)> {
        let mut sights: BTreeMap<u32, Sight> = sights.into_iter().collect();
        let mut fates = Vec::new();
        for mut row in rows {
            let sight = sights.remove(&row.index).unwrap_or(Sight::Missing);
            let fate = match sight {
                Sight::Changed(why) => Fate::Kept(why),
                Sight::Missing => {
                    row.tries.missing += 1;
                    if row.tries.missing < self.most_looks {
                        let pause = doubled(self.lag, row.tries.missing - 1);
                        self.look_again(row, later(now, pause));
                        continue;
                    }
                    Fate::Deleted
                }
                Sight::Unchanged if !self.deletes => Fate::Deletable,
                Sight::Unchanged if row.tries.attempts >= self.most_attempts => {
                    let Tries {
                        attempts, words, ..
                    } = &row.tries;
                    Fate::Kept(format!("{attempts} attempts did not delete it: {words}"))
                }
                Sight::Unchanged => {
                    row.tries.missing = 0;
                    self.proven.push_back((now, row));
                    continue;
                }
            };
            fates.push((row.index, fate));
        }
        fates
    }

    /// Nothing is settled: whatever the rows were up to, they are looked up first.
    fn trouble(&mut self, rows: Vec<Row>, trouble: &Trouble) {
        for mut row in rows {
            if trouble.acted {
                row.tries.attempts = row.tries.attempts.saturating_add(1);
                row.tries.words.clone_from(&trouble.failure.msg);
            }
            self.look_again(row, i64::MIN);
        }
    }

    fn drop_old_proofs(&mut self, now: i64) {
        while let Some((proven_at, _)) = self.proven.front()
            && now.saturating_sub(*proven_at) > PROOF_LIFE
            && let Some((_, row)) = self.proven.pop_front()
        {
            self.look_again(row, i64::MIN);
        }
    }

    fn look_again(&mut self, row: Row, at: i64) {
        let Row {
            index,
            product,
            tries,
        } = row;
        let turn = Turn {
            at,
            product,
            row: index,
        };
        self.looks.insert(turn, tries);
    }
}

fn all(rows: Vec<Row>, fate: &Fate) -> Vec<(u32, Fate)> {
    rows.into_iter()
        .map(|row| (row.index, fate.clone()))
        .collect()
}
