//! The beginning of a run: every row gets a key, and all are journalled before anything is sent.

use rand::RngExt as _;
use rand::distr::Alphanumeric;

use crate::domain::Draft;
use crate::store::{NewRow, NewRun, RunId, Store, StoreError};

/// The length of the keys that `EnOS` makes itself (samples of Create Device).
const KEY_LENGTH: usize = 10;

/// A device key of `EnOS`'s own shape: letters and digits.
pub fn make_key(random: &mut impl rand::Rng) -> String {
    (0..KEY_LENGTH)
        .map(|_| char::from(random.sample(Alphanumeric)))
        .collect()
}

/// A row whose device has a key before it leaves, so that its outcome can always be looked up.
#[must_use]
pub fn keyed(mut draft: Draft, random: &mut impl rand::Rng) -> NewRow {
    let automatic = draft.device_key.is_none();
    if automatic {
        draft.device_key = Some(make_key(random));
    }
    NewRow { draft, automatic }
}

/// Journals a run, all its rows queued, and takes `from_queue` out of the queue in the same commit.
/// Blocks.
///
/// With `keys_by_server` a blank key stays blank and `EnOS` makes one; what becomes of such a row when
/// its reply is lost can only be settled by eye.
///
/// # Errors
/// See [`Store::run_begin`]; then nothing was written.
pub fn begin(
    store: &Store,
    run: &NewRun,
    drafts: impl IntoIterator<Item = Draft>,
    from_queue: &[i64],
    keys_by_server: bool,
    random: &mut impl rand::Rng,
) -> Result<RunId, StoreError> {
    let rows: Vec<NewRow> = drafts
        .into_iter()
        .map(|draft| {
            if keys_by_server {
                NewRow {
                    draft,
                    automatic: false,
                }
            } else {
                keyed(draft, random)
            }
        })
        .collect();
    store.run_begin(run, rows, from_queue)
}
