//! Searches and Get Device that are behind, and pages that move.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::INVERTER;
use super::{Bench, items, keys};
use crate::sandbox::{Fault, Operation, Rule, Shift};

async fn page(bench: &Bench, number: usize, size: usize) -> Value {
    let pagination = json!({ "pageNo": number, "pageSize": size });
    let mine = format!("productKey = '{INVERTER}'");
    bench
        .search(&json!({ "expression": mine, "pagination": pagination }))
        .await
}

#[tokio::test]
async fn a_stale_search_sees_only_what_was_there_before() {
    let rule = Rule {
        times: 2,
        ..Rule::new(Fault::Stale)
    };
    let bench = Bench::ruled(vec![rule]).await;
    bench.make(&items(2)).await;
    for found in [
        &["INV-001"][..],
        &["INV-001"],
        &["dev-1", "dev-0", "INV-001"],
    ] {
        assert_eq!(keys(&page(&bench, 1, 10).await), found);
    }
}

#[tokio::test]
async fn the_example_leaves_the_searches_before_the_run_alone() {
    let bench = Bench::example("stale-search").await;
    let before = page(&bench, 1, 10).await;
    assert_eq!(keys(&before), ["INV-001"]);
    assert!(bench.try_batch("key-a").await.is_ok());
    bench.pass(Duration::from_secs(2));
    assert_eq!(keys(&page(&bench, 1, 10).await).len(), 2);
    assert!(bench.try_batch("key-b").await.is_err());
    bench.pass(Duration::from_secs(2));
    for found in [1, 1, 3] {
        assert_eq!(keys(&page(&bench, 1, 10).await).len(), found);
    }
}

#[tokio::test]
async fn get_device_can_be_stale_too() {
    let rule = Rule {
        operations: vec![Operation::GetDevice],
        times: 1,
        ..Rule::new(Fault::Stale)
    };
    let bench = Bench::ruled(vec![rule]).await;
    bench.make(&items(1)).await;
    let selectors = [("productKey", INVERTER), ("deviceKey", "dev-0")];
    for code in [99404, 0] {
        let reply = bench
            .client
            .get("/connect-service/v2.4/devices", "get", &selectors)
            .await;
        assert_eq!(reply["code"], code);
    }
}

#[tokio::test]
async fn rows_move_between_pages() {
    let all = ["dev-3", "dev-2", "dev-1", "dev-0", "INV-001"];
    for (shift, second, third, total) in [
        (
            Shift::Inserted,
            &["dev-2", "dev-1"][..],
            &["dev-0", "INV-001"][..],
            6,
        ),
        (Shift::Deleted, &["dev-0", "INV-001"], &[], 4),
    ] {
        let bench = Bench::faulty(Fault::ShiftPages(shift)).await;
        bench.make(&items(4)).await;
        let first = page(&bench, 1, 2).await;
        assert_eq!(keys(&first), all[..2], "{shift:?}");
        assert_eq!(first["pagination"]["totalSize"], 5, "{shift:?}");
        let next = page(&bench, 2, 2).await;
        assert_eq!(keys(&next), second, "{shift:?}");
        assert_eq!(next["pagination"]["totalSize"], total, "{shift:?}");
        assert_eq!(keys(&page(&bench, 3, 2).await), third, "{shift:?}");
    }
}

#[tokio::test]
async fn pages_of_products_move_as_well() {
    let rule = Rule {
        operations: vec![Operation::SearchProducts],
        ..Rule::new(Fault::ShiftPages(Shift::Inserted))
    };
    let bench = Bench::ruled(vec![rule]).await;
    let mut pages = Vec::new();
    for number in [1, 2] {
        let body = json!({ "pagination": { "pageNo": number, "pageSize": 2 } });
        pages.push(bench.client.post("v2.4/products", "search", &body).await);
    }
    assert_eq!(
        pages[0]["data"][1]["productKey"],
        pages[1]["data"][0]["productKey"]
    );
}
