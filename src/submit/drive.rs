//! The loop that carries a run from where it stands to its end.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures::future::{BoxFuture, FutureExt as _};
use tokio::sync::{mpsc, watch};

use super::began::Began;
use super::driver::{Work, carry};
use super::error::{SubmitError, Trouble};
use super::journal::Journal;
use super::look::{Now, Wanted, look};
use super::reply;
use super::steady::Steady;
use crate::domain::{Bounds, Counts, Draft, End, RowIndex, RunId, Terms, Timestamp};
use crate::enos::{Api, Clock};
use crate::provision::run::{Change, Control, Input, Progress, Request, Run};
use crate::provision::step::{Step, Ticket};
use crate::store::{Store, StoreError};

/// What to carry to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// The journalled run.
    pub run: RunId,
    /// These of its rows, the others being left as they are; without, every one that is not settled.
    pub rows: Option<BTreeSet<RowIndex>>,
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
        rows: Vec<RowIndex>,
        /// Where the run stands.
        progress: Progress,
    },
    /// Rows changed: a batch came to its end, or unknown rows were looked up.
    Settled {
        /// The outcomes of rows, and the rows that are queued again.
        change: Change,
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

/// Carries every row of the job's run that is not settled to its end, through `api`: until all are
/// settled or cannot be, the control is [`Control::Cancel`] (what is under way lands first), or going on would
/// do no good. A pause lasts until the next control, or until nobody can give one any more.
///
/// Whether anybody listens to `events` does not matter to the run. Dropping the future while a batch
/// is in flight leaves its rows in flight in the journal, which makes them unknown when it is reopened,
/// and ends every task of the run.
///
/// # Errors
/// When the journal cannot be read or written; see [`Trouble`] for what that means. Nothing more is sent
/// then, and what is under way is waited for.
pub async fn drive(
    api: Arc<dyn Api>,
    store: Store,
    job: Job,
    clock: Clock,
    events: mpsc::UnboundedSender<Event>,
    mut controls: watch::Receiver<Control>,
) -> Result<Summary, SubmitError> {
    let steady = Steady::new(&clock);
    let journal = Journal::new(store, job.run, clock, job.bounds.batch_size);
    let mut sending = Sending::open(api, journal, job, events, steady.now()).await?;
    let end = carry(&mut sending, &steady, &mut controls).await?;
    sending.end(end).await
}

/// A run under way.
struct Sending {
    api: Arc<dyn Api>,
    journal: Journal,
    terms: Terms,
    when: Began,
    run: Run,
    /// The rows whose keys this program made.
    automatic: BTreeSet<RowIndex>,
    events: mpsc::UnboundedSender<Event>,
    told: Progress,
}

impl Sending {
    async fn open(
        api: Arc<dyn Api>,
        mut journal: Journal,
        job: Job,
        events: mpsc::UnboundedSender<Event>,
        now: Timestamp,
    ) -> Result<Self, SubmitError> {
        let mut opened = journal.open().await.map_err(|source| SubmitError {
            trouble: Trouble::NotSent,
            counts: Counts::default(),
            source: Box::new(source),
        })?;
        if let Some(rows) = job.rows {
            opened.rows.retain(|row| rows.contains(&row.index));
        }
        let automatic = opened.rows.iter().filter(|row| row.automatic);
        Ok(Self {
            api,
            terms: opened.terms,
            when: opened.began,
            automatic: automatic.map(|row| row.index).collect(),
            run: Run::new(opened.rows, job.bounds, opened.batch_size, now, job.seed)
                .with_assets(opened.assets),
            events,
            told: Progress::default(),
            journal,
        })
    }

    async fn send(
        &mut self,
        now: Timestamp,
        ticket: Ticket,
        rows: Vec<RowIndex>,
    ) -> Result<BoxFuture<'static, Input>, SubmitError> {
        // What the gateway's clock says before anything was made is needed to tell later what was made since: it has to
        // be on the disk first.
        let journalled = match self.when.note(self.api.as_ref(), now).await {
            Ok(()) => self.journal.send(rows.clone()).await,
            Err(source) => Err(source),
        };
        let (batch, drafts) = match journalled {
            Ok(sent) => sent,
            Err(source) => {
                // Nothing has left. The machine, which has given the rows out, gets them back.
                let (failure, scope) = reply::not_journalled(&source);
                let not_sent = Input::Refused {
                    batch: ticket,
                    failure,
                    scope,
                };
                self.run.apply(now, not_sent);
                return Err(self.trouble(Trouble::NotSent, source));
            }
        };
        let progress = self.progress(now);
        self.tell(Event::Sent {
            batch,
            rows,
            progress,
        });
        let (api, require_secret) = (Arc::clone(&self.api), self.terms.require_secret);
        // The disk works while the gateway does.
        self.journal.read_ahead(self.run.ahead());
        Ok(Box::pin(async move {
            let devices: Vec<&Draft> = drafts.iter().map(|(_, draft)| draft).collect();
            let reply = api.batch_create(&devices, require_secret).await;
            reply::read(ticket, &drafts, reply)
        }))
    }

    async fn look(
        &mut self,
        now: Timestamp,
        ticket: Ticket,
        rows: Vec<RowIndex>,
    ) -> Result<BoxFuture<'static, Input>, SubmitError> {
        let drafts = self.journal.drafts(rows).await;
        let drafts = drafts.map_err(|source| self.trouble(Trouble::NotSent, source))?;
        let wanted = drafts.into_iter().map(|(row, draft)| Wanted {
            row,
            draft,
            automatic: self.automatic.contains(&row),
            doubted: self.run.is_doubted(row),
        });
        let wanted: Vec<Wanted> = wanted.collect();
        let (api, terms) = (Arc::clone(&self.api), self.terms);
        let now = Now {
            steady: now,
            wall: self.journal.now(),
        };
        let (when, makers) = ((self.when.clone(), now), self.journal.makers());
        Ok(look(api, ticket, wanted, makers, terms, when).boxed())
    }

    async fn end(mut self, end: End) -> Result<Summary, SubmitError> {
        self.journal.shapes(self.api.shapes()).await;
        let ended = self.journal.ended(&end).await;
        let counts = self.run.counts();
        ended.map_err(|source| {
            let trouble = match source {
                StoreError::Gone { .. } => Trouble::Lost,
                _ => Trouble::NotEnded,
            };
            self.trouble(trouble, source)
        })?;
        Ok(Summary { end, counts })
    }

    fn progress(&mut self, now: Timestamp) -> Progress {
        self.told = self.run.progress(now);
        self.told.clone()
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

impl Work for Sending {
    type Call = Request;
    type Ended = Input;
    type Error = SubmitError;

    fn next(&mut self, now: Timestamp) -> Step<Request> {
        self.run.next(now)
    }

    fn control(&mut self, now: Timestamp, control: Control) {
        self.run.apply(now, Input::Control(control));
    }

    async fn begin(
        &mut self,
        now: Timestamp,
        ticket: Ticket,
        request: Request,
    ) -> Result<BoxFuture<'static, Input>, SubmitError> {
        match request {
            Request::Send(rows) => self.send(now, ticket, rows).await,
            Request::Look(rows) => self.look(now, ticket, rows).await,
        }
    }

    async fn ended(&mut self, now: Timestamp, input: Input) -> Result<(), SubmitError> {
        let change = Arc::new(self.run.apply(now, input));
        let recorded = self.journal.record(&change).await;
        let change = Arc::unwrap_or_clone(change);
        if let Err(source) = recorded {
            return Err(self.trouble(Trouble::NotRecorded(change), source));
        }
        if !change.is_empty() {
            let progress = self.progress(now);
            self.tell(Event::Settled { change, progress });
        }
        Ok(())
    }

    fn waits(&mut self, now: Timestamp) {
        let told = std::mem::take(&mut self.told);
        let progress = self.progress(now);
        if progress != told {
            self.tell(Event::Turned { progress });
        }
    }

    async fn land(&mut self, now: Timestamp, input: Input, error: SubmitError) -> SubmitError {
        let change = Arc::new(self.run.apply(now, input));
        let recorded = self.journal.record_once(&change).await;
        let mut trouble = error.trouble;
        if recorded.is_err() && !change.is_empty() {
            let change = Arc::unwrap_or_clone(change);
            let mut lost = match trouble {
                Trouble::NotRecorded(lost) => lost,
                Trouble::NotSent | Trouble::NotEnded | Trouble::Lost => Change::default(),
            };
            lost.settled.extend(change.settled);
            lost.put_back.extend(change.put_back);
            trouble = Trouble::NotRecorded(lost);
        }
        SubmitError {
            trouble,
            counts: self.run.counts(),
            ..error
        }
    }
}
