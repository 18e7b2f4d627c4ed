//! Sends a run and tells the screens how it gets on.

use std::sync::Arc;

use tokio::sync::{mpsc, watch};

use super::{Link, Shared};
use crate::domain::Existing;
use crate::provision::run::{End, Wish};
use crate::store::{NewRun, QueueRow, RunId, RunRecord, Store, StoreError};
use crate::submit::{self, Job, Summary};
use crate::tui::app::Msg;
use crate::tui::runtime::Replies;

/// Takes rows out of the queue into a run, in one commit, and sends them.
pub(super) fn submit(
    shared: &Arc<Shared>,
    rows: Vec<QueueRow>,
    require_secret: bool,
    replies: Replies<Msg>,
) {
    let shared = Arc::clone(shared);
    let wished = stoppable(&shared);
    tokio::spawn(async move {
        let (ids, drafts): (Vec<i64>, Vec<_>) =
            rows.into_iter().map(|row| (row.id, row.draft)).unzip();
        let link = match shared.link() {
            Ok((_, link)) => link,
            Err(reason) => return replies.send(Msg::RunBegun(ids, Err(reason))),
        };
        let new = NewRun {
            gateway: link.about.gateway.clone(),
            org_id: link.about.org_id.clone(),
            scope: link.about.scope.clone(),
            require_secret,
            existing: Existing::Fail,
            started_at: shared.now(),
        };
        let from_queue = ids.clone();
        let keys_by_server = link.about.keys_by_server;
        let begun = shared
            .clerk
            .fetch(move |store| {
                let run = submit::begin(
                    store,
                    &new,
                    drafts,
                    &from_queue,
                    keys_by_server,
                    &mut rand::rng(),
                )?;
                begun(store, run)
            })
            .await;
        match begun {
            Ok((record, store)) => {
                let job = job(&record, &link);
                replies.send(Msg::RunBegun(ids, Ok(Box::new(record))));
                drive(&shared, link, store, job, wished, &replies).await;
            }
            Err(reason) => replies.send(Msg::RunBegun(ids, Err(reason))),
        }
    });
}

/// Sends what is queued in a run.
pub(super) fn resubmit(shared: &Arc<Shared>, run: RunId, replies: Replies<Msg>) {
    let shared = Arc::clone(shared);
    let wished = stoppable(&shared);
    tokio::spawn(async move {
        let link = match shared.link() {
            Ok((_, link)) => link,
            Err(reason) => return replies.send(Msg::RunOver(run, Err(reason))),
        };
        match shared.clerk.fetch(move |store| begun(store, run)).await {
            Ok((record, store)) => {
                let job = job(&record, &link);
                drive(&shared, link, store, job, wished, &replies).await;
            }
            Err(reason) => replies.send(Msg::RunOver(run, Err(reason))),
        }
    });
}

fn begun(store: &Store, run: RunId) -> Result<(RunRecord, Store), StoreError> {
    Ok((store.run(run)?, store.clone()))
}

/// What of a run is to be sent.
fn job(record: &RunRecord, link: &Link) -> Job {
    Job {
        run: record.summary.id,
        bounds: link.about.bounds.clone(),
        seed: rand::random(),
    }
}

/// What a stop is heard on. It is there before the task begins: a stop may follow at once.
fn stoppable(shared: &Shared) -> watch::Receiver<Wish> {
    let (wishes, wished) = watch::channel(Wish::Go);
    shared.live().wishes = Some(wishes);
    wished
}

async fn drive(
    shared: &Shared,
    link: Link,
    store: Store,
    job: Job,
    wished: watch::Receiver<Wish>,
    replies: &Replies<Msg>,
) {
    let hold = replies.hold_exit();
    let run = job.run;
    let (events, mut inbox) = mpsc::unbounded_channel();
    let clock = Arc::clone(&shared.world.clock);
    let driving = submit::drive(link.api, store, job, clock, events, wished);
    let telling = async {
        while let Some(event) = inbox.recv().await {
            replies.send(Msg::Progress(run, event));
        }
    };
    let (outcome, ()) = tokio::join!(driving, telling);
    shared.live().wishes = None;
    let said = outcome
        .map(|summary| why(&summary))
        .map_err(|error| error.to_string());
    replies.send(Msg::RunOver(run, said));
    drop(hold);
}

/// Why a run ended with rows still queued, if it did.
fn why(summary: &Summary) -> Option<String> {
    match &summary.end {
        End::Finished => None,
        End::Cancelled => Some("you stopped it; s submits the rest".to_owned()),
        End::Stopped(failure) => Some(match failure.code {
            Some(code) => format!("{} ({code})", failure.msg),
            None => failure.msg.clone(),
        }),
    }
}
