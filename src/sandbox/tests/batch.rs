//! Batch Create and Create Device: the answers' shapes, the limits, and the switches about them.

use serde_json::{Value, json};

use super::{Bench, INVERTER, changed, entries, inverter, sample};

const EXISTED: &str = "DeviceKey existed";

/// One that is taken from the start, and one that is free.
fn mixed() -> [Value; 2] {
    [inverter("INV-001"), inverter("INV-002")]
}

#[tokio::test]
async fn the_documented_sample_applies_unchanged() {
    let bench = Bench::new().await;
    let body = json!({
        "deviceList": [
            {
                "productKey": "yourProductKey",
                "deviceName": { "defaultValue": "Device Name", "i18nValue": { "zh_CN": "设备名称", "en_US": "Device Name" } },
                "timezone": "+08:00",
                "deviceAttributes": { "serial": 111_111 },
                "deviceDesc": "Device description",
                "deviceTags": { "tag1": "tag value" },
            },
            {
                "productKey": "yourProductKey2",
                "deviceName": { "defaultValue": "Device Name 2", "i18nValue": { "zh_CN": "设备名称 2", "en_US": "Device Name 2" } },
                "timezone": "+08:00",
                "deviceAttributes": { "serial": 222_222 },
                "deviceDesc": "Device description 2",
                "deviceTags": { "tag2": "tag value" },
            },
        ],
        "requireSecret": true,
    });
    let reply = bench
        .client
        .post("v2.4/devices", "batchCreate", &body)
        .await;
    assert_eq!(reply["code"], 0);
    assert_eq!(reply["msg"], "OK");
    assert_eq!(reply["successSize"], 2);
    assert_eq!(reply["totalSize"], 2);
    for (entry, product) in reply["data"]
        .as_array()
        .unwrap()
        .iter()
        .zip(["yourProductKey", "yourProductKey2"])
    {
        let data = &entry["data"];
        assert_eq!(data["productKey"], product);
        assert_eq!(data["assetId"].as_str().unwrap().len(), 8);
        assert_eq!(data["deviceKey"].as_str().unwrap().len(), 10);
        assert_eq!(
            data["deviceSecret"].as_str().unwrap().len(),
            44,
            "two AES blocks"
        );
        assert_eq!(data["sessionKey"].as_str().unwrap().len(), 344, "RSA-2048");
    }
}

#[tokio::test]
async fn a_partial_success_has_an_entry_for_each_item() {
    let bench = Bench::new().await;
    let reply = bench.batch(&mixed()).await;
    assert_eq!(reply["code"], 99206);
    assert_eq!(reply["msg"], "Partial Content Success");
    assert_eq!(reply["successSize"], 1);
    assert_eq!(reply["totalSize"], 2);
    assert_eq!(entries(&reply), [(-1, EXISTED), (0, "OK")]);
    assert_eq!(reply["data"][0]["data"], Value::Null);
    let data = &reply["data"][1]["data"];
    assert_eq!(data["deviceKey"], "INV-002");
    assert!(data.get("deviceSecret").is_none() && data.get("sessionKey").is_none());

    let made = bench.sandbox.devices();
    assert_eq!(made.len(), 1);
    assert_eq!(made[0].product_key, INVERTER);
    assert_eq!(made[0].device_key, "INV-002");
    assert_eq!(made[0].asset_id.as_deref(), data["assetId"].as_str());
    let request_id = reply["requestId"].as_str().unwrap();
    assert_eq!(made[0].created, [request_id], "once, by this request");
    assert_eq!(made[0].name, "Inverter INV-002");
}

#[tokio::test]
async fn a_failed_item_is_told_in_the_chosen_way() {
    let cases = [
        (
            "item-code=real",
            json!({ "code": 11702, "msg": EXISTED, "data": null }),
        ),
        (
            "item-data=text",
            json!({ "code": -1, "msg": EXISTED, "data": EXISTED }),
        ),
        (
            "item-data=echo",
            json!({ "code": -1, "msg": EXISTED, "data": { "productKey": INVERTER, "deviceKey": "INV-001" } }),
        ),
    ];
    for (switch, entry) in cases {
        let bench = Bench::with(&[switch]).await;
        assert_eq!(bench.batch(&mixed()).await["data"][0], entry, "{switch}");
    }
}

#[tokio::test]
async fn the_whole_answer_is_told_in_the_chosen_way() {
    let bench = Bench::with(&["partial-code=0", "item-order=reversed"]).await;
    let reply = bench.batch(&mixed()).await;
    assert_eq!(reply["code"], 0);
    assert_eq!(entries(&reply), [(0, "OK"), (-1, EXISTED)]);

    for (value, code, told) in [
        ("99206", 99206, true),
        ("99400", 99400, true),
        ("99400-bare", 99400, false),
    ] {
        let bench = Bench::with(&[&format!("all-failed={value}")]).await;
        let reply = bench.batch(&[inverter("INV-001")]).await;
        assert_eq!(reply["code"], code);
        assert_eq!(reply["data"].is_array(), told, "{reply}");
        assert_eq!(
            reply["successSize"],
            if told { json!(0) } else { Value::Null }
        );
    }
}

#[tokio::test]
async fn too_many_devices_are_refused_as_a_whole() {
    let bench = Bench::adjusted(|options| options.limits.batch = 3).await;
    let items: Vec<Value> = (0..4).map(|n| sample(&n.to_string())).collect();
    let reply = bench.batch(&items).await;
    assert_eq!(reply["code"], 99400);
    assert_eq!(reply["msg"], "Invalid arguments");
    assert_eq!(bench.batch(&items[..3]).await["code"], 0);
    assert_eq!(bench.sandbox.devices().len(), 3);
}

#[tokio::test]
async fn a_list_that_is_none_is_refused() {
    let bench = Bench::new().await;
    let missing = "Invalid Argument deviceList:deviceList is missing";
    for (body, msg) in [
        (json!({}), missing),
        (json!({ "deviceList": [] }), missing),
        (
            json!({ "deviceList": {} }),
            "Invalid Argument deviceList:deviceList must be an array",
        ),
        (
            json!({ "deviceList": [sample("a")], "requireSecret": "yes" }),
            "Invalid Argument requireSecret:requireSecret must be true or false",
        ),
    ] {
        let reply = bench
            .client
            .post("v2.4/devices", "batchCreate", &body)
            .await;
        assert_eq!(reply["code"], 99400);
        assert_eq!(reply["msg"], msg);
    }
    let bench = Bench::with(&["empty-batch=accept"]).await;
    let reply = bench.batch(&[]).await;
    assert_eq!((&reply["code"], &reply["data"]), (&json!(0), &json!([])));
}

#[tokio::test]
async fn a_product_takes_what_still_fits() {
    let almost_full = |key: &str| changed(inverter(key), &json!({ "productKey": "Mi99fU1L" }));
    let items: Vec<Value> = ["key-1", "key-2", "key-3", "key-4"]
        .map(almost_full)
        .to_vec();
    let exceeded = (11739, "Exceed max device size");
    let bench = Bench::with(&["item-code=real"]).await;
    let reply = bench.batch(&items).await;
    assert_eq!(reply["code"], 99206);
    assert_eq!(entries(&reply), [(0, "OK"), (0, "OK"), (0, "OK"), exceeded]);
    assert_eq!(entries(&bench.batch(&items[3..]).await), [exceeded]);
    bench
        .client
        .delete(&[("productKey", "Mi99fU1L"), ("deviceKey", "key-1")])
        .await;
    assert_eq!(
        entries(&bench.batch(&items[3..]).await),
        [(0, "OK")],
        "room again"
    );

    let bench = Bench::with(&["product-full=request"]).await;
    let reply = bench.batch(&items).await;
    assert_eq!(reply["code"], 11739);
    assert_eq!(reply["data"], Value::Null);
    assert!(bench.sandbox.devices().is_empty());
}

#[tokio::test]
async fn of_equal_keys_in_one_batch_the_first_wins_or_none() {
    let twins = [inverter("twin"), inverter("twin"), inverter("other")];
    let bench = Bench::new().await;
    let reply = bench.batch(&twins).await;
    assert_eq!(entries(&reply), [(0, "OK"), (-1, EXISTED), (0, "OK")]);
    let elsewhere = changed(sample("same key"), &json!({ "deviceKey": "twin" }));
    assert_eq!(
        bench.batch(&[elsewhere]).await["code"],
        0,
        "unique within its product only"
    );

    let bench = Bench::with(&["repeated-key=none"]).await;
    let reply = bench.batch(&twins).await;
    assert_eq!(entries(&reply), [(-1, EXISTED), (-1, EXISTED), (0, "OK")]);
}

#[tokio::test]
async fn a_key_can_fail_to_be_made_only_when_none_is_given() {
    let items = [sample("a"), sample("b"), inverter("given"), sample("c")];
    let failed = (11714, "Generate deviceKey failed");
    let bench = Bench::with(&["generated-keys=fail", "item-code=real"]).await;
    assert_eq!(
        entries(&bench.batch(&items).await),
        [failed, failed, (0, "OK"), failed]
    );
    let bench = Bench::with(&["generated-keys=flaky", "item-code=real"]).await;
    assert_eq!(
        entries(&bench.batch(&items).await),
        [failed, (0, "OK"), (0, "OK"), failed]
    );
}

#[tokio::test]
async fn one_bad_field_may_refuse_the_whole_batch() {
    let bench = Bench::with(&["invalid-item=request"]).await;
    let bad = changed(sample("b"), &json!({ "timezone": null }));
    let reply = bench.batch(&[sample("a"), bad]).await;
    assert_eq!(reply["code"], 99400);
    assert_eq!(
        reply["msg"],
        "Invalid Argument timezone:timezone is missing"
    );
    assert!(bench.sandbox.devices().is_empty());
    assert_eq!(
        bench.batch(&mixed()).await["code"],
        99206,
        "a taken key is no bad field"
    );
}

#[tokio::test]
async fn a_single_device_is_answered_flat() {
    let bench = Bench::new().await;
    let create = async |body: &Value| bench.client.post("v2.4/devices", "create", body).await;
    let reply = create(&inverter("single")).await;
    assert_eq!(reply["code"], 0);
    assert_eq!(reply["data"]["deviceKey"], "single");
    assert!(reply.get("successSize").is_none());
    let again = create(&inverter("single")).await;
    assert_eq!(again["code"], 11702);
    assert_eq!(again["msg"], EXISTED);
    assert_eq!(again["data"], Value::Null);
    let bad = create(&changed(inverter("bad-1"), &json!({ "deviceName": null }))).await;
    assert_eq!(
        bad["msg"],
        "Invalid Argument deviceName:deviceName is missing"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn of_requests_at_the_same_time_one_gets_the_key() {
    let bench = Bench::new().await;
    let items = [inverter("contested")];
    let replies = futures::future::join_all((0..8).map(|_| bench.batch(&items))).await;
    let won = replies.iter().filter(|reply| reply["code"] == 0).count();
    assert_eq!(won, 1);
    assert_eq!(bench.sandbox.devices().len(), 1);
}
