//! The one sum of a plan: every row is of one part, so the parts add up to the rows.

use std::collections::BTreeMap;

use super::RowPlan;

/// What would become of a row, in a word.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "camelCase")]
pub enum Part {
    /// [`RowPlan::Create`].
    Create,
    /// [`RowPlan::GoesOn`].
    GoesOn,
    /// [`RowPlan::Made`].
    Made,
    /// [`RowPlan::Identical`].
    Identical,
    /// [`RowPlan::Different`].
    Different,
    /// [`RowPlan::Repeated`].
    Repeated,
    /// [`RowPlan::Invalid`].
    Invalid,
    /// [`RowPlan::NoProduct`].
    NoProduct,
    /// [`RowPlan::NoRoom`].
    NoRoom,
    /// [`RowPlan::Unchecked`].
    Unchecked,
    /// Of a run that goes on: unknown, and no device is there.
    Sought,
    /// Of a run that goes on: unknown, and its device is there.
    Found,
    /// Of a run that goes on: unknown, and only a person can settle it.
    ByEye,
    /// Of a run that goes on: settled already.
    Settled,
}

impl Part {
    /// The parts of a plan; the others are of a run that goes on.
    pub fn of_plans() -> impl Iterator<Item = Self> {
        let all = <Self as strum::VariantArray>::VARIANTS.iter().copied();
        all.take_while(|part| *part != Self::Sought)
    }

    /// For scripts.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Whether its rows must be put right before anything is sent.
    #[must_use]
    pub const fn is_wrong(self) -> bool {
        matches!(self, Self::Repeated | Self::Invalid | Self::NoProduct)
    }
}

impl From<&RowPlan> for Part {
    fn from(row: &RowPlan) -> Self {
        match row {
            RowPlan::Create => Self::Create,
            RowPlan::GoesOn(_) => Self::GoesOn,
            RowPlan::Made(_) => Self::Made,
            RowPlan::Identical(_) => Self::Identical,
            RowPlan::Different(_) => Self::Different,
            RowPlan::Repeated(_) => Self::Repeated,
            RowPlan::Invalid(_) => Self::Invalid,
            RowPlan::NoProduct(_) => Self::NoProduct,
            RowPlan::NoRoom => Self::NoRoom,
            RowPlan::Unchecked => Self::Unchecked,
        }
    }
}

/// How many rows of a plan are of each part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts(BTreeMap<Part, usize>);

impl FromIterator<Part> for Parts {
    fn from_iter<T: IntoIterator<Item = Part>>(rows: T) -> Self {
        let mut parts = Self::default();
        for part in rows {
            *parts.0.entry(part).or_default() += 1;
        }
        parts
    }
}

impl Parts {
    /// How many rows are of a part.
    #[must_use]
    pub fn of(&self, part: Part) -> usize {
        self.0.get(&part).copied().unwrap_or_default()
    }

    /// The parts that have rows, with their number.
    pub fn iter(&self) -> impl Iterator<Item = (Part, usize)> {
        self.0.iter().map(|(part, rows)| (*part, *rows))
    }

    /// All rows.
    #[must_use]
    pub fn total(&self) -> usize {
        self.0.values().sum()
    }

    /// Rows that must be put right before anything is sent.
    #[must_use]
    pub fn wrong(&self) -> usize {
        let wrong = self.iter().filter(|(part, _)| part.is_wrong());
        wrong.map(|(_, rows)| rows).sum()
    }
}
