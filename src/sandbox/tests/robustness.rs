//! Whatever arrives, the answer is JSON and the sandbox goes on.

use proptest::prelude::*;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::client::{Signed, query};
use super::{Bench, INVERTER, sample};

const CALLS: [(&str, &str); 5] = [
    ("/connect-service/v2.4/devices", "batchCreate"),
    ("/connect-service/v2.4/devices", "create"),
    ("/connect-service/v2.4/devices", "search"),
    ("/connect-service/v2.4/products", "search"),
    ("/connect-service/v2.1/devices", "delete"),
];

/// Any JSON, with the names the gateway looks for more often than others.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        Just(json!(INVERTER)),
        Just(json!("+08:00")),
    ];
    let name = prop_oneof![
        Just("productKey"),
        Just("deviceName"),
        Just("defaultValue"),
        Just("i18nValue"),
        Just("timezone"),
        Just("deviceAttributes"),
        Just("ratedPower"),
        Just("stringsPerMppt"),
        Just("deviceTags"),
        Just("deviceKey"),
        Just("pagination"),
        Just("pageNo"),
        Just("expression"),
    ];
    leaf.prop_recursive(4, 24, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..6).prop_map(|members| {
                members
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect()
            }),
        ]
    })
}

/// Sends a signed body to every call that takes one; the client insists on JSON.
async fn send_everywhere(bench: &Bench, body: &[u8]) {
    for (path, action) in CALLS {
        let query = query(action, &[("assetId", "x")]);
        let signed = bench.client.sign(Method::POST, path, query, body.to_vec());
        let (status, reply) = bench.client.send(signed).await;
        assert!(!status.is_server_error(), "{reply}");
        assert_ne!(reply["code"], 99500, "{reply}");
    }
}

#[test]
fn any_signed_body_gets_a_json_answer() {
    let runtime = Runtime::new().unwrap();
    let bench = runtime.block_on(Bench::new());
    proptest!(ProptestConfig::with_cases(64), |(body in prop::collection::vec(any::<u8>(), 0..200))| {
        runtime.block_on(send_everywhere(&bench, &body));
    });
    proptest!(ProptestConfig::with_cases(128), |(item in any_json(), flat in any_json())| {
        let batch = json!({ "deviceList": [item], "expression": "", "pagination": flat });
        runtime.block_on(send_everywhere(&bench, batch.to_string().as_bytes()));
        runtime.block_on(send_everywhere(&bench, flat.to_string().as_bytes()));
    });
    let reply = runtime.block_on(bench.batch(&[sample("still there")]));
    assert_eq!(reply["code"], 0);
}

#[test]
fn any_query_and_header_gets_a_json_answer() {
    let runtime = Runtime::new().unwrap();
    let bench = runtime.block_on(Bench::new());
    let strategy = (
        "/[ -~]{0,20}",
        prop::collection::vec(("\\PC{0,8}", "\\PC{0,8}"), 0..4),
        prop::collection::vec("[ -~]{0,20}", 3),
    );
    proptest!(ProptestConfig::with_cases(64), |((path, query, headers) in strategy)| {
        let [token, signature, timestamp] = headers.try_into().unwrap();
        let known = ["/connect-service/v2.4/devices".to_owned(), path];
        for path in known {
            let signed = Signed {
                method: Method::GET,
                path,
                query: query.clone(),
                body: Vec::new(),
                headers: vec![
                    ("apim-accesstoken", token.clone()),
                    ("apim-signature", signature.clone()),
                    ("apim-timestamp", timestamp.clone()),
                ],
            };
            let (status, reply) = runtime.block_on(bench.client.send(signed));
            prop_assert!(!status.is_server_error(), "{reply}");
        }
    });
}
