//! What survives a restart, a kill and damage; and who may start at all.

use std::fs;
use std::sync::Arc;

use serde_json::{Value, json};

use super::{Bench, INVERTER, inverter, sample};
use crate::sandbox::{Options, SandboxError, start};

const JOURNAL: &str = "sandbox-devices.jsonl";

fn keys(bench: &Bench) -> Vec<String> {
    bench
        .sandbox
        .devices()
        .into_iter()
        .map(|made| made.device_key)
        .collect()
}

#[tokio::test]
async fn devices_and_deletes_survive() {
    let bench = Bench::new().await;
    bench.make(&[inverter("stays"), inverter("goes")]).await;
    bench
        .client
        .delete(&[("productKey", INVERTER), ("deviceKey", "goes")])
        .await;
    bench
        .client
        .delete(&[("productKey", INVERTER), ("deviceKey", "INV-001")])
        .await;
    let before = bench.sandbox.devices();
    let bench = bench.restarted().await;
    assert_eq!(bench.sandbox.devices(), before);
    bench.pass(std::time::Duration::from_secs(10));
    let reply = bench
        .batch(&[inverter("stays"), inverter("goes"), inverter("INV-001")])
        .await;
    let codes: Vec<&Value> = reply["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["code"])
        .collect();
    assert_eq!(codes, [-1, 0, 0]);
}

#[tokio::test]
async fn the_same_seed_makes_no_id_twice() {
    let bench = Bench::new().await;
    bench.make(&[sample("a"), sample("b")]).await;
    let dir = Arc::clone(&bench.dir);
    bench.sandbox.stop().await;
    let bench = Bench::over(dir, |_| {}).await;
    bench.make(&[sample("a"), sample("b")]).await;
    let made = bench.sandbox.devices();
    let mut assets: Vec<_> = made.iter().flat_map(|made| &made.asset_id).collect();
    assets.sort_unstable();
    assets.dedup();
    assert_eq!((made.len(), assets.len()), (4, 4));
}

#[tokio::test]
async fn a_fresh_start_forgets_them() {
    let bench = Bench::new().await;
    bench.make(&[inverter("old-1")]).await;
    let dir = Arc::clone(&bench.dir);
    bench.sandbox.stop().await;
    let bench = Bench::over(dir, |options| options.fresh = true).await;
    assert!(keys(&bench).is_empty());
    let bench = bench.restarted().await;
    assert!(keys(&bench).is_empty(), "also the next time");
}

#[tokio::test]
async fn a_torn_last_line_is_cut_off() {
    let bench = Bench::new().await;
    bench.make(&[inverter("whole"), inverter("torn-1")]).await;
    let dir = Arc::clone(&bench.dir);
    bench.sandbox.stop().await;
    let journal = dir.path().join(JOURNAL);
    let bytes = fs::read(&journal).unwrap();
    fs::write(&journal, &bytes[..bytes.len() - 20]).unwrap();

    let bench = Bench::over(dir, |_| {}).await;
    assert_eq!(keys(&bench), ["whole"]);
    bench.make(&[inverter("after")]).await;
    let bench = bench.restarted().await;
    assert_eq!(keys(&bench), ["whole", "after"]);
}

#[tokio::test]
async fn a_damaged_line_is_named() {
    let bench = Bench::new().await;
    bench.make(&[inverter("first")]).await;
    let dir = Arc::clone(&bench.dir);
    bench.sandbox.stop().await;
    let journal = dir.path().join(JOURNAL);
    let mut text = fs::read_to_string(&journal).unwrap();
    text.push_str("{\"create\":{}}\n");
    fs::write(&journal, text).unwrap();
    let error = start(Options::new(dir.path())).await.err().unwrap();
    assert!(
        matches!(&error, SandboxError::Journal { line: 2, .. }),
        "{error}"
    );
    assert!(error.to_string().contains("sandbox-devices.jsonl, line 2:"));
}

#[tokio::test]
async fn a_batch_is_kept_before_it_is_answered() {
    let bench = Bench::new().await;
    let reply = bench.batch(&[inverter("kept-1"), inverter("kept-2")]).await;
    assert_eq!(reply["code"], 0);
    let text = fs::read_to_string(bench.dir.path().join(JOURNAL)).unwrap();
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1]["create"]["key"], "kept-2");
}

#[tokio::test]
async fn two_sandboxes_cannot_share_a_directory() {
    let bench = Bench::new().await;
    let second = start(Options::new(bench.dir.path())).await.err().unwrap();
    assert!(matches!(second, SandboxError::InUse(_)), "{second}");
    let dir = Arc::clone(&bench.dir);
    drop(bench.sandbox);
    start(Options::new(dir.path())).await.unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_in_the_journals_place_leads_to_a_file_that_stays_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let theirs = dir.path().join("theirs");
    fs::write(&theirs, "half a line").unwrap();
    std::os::unix::fs::symlink(&theirs, dir.path().join(JOURNAL)).unwrap();
    let error = start(Options::new(dir.path())).await.err().unwrap();
    assert!(error.to_string().contains("it is a link"), "{error}");
    assert_eq!(fs::read_to_string(theirs).unwrap(), "half a line");
}

#[tokio::test]
async fn only_this_machine_is_served() {
    let dir = tempfile::tempdir().unwrap();
    let mut options = Options::new(dir.path());
    options.listen = "0.0.0.0:0".parse().unwrap();
    let error = start(options).await.err().unwrap();
    assert!(matches!(error, SandboxError::NotLoopback(_)));
    assert!(error.to_string().contains("127.0.0.1"));
}

#[tokio::test]
async fn a_taken_port_is_named() {
    let bench = Bench::new().await;
    let dir = tempfile::tempdir().unwrap();
    let mut options = Options::new(dir.path());
    options.listen = bench
        .sandbox
        .address()
        .strip_prefix("http://")
        .unwrap()
        .parse()
        .unwrap();
    let error = start(options).await.err().unwrap();
    assert!(matches!(error, SandboxError::Listen { .. }), "{error}");
}

#[tokio::test]
async fn the_key_pair_is_made_when_needed_and_then_kept() {
    let bench = Bench::new().await;
    let path = bench.sandbox.private_key_path().to_owned();
    bench.make(&[sample("no secret")]).await;
    assert!(!path.exists());
    let pem = bench.sandbox.private_key_pem().await.unwrap();
    assert!(pem.starts_with("-----BEGIN PRIVATE KEY-----"));
    assert_eq!(fs::read_to_string(&path).unwrap(), *pem);
    let bench = bench.restarted().await;
    assert_eq!(*bench.sandbox.private_key_pem().await.unwrap(), *pem);
}

#[tokio::test]
async fn a_broken_key_file_is_named_and_left_alone() {
    let bench = Bench::new().await;
    let path = bench.sandbox.private_key_path().to_owned();
    fs::write(&path, "no key").unwrap();
    let error = bench.sandbox.private_key_pem().await.unwrap_err();
    assert!(matches!(error, SandboxError::Key { .. }), "{error}");
    let mut body = sample("a");
    body["requireSecret"] = json!(true);
    let reply = bench.client.post("v2.4/devices", "create", &body).await;
    assert_eq!(reply["code"], 99500);
    assert_eq!(fs::read_to_string(&path).unwrap(), "no key");
}

#[cfg(unix)]
#[tokio::test]
async fn its_files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let bench = Bench::new().await;
    bench.sandbox.private_key_pem().await.unwrap();
    for file in [JOURNAL, "sandbox-private-key.pem"] {
        let mode = fs::metadata(bench.dir.path().join(file))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}
