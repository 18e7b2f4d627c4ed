//! Sends a run and tells the screens how it gets on.

mod begin;

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio::sync::{mpsc, watch};

use super::{Link, Shared};
use crate::domain::{End, QueueId, RowIndex, RunId};
use crate::provision::run::Control;
use crate::store::{RunRecord, Store};
use crate::submit::{self, Job, Portion, SubmitError, Trouble};
use crate::tui::runtime::Replies;
use crate::tui::shared::{Halt, Msg, Reason, Submission};
use begin::Begun;

/// Takes rows out of the queue into the runs that they belong to, settles what the plan knows already, and
/// sends what is not settled of them, run by run.
pub(super) fn submit(shared: &Arc<Shared>, submission: Submission, replies: Replies<Msg>) {
    let work = Work::new(shared, replies.clone());
    tokio::spawn(async move {
        let ids: Vec<QueueId> = submission.rows.iter().map(|row| row.id).collect();
        let begun = async {
            let work = work?;
            let (about, now) = (work.link.about.clone(), work.shared.now());
            let take = move |store: &Store| begin::begin(store, &about, &submission, now);
            let begun = work.shared.journal.fetch(take).await?;
            if begun.parts.is_empty() {
                return Ok(None);
            }
            Ok(Some((work, begun)))
        };
        match begun.await {
            Ok(Some((work, begun))) => work.one_by_one(begun).await,
            Ok(None) => replies.send(Msg::AllCreated(ids)),
            Err(reason) => replies.send(Msg::RunBegun(ids, Err(reason))),
        }
    });
}

/// Goes on with a run until every row is settled.
pub(super) fn go_on(shared: &Arc<Shared>, run: RunId, replies: Replies<Msg>) {
    let work = Work::new(shared, replies.clone());
    tokio::spawn(async move {
        let read = async {
            let work = work?;
            let store = |store: &Store| Ok(store.clone());
            Ok((work.shared.journal.fetch(store).await?, work))
        };
        match read.await {
            Ok((store, work)) => {
                let outcome = work.drive(store, work.link.job(run, None)).await;
                work.over(run, outcome, None);
            }
            Err(reason) => replies.send(Msg::RunOver(run, Err(reason))),
        }
    });
}

/// What a run or an undo is carried out with.
pub(super) struct Work {
    pub(super) shared: Arc<Shared>,
    pub(super) link: Link,
    pub(super) controls: watch::Receiver<Control>,
    pub(super) replies: Replies<Msg>,
}

impl Work {
    /// On the gateway in use now: another may be worked on before a task begins.
    pub(super) fn new(shared: &Arc<Shared>, replies: Replies<Msg>) -> Result<Self, Reason> {
        let controls = shared.take_controls();
        let (_, link) = shared.link()?;
        Ok(Self {
            shared: Arc::clone(shared),
            link,
            controls,
            replies,
        })
    }

    /// Sends the runs in their order; what ends one before it is finished ends them all.
    async fn one_by_one(self, begun: Begun) {
        let mut taken = begun.taken;
        let mut parts = begun.parts.into_iter().peekable();
        while let Some(Portion { run, open, .. }) = parts.next() {
            let ids = std::mem::take(&mut taken);
            let (record, store) = match self.read(run).await {
                Ok(read) => read,
                Err(reason) => return self.replies.send(Msg::RunBegun(ids, Err(reason))),
            };
            self.replies.send(Msg::RunBegun(ids, Ok(Box::new(record))));
            if begun.left > 0 {
                self.replies.send(Msg::LeftOut(begun.left));
            }
            let outcome = self.drive(store, self.link.job(run, open)).await;
            match (&outcome, parts.peek()) {
                (Ok(End::Finished), Some(_)) => {
                    // Its results are kept; the next run is what is shown.
                    if let Ok((record, _)) = self.read(run).await {
                        self.replies.send(Msg::Run(Ok(Box::new(record))));
                    }
                }
                (_, next) => {
                    let next = next.map(|next| next.run);
                    return self.over(run, outcome, next);
                }
            }
        }
    }

    async fn read(&self, run: RunId) -> Result<(RunRecord, Store), Reason> {
        let read = move |store: &Store| Ok((store.run(run)?, store.clone()));
        self.shared.journal.fetch(read).await
    }

    /// Nothing is under way any more that could be wished of.
    fn over(&self, run: RunId, outcome: Result<End, SubmitError>, next: Option<RunId>) {
        self.shared.live().controls = None;
        self.replies.send(match outcome {
            Ok(end) => Msg::RunOver(run, Ok(Halt { end, next })),
            Err(error) => {
                let reason = error.said();
                match error.trouble {
                    Trouble::NotRecorded(change) => Msg::RunLost(run, Box::new(change), reason),
                    _ => Msg::RunOver(run, Err(reason)),
                }
            }
        });
    }

    /// Carries a run, or these rows of it, to its end, and gives how it ended.
    async fn drive(&self, store: Store, job: Job) -> Result<End, SubmitError> {
        let _hold = self.replies.hold_exit();
        let run = job.run;
        let (events, inbox) = mpsc::unbounded_channel();
        let clock = Arc::clone(&self.shared.context.clock);
        let (api, controls) = (Arc::clone(&self.link.api), self.controls.clone());
        let driving = submit::drive(api, store, job, clock, events, controls);
        let tell = |event| self.replies.send(Msg::Progress(run, event));
        let outcome = telling(driving, inbox, tell).await;
        // The end is on the screen in a moment. Where this cannot be written, it counts as cut short.
        let told = move |store: &Store| store.runs_told(&[run], true);
        let _ = self.shared.journal.fetch(told).await;
        Ok(outcome?.end)
    }
}

impl Link {
    /// A run, and how far it may go.
    pub(super) fn job(&self, run: RunId, rows: Option<BTreeSet<RowIndex>>) -> Job {
        Job {
            run,
            rows,
            bounds: self.about.bounds.clone(),
            seed: rand::random(),
        }
    }
}

/// Works to the end, and tells every event as it comes.
pub(super) async fn telling<E, T>(
    work: impl Future<Output = T>,
    mut events: mpsc::UnboundedReceiver<E>,
    tell: impl Fn(E),
) -> T {
    let telling = async {
        while let Some(event) = events.recv().await {
            tell(event);
        }
    };
    tokio::join!(work, telling).0
}
