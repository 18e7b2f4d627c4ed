//! The sandbox from outside: over real HTTP, with a client that knows the documents only.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Options, Sandbox, start};

mod attributes;
mod auth;
mod batch;
mod catalogue;
mod client;
mod devices;
mod faults;
mod items;
mod meddle;
mod products;
mod restart;
mod robustness;
mod search;
mod secrets;
mod tokens;

use client::Client;

/// The time at which every test begins.
const START: i64 = 1_760_000_000_000;
/// The product most tests make devices of.
const INVERTER: &str = "2zp6A70r";

/// A sandbox with a clock of its own, and a client with a token for it.
struct Bench {
    sandbox: Sandbox,
    client: Client,
    clock: Arc<AtomicI64>,
    dir: Arc<TempDir>,
}

impl Bench {
    async fn new() -> Self {
        Self::with(&[]).await
    }

    /// With some switches set.
    async fn with(switches: &[&str]) -> Self {
        Self::adjusted(|options| {
            for switch in switches {
                options.switches.set(switch).unwrap();
            }
        })
        .await
    }

    async fn adjusted(adjust: impl FnOnce(&mut Options)) -> Self {
        Self::over(Arc::new(tempfile::tempdir().unwrap()), adjust).await
    }

    /// Over the state that another one left.
    async fn over(dir: Arc<TempDir>, adjust: impl FnOnce(&mut Options)) -> Self {
        let clock = Arc::new(AtomicI64::new(START));
        let mut options = Options::new(dir.path());
        options.seed = Some(1);
        let shared = Arc::clone(&clock);
        options.clock = Arc::new(move || shared.load(Ordering::SeqCst));
        adjust(&mut options);
        let mut bench = Self::unopened(dir, clock, options).await;
        bench.client.login().await;
        bench
    }

    /// Without a token yet.
    async fn unopened(dir: Arc<TempDir>, clock: Arc<AtomicI64>, options: Options) -> Self {
        let sandbox = start(options).await.unwrap();
        let client = Client::new(&sandbox.address(), Arc::clone(&clock));
        Self {
            sandbox,
            client,
            clock,
            dir,
        }
    }

    /// Stops it and starts another one over the same directory.
    async fn restarted(self) -> Self {
        let dir = Arc::clone(&self.dir);
        self.sandbox.stop().await;
        Self::over(dir, |options| options.seed = Some(2)).await
    }

    fn pass(&self, time: Duration) {
        let millis = i64::try_from(time.as_millis()).unwrap();
        self.clock.fetch_add(millis, Ordering::SeqCst);
    }

    async fn batch(&self, items: &[Value]) -> Value {
        self.client
            .post(
                "v2.4/devices",
                "batchCreate",
                &json!({ "deviceList": items }),
            )
            .await
    }

    /// Makes devices that are known to be right, and lets the lag pass.
    async fn make(&self, items: &[Value]) {
        let reply = self.batch(items).await;
        assert_eq!(reply["code"], 0, "{reply}");
        self.pass(Duration::from_secs(2));
    }

    async fn search(&self, body: &Value) -> Value {
        self.client.post("v2.4/devices", "search", body).await
    }
}

/// A right item for the string inverter.
fn inverter(key: &str) -> Value {
    json!({
        "productKey": INVERTER,
        "deviceKey": key,
        "deviceName": { "defaultValue": format!("Inverter {key}"), "i18nValue": {} },
        "timezone": "+08:00",
        "deviceAttributes": { "serialNumber": key, "ratedPower": 110 },
    })
}

/// A right item for a product without required attributes.
fn sample(name: &str) -> Value {
    json!({
        "productKey": "yourProductKey",
        "deviceName": { "defaultValue": name },
        "timezone": "Asia/Shanghai",
    })
}

/// An item with some of its members replaced; a null takes a member away.
fn changed(mut item: Value, changes: &Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            item.as_object_mut().unwrap().remove(name);
        } else {
            item[name] = value.clone();
        }
    }
    item
}

/// Code and text of every entry of a batch's answer.
fn entries(reply: &Value) -> Vec<(i64, &str)> {
    let data = reply["data"]
        .as_array()
        .unwrap_or_else(|| panic!("{reply}"));
    data.iter()
        .map(|entry| {
            (
                entry["code"].as_i64().unwrap(),
                entry["msg"].as_str().unwrap(),
            )
        })
        .collect()
}
