//! The rules for one device: each refused once, each taken at its edge.

use serde_json::{Map, Value, json};

use super::{Bench, changed, entries, inverter, sample};

/// Sends one item for each change of the sample item and compares the texts.
async fn check(bench: &Bench, cases: &[(Value, &str)]) {
    let items: Vec<Value> = cases
        .iter()
        .map(|(changes, _)| changed(sample("name"), changes))
        .collect();
    let reply = bench.batch(&items).await;
    for ((changes, expected), (_, text)) in cases.iter().zip(entries(&reply)) {
        assert_eq!(text, *expected, "{changes}");
    }
}

fn tags(count: usize) -> Value {
    let tags: Map<String, Value> = (0..count).map(|n| (format!("t{n}"), json!("v"))).collect();
    json!({ "deviceTags": tags })
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
async fn fields_outside_the_rules_are_refused() {
    let key = "Invalid Argument deviceKey:deviceKey must be 4 to 64 letters, digits, - _ or .";
    let zone = "Invalid Argument timezone:timezone is not supported, give an offset such as +08:00 or a name such as Asia/Shanghai";
    let tag_key =
        "Invalid Argument deviceTags:a tag's key must be 1 to 50 letters, digits, _ - or /";
    let tag_value = "Invalid Argument deviceTags:a tag's value must be at most 200 characters with no white space at its ends";
    let name = |default: Value, others: Value| json!({ "deviceName": { "defaultValue": default, "i18nValue": others } });
    let default_missing =
        "Invalid Argument deviceName.defaultValue:deviceName.defaultValue is missing";
    check(
        &Bench::new().await,
        &[
            (json!({ "productKey": null }), "Invalid Argument productKey:productKey is missing"),
            (json!({ "productKey": " " }), "Invalid Argument productKey:productKey is missing"),
            (json!({ "productKey": 7 }), "Invalid Argument productKey:productKey must be a string"),
            (json!({ "productKey": "nowhere0" }), "Not found"),
            (json!({ "timezone": null }), "Invalid Argument timezone:timezone is missing"),
            (json!({ "timezone": "UTC+8" }), zone),
            (json!({ "deviceName": null }), "Invalid Argument deviceName:deviceName is missing"),
            (json!({ "deviceName": "x" }), "Invalid Argument deviceName:deviceName must be an object"),
            (name(Value::Null, json!({})), default_missing),
            (name(json!("  "), json!({})), default_missing),
            (
                name(json!(5), json!({})),
                "Invalid Argument deviceName.defaultValue:deviceName.defaultValue must be a string",
            ),
            (
                name(json!("x".repeat(65)), json!({})),
                "Invalid Argument deviceName.defaultValue:deviceName.defaultValue must be at most 64 characters, not 65",
            ),
            (
                name(json!("x"), json!({ "zh_CN": "逆".repeat(65) })),
                "Invalid Argument deviceName.i18nValue.zh_CN:deviceName.i18nValue.zh_CN must be at most 64 characters, not 65",
            ),
            (
                name(json!("x"), json!("y")),
                "Invalid Argument deviceName.i18nValue:deviceName.i18nValue must be an object",
            ),
            (json!({ "deviceKey": "" }), key),
            (json!({ "deviceKey": "abc" }), key),
            (json!({ "deviceKey": "a".repeat(65) }), key),
            (json!({ "deviceKey": "INV:001" }), key),
            (json!({ "deviceKey": "逆变器一号" }), key),
            (json!({ "deviceKey": 1234 }), "Invalid Argument deviceKey:deviceKey must be a string"),
            (
                json!({ "deviceDesc": "x".repeat(513) }),
                "Invalid Argument deviceDesc:deviceDesc must be at most 512 characters, not 513",
            ),
            (tags(101), "Invalid Argument deviceTags:deviceTags must be at most 100"),
            (json!({ "deviceTags": [] }), "Invalid Argument deviceTags:deviceTags must be an object"),
            (json!({ "deviceTags": { "": "v" } }), tag_key),
            (json!({ "deviceTags": { "a b": "v" } }), tag_key),
            (json!({ "deviceTags": { "k".repeat(51): "v" } }), tag_key),
            (json!({ "deviceTags": { "k": "v ".to_owned() } }), tag_value),
            (json!({ "deviceTags": { "k": "v".repeat(201) } }), tag_value),
            (json!({ "deviceTags": { "k": 1 } }), "Invalid Argument deviceTags.k:deviceTags.k must be a string"),
            (
                json!({ "deviceAttributes": [] }),
                "Invalid Argument deviceAttributes:deviceAttributes must be an object",
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn fields_at_their_edges_are_taken() {
    let long = json!({ "deviceName": { "defaultValue": "逆".repeat(64), "i18nValue": null } });
    check(
        &Bench::new().await,
        &[
            (json!({ "deviceKey": "a-_." }), "OK"),
            (json!({ "deviceKey": "a".repeat(64) }), "OK"),
            (json!({ "deviceDesc": "x".repeat(512) }), "OK"),
            (json!({ "deviceDesc": "" }), "OK"),
            (long, "OK"),
            (
                json!({ "deviceName": { "defaultValue": "x", "i18nValue": "" } }),
                "OK",
            ),
            (tags(100), "OK"),
            (
                json!({ "deviceTags": { "a/b-c_d": "v".repeat(200), "empty": "" } }),
                "OK",
            ),
            (json!({ "timezone": "America/Los_Angeles" }), "OK"),
        ],
    )
    .await;
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
async fn the_rules_can_be_read_otherwise() {
    let with = |attribute: &str, value: Value| {
        let mut item = inverter("key-1");
        item["deviceAttributes"][attribute] = value;
        item
    };
    let verification =
        "asset attribute verification failure: deviceAttributes.mpptCount must be INT";
    let locale = json!({ "deviceName": { "defaultValue": "x", "i18nValue": { "de_DE": "y" } } });
    let cases = [
        (
            "bad-attribute=12958",
            with("mpptCount", json!("x")),
            12958,
            verification,
        ),
        (
            "unknown-attribute=ignore",
            with("colour", json!("red")),
            0,
            "OK",
        ),
        ("coercion=lenient", with("mpptCount", json!("4")), 0, "OK"),
        (
            "coercion=lenient",
            with("ratedPower", json!("4.5")),
            0,
            "OK",
        ),
        ("coercion=lenient", with("arcDetection", json!(1)), 0, "OK"),
        (
            "integer-width=64",
            with("mpptCount", json!(i64::MAX)),
            0,
            "OK",
        ),
        (
            "text-limits=ignore",
            changed(sample("a"), &json!({ "deviceDesc": "x".repeat(600) })),
            0,
            "OK",
        ),
        (
            "timezones=any",
            changed(sample("a"), &json!({ "timezone": "UTC+8" })),
            0,
            "OK",
        ),
        ("locales=any", changed(sample("a"), &locale), 0, "OK"),
        (
            "locales=known",
            changed(sample("a"), &locale),
            99400,
            "Invalid Argument deviceName.i18nValue.de_DE:locale is not supported",
        ),
        (
            "unknown-product=99404",
            changed(sample("a"), &json!({ "productKey": "nowhere0" })),
            99404,
            "Not found",
        ),
        (
            "unknown-product=11611",
            changed(sample("a"), &json!({ "productKey": "nowhere0" })),
            11611,
            "Not found",
        ),
    ];
    for (switch, item, code, msg) in cases {
        let bench = Bench::with(&[switch, "item-code=real"]).await;
        assert_eq!(
            entries(&bench.batch(&[item]).await),
            [(code, msg)],
            "{switch}"
        );
    }
}
