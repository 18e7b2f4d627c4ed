//! Asking `EnOS` for devices by their keys and for how many a product has, and what a failure means.

use super::reply::refusal_scope;
use crate::domain::{Bounds, FoundDevice, Whose};
use crate::enos::{Api, Call, DeviceQuery, Error};
use crate::provision::run::RefusalScope;

/// The devices of a product that have one of these keys, at most [`KEYS_A_LOOK`](crate::provision::KEYS_A_LOOK). A key that no search can carry
/// is asked for by itself.
pub(super) async fn devices(
    api: &dyn Api,
    product_key: &str,
    keys: &[String],
    require_secret: bool,
) -> Result<Vec<FoundDevice>, Error> {
    if keys.is_empty() {
        // To a search no key means any.
        return Ok(Vec::new());
    }
    let query = DeviceQuery {
        product_key: product_key.to_owned(),
        device_keys: keys.to_vec(),
        page: 1,
        page_size: u32::try_from(keys.len()).unwrap_or(u32::MAX),
        require_secret,
        last_updates: false,
    };
    let found = api.search_devices(&query).await.map(|page| page.devices);
    match found {
        // The keys cannot be asked for together: not in these words, or not so many at once.
        Err(error) if matches!(error.follows().whose, Whose::Row | Whose::Size) => {
            let mut found = Vec::new();
            for key in keys {
                found.extend(api.device(product_key, key, require_secret).await?);
            }
            Ok(found)
        }
        found => found,
    }
}

/// How many devices a product has.
pub(super) async fn used(api: &dyn Api, product_key: &str) -> Result<u64, Error> {
    let query = DeviceQuery {
        product_key: product_key.to_owned(),
        device_keys: Vec::new(),
        page: 1,
        page_size: 1,
        require_secret: false,
        last_updates: false,
    };
    api.search_devices(&query).await.map(|page| page.total)
}

/// How often a question is asked at most. Nothing depends on the answer, so it is not worth the
/// patience that a run has.
const ASKED: u16 = 3;

/// Lookups, and asks again after a pause when the trouble may pass, unless a longer pause is asked for than this
/// program takes by itself. For questions only.
///
/// # Errors
/// The last failure.
pub async fn patiently<'ask, T>(
    bounds: &Bounds,
    ask: impl Fn() -> Call<'ask, T>,
) -> Result<T, Error> {
    let mut pause = bounds.pause;
    let mut asked = 0;
    loop {
        let error = match ask().await {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        asked += 1;
        match refusal_scope(&error) {
            RefusalScope::Moment { retry_after }
                if asked < ASKED && retry_after <= Some(bounds.longest_pause) =>
            {
                let patience = pause.min(bounds.longest_pause);
                tokio::time::sleep(patience.max(retry_after.unwrap_or_default())).await;
                pause = pause.saturating_mul(2);
            }
            _ => return Err(error),
        }
    }
}
