//! The program without a terminal: what it prints, what it sends, and the code it exits with.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails loudly"
)]

#[path = "headless/apply.rs"]
mod apply;
#[cfg(unix)]
#[path = "headless/files.rs"]
mod files;
#[path = "headless/gateway.rs"]
mod gateway;
#[path = "headless/ground.rs"]
mod ground;
#[path = "headless/keeping.rs"]
mod keeping;
#[path = "headless/others.rs"]
mod others;
#[path = "headless/patience.rs"]
mod patience;
#[path = "headless/program.rs"]
mod program;
#[path = "headless/refusals.rs"]
mod refusals;
#[path = "headless/resume.rs"]
mod resume;
#[path = "headless/same.rs"]
mod same;
#[path = "headless/trace.rs"]
mod trace;

use serde_json::{Value, json};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample-request.json");

/// A request for devices of product `P` with these keys.
fn request(product: &str, keys: &[&str]) -> String {
    let devices: Vec<Value> = keys
        .iter()
        .map(|key| {
            json!({
                "productKey": product,
                "deviceName": {"defaultValue": format!("device {key}")},
                "timezone": "+08:00",
                "deviceKey": key,
            })
        })
        .collect();
    json!({ "deviceList": devices }).to_string()
}

/// A sandbox product whose model requires nothing.
const EASY: &str = "yourProductKey";
