//! The ground truth.

use std::sync::Arc;

use super::super::INVERTER;
use super::{Bench, inverter};
use crate::sandbox::{SandboxError, Truth, truth};

async fn make(bench: &Bench, key: &str) -> String {
    let reply = bench.batch(&[inverter(key)]).await;
    assert_eq!(reply["code"], 0, "{reply}");
    reply["requestId"].as_str().unwrap().to_owned()
}

async fn delete(bench: &Bench, key: &str) {
    let selectors = [("productKey", INVERTER), ("deviceKey", key)];
    assert_eq!(bench.client.delete(&selectors).await["code"], 0);
}

#[tokio::test]
async fn every_making_and_every_delete_is_told() {
    let bench = Bench::new().await;
    let first = make(&bench, "key-a").await;
    let other = make(&bench, "key-b").await;
    delete(&bench, "key-a").await;
    let again = make(&bench, "key-a").await;
    delete(&bench, "key-b").await;
    // What the catalogue brings along was not made through the API.
    delete(&bench, "INV-001").await;
    let asset_id = bench.sandbox.devices()[0].asset_id.clone().unwrap();
    let told = |key: &str, asset_id: Option<String>, created: &[&String]| Truth {
        product_key: INVERTER.to_owned(),
        device_key: key.to_owned(),
        asset_id,
        name: format!("Inverter {key}"),
        created: created.iter().map(|id| (*id).clone()).collect(),
        deleted: 1,
        lives: Vec::new(),
    };
    let bare = |truths: Vec<Truth>| -> Vec<Truth> {
        let truths = truths.into_iter();
        truths
            .map(|truth| Truth {
                lives: Vec::new(),
                ..truth
            })
            .collect()
    };
    let expected = [
        told("key-a", Some(asset_id), &[&first, &again]),
        told("key-b", None, &[&other]),
    ];
    assert_eq!(bare(bench.sandbox.truth()), expected);
    let lives = bench.sandbox.truth().remove(0).lives;
    let living: Vec<bool> = lives.iter().map(|life| life.ended.is_none()).collect();
    assert_eq!(living, [false, true], "each device by itself");
    assert!(!expected.iter().any(Truth::is_doubled));

    let dir = Arc::clone(&bench.dir);
    assert!(matches!(
        truth(dir.path()).unwrap_err(),
        SandboxError::InUse(_)
    ));
    bench.sandbox.stop().await;
    assert_eq!(
        bare(truth(dir.path()).unwrap()),
        expected,
        "also from outside"
    );
}

#[test]
fn where_there_never_was_a_sandbox_there_is_no_truth_and_nothing_is_made() {
    let dir = tempfile::tempdir().unwrap();
    let nowhere = dir.path().join("nowhere");
    assert_eq!(truth(&nowhere).unwrap(), []);
    assert!(!nowhere.exists());
}

#[tokio::test]
async fn a_device_that_was_made_twice_is_visible() {
    let bench = Bench::new().await;
    make(&bench, "key-a").await;
    let dir = Arc::clone(&bench.dir);
    bench.sandbox.stop().await;
    // The registry never does this; the truth is told from the acts, not from the registry's map.
    let journal = dir.path().join("sandbox-devices.jsonl");
    let line = std::fs::read_to_string(&journal).unwrap();
    let mut asset = serde_json::from_str::<serde_json::Value>(&line).unwrap();
    asset["create"]["assetId"] = "Another1".into();
    std::fs::write(&journal, format!("{line}{asset}\n")).unwrap();
    let told = truth(dir.path()).unwrap();
    assert_eq!((told.len(), told[0].created.len()), (1, 2));
    assert!(told[0].is_doubled());
}
