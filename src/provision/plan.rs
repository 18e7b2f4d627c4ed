//! The plan of a run: what would become of each row, told before anything is written.

mod going;
mod headroom;
mod part;
mod repeats;
mod survey;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::existing::Likeness;
use super::queue::same_key;
use super::same::Same;
use super::{Problem, visits};
use crate::domain::{Bounds, DraftRef, Existing, Outcome, Sent};
use crate::said::Said;

pub use going::Goes;
pub use headroom::{DEVICES_PER_PRODUCT, Headroom};
pub use part::{Part, Parts};
pub use repeats::Repeat;
pub use survey::Survey;

/// What would become of the rows of a run, as far as can be told beforehand.
///
/// A plan is a look at `EnOS`, not a promise: others may write meanwhile, and sending needs no plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// One for each row, in their order.
    pub rows: Vec<RowPlan>,
    /// The products that rows would be created in, by key.
    pub products: Vec<Headroom>,
    /// The products of rows that `EnOS` does not show, by key.
    pub not_shown: Vec<NotShown>,
    /// Device keys that several rows have, by key.
    pub repeats: Vec<Repeat>,
    /// How many Batch Create requests the rows need that would be sent. Look-ups after a lost reply,
    /// repetitions and runs that are gone on with come on top.
    pub calls: usize,
    /// What could not be checked and why, one for each product and reason.
    pub unchecked: Vec<Gap>,
}

/// What would become of one row.
#[derive(Clone, Debug, PartialEq)]
pub enum RowPlan {
    /// Its device would be created.
    Create,
    /// It is in a run that is not settled: it is gone on with there, and becomes what it becomes there.
    GoesOn(Box<Sent>),
    /// It has no key and was created already: it would be left out.
    Made(Box<Sent>),
    /// The device exists and is what the row says.
    Identical(Arc<Likeness>),
    /// A device with its key exists and differs.
    Different(Arc<Likeness>),
    /// An earlier row has its product and key; the errors, without the warnings.
    Repeated(Vec<Problem>),
    /// It must not be sent; the errors, without the warnings.
    Invalid(Vec<Problem>),
    /// `EnOS` does not show its product, for this reason.
    NoProduct(Said),
    /// The product has no place left for it, by `EnOS`'s usual limit: see [`Headroom`].
    NoRoom,
    /// It would be sent, but whether its device exists could not be asked.
    Unchecked,
}

/// A product that rows are for and `EnOS` does not show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotShown {
    /// The product.
    pub product_key: String,
    /// What `EnOS` said.
    pub why: Said,
    /// Rows that are not created for that.
    pub rows: usize,
}

/// What could not be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What.
    pub of: Unknown,
    /// Why.
    pub why: Said,
}

/// What a plan may not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// Whether so many devices of this product exist.
    Devices(String, usize),
    /// How many devices this product has room for.
    Room(String),
    /// What was sent before.
    SentBefore,
}

impl Plan {
    /// The plan for `drafts`, of which `problems` tells what is wrong with each (see
    /// [`check_all`](super::queue::check_all); a row without an entry has no problem), `same` what earlier runs
    /// mean for each (see [`recognise`](super::same::recognise); a row without an entry is new), and `survey` what
    /// `EnOS` has.
    #[must_use]
    pub fn new<'draft>(
        drafts: impl IntoIterator<Item: Into<DraftRef<'draft>>>,
        problems: impl IntoIterator<Item = Vec<Problem>>,
        same: impl IntoIterator<Item = Same>,
        survey: &Survey,
        bounds: &Bounds,
    ) -> Self {
        let drafts: Vec<DraftRef<'_>> = drafts.into_iter().map(Into::into).collect();
        let mut same = same.into_iter();
        let mut firsts = HashMap::new();
        let mut rows: Vec<RowPlan> = drafts
            .iter()
            .zip(problems.into_iter().chain(std::iter::repeat_with(Vec::new)))
            .enumerate()
            .map(|(index, (draft, problems))| {
                let draft = *draft;
                let same = same.next().unwrap_or_default();
                let first = draft.id().map(|id| *firsts.entry(id).or_insert(index));
                match first {
                    Some(first) if first != index => repeated(first, problems),
                    _ => row(draft, problems, same, survey),
                }
            })
            .collect();
        let products = headroom::places(&drafts, &mut rows, survey);
        let unchecked = unchecked(&drafts, &rows, &products, survey);
        let sent = rows.iter().filter(|row| row.is_sent()).count();
        Self {
            products,
            not_shown: not_shown(&drafts, &rows),
            repeats: repeats::among(&drafts),
            calls: sent.div_ceil(usize::from(bounds.batch_size.max(1))),
            unchecked,
            rows,
        }
    }

    /// How many rows are of each part: each row once.
    #[must_use]
    pub fn parts(&self) -> Parts {
        visits::note(self.rows.len());
        self.rows.iter().map(Part::from).collect()
    }

    /// What `policy` makes of the rows whose device exists, by place among `drafts`; they need not be sent. Those
    /// are the drafts the plan was made of.
    #[must_use]
    pub fn known<'draft>(
        &self,
        drafts: impl IntoIterator<Item: Into<DraftRef<'draft>>>,
        policy: Existing,
    ) -> Vec<(usize, Outcome)> {
        (0..)
            .zip(self.rows.iter().zip(drafts))
            .filter_map(|(index, (row, draft))| match row {
                RowPlan::Identical(device) | RowPlan::Different(device) => {
                    Some((index, device.settled(draft.into(), policy)))
                }
                _ => None,
            })
            .collect()
    }
}

impl RowPlan {
    /// Whether the row would leave, whatever the policy.
    #[must_use]
    pub const fn is_sent(&self) -> bool {
        matches!(self, Self::Create | Self::NoRoom | Self::Unchecked)
    }
}

/// A row whose product and key an earlier one has, `first` being its place.
fn repeated(first: usize, mut problems: Vec<Problem>) -> RowPlan {
    problems.retain(Problem::is_error);
    let clash = same_key(first);
    if !problems.contains(&clash) {
        problems.push(clash);
    }
    RowPlan::Repeated(problems)
}

/// What to say of one row by itself; how full its product is comes later.
fn row(draft: DraftRef<'_>, mut problems: Vec<Problem>, same: Same, survey: &Survey) -> RowPlan {
    if let Some(why) = survey.hidden(draft.product_key()) {
        return RowPlan::NoProduct(why.clone());
    }
    problems.retain(Problem::is_error);
    if !problems.is_empty() {
        return RowPlan::Invalid(problems);
    }
    match same {
        Same::New => {}
        Same::Going(sent) => return RowPlan::GoesOn(sent),
        Same::Made(sent) => return RowPlan::Made(sent),
    }
    // A row without a key gets a new one, and what has no key yet cannot exist.
    let Some(key) = draft.device_key() else {
        return RowPlan::Create;
    };
    match survey.device(draft.product_key(), key) {
        Ok(None) => RowPlan::Create,
        Ok(Some(device)) if device.differs.is_empty() => RowPlan::Identical(Arc::clone(device)),
        Ok(Some(device)) => RowPlan::Different(Arc::clone(device)),
        Err(_) => RowPlan::Unchecked,
    }
}

/// The products that rows are not created for, as `EnOS` does not show them.
fn not_shown(drafts: &[DraftRef<'_>], rows: &[RowPlan]) -> Vec<NotShown> {
    let mut products: BTreeMap<&str, NotShown> = BTreeMap::new();
    for (draft, row) in drafts.iter().zip(rows) {
        if let RowPlan::NoProduct(why) = row {
            let key = draft.product_key();
            let product = products.entry(key).or_insert_with(|| NotShown {
                product_key: key.to_owned(),
                why: why.clone(),
                rows: 0,
            });
            product.rows += 1;
        }
    }
    products.into_values().collect()
}

/// What is not known of a product: whether devices exist, and how full it is.
fn unchecked(
    drafts: &[DraftRef<'_>],
    rows: &[RowPlan],
    products: &[Headroom],
    survey: &Survey,
) -> Vec<Gap> {
    let mut gaps: BTreeMap<(&str, &Said), usize> = BTreeMap::new();
    for (draft, row) in drafts.iter().zip(rows) {
        if *row == RowPlan::Unchecked
            && let Some(key) = draft.device_key()
            && let Err(why) = survey.device(draft.product_key(), key)
        {
            *gaps.entry((draft.product_key(), why)).or_default() += 1;
        }
    }
    let keys = gaps.into_iter().map(|((product, why), rows)| Gap {
        of: Unknown::Devices(product.to_owned(), rows),
        why: why.clone(),
    });
    let uses = products.iter().filter_map(|Headroom { product_key, .. }| {
        let why = survey.used(product_key).err()?.clone();
        let of = Unknown::Room(product_key.clone());
        Some(Gap { of, why })
    });
    keys.chain(uses).collect()
}
