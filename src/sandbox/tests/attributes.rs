//! Attribute values over the wire: each of the eleven types taken and refused.

use serde_json::{Value, json};

use super::{Bench, changed, entries, sample};

/// A product and the attributes it requires.
type Base = (&'static str, Value);

fn turbine() -> Base {
    let required = json!({ "serialNumber": "S", "ratedPower": 4500.5, "hubHeight": 110 });
    ("Wt45aB7e", required)
}

fn rack() -> Base {
    let required = json!({ "serialNumber": "S", "chemistry": 1, "nominalEnergy": 372 });
    ("Bs37rK0L", required)
}

fn inverter() -> Base {
    (
        "2zp6A70r",
        json!({ "serialNumber": "S", "ratedPower": 110 }),
    )
}

/// Sets one attribute to one value after the other; an empty text expects it to be taken, any other
/// is what stands behind the attribute's name in the refusal.
async fn check(base: Base, attribute: &str, cases: &[(Value, &str)]) {
    let (product, required) = base;
    let items: Vec<Value> = cases
        .iter()
        .map(|(value, _)| {
            let mut attributes = required.clone();
            attributes[attribute] = value.clone();
            let changes = json!({ "productKey": product, "deviceAttributes": attributes });
            changed(sample("name"), &changes)
        })
        .collect();
    let reply = Bench::new().await.batch(&items).await;
    for ((value, expected), (_, text)) in cases.iter().zip(entries(&reply)) {
        let expected = match expected.split_once(' ') {
            None => "OK".to_owned(),
            Some((inside, reason)) => {
                let field = format!("deviceAttributes.{attribute}{inside}");
                format!("Invalid Argument {field}:{field} {reason}")
            }
        };
        assert_eq!(text, expected, "{attribute} = {value}");
    }
}

#[tokio::test]
async fn numbers() {
    let int = [
        (json!(i32::MAX), ""),
        (json!(i64::from(i32::MAX) + 1), " must be INT"),
        (json!(1.0), " must be INT"),
        (json!("1"), " must be INT"),
    ];
    check(inverter(), "mpptCount", &int).await;
    let float = [
        (json!(99.5), ""),
        (json!(100), ""),
        (json!(1e39), " must be FLOAT"),
        (json!(true), " must be FLOAT"),
    ];
    check(turbine(), "hubHeight", &float).await;
    let double = [(json!(1e39), ""), (json!("4500"), " must be DOUBLE")];
    check(turbine(), "ratedPower", &double).await;
}

#[tokio::test]
async fn flags_texts_and_files() {
    let boolean = [(json!(true), ""), (json!(1), " must be BOOL")];
    check(inverter(), "arcDetection", &boolean).await;
    let string = [
        (json!("序".repeat(32)), ""),
        (
            json!("s".repeat(33)),
            " must be at most 32 characters, not 33",
        ),
        (json!(12), " must be STRING"),
        (Value::Null, " is missing"),
    ];
    check(turbine(), "serialNumber", &string).await;
    let file = [
        (json!("ftp://a.com/demo.txt"), ""),
        (json!("demo.txt"), " must be FILE, a URL"),
    ];
    check(turbine(), "powerCurve", &file).await;
}

#[tokio::test]
async fn members_of_a_list() {
    let wrong = " must be ENUM (STRING), one of IA, IIA, IIIA, S";
    let cases = [(json!("IIA"), ""), (json!("IV"), wrong), (json!(1), wrong)];
    check(turbine(), "iecClass", &cases).await;
    let wrong = " must be ENUM (INT), one of 1, 2, 3";
    let cases = [(json!(3), ""), (json!(4), wrong), (json!("1"), wrong)];
    check(rack(), "chemistry", &cases).await;
}

#[tokio::test]
async fn dates_and_times() {
    let wrong = " must be DATE, yyyy-MM-dd or yyyy-MM-dd HH:mm:ss";
    let mut cases = vec![
        (json!("2024-02-29"), ""),
        (json!("2024-02-29 23:59:59"), ""),
        (json!(20_240_229), wrong),
    ];
    for text in [
        "2023-02-29",
        "20240229",
        "2024-2-9",
        "2024-02-29T23:59:59",
        "2024-02-29 8:00:00",
        "2024-02-29 24:00:00",
        "2024-02-29 ",
    ] {
        cases.push((json!(text), wrong));
    }
    check(turbine(), "commissionedOn", &cases).await;
    let wrong = " must be TIMESTAMP, milliseconds as an integer";
    let cases = [
        (json!(1_760_000_000_000_i64), ""),
        (json!(-1), wrong),
        (json!("2024-02-29"), wrong),
    ];
    check(rack(), "warrantyUntil", &cases).await;
}

#[tokio::test]
async fn arrays() {
    let strings = [
        (json!([]), ""),
        (json!(vec!["a"; 1_024]), ""),
        (json!(vec!["a"; 1_025]), " has more than 1024 elements"),
        (json!(["a", 2]), "[1] must be STRING"),
        (json!("a"), " must be ARRAY, a JSON array"),
    ];
    check(turbine(), "bladeSerials", &strings).await;
    let integers = [(json!([2, 3]), ""), (json!([2, 2.5]), "[1] must be INT")];
    check(inverter(), "stringsPerMppt", &integers).await;
}

#[tokio::test]
async fn structs() {
    let place = |latitude: Value| json!({ "latitude": latitude, "longitude": 97.5 });
    let cases = [
        (place(json!(40)), ""),
        (json!({ "latitude": 40 }), ".longitude is missing"),
        (place(json!("N")), ".latitude must be DOUBLE"),
        (
            json!({ "latitude": 40, "longitude": 97.5, "planet": 3 }),
            ".planet is not an attribute of the thing model",
        ),
        (json!([40, 97.5]), " must be STRUCT, a JSON object"),
    ];
    check(turbine(), "location", &cases).await;
}

#[tokio::test]
async fn what_the_model_does_not_have() {
    let reason = " is not an attribute of the thing model";
    check(turbine(), "colour", &[(json!("red"), reason)]).await;
}

#[tokio::test]
async fn required_attributes_of_a_device_that_has_none() {
    let item = changed(sample("name"), &json!({ "productKey": "Wt45aB7e" }));
    let reply = Bench::new().await.batch(&[item]).await;
    let field = "deviceAttributes.serialNumber";
    let text = format!("Invalid Argument {field}:{field} is missing");
    assert_eq!(entries(&reply), [(-1, text.as_str())]);
}
