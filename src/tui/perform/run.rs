//! Sends a run and tells the screens how it gets on.

use std::sync::Arc;

use tokio::sync::{mpsc, watch};

use super::{Link, Shared};
use crate::provision::run::{End, Wish};
use crate::store::{NewRun, RunId, RunRecord, Store, StoreError};
use crate::submit::{self, Job, Summary, Trouble};
use crate::tui::app::{About, Msg, Submission};
use crate::tui::runtime::Replies;

/// Takes rows out of the queue into a run, settles what the plan knows already, and sends the rest.
pub(super) fn submit(shared: &Arc<Shared>, submission: Submission, replies: Replies<Msg>) {
    let shared = Arc::clone(shared);
    let wished = shared.heeded();
    // Taken now: another gateway may be worked on before the task begins.
    let link = shared.link();
    tokio::spawn(async move {
        let ids: Vec<i64> = submission.rows.iter().map(|row| row.id).collect();
        let link = match link {
            Ok((_, link)) => link,
            Err(reason) => return replies.send(Msg::RunBegun(ids, Err(reason))),
        };
        let (about, now) = (link.about.clone(), shared.now());
        let from_queue = ids.clone();
        let begun = shared
            .clerk
            .fetch(move |store| begin(store, &about, &submission, &from_queue, now))
            .await;
        match begun {
            Ok((record, store)) => {
                let job = job(record.summary.id, &link);
                replies.send(Msg::RunBegun(ids, Ok(Box::new(record))));
                drive(&shared, link, store, job, wished, &replies).await;
            }
            Err(reason) => replies.send(Msg::RunBegun(ids, Err(reason))),
        }
    });
}

fn begin(
    store: &Store,
    about: &About,
    submission: &Submission,
    from_queue: &[i64],
    now: i64,
) -> Result<(RunRecord, Store), StoreError> {
    let new = NewRun {
        gateway: about.gateway.clone(),
        org_id: about.org_id.clone(),
        scope: about.scope.clone(),
        require_secret: submission.require_secret,
        existing: submission.existing,
        started_at: now,
    };
    let drafts = || submission.rows.iter().map(|row| &row.draft);
    let run = submit::begin(
        store,
        &new,
        drafts().cloned(),
        from_queue,
        about.keys_by_server,
        &mut rand::rng(),
    )?;
    if let Some(plan) = &submission.plan {
        let known = plan.settle(drafts(), submission.existing);
        store.rows_settled(run, &known, now)?;
    }
    begun(store, run)
}

/// Goes on with a run until every row is settled.
pub(super) fn go_on(shared: &Arc<Shared>, run: RunId, replies: Replies<Msg>) {
    let shared = Arc::clone(shared);
    let wished = shared.heeded();
    let link = shared.link();
    tokio::spawn(async move {
        let link = match link {
            Ok((_, link)) => link,
            Err(reason) => return replies.send(Msg::RunOver(run, Err(reason))),
        };
        match shared.clerk.fetch(move |store| begun(store, run)).await {
            Ok((record, store)) => {
                let job = job(record.summary.id, &link);
                drive(&shared, link, store, job, wished, &replies).await;
            }
            Err(reason) => replies.send(Msg::RunOver(run, Err(reason))),
        }
    });
}

fn begun(store: &Store, run: RunId) -> Result<(RunRecord, Store), StoreError> {
    Ok((store.run(run)?, store.clone()))
}

/// A run, and how far it may go.
pub(super) fn job(run: RunId, link: &Link) -> Job {
    Job {
        run,
        bounds: link.about.bounds.clone(),
        seed: rand::random(),
    }
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
    replies.send(match outcome {
        Ok(summary) => Msg::RunOver(run, Ok(why(&summary))),
        Err(error) => {
            let reason = error.to_string();
            match error.trouble {
                Trouble::NotRecorded(change) => Msg::RunLost(run, Box::new(change), reason),
                _ => Msg::RunOver(run, Err(reason)),
            }
        }
    });
    drop(hold);
}

/// Why a run ended with rows still queued, if it did.
fn why(summary: &Summary) -> Option<String> {
    match &summary.end {
        End::Finished => None,
        End::Cancelled => Some("you stopped it; s goes on".to_owned()),
        End::Stopped(failure) => Some(match failure.code {
            Some(code) => format!("{} ({code})", failure.msg),
            None => failure.msg.clone(),
        }),
    }
}
