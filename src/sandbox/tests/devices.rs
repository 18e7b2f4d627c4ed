//! Get and Delete Device, and what a device looks like.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Bench, INVERTER, START, changed, inverter};
use crate::sandbox::ORG_ID;

const DEVICES: &str = "/connect-service/v2.4/devices";

async fn get(bench: &Bench, selectors: &[(&str, &str)]) -> Value {
    bench.client.get(DEVICES, "get", selectors).await
}

#[tokio::test]
async fn a_device_is_shown_as_it_was_made() {
    let bench = Bench::new().await;
    let item = changed(
        inverter("whole"),
        &json!({ "deviceDesc": "Row 4", "deviceTags": { "site": "jiuquan" } }),
    );
    bench.make(&[item]).await;
    let found = get(&bench, &[("productKey", INVERTER), ("deviceKey", "whole")]).await;
    let asset = bench.sandbox.devices()[0].asset_id.clone().unwrap();
    assert_eq!(
        found["data"],
        json!({
            "orgId": ORG_ID, "assetId": asset,
            "modelId": "SolarInverter_String", "modelIdPath": "/SolarInverter/SolarInverter_String",
            "productKey": INVERTER,
            "productName": {
                "defaultValue": "String Inverter 110 kW",
                "i18nValue": { "zh_CN": "组串式逆变器 110 kW", "en_US": "String Inverter 110 kW" },
            },
            "productType": "Device", "dataFormat": "Json", "deviceKey": "whole",
            "deviceName": { "defaultValue": "Inverter whole", "i18nValue": {} },
            "deviceDesc": "Row 4", "timezone": "+08:00",
            "deviceAttributes": { "serialNumber": "whole", "ratedPower": 110 },
            "deviceTags": { "site": "jiuquan" }, "firmwareVersion": null,
            "createTime": START + 1, "status": "inactive",
            "activeTime": 0, "lastOnlineTime": 0, "lastOfflineTime": 0,
            "measurepointLastUpdate": null, "eventLastUpdate": null,
            "attributeLastUpdate": null, "featureLastUpdate": null,
        })
    );
    assert_eq!(
        get(&bench, &[("assetId", &asset)]).await["data"],
        found["data"]
    );
    let searched = bench
        .search(&json!({ "expression": "deviceKey = 'whole'" }))
        .await;
    assert_eq!(searched["data"][0], found["data"]);
}

#[tokio::test]
async fn what_is_not_there_is_told_by_its_code() {
    let bench = Bench::new().await;
    let missing = get(&bench, &[("assetId", "nothing0")]).await;
    assert_eq!(
        (&missing["code"], &missing["msg"]),
        (&json!(99404), &json!("Not found"))
    );
    let other_product = get(
        &bench,
        &[("productKey", "Kd83mQ1x"), ("deviceKey", "INV-001")],
    )
    .await;
    assert_eq!(other_product["code"], 99404);
    assert_eq!(
        get(&bench, &[]).await["msg"],
        "Invalid Argument assetId:assetId is missing"
    );
    let half = get(&bench, &[("productKey", INVERTER)]).await;
    assert_eq!(
        half["msg"],
        "Invalid Argument deviceKey:deviceKey is missing"
    );
    let deleted = bench.client.delete(&[("assetId", "nothing0")]).await;
    assert_eq!(
        (&deleted["code"], &deleted["msg"]),
        (&json!(11404), &json!("Device cannot be found"))
    );
}

#[tokio::test]
async fn get_may_lag_like_a_search() {
    for (switch, code) in [("get-device=immediate", 0), ("get-device=lagged", 99404)] {
        let bench = Bench::with(&[switch]).await;
        bench.batch(&[inverter("fresh")]).await;
        let selectors = [("productKey", INVERTER), ("deviceKey", "fresh")];
        assert_eq!(get(&bench, &selectors).await["code"], code, "{switch}");
        bench.pass(Duration::from_secs(2));
        assert_eq!(get(&bench, &selectors).await["code"], 0);
    }
}

#[tokio::test]
async fn a_deleted_device_is_gone_and_its_key_free() {
    let bench = Bench::new().await;
    let selectors = [("productKey", INVERTER), ("deviceKey", "short")];
    bench.make(&[inverter("short")]).await;
    let reply = bench.client.delete(&selectors).await;
    assert_eq!((&reply["code"], &reply["data"]), (&json!(0), &Value::Null));
    assert_eq!(get(&bench, &selectors).await["code"], 99404);
    let search = json!({ "expression": "deviceKey = 'short'" });
    assert_eq!(bench.search(&search).await["data"], json!([]));
    assert_eq!(bench.client.delete(&selectors).await["code"], 11404);
    assert!(bench.sandbox.devices().is_empty());

    bench.make(&[inverter("short")]).await;
    assert_eq!(bench.sandbox.devices()[0].created.len(), 2);
    assert_eq!(bench.search(&search).await["pagination"]["totalSize"], 1);
}
