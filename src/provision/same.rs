//! Which rows were sent before: equal rows are counted, so that nothing is made twice, and nothing that is
//! new is left out.

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};
use std::slice;

use crate::domain::{Content, DraftRef, RowState, RunId, Sent};

/// What earlier runs mean for a row that is to be sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Same {
    /// Nothing: it is new.
    #[default]
    New,
    /// It is in this run, which is not settled: it is gone on with there and becomes what it becomes there.
    Going(Box<Sent>),
    /// It has no key of its own, and was created already. `EnOS` would make it once more.
    Made(Box<Sent>),
}

/// Recognises `rows`, in their order, among those that were sent before, which are in the order
/// of their runs and places (see `Store::sent_before`).
///
/// Every row sent before stands for one row at most. What is not settled comes first; what was created
/// stands for a row of a run that is gone on with, because other rows of it are or because it was cut short
/// before anybody was told of its end. In other runs it stands for keyless rows only, and for none with
/// `again`: of a key that exists `EnOS` and the policy for existing devices decide.
///
/// A row that was corrected in its run stands for what it says now, and failing that for what it said
/// before: a file that still holds the uncorrected row means the same device.
#[must_use]
pub fn recognise(rows: Vec<Wanted>, sent: Vec<Sent>, again: bool) -> Vec<Same> {
    let mut matching = Matching {
        rows,
        taken: vec![false; sent.len()],
        sent,
    };
    matching.take(|_| true, |sent| sent.state != RowState::Created);
    let going: BTreeSet<RunId> = matching.runs().collect();
    matching.take(|_| true, |sent| !sent.told || going.contains(&sent.run));
    let going: BTreeSet<RunId> = matching.runs().collect();
    if !again {
        matching.take(|wanted| wanted.keyless, |_| true);
    }
    matching.told(&going)
}

/// A row that is to be sent.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// What it says.
    pub content: Content,
    keyless: bool,
    /// Which of those sent before it is.
    is: Option<usize>,
}

impl<'a> From<DraftRef<'a>> for Wanted {
    fn from(draft: DraftRef<'a>) -> Self {
        Self {
            content: Content::of(&draft.open(), false),
            keyless: draft.device_key().is_none(),
            is: None,
        }
    }
}

struct Matching {
    rows: Vec<Wanted>,
    sent: Vec<Sent>,
    taken: Vec<bool>,
}

impl Matching {
    /// Gives each of the rows `wanted` that has none yet one of those sent before that `fits`: first by what
    /// they say now.
    fn take(&mut self, wanted: impl Fn(&Wanted) -> bool, fits: impl Fn(&Sent) -> bool) {
        for former in [false, true] {
            let mut free: HashMap<Content, Vec<usize>> = HashMap::new();
            // From the end, so that the first is the first to be taken.
            for (place, sent) in self.sent.iter().enumerate().rev() {
                let said = if former {
                    sent.former.as_slice()
                } else {
                    slice::from_ref(&sent.content)
                };
                for content in said.iter().filter(|_| fits(sent)) {
                    free.entry(*content).or_default().push(place);
                }
            }
            let open = self
                .rows
                .iter_mut()
                .filter(|row| row.is.is_none() && wanted(row));
            for row in open {
                let Some(free) = free.get_mut(&row.content) else {
                    continue;
                };
                while row.is.is_none()
                    && let Some(place) = free.pop()
                {
                    let taken = self.taken.get_mut(place);
                    row.is = taken.filter(|taken| !**taken).map(|taken| {
                        *taken = true;
                        place
                    });
                }
            }
        }
    }

    /// The runs of the rows that are recognised.
    fn runs(&self) -> impl Iterator<Item = RunId> {
        let places = self.rows.iter().filter_map(|row| row.is);
        places.filter_map(|place| Some(self.sent.get(place)?.run))
    }

    fn told(self, going: &BTreeSet<RunId>) -> Vec<Same> {
        let mut sent: Vec<Option<Sent>> = self.sent.into_iter().map(Some).collect();
        let mut same = |row: Wanted| {
            let sent = sent.get_mut(row.is?)?.take()?;
            let going = sent.state != RowState::Created || going.contains(&sent.run);
            let same = if going { Same::Going } else { Same::Made };
            Some(same(Box::new(sent)))
        };
        self.rows
            .into_iter()
            .map(|row| same(row).unwrap_or_default())
            .collect()
    }
}
