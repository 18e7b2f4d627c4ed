//! Asks `EnOS` what a plan has to know: which devices exist, and how full the products are.

use std::collections::{BTreeMap, BTreeSet};

use futures::future::{BoxFuture, FutureExt as _};
use futures::stream::{self, StreamExt as _};

use super::lookup;
use crate::domain::{Bounds, DraftRef};
use crate::enos::{Api, Error, patiently};
use crate::provision::KEYS_A_LOOK;
use crate::provision::plan::Survey;
use crate::said::Said;
use crate::words;

/// Asks for every product of `drafts`, for every device that they name by key, with its sealed secret if
/// `require_secret`, and for how many devices each product has; a few questions at once, as many as `bounds` has batches.
///
/// It only reads, and never fails: what was not answered says why. Once a question stays unanswered
/// because of the gateway or the connection, no further one is asked.
pub async fn survey<'draft>(
    api: &dyn Api,
    drafts: impl IntoIterator<Item: Into<DraftRef<'draft>>>,
    require_secret: bool,
    bounds: &Bounds,
) -> Survey {
    let mut survey = Survey::default();
    let mut products = keys_by_product(drafts);
    let at_once = usize::from(bounds.batches_at_once.max(1));
    let asked = async {
        // These few questions come first: they show whether the gateway answers at all.
        let shown = products.keys();
        let shown = shown.map(|product| patiently(bounds, || api.product(product)));
        let mut shown = stream::iter(shown.collect::<Vec<_>>()).buffered(at_once);
        for product in products.keys() {
            if let Some(Err(error)) = shown.next().await {
                let why = words::refused(error).map_err(|silence| words::call(&silence))?;
                survey.hides(product, why);
            }
        }
        drop(shown);
        // A search in a product that is not there finds nothing, and would pass for room.
        products.retain(|product, _| survey.hidden(product).is_none());
        let counts = products.keys();
        let counts =
            counts.map(|product| answered(bounds, || lookup::device_count(api, product).boxed()));
        let mut counts = stream::iter(counts.collect::<Vec<_>>()).buffered(at_once);
        for product in products.keys() {
            if let Some(used) = counts.next().await {
                survey.counted(product, used?);
            }
        }
        let chunks = chunks(&products);
        let looks = chunks.iter().map(|(product, keys)| {
            answered(bounds, || {
                lookup::devices(api, product, keys, require_secret).boxed()
            })
        });
        let mut looks = stream::iter(looks.collect::<Vec<_>>()).buffered(at_once);
        for (product, keys) in &chunks {
            if let Some(found) = looks.next().await {
                survey.looked(product, keys, found?);
            }
        }
        Ok::<(), Said>(())
    };
    if let Err(silence) = asked.await {
        survey.fall_silent(silence);
    }
    survey
}

type Keys<'draft> = BTreeMap<&'draft str, BTreeSet<&'draft str>>;

fn keys_by_product<'draft>(
    drafts: impl IntoIterator<Item: Into<DraftRef<'draft>>>,
) -> Keys<'draft> {
    let mut products = Keys::new();
    for draft in drafts.into_iter().map(Into::into) {
        if !draft.product_key().is_empty() {
            let keys = products.entry(draft.product_key()).or_default();
            keys.extend(draft.id().map(|id| id.device_key));
        }
    }
    products
}

/// The keys in portions that fit into one look-up.
fn chunks<'draft>(products: &Keys<'draft>) -> Vec<(&'draft str, Vec<String>)> {
    let mut chunks = Vec::new();
    for (product, keys) in products {
        let mut keys = keys.iter().map(|key| (*key).to_owned()).peekable();
        while keys.peek().is_some() {
            let some = keys.by_ref().take(KEYS_A_LOOK).collect();
            chunks.push((*product, some));
        }
    }
    chunks
}

/// The answer, or why `EnOS` refuses this question; the error is why there is none, nor would be to others.
async fn answered<'ask, T>(
    bounds: &Bounds,
    ask: impl Fn() -> BoxFuture<'ask, Result<T, Error>>,
) -> Result<Result<T, Said>, Said> {
    match patiently(bounds, ask).await {
        Ok(answer) => Ok(Ok(answer)),
        Err(error) if error.is_refusal() => Ok(Err(words::call(&error))),
        Err(error) => Err(words::call(&error)),
    }
}
