//! Tests of the store on real files.

mod backup;
mod disk;
mod ground;
#[cfg(unix)]
mod guard;
mod journal;
mod killed;
mod opening;
mod projection;
mod proof;
mod property;
mod prune;
mod queue;
#[cfg(unix)]
mod rights;
mod runs;
mod sent;
mod undo;
mod whole;

use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use super::*;
use crate::domain::{
    Cause, Counts, Created, Draft, End, Existing, Failure, Outcome, QueueId, RowIndex, RowState,
    RunId, RunRow, Sealed, Site, StringI18n, Terms, Timestamp, Undone,
};

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
        site: Site {
            gateway: "https://apim.example".to_owned(),
            org_id: "o15504722874071".to_owned(),
            scope: SCOPE.to_owned(),
        },
        terms: Terms {
            require_secret: true,
            existing: Existing::Adopt,
        },
        started_at: Timestamp(1_000),
    }
}

fn new_row(draft: Draft) -> NewRow {
    NewRow {
        draft,
        automatic: false,
    }
}

/// The scope of every run and queue that does not say otherwise.
const SCOPE: &str = "https://apim.example|o15504722874071";

fn put(store: &Store, rows: &[QueueRow]) {
    let change = QueueChange {
        scope: SCOPE.to_owned(),
        put: rows.to_vec(),
        ..QueueChange::default()
    };
    store.queue_change(&change).unwrap();
}

fn take_out(store: &Store, ids: &[QueueId]) {
    let change = QueueChange {
        scope: SCOPE.to_owned(),
        remove: ids.to_vec(),
        ..QueueChange::default()
    };
    store.queue_change(&change).unwrap();
}

/// Rows by their indexes.
fn of<T, const N: usize>(rows: [(u32, T); N]) -> [(RowIndex, T); N] {
    rows.map(|(row, what)| (RowIndex(row), what))
}

/// Adds the drafts at the queue's end.
fn enqueue(store: &Store, drafts: &[Draft]) -> Vec<QueueRow> {
    let next = store.queue_next().unwrap();
    let rows: Vec<_> = (next.0..)
        .map(QueueId)
        .zip(drafts.iter().cloned())
        .map(|(id, draft)| QueueRow {
            id,
            draft: draft.into(),
        })
        .collect();
    put(store, &rows);
    rows
}

/// Begins a run with these drafts, taken out of the queue where they have ids there.
fn begin_with(
    store: &Store,
    drafts: &[Draft],
    from_queue: &[QueueId],
) -> Result<RunId, StoreError> {
    let rows: Vec<_> = drafts.iter().cloned().map(new_row).collect();
    store.run_begin(&new_run(), rows, from_queue)
}

fn begin(store: &Store, rows: usize) -> RunId {
    begin_with(store, &drafts(rows), &[]).unwrap()
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
        adopted: false,
    })
}

/// The same device, which was there before.
fn adopted(asset: &str) -> Outcome {
    match created(asset, None) {
        Outcome::Created(created) => Outcome::Created(Created {
            adopted: true,
            ..created
        }),
        other => other,
    }
}

fn failure(msg: &str) -> Failure {
    Failure {
        cause: Cause::said(msg),
        request_id: Some("request".to_owned()),
    }
}

fn failed(msg: &str) -> Outcome {
    Outcome::Failed(failure(msg))
}

fn skipped(msg: &str) -> Outcome {
    Outcome::Skipped(failure(msg))
}

fn unknown(msg: &str) -> Outcome {
    Outcome::Unknown(failure(msg))
}

/// What was reported, read back.
#[derive(Clone, Debug, PartialEq)]
enum Told {
    Outcome(Outcome),
    Undone(Undone),
}

/// Everything reported of a run as `(row, attempt, what)`, in the order reported.
fn history(store: &Store, run: RunId) -> Vec<(u32, u16, Told)> {
    let read = store.read(|connection| {
        let mut select =
            connection.prepare("SELECT * FROM reports WHERE of BETWEEN ?1 AND ?2 ORDER BY id")?;
        let rows = select.query_map(rows::keys(run), |row| {
            let (_, place) = rows::place(row.get("of")?);
            Ok((place.0, row.get("attempt")?, told(row)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    });
    read.unwrap()
}

fn told(row: &rusqlite::Row<'_>) -> rusqlite::Result<Told> {
    let cause: Option<record::Json<Cause>> = row.get("cause")?;
    let cause = || cause.as_ref().unwrap().0.clone();
    let request_id: Option<String> = row.get("request_id")?;
    let failure = || Failure {
        cause: cause(),
        request_id: request_id.clone(),
    };
    let kind: String = row.get("kind")?;
    Ok(match kind.as_str() {
        "created" => {
            let secret: Option<String> = row.get("device_secret")?;
            let key: Option<String> = row.get("session_key")?;
            Told::Outcome(Outcome::Created(Created {
                product_key: row.get("product_key")?,
                device_key: row.get("device_key")?,
                asset_id: row.get("asset_id")?,
                request_id,
                sealed: secret.zip(key).map(|(device_secret, session_key)| Sealed {
                    device_secret,
                    session_key,
                }),
                adopted: row.get("adopted")?,
            }))
        }
        "failed" => Told::Outcome(Outcome::Failed(failure())),
        "unknown" => Told::Outcome(Outcome::Unknown(failure())),
        "skipped" => Told::Outcome(Outcome::Skipped(failure())),
        "deleted" => Told::Undone(Undone::Deleted),
        "gone" => Told::Undone(Undone::Gone(cause())),
        "kept" => Told::Undone(Undone::Kept(cause())),
        "open" => Told::Undone(Undone::Open(cause())),
        other => panic!("{other}"),
    })
}

fn states(store: &Store, run: RunId) -> Vec<RowState> {
    let rows = store.run(run).unwrap().rows;
    rows.into_iter().map(|row| row.state).collect()
}

fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}
