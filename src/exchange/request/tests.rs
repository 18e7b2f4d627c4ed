//! Files read well, files refused with every fault located, and arbitrary ones.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::domain::StringI18n;

fn faults(text: impl AsRef<[u8]>) -> Vec<String> {
    let faults = read(text.as_ref()).unwrap_err();
    faults
        .iter()
        .map(|fault| format!("{}: {}", fault.location.said().en(), fault.message.en()))
        .collect()
}

/// One sound device with some fields replaced, added, or (null) left out, as a bare list.
fn device(changes: &Value) -> String {
    let mut device = json!({
        "productKey": "P",
        "deviceName": { "defaultValue": "D" },
        "timezone": "+08:00",
    });
    for (name, value) in changes.as_object().unwrap() {
        device[name] = value.clone();
    }
    json!([device]).to_string()
}

#[test]
fn the_documented_sample_is_read() {
    let sample = r#"{
      "deviceList": [{
        "productKey": "yourProductKey",
        "deviceName": {
          "defaultValue": "Device Name",
          "i18nValue": { "zh_CN": "设备名称", "en_US": "Device Name" }
        },
        "timezone": "+08:00",
        "deviceAttributes": { "serial": 111111 },
        "deviceDesc": "Device description",
        "deviceTags": { "tag1": "tag value" }
      }],
      "requireSecret": true
    }"#;
    let request = read(sample.as_bytes()).unwrap();
    assert!(request.require_secret);
    let [device] = request.devices.as_slice() else {
        panic!("one device");
    };
    assert_eq!(device.device_name.in_locale("zh_CN"), "设备名称");
    assert_eq!(device.device_attributes["serial"], 111_111);
    assert_eq!(device.device_tags["tag1"], "tag value");
    assert_eq!(device.device_key, None);
}

#[test]
fn a_bare_list_a_byte_order_mark_and_empty_options_are_tolerated() {
    for absent in [json!({}), json!(null), json!("")] {
        let text = device(&json!({
            "deviceName": { "defaultValue": "D", "i18nValue": absent },
            "deviceKey": null,
            "deviceAttributes": null,
            "deviceTags": null,
        }));
        let request = read(format!("\u{feff}{text}").as_bytes()).unwrap();
        assert!(!request.require_secret);
        assert_eq!(request.devices[0].device_name, StringI18n::plain("D"));
        assert_eq!(request.devices[0].device_key, None);
    }
}

#[test]
fn all_faults_of_shape_are_told_by_path() {
    let text = json!({
        "deviceList": [
            {
                "productKey": 12,
                "deviceName": "Inverter",
                "timeZone": "+08:00",
                "deviceTags": { "crew": 3, "ok": "yes" },
                "deviceKey": true,
            },
            7,
            {
                "productKey": "P",
                "deviceName": { "i18nValue": [], "default": "D" },
                "timezone": null,
                "deviceAttributes": [],
                "colour": "red",
            },
        ],
        "requireSecret": "yes",
    });
    assert_eq!(
        faults(text.to_string()),
        [
            "deviceList[0].timeZone: unknown field; did you mean timezone?",
            "deviceList[0].productKey: 12 is a number; write it in quotes: \"12\"",
            "deviceList[0].deviceName: \"Inverter\" is not a name; write {\"defaultValue\": ...}",
            "deviceList[0].timezone: is missing",
            "deviceList[0].deviceKey: true is not text",
            "deviceList[0].deviceTags.crew: 3 is a number; write it in quotes: \"3\"",
            "deviceList[1]: 7 is not a device; write {\"productKey\": ...}",
            "deviceList[2].colour: unknown field; the fields are productKey, deviceName, timezone, deviceAttributes, deviceKey, deviceDesc, deviceTags",
            "deviceList[2].deviceName.default: unknown field; did you mean defaultValue?",
            "deviceList[2].deviceName.defaultValue: is missing",
            "deviceList[2].deviceName.i18nValue: a list is not an object of text values",
            "deviceList[2].timezone: is missing",
            "deviceList[2].deviceAttributes: a list is not an object of attributes",
            "requireSecret: \"yes\" is not true or false",
        ]
    );
    assert_eq!(faults("{}"), ["deviceList: is missing"]);
    assert_eq!(
        faults("3"),
        ["the file: 3 is not an object with deviceList, nor a list of devices"]
    );
}

#[test]
fn fields_given_twice_are_told_at_any_depth() {
    let text = r#"[{"productKey":"P","productKey":"Q","timezone":"+08:00",
        "deviceName":{"defaultValue":"D","i18nValue":{"en_US":"a","en_US":"b"}},
        "deviceAttributes":{"a":[{"x":1,"x":2}]}}]"#;
    assert_eq!(
        faults(text),
        [
            "[0].productKey: is given twice; keep one",
            "[0].deviceName.i18nValue.en_US: is given twice; keep one",
            "[0].deviceAttributes.a[0].x: is given twice; keep one",
        ]
    );
}

#[test]
fn syntax_is_located_in_characters() {
    assert_eq!(
        faults("[\n  {\"设备\": 设}\n]"),
        ["line 2, column 10: is not JSON: expected value"]
    );
    assert_eq!(
        faults("[1,\n2"),
        ["line 2, column 1: is not JSON: EOF while parsing a list"]
    );
    assert_eq!(
        faults("[] []"),
        ["line 1, column 4: is not JSON: trailing characters"]
    );
    assert_eq!(
        faults(" \n"),
        ["the file: is empty; write {\"deviceList\": [...]}"]
    );
}

#[test]
fn other_encodings_are_told() {
    // "设" in GBK
    assert_eq!(
        faults(b"[\n\"\xe9\x80\x86 \xc9\xe8\"]"),
        ["line 2, column 4: is not UTF-8; save the file as UTF-8"]
    );
    assert_eq!(
        faults(b"\xff\xfe[\0]\0"),
        ["the file: is UTF-16; save it as UTF-8"]
    );
}

#[test]
fn identifiers_written_as_numbers_do_not_lose_digits() {
    let text = "[{\"productKey\":\"P\",\"timezone\":\"+08:00\",\"deviceName\":{\"defaultValue\":\"\\\"逆 99999999999999999999\"},\n\"deviceAttributes\":{\"iccid\": 89860012345678901234, \"n\":-9223372036854775809}}]";
    let advice = "has more digits than a number can hold; write it in quotes, or with .0 if it is a quantity";
    assert_eq!(
        faults(text),
        [
            format!("line 2, column 30: 89860012345678901234 {advice}"),
            format!("line 2, column 56: -9223372036854775809 {advice}"),
        ]
    );
    for fitting in [
        "18446744073709551615",
        "-9223372036854775808",
        "89860012345678901234.0",
        "1e30",
    ] {
        let text = text
            .replace("89860012345678901234", fitting)
            .replace("-9223372036854775809", "0");
        assert!(read(text.as_bytes()).is_ok(), "{fitting}");
    }
}

#[test]
fn a_hostile_field_name_does_not_reach_the_terminal() {
    let text = device(&json!({ "\u{1b}[2J": 1 }));
    assert!(!faults(text)[0].contains('\u{1b}'));
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map(any::<String>(), inner, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

fn texts() -> impl Strategy<Value = std::collections::BTreeMap<String, String>> {
    proptest::collection::btree_map(any::<String>(), any::<String>(), 0..3)
}

prop_compose! {
    fn draft()(
        product_key in any::<String>(),
        default_value in any::<String>(),
        i18n_value in texts(),
        timezone in any::<String>(),
        attributes in proptest::collection::btree_map(any::<String>(), value(), 0..4),
        device_key in any::<Option<String>>(),
        device_desc in any::<Option<String>>(),
        device_tags in texts(),
    ) -> Draft {
        Draft {
            product_key,
            device_name: StringI18n { default_value, i18n_value },
            timezone,
            device_attributes: attributes.into_iter().collect(),
            device_key,
            device_desc,
            device_tags,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_is_read_back_identically(
        devices in proptest::collection::vec(draft(), 0..3),
        require_secret in any::<bool>(),
    ) {
        let request = Request { devices, require_secret };
        let mut first = Vec::new();
        write(&request, &mut first).unwrap();
        let again = read(&first).unwrap();
        prop_assert_eq!(&again, &request);
        let mut second = Vec::new();
        write(&again, &mut second).unwrap();
        prop_assert_eq!(first, second);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        let _ = read(&bytes);
    }

    /// A sound file with bytes overwritten gets further than noise does.
    #[test]
    fn a_damaged_file_is_read_or_refused_with_a_place(
        at in any::<prop::sample::Index>(),
        damage in proptest::collection::vec(any::<u8>(), 0..4),
    ) {
        let mut bytes = device(&json!({
            "deviceAttributes": { "名": [1.5, "x", { "y": null }] },
            "deviceKey": "逆\u{1f600}",
        }))
        .into_bytes();
        let at = at.index(bytes.len());
        bytes.splice(at.., damage);
        if let Err(faults) = read(&bytes) {
            prop_assert!(!faults.is_empty());
            for fault in faults {
                if let Location::Text { line, column } = fault.location {
                    prop_assert!(line >= 1 && column >= 1);
                }
            }
        }
    }
}
