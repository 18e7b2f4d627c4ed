//! The rules for one device: each refused once, each taken at its edge.

use serde_json::{Map, Value, json};

use super::{Bench, changed, entries, inverter, sample};

/// The texts that items are refused with, all of them sent as one batch.
async fn texts(bench: &Bench, items: &[Value]) -> Vec<String> {
    let reply = bench.batch(items).await;
    entries(&reply)
        .into_iter()
        .map(|(_, msg)| msg.to_owned())
        .collect()
}

/// Sends one item for each change of the sample item and compares the texts.
async fn check(bench: &Bench, cases: &[(Value, &str)]) {
    let items: Vec<Value> = cases
        .iter()
        .map(|(changes, _)| changed(sample("name"), changes))
        .collect();
    let texts = texts(bench, &items).await;
    for ((changes, expected), text) in cases.iter().zip(texts) {
        assert_eq!(&text, expected, "{changes}");
    }
}

fn tags(count: usize) -> Value {
    let tags: Map<String, Value> = (0..count).map(|n| (format!("t{n}"), json!("v"))).collect();
    json!({ "deviceTags": tags })
}

#[tokio::test]
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
async fn attributes_of_every_type_are_checked() {
    let wind = |id: &str, value: Value| {
        let mut attributes = json!({ "serialNumber": "S", "ratedPower": 4500.5, "hubHeight": 110 });
        attributes[id] = value;
        item("Wt45aB7e", attributes)
    };
    let rack = |id: &str, value: Value| {
        let mut attributes = json!({ "serialNumber": "S", "chemistry": 1, "nominalEnergy": 372 });
        attributes[id] = value;
        item("Bs37rK0L", attributes)
    };
    let string = |id: &str, value: Value| {
        let mut attributes = json!({ "serialNumber": "S", "ratedPower": 110 });
        attributes[id] = value;
        item("2zp6A70r", attributes)
    };
    let site = |value: Value| wind("location", value);
    let cases = [
        // INT
        (string("mpptCount", json!(i32::MAX)), ""),
        (
            string("mpptCount", json!(i64::from(i32::MAX) + 1)),
            "mpptCount must be INT",
        ),
        (string("mpptCount", json!(1.0)), "mpptCount must be INT"),
        (string("mpptCount", json!("1")), "mpptCount must be INT"),
        // FLOAT
        (wind("hubHeight", json!(99.5)), ""),
        (wind("hubHeight", json!(1e39)), "hubHeight must be FLOAT"),
        // DOUBLE
        (wind("ratedPower", json!(1e39)), ""),
        (
            wind("ratedPower", json!("4500")),
            "ratedPower must be DOUBLE",
        ),
        // BOOL
        (string("arcDetection", json!(true)), ""),
        (
            string("arcDetection", json!(1)),
            "arcDetection must be BOOL",
        ),
        // STRING
        (wind("serialNumber", json!("s".repeat(32))), ""),
        (
            wind("serialNumber", json!("s".repeat(33))),
            "serialNumber must be at most 32 characters, not 33",
        ),
        (
            wind("serialNumber", json!(12)),
            "serialNumber must be STRING",
        ),
        (wind("serialNumber", Value::Null), "serialNumber is missing"),
        // ENUM
        (wind("iecClass", json!("IIA")), ""),
        (
            wind("iecClass", json!("IV")),
            "iecClass must be ENUM (STRING), one of IA, IIA, IIIA, S",
        ),
        (rack("chemistry", json!(3)), ""),
        (
            rack("chemistry", json!(4)),
            "chemistry must be ENUM (INT), one of 1, 2, 3",
        ),
        (
            rack("chemistry", json!("1")),
            "chemistry must be ENUM (INT), one of 1, 2, 3",
        ),
        // DATE
        (wind("commissionedOn", json!("2024-02-29")), ""),
        (wind("commissionedOn", json!("2024-02-29 23:59:59")), ""),
        (
            wind("commissionedOn", json!("2023-02-29")),
            "commissionedOn must be DATE, yyyy-MM-dd or yyyy-MM-dd HH:mm:ss",
        ),
        (
            wind("commissionedOn", json!("20240229")),
            "commissionedOn must be DATE, yyyy-MM-dd or yyyy-MM-dd HH:mm:ss",
        ),
        (
            wind("commissionedOn", json!("2024-2-9")),
            "commissionedOn must be DATE, yyyy-MM-dd or yyyy-MM-dd HH:mm:ss",
        ),
        (
            wind("commissionedOn", json!("2024-02-29T23:59:59")),
            "commissionedOn must be DATE, yyyy-MM-dd or yyyy-MM-dd HH:mm:ss",
        ),
        // TIMESTAMP
        (rack("warrantyUntil", json!(1_760_000_000_000_i64)), ""),
        (
            rack("warrantyUntil", json!(-1)),
            "warrantyUntil must be TIMESTAMP, milliseconds as an integer",
        ),
        // FILE
        (wind("powerCurve", json!("ftp://a.com/demo.txt")), ""),
        (
            wind("powerCurve", json!("demo.txt")),
            "powerCurve must be FILE, a URL",
        ),
        // ARRAY
        (wind("bladeSerials", json!(["a", "b", "c"])), ""),
        (wind("bladeSerials", json!(vec!["a"; 1_024])), ""),
        (
            wind("bladeSerials", json!(vec!["a"; 1_025])),
            "bladeSerials has more than 1024 elements",
        ),
        (
            wind("bladeSerials", json!(["a", 2])),
            "bladeSerials[1] must be STRING",
        ),
        (
            string("stringsPerMppt", json!([2, 2.5])),
            "stringsPerMppt[1] must be INT",
        ),
        (
            wind("bladeSerials", json!("a")),
            "bladeSerials must be ARRAY, a JSON array",
        ),
        // STRUCT
        (site(json!({ "latitude": 40, "longitude": 97.5 })), ""),
        (
            site(json!({ "latitude": 40 })),
            "location.longitude is missing",
        ),
        (
            site(json!({ "latitude": "N", "longitude": 97.5 })),
            "location.latitude must be DOUBLE",
        ),
        (
            site(json!({ "latitude": 40, "longitude": 97.5, "planet": 3 })),
            "location.planet is not an attribute of the thing model",
        ),
        (
            site(json!([40, 97.5])),
            "location must be STRUCT, a JSON object",
        ),
        // what the model does not have
        (
            wind("colour", json!("red")),
            "colour is not an attribute of the thing model",
        ),
        (item("Wt45aB7e", Value::Null), "serialNumber is missing"),
    ];
    let items: Vec<Value> = cases.iter().map(|(item, _)| item.clone()).collect();
    let texts = texts(&Bench::new().await, &items).await;
    for ((item, expected), text) in cases.iter().zip(texts) {
        let field = expected.split([' ']).next().unwrap_or_default();
        let expected = if expected.is_empty() {
            "OK".to_owned()
        } else {
            format!("Invalid Argument deviceAttributes.{field}:deviceAttributes.{expected}")
        };
        assert_eq!(text, expected, "{}", item["deviceAttributes"]);
    }
}

#[tokio::test]
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

/// A right item of a product with these attributes.
fn item(product: &str, attributes: Value) -> Value {
    changed(
        sample("name"),
        &json!({ "productKey": product, "deviceAttributes": attributes }),
    )
}
