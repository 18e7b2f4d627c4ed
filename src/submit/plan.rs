//! Asks `EnOS` what a plan has to know: which devices exist, and how full the products are.

use std::collections::BTreeMap;

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
    let mut products = by_product(drafts);
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
        let looks = chunks.iter().map(|(product, drafts)| {
            answered(bounds, move || {
                let keys = drafts.iter().filter_map(|draft| draft.device_key());
                let keys: Vec<String> = keys.map(str::to_owned).collect();
                async move { lookup::devices(api, product, &keys, require_secret).await }.boxed()
            })
        });
        let mut looks = stream::iter(looks.collect::<Vec<_>>()).buffered(at_once);
        for (product, drafts) in &chunks {
            if let Some(found) = looks.next().await {
                survey.looked(product, drafts.iter().copied(), &found?);
            }
        }
        Ok::<(), Said>(())
    };
    if let Err(silence) = asked.await {
        survey.fall_silent(silence);
    }
    survey
}

/// The drafts by product and key; of several with one key the first, which alone is planned.
type Products<'draft> = BTreeMap<&'draft str, BTreeMap<&'draft str, DraftRef<'draft>>>;

fn by_product<'draft>(drafts: impl IntoIterator<Item: Into<DraftRef<'draft>>>) -> Products<'draft> {
    let mut products = Products::new();
    for draft in drafts.into_iter().map(Into::into) {
        if !draft.product_key().is_empty() {
            let keys = products.entry(draft.product_key()).or_default();
            if let Some(id) = draft.id() {
                keys.entry(id.device_key).or_insert(draft);
            }
        }
    }
    products
}

/// The drafts that have a key, in portions that fit into one look-up.
fn chunks<'draft>(products: &Products<'draft>) -> Vec<(&'draft str, Vec<DraftRef<'draft>>)> {
    let mut chunks = Vec::new();
    for (product, drafts) in products {
        let mut drafts = drafts.values().copied().peekable();
        while drafts.peek().is_some() {
            let some = drafts.by_ref().take(KEYS_A_LOOK).collect();
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
