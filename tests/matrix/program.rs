//! The same by the real binary: `enroll apply`, then `enroll resume` while something is left.

use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};
use tokio::process::Command;

use super::world::{Said, Told, World, bounds};

/// Has the world's devices applied, and the run resumed until nothing is left of it.
pub async fn run(world: &World) -> Vec<Said> {
    let state = world.dir.path().join("state-of-the-program");
    std::fs::create_dir(&state).unwrap();
    let file = state.join("devices.json");
    let body = json!({"deviceList": world.drafts, "requireSecret": false});
    std::fs::write(&file, body.to_string()).unwrap();
    std::fs::write(state.join("config.toml"), profile(world)).unwrap();

    let mut report = enroll(&state, &["apply", file.to_str().unwrap()]).await;
    for _ in 0..5 {
        if rows(&report).all(|row| told(row) != Told::Queued && told(row) != Told::Unknown) {
            break;
        }
        report = enroll(&state, &["resume"]).await;
    }
    let said = rows(&report).map(|row| Said {
        key: row["deviceKey"].as_str().unwrap().to_owned(),
        told: told(row),
    });
    said.collect()
}

fn profile(world: &World) -> String {
    let bounds = bounds();
    let ms = |time: std::time::Duration| format!("\"{}ms\"", time.as_millis());
    format!(
        "[profiles.matrix]\ngateway = \"{}\"\norg_id = \"{}\"\naccess_key = \"{}\"\nsecret_key_clear = \"{}\"\n\
         batch_size = {}\nbatches_at_once = {}\nlag = {}\nlooks = {}\npause = {}\nlongest_pause = {}\n\
         failed_percent = {}\n",
        world.sandbox.address(),
        world.sandbox.org_id(),
        world.sandbox.access_key(),
        world.sandbox.secret_key(),
        bounds.batch_size,
        bounds.batches_at_once,
        ms(bounds.lag),
        bounds.looks,
        ms(bounds.pause),
        ms(bounds.longest_pause),
        bounds.failed_percent,
    )
}

/// Runs the program and gives the object it printed.
async fn enroll(state: &Path, args: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_enroll"))
        .args(args)
        .args(["--profile", "matrix", "--format", "json", "--state-dir"])
        .arg(state)
        .stdin(Stdio::null())
        .output()
        .await
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{args:?} {error}: {told}"))
}

fn rows(report: &Value) -> impl Iterator<Item = &Value> {
    report["rows"].as_array().unwrap().iter()
}

fn told(row: &Value) -> Told {
    match row["outcome"].as_str().unwrap() {
        "created" => Told::Created(row["assetId"].as_str().unwrap().to_owned()),
        "unsent" => Told::Queued,
        "failed" => Told::Failed,
        _ => Told::Unknown,
    }
}
