//! Sends a run and tells the screens how it gets on.

mod begin;

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio::sync::{mpsc, watch};

use super::{Link, Shared};
use crate::domain::{End, QueueId, RowIndex, RunId};
use crate::provision::run::Control;
use crate::store::{RunRecord, Store, StoreError};
use crate::submit::{self, Job, Part, SubmitError, Summary, Trouble};
use crate::tui::app::{Msg, Submission};
use crate::tui::runtime::Replies;
use begin::Begun;

/// Takes rows out of the queue into the runs that they belong to, settles what the plan knows already, and
/// sends what is not settled of them, run by run.
pub(super) fn submit(shared: &Arc<Shared>, submission: Submission, replies: Replies<Msg>) {
    let shared = Arc::clone(shared);
    let controls = shared.heeded();
    // Taken now: another gateway may be worked on before the task begins.
    let link = shared.link();
    tokio::spawn(async move {
        let ids: Vec<QueueId> = submission.rows.iter().map(|row| row.id).collect();
        let link = match link {
            Ok((_, link)) => link,
            Err(reason) => return replies.send(Msg::RunBegun(ids, Err(reason))),
        };
        let (about, now) = (link.about.clone(), shared.now());
        let begun = shared
            .journal
            .fetch(move |store| begin::begin(store, &about, &submission, now))
            .await;
        match begun {
            Ok(begun) if begun.parts.is_empty() => {
                let reason = "all of it was created already; s, then a creates it again";
                replies.send(Msg::RunBegun(ids, Err(reason.to_owned())));
            }
            Ok(begun) => one_by_one(&shared, &link, begun, controls, &replies).await,
            Err(reason) => replies.send(Msg::RunBegun(ids, Err(reason))),
        }
    });
}

/// Sends the runs in their order; what ends one before it is finished ends them all.
async fn one_by_one(
    shared: &Shared,
    link: &Link,
    begun: Begun,
    controls: watch::Receiver<Control>,
    replies: &Replies<Msg>,
) {
    let mut taken = begun.taken;
    let mut parts = begun.parts.into_iter().peekable();
    while let Some(Part { run, open, .. }) = parts.next() {
        let ids = std::mem::take(&mut taken);
        let store = match shared
            .journal
            .fetch(move |store| self::begun(store, run))
            .await
        {
            Ok((record, store)) => {
                replies.send(Msg::RunBegun(ids, Ok(Box::new(record))));
                store
            }
            Err(reason) => return replies.send(Msg::RunBegun(ids, Err(reason))),
        };
        if begun.left > 0 {
            replies.send(Msg::LeftOut(begun.left));
        }
        let job = job(run, open, link);
        let outcome = drive(shared, link, store, job, controls.clone(), replies).await;
        match (&outcome, parts.peek()) {
            (Ok(None), Some(_)) => {
                // Its results are kept; the next run is what is shown.
                if let Ok((record, _)) = shared
                    .journal
                    .fetch(move |store| self::begun(store, run))
                    .await
                {
                    replies.send(Msg::Run(Ok(Box::new(record))));
                }
            }
            (Ok(Some(reason)), Some(next)) => {
                let waits = format!("{reason}; run {} waits", next.run);
                return over(shared, run, Ok(Some(waits)), replies);
            }
            _ => return over(shared, run, outcome, replies),
        }
    }
}

/// Goes on with a run until every row is settled.
pub(super) fn go_on(shared: &Arc<Shared>, run: RunId, replies: Replies<Msg>) {
    let shared = Arc::clone(shared);
    let controls = shared.heeded();
    let link = shared.link();
    tokio::spawn(async move {
        let link = match link {
            Ok((_, link)) => link,
            Err(reason) => return replies.send(Msg::RunOver(run, Err(reason))),
        };
        match shared.journal.fetch(move |store| begun(store, run)).await {
            Ok((record, store)) => {
                let job = job(record.summary.id, None, &link);
                let outcome = drive(&shared, &link, store, job, controls, &replies).await;
                over(&shared, run, outcome, &replies);
            }
            Err(reason) => replies.send(Msg::RunOver(run, Err(reason))),
        }
    });
}

fn begun(store: &Store, run: RunId) -> Result<(RunRecord, Store), StoreError> {
    Ok((store.run(run)?, store.clone()))
}

/// A run, and how far it may go.
pub(super) fn job(run: RunId, rows: Option<BTreeSet<RowIndex>>, link: &Link) -> Job {
    Job {
        run,
        rows,
        bounds: link.about.bounds.clone(),
        seed: rand::random(),
    }
}

/// Nothing is under way any more that could be wished of.
fn over(
    shared: &Shared,
    run: RunId,
    outcome: Result<Option<String>, SubmitError>,
    replies: &Replies<Msg>,
) {
    shared.live().controls = None;
    replies.send(match outcome {
        Ok(why) => Msg::RunOver(run, Ok(why)),
        Err(error) => {
            let reason = error.to_string();
            match error.trouble {
                Trouble::NotRecorded(change) => Msg::RunLost(run, Box::new(change), reason),
                _ => Msg::RunOver(run, Err(reason)),
            }
        }
    });
}

/// Carries a run, or these rows of it, to its end, and gives why that came early, if it did.
async fn drive(
    shared: &Shared,
    link: &Link,
    store: Store,
    job: Job,
    controls: watch::Receiver<Control>,
    replies: &Replies<Msg>,
) -> Result<Option<String>, SubmitError> {
    let _hold = replies.hold_exit();
    let run = job.run;
    let (events, mut inbox) = mpsc::unbounded_channel();
    let clock = Arc::clone(&shared.world.clock);
    let api = Arc::clone(&link.api);
    let driving = submit::drive(api, store, job, clock, events, controls);
    let telling = async {
        while let Some(event) = inbox.recv().await {
            replies.send(Msg::Progress(run, event));
        }
    };
    let (outcome, ()) = tokio::join!(driving, telling);
    // The end is on the screen in a moment. Where this cannot be written, it counts as cut short.
    let told = move |store: &Store| store.runs_told(&[run], true);
    let _ = shared.journal.fetch(told).await;
    outcome.map(|summary| why(&summary))
}

/// Why a run ended with rows still queued, if it did.
fn why(summary: &Summary) -> Option<String> {
    match &summary.end {
        End::Finished => None,
        End::Cancelled => Some("you stopped it; s goes on".to_owned()),
        End::Stopped { cause } => Some(match cause.code() {
            Some(code) => format!("{cause} ({code})"),
            None => cause.to_string(),
        }),
    }
}
