//! Any sequence of answers, faults, controls and times: what must hold throughout.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::domain::{RowIndex, Timestamp, millis};

/// What happens next to a call under way, or to the user.
#[derive(Clone, Debug)]
enum Turn {
    /// One of the calls under way ends, somehow.
    Ends {
        which: usize,
        how: u8,
    },
    Control(Control),
    Time(i64),
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let turn = prop_oneof![
        6 => (any::<usize>(), any::<u8>()).prop_map(|(which, how)| Turn::Ends { which, how }),
        1 => prop_oneof![Just(Control::Go), Just(Control::Pause)].prop_map(Turn::Control),
        2 => (0_i64..20_000).prop_map(Turn::Time),
    ];
    proptest::collection::vec(turn, 0..200)
}

/// The calls under way as the world sees them.
#[derive(Default)]
struct World {
    searches: BTreeMap<Ticket, Vec<RowIndex>>,
    gets: BTreeMap<Ticket, RowIndex>,
    deletes: BTreeMap<Ticket, RowIndex>,
    /// Row → when a search last found it untouched, until a deletion used that.
    proven: BTreeMap<RowIndex, i64>,
    /// Rows that `EnOS` said it deleted.
    deleted: BTreeSet<RowIndex>,
    ended: BTreeSet<RowIndex>,
}

impl World {
    /// Lets the machine begin what it wants to; gives whether it is done.
    fn begin(&mut self, machine: &mut Undo, now: i64) -> Result<bool, TestCaseError> {
        loop {
            match machine.step(Timestamp(now)) {
                Step::Call(call, Request::Search(rows)) => {
                    prop_assert!(!rows.is_empty() && rows.len() <= KEYS_A_LOOK);
                    for row in &rows {
                        prop_assert!(!self.busy(*row), "{row} is under way twice");
                    }
                    self.searches.insert(call, rows);
                }
                Step::Call(call, Request::Get(row)) => {
                    prop_assert!(!self.busy(row), "{row} is under way twice");
                    self.gets.insert(call, row);
                }
                Step::Call(call, Request::Delete(row)) => {
                    let age = self.proven.remove(&row).map(|at| now - at);
                    prop_assert!(
                        age.is_some_and(|age| age <= millis(SEARCH_LIFE)),
                        "{row}: {age:?}"
                    );
                    prop_assert!(!self.busy(row), "{row} is under way twice");
                    self.deletes.insert(call, row);
                }
                Step::Wait { .. } => return Ok(false),
                Step::Done(_) => return Ok(true),
            }
            prop_assert!(self.under_way().len() <= 2);
        }
    }

    fn under_way(&self) -> Vec<Ticket> {
        let alone = self.gets.keys().chain(self.deletes.keys());
        self.searches.keys().chain(alone).copied().collect()
    }

    fn busy(&self, row: RowIndex) -> bool {
        let alone = self.gets.values().chain(self.deletes.values());
        let mut under_way = self.searches.values().flatten().chain(alone);
        self.ended.contains(&row) || under_way.any(|under_way| *under_way == row)
    }

    fn end(
        &mut self,
        machine: &mut Undo,
        which: usize,
        how: u8,
        now: i64,
    ) -> Result<(), TestCaseError> {
        let under_way = self.under_way();
        let Some(call) = under_way.get(which % under_way.len().max(1)).copied() else {
            return Ok(());
        };
        let retry_after = (how & 2 == 0).then(|| Duration::from_secs(u64::from(how)));
        let failing = |acted| trouble(acted, RefusalScope::Moment { retry_after });
        let sight = |row: RowIndex| match (u32::from(how) + row.0) % 7 {
            0 => Sight::Nothing,
            1 => Sight::Changed(Cause::said("changed")),
            2 => Sight::Gone,
            _ => untouched(),
        };
        let ended = if let Some(rows) = self.searches.remove(&call) {
            if how < 60 {
                failing(false)
            } else {
                let sights: Vec<_> = rows.iter().map(|row| (*row, sight(*row))).collect();
                let proven = sights.iter().filter(|(_, sight)| *sight == untouched());
                self.proven.extend(proven.map(|(row, _)| (*row, now)));
                CallEnd::Seen(sights)
            }
        } else if let Some(row) = self.gets.remove(&call) {
            if how < 60 {
                failing(false)
            } else {
                said(row, sight(row))
            }
        } else {
            let row = self.deletes.remove(&call).unwrap();
            match how {
                0..60 => failing(how & 1 == 0),
                60..70 => trouble(false, RefusalScope::Row),
                70..80 => CallEnd::Vanished,
                80..90 => said(row, Sight::Changed(Cause::said("changed"))),
                _ => {
                    self.deleted.insert(row);
                    DELETED
                }
            }
        };
        for (row, result) in machine.apply(call, ended, Timestamp(now)) {
            prop_assert!(self.ended.insert(row), "{row} ended twice");
            let deleted = result == UndoResult::Settled(Undone::Deleted);
            prop_assert_eq!(
                deleted,
                self.deleted.contains(&row),
                "{}: {:?}",
                row,
                result
            );
        }
        Ok(())
    }
}

proptest! {
    #[test]
    fn nothing_unproven_is_deleted_and_no_row_is_lost(rows in 0..120_u32, turns in turns()) {
        let bounds = Bounds { faults: u16::MAX, ..bounds() };
        let product = |row| if row % 3 == 0 { "P" } else { "Q" };
        let mut machine = Undo::new((0..rows).map(|row| target(row, product(row))), &bounds, 7);
        let (mut world, mut now) = (World::default(), 0);
        for turn in turns {
            world.begin(&mut machine, now)?;
            match turn {
                Turn::Ends { which, how } => world.end(&mut machine, which, how, now)?,
                Turn::Control(control) => machine.control(control),
                Turn::Time(passes) => now += passes,
            }
            let progress = machine.progress(Timestamp(now));
            prop_assert_eq!(progress.settled(), world.ended.len());
            prop_assert_eq!(progress.open + progress.settled(), rows as usize);
            prop_assert_eq!(progress.deleted, world.deleted.len());
        }
        // From here on all goes well: every row comes to its end.
        machine.control(Control::Go);
        now += 400_000;
        for _ in 0..20 * rows + 200 {
            now += 1_000;
            if world.begin(&mut machine, now)? {
                break;
            }
            for _ in 0..2 {
                world.end(&mut machine, 0, 255, now)?;
            }
        }
        prop_assert_eq!(machine.step(Timestamp(now)), Step::Done(End::Finished));
        prop_assert_eq!(world.ended.len(), rows as usize);
    }
}
