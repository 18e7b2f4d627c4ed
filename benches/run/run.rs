//! The product's way, from writing the run down to its end.

use std::sync::Arc;
use std::time::{Duration, Instant};

use enroll::domain::{Bounds, Created, Draft, Existing, Outcome};
use enroll::enos::{Client, Secret, Settings, Timeouts};
use enroll::provision::run::{End, Wish};
use enroll::sandbox::{ACCESS_KEY, ORG_ID, SECRET_KEY};
use enroll::store::{NewRun, RunId, Store};
use enroll::submit::{self, Job, drive};
use jiff::Timestamp;
use tempfile::TempDir;
use tokio::sync::{mpsc, watch};

use super::gateway::{Gateway, PRODUCT};
use super::{BATCH, Failure};

/// Journals and runs `drafts`; fails unless every device was made.
pub async fn run(gateway: &Gateway, drafts: Vec<Draft>) -> Result<Duration, Failure> {
    let state = TempDir::new()?;
    let store = Store::open(state.path())?;
    let settings = Settings {
        gateway: gateway.address.clone(),
        org_id: ORG_ID.to_owned(),
        access_key: ACCESS_KEY.to_owned(),
        secret_key: Secret::from(SECRET_KEY.to_owned()),
        timeouts: Timeouts::default(),
    };
    let client = Arc::new(Client::new(settings, Arc::new(now))?);
    let count = drafts.len();

    let begun = Instant::now();
    let run = begin(&store, drafts)?;
    let job = Job {
        run,
        bounds: Bounds::default(),
        seed: 1,
    };
    let (events, mut heard) = mpsc::unbounded_channel();
    let (_wish, wishes) = watch::channel(Wish::Go);
    let driving = drive(client, store, job, Arc::new(now), events, wishes);
    let listening = async { while heard.recv().await.is_some() {} };
    let (ended, ()) = futures::join!(driving, listening);
    let took = begun.elapsed();

    let ended = ended?;
    if ended.end != End::Finished || ended.counts.created != count {
        return Err(format!("the run ended otherwise: {ended:?}").into());
    }
    Ok(took)
}

/// What the journal alone takes for a run in which every device is made: the calls that `drive` makes.
pub fn journal(drafts: &[Draft]) -> Result<Duration, Failure> {
    let state = TempDir::new()?;
    let store = Store::open(state.path())?;
    let rows: Vec<u32> = (0..).take(drafts.len()).collect();
    let outcomes: Vec<(u32, Outcome)> = rows.iter().map(|row| (*row, created(*row))).collect();
    let drafts = drafts.to_vec();
    let begun = Instant::now();
    let run = begin(&store, drafts)?;
    store.open_rows(run)?;
    for (rows, outcomes) in rows.chunks(BATCH).zip(outcomes.chunks(BATCH)) {
        store.drafts(run, rows)?;
        store.batch_sent(run, rows, now())?;
        store.rows_settled(run, outcomes, now())?;
    }
    store.run_ended(run, now(), "finished")?;
    Ok(begun.elapsed())
}

fn created(row: u32) -> Outcome {
    Outcome::Created(Created {
        product_key: PRODUCT.to_owned(),
        device_key: format!("INV-{row:06}"),
        asset_id: format!("A{row:07}"),
        request_id: Some("fd79d0f5-69c5-4fa8-add4-69f5ca1b635f".to_owned()),
        ..Created::default()
    })
}

fn begin(store: &Store, drafts: Vec<Draft>) -> Result<RunId, Failure> {
    let run = NewRun {
        gateway: "http://localhost".to_owned(),
        org_id: ORG_ID.to_owned(),
        scope: "bench".to_owned(),
        require_secret: false,
        existing: Existing::Fail,
        started_at: now(),
    };
    let begun = submit::begin(store, &run, drafts, &[], false, &mut rand::rng());
    Ok(begun?)
}

/// Unix milliseconds.
pub fn now() -> i64 {
    Timestamp::now().as_millisecond()
}
