//! The access token: fetched once for everybody, renewed ahead of time or when it was refused.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Mutex;

use super::{Error, Secret};

/// How long a token is taken to live when the reply does not say; source: *Get Access Token*.
pub(super) const DEFAULT_LIFE_S: i64 = 7_200;

/// What the token service granted.
#[derive(Debug)]
pub(super) struct Grant {
    /// The token.
    pub token: Secret,
    /// Seconds it has left to live.
    pub expire_s: i64,
}

/// A token in use.
#[derive(Debug)]
pub(super) struct AccessToken {
    /// The token.
    pub value: Secret,
    /// When 90 % of its life is over, ms by the caller's clock.
    renew_at: i64,
    /// The fetch that brought it; tells a newer token from an older one even when EnOS hands out
    /// the same text again.
    fetch: u64,
}

/// The one token of a client.
///
/// The lock is held while a fetch is under way: it is what makes the callers share the fetch.
#[derive(Debug, Default)]
pub(super) struct TokenCache {
    last: Mutex<Option<Result<Arc<AccessToken>, Error>>>,
    /// How many fetches have ended.
    fetches: AtomicU64,
}

impl TokenCache {
    /// The token to use, through `fetch` when there is none, when it is nearly over, or when it is
    /// the one the caller saw `refused`. Callers who waited for a fetch share its result, even a failure.
    pub(super) async fn get(
        &self,
        refused: Option<&AccessToken>,
        now: impl Fn() -> i64,
        fetch: impl Future<Output = Result<Grant, Error>>,
    ) -> Result<Arc<AccessToken>, Error> {
        let before = self.fetches.load(Ordering::Acquire);
        let mut last = self.last.lock().await;
        match &*last {
            Some(shared) if before != self.fetches.load(Ordering::Acquire) => {
                return shared.clone();
            }
            Some(Ok(token))
                if now() < token.renew_at && refused.is_none_or(|old| old.fetch < token.fetch) =>
            {
                return Ok(Arc::clone(token));
            }
            _ => {}
        }
        let asked_at = now();
        let granted = fetch.await;
        let fetch = self.fetches.fetch_add(1, Ordering::AcqRel) + 1;
        let result = granted.map(|grant| {
            Arc::new(AccessToken {
                value: grant.token,
                renew_at: asked_at.saturating_add(grant.expire_s.saturating_mul(900)),
                fetch,
            })
        });
        *last = Some(result.clone());
        result
    }
}

#[cfg(test)]
mod tests;
