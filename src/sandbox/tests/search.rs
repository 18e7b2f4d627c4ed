//! Search Devices: expressions, pages, the lag.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Bench, INVERTER, changed, inverter, sample};

/// A sandbox with four devices: keys `key-a` to `key-c` with tags, and one of another product.
async fn filled() -> Bench {
    let bench = Bench::new().await;
    let tagged = |key: &str, run: &str| {
        changed(
            inverter(key),
            &json!({ "deviceTags": { "run": run, "x/y-z": "1" } }),
        )
    };
    let named = json!({
        "deviceKey": "other",
        "deviceName": { "defaultValue": "Station", "i18nValue": { "zh_CN": "气象站" } },
    });
    bench
        .make(&[tagged("key-a", "1"), tagged("key-b", "2")])
        .await;
    bench
        .make(&[tagged("key-c", "1"), changed(sample("x"), &named)])
        .await;
    bench
}

/// The keys found, in order.
async fn keys(bench: &Bench, expression: &str) -> Vec<String> {
    let body = json!({ "expression": expression, "pagination": { "pageNo": 1, "pageSize": 100 } });
    let reply = bench.search(&body).await;
    assert_eq!(reply["code"], 0, "{expression}: {reply}");
    let rows = reply["data"].as_array().unwrap();
    rows.iter()
        .map(|row| row["deviceKey"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn expressions_find_what_they_say() {
    let bench = filled().await;
    let asset = bench.sandbox.devices()[1].asset_id.clone().unwrap();
    let by_asset = format!("assetId in ('{asset}')");
    let cases: [(&str, &[&str]); 17] = [
        ("", &["other", "key-c", "key-b", "key-a", "INV-001"]),
        (
            "productKey = \"2zp6A70r\"",
            &["key-c", "key-b", "key-a", "INV-001"],
        ),
        (
            "productKey='2zp6A70r' and deviceKey in (\"key-a\",'key-b')",
            &["key-b", "key-a"],
        ),
        (
            "deviceKey = 'key-a' or deviceKey = 'other'",
            &["other", "key-a"],
        ),
        (&by_asset, &["key-b"]),
        ("status = 'online'", &[]),
        (
            "status in ('online', 'inactive') and deviceKey = 'other'",
            &["other"],
        ),
        ("deviceTags.run = \"1\"", &["key-c", "key-a"]),
        (
            "deviceTags.run != \"1\" and exists(deviceTags.run)",
            &["key-b"],
        ),
        ("not exists(deviceTags.run)", &["other", "INV-001"]),
        ("deviceTags.x/y-z = '1'", &["key-c", "key-b", "key-a"]),
        ("deviceName like 'Stat'", &["other"]),
        ("deviceName.zh_CN like '气象'", &["other"]),
        ("deviceName.ja_JP like 'Stat'", &["other"]),
        ("modelId = 'ApiSample'", &["other"]),
        ("productType = 'Gateway'", &[]),
        (
            "(deviceTags.run = '1' or deviceTags.run = '2') AND deviceKey IN ('key-b', 'other')",
            &["key-b"],
        ),
    ];
    for (expression, expected) in cases {
        assert_eq!(keys(&bench, expression).await, expected, "{expression}");
    }
}

#[tokio::test]
async fn an_expression_that_makes_no_sense_is_refused() {
    let bench = Bench::new().await;
    for body in [
        json!({ "expression": "colour = 'red'" }),
        json!({ "expression": "deviceKey like 'x'" }),
        json!({ "expression": 5 }),
        json!({ "pagination": { "pageSize": 1_001 } }),
        json!({ "pagination": { "pageSize": 0 } }),
        json!({ "pagination": { "pageNo": "1" } }),
    ] {
        assert_eq!(bench.search(&body).await["code"], 99400, "{body}");
    }
}

#[tokio::test]
async fn rows_come_in_pages() {
    let bench = Bench::new().await;
    let items: Vec<Value> = (10..35).map(|n| inverter(&format!("key-{n}"))).collect();
    bench.make(&items).await;
    let expression = format!("productKey = '{INVERTER}' and deviceName like 'key'");
    let default = bench.search(&json!({ "expression": expression })).await;
    assert_eq!(default["data"].as_array().unwrap().len(), 10);
    assert_eq!(
        default["pagination"],
        json!({ "sortedBy": null, "pageNo": 1, "pageSize": 10, "totalSize": 25 })
    );
    let mut found = Vec::new();
    for page in 1..=4 {
        let body =
            json!({ "expression": expression, "pagination": { "pageNo": page, "pageSize": 10 } });
        let reply = bench.search(&body).await;
        assert_eq!(reply["pagination"]["totalSize"], 25);
        for row in reply["data"].as_array().unwrap() {
            found.push(row["deviceKey"].as_str().unwrap().to_owned());
        }
    }
    let newest_first: Vec<String> = (10..35).rev().map(|n| format!("key-{n}")).collect();
    assert_eq!(found, newest_first);
    let far = json!({ "pagination": { "pageNo": u64::MAX, "pageSize": 1_000 } });
    assert_eq!(bench.search(&far).await["data"], json!([]));
}

#[tokio::test]
async fn a_new_device_is_found_after_the_lag() {
    let bench = Bench::new().await;
    assert_eq!(bench.batch(&[inverter("fresh")]).await["code"], 0);
    let expression = "deviceKey = 'fresh'";
    assert!(keys(&bench, expression).await.is_empty());
    bench.pass(Duration::from_millis(1_999));
    assert!(keys(&bench, expression).await.is_empty());
    bench.pass(Duration::from_millis(1));
    assert_eq!(keys(&bench, expression).await, ["fresh"]);
}

#[tokio::test]
async fn devices_without_rows_are_counted() {
    let bench = Bench::new().await;
    let total = async |expression: &str| {
        let reply = bench.search(&json!({ "expression": expression })).await;
        reply["pagination"]["totalSize"].as_u64().unwrap()
    };
    assert_eq!(total("productKey = 'Mi99fU1L'").await, 9_997);
    assert_eq!(
        total("productKey = 'Mi99fU1L' and deviceKey = 'x'").await,
        0
    );
    assert_eq!(total("exists(deviceTags.run)").await, 0);
    assert_eq!(total("productKey = '2zp6A70r'").await, 1);
    assert_eq!(total("").await, 9_998);
}
