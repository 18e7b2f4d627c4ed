//! Asking `EnOS` for devices by their keys and for how many a product has, and what a failure means.

use std::time::Duration;

use crate::domain::{Bounds, Failure, FoundDevice};
use crate::enos::{Acted, Api, Call, DeviceQuery, Error, Fault};

/// `EnOS`'s code for trouble of its own (public return codes): it may pass, and says nothing about how far
/// it got.
pub(super) const SYSTEM_ERROR: i64 = 99_500;

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
    };
    let found = api.search_devices(&query).await.map(|page| page.devices);
    match found {
        Err(error) if matches!(error.fault, Fault::Settings(_)) => {
            let mut found = Vec::new();
            for key in keys {
                found.extend(api.device(product_key, key, require_secret).await?);
            }
            Ok(found)
        }
        found => found,
    }
}

/// [`devices`], and those that the search does not show are asked for one by one: to be believed
/// where a device is expected, as searches may show an older state.
pub(super) async fn expected(
    api: &dyn Api,
    product_key: &str,
    keys: &[String],
) -> Result<Vec<FoundDevice>, Error> {
    let mut found = devices(api, product_key, keys, false).await?;
    found.retain(|device| device.product_key == product_key);
    for key in keys {
        if found.iter().all(|device| device.device_key != *key) {
            found.extend(api.device(product_key, key, false).await?);
        }
    }
    Ok(found)
}

/// How many devices a product has.
pub(super) async fn used(api: &dyn Api, product_key: &str) -> Result<u64, Error> {
    let query = DeviceQuery {
        product_key: product_key.to_owned(),
        device_keys: Vec::new(),
        page: 1,
        page_size: 1,
        require_secret: false,
    };
    api.search_devices(&query).await.map(|page| page.total)
}

/// What a failed call means for those that come after it.
pub(super) enum Outlook {
    /// The same call may well succeed later, and not before the gateway's own wish, if it had one.
    Passing(Option<Duration>),
    /// This call would fail again; others need not.
    Refused,
    /// Every call would fail: address, certificate, credentials or rights.
    Lasting,
}

/// What `error` means for the calls that come after it.
pub(super) fn outlook(error: &Error) -> Outlook {
    match &error.fault {
        Fault::Credentials { .. } | Fault::Denied { .. } | Fault::Tls(_) => Outlook::Lasting,
        Fault::Refused { code, .. } if *code != SYSTEM_ERROR && error.acted == Acted::No => {
            Outlook::Refused
        }
        Fault::Settings(_) | Fault::TooLarge => Outlook::Refused,
        fault => Outlook::Passing(fault.retry_after()),
    }
}

/// The failure as rows and people are told of it.
pub(super) fn failure(error: Error) -> Failure {
    let (code, msg) = match error.fault {
        Fault::Refused { code, msg } => (Some(code), msg),
        Fault::Credentials { code, .. } | Fault::Denied { code, .. } => {
            (code, error.fault.to_string())
        }
        fault => (None, fault.to_string()),
    };
    Failure {
        code,
        msg,
        request_id: error.request_id,
    }
}

/// How often a question is asked at most. Nothing depends on the answer, so it is not worth the
/// patience that a run has.
const ASKED: u16 = 3;

/// Asks, and asks again after a pause when the trouble may pass. For questions only.
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
        match outlook(&error) {
            Outlook::Passing(wish) if asked < ASKED => {
                let patience = wish.unwrap_or(pause).max(pause);
                tokio::time::sleep(patience.min(bounds.longest_pause)).await;
                pause = pause.saturating_mul(2);
            }
            Outlook::Passing(_) | Outlook::Refused | Outlook::Lasting => return Err(error),
        }
    }
}
