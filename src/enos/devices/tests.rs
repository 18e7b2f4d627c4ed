//! Device replies in all the shapes the reference allows.

use super::*;
use crate::domain::{BadReply, Timestamp};
use crate::enos::reply::read;
use crate::enos::transport::RawReply;

fn envelope(body: &Value) -> Envelope {
    let raw = RawReply {
        status: 200,
        date: None,
        retry_after: None,
        body: body.to_string().into_bytes(),
        ..RawReply::default()
    };
    let expected = Expected {
        data: |_| Some(Keep::All),
        bytes: usize::MAX,
        values: 100_000,
    };
    read(&raw, &expected).unwrap()
}

fn item(item: &Value) -> Result<ItemReply, BadReply> {
    let reply = read_batch(envelope(&json!({"code": 99206, "data": [item]})))?;
    Ok(reply.items.into_iter().next().unwrap())
}

#[test]
fn the_documented_sample_reply_is_read() {
    let reply = read_batch(envelope(&json!({
        "code": 0, "msg": "OK", "requestId": "21938538-9266-495d-b1b9-b15597ad3e1f",
        "data": [{"code": 0, "msg": "OK", "data": {
            "assetId": "yourAssetId", "productKey": "yourProductKey", "deviceKey": "yourDeviceKey",
            "deviceSecret": "sealed", "sessionKey": "key", "later": {"added": 1},
        }}],
        "successSize": 1, "totalSize": 1,
    })));
    let expected = ItemReply {
        refusal: None,
        product_key: Some("yourProductKey".into()),
        device_key: Some("yourDeviceKey".into()),
        asset_id: Some("yourAssetId".into()),
        sealed: Some(Sealed {
            device_secret: "sealed".into(),
            session_key: "key".into(),
        }),
    };
    let reply = reply.unwrap();
    assert_eq!(reply.items, [expected]);
    assert_eq!(reply.request_id.unwrap().len(), 36);
}

#[test]
fn a_failed_items_data_may_be_null_a_text_or_an_object() {
    let null = item(&json!({"code": -1, "msg": "DeviceKey existed", "data": null})).unwrap();
    let said = |item: ItemReply| {
        let refusal = item.refusal.unwrap();
        (refusal.code, refusal.words.said().en().to_owned())
    };
    assert_eq!(said(null), (Some(-1), "DeviceKey existed".to_owned()));

    let text = item(&json!({"code": "-1", "msg": "format wrong", "data": "name  :empty"})).unwrap();
    let both = "format wrong: name  :empty".to_owned();
    assert_eq!(said(text), (Some(-1), both));
    let bare = item(&json!({"code": -1, "data": "name  :empty"})).unwrap();
    assert_eq!(said(bare), (Some(-1), "name  :empty".to_owned()));

    let echoed = json!({"code": 11702, "msg": "x", "data": {"deviceKey": "k", "assetId": null}});
    let echoed = item(&echoed).unwrap();
    assert_eq!(
        (echoed.device_key.as_deref(), echoed.asset_id),
        (Some("k"), None)
    );
}

#[test]
fn an_item_without_a_code_leaves_the_batch_in_doubt() {
    for odd in [
        json!(null),
        json!("OK"),
        json!({"msg": "OK"}),
        json!({"code": null}),
    ] {
        let why = item(&odd).unwrap_err();
        assert!(
            matches!(
                why,
                BadReply::ItemWithoutCode(1) | BadReply::ItemOfNoDevice(1)
            ),
            "{odd}"
        );
    }
    let none = read_batch(envelope(&json!({"code": 0, "data": []})));
    assert!(none.is_err());
}

#[test]
fn a_secret_without_its_session_key_is_not_sealed_and_not_kept() {
    let clear = json!({"code": 0, "data": {"deviceKey": "k", "deviceSecret": "Z5YtZaQp"}});
    let clear = item(&clear).unwrap();
    assert_eq!(clear.sealed, None);
    assert!(!format!("{clear:?}").contains("Z5YtZaQp"));
}

#[test]
fn a_found_device_is_read_through_nulls() {
    let page = read_page(&envelope(&json!({
        "code": 0,
        "data": [{
            "productKey": "pk", "deviceKey": "dk", "assetId": "as",
            "deviceName": {"defaultValue": "n", "i18nValue": null},
            "deviceDesc": null, "timezone": "+09:00", "status": "inactive",
            "deviceAttributes": {"serial": 1, "on": false}, "deviceTags": null,
            "createTime": "1572574909697", "activeTime": 0, "measurepointLastUpdate": null,
        }],
        "pagination": {"sortedBy": null, "pageNo": 1, "pageSize": 1, "totalSize": 40},
    })));
    let page = page.unwrap();
    assert_eq!(page.total, 40);
    let device = &page.devices[0];
    assert_eq!(device.device_key, "dk");
    assert_eq!(device.device_attributes["serial"], 1);
    assert_eq!(device.create_time, Some(Timestamp(1_572_574_909_697)));
    assert_eq!((&device.device_desc, &device.sealed), (&None, &None));
    assert!(device.device_tags.is_empty());
}

#[test]
fn a_search_that_does_not_say_which_devices_it_found_is_unreadable() {
    for odd in [
        json!(null),
        json!({"deviceKey": "dk", "assetId": "as"}),
        json!({"productKey": "pk", "deviceKey": " ", "assetId": "as"}),
    ] {
        let reply = envelope(&json!({"code": 0, "data": [odd]}));
        let why = read_page(&reply).unwrap_err();
        assert_eq!(why, BadReply::NoDevice(1), "{odd}");
    }
}

#[test]
fn a_search_asks_for_product_and_keys() {
    let mut query = DeviceQuery {
        product_key: "pk".into(),
        device_keys: vec!["a".into(), "b".into()],
        page: 2,
        page_size: 50,
        require_secret: true,
        last_updates: false,
    };
    let body = |query: &DeviceQuery| -> Value {
        serde_json::from_slice(&search(query).unwrap().body).unwrap()
    };
    assert_eq!(
        body(&query),
        json!({
            "expression": r#"productKey = "pk" and deviceKey in ("a","b")"#,
            "pagination": {"pageNo": 2, "pageSize": 50},
            "requireSecret": true,
        })
    );
    query.device_keys.clear();
    assert_eq!(body(&query)["expression"], r#"productKey = "pk""#);
    query.device_keys.push(r#"a" or deviceKey = ""#.into());
    assert!(search(&query).is_err());
}

#[test]
fn the_signs_of_use_and_change_are_read_as_times_of_the_same_clock() {
    let device = json!({
        "activeTime": 0, "lastOnlineTime": null, "lastOfflineTime": 1_751_457_600,
        "updateTime": "2025-07-02T12:00:00Z", "eventLastUpdate": {"a": 1_751_457_600_000_i64, "b": 7_000},
        "featureLastUpdate": {}, "measurepointLastUpdate": "soon", "createTime": 5,
    });
    let signs = read_device(device.as_object().unwrap()).signs;
    let noon = Sign::At(Timestamp(1_751_457_600_000));
    let expected = [
        ("activeTime", Sign::Never),
        ("eventLastUpdate", noon.clone()),
        ("featureLastUpdate", Sign::Never),
        ("lastOfflineTime", noon.clone()),
        ("lastOnlineTime", Sign::Never),
        ("measurepointLastUpdate", Sign::Odd("\"soon\"".to_owned())),
        ("updateTime", noon),
    ];
    let expected = expected.map(|(name, sign)| (name.to_owned(), sign));
    assert_eq!(signs, expected.into());
}
