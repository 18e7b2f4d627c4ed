//! Products and thing models.

use serde_json::{Value, json};

use super::{Bench, INVERTER};

const PRODUCTS: &str = "/connect-service/v2.4/products";
const MODELS: &str = "/model-service/v2.1/thing-models";

async fn model(bench: &Bench, id: &str) -> Value {
    bench.client.get(MODELS, "get", &[("modelId", id)]).await["data"].clone()
}

#[tokio::test]
async fn products_are_searched_by_expression() {
    let bench = Bench::new().await;
    for (expression, total) in [
        ("", 19),
        ("productKey = '2zp6A70r'", 1),
        ("productKey in ('2zp6A70r', 'Kd83mQ1x', 'nowhere0')", 2),
        ("modelId=\"WindTurbine\"", 2),
        ("productTags.site = 'demo'", 3),
        (
            "not exists(productTags.segment) and productName like 'Inverter'",
            3,
        ),
        ("productName.zh_CN like '储能'", 1),
    ] {
        let body = json!({ "expression": expression });
        let reply = bench.client.post("v2.4/products", "search", &body).await;
        assert_eq!(
            reply["pagination"]["totalSize"], total,
            "{expression}: {reply}"
        );
    }
    let status = json!({ "expression": "productType = 'Gateway'" });
    assert_eq!(
        bench.client.post("v2.4/products", "search", &status).await["code"],
        99400
    );
}

#[tokio::test]
async fn a_product_is_got_by_its_key() {
    let bench = Bench::new().await;
    let reply = bench
        .client
        .get(PRODUCTS, "get", &[("productKey", INVERTER)])
        .await;
    let body = json!({ "expression": "productKey = '2zp6A70r'" });
    let searched = bench.client.post("v2.4/products", "search", &body).await;
    assert_eq!(reply["data"], searched["data"][0]);
    assert_eq!(reply["data"]["modelId"], "SolarInverter_String");
    assert!(reply["data"].get("productSecret").is_none());
    let missing = bench
        .client
        .get(PRODUCTS, "get", &[("productKey", "nowhere0")])
        .await;
    assert_eq!(
        (&missing["code"], &missing["msg"]),
        (&json!(11611), &json!("Not found"))
    );
    let none = bench.client.get(PRODUCTS, "get", &[]).await;
    assert_eq!(
        none["msg"],
        "Invalid Argument productKey:productKey is missing"
    );
}

#[tokio::test]
async fn a_model_has_its_attributes_by_identifier() {
    let bench = Bench::new().await;
    let data = model(&bench, "SolarInverter_String").await;
    assert_eq!(data["modelIdPath"], "/SolarInverter/SolarInverter_String");
    let serial = &data["attributes"]["serialNumber"];
    assert_eq!(serial["identifier"], "serialNumber");
    assert_eq!(serial["isRequired"], true);
    assert_eq!(serial["dataDefinition"], "{\"maxLength\":32}");
    assert_eq!(
        data["attributes"]["ratedPower"]["dataDefinition"],
        Value::Null
    );
    assert_eq!(
        data["measurepoints"]["cabinetTemperature"]["unit"]["unitId"],
        "°C"
    );
    let missing = bench
        .client
        .get(MODELS, "get", &[("modelId", "planet")])
        .await;
    assert_eq!(missing["code"], 99404);
}

#[tokio::test]
async fn a_models_forms_can_be_chosen() {
    let bench = Bench::with(&["data-definition=object", "inherited=own"]).await;
    let own = model(&bench, "SolarInverter_String").await;
    assert!(own["attributes"].get("serialNumber").is_none());
    assert_eq!(
        own["attributes"]["stringsPerMppt"]["dataDefinition"],
        json!({ "itemType": "INT" })
    );

    let definition = async |switch: &str| -> Value {
        let bench = Bench::with(&[switch]).await;
        let tracker = model(&bench, "SolarTracker").await;
        let text = &tracker["attributes"]["tiltAngle"]["dataDefinition"];
        serde_json::from_str(text.as_str().unwrap()).unwrap()
    };
    let flat = definition("data-definition=string").await;
    assert!(flat["items"][2]["dataDefinition"].is_object());
    let nested = definition("data-definition=nested-string").await;
    assert!(nested["items"][2]["dataDefinition"].is_string());
    assert!(nested["items"][0]["dataDefinition"].is_null());
}
