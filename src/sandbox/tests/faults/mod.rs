//! Faults over real HTTP: what a client sees of each, and whether the request was acted upon.

use serde_json::{Value, json};

use reqwest::{Method, Response};

use super::client::{Signed, query};
use super::{Bench, START, inverter};
use crate::sandbox::examples::examples;
use crate::sandbox::{Fault, Rule, Scenario};

mod builtin;
mod conditions;
mod inside;
mod link;
mod lookups;
mod replies;
mod truth;

impl Bench {
    async fn under(scenario: Scenario) -> Self {
        Self::adjusted(|options| options.scenario = Some(scenario)).await
    }

    /// With this fault at every request it belongs to.
    async fn faulty(fault: Fault) -> Self {
        Self::ruled(vec![Rule::new(fault)]).await
    }

    async fn ruled(rules: Vec<Rule>) -> Self {
        Self::under(Scenario {
            seed: Some(1),
            rules,
            ..Scenario::default()
        })
        .await
    }

    async fn example(name: &str) -> Self {
        Self::under(example(name)).await
    }

    /// A signed batch, ready to be sent.
    fn signed_batch(&self, items: &[Value]) -> Signed {
        let body = json!({ "deviceList": items }).to_string().into_bytes();
        let path = "/connect-service/v2.4/devices";
        let query = query("batchCreate", &[]);
        self.client.sign(Method::POST, path, query, body)
    }

    /// Sends a batch of one device, whatever comes of it.
    async fn try_batch(&self, key: &str) -> reqwest::Result<Response> {
        let signed = self.signed_batch(&[inverter(key)]);
        self.client.try_send(signed).await
    }

    /// The keys of the devices there are now.
    fn made_now(&self) -> Vec<String> {
        let made = self.sandbox.devices().into_iter();
        made.map(|made| made.device_key).collect()
    }

    /// The keys of the devices that were ever made.
    fn made(&self) -> Vec<String> {
        let truths = self.sandbox.truth().into_iter();
        truths.map(|truth| truth.device_key).collect()
    }
}

fn example(name: &str) -> Scenario {
    examples()
        .into_iter()
        .find_map(|(known, scenario)| (known == name).then_some(scenario))
        .unwrap()
}

/// Right items with the keys `d0`, `d1`, …
fn items(count: usize) -> Vec<Value> {
    (0..count)
        .map(|index| inverter(&format!("dev-{index}")))
        .collect()
}

/// The device keys of a batch's entries, or of the rows of a search.
fn keys(reply: &Value) -> Vec<&str> {
    let data = reply["data"].as_array().unwrap();
    data.iter()
        .map(|row| {
            row["data"]["deviceKey"]
                .as_str()
                .or(row["deviceKey"].as_str())
        })
        .map(|key| key.unwrap_or("-"))
        .collect()
}
