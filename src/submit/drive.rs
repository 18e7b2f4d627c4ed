//! The loop that carries a run from its first batch to its end.

use std::sync::Arc;

use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use futures::{FutureExt, StreamExt};
use tokio::sync::{mpsc, watch};

use super::error::{SubmitError, Trouble};
use super::journal::Journal;
use super::reply::{self, Heard};
use crate::domain::{Bounds, Counts, Draft, Failure, RowState};
use crate::enos::{Api, Clock};
use crate::provision::run::{Change, End, Input, Limits, Progress, Run, Step, Wish};
use crate::store::{RunId, Store, StoreError};

/// What to submit: every row of the run that is not settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// The journalled run.
    pub run: RunId,
    /// How far it may go.
    pub bounds: Bounds,
    /// Seeds the jitter of its pauses.
    pub seed: u64,
}

/// What happened, told after the journal knows it.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A batch leaves now.
    Sent {
        /// Its number within the run.
        batch: u32,
        /// Its rows.
        rows: Vec<u32>,
        /// Where the run stands.
        progress: Progress,
    },
    /// Rows changed: a batch came to its end, or unknown rows were looked up.
    Settled {
        /// The outcomes of rows, and the rows that are queued again.
        change: Change,
        /// Why the items of a reply could not be taken in the order they came, if so.
        doubt: Option<String>,
        /// Where the run stands.
        progress: Progress,
    },
    /// No row changed, but the pace did, or a pause began or ended.
    Turned {
        /// Where the run stands.
        progress: Progress,
    },
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Why.
    pub end: End,
    /// Where the rows of the job stand.
    pub counts: Counts,
}

/// Submits the rows of `job` through `api`, one batch at a time, until all are settled, the wish
/// is [`Wish::Cancel`] (the batch in flight lands first), or going on would do no good.
///
/// Whether anybody listens to `events` does not matter to the run. Dropping the future while a batch
/// is in flight leaves its rows in flight in the journal, which makes them unknown when it is reopened.
///
/// # Errors
/// When the journal cannot be read or written; see [`Trouble`] for what that means.
pub async fn drive(
    api: Arc<dyn Api>,
    journal: Store,
    job: Job,
    clock: Clock,
    events: mpsc::UnboundedSender<Event>,
    wishes: watch::Receiver<Wish>,
) -> Result<Summary, SubmitError> {
    let limits = Limits {
        batch_size: usize::from(job.bounds.batch_size),
    };
    let record = journal.run(job.run).map_err(|source| SubmitError {
        trouble: Trouble::NotSent,
        counts: Counts::default(),
        source: Box::new(source),
    })?;
    let rows = record
        .rows
        .iter()
        .filter(|row| row.state == RowState::Queued);
    let mut driver = Driver {
        api,
        journal: Journal {
            store: journal,
            run: job.run,
            clock,
        },
        require_secret: record.summary.require_secret,
        run: Run::new(rows.map(|row| row.index), limits),
        calls: FuturesUnordered::new(),
        events,
    };
    let end = loop {
        if *wishes.borrow() == Wish::Cancel {
            driver.run.apply(Input::Cancel);
        }
        match driver.run.next() {
            Step::Send { rows } => driver.send(rows).await?,
            Step::Wait => driver.hear().await?,
            Step::Done(end) => break end,
        }
    };
    let ended = driver.journal.ended(&end).await;
    let counts = driver.run.counts();
    ended.map_err(|source| driver.trouble(Trouble::NotEnded, source))?;
    Ok(Summary { end, counts })
}

struct Driver {
    api: Arc<dyn Api>,
    journal: Journal,
    require_secret: bool,
    run: Run,
    calls: FuturesUnordered<BoxFuture<'static, Heard>>,
    events: mpsc::UnboundedSender<Event>,
}

impl Driver {
    async fn send(&mut self, rows: Vec<u32>) -> Result<(), SubmitError> {
        let journalled = self.journal.send(rows.clone()).await;
        let (batch, drafts) =
            journalled.map_err(|source| self.trouble(Trouble::NotSent, source))?;
        self.run.apply(Input::Sent { rows: rows.clone() });
        self.tell(Event::Sent {
            batch,
            rows,
            progress: self.progress(),
        });
        let (api, require_secret) = (Arc::clone(&self.api), self.require_secret);
        self.calls.push(
            async move {
                let devices: Vec<&Draft> = drafts.iter().map(|(_, draft)| draft).collect();
                let reply = api.batch_create(&devices, require_secret).await;
                reply::read(&drafts, reply)
            }
            .boxed(),
        );
        Ok(())
    }

    async fn hear(&mut self) -> Result<(), SubmitError> {
        let heard = self.calls.next().await;
        let Heard { input, doubt } = heard.unwrap_or_else(|| self.nothing_to_hear());
        let change = self.run.apply(input);
        if let Err(source) = self.journal.record(&change).await {
            return Err(self.trouble(Trouble::NotRecorded(change), source));
        }
        self.tell(Event::Settled {
            change,
            doubt,
            progress: self.progress(),
        });
        Ok(())
    }

    /// Rows in flight that no call stands for can have no reply.
    fn nothing_to_hear(&self) -> Heard {
        Heard {
            input: Input::Lost {
                rows: self.run.in_state(RowState::InFlight).collect(),
                failure: Failure {
                    msg: "no call is under way for this row".to_owned(),
                    ..Failure::default()
                },
            },
            doubt: None,
        }
    }

    fn progress(&self) -> Progress {
        Progress {
            counts: self.run.counts(),
            ..Progress::default()
        }
    }

    fn tell(&self, event: Event) {
        // Nobody listening is no reason to stop.
        let _ = self.events.send(event);
    }

    fn trouble(&self, trouble: Trouble, source: StoreError) -> SubmitError {
        SubmitError {
            trouble,
            counts: self.run.counts(),
            source: Box::new(source),
        }
    }
}
