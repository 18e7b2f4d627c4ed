//! What holds all the time: limits, the clock, the lag, switches. And the token.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::time::Duration;

use reqwest::header::DATE;
use serde_json::json;

use super::super::START;
use super::super::client::credentials;
use super::{Bench, inverter, items};
use crate::sandbox::{Options, SandboxError, Scenario, Settings, start};

fn given(settings: Settings) -> Scenario {
    Scenario {
        settings,
        ..Scenario::default()
    }
}

#[tokio::test]
async fn limits_can_be_lower_than_documented() {
    let bench = Bench::under(given(Settings {
        batch_limit: Some(3),
        product_limit: Some(4),
        body_limit: Some(4_000),
        ..Settings::default()
    }))
    .await;
    // The catalogue brings one device of the product along.
    let reply = bench.batch(&items(4)).await;
    assert_eq!(
        (&reply["code"], &reply["msg"]),
        (&json!(99400), &json!("Invalid arguments"))
    );
    assert!(bench.made().is_empty());
    assert_eq!(bench.batch(&items(2)).await["code"], 0);
    let reply = bench.batch(&[inverter("key-x"), inverter("key-y")]).await;
    assert_eq!(reply["data"][1]["msg"], "Exceed max device size");
    assert_eq!(bench.made(), ["dev-0", "dev-1", "key-x"]);
    let response = bench.try_batch(&"long".repeat(1_000)).await.unwrap();
    assert_eq!(response.status(), 413);
}

#[tokio::test]
async fn the_clock_can_be_off_and_the_date_header_with_it() {
    let bench = Bench::under(given(Settings {
        clock_offset: 10 * 60_000,
        ..Settings::default()
    }))
    .await;
    let response = bench.try_batch("key-a").await.unwrap();
    assert_eq!(response.headers()[DATE], "Thu, 09 Oct 2025 09:03:20 GMT");
    bench.pass(Duration::from_secs(2));
    let found = bench
        .search(&json!({ "expression": "deviceKey = 'key-a'" }))
        .await;
    assert_eq!(found["data"][0]["createTime"], START + 1 + 10 * 60_000);
}

#[tokio::test]
async fn a_clock_that_is_too_far_off_lets_nobody_in() {
    for (name, date) in [
        ("clock-ahead", "Thu, 09 Oct 2025 09:13:20 GMT"),
        ("clock-behind", "Thu, 09 Oct 2025 08:33:20 GMT"),
    ] {
        let dir = Arc::new(tempfile::tempdir().unwrap());
        let mut options = Options::new(dir.path());
        options.clock = Arc::new(|| START);
        options.scenario = Some(super::example(name));
        let bench = Bench::unopened(dir, Arc::new(AtomicI64::new(START)), options).await;
        let reply = bench.client.token("get", &credentials(START)).await;
        assert_eq!(reply["status"], 1004, "{name}: {reply}");
        let response = bench.try_batch("key-a").await.unwrap();
        assert_eq!(response.headers()[DATE], date, "{name}");
    }
}

#[tokio::test]
async fn the_lag_can_be_longer() {
    let bench = Bench::under(given(Settings {
        lag: Some(Duration::from_secs(60)),
        ..Settings::default()
    }))
    .await;
    bench.batch(&items(1)).await;
    let mine = json!({ "expression": "deviceKey = 'dev-0'" });
    bench.pass(Duration::from_millis(59_999));
    assert_eq!(bench.search(&mine).await["data"], json!([]));
    bench.pass(Duration::from_millis(1));
    assert_eq!(bench.search(&mine).await["data"][0]["deviceKey"], "dev-0");
}

#[tokio::test]
async fn switches_are_set_and_a_wrong_one_is_named() {
    let with = |switch: &str| {
        given(Settings {
            switches: vec![switch.to_owned()],
            ..Settings::default()
        })
    };
    let bench = Bench::under(with("item-order=reversed")).await;
    let reply = bench.batch(&items(3)).await;
    assert_eq!(super::keys(&reply), ["dev-2", "dev-1", "dev-0"]);

    let dir = tempfile::tempdir().unwrap();
    let mut options = Options::new(dir.path());
    options.scenario = Some(with("item-order=odd"));
    let error = start(options).await.err().unwrap();
    assert!(matches!(error, SandboxError::Switch(_)), "{error}");
}

#[tokio::test]
async fn a_token_can_expire_or_be_renewed_by_another() {
    for name in ["token-expired", "token-renewed"] {
        let mut bench = Bench::example(name).await;
        assert_eq!(bench.batch(&[inverter("key-a")]).await["code"], 0);
        let old = bench.client.token.clone();
        for _ in 0..2 {
            let refused = bench.batch(&[inverter("key-b")]).await;
            assert_eq!(refused["status"], 1203, "{name}: {refused}");
        }
        bench.client.login().await;
        assert_ne!(bench.client.token, old, "{name}");
        assert_eq!(bench.batch(&[inverter("key-b")]).await["code"], 0, "{name}");
        assert_eq!(bench.made(), ["key-a", "key-b"]);
    }
}
