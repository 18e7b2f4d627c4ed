//! Tests of the store on real files.

mod cost;
mod disk;
mod journal;
mod killed;
mod opening;
mod property;
mod queue;

use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use super::*;
use crate::domain::{Counts, Created, Draft, Failure, Outcome, RowState, Sealed, StringI18n};

/// A store in a folder of its own, which lives as long as the first value.
fn fresh() -> (TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    (dir, store)
}

fn draft(n: usize) -> Draft {
    let attributes = json!({"ratedPower": 250.5, "serial": format!("SN{n:06}")});
    Draft {
        product_key: "2zp6A70r".to_owned(),
        device_name: StringI18n::plain(format!("逆变器 {n}")),
        timezone: "+08:00".to_owned(),
        device_attributes: attributes.as_object().unwrap().clone(),
        device_key: Some(format!("INV-{n}")),
        ..Draft::default()
    }
}

fn drafts(count: usize) -> Vec<Draft> {
    (0..count).map(draft).collect()
}

fn new_run() -> NewRun {
    NewRun {
        gateway: "https://apim.example".to_owned(),
        org_id: "o15504722874071".to_owned(),
        scope: "https://apim.example|o15504722874071".to_owned(),
        require_secret: true,
        started_at: 1_000,
    }
}

fn begin(store: &Store, rows: usize) -> RunId {
    store.run_begin(&new_run(), &drafts(rows), &[]).unwrap()
}

fn sealed(text: &str) -> Sealed {
    Sealed {
        device_secret: format!("secret {text}"),
        session_key: format!("key {text}"),
    }
}

fn created(asset: &str, sealed: Option<Sealed>) -> Outcome {
    Outcome::Created(Created {
        product_key: "2zp6A70r".to_owned(),
        device_key: format!("key of {asset}"),
        asset_id: asset.to_owned(),
        request_id: Some("request".to_owned()),
        sealed,
    })
}

fn failure(msg: &str) -> Failure {
    Failure {
        code: Some(11_702),
        msg: msg.to_owned(),
        request_id: Some("request".to_owned()),
    }
}

fn failed(msg: &str) -> Outcome {
    Outcome::Failed(failure(msg))
}

fn unknown(msg: &str) -> Outcome {
    Outcome::Unknown(failure(msg))
}

/// The history of a run as `(row, attempt, outcome)`, in the order written.
fn history(store: &Store, run: RunId) -> Vec<(u32, u32, Outcome)> {
    let read = store.read(|connection| {
        let mut select = connection
            .prepare("SELECT row, attempt, outcome FROM history WHERE run = ?1 ORDER BY id")?;
        let rows = select.query_map([run], |row| {
            let record::Json(outcome) = row.get(2)?;
            Ok((row.get(0)?, row.get(1)?, outcome))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    });
    read.unwrap()
}

fn states(store: &Store, run: RunId) -> Vec<RowState> {
    let rows = store.run(run).unwrap().rows;
    rows.into_iter().map(|row| row.state).collect()
}

fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}
