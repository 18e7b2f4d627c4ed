//! Any sequence of answers, faults, wishes and times: what must hold throughout.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

/// What happens next to a call under way, or to the user.
#[derive(Clone, Debug)]
enum Turn {
    /// One of the calls under way ends, somehow.
    Ends {
        which: usize,
        how: u8,
    },
    Wish(Wish),
    Time(i64),
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let turn = prop_oneof![
        6 => (any::<usize>(), any::<u8>()).prop_map(|(which, how)| Turn::Ends { which, how }),
        1 => prop_oneof![Just(Wish::Go), Just(Wish::Pause)].prop_map(Turn::Wish),
        2 => (0_i64..20_000).prop_map(Turn::Time),
    ];
    proptest::collection::vec(turn, 0..200)
}

/// The calls under way as the world sees them.
#[derive(Default)]
struct World {
    looks: BTreeMap<CallId, Vec<u32>>,
    deletes: BTreeMap<CallId, u32>,
    /// Row → when a look last found it unchanged, until a deletion used that.
    proven: BTreeMap<u32, i64>,
    ended: BTreeSet<u32>,
}

impl World {
    /// Lets the machine begin what it wants to; gives whether it is done.
    fn begin(&mut self, machine: &mut Undo, now: i64) -> Result<bool, TestCaseError> {
        loop {
            match machine.step(now) {
                Step::Look { call, rows } => {
                    prop_assert!(!rows.is_empty() && rows.len() <= KEYS_A_LOOK);
                    for row in &rows {
                        prop_assert!(!self.busy(*row), "{row} is under way twice");
                    }
                    self.looks.insert(call, rows);
                }
                Step::Delete { call, row } => {
                    let proven = self.proven.remove(&row);
                    let age = proven.map(|at| now - at);
                    prop_assert!(age.is_some_and(|age| age <= PROOF_LIFE), "{row}: {age:?}");
                    prop_assert!(!self.busy(row), "{row} is under way twice");
                    self.deletes.insert(call, row);
                }
                Step::Wait { .. } => return Ok(false),
                Step::Done(_) => return Ok(true),
            }
            prop_assert!(self.looks.len() + self.deletes.len() <= 2);
        }
    }

    fn busy(&self, row: u32) -> bool {
        self.ended.contains(&row)
            || self.deletes.values().any(|under_way| *under_way == row)
            || self
                .looks
                .values()
                .flatten()
                .any(|under_way| *under_way == row)
    }

    fn end(
        &mut self,
        machine: &mut Undo,
        which: usize,
        how: u8,
        now: i64,
    ) -> Result<(), TestCaseError> {
        let under_way: Vec<CallId> = self
            .looks
            .keys()
            .chain(self.deletes.keys())
            .copied()
            .collect();
        let Some(call) = under_way.get(which % under_way.len().max(1)).copied() else {
            return Ok(());
        };
        let mut failing = trouble(how & 1 == 0);
        failing.retry_after = (how & 2 == 0).then(|| Duration::from_secs(u64::from(how)));
        let heard = if let Some(rows) = self.looks.remove(&call) {
            let sight = |row: &u32| match (u32::from(how) + row) % 7 {
                0 => None,
                1 => Some((*row, Sight::Changed("changed".to_owned()))),
                _ => Some((*row, Sight::Unchanged)),
            };
            let sights: Vec<_> = rows.iter().filter_map(sight).collect();
            if how < 60 {
                Heard::Trouble(failing)
            } else {
                let unchanged = sights
                    .iter()
                    .filter(|(_, sight)| *sight == Sight::Unchanged);
                self.proven.extend(unchanged.map(|(row, _)| (*row, now)));
                Heard::Seen(sights)
            }
        } else {
            self.deletes.remove(&call);
            match how {
                0..60 => Heard::Trouble(failing),
                60..80 => Heard::Refused("no".to_owned()),
                _ => Heard::Deleted,
            }
        };
        for (row, fate) in machine.hear(call, heard, now) {
            prop_assert!(self.ended.insert(row), "{row} ended twice");
            prop_assert!(fate != Fate::Deletable);
        }
        Ok(())
    }
}

proptest! {
    #[test]
    fn nothing_unproven_is_deleted_and_no_row_is_lost(rows in 0..120_u32, turns in turns()) {
        let bounds = Bounds { faults: u16::MAX, ..bounds() };
        let product = |row| Arc::from(if row % 3 == 0 { "P" } else { "Q" });
        let mut machine = Undo::new((0..rows).map(|row| (row, product(row))), &bounds);
        let (mut world, mut now) = (World::default(), 0);
        for turn in turns {
            world.begin(&mut machine, now)?;
            match turn {
                Turn::Ends { which, how } => world.end(&mut machine, which, how, now)?,
                Turn::Wish(wish) => machine.wish(wish),
                Turn::Time(passes) => now += passes,
            }
            let Progress { open, deleted, kept, .. } = machine.progress(now);
            prop_assert_eq!(deleted + kept, world.ended.len());
            prop_assert_eq!(open + deleted + kept, rows as usize);
        }
        // From here on all goes well: every row comes to its end.
        machine.wish(Wish::Go);
        now += 400_000;
        for _ in 0..3 * rows + 200 {
            now += 100;
            if world.begin(&mut machine, now)? {
                break;
            }
            for _ in 0..2 {
                world.end(&mut machine, 0, 255, now)?;
            }
        }
        prop_assert_eq!(machine.step(now), Step::Done(End::Finished));
        prop_assert_eq!(world.ended.len(), rows as usize);
    }
}
