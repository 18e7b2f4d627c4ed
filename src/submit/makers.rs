//! Whose devices are known: what is another row's already is never taken for this one's.

use std::collections::BTreeMap;
use std::slice;

use super::blocking::blocking;
use crate::domain::{Cause, Maker, Outcome, RowIndex};
use crate::store::{Store, StoreError};

/// Which rows of the journal made which devices of a gateway and organisation.
#[derive(Clone, Debug)]
pub(super) struct Makers {
    store: Store,
    scope: String,
}

impl Makers {
    pub(super) const fn new(store: Store, scope: String) -> Self {
        Self { store, scope }
    }

    /// The rows that made the devices with these asset ids. A row that is looked up made none of them, as far
    /// as the journal knows.
    pub(super) async fn of(
        &self,
        assets: Vec<String>,
    ) -> Result<BTreeMap<String, Maker>, StoreError> {
        if assets.is_empty() {
            return Ok(BTreeMap::new());
        }
        let scope = self.scope.clone();
        blocking(&self.store, move |store| store.makers(&scope, &assets)).await
    }
}

/// Names the rows that made the devices whose keys a plan found taken: a plan asks `EnOS` alone. Blocks.
pub(super) fn name(
    store: &Store,
    scope: &str,
    known: &mut [(RowIndex, Outcome)],
) -> Result<(), StoreError> {
    for (_, outcome) in known {
        let (Outcome::Failed(failure) | Outcome::Skipped(failure)) = outcome else {
            continue;
        };
        if let Cause::KeyTaken { by } = &mut failure.cause {
            let mut maker = store.makers(scope, slice::from_ref(&by.asset_id))?;
            by.maker = maker.remove(&by.asset_id);
        }
    }
    Ok(())
}
