//! Every call of the client as the gateway hears it.

use serde_json::json;

use super::*;
use crate::enos::testing::{Server, json_reply};

const SAMPLE: &str = include_str!("../../../assets/sample-request.json");

#[tokio::test]
async fn the_sample_of_the_documentation_is_sent_field_for_field() {
    let sample: Value = serde_json::from_str(SAMPLE).unwrap();
    let drafts: Vec<Draft> = serde_json::from_value(sample["deviceList"].clone()).unwrap();
    let server =
        Server::granting(|_| json_reply(&json!({"code": 0, "data": [{"code": 0}, {"code": 0}]})))
            .await;
    let drafts: Vec<&Draft> = drafts.iter().collect();
    let reply = server.client().batch_create(&drafts, true).await.unwrap();
    assert_eq!(reply.items.len(), 2);
    let seen = server.last();
    assert_eq!(seen.json(), sample);
    assert_eq!(seen.method, "POST");
    assert_eq!(seen.path, "/connect-service/v2.4/devices");
    assert_eq!(seen.query, "orgId=o12345678901234&action=batchCreate");
}

#[tokio::test]
async fn a_missing_device_is_no_error() {
    for code in [99404, 11404] {
        let missing = move || json_reply(&json!({"code": code, "msg": "Not found", "data": null}));
        let server = Server::granting(move |_| missing()).await;
        let client = server.client();
        assert_eq!(client.device("p", "d", true).await, Ok(None));
        assert!(
            server
                .last()
                .query
                .ends_with("productKey=p&deviceKey=d&requireSecret=true")
        );
        assert_eq!(client.asset("a").await, Ok(AssetLook::Gone));
        assert!(server.last().query.ends_with("action=get&assetId=a"));
        assert_eq!(client.delete_asset("a").await, Ok(false));
        assert_eq!(server.last().path, "/connect-service/v2.1/devices");
        assert!(server.last().query.ends_with("action=delete&assetId=a"));
        assert!(client.product("p").await.is_err());
    }
    let server = Server::granting(|_| json_reply(&json!({"code": 0, "data": null}))).await;
    assert_eq!(server.client().device("p", "d", false).await, Ok(None));
    assert_eq!(server.client().delete_asset("a").await, Ok(true));
}

#[tokio::test]
async fn only_the_asset_that_was_asked_for_is_here_and_only_a_refusal_says_that_it_is_gone() {
    for (data, here) in [
        (json!({"assetId": "a", "status": "inactive"}), true),
        (json!({"assetId": "b", "status": "inactive"}), false),
        (json!({"status": "inactive"}), false),
        (json!(null), false),
        (json!([]), false),
    ] {
        let reply = json!({"code": 0, "data": data});
        let server = Server::granting(move |_| json_reply(&reply)).await;
        let look = server.client().asset("a").await.unwrap();
        if here {
            assert!(matches!(look, AssetLook::Here(device) if device.asset_id == "a"));
        } else {
            assert_eq!(look, AssetLook::Nothing, "{data}");
        }
    }
}

#[tokio::test]
async fn all_pages_of_products_are_read() {
    let server = Server::granting(|seen| {
        let page = seen.json()["pagination"]["pageNo"].as_u64().unwrap();
        let keys = if page < 3 { 0..50 } else { 0..20 };
        let products: Vec<_> = keys
            .map(|n| json!({"productKey": format!("{page}-{n}")}))
            .collect();
        json_reply(&json!({"code": 0, "data": products, "pagination": {"totalSize": 120}}))
    })
    .await;
    let list = server.client().products(true).await.unwrap();
    assert_eq!((list.products.len(), list.more), (120, false));
    assert_eq!(server.seen().len(), 4);
    assert_eq!(server.last().json()["requireSecret"], true);
}

#[tokio::test]
async fn a_model_is_asked_for_with_public_ones_included() {
    let server =
        Server::granting(|_| json_reply(&json!({"code": 0, "data": {"modelId": "m/1"}}))).await;
    let model = server.client().thing_model("m/1").await.unwrap();
    assert_eq!(model.model_id, "m/1");
    let seen = server.last();
    assert_eq!(
        (seen.method.as_str(), seen.path.as_str()),
        ("GET", "/model-service/v2.1/thing-models")
    );
    assert!(
        seen.query.ends_with("action=get&modelId=m%2F1&scope=1"),
        "{}",
        seen.query
    );
}
