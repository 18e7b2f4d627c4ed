//! `enroll sandbox` as a command: scenarios by name and file, and the ground truth.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails loudly"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use enroll::sandbox::{Options, start};

/// Runs `enroll sandbox` to its end; it ends by itself only when it does not serve.
fn sandbox(state: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_enroll"))
        .arg("--state-dir")
        .arg(state)
        .arg("sandbox")
        .args(args)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A state folder in whose sandbox one device was made twice, another one deleted, a third one touched and
/// deleted all the same, and a fourth one re-made by somebody else.
fn acted() -> tempfile::TempDir {
    let device = |key: &str, asset: &str, request: &str, more: &str| {
        format!(
            r#"{{"assetId":"{asset}","productKey":"2zp6A70r","key":"{key}","name":{{"defaultValue":"N"}},"desc":null,"timezone":"+08:00","attributes":{{}},"tags":{{}},"secret":"s","createdAt":1,"requestId":"{request}"{more}}}"#
        )
    };
    let create = |key: &str, asset: &str, request: &str| {
        format!(r#"{{"create":{}}}"#, device(key, asset, request, ""))
    };
    let touched = device("used", "AssetDDD", "request-3", "");
    let foreign = device("again", "AssetFFF", "x", r#","foreign":true"#);
    let acts = [
        create("twice", "AssetAAA", "request-1"),
        create("gone", "AssetBBB", "request-1"),
        create("twice", "AssetCCC", "request-2"),
        r#"{"delete":{"assetId":"AssetBBB"}}"#.to_owned(),
        create("used", "AssetDDD", "request-3"),
        format!(r#"{{"touch":{{"how":"tag","device":{touched}}}}}"#),
        r#"{"delete":{"assetId":"AssetDDD","end":{"answered":true}}}"#.to_owned(),
        create("again", "AssetEEE", "request-3"),
        r#"{"delete":{"assetId":"AssetEEE","end":{"foreign":true}}}"#.to_owned(),
        format!(r#"{{"create":{foreign}}}"#),
    ];
    let state = tempfile::tempdir().unwrap();
    let dir = state.path().join("sandbox");
    fs::create_dir(&dir).unwrap();
    fs::write(dir.join("sandbox-devices.jsonl"), acts.join("\n") + "\n").unwrap();
    state
}

#[test]
fn the_truth_is_a_table_or_json_lines() {
    let state = acted();
    let table = sandbox(state.path(), &["--truth"]);
    assert_eq!(table.status.code(), Some(0), "{}", text(&table.stderr));
    assert_eq!(
        text(&table.stdout),
        "created  deleted  assetId   productKey  deviceKey, and the requests that created it
      2        0  AssetCCC  2zp6A70r    twice  request-1 request-2  DOUBLED
      1        1  -         2zp6A70r    gone  request-1
      1        1  -         2zp6A70r    used  request-3  touched: tag  WRONGLY DELETED
      1        1  AssetFFF  2zp6A70r    again  request-3  deleted by somebody else  created by somebody else
4 device keys, 1 doubled, 1 wrongly deleted
"
    );
    let lines = sandbox(state.path(), &["--truth=jsonl"]);
    let lines: Vec<&str> = text(&lines.stdout).lines().collect();
    assert_eq!(
        lines[1..3],
        [
            r#"{"productKey":"2zp6A70r","deviceKey":"gone","assetId":null,"name":"N","created":["request-1"],"deleted":1,"lives":[{"assetId":"AssetBBB","foreign":false,"touched":[],"ended":{"foreign":false,"answered":false,"looked":null}}]}"#,
            r#"{"productKey":"2zp6A70r","deviceKey":"used","assetId":null,"name":"N","created":["request-3"],"deleted":1,"lives":[{"assetId":"AssetDDD","foreign":false,"touched":["tag"],"ended":{"foreign":false,"answered":true,"looked":null}}]}"#,
        ]
    );
}

#[tokio::test]
async fn the_truth_of_a_running_sandbox_is_not_to_be_had() {
    let state = acted();
    let running = start(Options::new(state.path().join("sandbox")))
        .await
        .unwrap();
    let output = sandbox(state.path(), &["--truth"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("another sandbox is using"));
    running.stop().await;
    assert_eq!(sandbox(state.path(), &["--truth"]).status.code(), Some(0));
}

#[test]
fn a_scenario_that_cannot_be_had_is_explained() {
    let state = tempfile::tempdir().unwrap();
    let output = sandbox(state.path(), &["--scenario", "flakey"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr)
            .trim_end()
            .ends_with("did you mean `flaky`?")
    );
    let file = state.path().join("mine.toml");
    fs::write(&file, "seed = 1\nbatch_limit = 'few'\n").unwrap();
    let output = sandbox(state.path(), &["--scenario", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("mine.toml, line 2: `batch_limit` must be"));
}

#[test]
fn the_help_explains_scenarios() {
    let state = tempfile::tempdir().unwrap();
    let help = sandbox(state.path(), &["--help"]);
    for word in [
        "token-thief",
        "[[rule]]",
        "drop-reply",
        "batch-create-devices",
    ] {
        assert!(text(&help.stdout).contains(word), "{word}");
    }
}
