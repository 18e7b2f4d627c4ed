//! The product's way, from writing the run down to its end.

use std::sync::Arc;
use std::time::{Duration, Instant};

use enroll::domain::{Bounds, Draft, End, RunId, Site, Timestamp};
use enroll::enos::{Client, Secret, Settings, Timeouts};
use enroll::provision::run::Control;
use enroll::sandbox::{ACCESS_KEY, ORG_ID, SECRET_KEY};
use enroll::store::Store;
use enroll::submit::{self, Job, Sorted, Start, drive};
use tempfile::TempDir;
use tokio::sync::{mpsc, watch};

use super::Failure;
use super::gateway::Gateway;

/// Journals and runs `drafts`, and gives how long that took, and how long writing them down of it; fails unless every
/// device was made.
pub async fn run(gateway: &Gateway, drafts: Vec<Draft>) -> Result<[Duration; 2], Failure> {
    let state = TempDir::new()?;
    let store = Store::open(state.path())?;
    let settings = Settings {
        gateway: gateway.address.clone(),
        org_id: ORG_ID.to_owned(),
        access_key: ACCESS_KEY.to_owned(),
        secret_key: Secret::from(SECRET_KEY.to_owned()),
        proxy: None,
        authorities: None,
        trace: None,
        timeouts: Timeouts::default(),
    };
    let client = Arc::new(Client::new(settings, Arc::new(now))?);
    let count = drafts.len();

    let begun = Instant::now();
    let run = begin(&store, drafts)?;
    let written = begun.elapsed();
    let job = Job {
        run,
        rows: None,
        bounds: Bounds::default(),
        seed: 1,
    };
    let (events, mut heard) = mpsc::unbounded_channel();
    let (_wish, controls) = watch::channel(Control::Go);
    let driving = drive(client, store, job, Arc::new(now), events, controls);
    let listening = async { while heard.recv().await.is_some() {} };
    let (ended, ()) = futures::join!(driving, listening);
    let took = begun.elapsed();

    let ended = ended?;
    if ended.end != End::Finished || ended.counts.created != count {
        return Err(format!("the run ended otherwise: {ended:?}").into());
    }
    Ok([took, written])
}

fn begin(store: &Store, drafts: Vec<Draft>) -> Result<RunId, Failure> {
    let site = Site {
        gateway: "http://localhost".to_owned(),
        org_id: ORG_ID.to_owned(),
        scope: "bench".to_owned(),
    };
    let begin = Start {
        now: now(),
        ..Start::default()
    };
    let sorted = Sorted::all_new(drafts.len());
    let parts = submit::start(store, &site, drafts, sorted, begin)?;
    Ok(parts.first().ok_or("nothing was begun")?.run)
}

/// Now, by the system's clock.
pub fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond())
}
