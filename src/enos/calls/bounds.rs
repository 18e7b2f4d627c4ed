//! What a gateway may send without end, every call keeps within bounds.

use serde_json::json;

use super::*;
use crate::domain::Acted;
use crate::enos::testing::{Server, reply};

/// A server whose every reply is this one.
async fn saying(body: String) -> Server {
    Server::granting(move |_| reply(200, body.clone())).await
}

fn query(page_size: u32) -> DeviceQuery {
    DeviceQuery {
        product_key: "p".to_owned(),
        device_keys: Vec::new(),
        page: 1,
        page_size,
        require_secret: false,
        last_updates: true,
    }
}

/// What each call makes of that reply, as text.
async fn told(body: &Value) -> Vec<String> {
    let server = saying(body.to_string()).await;
    let client = server.client();
    vec![
        format!("{:?}", client.products(true).await),
        format!("{:?}", client.product("p").await),
        format!("{:?}", client.thing_model("m").await),
        format!(
            "{:?}",
            client.batch_create(&[&Draft::default()], true).await
        ),
        format!("{:?}", client.search_devices(&query(1)).await),
        format!("{:?}", client.device("p", "d", true).await),
        format!("{:?}", client.asset("a").await),
        format!("{:?}", client.delete_asset("a").await),
    ]
}

/// Something with every field that a call reads, each of them this text.
fn all_of(long: &str) -> Value {
    let name = json!({"defaultValue": long, "i18nValue": {"zh_CN": long, long: "x"}});
    let value = long.repeat(2);
    let attribute = json!({"identifier": "x", "name": name, "desc": long, "dataType": long,
        "unit": {"unitId": long, "multiplier": long}, "defaultValue": value});
    json!({
        "code": -1, "msg": long, "assetId": long, "productType": long, "modelId": long,
        "deviceName": name, "productName": name, "name": name, "productDesc": long, "deviceDesc": long,
        "timezone": long, "status": long, "productTags": {long: long}, "deviceTags": {long: long},
        "deviceAttributes": {"x": "short", long: [{"x": "short"}]}, "activeTime": long,
        "deviceSecret": long, "productSecret": long, "sessionKey": long,
        "attributes": {"x": attribute, long: attribute},
        "data": long, "productKey": "p", "deviceKey": "d",
    })
}

#[tokio::test]
async fn no_text_is_kept_longer_than_somebody_can_have_meant_it() {
    let long = "long ".repeat(8_000);
    for body in [
        json!({"code": 12345, "msg": long, "requestId": long}),
        json!({"code": 1001, "msg": long, "requestId": long}),
        json!({"message": long}),
        json!({"code": 0, "msg": long, "requestId": long, "data": [all_of(&long)],
            "pagination": {"totalSize": 1}}),
        json!({"code": 0, "msg": long, "requestId": long, "data": all_of(&long)}),
        Value::String(long.clone()),
    ] {
        for told in told(&body).await {
            let longest = told.split('"').map(str::len).max().unwrap_or_default();
            let head: String = told.chars().take(300).collect();
            assert!(longest < 9_000, "{longest}: {head}…");
        }
    }
    let server = saying(json!({"code": 12345, "msg": "é".repeat(5_000)}).to_string()).await;
    let error = server.client().product("p").await.unwrap_err();
    let cut = format!("{}… (904 more characters)", "é".repeat(4_096));
    assert_eq!(
        error.fault,
        Fault::Refused(crate::enos::refusal(Some(12345), cut))
    );
}

#[tokio::test]
async fn an_id_that_is_too_long_is_never_another_one() {
    let long = "a".repeat(600);
    let item = |data: Value| json!({"code": 0, "data": [{"code": 0, "msg": "OK", "data": data}]});
    let fits = json!({"productKey": "p", "deviceKey": "d", "assetId": "a"});
    for (field, kept) in [
        ("assetId", true),
        ("productKey", false),
        ("deviceKey", false),
    ] {
        let mut data = fits.clone();
        data[field] = json!(long);
        let server = saying(item(data).to_string()).await;
        let got = server
            .client()
            .batch_create(&[&Draft::default()], false)
            .await;
        match got {
            Ok(reply) => assert!(kept && reply.items[0].asset_id.is_none(), "{reply:?}"),
            Err(error) => assert!(!kept && error.acted == Acted::Perhaps, "{error:?}"),
        }
    }
    let device = json!({"code": 0, "requestId": long, "data": {"productKey": "p", "deviceKey": "d",
        "assetId": long, "deviceSecret": "s".repeat(9_000), "sessionKey": "k"}});
    let server = saying(device.to_string()).await;
    let device = server
        .client()
        .device("p", "d", true)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((device.asset_id.as_str(), device.sealed), ("", None));
    assert_eq!(server.client().asset(&long).await, Ok(AssetLook::Nothing));
    let page = json!({"code": 0, "data": [{"productKey": "p", "deviceKey": long}]});
    let server = saying(page.to_string()).await;
    assert!(server.client().search_devices(&query(1)).await.is_err());
    assert!(
        server
            .client()
            .products(false)
            .await
            .unwrap()
            .products
            .len()
            == 1
    );
}

#[tokio::test]
async fn a_reply_has_room_for_what_was_asked_and_not_for_more() {
    let empty = "[],".repeat(100_000);
    let nested = format!(r#"{{"code":0,"odd":[{empty}0],"data":[{empty}{{"code":0}}]}}"#);
    let server = saying(nested).await;
    let client = server.client();
    let one = client
        .batch_create(&[&Draft::default()], false)
        .await
        .unwrap_err();
    assert!(one.to_string().contains("more than 1032 values"), "{one}");
    assert_eq!(one.acted, Acted::Perhaps);
    for error in [
        client.products(false).await.unwrap_err(),
        client.search_devices(&query(50)).await.unwrap_err(),
        client.device("p", "d", false).await.unwrap_err(),
        client.delete_asset("a").await.unwrap_err(),
    ] {
        assert!(error.to_string().contains("values"), "{error}");
    }
    // What nobody reads is not counted.
    let odd =
        format!(r#"{{"code":0,"odd":[{empty}0],"data":{{"odd":[{empty}0],"productKey":"p"}}}}"#);
    let server = saying(odd).await;
    assert_eq!(server.client().product("p").await.unwrap().product_key, "p");
}

#[tokio::test]
async fn the_bytes_of_a_reply_grow_with_what_was_asked() {
    let padded = |kib: usize| {
        let padding = " ".repeat(kib * 1024);
        format!(r#"{{"code":0,{padding}"data":[{{"code":0}}]}}"#)
    };
    let drafts = vec![Draft::default(); 100];
    let drafts: Vec<&Draft> = drafts.iter().collect();
    let server = saying(padded(3_000)).await;
    let client = server.client();
    let one = client.batch_create(&drafts[..1], false).await.unwrap_err();
    assert!(one.to_string().contains("larger than 1056 KiB"), "{one}");
    assert_eq!(one.acted, Acted::Perhaps);
    assert!(client.batch_create(&drafts, false).await.is_ok());
    assert!(client.delete_asset("a").await.is_err());
    let server = saying(padded(5_000)).await;
    let error = server.client().search_devices(&query(1)).await.unwrap_err();
    assert!(error.to_string().contains("larger than"), "{error}");
    let error = server
        .client()
        .search_devices(&query(50))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("no productKey"), "{error}");
}

#[tokio::test]
async fn definitions_in_texts_are_counted_too_and_end_somewhere() {
    let many = format!(
        r#"{{"enumDesc":{{"1":"x"}},"odd":[{}0]}}"#,
        "[],".repeat(150_000)
    );
    let attribute = |definition: &str| json!({"dataType": "ENUM", "dataDefinition": definition});
    let model =
        json!({"code": 0, "data": {"attributes": {"a": attribute(&many), "b": attribute(&many)}}});
    let server = saying(model.to_string()).await;
    let model = server.client().thing_model("m").await.unwrap();
    let types: Vec<_> = model.attributes.iter().map(|of| &of.data_type).collect();
    assert!(matches!(types[0], crate::domain::DataType::Enum(_)));
    assert!(matches!(types[1], crate::domain::DataType::Other(_)));

    let mut item = json!({"identifier": "i", "dataType": "INT"});
    for _ in 0..40 {
        item =
            json!({"identifier": "i", "dataType": "STRUCT", "dataDefinition": {"items": [item]}});
    }
    let model = json!({"code": 0, "data": {"attributes": {"a": item}}});
    let server = saying(model.to_string()).await;
    let model = format!("{:?}", server.client().thing_model("m").await.unwrap());
    assert_eq!(model.matches("Struct(").count(), 8);
}
