//! `enroll sandbox` as a command: scenarios by name and file, and the ground truth.

#![allow(clippy::unwrap_used, reason = "a test fails loudly")]

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

/// A state folder in whose sandbox one device was made twice and another one deleted.
fn acted() -> tempfile::TempDir {
    let create = |key: &str, asset: &str, request: &str| {
        format!(
            r#"{{"create":{{"assetId":"{asset}","productKey":"2zp6A70r","key":"{key}","name":{{"defaultValue":"N"}},"desc":null,"timezone":"+08:00","attributes":{{}},"tags":{{}},"secret":"s","createdAt":1,"requestId":"{request}"}}}}"#
        )
    };
    let acts = [
        create("twice", "AssetAAA", "request-1"),
        create("gone", "AssetBBB", "request-1"),
        create("twice", "AssetCCC", "request-2"),
        r#"{"delete":{"assetId":"AssetBBB"}}"#.to_owned(),
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
    assert_eq!(table.status.code(), Some(0));
    assert_eq!(
        text(&table.stdout),
        "\
created  deleted  assetId   productKey  deviceKey, and the requests that made it
      2        0  AssetCCC  2zp6A70r    twice  request-1 request-2  DOUBLED
      1        1  -         2zp6A70r    gone  request-1
2 device keys, 1 doubled
"
    );
    let lines = sandbox(state.path(), &["--truth=jsonl"]);
    assert_eq!(
        text(&lines.stdout),
        r#"{"productKey":"2zp6A70r","deviceKey":"twice","assetId":"AssetCCC","name":"N","created":["request-1","request-2"],"deleted":0}
{"productKey":"2zp6A70r","deviceKey":"gone","assetId":null,"name":"N","created":["request-1"],"deleted":1}
"#
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
