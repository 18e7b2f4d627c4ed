//! One token for all callers, renewed in time.

use std::future::{poll_fn, ready};
use std::sync::atomic::AtomicUsize;

use futures::future::join_all;
use tokio::sync::Semaphore;

use super::*;
use crate::enos::Fault;

fn grant(text: &str, expire_s: i64) -> Grant {
    Grant {
        token: Secret::from(text.to_owned()),
        expire_s,
    }
}

fn failure() -> Error {
    Error::untouched(Fault::TooLarge { code: None })
}

fn must_not_fetch() -> impl Future<Output = Result<Grant, Error>> {
    poll_fn(|_| panic!("a fetch that nobody needs"))
}

#[tokio::test]
async fn is_kept_until_nine_tenths_of_its_life_are_over() {
    let cache = TokenCache::default();
    let first = cache
        .get(None, || 0, ready(Ok(grant("a", 100))))
        .await
        .unwrap();
    let kept = cache.get(None, || 89_999, must_not_fetch()).await.unwrap();
    assert_eq!(kept.value.expose(), first.value.expose());
    let renewed = cache
        .get(None, || 90_000, ready(Ok(grant("b", 100))))
        .await
        .unwrap();
    assert_eq!(renewed.value.expose(), "b");
}

#[tokio::test]
async fn a_refused_token_is_replaced_once_and_a_newer_one_is_kept() {
    let cache = TokenCache::default();
    let old = cache
        .get(None, || 0, ready(Ok(grant("a", 100))))
        .await
        .unwrap();
    // EnOS may hand out the same text again; the fetch tells the two apart.
    let new = cache
        .get(Some(&old), || 0, ready(Ok(grant("a", 100))))
        .await
        .unwrap();
    let late = cache.get(Some(&old), || 0, must_not_fetch()).await.unwrap();
    assert!(Arc::ptr_eq(&new, &late));
}

/// Ten callers while one fetch is held back: `answer` is what that fetch brings.
async fn ten_at_once(answer: fn() -> Result<Grant, Error>) -> (Vec<Result<String, Error>>, usize) {
    let cache = TokenCache::default();
    let fetched = AtomicUsize::new(0);
    let gate = Semaphore::new(0);
    let callers = (0..10).map(|_| async {
        let fetch = async {
            fetched.fetch_add(1, Ordering::Relaxed);
            let _ = gate.acquire().await;
            answer()
        };
        let token = cache.get(None, || 0, fetch).await?;
        Ok(token.value.expose().to_owned())
    });
    // Polled after all callers, so every one of them waits by then.
    let opener = async {
        gate.close();
    };
    let (results, ()) = futures::join!(join_all(callers), opener);
    (results, fetched.into_inner())
}

#[tokio::test]
async fn concurrent_callers_share_one_fetch() {
    let (results, fetched) = ten_at_once(|| Ok(grant("a", 100))).await;
    assert!(results.iter().all(|result| result.as_deref() == Ok("a")));
    assert_eq!(fetched, 1);
}

#[tokio::test]
async fn concurrent_callers_share_a_failure_and_later_ones_try_again() {
    let (results, fetched) = ten_at_once(|| Err(failure())).await;
    assert!(results.iter().all(|result| *result == Err(failure())));
    assert_eq!(fetched, 1);

    let cache = TokenCache::default();
    assert!(cache.get(None, || 0, ready(Err(failure()))).await.is_err());
    let token = cache
        .get(None, || 0, ready(Ok(grant("b", 1))))
        .await
        .unwrap();
    assert_eq!(token.value.expose(), "b");
}

#[tokio::test]
async fn a_caller_who_gives_up_does_not_block_the_next() {
    let cache = TokenCache::default();
    {
        let mut abandoned = Box::pin(cache.get(None, || 0, futures::future::pending()));
        assert!(futures::poll!(&mut abandoned).is_pending());
    }
    let token = cache
        .get(None, || 0, ready(Ok(grant("a", 1))))
        .await
        .unwrap();
    assert_eq!(token.value.expose(), "a");
}
