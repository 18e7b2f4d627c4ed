//! A run and its undo in this process: the real client, the real journal, the real drivers.

use std::sync::Arc;

use enroll::domain::End;
use enroll::domain::{RowState, RunId, Site};
use enroll::enos::{Api, Clock};
use enroll::provision::run::Control;
use enroll::store::Store;
use enroll::submit::{self, Job, Sorted, Start, undo};
use tokio::sync::{mpsc, watch};

use super::undone::{Undone, UndoneAs};
use super::verdict::{Ran, Said, Told, Verdict};
use super::world::{World, bounds, now};

/// Attempts at a run or an undo, as a user would go on.
const ATTEMPTS: usize = 6;

struct Engine {
    store: Store,
    api: Arc<dyn Api>,
    clock: Clock,
    run: RunId,
}

/// Runs the world's devices to their end and undoes that.
pub async fn play(world: &World) -> Verdict {
    let engine = Engine::new(world);
    let ran = engine.send().await;
    let mut verdict = world.judge(&ran);
    world.turn_to_undo();
    let undone = engine.undo(world).await;
    verdict.undo = world.judge_undo(&ran, &undone);
    verdict
}

impl Engine {
    fn new(world: &World) -> Self {
        let store = Store::open(&world.dir.path().join("state")).unwrap();
        let site = Site {
            gateway: world.sandbox.address(),
            org_id: world.sandbox.org_id().to_owned(),
            scope: "matrix".to_owned(),
        };
        let drafts = world.drafts.clone();
        let sorted = Sorted::all_new(drafts.len());
        let begin = Start {
            keys_by_server: world.case.keyless,
            now: now(),
            ..Start::default()
        };
        let parts = submit::start(&store, &site, drafts, sorted, begin);
        let run = parts.unwrap()[0].run;
        Self {
            store,
            api: Arc::new(world.client()),
            clock: Arc::new(now),
            run,
        }
    }

    fn job(&self) -> Job {
        Job {
            run: self.run,
            rows: None,
            bounds: bounds(),
            seed: 1,
        }
    }

    async fn send(&self) -> Ran {
        let mut stopped = false;
        for attempt in 0..ATTEMPTS {
            let (events, _) = mpsc::unbounded_channel();
            let (_wish, controls) = watch::channel(Control::Go);
            let (api, clock) = (Arc::clone(&self.api), Arc::clone(&self.clock));
            let driven =
                submit::drive(api, self.store.clone(), self.job(), clock, events, controls);
            let ended = driven.await.unwrap();
            if attempt == 0 {
                stopped = matches!(ended.end, End::Stopped { .. })
                    && ended.counts.queued == ended.counts.total();
            }
            if ended.end == End::Finished {
                break;
            }
        }
        let record = self.store.run(self.run).unwrap();
        let rows = record.rows.into_iter().map(|row| Said {
            told: match row.state {
                RowState::Created => Told::Created(row.asset_id.unwrap()),
                RowState::Queued => Told::Queued,
                RowState::Failed => Told::Failed,
                _ => Told::Unknown,
            },
            key: row.device_key,
        });
        Ran {
            said: rows.collect(),
            stopped,
        }
    }

    async fn undo(&self, world: &World) -> Vec<Undone> {
        for _ in 0..world.attempts() {
            let (api, clock) = (Arc::clone(&self.api), Arc::clone(&self.clock));
            let (store, job) = (self.store.clone(), self.job());
            let look = undo::preview(api, store, &job, clock).await.unwrap();
            if look.unseen.is_some() {
                continue;
            }
            undo::begin(&self.store, self.run, &look, now()).unwrap();
            let (events, _) = mpsc::unbounded_channel();
            let (_wish, controls) = watch::channel(Control::Go);
            let (api, clock) = (Arc::clone(&self.api), Arc::clone(&self.clock));
            let undoing = undo::undo(api, self.store.clone(), self.job(), clock, events, controls);
            undoing.await.unwrap();
            if !world.is_unfinished(&self.undone()) {
                break;
            }
        }
        self.undone()
    }

    /// What the journal says of it.
    fn undone(&self) -> Vec<Undone> {
        let record = self.store.run(self.run).unwrap();
        let rows = record.rows.into_iter().filter_map(|row| {
            let result = match row.state {
                RowState::Deleted if row.cause.is_none() => UndoneAs::Deleted,
                RowState::Deleted => UndoneAs::Gone,
                RowState::Created if row.undo || row.cause.is_none() => UndoneAs::Open,
                RowState::Created => UndoneAs::Kept,
                _ => return None,
            };
            let asset_id = row.asset_id?;
            Some(Undone { asset_id, result })
        });
        rows.collect()
    }
}
