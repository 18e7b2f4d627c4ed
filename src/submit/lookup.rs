//! Asking `EnOS` for devices by their keys and for how many a product has.

use crate::domain::{FoundDevice, Whose};
use crate::enos::{Api, DeviceQuery, Error};

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
        require_secret,
        ..of_keys(product_key, keys.to_vec())
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

/// How many devices a product has: `totalSize` alone is a count (reference §9.1), so one row a page is enough.
///
/// # Errors
/// Why it cannot be told.
pub async fn device_count(api: &dyn Api, product_key: &str) -> Result<u64, Error> {
    let query = DeviceQuery {
        page_size: 1,
        ..of_keys(product_key, Vec::new())
    };
    api.search_devices(&query).await.map(|page| page.total)
}

/// A search for the devices of these keys, on one page; without keys it is for all devices of the product.
pub(super) fn of_keys(product_key: &str, device_keys: Vec<String>) -> DeviceQuery {
    DeviceQuery {
        product_key: product_key.to_owned(),
        page: 1,
        page_size: u32::try_from(device_keys.len()).unwrap_or(u32::MAX),
        device_keys,
        require_secret: false,
        last_updates: false,
    }
}
