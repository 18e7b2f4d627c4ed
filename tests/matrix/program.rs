//! The same by the real binary: `enroll apply`, `enroll resume` while something is left, then `enroll undo`.

use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};
use tokio::process::Command;

use super::undone::{self, Undone};
use super::verdict::{Ran, Said, Told, Verdict};
use super::world::{World, bounds};

/// Attempts at a run or an undo, as a user would go on.
const ATTEMPTS: usize = 6;

/// Has the world's devices applied, the run resumed until nothing is left of it, and that undone.
pub async fn play(world: &World) -> Verdict {
    let state = world.dir.path().join("state-of-the-program");
    std::fs::create_dir(&state).unwrap();
    let file = state.join("devices.json");
    let body = json!({"deviceList": world.drafts, "requireSecret": false});
    std::fs::write(&file, body.to_string()).unwrap();
    std::fs::write(state.join("config.toml"), profile(world)).unwrap();

    let ran = send(&state, file.to_str().unwrap()).await;
    let mut verdict = world.judge(&ran);
    world.turn_to_undo();
    let undone = undo(world, &state).await;
    verdict.undo = world.judge_undo(&ran, &undone);
    verdict
}

async fn send(state: &Path, file: &str) -> Ran {
    let mut done = enroll(state, &["apply", file]).await;
    let stopped = done.code == Some(3) && is_kept(done.report());
    for _ in 1..ATTEMPTS {
        let open = |row| told(row) == Told::Queued || told(row) == Told::Unknown && has_key(row);
        if !rows(done.report()).any(open) {
            break;
        }
        done = enroll(state, &["resume"]).await;
    }
    let said = rows(done.report()).map(|row| Said {
        key: row["deviceKey"].as_str().map(str::to_owned),
        told: told(row),
    });
    Ran {
        said: said.collect(),
        stopped,
    }
}

/// Whether every row is still to be sent, but for the one whose key is taken: that is known before.
fn is_kept(report: &Value) -> bool {
    let told: Vec<Told> = rows(report).map(told).collect();
    let count = |of| told.iter().filter(|told| **told == of).count();
    count(Told::Failed) == 1 && count(Told::Queued) + 1 == told.len()
}

/// Undoes the run as a person does who types the number that is told.
async fn undo(world: &World, state: &Path) -> Vec<Undone> {
    let mut report = None;
    for _ in 0..world.attempts() {
        let looked = enroll(state, &["undo"]).await;
        let Some(look) = looked.report else {
            assert_eq!(looked.code, Some(3), "{}", looked.told);
            continue;
        };
        let number = look["deletable"].as_u64().unwrap();
        let done = enroll(state, &["undo", "--confirm", &number.to_string()]).await;
        report = done.report.or(report);
        let said = report.as_ref().map(undone::read);
        if done.code != Some(3) && said.is_some_and(|said| !world.is_unfinished(&said)) {
            break;
        }
    }
    let report = match report {
        Some(report) => report,
        // Nothing came of it, and so the run is as it was.
        None => enroll(state, &["resume"]).await.report.unwrap(),
    };
    undone::read(&report)
}

fn profile(world: &World) -> String {
    let bounds = bounds();
    let ms = |time: std::time::Duration| format!("\"{}ms\"", time.as_millis());
    format!(
        "[profiles.matrix]\ngateway = \"{}\"\norg_id = \"{}\"\naccess_key = \"{}\"\nsecret_key_clear = \"{}\"\n\
         batch_size = {}\nbatches_at_once = {}\nlag = {}\nlooks = {}\npause = {}\nlongest_pause = {}\n\
         failed_percent = {}\nkeys_by_server = {}\n",
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
        world.case.keyless,
    )
}

/// How a command ended.
struct Done {
    code: Option<i32>,
    /// The object it printed, if it printed one.
    report: Option<Value>,
    /// What it said besides.
    told: String,
}

impl Done {
    fn report(&self) -> &Value {
        let report = self.report.as_ref();
        report.unwrap_or_else(|| panic!("nothing printed: {}", self.told))
    }
}

/// Runs the program to its end.
async fn enroll(state: &Path, args: &[&str]) -> Done {
    let output = Command::new(env!("CARGO_BIN_EXE_enroll"))
        .args(args)
        .args(["--profile", "matrix", "--format", "json", "--state-dir"])
        .arg(state)
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .unwrap();
    Done {
        code: output.status.code(),
        report: serde_json::from_slice(&output.stdout).ok(),
        told: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn has_key(row: &Value) -> bool {
    row["deviceKey"].is_string()
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
