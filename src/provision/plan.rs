//! The plan of a run: what would become of each row, told before anything is written.

mod headroom;
mod repeats;
mod survey;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::compare::differences;
use super::existing::existing;
use super::same::Same;
use super::{Problem, Severity, visits};
use crate::domain::{Bounds, Draft, Existing, Field, FoundDevice, Outcome, Sent};

pub use headroom::{DEVICES_PER_PRODUCT, Headroom};
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
    /// Device keys that several rows have, by key.
    pub repeats: Vec<Repeat>,
    /// How many Batch Create requests the rows need that neither exist nor are invalid. Look-ups after
    /// a lost reply, repetitions and runs that are gone on with come on top.
    pub calls: usize,
    /// What could not be checked and why, one sentence each.
    pub unchecked: Vec<String>,
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
    Identical(Box<FoundDevice>),
    /// A device with its key exists and differs.
    Different {
        /// The device as it is.
        found: Box<FoundDevice>,
        /// Where it differs; see [`values`](super::compare::values).
        fields: Vec<Field>,
    },
    /// It must not be sent; the errors, without the warnings.
    Invalid(Vec<Problem>),
    /// The product has no place left for it, by `EnOS`'s usual limit: see [`Headroom`].
    NoRoom,
    /// It would be sent, but whether its device exists could not be asked.
    Unchecked,
}

/// How many rows of a plan there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlanCounts {
    /// [`RowPlan::Create`].
    pub create: usize,
    /// [`RowPlan::GoesOn`].
    pub goes_on: usize,
    /// [`RowPlan::Made`].
    pub made: usize,
    /// [`RowPlan::Identical`].
    pub identical: usize,
    /// [`RowPlan::Different`].
    pub different: usize,
    /// [`RowPlan::Invalid`].
    pub invalid: usize,
    /// [`RowPlan::NoRoom`].
    pub no_room: usize,
    /// [`RowPlan::Unchecked`].
    pub unchecked: usize,
}

impl Plan {
    /// The plan for `drafts`, of which `problems` tells what is wrong with each (see
    /// [`check_all`](super::queue::check_all); a row without an entry has no problem), and `survey`
    /// what `EnOS` has.
    #[must_use]
    pub fn new<'draft>(
        drafts: impl IntoIterator<Item = &'draft Draft>,
        problems: impl IntoIterator<Item = Vec<Problem>>,
        survey: &Survey,
        bounds: &Bounds,
    ) -> Self {
        Self::knowing(drafts, problems, [], survey, bounds)
    }

    /// [`Plan::new`] for rows of which `same` tells what earlier runs mean for each (see
    /// [`recognise`](super::same::recognise); a row without an entry is new).
    #[must_use]
    pub fn knowing<'draft>(
        drafts: impl IntoIterator<Item = &'draft Draft>,
        problems: impl IntoIterator<Item = Vec<Problem>>,
        same: impl IntoIterator<Item = Same>,
        survey: &Survey,
        bounds: &Bounds,
    ) -> Self {
        let drafts: Vec<&Draft> = drafts.into_iter().collect();
        let mut same = same.into_iter();
        let mut gaps = Gaps::default();
        let mut rows: Vec<RowPlan> = drafts
            .iter()
            .zip(problems.into_iter().chain(std::iter::repeat_with(Vec::new)))
            .map(|(draft, problems)| {
                let same = same.next().unwrap_or_default();
                row(draft, problems, same, survey, &mut gaps)
            })
            .collect();
        let products = headroom::places(&drafts, &mut rows, survey);
        let unchecked = gaps.told(&products, survey);
        let sent = rows.iter().filter(|row| row.is_sent()).count();
        Self {
            rows,
            products,
            repeats: repeats::among(&drafts),
            calls: sent.div_ceil(usize::from(bounds.batch_size.max(1))),
            unchecked,
        }
    }

    /// How many rows there are of each kind.
    #[must_use]
    pub fn counts(&self) -> PlanCounts {
        visits::note(self.rows.len());
        let mut counts = PlanCounts::default();
        for row in &self.rows {
            *match row {
                RowPlan::Create => &mut counts.create,
                RowPlan::GoesOn(_) => &mut counts.goes_on,
                RowPlan::Made(_) => &mut counts.made,
                RowPlan::Identical(_) => &mut counts.identical,
                RowPlan::Different { .. } => &mut counts.different,
                RowPlan::Invalid(_) => &mut counts.invalid,
                RowPlan::NoRoom => &mut counts.no_room,
                RowPlan::Unchecked => &mut counts.unchecked,
            } += 1;
        }
        counts
    }

    /// What `policy` makes of the rows whose device exists, by index; they need not be sent. `drafts`
    /// are those the plan was made of.
    #[must_use]
    pub fn settle<'draft>(
        &self,
        drafts: impl IntoIterator<Item = &'draft Draft>,
        policy: Existing,
    ) -> Vec<(u32, Outcome)> {
        (0_u32..)
            .zip(self.rows.iter().zip(drafts))
            .filter_map(|(index, (row, draft))| match row {
                RowPlan::Identical(found) | RowPlan::Different { found, .. } => {
                    Some((index, existing(draft, found, policy)))
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

/// What to say of one row by itself; how full its product is comes later.
fn row(
    draft: &Draft,
    mut problems: Vec<Problem>,
    same: Same,
    survey: &Survey,
    gaps: &mut Gaps,
) -> RowPlan {
    problems.retain(|problem| problem.severity == Severity::Error);
    if !problems.is_empty() {
        return RowPlan::Invalid(problems);
    }
    match same {
        Same::New => {}
        Same::Going(sent) => return RowPlan::GoesOn(sent),
        Same::Made(sent) => return RowPlan::Made(sent),
    }
    // A row without a key gets a new one, and what has no key yet cannot exist.
    let Some(key) = draft.device_key.as_deref() else {
        return RowPlan::Create;
    };
    match survey.device(&draft.product_key, key) {
        Ok(None) => RowPlan::Create,
        Ok(Some(found)) => {
            let found = Box::new(found.clone());
            let fields = differences(draft, &found);
            if fields.is_empty() {
                RowPlan::Identical(found)
            } else {
                RowPlan::Different { found, fields }
            }
        }
        Err(why) => {
            gaps.add(&draft.product_key, why);
            RowPlan::Unchecked
        }
    }
}

/// Why it is not known whether devices exist: by product and reason, for how many rows.
#[derive(Default)]
struct Gaps(BTreeMap<(String, String), usize>);

impl Gaps {
    fn add(&mut self, product_key: &str, why: &str) {
        *self
            .0
            .entry((product_key.to_owned(), why.to_owned()))
            .or_default() += 1;
    }

    /// One sentence for each gap, that of the products' use included.
    fn told(self, products: &[Headroom], survey: &Survey) -> Vec<String> {
        let keys = self.0.into_iter().map(|((product, why), rows)| {
            let devices = if rows == 1 { "device" } else { "devices" };
            format!("product {product}: not checked whether {rows} {devices} exist already: {why}")
        });
        let uses = products.iter().filter_map(|Headroom { product_key, .. }| {
            let why = survey.used(product_key).err()?;
            Some(format!(
                "product {product_key}: not checked how many devices it has room for: {why}"
            ))
        });
        keys.chain(uses).collect()
    }
}
