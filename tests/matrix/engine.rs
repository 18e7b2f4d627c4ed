//! A run in this process: the real client, the real journal, the real driver.

use std::sync::Arc;

use enroll::domain::{Existing, RowState};
use enroll::enos::Clock;
use enroll::provision::run::{End, Wish};
use enroll::store::{NewRun, Store};
use enroll::submit::{self, Job};
use tokio::sync::{mpsc, watch};

use super::world::{Said, Told, World, bounds, now};

/// Runs the world's devices to their end. A run that was stopped is taken up again, as a user would.
pub async fn run(world: &World) -> Vec<Said> {
    let store = Store::open(&world.dir.path().join("state")).unwrap();
    let clock: Clock = Arc::new(now);
    let client = Arc::new(world.client());
    let new = NewRun {
        gateway: world.sandbox.address(),
        org_id: world.sandbox.org_id().to_owned(),
        scope: "matrix".to_owned(),
        require_secret: false,
        existing: Existing::Fail,
        started_at: clock(),
    };
    let drafts = world.drafts.clone();
    let run = submit::begin(&store, &new, drafts, &[], false, &mut rand::rng()).unwrap();
    for _ in 0..5 {
        let job = Job {
            run,
            bounds: bounds(),
            seed: 1,
        };
        let (events, _) = mpsc::unbounded_channel();
        let (_wish, wishes) = watch::channel(Wish::Go);
        let (api, clock) = (Arc::clone(&client), Arc::clone(&clock));
        let driven = submit::drive(api, store.clone(), job, clock, events, wishes);
        let ended = driven.await.unwrap();
        if ended.end == End::Finished && ended.counts.unknown == 0 {
            break;
        }
    }
    let record = store.run(run).unwrap();
    let rows = record.rows.into_iter().map(|row| Said {
        told: match row.state {
            RowState::Created => Told::Created(row.asset_id.unwrap()),
            RowState::Queued => Told::Queued,
            RowState::Failed => Told::Failed,
            _ => Told::Unknown,
        },
        key: row.device_key.unwrap(),
    });
    rows.collect()
}
